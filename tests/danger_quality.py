"""How well danger is heard: missed and false, by kind, each with the interval it is known to. `make danger` prints it.

`written` is the half of two writers' sentences that was seen while the reader was written, `own` are those of whoever
wrote the reader, `learned` those of fourteen writers: the weights come from all of these. `kept` is the other half of
the two writers, `unseen` a writer, `fresh` two, of whom nothing was learned: only their figures say how it does on
sentences of others.
"""

import json
import sys
from collections import Counter
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import yaml

from overdue_cli.compile.parts import knowledge as build
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading.danger import hear

ROOT = Path(__file__).parent.parent
LEARNED_FROM = ("own", "written", "learned")
"""Files that the weights were learned from: they say only that the reader has not got worse."""

UNSEEN = ("kept", "unseen", "fresh")
"""Files that nothing was learned from."""

FILES = (*LEARNED_FROM, *UNSEEN)
MEANT = {
    "self": {"want_to_die"},
    "close": {"want_to_die"},
    "held": {"held", "following_me", "at_the_door"},
    "paid": {"money_sent"},
    "none": set[str](),
}
"""What a sentence of each kind should tell: one of these values of the fact `now`, or none."""


class Sentence(NamedTuple):
    """One sentence, what it tells and who wrote it."""

    text: str
    danger: str
    writer: str


def sentences(name: str) -> list[Sentence]:
    """The sentences of one file."""
    folder = ROOT / "tests" / "danger"
    lines = folder / f"{name}.jsonl"
    if lines.exists():
        rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    else:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        rows = yaml.load((folder / f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)
    return [Sentence(**row) for row in rows]


def right(sentence: Sentence, known: Knowledge) -> bool:
    """Whether the sentence is heard as it is meant; a harmless one must tell nothing at all."""
    heard = hear(sentence.text, known)
    told = set(heard.now) if heard else set()
    return bool(told & MEANT[sentence.danger]) if sentence.danger != "none" else not told


def wrong(name: str, known: Knowledge) -> dict[str, tuple[int, int]]:
    """For each kind: how many sentences are heard wrongly, of how many; `despair` is self and close together."""
    every, bad = Counter[str](), Counter[str]()
    for sentence in sentences(name):
        kinds = [sentence.danger, *(["despair"] if sentence.danger in ("self", "close") else [])]
        every.update(kinds)
        bad.update(kinds if not right(sentence, known) else [])
    return {kind: (bad[kind], every[kind]) for kind in every}


def wilson(few: int, many: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share, at 95 of 100."""
    share, width = few / many, 1 + z * z / many
    middle, half = share + z * z / (2 * many), z * sqrt(share * (1 - share) / many + z * z / (4 * many * many))
    return max(0.0, (middle - half) / width), min(1.0, (middle + half) / width)


def main() -> None:
    known = build(ROOT / "data")
    for name in FILES:
        for kind, (few, many) in sorted(wrong(name, known).items()):
            low, high = wilson(few, many)
            word = "false " if kind == "none" else "missed"
            print(f"{name:8} {kind:8} {word} {few:4} of {many:4}  {few / many:.3f}  95%: {low:.3f} to {high:.3f}")


if __name__ == "__main__":
    sys.exit(main())
