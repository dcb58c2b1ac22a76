"""No two topics, and no two brands, answer to one name."""

from collections.abc import Iterable
from typing import Any

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.compile.yamlfile import Entry
from overdue_cli.knowledge.library import Topic
from overdue_cli.knowledge.model import Lender
from overdue_cli.words.letters import folded

CODE = Code(
    "K314",
    "两条叫一个名字",
    "人说出这个名字，程序只能给一个答案；两条都叫它，就可能答错。",
    "aliases: [美团]\n（另一条）aliases: [美团]",
    "aliases: [美团]\n（另一条）aliases: [美团生意贷]",
)


def check(made: Compiled) -> None:
    """Report names that stand for two."""
    _once(((topic.id, topic.names, "names", entry) for topic, entry in made.all(Topic)))
    _once(((one.id, (one.name, *one.aliases), "aliases", entry) for one, entry in made.all(Lender)))


def _once(rows: Iterable[tuple[str, tuple[str, ...], str, Entry]]) -> None:
    taken: dict[str, str] = {}
    for id_, names, key, entry in rows:
        for name in dict.fromkeys(map(folded, names)):
            if name in taken:
                items: Any = entry.values.get(key)
                item = next((one for one in items if folded(str(one)) == name), None) if items else None
                entry.fault(CODE, f"“{name}”同时是 {taken[name]} 和 {id_} 的名字", "只留一处", key, item)
            taken.setdefault(name, id_)
