"""A second ear for danger: what sentences of despair, and harmless ones that look alike, taught.

Frames of words hear what somebody thought of; most despair is told in words that nobody thought of. Here a stretch of
a text is scored by its runs of characters. `tools/train_danger.py` makes the weights, `data/danger-weights.json` has
them.
"""

import math
import re
import zlib
from binascii import a2b_base64
from collections.abc import Iterator
from typing import NamedTuple

from overdue_cli.knowledge.dangers import Learned
from overdue_cli.reading.normal import Normal

LONGEST = 4
"""Characters of the longest run."""

STRETCH = 60
"""Characters of a stretch that is scored at once: a sentence, or several short ones."""

SHORTEST = 5
"""Characters without blanks below which how a text sounds says nothing: 妈妈, 以后. Frames know the short cries."""

REMEMBERED = 50_000
"""Runs whose weights are remembered."""

_number, _blank = re.compile(r"\d+"), re.compile(r"\s+")


class Sound(NamedTuple):
    """Normal characters from `start` to `end` and the runs in them, which every ear listens to."""

    start: int
    end: int
    runs: set[str]


class Stretch(NamedTuple):
    """Normal characters from `start` to `end` and how much they look like danger: above 0 more like it than not."""

    start: int
    end: int
    score: float


def folded(text: str) -> str:
    """A normal text without blanks and with every number as 0, with marks where it begins and ends."""
    return f"^{_number.sub('0', _blank.sub('', text))}$"


def runs(text: str) -> set[str]:
    """Every run of 1 to LONGEST characters of a folded text."""
    return {text[at : at + size] for size in range(1, LONGEST + 1) for at in range(len(text) - size + 1)}


def bucket(run: str, buckets: int) -> int:
    """Which weight a run has."""
    return zlib.crc32(run.encode("utf-8", "replace")) % buckets


def scaled(count: int) -> float:
    """What one run weighs among `count`: a long stretch says no more than a short one."""
    return 3 / math.sqrt(count)


class Ear:
    """Scores stretches of texts by what was learned."""

    def __init__(self, learned: Learned) -> None:
        self.learned = learned
        self.weights = memoryview(zlib.decompress(a2b_base64(learned.weights))).cast("b")
        self.known = Remembered(self.weights)
        """Weights of the runs met so far."""

    def score(self, text: str) -> float:
        """How much a normal text, taken as one stretch, looks like danger."""
        return self.weigh(runs(folded(text)))

    def weigh(self, found: set[str]) -> float:
        """How much a stretch with these runs looks like danger."""
        if len(self.known) > REMEMBERED:
            self.known.clear()
        weight = sum(map(self.known.__getitem__, found))
        return self.learned.bias + self.learned.step * scaled(len(found)) * weight

    def stretches(self, sounds: list[Sound]) -> list[Stretch]:
        """Every stretch of a text with its score."""
        return [Stretch(sound.start, sound.end, self.weigh(sound.runs)) for sound in sounds]

    def heaviest(self, normal: Normal, stretch: Stretch) -> tuple[int, int]:
        """The clause of a stretch without which its score would fall most: normal characters from, to."""
        text = normal.text
        clauses = [*_parts(normal.clause, stretch.start, stretch.end)]

        def left(clause: tuple[int, int]) -> float:
            return self.score(text[stretch.start : clause[0]] + text[clause[1] : stretch.end])

        start, end = min(clauses, key=left) if len(clauses) > 1 else (stretch.start, stretch.end)
        return start, end


class Remembered(dict[str, int]):
    """Weight by run; looked up when first asked for."""

    def __init__(self, weights: memoryview) -> None:
        self.weights = weights

    def __missing__(self, run: str) -> int:
        weight: int = self.weights[bucket(run, len(self.weights))]
        self[run] = weight
        return weight


def sounds(normal: Normal) -> list[Sound]:
    """Every stretch of a text that is long enough to say something by its sound."""
    texts = [(start, end, _blank.sub("", normal.text[start:end])) for start, end in stretches(normal)]
    return [Sound(start, end, runs(folded(text))) for start, end, text in texts if len(text) >= SHORTEST]


def stretches(normal: Normal) -> Iterator[tuple[int, int]]:
    """Where the stretches of a text begin and end: as many sentences as fit, from every sentence on.

    A sentence that is longer is cut between clauses, one without clauses where it is full.
    """
    parts = [part for sentence in _parts(normal.sentence, 0, len(normal.text)) for part in _cut(normal, *sentence)]
    last = reached = 0
    for at, (start, _) in enumerate(parts):
        last = max(last, at)
        while last + 1 < len(parts) and parts[last + 1][1] - start <= STRETCH:
            last += 1
        if parts[last][1] > reached:
            reached = parts[last][1]
            if normal.text[start:reached].strip():
                yield start, reached


def _cut(normal: Normal, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One sentence, in pieces that are no longer than a stretch."""
    for first, last in _parts(normal.clause, start, end) if end - start > STRETCH else ():
        if last - start > STRETCH and first > start:
            yield start, first
            start = first
        while last - start > STRETCH:
            yield start, start + STRETCH
            start += STRETCH
    if start < end:
        yield start, end


def _parts(numbers: list[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where parts of the same number begin and end."""
    for at in range(start + 1, end + 1):
        if at == end or numbers[at] != numbers[at - 1]:
            yield start, at
            start = at
