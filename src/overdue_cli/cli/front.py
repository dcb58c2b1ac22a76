"""The front door: words that name no command, and words that a command could not read.

What a frightened person types need not be a call: danger in it is heard first, and wins over what is wrong with it.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from overdue_cli import hearing
from overdue_cli.cli import environment
from overdue_cli.errors import OverdueError
from overdue_cli.facts import Value
from overdue_cli.knowledge.model import Knowledge

NOT_OWN = (
    "-o", "--output", "--format", "--case", "--text-file", "--answers", "--words", "--words-file", "--summary",
    "--claimed-name", "--number", "--attach",
)  # fmt: skip
"""Flags after which stand files, or words of the other side in a record: not what the person at the door says."""


def words(arguments: list[str]) -> int | None:
    """Answer a call whose first word is no command; None where nothing in it is understood.

    Only danger is, so far.
    """
    return danger(arguments)


def danger(arguments: list[str]) -> int | None:
    """The answer to a call in which danger is told, whatever else is wrong with it; None where there is none."""
    from overdue_cli.knowledge.store import knowledge

    try:
        known = knowledge(environment.cache())
    except OverdueError:
        return None
    json_ = "--json" in arguments or "--format=json" in arguments or _after("--format", arguments) == "json"
    return answer(spoken(arguments), known, json_=json_, full="--full" in arguments)


def answer(said: Iterable[str], known: Knowledge, *, json_: bool = False, full: bool = False) -> int | None:
    """Write the page of the danger told in `said`, or the document of `check`; None where it tells of none."""
    found = hearing.danger_in(said, known, environment.today())
    if found is None:
        return None
    from overdue_cli.cli import check

    told = check.assessment(known, found[0], None)
    check.write(told, known, "json" if json_ else "text", None, message=None, full=full, trace=False)
    return 0


def answer_asked(case: dict[str, Value], pasted: str | None) -> int:
    """Write the page of a danger that came up while something else was asked: on the screen, and nothing is kept."""
    from overdue_cli.cli import check
    from overdue_cli.knowledge.store import knowledge
    from overdue_cli.render import page
    from overdue_cli.render.layout import lines

    known = knowledge(environment.cache())
    told = check.assessment(known, case, pasted)
    blocks = page.page(told, known, later=known.wording.danger["later"])
    print(file=sys.stderr)
    for line in lines(blocks, environment.width(sys.stderr)):
        print(line.text, file=sys.stderr)
    return 0


def typed(given: dict[str, Any], theirs: Sequence[str]) -> Iterator[str]:
    """The words in the arguments of a command, without those of the parameters `theirs`."""
    for name, value in given.items():
        if name not in theirs:
            yield from (one for one in (value if isinstance(value, list | tuple) else [value]) if isinstance(one, str))


def spoken(arguments: list[str]) -> Iterator[str]:
    """What of a call somebody says: words by themselves and values of flags, not the names of flags and files.

    Words that follow each other are one text: without quotes a sentence comes as several.
    """
    run: list[str] = []
    for before, word in zip(["", *arguments], arguments, strict=False):
        flag, equals, value = word.partition("=")
        if before in NOT_OWN:
            continue
        if word.startswith("-"):
            yield " ".join(run)
            run = [value] if equals and flag not in NOT_OWN else []
        else:
            run.append(word)
    yield " ".join(run)


def _after(flag: str, arguments: list[str]) -> str:
    """What follows a flag; empty where it is not there."""
    place = arguments.index(flag) + 1 if flag in arguments else len(arguments)
    return arguments[place] if place < len(arguments) else ""
