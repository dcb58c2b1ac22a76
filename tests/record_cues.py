"""Write anew what each pattern of each cue does with its own words: `tests/recorded_cues.yaml`, a change detector.

Written by the program, so it judges nothing: after a change of the cues run `make record` and read the diff.
For each pattern that finds, its words in a row, which fire the cue; for each exception, such words with the
exception's, which do not.
"""

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from overdue_cli.compile.reader_index import expected, sign
from overdue_cli.knowledge.cues import Cue, Cues
from overdue_cli.knowledge.patterns import NUMBER, Pattern
from overdue_cli.reading.read import Reader

from .conftest import ROOT

RECORDED = ROOT / "tests" / "recorded_cues.yaml"


class Record(NamedTuple):
    """A text made of the words of patterns, and whether the cue fires on it."""

    cue: str
    text: str
    fires: bool


def words(pattern: Pattern, first: dict[str, str]) -> str:
    """The words of a pattern in a row: of each class the first."""
    return "".join(first[step.classes[0]] for step in pattern.steps)


def firsts(cues: Cues) -> dict[str, str]:
    """For each class its first word."""
    found = {NUMBER: "5"}
    for word, classes in cues.words.items():
        for name in classes:
            found.setdefault(name, word)
    return found


def records(reader: Reader, cues: Cues) -> Iterator[Record]:
    """All records of the cues of a reader without votes."""
    first, often = firsts(cues), expected(cues)

    def fires(cue: Cue, text: str) -> bool:
        """Whether this very cue fires on a text, other cues aside."""
        return bool(reader.page(text).matches(sign(cue, often), cue.find))

    for cue in cues.cues:
        need = words(cue.needs[0], first) + "。" if cue.needs else ""
        base = ""
        for pattern in cue.find:
            text = need + words(pattern, first)
            if fires(cue, text):
                base = base or text
                yield Record(cue.id, text, True)
        for pattern in (*cue.unless, *cue.never) if base else ():
            text = f"{base}，{words(pattern, first)}"
            if not fires(cue, text):
                yield Record(cue.id, text, False)


def document(reader: Reader, cues: Cues) -> str:
    """The records as YAML."""
    rows: dict[str, dict[str, list[str]]] = {}
    for record in records(reader, cues):
        rows.setdefault(record.cue, {}).setdefault("fires" if record.fires else "silent", []).append(record.text)
    head = "# 由 make record 写成，不要手改：每条线索的每个词组遇到自己的词会怎样。\n"
    return head + yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1000)


def main() -> None:
    """Write the file."""
    from .reading_quality import Machine

    machine = Machine().voting(None)
    RECORDED.write_text(document(machine.reader, machine.cues), encoding="utf-8")


if __name__ == "__main__":
    main()
