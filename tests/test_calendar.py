"""Periods against an independent library's table of rest days."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from overdue_cli.days import counted, is_rest_day, whole_months, working_day, working_days_after
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reasoning.deadlines import limit


def test_rest_days_agree_with_the_oracle_on_every_day(known: Knowledge) -> None:
    for year in known.calendar.years:
        day = date(int(year), 1, 1)
        while str(day.year) == year:
            assert is_rest_day(day, known.calendar) == chinese_calendar.is_holiday(day), day
            day += timedelta(days=1)


def test_a_period_ends_on_the_first_working_day_from_the_counted_one(known: Knowledge) -> None:
    start = date(2025, 1, 1)
    while start < date(2026, 12, 10):
        expected = end = start + timedelta(days=15)
        while chinese_calendar.is_holiday(expected):
            expected += timedelta(days=1)
        period = limit("payment_order", {"received_on": start.isoformat()}, known)
        assert period.due == expected.isoformat()
        assert bool(period.remark) == (expected != end)
        start += timedelta(days=1)


def test_outside_the_checked_years_the_counted_day_stands_with_a_remark(known: Knowledge) -> None:
    assert limit("payment_order", {"received_on": "2030-06-01"}, known).due == "2030-06-16"
    period = limit("payment_order", {"received_on": "2026-12-25"}, known)
    assert period.due == "2027-01-09"
    assert "2027" in period.remark
    assert working_day(date(2026, 12, 31), known.calendar) == date(2026, 12, 31)
    assert working_day(date(2027, 1, 4), known.calendar) is None


def test_working_days_agree_with_the_oracle_and_stop_where_the_calendar_does(known: Knowledge) -> None:
    start = date(2025, 1, 1)
    while start < date(2026, 12, 1):
        day, left = start, 5
        while left:
            day += timedelta(days=1)
            left -= not chinese_calendar.is_holiday(day)
        assert working_days_after(start, 5, known.calendar) == day
        start += timedelta(days=3)
    assert working_days_after(date(2026, 12, 28), 5, known.calendar) is None


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


@pytest.mark.parametrize(
    ("start", "length", "unit", "end"),
    [
        ("2026-08-15", 3, "month", "2026-11-15"),
        ("2026-11-30", 3, "month", "2027-02-28"),
        ("2026-10-31", 1, "month", "2026-11-30"),
        ("2026-12-31", 12, "month", "2027-12-31"),
        ("2024-02-29", 12, "month", "2025-02-28"),
        ("2024-02-29", 3, "year", "2027-02-28"),
        ("2024-02-29", 4, "year", "2028-02-29"),
        ("2024-01-31", 1, "month", "2024-02-29"),
        ("2024-02-28", 1, "day", "2024-02-29"),
        ("2023-12-31", 20, "year", "2043-12-31"),
    ],
)
def test_months_and_years_end_on_the_same_day_or_the_last(start: str, length: int, unit: str, end: str) -> None:
    assert counted(date.fromisoformat(start), length, unit).isoformat() == end
