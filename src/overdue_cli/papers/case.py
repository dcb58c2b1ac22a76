"""A case as a paper needs it: what was told, what the law says of it, the words of the other side.

It comes from an assessment made now, or from one that was written as JSON earlier. Of the latter only the facts
and the quoted words are taken: the law is ours, as it was on the day of the event.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from overdue_cli import facts
from overdue_cli.assessment import SCHEMA, Assessment
from overdue_cli.errors import CallError
from overdue_cli.facts import DERIVED, Facts, Value
from overdue_cli.knowledge.model import Knowledge, gravity
from overdue_cli.reasoning.assess import assess
from overdue_cli.reasoning.deadlines import Days
from overdue_cli.reasoning.resolve import Resolved, resolve
from overdue_cli.words.times import is_date

MOST_QUOTES = 6
"""Quotations a paper takes: more than that nobody reads."""


class Quote(NamedTuple):
    """Words of the other side, exactly, and the behaviours that they show."""

    words: str
    behaviours: tuple[str, ...]


class Case(NamedTuple):
    """One case. `facts` holds what was told or read; the day of the event only where somebody said it.

    `debt` is its name where there are several; `events` are contacts of the record, one sentence each, and `days`
    what the record has of days that periods run from (`due_on`, `demanded_on`).
    """

    facts: Facts
    answer: Assessment
    quotes: tuple[Quote, ...]
    debt: str = ""
    events: tuple[str, ...] = ()
    days: Mapping[str, str | tuple[str, ...]] = {}

    def resolved(self, known: Knowledge, today: str) -> Resolved:
        """The facts with all that follows from them, as reasoning sees them."""
        return resolve(dict(self.facts.values), known, today)

    def doubtful(self) -> tuple[str, ...]:
        """Ids of the behaviours that some finding does not simply call lawful, gravest first."""
        found = (f.behaviour for f in self.answer.findings if gravity(f.verdict) > gravity("lawful"))
        return tuple(dict.fromkeys(found))


def of(answer: Assessment, *, debt: str = "", events: tuple[str, ...] = (), days: Days | None = None) -> Case:
    """The case of an assessment made now."""
    told = {name: value for name, value in answer.facts.items() if name not in DERIVED}
    spans = [(span.text, finding.behaviour) for finding in answer.findings for span in finding.spans]
    return Case(Facts(told), answer, _quotes(spans), debt, events, days or {})


def from_document(document: Any, known: Knowledge, today: str, where: str) -> Case:
    """The case of an assessment that `check --json` wrote; `where` names it in errors. Raises CallError."""
    if not isinstance(document, Mapping) or document.get("schema") != SCHEMA:
        raise CallError(
            f"{where} 不是 check --json 给出的结果（要有 schema: {SCHEMA}）。先运行 check --json 存成文件。"
        )
    told, day, findings = (document.get(key) for key in ("facts", "event_date", "findings"))
    if not isinstance(told, Mapping) or not is_date(day) or not isinstance(findings, list):
        raise CallError(f"{where} 少了 facts、event_date 或 findings，或者写得不对。请用 check --json 重新生成。")
    given = facts.from_document(told, known.questions, where)
    quotes = _quotes(_spans(findings, known, where))
    answer = _assessed({"event_date": str(day), **given}, {str(one.get("rule")) for one in findings}, known, today)
    return Case(Facts(given), answer, quotes)


def implied(values: Mapping[str, Value], known: Knowledge, today: str) -> frozenset[str]:
    """Behaviours that follow from the rest of the case: the hour, the calls, who was contacted.

    Each is left out in turn. What else was told stays: a court whose paper is false keeps no office hours.
    """
    kept = list(Facts(dict(values)).several("behaviours"))
    follow = set()
    for name in tuple(kept):
        rest = {**values, "behaviours": tuple(one for one in kept if one != name)}
        if name in resolve(rest, known, today).facts.several("behaviours"):
            follow.add(name)
            kept.remove(name)
    return frozenset(follow)


def _assessed(given: dict[str, Value], rules: set[str], known: Knowledge, today: str) -> Assessment:
    """The case assessed anew. What it echoes does not say which behaviours were told and which only follow from
    other facts, and what was told weighs more: the lighter reading stands, unless the other gives the same rules."""
    told = [name for name in Facts(given).several("behaviours") if name not in implied(given, known, today)]
    lighter = assess({**given, "behaviours": tuple(told)}, known, today)
    if rules != {finding.rule for finding in lighter.findings}:
        whole = assess(given, known, today)
        if rules == {finding.rule for finding in whole.findings}:
            return whole
    return lighter


def _spans(findings: list[Any], known: Knowledge, where: str) -> list[tuple[str, str]]:
    """The quoted words and their behaviours in the findings of a document. Raises CallError."""
    found = []
    for finding in findings:
        behaviour = finding.get("behaviour") if isinstance(finding, Mapping) else None
        spans = finding.get("spans") if isinstance(finding, Mapping) else None
        if behaviour not in known.behaviours or not isinstance(spans, list):
            raise CallError(f"{where} 的 findings 写得不对。请用 check --json 重新生成。")
        for span in spans:
            if not isinstance(span, Mapping) or not isinstance(span.get("text"), str):
                raise CallError(f"{where} 的 spans 写得不对。请用 check --json 重新生成。")
            found.append((span["text"], behaviour))
    return found


def _quotes(spans: list[tuple[str, str]]) -> tuple[Quote, ...]:
    """Each wording once with all that it shows; what stands inside a longer one is part of that."""
    shows: dict[str, dict[str, None]] = {}
    for words, behaviour in spans:
        whole = max((longer for longer, _ in spans if words in longer), key=len)
        shows.setdefault(whole, {})[behaviour] = None
    return tuple(Quote(words, tuple(names)) for words, names in list(shows.items())[:MOST_QUOTES])
