"""A second opinion on what a text shows: weights of short runs of characters, learned from our own texts.

Cues say why; votes only say that a text looks like others that show a behaviour. They speak where no cue does,
and show the words that weighed most. `tools/train_votes.py` makes the weights; `data/votes.json` holds them.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import accumulate
from sys import byteorder

from overdue_cli.knowledge.wordbook import Votes
from overdue_cli.reading.normal import Normal

LONGEST = 4
"""Characters of the longest run."""

ENOUGH = 12
"""Characters a text must have before votes count: of fewer they say little."""

SHORT = 150
"""Characters of a text up to which the places of its runs are kept."""

LANE = 32
"""Bits of one sum. All the weights of a behaviour together, in thousandths, are less than half a million."""

HARMLESS = "harmless"
"""What votes show where a text looks like those that hold nothing against anybody."""

CUE = "votes"
"""What stands for a cue where votes show a behaviour."""


def folded(text: str) -> str:
    """A normal text without blanks and with every number as 0."""
    return "".join(_number.sub("0", text).split())


def places(text: str) -> list[int]:
    """For each character of the folded text, where it stands in the text."""
    return [match.start() for match in _token.finditer(text)]


_number, _token = re.compile(r"\d+"), re.compile(r"\d+|\S")


def runs(text: str) -> set[str]:
    """Every run of 1 to LONGEST characters."""
    return set(map(text.__getitem__, _cuts(len(text)) if len(text) <= SHORT else _every(len(text))))


def _every(length: int) -> Iterator[slice]:
    """Where the runs of a text of this length stand."""
    for size in range(1, LONGEST + 1):
        for start in range(length - size + 1):
            yield slice(start, start + size)


@functools.lru_cache(maxsize=SHORT)
def _cuts(length: int) -> tuple[slice, ...]:
    """The same, kept: most texts are short, and of few lengths."""
    return tuple(_every(length))


class Opinion:
    """Counts the votes of texts. `shelf` has the weights of runs by how they begin, one or two characters.

    The weights of a run are added for all behaviours at once: they stand side by side in one whole number, LANE
    bits each, as digits do.
    """

    def __init__(self, votes: Votes, shelf: Mapping[str, dict[str, list[int]]]) -> None:
        self.votes, self.shelf = votes, shelf
        self.rows: dict[str, list[int]] = {}
        """Of the runs those that begin as something in a text so far."""
        self.packed = Packed(self.rows)
        self.left = set(shelf)
        """What the runs begin with that have not been taken from the shelf."""
        rows = zip(votes.behaviours, votes.beside, votes.alone, strict=True)
        self.accusing = {name for name, beside, alone in rows if beside != alone}
        self.zero = _pack(dict.fromkeys(range(len(votes.behaviours)), 1 << LANE - 1))

    def count(self, normal: Normal, cued: Set[str]) -> dict[str, tuple[int, int]]:
        """What the votes show beside `cued`, the behaviours that cues show.

        Each with the stretch (normal characters, from and to) that weighed most.
        """
        text = folded(normal.text)
        if len(text) < ENOUGH:
            return {}
        found = runs(text)
        votes, scale = self.votes, len(found) ** 0.5
        self._learn(found)
        needed = votes.alone if self.accusing.isdisjoint(cued) else votes.beside
        known = [run for run in found if run in self.rows]
        sums = zip(self._summed(known), votes.bias, needed, strict=True)
        shown = [n for n, (weight, bias, least) in enumerate(sums) if weight + bias * scale > least * scale]
        if any(votes.behaviours[n] == HARMLESS for n in shown):
            shown = [n for n in shown if votes.beside[n] == votes.alone[n] and votes.behaviours[n] != HARMLESS]
        return {
            votes.behaviours[n]: _heaviest(self._beneath(n, known, text), places(normal.text), normal)
            for n in shown
            if votes.behaviours[n] not in cued
        }

    def _learn(self, found: Set[str]) -> None:
        """Take from the shelf the runs that begin like those in a text."""
        for start in self.left.intersection(found):
            self.left.remove(start)
            self.rows.update(self.shelf[start])

    def _summed(self, known: Iterable[str]) -> list[int]:
        """The sum of the weights of runs, for each behaviour."""
        total = sum(map(self.packed.__getitem__, known), self.zero)
        lanes = memoryview(total.to_bytes(LANE // 8 * len(self.votes.behaviours), byteorder)).cast("I")
        middle = 1 << LANE - 1
        return [lane - middle for lane in (lanes if byteorder == "little" else reversed(lanes))]

    def _beneath(self, number: int, known: Iterable[str], text: str) -> list[int]:
        """What each character adds to one behaviour: the weights of the runs it stands in that speak for it."""
        steps = [0] * (len(text) + 1)  # the sum rises where a run begins, and falls where it ends
        for run in known:
            more = self.packed.weights[run].get(number, 0)
            start = text.find(run) if more > 0 else -1
            while start >= 0:
                steps[start] += more
                steps[start + len(run)] -= more
                start = text.find(run, start + 1)
        return [*accumulate(steps)][:-1]


class Packed(dict[str, int]):
    """The weights of a run as one number; made when a text has the run, as its `weights` by behaviour."""

    def __init__(self, rows: Mapping[str, list[int]]) -> None:
        self.rows = rows
        self.weights: dict[str, dict[int, int]] = {}

    def __missing__(self, run: str) -> int:
        row = self.rows[run]
        self.weights[run] = dict(zip(row[::2], row[1::2], strict=True))
        self[run] = _pack(self.weights[run])
        return self[run]


def _pack(weights: Mapping[int, int]) -> int:
    """Weights by place as one number."""
    return sum(weight << LANE * place for place, weight in weights.items())


def _heaviest(weight: list[int], places: list[int], normal: Normal) -> tuple[int, int]:
    """The one stretch of a sentence that weighed most."""
    top = max(range(len(weight)), key=weight.__getitem__)

    def near(place: int) -> bool:
        return normal.sentence[places[place]] == normal.sentence[places[top]] and weight[place] * 3 > weight[top]

    first = last = top
    while first and near(first - 1):
        first -= 1
    while last + 1 < len(weight) and near(last + 1):
        last += 1
    return places[first], places[last] + 1
