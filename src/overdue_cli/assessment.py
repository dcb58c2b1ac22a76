"""What reasoning hands to rendering: plain records whose fields are those of the JSON contract.

A trailing underscore (`if_`, `from_`) only keeps a name from being a Python keyword; `plain` drops it.
"""

import json
from contextlib import suppress
from typing import Any, NamedTuple

WORTH_ASKING = 8
"""Weight from which an unknown fact is worth a question in an interview."""

SCHEMA = "overdue-cli/assessment/1"


class Basis(NamedTuple):
    """A provision as cited: the text that was law on the day of the event.

    `carries` tells those on which the verdict rests from those that only explain.
    """

    id: str
    title: str
    edition: str
    number: str | None
    article: str | None
    gist: str
    sanction: str
    force: str
    in_force_from: str
    in_force_to: str | None
    how_sure: str
    checked_on: str
    note: str
    carries: bool


class IfUnknown(NamedTuple):
    """A fact nobody gave: if it is as `if_` says, the verdict would be `then`, called `label`."""

    fact: str
    if_: str
    then: str
    label: str


class Span(NamedTuple):
    """Words of the text behind a finding, in Unicode code points of the text as given."""

    start: int
    end: int
    text: str
    cue: str


class ReadFact(NamedTuple):
    """A fact read from the text; `used` unless a flag or answer gave it another value."""

    fact: str
    value: Any
    used: bool
    spans: tuple[Span, ...]


class Similar(NamedTuple):
    """A decided case that the finding resembles."""

    id: str
    title: str
    date: str
    what: str
    outcome: str
    lesson: str
    source: tuple[str, ...]
    how_sure: str


class Finding(NamedTuple):
    """One judgement on one behaviour, with its reasons and its provisions."""

    rule: str
    behaviour: str
    verdict: str
    label: str
    title: str
    summary: str
    why: str
    if_unknown: tuple[IfUnknown, ...]
    spans: tuple[Span, ...]
    basis: tuple[Basis, ...]
    cases: tuple[Similar, ...]
    documents: tuple[str, ...]
    agencies: tuple[str, ...]
    actions: tuple[str, ...]


class Deadline(NamedTuple):
    """A period that is running: `due` is its last day, None where the paper itself names it.

    `days` is its length where it is counted in days; `period` says its length in words. It runs from `start`,
    the day (ISO) of what `from_` names, where that is known.
    """

    id: str
    title: str
    due: str | None
    days: int | None
    period: str
    from_: str
    start: str | None
    do: str
    remark: str
    basis: tuple[Basis, ...]


class Danger(NamedTuple):
    """A danger to a person or to money just sent: whom to call, and the words of its page.

    `say` is the short form, of every danger that holds; all that follows is of the first. What to do `first`, then
    `steps`, a `script` to say or send and for whom (`script_to` is the agency it is said to, if any), what not to do;
    `also` is the first thing to do in each other danger, `until` the next day that a paper presses, `last` the last
    line. Empty where there is nothing to say.
    """

    kind: str
    say: str
    call: tuple[str, ...]
    title: str
    headline: str
    first: str
    steps: tuple[str, ...]
    script_for: str
    script_to: str
    script: str
    dont: str
    also: tuple[str, ...]
    until: str
    last: str


class Said(NamedTuple):
    """A sentence with its provisions."""

    text: str
    basis: tuple[Basis, ...]


class StageNow(NamedTuple):
    """What is usual at this many days overdue, and what a rule says."""

    days: int
    usual: str
    rule: str
    how_sure: str


class AgencyNow(NamedTuple):
    """An agency in the order in which to contact it; `fits` says when, where that is not certain."""

    id: str
    name: str
    phone: str | None
    fits: str
    before: str
    takes: tuple[str, ...]
    not_for: tuple[str, ...]
    how: str
    hours: str
    how_sure: str
    order: int


class Todo(NamedTuple):
    """Something to do, or (`part` keep) to keep, in steps."""

    id: str
    part: str
    title: str
    steps: tuple[str, ...]


class Ask(NamedTuple):
    """An unknown fact whose answer can still change something: ids of behaviours, `agencies`, `deadlines`, `safety`.

    `weight` says how much; below `WORTH_ASKING` it is about conduct that nobody has spoken of.
    """

    fact: str
    question: str
    would_change: tuple[str, ...]
    weight: int


class Stand(NamedTuple):
    """How old and how sure the knowledge is: its age in days today, counts of provisions by standing.

    `old` is a warning where the knowledge is too old to be trusted without asking; else empty.
    """

    version: str
    checked_on: str
    age_days: int
    read: int
    reported: int
    old: str


class Step(NamedTuple):
    """One rule in the trace: what became of it and why."""

    rule: str
    outcome: str
    because: str


class Assessment(NamedTuple):
    """The whole answer to one case on one day."""

    schema: str
    knowledge: Stand
    event_date: str
    facts: dict[str, Any]
    verdict: str
    headline: str
    safety: Danger | None
    deadlines: tuple[Deadline, ...]
    findings: tuple[Finding, ...]
    read: tuple[ReadFact, ...]
    may: tuple[Said, ...]
    stage: StageNow | None
    agencies: tuple[AgencyNow, ...]
    actions: tuple[Todo, ...]
    ask_next: tuple[Ask, ...]
    obligations: tuple[str, ...]
    remarks: tuple[str, ...]
    notice: str
    trace: tuple[Step, ...]


def json_text(document: Any, *, ascii_only: bool = False, indent: int | None = None) -> str:
    """A document as JSON; in ASCII where asked, or where it holds half a character, which UTF-8 cannot write."""
    if not ascii_only:
        text = json.dumps(document, ensure_ascii=False, indent=indent, allow_nan=False)
        with suppress(UnicodeEncodeError):
            text.encode("utf-8")
            return text
    return json.dumps(document, indent=indent, allow_nan=False)


def plain(value: Any) -> Any:
    """`value` as dicts, lists and scalars, ready for JSON."""
    if hasattr(value, "_fields"):
        return {name.rstrip("_"): plain(item) for name, item in zip(value._fields, value, strict=True)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value
