"""Periods that are running, with their last day.

Counted from the day after receipt; where the last day is a rest day, the first day after it that is none
(民事诉讼法 第八十五条). Outside the years of the checked calendar the counted day stands, with a remark.
"""

from datetime import date, timedelta

from overdue_cli.assessment import Deadline
from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import UNITS, Calendar, DeadlineRule, Knowledge
from overdue_cli.reasoning.law import cite, support
from overdue_cli.reasoning.logic import evaluate


def running(facts: Facts, known: Knowledge, day: str, today: str) -> list[tuple[DeadlineRule, Deadline]]:
    """The periods that the court papers of this case start, soonest first, then those without a day."""
    found = []
    for rule in known.deadlines:
        if not evaluate(rule.when, facts).holds:
            continue
        start = facts.get(rule.start)
        due, remark = None, ""
        if start and rule.length is not None:
            due, remark = last_day(counted(date.fromisoformat(str(start)), rule), known.calendar)
        if due and due < today:
            remark = known.wording.too_late if rule.pressing else known.wording.too_late_for_them
        law_of = str(start or day)
        cited = support(rule.basis, facts, known, law_of).cited
        deadline = Deadline(
            id=rule.id,
            title=rule.title,
            due=due,
            days=rule.length if rule.unit == "day" else None,
            period=f"{rule.length} {UNITS[rule.unit]}" if rule.length else "",
            from_=rule.start,
            do=rule.do,
            remark=remark,
            basis=tuple(map(cite, cited)),
        )
        found.append((rule, deadline))
    return sorted(found, key=lambda pair: (pair[1].due or "9999-12-31", pair[0].id))


def counted(start: date, rule: DeadlineRule) -> date:
    """The last day of the rule's period after `start`: days from the day after, or calendar months.

    A month ends on the day of the same number, or on its last day where it has none (民法典 第二百零二条).
    """
    if rule.unit == "day":
        return start + timedelta(days=rule.length or 0)
    month = start.month - 1 + (rule.length or 0)
    first = date(start.year + month // 12, month % 12 + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=start.day - 1), after - timedelta(days=1))


def last_day(end: date, calendar: Calendar) -> tuple[str, str]:
    """The last day of a period counted to `end` (ISO), moved off rest days, and a remark or ""."""
    last = end
    while str(last.year) in calendar.years and is_rest_day(last, calendar):
        last += timedelta(days=1)
    if str(last.year) not in calendar.years:
        return end.isoformat(), f"{last.year} 年的放假安排没有核对，遇到休息日可能顺延，请按这一天之前办"
    moved = "" if last == end else f"数到 {end.isoformat()} 是休息日，顺延到这一天"
    return last.isoformat(), moved


def is_rest_day(day: date, calendar: Calendar) -> bool:
    """Whether nobody works on `day`: a weekend or holiday that was not made a working day."""
    text = day.isoformat()
    return text in calendar.rest or (day.weekday() >= 5 and text not in calendar.work)
