"""What the record says of a debt: the facts of a case, and what the law of each day says of its counts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from overdue_cli.assessment import Finding
from overdue_cli.days import whole_months
from overdue_cli.evidence import counts
from overdue_cli.evidence.contact import Entry
from overdue_cli.evidence.counts import Day, Quiet
from overdue_cli.evidence.store import Debt
from overdue_cli.facts import Value, in_order
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading import Reading, Seen
from overdue_cli.reading.read import Reader
from overdue_cli.reasoning.assess import Assessor

SHARING = ("guarantor", "co_debtor")
"""Values of `to_whom` for those who owe with the borrower: no third parties."""


class Weighed(NamedTuple):
    """A finding on one count: the fact it was counted as, how many, on which day."""

    fact: str
    times: int
    date: str
    finding: Finding


class Told(NamedTuple):
    """What the words of the record tell: the reading of all of them, and the entries behind each behaviour."""

    reading: Reading
    entries: dict[str, list[Entry]]


def quiet_hours(known: Knowledge) -> Quiet:
    """The hours in which nobody should be contacted."""
    return Quiet(*known.limits["quiet_hours"].value)


def by_day(entries: Iterable[Entry], known: Knowledge) -> tuple[Day, ...]:
    """The counts of a debt by day. `entries` come in order of time, and are read once."""
    return counts.count((entry.contact for entry in entries), quiet_hours(known), SHARING)


def weigh(
    days: Iterable[Day], debt: Debt, known: Knowledge, today: str, told: Mapping[str, Value] = MappingProxyType({})
) -> Iterator[Weighed]:
    """The findings on the counts of each day, by the law in force on it: what `check` says of the same facts.

    `told` are facts that the record does not hold, such as the kind of lender; they hold on every day.
    Days with the same count under the same law are judged once.
    """
    starts = sorted(one.in_force_from for one in known.provisions.values())
    ends = sorted(one.in_force_to for one in known.provisions.values() if one.in_force_to)
    assessor = Assessor(known, today)
    judged: dict[tuple[object, ...], tuple[Finding, ...]] = {}
    nights = 0
    for day in days:
        nights += day.night
        law = bisect_right(starts, day.date), bisect_left(ends, day.date), whole_months(day.date, today)
        over: set[str] = set()
        calm: dict[str, Value] = {"calls_per_day": 0, "unanswered_per_day": 0} if day.attempts else {}
        for fact, count, value in counted(day):
            if fact == "unanswered_in_all" and "unanswered_per_day" in over:
                continue  # one number alone was too often already
            beside = calm if fact in ("unanswered_in_all", "messages_per_day") else {}  # no doubt about what is counted
            case: dict[str, Value] = {**beside, **told, fact: value, "event_date": day.date}
            if fact == "time" and nights > 1:
                case["repeated"] = True
            if debt.lender:
                case.setdefault("lender", debt.lender)
            key = (fact, value, *beside.items(), nights > 1, law)
            if key not in judged:
                judged[key] = assessor.assess(case).findings
            if judged[key]:
                over.add(fact)
                calm.pop(fact, None)
            elif fact in calm:
                calm[fact] = value
            yield from (Weighed(fact, count, day.date, finding) for finding in judged[key])


def counted(day: Day) -> Iterator[tuple[str, int, Value]]:
    """The counts of a day as facts: the fact, how many, and its value."""
    unanswered = day.unanswered_by_number.values()
    for fact, count in (
        ("calls_per_day", day.connected),
        ("unanswered_per_day", max(unanswered, default=0)),
        ("unanswered_in_all", sum(unanswered) if len(unanswered) > 1 else 0),
        ("messages_per_day", day.messages),
    ):
        if count:
            yield fact, count, count
    if day.night:
        yield "time", day.night, day.night_times[0]
    if day.contacted:
        yield "contacted", sum(day.contacted.values()), tuple(sorted(day.contacted))


def case(entries: Iterable[Entry], days: Iterable[Day], debt: Debt, known: Knowledge, today: str) -> dict[str, Value]:
    """The facts that the record tells of a debt, on the day of the last contact: the most of each count."""
    values: dict[str, Value] = {}
    if debt.lender:
        values["lender"] = debt.lender
    if debt.due and debt.due <= today:
        values["days_overdue"] = (date.fromisoformat(today) - date.fromisoformat(debt.due)).days
    many: dict[str, set[str]] = {"channels": set(), "contacted": set(), "behaviours": set()}
    for contact in (entry.contact for entry in entries if entry.contact.direction != "out"):
        many["channels"].add(contact.channel)
        many["contacted"].update(filter(None, (contact.to_whom,)))
        many["behaviours"].update(contact.behaviours)
    values.update({fact: in_order(known.questions[fact], ids) for fact, ids in many.items() if ids})
    for day in days:
        for fact, _, value in counted(day):
            if isinstance(value, int):
                values[fact] = max(value, int(str(values.get(fact, 0))))
            elif fact == "time":
                values.setdefault(fact, value)
        values["event_date"] = day.date
    return values


def read(entries: Iterable[Entry], reader: Reader) -> Told:
    """What the words of the contacts tell, each contact read by itself: behaviours only.

    Places count through all words, one contact after the other with one line break between.
    """
    seen: dict[str, list[Seen]] = {}
    behind: dict[str, list[Entry]] = {}
    before: dict[str, Reading] = {}  # collectors send the same words again and again
    offset = 0
    for entry in entries:
        words = entry.contact.words
        if not words or entry.contact.direction == "out":
            continue
        if words not in before:
            before[words] = reader.read(words)
        for name, places in before[words].behaviours.items():
            moved = (one._replace(start=one.start + offset, end=one.end + offset) for one in places)
            seen.setdefault(name, []).extend(moved)
            behind.setdefault(name, []).append(entry)
        offset += len(words) + 1
    return Told(Reading({name: tuple(places) for name, places in seen.items()}, {}, {}), behind)
