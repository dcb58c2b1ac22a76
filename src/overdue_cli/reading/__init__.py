"""From a text to the behaviours and facts in it, each with its exact words. Knows words, not verdicts."""

from typing import NamedTuple

from overdue_cli.facts import Value

LARGEST = 1_000_000
"""Bytes of a message; a person's message has hundreds, a long transcript tens of thousands."""


class Seen(NamedTuple):
    """Words of the text as given (code points `start` to `end`) and the id of the cue that they fit."""

    start: int
    end: int
    text: str
    cue: str


class Reading(NamedTuple):
    """What a text says: behaviours with their words, facts with their values, and the words that tell each fact."""

    behaviours: dict[str, tuple[Seen, ...]]
    facts: dict[str, Value]
    told: dict[str, tuple[Seen, ...]]


NOTHING = Reading({}, {}, {})
"""What is read where there is no text."""
