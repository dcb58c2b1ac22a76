"""Where words stand in a normal text, and where patterns of words do. Linear in the length of the text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from overdue_cli.knowledge.cues import NUMBER, Cues, Pattern
from overdue_cli.reading.normal import Normal

MOST = 50
"""Matches of one pattern that are looked at: more say nothing new."""

_digits = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[零一二两三四五六七八九十百千万几数]+")


class Match(NamedTuple):
    """Normal characters from `start` to `end` that fit a pattern."""

    start: int
    end: int
    pattern: str


class Scanner:
    """Finds the words of the cues in texts; made once, used for many."""

    def __init__(self, cues: Cues) -> None:
        self.words = dict(cues.words)
        for word in cues.hide:
            self.words.setdefault(word, ())
        self.hide = frozenset(cues.hide)
        self.begins = {word[:end] for word in self.words for end in range(1, len(word))}

    def scan(self, normal: Normal) -> "Places":
        """Every word of every class, with all places where it stands."""
        text, words, begins = normal.text, self.words, self.begins
        found: list[tuple[int, int, tuple[str, ...]]] = []
        hidden: list[tuple[int, int]] = []
        for start in range(len(text)):
            end = start + 1
            while end <= len(text):
                piece = text[start:end]
                classes = words.get(piece)
                if classes is not None:
                    if piece in self.hide:
                        hidden.append((start, end))
                    if classes:
                        found.append((start, end, classes))
                if piece not in begins:
                    break
                end += 1
        for match in _digits.finditer(text):
            found.append((match.start(), match.end(), (NUMBER,)))
        places = Places(normal)
        for start, end, classes in _shown(found, hidden):
            for name in classes:
                places.add(name, start, end)
        return places


def _shown(
    found: list[tuple[int, int, tuple[str, ...]]], hidden: list[tuple[int, int]]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Words that do not stand inside a longer word that hides them."""
    at = 0
    for start, end, classes in sorted(found, key=lambda one: (one[0], one[1])):
        while at < len(hidden) and hidden[at][1] <= start:
            at += 1
        inside = any(a <= start and end <= b and (a, b) != (start, end) for a, b in hidden[at : at + 3])
        if not inside:
            yield start, end, classes


class Places:
    """Where the classes of words stand in one text."""

    def __init__(self, normal: Normal) -> None:
        self.normal = normal
        self.starts: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)

    def add(self, name: str, start: int, end: int) -> None:
        """A word of class `name` stands from `start` to `end`."""
        self.starts[name].setdefault(start, []).append(end)

    def all(self, patterns: Iterable[Pattern]) -> list[Match]:
        """Every match of any of `patterns`."""
        return [match for pattern in patterns for match in self.find(pattern)]

    def find(self, pattern: Pattern) -> list[Match]:
        """The matches of one pattern, at most MOST, by place; of those that start at one place the shortest."""
        steps = pattern.steps
        if not all(any(name in self.starts for name in step.classes) for step in steps):
            return []
        first = sorted({start for name in steps[0].classes for start in self.starts.get(name, ())})
        found = []
        for start in first:
            ends = {end for name in steps[0].classes for end in self.starts.get(name, {}).get(start, ())}
            for step in steps[1:]:
                parts = self.normal.clause if step.bound == "clause" else self.normal.sentence
                ends = self._after(ends, step.classes, step.gap, parts)
                if not ends:
                    break
            if ends:
                found.append(Match(start, min(ends), pattern.text))
                if len(found) >= MOST:
                    break
        return found

    def _after(self, ends: set[int], classes: tuple[str, ...], gap: int, parts: list[int]) -> set[int]:
        """Ends of the words of `classes` that begin at most `gap` after one of `ends`, in the same part."""
        rows = [self.starts[name] for name in classes if name in self.starts]
        reached: set[int] = set()
        for end in ends:
            for start in range(end, min(end + gap + 1, len(parts))):
                if parts[start] != parts[end - 1]:
                    break
                for row in rows:
                    reached.update(row.get(start, ()))
        return reached
