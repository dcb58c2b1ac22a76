"""Everything in one wave: form, references, records, the whole, the words; and what is missing still."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from overdue_cli.compile import codes
from overdue_cli.compile.codes import Code
from overdue_cli.compile.files import files
from overdue_cli.compile.lint import hint, record, whole, words
from overdue_cli.compile.parts import PARTS, everything
from overdue_cli.errors import Fault
from overdue_cli.knowledge.cues import Cues

UNSAID = ("characters", "danger", "synonyms")
"""Files whose words no user reads."""

CODES: tuple[Code, ...] = (
    *codes.CODES, *(one.CODE for group in (record, whole, words, hint) for one in group.CHECKS),
)  # fmt: skip
"""Every kind of fault there is."""


class Report(NamedTuple):
    """What the linter found: faults by place, and hints at what is missing, which are no faults."""

    faults: list[Fault]
    hints: list[Fault]


def lint(data: Path) -> Report:
    """Every fault in the YAML files of `data` and of the `seeds` beside or in it."""
    made = everything(data)
    if not made.shop.broken():
        for check in whole.CHECKS:
            check.check(made)
    faults = [*made.shop.faults, *(fault for path in _said(data) for fault in wording(path))]
    hints = [] if made.shop.broken() else [one for check in hint.CHECKS for one in check.hints(made)]
    return Report(sorted(set(faults)), sorted(set(hints)))


def wording(path: Path) -> Iterator[Fault]:
    """Words that must not stand in what users read. What people ask may hold any word they use."""
    part = ""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):  # told already
        return
    for number, line in enumerate(lines, start=1):
        part = key[1] if (key := re.match(r"(\w+):", line)) else part
        if part in ("questions", "names") and path.parent.name == "topics":
            continue
        text = line.partition(" #")[0]
        for check in words.CHECKS:
            for column, what, remedy in check.found(text):
                yield Fault(path.name, number, column + 1, check.CODE.code, what, remedy)


def _said(data: Path) -> list[Path]:
    """The YAML files whose wording users read."""
    every = dict.fromkeys(path for kind in PARTS if kind is not Cues for path in files(kind, data))
    return [path for path in every if path.stem not in UNSAID]
