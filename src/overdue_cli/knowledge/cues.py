"""How behaviours and facts read in a text: the types of cues, as they are written in `data/cues/*.yaml`."""

from typing import NamedTuple

from overdue_cli.knowledge.patterns import Pattern, Yielding

REACHES = ("before", "clause", "sentence", "text")
"""How far a block reaches: what follows it in its clause, its clause, its sentence, or the whole text."""


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
