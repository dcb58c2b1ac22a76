"""How often search finds the right topic: first, and among the first three. `make search` prints the table.

Three measures: each question of our own in turn taken out of the index (leave one out); the questions that
stand in `tests/search/heldout.yaml`, written by somebody who did not see the index; and the questions that
readers asked in the source documents (`seeds`).
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from overdue_cli.compile import parts
from overdue_cli.knowledge.library import Library
from overdue_cli.search import index as searching
from overdue_cli.search import lookup
from overdue_cli.search.features import lexicon

ROOT = Path(__file__).parent.parent


class Tried(NamedTuple):
    """One question: the topics that answer it, and those found, best first."""

    ask: str
    right: tuple[str, ...]
    found: tuple[str, ...]


class Score(NamedTuple):
    """Shares of questions whose topic came first, and came among the first three."""

    count: int
    first: float
    three: float


def score(tried: Iterable[Tried]) -> Score:
    """The shares over `tried`."""
    rows = list(tried)
    first = sum(row.found[0] in row.right for row in rows)
    three = sum(bool({*row.found[:3]} & {*row.right}) for row in rows)
    return Score(len(rows), first / len(rows), three / len(rows))


class Quality:
    """The index of the library, and what it finds."""

    def __init__(self) -> None:
        known = parts.knowledge(ROOT / "data")
        self.library: Library = parts.library(ROOT / "data", known)
        self.brands = lookup.brands(known)
        self.lexicon = lexicon(self.library, self.brands)
        self.index = searching.build(self.library, self.lexicon)

    def tools(self) -> searching.Tools:
        """What the lookup measures with."""
        return searching.Tools(self.lexicon, self.index)

    def asked(self, questions: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Tried]:
        """What the whole lookup finds for questions that are not in the index."""
        for ask, right in questions:
            found = lookup.lookup(ask, self.library, self.brands, self.tools)
            yield Tried(ask, right, tuple(name for name, _ in found.ranked))

    def left_out(self, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[Tried]:
        """What likeness finds for each question of the index, taken out of it; exact names are not asked."""
        for topic, ask, fit in searching.left_out(self.library, self.lexicon, self.index):
            if wanted(ask):
                order = sorted(range(len(fit.scores)), key=lambda n: -fit.scores[n])
                yield Tried(ask, (topic,), tuple(self.index.topics[n] for n in order[:5]))


def heldout() -> list[tuple[str, tuple[str, ...]]]:
    """The questions kept out of the index, with the topics that answer each."""
    rows = yaml.safe_load((ROOT / "tests" / "search" / "heldout.yaml").read_text(encoding="utf-8"))
    return [(row["ask"], (row["topic"], *row.get("also", ()))) for row in rows]


def variants() -> list[tuple[str, tuple[str, ...]]]:
    """Traditional characters, pinyin, slips."""
    rows = yaml.safe_load((ROOT / "tests" / "search" / "variants.yaml").read_text(encoding="utf-8"))
    return [(row["ask"], (row["topic"], *row.get("also", ()))) for row in rows]


def nothing() -> list[str]:
    """Queries that no topic answers."""
    return list(yaml.safe_load((ROOT / "tests" / "search" / "nothing.yaml").read_text(encoding="utf-8")))


def main() -> None:
    """Print the table; with `-v` the misses too."""
    quality = Quality()
    asked = [(c.claim, (c.topic,)) for c in quality.library.claims.values() if c.standing == "question"]
    sets = {
        "leave one out": list(quality.left_out()),
        "kept out": list(quality.asked(heldout())),
        "source documents": list(quality.asked(asked)),
        "variants": list(quality.asked(variants())),
    }
    for name, tried in sets.items():
        result = score(tried)
        print(f"{name:18} {result.count:5}  first {result.first:.3f}  three {result.three:.3f}")
        for row in tried if "-v" in sys.argv else ():
            if row.found[0] not in row.right:
                print("   ", row.ask, row.right, row.found[:3])
    silent = [lookup.lookup(query, quality.library, quality.brands, quality.tools).topic for query in nothing()]
    print(f"{'nothing near':18} {len(silent):5}  silent {silent.count(None) / len(silent):.3f}")


if __name__ == "__main__":
    main()
