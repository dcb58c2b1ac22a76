"""Learn the votes of the reader from our own texts, and measure what they add. Needs `pip install -e '.[train]'`.

    python -m tools.train_votes    # measure on the held third, then learn from all texts into data/votes.json

Linear classifiers over runs of 1 to 4 characters, one a behaviour; of each the heaviest runs are kept.
"""

import json
from collections import Counter
from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC
from tests.reading_quality import BENIGN, DANGER, HARMLESS, ROOT, Machine, Text, held, ours, table

from overdue_cli.knowledge.wordbook import Votes
from overdue_cli.reading.votes import HARMLESS as HARMLESS_VOTE
from overdue_cli.reading.votes import folded, runs

KEPT = 700
"""Runs kept for each behaviour, the heaviest."""

SEEN = 2
"""Texts in which a run must stand to be learned."""

BESIDE, ALONE, SOFT = 0.0, 0.1, -0.2
"""Distances from the dividing plane from which a vote counts: for behaviours that accuse, beside one that cues show
and alone; and for those that accuse nobody, or speak of danger to a person. Chosen on the held third."""

DANGEROUS = 0.35
"""The same for danger to a person. Lower finds a little more, and cries wolf at ordinary threats to call people."""

COST = 1.0


def found(text: Text, machine: Machine) -> set[str]:
    """The runs of a text."""
    return runs(folded(machine.reader.normaliser.normal(text.text).text))


def learn(texts: list[Text], machine: Machine) -> Votes:
    """Votes learned from `texts`."""
    rows = [found(text, machine) for text in texts]
    seen = Counter(run for row in rows for run in row)
    known = {run: place for place, run in enumerate(sorted(run for run, times in seen.items() if times >= SEEN))}
    cells = [(at, known[run], len(row) ** -0.5) for at, row in enumerate(rows) for run in row if run in known]
    where, which, weight = zip(*cells, strict=True)
    table_ = csr_matrix((weight, (where, which)), shape=(len(rows), len(known)))
    table_.indices, table_.indptr = table_.indices.astype("int32"), table_.indptr.astype("int32")
    names = (HARMLESS_VOTE, *sorted(machine.known.behaviours))
    runs_: dict[str, list[int]] = {}
    bias, ordered = [], list(known)
    for number, name in enumerate(names):
        harmless = name == HARMLESS_VOTE
        wanted = np.array([text.overall in HARMLESS if harmless else name in text.labels for text in texts])
        fitted = LinearSVC(C=COST, class_weight="balanced", random_state=0).fit(table_, wanted)
        bias.append(round(1000 * float(fitted.intercept_[0])))
        for place in np.argsort(-np.abs(fitted.coef_[0]))[:KEPT]:
            value = round(1000 * float(fitted.coef_[0][place]))
            if value:
                runs_.setdefault(ordered[place], []).extend((number, value))
    beside, alone = (tuple(round(1000 * needed(name, hard)) for name in names) for hard in (BESIDE, ALONE))
    return Votes(names, tuple(bias), beside, alone, dict(sorted(runs_.items())))


def needed(name: str, accusing: float) -> float:
    """From which distance a behaviour is shown, where one that accuses needs `accusing`."""
    if name == HARMLESS_VOTE:
        return 0.0
    return SOFT if name in BENIGN else DANGEROUS if name in DANGER else accusing


def told(name: str, texts: Iterable[Text], machine: Machine) -> str:
    """The figures of `machine` over `texts`, on a line."""
    figures = table([(text, machine.read(text.text)) for text in texts])
    return f"{name:28} " + "  ".join(f"{key} {value:.3f}" for key, value in figures._asdict().items())


def main() -> None:
    """Measure, learn, write."""
    machine = Machine()
    cues_only, texts = machine.voting(None), ours()
    kept = [text for text in texts if held(text.id)]
    print(told("cues alone, held third", kept, cues_only))
    print(told("with votes, held third", kept, machine.voting(learn([t for t in texts if not held(t.id)], machine))))
    votes = learn(texts, machine)
    place = ROOT / "data" / "votes.json"
    place.write_text(json.dumps(votes._asdict(), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"learned from {len(texts)} texts: {len(votes.runs)} runs, {place.stat().st_size} bytes")


if __name__ == "__main__":
    main()
