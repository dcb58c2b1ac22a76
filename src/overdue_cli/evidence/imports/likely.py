"""Who in a phone's backup is likely to be a collector: a list to choose from, never a choice by itself.

What is told is why a number stands where it stands; who it belongs to, nobody here can know.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from overdue_cli.evidence.imports.found import LOCAL, Found
from overdue_cli.knowledge.imports import Imports, NumberClass

SAMPLES = 3
"""Messages of one number that are read: collectors send the same words again and again."""

READ = 400
"""Messages read for one backup, in all."""

OTHERS = NumberClass("other", "", (), 0)

MANY_CALLS = 5
"""Calls from which a number counts as calling often; only for the order of the list."""

ORGANISED = 2
"""Weight of a class of numbers from which a name in the phone book does not make the number a friend's."""

_offset = LOCAL.utcoffset(None)
_OFFSET = int(_offset.total_seconds()) if _offset else 0
_digits = re.compile(r"\d+")


class Candidate(NamedTuple):
    """A number with what it did: `debt` counts messages read as about a debt, of `read` that were read.

    `first` and `last` are Unix times, `likely` is whether it is taken where nobody chooses by hand.
    """

    number: str | None
    name: str | None
    kind: str
    messages: int
    calls: int
    unanswered: int
    night: int
    read: int
    debt: int
    first: int
    last: int
    score: int
    likely: bool


class _Tally:
    """What one number did so far."""

    __slots__ = ("calls", "first", "last", "messages", "name", "night", "samples", "unanswered", "worded")

    def __init__(self, first: int) -> None:
        self.messages = self.calls = self.unanswered = self.night = self.worded = 0
        self.name: str | None = None
        self.samples: dict[str, str] = {}
        self.first = self.last = first


class Survey:
    """Counts the items of a backup by number; what it holds grows with the numbers, not with the items."""

    def __init__(self, words: Imports, quiet: tuple[str, str]) -> None:
        """`quiet` are the hours, from and to (`HH:MM`), in which a contact counts as one at night."""
        self.words = words
        self.hints = re.compile("|".join(map(re.escape, words.debt_words)))
        self.quiet_from, self.quiet_to = (int(at[:2]) * 3600 + int(at[3:]) * 60 for at in quiet)
        self.tallies: dict[str | None, _Tally] = {}

    def add(self, found: Found) -> None:
        """Count one item; what she sent herself says nothing of who collects."""
        if found.direction == "out":
            return
        tally = self.tallies.get(found.number)
        if tally is None:
            tally = self.tallies[found.number] = _Tally(found.seconds)
        clock = (found.seconds + _OFFSET) % 86400
        if clock >= self.quiet_from or clock < self.quiet_to:
            tally.night += 1
        tally.last = max(tally.last, found.seconds)
        tally.first = min(tally.first, found.seconds)
        tally.name = found.name or tally.name
        if found.channel == "call":
            tally.calls += 1
            tally.unanswered += found.answered is False
            return
        tally.messages += 1
        if found.words and self.hints.search(found.words):
            tally.worded += 1
            if len(tally.samples) < SAMPLES:
                tally.samples.setdefault(_digits.sub("#", found.words), found.words)

    def ranked(self, about_debt: Callable[[str], bool]) -> list[Candidate]:
        """All numbers, the likeliest first. `about_debt` reads a message; each wording is read once."""
        order = sorted(self.tallies.items(), key=lambda pair: -self._before_reading(*pair))
        heard: dict[str, bool] = {}
        made = []
        for number, tally in order:
            read = debt = 0
            for wording, message in tally.samples.items():
                if wording not in heard and len(heard) < READ:
                    heard[wording] = about_debt(message)
                read += wording in heard
                debt += heard.get(wording, False)
            made.append(self._candidate(number, tally, read, debt))
        return sorted(made, key=lambda one: (-one.likely, -one.score, one.number or ""))

    def _before_reading(self, number: str | None, tally: _Tally) -> int:
        return min(tally.worded, 10) + self.kind(number).weight

    def _candidate(self, number: str | None, tally: _Tally, read: int, debt: int) -> Candidate:
        kind = self.kind(number)
        friend = tally.name is not None and kind.weight < ORGANISED and not self.hints.search(tally.name)
        often = tally.calls >= MANY_CALLS and (
            tally.unanswered * 2 >= tally.calls or tally.night > 1 or kind.weight > 1
        )
        score = 10 * debt + kind.weight + min(tally.calls, 30) // 5 + min(tally.unanswered, 30) // 5
        score += min(tally.night, 5) - 8 * friend
        return Candidate(
            number, tally.name, kind.name, tally.messages, tally.calls, tally.unanswered, tally.night,
            read, debt, tally.first, tally.last, score, not friend and (debt > 0 or often),
        )  # fmt: skip

    def kind(self, number: str | None) -> NumberClass:
        """The class of a number."""
        return next((one for one in self.words.number_classes if number and number.startswith(one.begins)), OTHERS)


def survey(items: Iterable[Found], words: Imports, quiet: tuple[str, str]) -> Survey:
    """Everything in `items` counted."""
    counted = Survey(words, quiet)
    for found in items:
        counted.add(found)
    return counted
