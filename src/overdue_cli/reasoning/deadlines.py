"""Periods that are running, with their last day.

Counted from the day after receipt; where the last day is a rest day, the first day after it that is none
(民事诉讼法 第八十五条). Outside the years of the checked calendar the counted day stands, with a remark.
"""

from datetime import date, timedelta

from overdue_cli.assessment import Deadline
from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import Calendar, DeadlineRule, Knowledge
from overdue_cli.reasoning.law import cite, support
from overdue_cli.reasoning.logic import evaluate


def running(facts: Facts, known: Knowledge, day: str) -> list[tuple[DeadlineRule, Deadline]]:
    """The periods that the court papers of this case start, soonest first, then those without a day."""
    found = []
    for rule in known.deadlines:
        if not evaluate(rule.when, facts).holds:
            continue
        start = facts.get(rule.start)
        due, remark = None, ""
        if start and rule.days is not None:
            due, remark = last_day(date.fromisoformat(str(start)), rule.days, known.calendar)
        law_of = str(start or day)
        cited = support(rule.basis, facts, known, law_of).cited
        deadline = Deadline(
            id=rule.id,
            title=rule.title,
            due=due,
            days=rule.days,
            from_=rule.start,
            do=rule.do,
            remark=remark,
            basis=tuple(map(cite, cited)),
        )
        found.append((rule, deadline))
    return sorted(found, key=lambda pair: (pair[1].due or "9999-12-31", pair[0].id))


def last_day(start: date, days: int, calendar: Calendar) -> tuple[str, str]:
    """The last day of a period of `days` days after `start` (ISO), and a remark or ""."""
    counted = start + timedelta(days=days)
    last = counted
    while str(last.year) in calendar.years and is_rest_day(last, calendar):
        last += timedelta(days=1)
    if str(last.year) not in calendar.years:
        return counted.isoformat(), f"{last.year} 年的放假安排没有核对，遇到休息日可能顺延，请按这一天之前办"
    moved = "" if last == counted else f"第 {days} 天（{counted.isoformat()}）是休息日，顺延到这一天"
    return last.isoformat(), moved


def is_rest_day(day: date, calendar: Calendar) -> bool:
    """Whether nobody works on `day`: a weekend or holiday that was not made a working day."""
    text = day.isoformat()
    return text in calendar.rest or (day.weekday() >= 5 and text not in calendar.work)
