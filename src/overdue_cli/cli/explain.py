"""`overdue-cli explain`: a question as people ask it to the answer of one topic."""

import re
import sys
from typing import Annotated

from overdue_cli.assessment import Danger, plain
from overdue_cli.cli import environment, options, output
from overdue_cli.errors import CallError
from overdue_cli.explanation import SCHEMA, Explanation, Near
from overdue_cli.facts import shown
from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.store import library as load_library

NOTHING_FOUND = 3

LONGEST = 300
"""Code points of a question. A whole message belongs to `check -`."""

HELP = """查一个问题：直接写你想问的，或写话题名；不写就列出全部话题。

例：overdue-cli explain 微粒贷逾期会坐牢吗
"""


def explain(
    known: Knowledge,
    *,
    words: Annotated[list[str] | None, options.Argument(metavar="[问题]", help="问题、话题、俗称、拼音或编号")] = None,
    json_: options.Json = False,
    format_: options.Format = None,
    out: options.Out = None,
    force: options.Force = False,
    full: Annotated[bool, options.Option("--full", help="写出每条依据说了什么、全部说法")] = False,
) -> int:
    """Answer one question. Returns the exit status: 3 where no topic is near. Raises CallError."""
    format_ = output.chosen_format(format_, json_)
    output.check_target(out, force)
    query = asked(words) if words else ""
    danger = danger_told(query, known)
    if ends_with_danger(danger, known, format_, out, full=full):
        return 0
    library = load_library(known, environment.cache())
    if not words:
        return listing(known, library, format_, out)
    answer = answered(query, known, library)._replace(safety=danger)
    if format_ == "json":
        output.write_json(plain(answer), out)
    else:
        from overdue_cli.render.topic_page import page

        output.write_blocks(page(answer, known, full=full), format_, out)
    if answer.topic is None and not danger:
        print(f"没有找到和“{shown(answer.query)}”相近的话题，换个说法试试。", file=sys.stderr)
        return NOTHING_FOUND
    return 0


def danger_told(query: str, known: Knowledge) -> Danger | None:
    """The danger that a question tells of."""
    from overdue_cli.hearing import danger_in

    found = danger_in([query], known, environment.today()) if query else None
    return found[1] if found else None


def ends_with_danger(danger: Danger | None, known: Knowledge, format_: str, out: str | None, *, full: bool) -> bool:
    """Show the page of despair on the screen in the place of any other answer; whether it was shown."""
    if danger is None or danger.kind != "self_harm" or format_ == "json" or full or output.whole(format_, out):
        return False
    from overdue_cli.render import danger_page

    output.write_blocks(list(danger_page.alone(danger, known.wording)), format_, out)
    return True


def asked(words: list[str]) -> str:
    """The question in the words of the command line. Raises CallError where it is empty or endless."""
    query = re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]", "", " ".join(words))  # what colours a terminal is no question
    query = "".join(char if char.isprintable() else " " for char in query).strip()
    if not query:
        raise CallError("没有写要查什么。例：overdue-cli explain 停息挂账；不写任何词就列出全部话题。")
    if len(query) > LONGEST:
        raise CallError(f"问题太长（{len(query)} 个字，最多 {LONGEST}）。整段消息请存成文件，用 check --text-file。")
    return query


def answered(query: str, known: Knowledge, library: Library) -> Explanation:
    """The answer to `query`: the topic of a question, or a record asked for by its id with the topic it belongs to."""
    from overdue_cli.reasoning import explain as reasoning
    from overdue_cli.reasoning.law import standing
    from overdue_cli.reasoning.resolve import find_lender
    from overdue_cli.search import lookup

    today = environment.today()
    record = reasoning.record(query, known) if query not in library.topics else None
    names = lookup.brands(known)
    wanted = record.title if record else query
    found = lookup.lookup(wanted, library, names, lookup.tools(library, names, environment.cache()))
    citing = [t.id for t in library.topics.values() if record.id in t.provisions()] if record else []
    meant = citing[0] if citing else found.topic or (found.ranked[0][0] if record else None)
    topic = library.topics[meant] if meant else None
    lender = find_lender(found.brand, known) if found.brand else None
    others = [(name, score) for name, score in found.ranked if name != meant]
    return Explanation(
        schema=SCHEMA,
        knowledge=standing(known, today),
        query=query,
        safety=None,
        topic=reasoning.explain(topic, library, known, lender, today) if topic else None,
        score=found.ranked[0][1],
        alternatives=tuple(Near(name, library.topics[name].title, score) for name, score in others[:5]),
        brand=reasoning.brand(lender, known) if lender else None,
        record=record,
        notice=known.wording.notice,
    )


def listing(known: Knowledge, library: Library, format_: str, out: str | None) -> int:
    """All topics, grouped as a person would look for them."""
    if format_ == "json":
        topics = [
            {"id": name, "title": library.topics[name].title, "group": group.id}
            for group in library.groups
            for name in group.topics
        ]
        output.write_json({"schema": "overdue-cli/topics/1", "topics": topics}, out)
        return 0
    from overdue_cli.reasoning.law import standing
    from overdue_cli.render import citing
    from overdue_cli.render.block import Block

    blocks = [*citing.warnings(standing(known, environment.today()), known.wording)]
    blocks += [Block("plain", "想问什么就直接写：overdue-cli explain 加你的问题。下面是全部话题。")]
    for group in library.groups:
        blocks.append(Block("heading", group.name))
        blocks += [Block("point", library.topics[name].title, name) for name in group.topics]
    output.write_blocks(blocks, format_, out)
    return 0
