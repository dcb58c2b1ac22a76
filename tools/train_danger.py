"""Learn how dangers sound from the sentences in tests/danger, and measure on writers that were left out.

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
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from tests.danger_quality import LEARNED_FROM, ROOT, Sentence, sentences

from overdue_cli.compile.parts import dangers, knowledge
from overdue_cli.knowledge.dangers import Learned
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading.danger import Listener
from overdue_cli.reading.learned import bucket, folded, runs, scaled, stretches

BUCKETS = 1 << 18
"""Buckets of runs. Fewer, and runs that have nothing to do with each other share one."""

SEEN = 3
"""Texts in which a run must stand to be learned."""

STEPS = 31
"""Whole numbers from 0 to the heaviest weight: more make the file bigger and nothing better."""

COST = 10.0

OTHERS = 0.2
"""How much a stretch of the texts of collection counts beside a sentence: they are many, and few of them are hard."""

OURS = 0.3
"""How much what people ask and answer here counts: the questions of topics, the values of facts, examples of cues."""

LONG = 200
"""Above how many characters a text needs a higher score (`paste`), see `Learned`."""


class Lesson(NamedTuple):
    """What is learned about one danger: which sentences tell it, how many runs keep their weight, the thresholds."""

    tells: tuple[str, ...]
    kept: int
    beside: float
    alone: float
    paste: float


LESSONS = {
    "want_to_die": Lesson(("self", "close"), 32_000, -1.3, 0.5, 2.5),
    "held": Lesson(("held",), 12_000, -6.0, -1.5, 1.0),
    "money_sent": Lesson(("paid",), 12_000, -6.0, -1.5, 1.0),
}
"""By the danger's id in the fact `now`; thresholds were chosen on the writers left out."""

MOVES = (-2, -1, -0.5, 0, 0.5, 1, 2)
"""By how much the thresholds are moved to compare."""

LISTED = {"frames", "ours", "texts", "O"}
"""Rows that no writer labelled, and those of whoever wrote the reader, who looked for every danger. Another
writer who never tells a danger did not look for it: his harmless rows count less."""

SEEN_BY_FRAMES = "ABO"
"""Writers whose sentences the frames were written from; their figures say little."""


class Row(NamedTuple):
    """A text to learn from: its buckets, what it tells (`none`: no danger), how much it counts, who wrote it."""

    found: list[int]
    tells: str
    weight: float
    writer: str


def row_of(text: str, tells: str, weight: float, writer: str) -> Row:
    """One normal text as a row."""
    return Row(sorted({bucket(run, BUCKETS) for run in runs(folded(text))}), tells, weight, writer)


def rows(listener: Listener) -> list[Row]:
    """Everything that is learned from: sentences, examples of the frames, the texts of collection, what is asked."""
    made = [row for name in LEARNED_FROM for one in sentences(name) for row in of_sentence(one, listener)]
    made += of_frames(listener)
    made += [row_of(text, "none", OURS, "ours") for text in asked(listener)]
    for path in sorted((ROOT / "tests" / "texts").glob("*.yaml")):
        for text in loaded(path):
            normal = listener.normal(text["text"])
            made += [row_of(normal.text[a:b], "none", OTHERS, "texts") for a, b in stretches(normal)]
    return made


def of_sentence(sentence: Sentence, listener: Listener) -> list[Row]:
    """A sentence as it is; a harmless one that is long also in its stretches."""
    normal, harmless = listener.normal(sentence.text), sentence.danger == "none"
    made = [row_of(normal.text, sentence.danger, 1, sentence.writer)]
    parts = [*stretches(normal)]
    if harmless and len(parts) > 1:
        made += [row_of(normal.text[a:b], "none", 0.5, sentence.writer) for a, b in parts]
    return made


def of_frames(listener: Listener) -> list[Row]:
    """The examples of the frames that are enough by themselves."""
    made = []
    for sign in dangers(ROOT / "data").dangers:
        lesson = LESSONS.get(sign.now)
        if lesson and sign.hint == "no":
            made += [row_of(listener.normal(text).text, lesson.tells[0], 1, "frames") for text in sign.examples]
            made += [row_of(listener.normal(text).text, "none", 1, "frames") for text in sign.silent]
    return made


def asked(listener: Listener) -> list[str]:
    """What people ask and answer here, in normal text, without what frames hear as a danger."""
    questions = listener.known.questions.values()
    texts = [label for question in questions for label in (question.label, question.ask, *question.names.values())]
    for path in sorted((ROOT / "data" / "topics").glob("*.yaml")):
        if path.stem not in ABOUT_DANGER:
            topic = loaded(path)
            texts += [topic["title"], *topic["questions"]]
    for path in sorted((ROOT / "data" / "cues").glob("*.yaml")):
        for cue in loaded(path).get("cues", ()):
            if cue.get("behaviour") not in NEAR_DANGER:
                texts += [*cue.get("fires", ()), *cue.get("silent", ())]
    return [listener.normal(text).text for text in dict.fromkeys(texts) if text and not listener.hear(text)]


ABOUT_DANGER = ("mental_health",)
"""Topics whose questions may tell a danger."""

NEAR_DANGER = (
    "violence_threat", "stalking_detention", "property_damage_seizure", "home_visit", "scam_agency", "scam_other",
    "impersonate_police_court", "private_account_payment", "mediation_center",
)  # fmt: skip
"""Behaviours whose examples may tell a danger."""


def loaded(path: Path) -> Any:
    """What stands in a YAML file of ours."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def table(rows: Iterable[Row]) -> csr_matrix:
    """Rows as a matrix."""
    places, values, ends = [], [], [0]
    for row in rows:
        places += row.found
        values += [scaled(max(1, len(row.found)))] * len(row.found)
        ends.append(len(places))
    return csr_matrix((values, places, ends), shape=(len(ends) - 1, BUCKETS))


def learn(rows: list[Row], lesson: Lesson) -> Learned:
    """The weights that tell one danger from the rest."""
    tellers = {row.writer for row in rows if row.tells in lesson.tells}
    weights_of = [row.weight * (1 if row.writer in tellers | LISTED else OTHERS) for row in rows]
    cells = table(rows)
    used = np.flatnonzero(np.bincount(cells.indices, minlength=BUCKETS) >= SEEN)
    fitted = LogisticRegression(C=COST, solver="liblinear", max_iter=200, tol=1e-2, random_state=0).fit(
        cells[:, used], [row.tells in lesson.tells for row in rows], sample_weight=weights_of
    )
    found = fitted.coef_[0]
    heaviest = np.argsort(-np.abs(found), kind="stable")[: lesson.kept]
    step = float(np.abs(found).max()) / STEPS
    weights = np.zeros(BUCKETS, dtype=np.int8)
    weights[used[heaviest]] = np.round(found[heaviest] / step)
    packed = b64encode(zlib.compress(weights.tobytes(), 9)).decode()
    bias = round(float(fitted.intercept_[0]), 4)
    return Learned(bias, round(step, 6), lesson.beside, lesson.alone, lesson.paste, LONG, packed)


def measure(now: str, lesson: Lesson, every: list[Row], known: Knowledge) -> None:
    """Leave one writer out at a time; print missed and false of each, and of all under other thresholds."""
    by_writer: dict[str, list[Sentence]] = {}
    for sentence in (sentence for name in LEARNED_FROM for sentence in sentences(name)):
        by_writer.setdefault(sentence.writer, []).append(sentence)
    totals = {pair: [0, 0] for pair in product(("beside", "alone"), MOVES)}
    print(f"{now}: writer: missed, others heard as it; the same by frames alone")
    for writer, own in sorted(by_writer.items()):
        many = [sum((one.danger in lesson.tells) == told for one in own) for told in (True, False)]
        if not many[0]:
            continue
        left_out = learn([row for row in every if row.writer != writer], lesson)
        joined, frames = (figures(own, known, now, one) for one in (left_out, None))
        print(f"{writer}: {joined[0]} of {many[0]}, {joined[1]} of {many[1]}; {frames[0]}, {frames[1]}", flush=True)
        for which, move in totals if writer not in SEEN_BY_FRAMES else ():
            more = figures(own, known, now, left_out._replace(**{which: getattr(left_out, which) + move}))
            totals[which, move] = [a + b for a, b in zip(totals[which, move], more, strict=True)]
    print(f"all but {SEEN_BY_FRAMES}, a threshold moved: missed, others heard as it")
    for (which, move), (missed, false) in totals.items():
        print(f"{which} {move:+}: {missed:4} {false:4}")


def figures(own: list[Sentence], known: Knowledge, now: str, learned: Learned | None) -> tuple[int, int]:
    """How many sentences of a danger are missed and how many others are heard as it."""
    listener = Listener(known._replace(danger_learned={now: learned} if learned else {}))
    told = [(heard := listener.hear(one.text)) is not None and now in heard.now for one in own]
    pairs = [(one.danger in LESSONS[now].tells, heard) for one, heard in zip(own, told, strict=True)]
    return pairs.count((True, False)), pairs.count((False, True))


def main() -> None:
    """Measure, or learn and write."""
    listener = Listener(knowledge(ROOT / "data")._replace(danger_learned={}))
    every = rows(listener)
    if "--measure" in sys.argv:
        for now, lesson in LESSONS.items() if len(sys.argv) < 3 else [(sys.argv[2], LESSONS[sys.argv[2]])]:
            measure(now, lesson, every, listener.known)
        return
    place = ROOT / "data" / "danger-weights.json"
    made = {now: learn(every, lesson)._asdict() for now, lesson in LESSONS.items()}
    place.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(f"learned from {len(every)} rows; {place.stat().st_size} bytes")


if __name__ == "__main__":
    main()
