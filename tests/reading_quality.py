"""How well the reader reads: labels, verdicts, false accusations, danger, fraud. `make reading` prints the table.

The texts are our own (`tests/texts`), or any file of JSON Lines with `text`, `labels` and `overall` given as an
argument. Labels follow one rule book: seven benign labels are scored on lawful and conditional texts only; on
frauds only the labels that say so; of verdicts, another that a careful lawyer could defend counts as lenient.
"""

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from copy import copy
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from overdue_cli.compile import parts
from overdue_cli.compile.reader_index import arrange, votes_of
from overdue_cli.knowledge import wordbook
from overdue_cli.reading.read import Reader
from overdue_cli.reasoning.assess import assess

ROOT = Path(__file__).parent.parent
BENIGN = frozenset(
    (
        "repayment_reminder",
        "credit_report_threat_true",
        "lawsuit_notice_lawful",
        "negotiation_offer",
        "debt_assignment_notice",
        "mediation_center_notice",
        "court_service_real",
    )
)
FRAUD = frozenset(("scam_other", "scam_agency", "impersonate_police_court", "pay_to_private_account"))
GRAVE = frozenset(("unlawful", "crime", "scam"))
DANGER = frozenset(("violence_threat", "stalking_detention", "property_damage_seizure"))
HARMLESS = frozenset(("lawful", "none"))


class Text(NamedTuple):
    """One labelled text; `right` holds the verdict and others that could be defended."""

    id: str
    text: str
    labels: frozenset[str]
    overall: str
    right: frozenset[str]
    agencies: frozenset[str]


class Read(NamedTuple):
    """What the program made of a text."""

    labels: frozenset[str]
    verdict: str
    agencies: tuple[str, ...]


def text(row: dict[str, Any]) -> Text:
    """A row of a file as a labelled text."""
    overall = "none" if row["overall"] == "not_collection" else row["overall"]
    others = {"none" if o == "not_collection" else o for o in (*row.get("alt", ()), *row.get("alt_overall", ()))}
    labels = frozenset(row["labels"]) - {"not_collection"}
    return Text(
        row["id"],
        row["text"],
        labels,
        overall,
        frozenset({overall, *others}),
        frozenset(row.get("expected_agency", ())),
    )


def ours() -> list[Text]:
    """The texts of the project."""
    files = sorted((ROOT / "tests" / "texts").glob("*.yaml"))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [text(row) for path in files for row in yaml.load(path.read_text(encoding="utf-8"), Loader=loader)]


def held(name: str) -> bool:
    """Whether the text of this id is in the third kept for measuring."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 3 == 0


def given(path: str) -> list[Text]:
    """The texts of a JSON or JSON Lines file."""
    raw = Path(path).read_text(encoding="utf-8")
    rows = json.loads(raw) if raw.lstrip().startswith("[") else [json.loads(line) for line in raw.splitlines() if line]
    return [text(row) for row in rows]


class Machine:
    """The reader and the reasoning behind it, as `check --text` uses them."""

    def __init__(self) -> None:
        data = ROOT / "data"
        self.known = parts.knowledge(data)
        self.cues = parts.cues(data, self.known)
        self.reader = Reader(arrange(self.cues, votes_of(data)), self.known)

    def voting(self, votes: wordbook.Votes | None) -> "Machine":
        """The same machine with other votes, or none."""
        other = copy(self)
        other.reader = Reader(arrange(self.cues, votes), self.known)
        return other

    def read(self, text: str) -> Read:
        """What the program makes of `text`."""
        answer = assess({}, self.known, self.known.checked_on, reading=self.reader.read(text))
        names = answer.facts.get("behaviours", ())
        return Read(frozenset(names), answer.verdict, tuple(a.id for a in answer.agencies[:3]))


class Table(NamedTuple):
    """The figures."""

    hard: float
    benign: float
    strict: float
    lenient: float
    accused: float
    danger: float
    fraud: float


def f1(right: int, wrong: int, missed: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def counted(rows: Iterable[tuple[Text, Read]]) -> dict[str, Counter[str]]:
    """For each label how often it was read rightly, wrongly, and missed, where the rule book scores it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for told, read in rows:
        for name in told.labels | read.labels:
            soft, deceit = told.overall in ("lawful", "conditional"), told.overall == "scam"
            if soft if name in BENIGN else not deceit or name in FRAUD:
                both = name in told.labels and name in read.labels
                found[name]["right" if both else "wrong" if name in read.labels else "missed"] += 1
    return found


def table(rows: list[tuple[Text, Read]]) -> Table:
    """The figures over texts and what was made of them."""
    found = counted(rows)

    def micro(names: Iterable[str]) -> float:
        total: Counter[str] = sum((found[name] for name in names), Counter())
        return f1(total["right"], total["wrong"], total["missed"])

    def share(part: list[bool]) -> float:
        return sum(part) / len(part) if part else 1.0

    danger = [(t, r) for t, r in rows if t.overall == "crime" or t.labels & DANGER]
    return Table(
        hard=micro([name for name in found if name not in BENIGN]),
        benign=micro([name for name in found if name in BENIGN]),
        strict=share([r.verdict == t.overall for t, r in rows]),
        lenient=share([r.verdict in t.right for t, r in rows]),
        accused=share([r.verdict in GRAVE for t, r in rows if t.overall in HARMLESS]),
        danger=share([bool(r.labels & DANGER) or r.verdict == "crime" for t, r in danger]),
        fraud=share([r.verdict == "scam" for t, r in rows if t.overall == "scam"]),
    )


def main() -> None:
    """Print the table.

    `-v` prints every text read otherwise; a label as argument restricts the list to it; `--tune` and `--held` take
    the two thirds that cues are written on, and the third that nobody who writes cues looks at.
    """
    words = [a for a in sys.argv[1:] if not a.startswith("-")]
    paths = [a for a in words if a.endswith((".json", ".jsonl"))]
    wanted = {a for a in words if not a.endswith((".json", ".jsonl"))}
    machine = Machine()
    if "--cues" in sys.argv:
        machine = machine.voting(None)
    texts = given(paths[0]) if paths else ours()
    parts = {"--tune": False, "--held": True}
    texts = [t for t in texts if all(held(t.id) is part for flag, part in parts.items() if flag in sys.argv)]
    rows = [(told, machine.read(told.text)) for told in texts]
    found = counted(rows)
    for name in sorted(found, key=lambda n: (n in BENIGN, n)):
        if wanted and name not in wanted:
            continue
        one = found[name]
        score = f1(one["right"], one["wrong"], one["missed"])
        counts = "  ".join(f"{key} {one[key]:3}" for key in ("right", "wrong", "missed"))
        print(f"{name:30} F1 {score:.2f}  {counts}{' (benign)' if name in BENIGN else ''}")
    print(f"{len(rows)} texts: " + "  ".join(f"{name} {value:.3f}" for name, value in table(rows)._asdict().items()))
    if "-v" in sys.argv:
        for told, read in rows:
            wrong, missed = read.labels - told.labels, told.labels - read.labels
            if wanted:
                wrong, missed = wrong & wanted, missed & wanted
            if wrong or missed or (not wanted and read.verdict not in told.right):
                verdicts = f"{told.overall}/{read.verdict}"
                print(f"{told.id} {verdicts} wrong {sorted(wrong)} missed {sorted(missed)} | {told.text!r}")


if __name__ == "__main__":
    main()
