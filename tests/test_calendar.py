"""Periods against an independent library's table of rest days."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reasoning.deadlines import is_rest_day, last_day
from overdue_cli.reasoning.resolve import whole_months


def test_rest_days_agree_with_the_oracle_on_every_day(known: Knowledge) -> None:
    for year in known.calendar.years:
        day = date(int(year), 1, 1)
        while str(day.year) == year:
            assert is_rest_day(day, known.calendar) == chinese_calendar.is_holiday(day), day
            day += timedelta(days=1)


def test_a_period_ends_on_the_first_working_day_from_the_counted_one(known: Knowledge) -> None:
    start = date(2025, 1, 1)
    while start < date(2026, 12, 10):
        due, remark = last_day(start, 15, known.calendar)
        counted = start + timedelta(days=15)
        expected = counted
        while chinese_calendar.is_holiday(expected):
            expected += timedelta(days=1)
        assert due == expected.isoformat()
        assert bool(remark) == (expected != counted)
        start += timedelta(days=1)


def test_outside_the_checked_years_the_counted_day_stands_with_a_remark(known: Knowledge) -> None:
    assert last_day(date(2030, 6, 1), 15, known.calendar)[0] == "2030-06-16"
    due, remark = last_day(date(2026, 12, 25), 15, known.calendar)
    assert due == "2027-01-09"
    assert "2027" in remark


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-01-31", "2026-02-28", 0),
        ("2025-05-22", "2025-11-22", 6),
        ("2025-05-23", "2025-11-22", 5),
        ("2027-01-01", "2026-01-01", 0),
    ],
)
def test_whole_months(first: str, last: str, months: int) -> None:
    assert whole_months(first, last) == months
