"""What the reader looks for: words in a row, as they are written in `data/cues/*.yaml`.

A pattern is words in a row, separated by spaces. `联系|通知` is one of several words, `{kin}` any word of a class,
`#n` a number. Between words nothing may stand, or `.` (at most 3 characters), `..` (at most 8, in one clause) or
`...` (at most 25, in one sentence).
"""

from typing import NamedTuple

from overdue_cli.knowledge.declared import Annotated, Behaviours, OneOf

REACHES = ("before", "clause", "sentence", "text")
"""How far a block reaches: what follows it in its clause, its clause, its sentence, or the whole text."""

GAPS = {".": (3, "clause"), "..": (8, "clause"), "...": (25, "sentence")}
"""How many characters may stand between two words, and what they may not leave."""

NUMBER = "#n"
"""The class of numbers, which are read and not listed."""


class Step(NamedTuple):
    """One place of a pattern: any word of `classes`, after at most `gap` characters within `bound`."""

    classes: tuple[str, ...]
    gap: int
    bound: str


class Pattern(NamedTuple):
    """Words in a row; `text` is how it is written."""

    text: str
    steps: tuple[Step, ...]


class Yielding(NamedTuple):
    """Behaviours that are not read where one of others is: a notice fused with a threat is the threat."""

    behaviours: Annotated[Behaviours, "哪些行为让位"]
    to: Annotated[Behaviours, "让给哪些行为"]
    reach: Annotated[str, OneOf(REACHES[1:]), "在小句、一句还是全文里"]


class Shelf(NamedTuple):
    """The words that begin with one character, each with its classes; for these classes, which patterns to try."""

    words: dict[str, list[str]]
    tries: dict[str, list[str]]
