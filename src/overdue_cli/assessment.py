"""What reasoning hands to rendering: plain records whose fields are those of the JSON contract.

A trailing underscore (`if_`, `from_`) only keeps a name from being a Python keyword; `plain` drops it.
"""

import json
from contextlib import suppress
from typing import Any, NamedTuple

from overdue_cli.knowledge.declared import (
    Absent,
    AnId,
    Annotated,
    AtLeast,
    AtMost,
    Date,
    Day,
    Distinct,
    Matches,
    OneOf,
    Open,
    Some,
    Text,
)
from overdue_cli.knowledge.scales import DANGERS, FORCES, HOW_SURE, VERDICTS

WORTH_ASKING = 8
"""Weight from which an unknown fact is worth a question in an interview."""

SCHEMA = "overdue-cli/assessment/1"

HowSure = Annotated[str, OneOf(HOW_SURE)]
Verdict = Annotated[str, OneOf(VERDICTS[1:])]
Ids = Annotated[tuple[AnId, ...], Distinct()]
Article = Annotated[str | None, Matches("^第[一二三四五六七八九十百千零]+[条项][^0-9A-Za-z]*$")]
Phone = Annotated[str | None, Matches("^[0-9]+$")]
ClaimId = Annotated[str, Matches("^S[0-9]{3}-[0-9]{2}$")]


class Basis(NamedTuple):
    """A provision as cited: the text that was law on the day of the event.

    `carries` tells those on which the verdict rests from those that only explain.
    """

    id: AnId
    title: str
    edition: str
    number: str | None
    article: Annotated[Article, "null where the text was not read"]
    gist: str
    sanction: str
    force: Annotated[str, OneOf(FORCES)]
    in_force_from: Day
    in_force_to: Annotated[str | None, Date(), "the last day in force"]
    how_sure: HowSure
    checked_on: Day
    note: str
    carries: bool


class IfUnknown(NamedTuple):
    """A fact nobody gave: if it is as `if_` says, the verdict would be `then`, called `label`."""

    fact: AnId
    if_: str
    then: Verdict
    label: str


class Span(NamedTuple):
    """Words of the text behind a finding, in Unicode code points of the text as given."""

    start: Annotated[int, AtLeast(0)]
    end: Annotated[int, AtLeast(0)]
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

    id: AnId
    title: str
    date: str
    what: str
    outcome: str
    lesson: str
    source: Annotated[tuple[str, ...], Some()]
    how_sure: HowSure


class Finding(NamedTuple):
    """One judgement on one behaviour, with its reasons and its provisions."""

    rule: AnId
    behaviour: AnId
    verdict: Verdict
    label: str
    title: str
    summary: str
    why: str
    if_unknown: tuple[IfUnknown, ...]
    spans: tuple[Span, ...]
    basis: tuple[Basis, ...]
    cases: tuple[Similar, ...]
    documents: tuple[ClaimId, ...]
    agencies: Ids
    actions: Ids


class Deadline(NamedTuple):
    """A period that is running: `due` is its last day, None where the paper itself names it.

    `days` is its length where it is counted in days; `period` says its length in words. It runs from `start`,
    the day (ISO) of what `from_` names, where that is known.
    """

    id: AnId
    title: str
    due: Annotated[str | None, Date()]
    days: int | None
    period: str
    from_: AnId
    start: Annotated[str | None, Date()]
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

    kind: Annotated[str, OneOf(DANGERS)]
    say: str
    call: Annotated[tuple[AnId, ...], Distinct(), Some()]
    title: Text
    headline: Annotated[str, Matches("^按你说的情况")]
    first: Text
    steps: Annotated[tuple[str, ...], AtLeast(2), AtMost(4)]
    script_for: Text
    script_to: str
    script: Text
    dont: Text
    also: tuple[str, ...]
    until: str
    last: Text


class Said(NamedTuple):
    """A sentence with its provisions."""

    text: Text
    basis: tuple[Basis, ...]


class StageNow(NamedTuple):
    """What is usual at this many days overdue, and what a rule says."""

    days: Annotated[int, AtLeast(0)]
    usual: str
    rule: str
    how_sure: HowSure


class AgencyNow(NamedTuple):
    """An agency in the order in which to contact it; `fits` says when, where that is not certain."""

    id: AnId
    name: str
    phone: Phone
    fits: str
    before: str
    takes: tuple[str, ...]
    not_for: tuple[str, ...]
    how: str
    hours: str
    how_sure: HowSure
    order: Annotated[int, AtLeast(1)]


class Todo(NamedTuple):
    """Something to do, or (`part` keep) to keep, in steps."""

    id: AnId
    part: Annotated[str, OneOf(("do", "keep"))]
    title: str
    steps: Annotated[tuple[str, ...], Some()]


class Ask(NamedTuple):
    """An unknown fact whose answer can still change something: ids of behaviours, `agencies`, `deadlines`, `safety`.

    `weight` says how much; below `WORTH_ASKING` it is about conduct that nobody has spoken of.
    """

    fact: AnId
    question: str
    would_change: Annotated[tuple[AnId, ...], Some()]
    weight: Annotated[int, AtLeast(1)]


class Stand(NamedTuple):
    """How old and how sure the knowledge is: its age in days today, counts of provisions by standing.

    `old` is a warning where the knowledge is too old to be trusted without asking; else empty.
    """

    version: str
    checked_on: Day
    age_days: Annotated[int, AtLeast(0)]
    read: int
    reported: int
    old: str


class Step(NamedTuple):
    """One rule in the trace: what became of it and why."""

    rule: AnId
    outcome: Annotated[str, OneOf(("fires", "yielded", "open", "not_met", "excepted", "no_law"))]
    because: str


def _known_facts() -> Any:
    """The type of the facts whose shape is fixed, which only a schema asks for."""
    from overdue_cli.known_facts import KnownFacts

    return KnownFacts


OTHERS = {"not": {"required": ["text"]}, "additionalProperties": {"type": ["string", "integer", "boolean"]}}
"""Other facts are words, numbers, yes or no; the text itself is never among them."""


class Assessment(NamedTuple):
    """The whole answer to one case on one day."""

    schema: Annotated[str, OneOf((SCHEMA,))]
    knowledge: Stand
    event_date: Day
    facts: Annotated[dict[str, Any], Open(_known_facts, OTHERS)]
    verdict: Annotated[str, OneOf(VERDICTS)]
    headline: Annotated[str, Matches("按你说的情况")]
    safety: Danger | None
    deadlines: tuple[Deadline, ...]
    findings: tuple[Finding, ...]
    read: tuple[ReadFact, ...]
    may: Annotated[tuple[Said, ...], Some()]
    stage: StageNow | None
    agencies: tuple[AgencyNow, ...]
    actions: tuple[Todo, ...]
    ask_next: tuple[Ask, ...]
    obligations: Annotated[tuple[Text, ...], Some()]
    remarks: tuple[str, ...]
    notice: Text
    trace: Annotated[tuple[Step, ...], Absent(), "only where asked for"]


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
