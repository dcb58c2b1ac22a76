"""How far is the whole reading from bare matching? The reader beside Hyperscan, on the same words and texts.

`make peers` installs it (extra `bench`) and runs this. It only says which words or patterns stand in a text; the
reader also undoes disguises, weighs denials, reads facts, asks the votes and gives exact places.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

try:
    import hyperscan as hs
except ImportError:
    sys.exit("Hyperscan is not installed: pip install '.[bench]'")

from tests.many import texts
from tools.bench import by_class, patterns

from overdue_cli.compile import parts
from overdue_cli.compile.reader_index import arrange, votes_of
from overdue_cli.knowledge import store
from overdue_cli.knowledge.cues import Cues
from overdue_cli.knowledge.patterns import NUMBER, Pattern
from overdue_cli.reading.read import Reader

SHARE = 2000
"""Texts that each engine gets before the next has its turn, so that a busy moment meets all of them."""

LONGEST = 1500
"""Characters of a regular expression above which Hyperscan finds it too large, or is long at it."""

DIGITS = "[0-9]+|" + "|".join("零一二两三四五六七八九十百千万几数")

Engine = Callable[[str], object]


def regex(pattern: Pattern, words: dict[str, list[str]]) -> str:
    """A pattern as a regular expression over UTF-8: between two words at most so many characters of three bytes.

    That a gap ends with its clause or sentence is left out: with it, compiling takes minutes and more are too large.
    """
    parts = []
    for place, step in enumerate(pattern.steps):
        if place and step.gap:
            parts.append(f".{{0,{3 * step.gap}}}")
        each = [re.escape(word) for name in step.classes for word in words.get(name, ())]
        parts.append(f"(?:{'|'.join([*each, *([DIGITS] if NUMBER in step.classes else [])])})")
    return "".join(parts)


def engines(cues: Cues) -> Iterator[tuple[str, Engine]]:
    """Bare matching of the words, and of the patterns: what it is, and a function that gives how much it found."""
    words, classes = list(cues.words), by_class(cues)
    literal = hs.Database()
    literal.compile(expressions=[word.encode() for word in words], literal=True, flags=0)
    yield f"Hyperscan, {len(words)} words", scanner(literal)
    every = [regex(row, classes).encode() for row in patterns(cues)]
    written = [row for row in every if len(row) <= LONGEST]
    begun, database = time.perf_counter(), hs.Database()
    flags = hs.HS_FLAG_DOTALL | hs.HS_FLAG_SINGLEMATCH
    database.compile(expressions=written, ids=list(range(len(written))), flags=flags)
    said = f"{len(written)} of {len(every)} patterns, the others too large, in {time.perf_counter() - begun:.0f} s"
    print(f"Hyperscan compiled {said}", file=sys.stderr)
    yield f"Hyperscan, {len(written)} patterns", scanner(database)


def scanner(database: Any) -> Engine:
    """Gives how much stands in a text."""
    database.scratch = hs.Scratch(database)

    def scan(text: str) -> int:
        found: list[int] = []
        database.scan(text.encode(), match_event_handler=lambda name, *_: found.append(name))
        return len(found)

    return scan


def measured(every: list[tuple[str, Engine]], corpus: list[str]) -> Iterable[tuple[str, float]]:
    """Texts a second of processor time of each: the median over shares of the corpus that all of them get in turn."""
    speeds: dict[str, list[float]] = {name: [] for name, _ in every}
    for start in range(0, len(corpus), SHARE):
        share = corpus[start : start + SHARE]
        for name, engine in every:
            begun = time.process_time()
            for text in share:
                engine(text)
            speeds[name].append(len(share) / (time.process_time() - begun))
    return [(name, median(row)) for name, row in speeds.items()]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=20_000, help="how many, all different")
    count = parser.parse_args().texts
    data: Path = store.folder()
    known = parts.knowledge(data)
    cues = parts.cues(data, known)
    reader = Reader(arrange(cues, votes_of(data)), known)
    every: list[tuple[str, Engine]] = [("the whole reading", reader.read), *engines(cues)]
    corpus = list(texts(count))
    print(f"{count} different texts, {sum(map(len, corpus)) / count:.0f} characters each on average, one process")
    rows = list(measured(every, corpus))
    for name, speed in rows:
        print(f"{name:<32}{speed:>10,.0f} texts/s{speed / rows[0][1]:>8.2f} times the reading")


if __name__ == "__main__":
    main()
