"""Tables of the keys of records, in Chinese, for the docs: what may be written, as the annotations say."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_origin

from overdue_cli.compile.fields import Field, bare, fields, is_record, item
from overdue_cli.compile.layout import LAYOUTS
from overdue_cli.compile.reader import KINDS
from overdue_cli.compile.special import COMMENTS
from overdue_cli.compile.workshop import row_kind
from overdue_cli.knowledge import declared
from overdue_cli.knowledge.model import Condition
from overdue_cli.knowledge.patterns import Pattern

FEW = 8
"""So many words to choose from are listed."""

BEGINS, ENDS = "<!-- 下表由 make keys 生成：{} -->", "<!-- 表完 -->"


def table(kind: Any) -> str:
    """The keys of a record."""
    rows = [f"| {'.'.join(key)} | {how} | {says} |" for key, how, says in _rows(kind)]
    return "\n".join(["| 键 | 写什么 | 说明 |", "|---|---|---|", *rows])


def filled(text: str) -> str:
    """A page with its tables made anew: each stands between a mark that names its record, and the next."""
    kinds = records()

    def made(match: re.Match[str]) -> str:
        return f"{match[1]}\n{table(kinds[match[2]])}\n{ENDS}"

    begins = BEGINS.format(r"(\w+)")
    return re.sub(rf"({begins})\n.*?{ENDS}", made, text, flags=re.S)


def records() -> dict[str, Any]:
    """Every record that is written in a data file, by the name of its type."""
    found: dict[str, Any] = {}
    for layout in LAYOUTS.values():
        for kind in (*layout.kinds, *(row_kind(field) or field.kind for field in layout.fields)):
            _collect(kind, found)
    return found


def page() -> str:
    """Every data file with the keys of all its records."""
    parts = ["# 数据文件里能写什么", "", HEAD, ""]
    told: set[str] = set()
    for name, layout in LAYOUTS.items():
        parts += [f"## `data/{name}{'*' if layout.folder else ''}.yaml`".replace("data/seeds", "seeds"), ""]
        for field in layout.fields:
            if field.says and (field.has(declared.Lists) or (row_kind(field) and field.has(declared.In))):
                parts.append(f"- `{field.path[-1]}`：{field.says}")
        kinds: dict[str, Any] = {}
        for kind in (*layout.kinds, *(row_kind(field) or field.kind for field in layout.fields)):
            _collect(kind, kinds)
        for kind_name, kind in kinds.items():
            if kind_name not in told:
                told.add(kind_name)
                parts += ["", f"### {kind_name}", "", table(kind)]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


HEAD = """这一页由 `make keys` 从程序里记录的声明生成，不要手改。键后面写“必写”的不能少；`a.b` 是 `a: {b: …}`。
每个文件最外层都可以写 `checked_on`：哪天核对的。"""


def _collect(kind: Any, found: dict[str, Any]) -> None:
    kind, _ = bare(kind)
    if get_origin(kind) is not None:
        return _collect(item(kind), found)
    if is_record(kind) and kind not in (Condition, Pattern) and kind.__name__ not in found and _rows_of(kind):
        found[kind.__name__] = kind
        for field in fields(kind):
            _collect(field.kind, found)
    return None


def _rows_of(kind: Any) -> bool:
    return any(field.says for field in fields(kind))


def _rows(kind: Any) -> Iterator[tuple[tuple[str, ...], str, str]]:
    seen: set[tuple[str, ...]] = set()
    for field in fields(kind):
        if field.has(declared.Made) or field.path in seen or field.has(declared.TextOfKey):
            continue
        seen.add(field.path)
        among = field.mark(declared.KeyAmong)
        key = ("、".join(among.keys),) if among else field.path
        yield key, _how(field), _cell(field.says)
    for key_ in COMMENTS.get(kind, ()):
        yield (key_,), "文字", "留给写的人看的，程序不读"


def _how(field: Field) -> str:
    """What is written under a key, and whether it must be."""
    must = "，必写" if _must(field) else ""
    kind, _ = bare(field.kind)
    if word := field.mark(declared.Is):
        return f"`{word.word}`"
    if field.has(declared.LimitOf):
        return f"界限的编号{must}"
    if field.has(declared.Words):
        return f"true、false 或词{must}"
    if kind is Condition:
        return f"条件{must}"
    if get_origin(kind) is tuple:
        inner, _ = bare(item(kind))
        what = f"{inner.__name__} 的列表" if is_record(inner) and inner is not Pattern else f"{_one(field)}的列表"
        return f"{what}{must}"
    if get_origin(kind) in (dict, Mapping):
        return f"对照{must}"
    if is_record(kind):
        return f"{kind.__name__}{must}"
    return f"{_one(field)}{must}"


def _one(field: Field) -> str:
    if one := field.mark(declared.OneOf):
        words = [str(word) for word in one.words if word]
        return "、".join(f"`{word}`" for word in words) if len(words) <= FEW else f"`{words[0]}`……`{words[-1]}` 之一"
    if refs := field.mark(declared.Refs):
        return f"{'或'.join(KINDS.get(name, (name, ''))[0] for name in refs.registers)}的编号"
    if field.has(declared.Date):
        return "日期"
    if field.kind in (int, bool):
        return "整数" if field.kind is int else "true、false"
    return "文字"


def _must(field: Field) -> bool:
    lenient = (declared.Default, declared.Inherits, declared.Is)
    if field.optional or any(field.has(mark) for mark in lenient):
        return False
    return field.has(declared.Some) or field.kind in (str, int, bool, Condition) or is_record(field.kind)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
