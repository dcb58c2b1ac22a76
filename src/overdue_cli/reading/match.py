"""Where words stand in a normal text, and where patterns of words do. Linear in the length of the text."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from overdue_cli.knowledge.patterns import NUMBER, Pattern, Step
from overdue_cli.knowledge.wordbook import HIDES, Patterns, Shelf
from overdue_cli.reading.normal import Normal

MOST = 50
"""Matches of one pattern that are looked at: more say nothing new."""

FEW = 8
"""Places of a word up to which they are looked at one by one."""

_digits = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[零一二两三四五六七八九十百千万几数]+")


class Match(NamedTuple):
    """Normal characters from `start` to `end` that fit a pattern."""

    start: int
    end: int
    pattern: str


Place = tuple[int, int]
"""Where a word begins and ends."""


class Scanner:
    """Finds words in texts. `shelves` have them by their first character."""

    def __init__(self, shelves: Mapping[str, Shelf]) -> None:
        self.shelves = shelves
        self.learned: set[str] = set()
        self.words: dict[str, list[str]] = {}
        """The words that begin with characters met so far."""
        self.lengths: dict[str, list[int]] = {}
        """Of these that are longer than one, by their first two characters."""
        self.tries: dict[str, list[str]] = dict(shelves[NUMBER].tries)
        """Class of a word, which patterns to try where it stands."""

    def scan(self, normal: Normal) -> "Places":
        """Every word of every class, with all places where it stands."""
        text, starts = normal.text, dict[str, list[Place]]()
        for start, end, classes in self._words(text):
            place = (start, end)
            for name in classes:
                if name in starts:
                    starts[name].append(place)
                else:
                    starts[name] = [place]
        numbers = [match.span() for match in _digits.finditer(text)]
        if numbers:
            starts[NUMBER] = numbers
        if HIDES in starts:
            starts = _shown(starts, starts.pop(HIDES), len(text))
        return Places(normal, starts)

    def _words(self, text: str) -> list[tuple[int, int, list[str]]]:
        """Every word that stands in `text`: from, to, its classes."""
        if not self.learned.issuperset(text):
            self._learn(text)
        words, lengths = self.words, self.lengths
        found = []
        for start, char in enumerate(text):
            if char in words:
                found.append((start, start + 1, words[char]))
            begin = text[start : start + 2]
            if begin in lengths:
                for length in lengths[begin]:
                    word = text[start : start + length]
                    if word in words and len(word) == length:  # at the end of the text it is cut short
                        found.append((start, start + length, words[word]))
        return found

    def _learn(self, text: str) -> None:
        """Take from the shelves the words that begin with characters of `text`."""
        for char in set(text) - self.learned:
            self.learned.add(char)
            shelf = self.shelves.get(char)
            if shelf is None:
                continue
            self.words.update(shelf.words)
            self.tries.update(shelf.tries)
            for word in sorted(shelf.words, key=len):
                row = self.lengths.setdefault(word[:2], [])
                if len(word) > 1 and len(word) not in row:
                    row.append(len(word))


def _shown(starts: dict[str, list[Place]], hiding: list[Place], length: int) -> dict[str, list[Place]]:
    """Without the words that stand inside one of the longer words at `hiding`."""
    reach = [0] * length  # how far a longer word that began here or before reaches
    for start, end in hiding:
        reach[start] = max(reach[start], end)
    reach = [*accumulate(reach, max)]
    before = [0, *reach]
    kept = {
        name: [place for place in row if reach[place[0]] <= place[1] and before[place[0]] < place[1]]
        for name, row in starts.items()
    }
    return {name: row for name, row in kept.items() if row}


class Places:
    """Where words stand in one text: for each class the places of its words, in order."""

    def __init__(self, normal: Normal, starts: dict[str, list[Place]]) -> None:
        self.normal, self.starts = normal, starts
        self.rows: dict[tuple[str, ...], list[Place]] = {}
        """Where the words of several classes together stand, once asked for."""

    def all(self, patterns: Iterable[Pattern]) -> list[Match]:
        """Every match of any of `patterns`."""
        return [match for pattern in patterns for match in self.find(pattern)]

    def among(self, patterns: Patterns) -> Iterator[Match]:
        """Every match of any of `patterns`; only those are looked at whose rarest word stands in the text."""
        if not self.starts.keys().isdisjoint(patterns.by_class):
            for name, places in patterns.by_class.items():
                if name in self.starts:
                    for place in places:
                        yield from self.find(patterns.patterns[place])

    def find(self, pattern: Pattern) -> list[Match]:
        """The matches of one pattern, at most MOST, by place; of those that start at one place the shortest."""
        rows = []
        for step in pattern.steps:
            row = self._row(step)
            if not row:
                return []
            rows.append(row)
        heads: dict[int, list[int]] = {}
        for start, end in rows[0]:
            heads.setdefault(start, []).append(end)
        found = []
        for start, ends in heads.items():
            reached: Collection[int] = ends
            for place in range(1, len(rows)):
                reached = self._after(reached, rows[place], pattern.steps[place])
                if not reached:
                    break
            else:
                found.append(Match(start, min(reached), pattern.text))
                if len(found) >= MOST:
                    break
        return found

    def _row(self, step: Step) -> list[Place]:
        """Where the words of a step stand, in order."""
        starts, classes = self.starts, step.classes
        if len(classes) == 1:
            return starts.get(classes[0], [])
        if classes not in self.rows:
            self.rows[classes] = sorted(place for name in classes if name in starts for place in starts[name])
        return self.rows[classes]

    def _after(self, ends: Iterable[int], row: list[Place], step: Step) -> set[int]:
        """Ends of the words in `row` that begin at most a gap after one of `ends`, in the same part."""
        parts = self.normal.clause if step.bound == "clause" else self.normal.sentence
        reached = set()
        for end in ends:
            for at in range(bisect_left(row, (end,)) if len(row) > FEW else 0, len(row)):
                start, last = row[at]
                if start > end + step.gap:
                    break
                if start >= end and parts[start] == parts[end - 1]:
                    reached.add(last)
        return reached
