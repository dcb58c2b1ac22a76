"""What a case puts into the fields of a template. Words of the user stay words: never a field, never a blank."""

import re
from collections.abc import Mapping
from datetime import date

from overdue_cli.facts import Facts, harmless
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.papers import CLOSES, FIELDS, OPENS
from overdue_cli.reasoning.resolve import Resolved
from overdue_cli.words.letters import folded

LONGEST = 150
"""Code points of a quotation or name in a paper."""


def of_case(resolved: Resolved, known: Knowledge, today: str) -> dict[str, str]:
    """Every field with its value; empty where the case does not say it."""
    told = {name: _spoken(name, resolved.facts, known) for name in FIELDS if name in known.questions}
    told |= {
        "today": spoken_day(today),
        "event_day": _spoken("event_date", resolved.facts, known),
        "lender": entity(resolved),
        "product": _spoken("lender", resolved.facts, known),
    }
    return told


def entity(resolved: Resolved) -> str:
    """The full name of the lender, where the user gave that and no brand; else empty."""
    given = str(resolved.facts.get("lender") or "")
    names = [entity for entity, _, _ in resolved.lender.entities] if resolved.lender else []
    return next((name for name in names if folded(name) == folded(given)), "")


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with its fields filled in, in one pass: a value is never read for fields again."""
    return re.sub(r"\{(\w+)\}", lambda match: values[match[1]], text)


def blank(label: str) -> str:
    """A place that only the borrower can fill."""
    return f"{OPENS}{label}{CLOSES}"


def blanks(text: str) -> list[str]:
    """What is to be filled in in `text`, each once, in order."""
    return list(dict.fromkeys(re.findall(f"{OPENS}([^{CLOSES}]+){CLOSES}", text)))


def words_of(text: str) -> str:
    """Words of the user or of the other side, safe and short enough for a paper: they never make a blank."""
    shown = "".join(map(harmless, text)).replace(OPENS, "〔待填:")
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def spoken_day(day: str) -> str:
    """An ISO day as a letter writes it: 2026年11月26日."""
    on = date.fromisoformat(day)
    return f"{on.year}年{on.month}月{on.day}日"


def _spoken(name: str, facts: Facts, known: Knowledge) -> str:
    """The value of a fact as it stands in a sentence; empty where it is unknown."""
    value, question = facts.get(name), known.questions[name]
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return "、".join(question.names[one] for one in value if one != "self")
    if question.kind == "one":
        return question.names[str(value)]
    return spoken_day(str(value)) if question.kind == "date" else words_of(str(value))
