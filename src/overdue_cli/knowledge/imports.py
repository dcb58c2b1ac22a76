"""How phones' and carriers' files read: the types, and YAML to them (`data/imports.yaml`).

Compiled apart from `Knowledge`, so that only an import pays for it.
"""

import re
from pathlib import Path
from typing import NamedTuple

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge.records import Maker
from overdue_cli.knowledge.yamlfile import Entry, read

FILE = "imports.yaml"

COLUMNS = ("at", "day", "number", "direction", "duration_s", "words")
"""What a column of a carrier's record can be; `at` may be a time of day where `day` has the date."""


class NumberClass(NamedTuple):
    """Numbers that begin alike; `weight` is how much that makes one likely to be a collector's."""

    id: str
    name: str
    begins: tuple[str, ...]
    weight: int


class Imports(NamedTuple):
    """Words of headings and cells, of messages about debts, and classes of numbers.

    `headings` takes a heading as `heading` makes it to its column and its place, where the smaller wins.
    """

    headings: dict[str, tuple[str, int]]
    ignored: tuple[str, ...]
    missed: tuple[str, ...]
    out: tuple[str, ...]
    in_: tuple[str, ...]
    sms: tuple[str, ...]
    totals: tuple[str, ...]
    debt_words: tuple[str, ...]
    number_classes: tuple[NumberClass, ...]


def heading(raw: str) -> str:
    """A heading as it is compared: lower case, no spaces, nothing in brackets."""
    return re.sub(r"[（(\[【].*?[)）\]】]|[\s:：*/_-]", "", raw).lower()


def files(data: Path) -> list[Path]:
    """Every file it is made from."""
    return [data / FILE]


def build(data: Path) -> Imports:
    """The words in `data`. Raises KnowledgeError with all faults."""
    faults: list[Fault] = []
    made = build_with_faults(data, faults)
    if faults:
        raise KnowledgeError(faults)
    return made


def build_with_faults(data: Path, faults: list[Fault]) -> Imports:
    """As `build`, but appends what is wrong to `faults`."""
    top = read(data / FILE, faults)
    made = _ImportMaker({"imports": top}, faults).imports(top)
    top.date("checked_on")
    top.close()
    return made


class _ImportMaker(Maker):
    def imports(self, top: Entry) -> Imports:
        return Imports(
            headings=self.headings(top),
            ignored=tuple(map(heading, top.texts("ignored"))),
            missed=top.texts("missed"),
            out=top.texts("out"),
            in_=top.texts("in"),
            sms=top.texts("sms"),
            totals=top.texts("totals"),
            debt_words=top.texts("debt_words"),
            number_classes=tuple(self.each("imports", "number_classes", self.number_class)),
        )

    def headings(self, top: Entry) -> dict[str, tuple[str, int]]:
        """Every heading with its column; a fault where one stands for two."""
        listed, made = top.entry("headings"), dict[str, tuple[str, int]]()
        for column in COLUMNS:
            for place, raw in enumerate(listed.texts(column) if listed else ()):
                name = heading(raw)
                if name in made and listed:
                    listed.fault(f"列名“{raw}”写了两次", f"{made[name][0]} 里已有，只留一处", column)
                made.setdefault(name, (column, place))
        if listed:
            listed.close()
        return made

    def number_class(self, entry: Entry) -> NumberClass:
        """One class of numbers."""
        begins = entry.texts("begins")
        if not begins or not all(one.isdigit() for one in begins):
            entry.fault("“begins”应当是号码开头的数字", '写成 begins: ["95"]', "begins")
        return NumberClass(self.id(entry), entry.text("name"), begins, entry.number("weight") or 0)
