"""Counting days: periods in days, months and years, rest days, working days. Pure arithmetic of dates.

The first day is not counted; a month or year ends on the day of the same number, or on the last day of a month
that has none (民法典 第二百零一条、第二百零二条).
"""

from datetime import date, timedelta

from overdue_cli.knowledge.periods import Calendar

MONTHS = {"month": 1, "year": 12}
"""Calendar months in the units that are not counted in days."""


def counted(start: date, length: int, unit: str) -> date:
    """The last day of `length` units (day, month or year) after `start`."""
    return start + timedelta(days=length) if unit == "day" else months_on(start, length * MONTHS[unit])


def months_on(start: date, months: int) -> date:
    """The day of the same number `months` months on, or the last day of that month where it has none."""
    month = start.month - 1 + months
    first = date(start.year + month // 12, month % 12 + 1, 1)
    return min(first + timedelta(days=start.day - 1), _month_after(first) - timedelta(days=1))


def whole_months(first: str, last: str) -> int:
    """Complete months from `first` to `last` (ISO days); 0 where `last` is earlier."""
    (year, month, day), (to_year, to_month, to_day) = (map(int, text.split("-")) for text in (first, last))
    return max(0, (to_year - year) * 12 + to_month - month - (to_day < day))


def is_rest_day(day: date, calendar: Calendar) -> bool:
    """Whether nobody works on `day`: a weekend or holiday that was not made a working day."""
    text = day.isoformat()
    return text in calendar.rest or (day.weekday() >= 5 and text not in calendar.work)


def working_day(day: date, calendar: Calendar) -> date | None:
    """`day`, or the first working day after it; None where that leaves the years of the checked calendar."""
    while str(day.year) in calendar.years:
        if not is_rest_day(day, calendar):
            return day
        day += timedelta(days=1)
    return None


def working_days_after(start: date, number: int, calendar: Calendar) -> date | None:
    """The `number`-th working day after `start`; None where that leaves the years of the checked calendar."""
    day: date | None = start
    for _ in range(number):
        day = working_day(day + timedelta(days=1), calendar) if day else None
    return day


def _month_after(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
