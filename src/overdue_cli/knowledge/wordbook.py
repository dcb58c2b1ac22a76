"""The cues and votes as the reader uses them: arranged by what stands in a text, so that only that is looked at.

Words stand by their first character, runs of characters (votes) too; a pattern stands with its rarest word.
What is written for people, such as examples, is left out.
"""

from collections.abc import Mapping
from typing import NamedTuple

from overdue_cli.knowledge.patterns import Pattern, Yielding
from overdue_cli.knowledge.patterns import Shelf as Shelf

HIDES = "-"
"""The class of words inside which shorter words mean nothing."""


CUE, FACT, BLOCK = "cue", "fact", "block"


class Try(NamedTuple):
    """A pattern worth trying where a word of its rarest step stands, if words of its other steps do: `rest`.

    `of` names the cue, fact cue or block it is of; `order` is the place of the pattern among all.
    """

    order: int
    kind: str
    of: str
    pattern: Pattern
    rest: tuple[tuple[str, ...], ...]


class Patterns(NamedTuple):
    """Patterns, and for every class of their rarest steps the places of those to try where it stands."""

    patterns: tuple[Pattern, ...]
    by_class: dict[str, list[int]]


class Sign(NamedTuple):
    """A cue without the patterns that find: what it shows (a behaviour, or a fact with its value), what silences it.

    Otherwise as `Cue` and `FactCue`.
    """

    shows: str
    value: str
    times: int
    needs: Patterns
    unless: Patterns
    never: Patterns
    despite: tuple[str, ...]


class Denial(NamedTuple):
    """A block without the patterns that find."""

    reach: str
    unless: Patterns


class Votes(NamedTuple):
    """For each behaviour a bias and the sums from which it is shown; for each run of characters its weights.

    Weights are thousandths: place of the behaviour, weight, place, weight… A behaviour that accuses somebody needs
    less beside another that cues show (`beside`) than where votes alone would accuse (`alone`).
    """

    behaviours: tuple[str, ...]
    bias: tuple[int, ...]
    beside: tuple[int, ...]
    alone: tuple[int, ...]
    runs: dict[str, list[int]]


class Wordbook(NamedTuple):
    """Everything the reader knows."""

    simplified: dict[str, str]
    respelled: dict[str, str]
    shelves: Mapping[str, Shelf]
    """Words by their first character."""
    cues: Mapping[str, Sign]
    facts: Mapping[str, Sign]
    blocks: dict[str, Denial]
    tries: Mapping[str, Try]
    """Every pattern that finds, by its order."""
    yielding: tuple[Yielding, ...]
    votes: Votes | None
    runs: Mapping[str, dict[str, list[int]]]
    """How runs begin (one or two characters), run, weights: those of the votes, which here have none themselves."""
