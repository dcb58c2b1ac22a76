"""Learn how despair sounds from the sentences in tests/danger, and measure on writers that were left out.

    python -m tools.train_danger            # learn from all writers into data/danger-weights.json
    python -m tools.train_danger --measure  # leave one writer out at a time: missed and false for several thresholds

Needs `pip install -e '.[train]'`. Never learns from the files in `tests.danger_quality.UNSEEN`.
"""

import json
import sys
import zlib
from base64 import b64encode
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from tests.danger_quality import LEARNED_FROM, ROOT, Sentence, sentences

from overdue_cli.knowledge import dangerbook
from overdue_cli.knowledge.build import build
from overdue_cli.knowledge.dangers import Learned
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading.danger import Listener
from overdue_cli.reading.learned import bucket, folded, runs, scaled, stretches

BUCKETS = 1 << 18
"""Buckets of runs. Fewer, and runs that have nothing to do with each other share one."""

SEEN = 3
"""Texts in which a run must stand to be learned."""

KEPT = 24_000
"""Runs that keep their weight, the heaviest."""

STEPS = 31
"""Whole numbers from 0 to the heaviest weight: more make the file bigger and nothing better."""

COST = 10.0

OTHERS = 0.2
"""How much a stretch of the texts of collection counts beside a sentence: they are many, and few of them are hard."""

DESPAIR = ("self", "close")

BESIDE, ALONE, PASTE, LONG = -1.3, 0.75, 2.5, 200
"""Thresholds, see `Learned`; chosen on the writers left out."""


BESIDES, ALONES = (-3.0, -1.3, 0.0), (0.0, 0.5, 0.75, 1.0, 1.5, 2.5)
"""Thresholds that are compared."""

SEEN_BY_FRAMES = "ABO"
"""Writers whose sentences the frames were written from; their figures say little."""


class Row(NamedTuple):
    """A text to learn from: its buckets, whether it tells despair, how much it counts, who wrote it."""

    found: list[int]
    despair: bool
    weight: float
    writer: str


def row_of(text: str, despair: bool, weight: float, writer: str) -> Row:
    """One normal text as a row."""
    return Row(sorted({bucket(run, BUCKETS) for run in runs(folded(text))}), despair, weight, writer)


def rows(listener: Listener) -> list[Row]:
    """Everything that is learned from: sentences, examples of the frames, the texts of collection."""
    made = []
    for name in LEARNED_FROM:
        for sentence in sentences(name):
            made += of_sentence(sentence, listener)
    known = listener.known
    for sign in dangerbook.written(ROOT / "data", known.questions, known.behaviours):
        if sign.sign.now == "want_to_die" and sign.sign.hint == "no":
            made += [row_of(listener.normal(text).text, True, 1, "frames") for text in sign.examples]
        made += [row_of(listener.normal(text).text, False, 1, "frames") for text in sign.silent]
    for path in sorted((ROOT / "tests" / "texts").glob("*.yaml")):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for text in yaml.load(path.read_text(encoding="utf-8"), Loader=loader):
            normal = listener.normal(text["text"])
            made += [row_of(normal.text[a:b], False, OTHERS, "texts") for a, b in stretches(normal)]
    return made


def of_sentence(sentence: Sentence, listener: Listener) -> list[Row]:
    """A sentence as it is; a harmless one that is long also in its stretches."""
    normal, despair = listener.normal(sentence.text), sentence.danger in DESPAIR
    made = [row_of(normal.text, despair, 1, sentence.writer)]
    parts = [*stretches(normal)]
    if not despair and len(parts) > 1:
        made += [row_of(normal.text[a:b], False, 0.5, sentence.writer) for a, b in parts]
    return made


def table(rows: Iterable[Row]) -> csr_matrix:
    """Rows as a matrix."""
    places, values, ends = [], [], [0]
    for row in rows:
        places += row.found
        values += [scaled(max(1, len(row.found)))] * len(row.found)
        ends.append(len(places))
    return csr_matrix((values, places, ends), shape=(len(ends) - 1, BUCKETS))


def learn(rows: list[Row]) -> Learned:
    """The weights that tell despair from the rest."""
    cells = table(rows)
    used = np.flatnonzero(np.bincount(cells.indices, minlength=BUCKETS) >= SEEN)
    fitted = LogisticRegression(C=COST, solver="liblinear", max_iter=200, tol=1e-2, random_state=0).fit(
        cells[:, used], [row.despair for row in rows], sample_weight=[row.weight for row in rows]
    )
    found = fitted.coef_[0]
    heaviest = np.argsort(-np.abs(found), kind="stable")[:KEPT]
    step = float(np.abs(found).max()) / STEPS
    weights = np.zeros(BUCKETS, dtype=np.int8)
    weights[used[heaviest]] = np.round(found[heaviest] / step)
    packed = b64encode(zlib.compress(weights.tobytes(), 9)).decode()
    return Learned(round(float(fitted.intercept_[0]), 4), round(step, 6), BESIDE, ALONE, PASTE, LONG, packed)


def measure(every: list[Row], known: Knowledge) -> None:
    """Leave one writer out at a time; print missed and false of each, and of all under other thresholds."""
    by_writer: dict[str, list[Sentence]] = {}
    for sentence in (sentence for name in LEARNED_FROM for sentence in sentences(name)):
        by_writer.setdefault(sentence.writer, []).append(sentence)
    totals = {pair: [0, 0] for pair in product(BESIDES, ALONES)}
    print("writer: despair missed, harmless heard as despair; the same by frames alone")
    for writer, own in sorted(by_writer.items()):
        left_out = learn([row for row in every if row.writer != writer])
        many = [sum((one.danger in DESPAIR) == despair for one in own) for despair in (True, False)]
        joined, frames = figures(own, known, left_out), figures(own, known, None)
        print(f"{writer}: {joined[0]} of {many[0]}, {joined[1]} of {many[1]}; {frames[0]}, {frames[1]}", flush=True)
        for beside, alone in totals if writer not in SEEN_BY_FRAMES else ():
            more = figures(own, known, left_out._replace(beside=beside, alone=alone))
            totals[beside, alone] = [a + b for a, b in zip(totals[beside, alone], more, strict=True)]
    print(f"all but {SEEN_BY_FRAMES}, by `beside` and `alone`: missed, false")
    for (beside, alone), (missed, false) in totals.items():
        print(f"{beside:5} {alone:5}: {missed:4} {false:4}")


def figures(own: list[Sentence], known: Knowledge, learned: Learned | None) -> tuple[int, int]:
    """How many sentences of despair are missed and how many others are heard as despair."""
    listener = Listener(known._replace(danger_learned={"want_to_die": learned} if learned else {}))
    told = [(heard := listener.hear(one.text)) is not None and "want_to_die" in heard.now for one in own]
    pairs = [(one.danger in DESPAIR, despair) for one, despair in zip(own, told, strict=True)]
    return pairs.count((True, False)), pairs.count((False, True))


def main() -> None:
    """Measure, or learn and write."""
    listener = Listener(build(ROOT / "data")._replace(danger_learned={}))
    every = rows(listener)
    if "--measure" in sys.argv:
        measure(every, listener.known)
        return
    place = ROOT / "data" / "danger-weights.json"
    made = {"want_to_die": learn(every)._asdict()}
    place.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"learned from {len(every)} rows; {place.stat().st_size} bytes")


if __name__ == "__main__":
    main()
