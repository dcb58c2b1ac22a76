"""How behaviours and facts read in a text: the types of cues, as they are written in `data/cues/*.yaml`.

A pattern is words in a row, separated by spaces. `联系|通知` is one of several words, `{kin}` any word of a class,
`#n` a number. Between words nothing may stand, or `.` (at most 3 characters), `..` (at most 8, in one clause) or
`...` (at most 25, in one sentence).
"""

from typing import NamedTuple

GAPS = {".": (3, "clause"), "..": (8, "clause"), "...": (25, "sentence")}
"""How many characters may stand between two words, and what they may not leave."""

NUMBER = "#n"
"""The class of numbers, which are read and not listed."""

REACHES = ("before", "clause", "sentence", "text")
"""How far a block reaches: what follows it in its clause, its clause, its sentence, or the whole text."""


class Step(NamedTuple):
    """One place of a pattern: any word of `classes`, after at most `gap` characters within `bound`."""

    classes: tuple[str, ...]
    gap: int
    bound: str


class Pattern(NamedTuple):
    """Words in a row; `text` is how it is written."""

    text: str
    steps: tuple[Step, ...]


class Cue(NamedTuple):
    """Words that show a behaviour.

    `unless` in the same sentence, or `never` anywhere in the text, keeps it silent; of `needs` one must stand
    somewhere in the text. `despite` names blocks that do not silence it.
    """

    id: str
    behaviour: str
    find: tuple[Pattern, ...]
    needs: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    never: tuple[Pattern, ...]
    despite: tuple[str, ...]
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    where: str


class FactCue(NamedTuple):
    """Words that tell a fact: its `value`, or where that is empty the number in the words, times `times`."""

    id: str
    fact: str
    value: str
    find: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    never: tuple[Pattern, ...]
    despite: tuple[str, ...]
    times: int
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    where: str


class Block(NamedTuple):
    """Words that say that something is not so: a denial, a question, a warning. `reach` is one of REACHES."""

    id: str
    reach: str
    find: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


class Yielding(NamedTuple):
    """Behaviours that are not read where one of others is: a notice fused with a threat is the threat."""

    behaviours: tuple[str, ...]
    to: tuple[str, ...]
    reach: str


class Cues(NamedTuple):
    """Everything the reader knows."""

    simplified: dict[str, str]
    respelled: dict[str, str]
    """Other spellings of words: dialect, homophones, look-alikes."""
    words: dict[str, tuple[str, ...]]
    """Word to the classes it is in; every single word of a pattern is a class of its own."""
    hide: tuple[str, ...]
    """Longer words inside which shorter ones mean nothing."""
    cues: tuple[Cue, ...]
    facts: tuple[FactCue, ...]
    blocks: tuple[Block, ...]
    yielding: tuple[Yielding, ...]
