"""Periods against an independent library's table of rest days."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reasoning.deadlines import counted, is_rest_day, last_day
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
        due, remark = last_day(start + timedelta(days=15), known.calendar)
        end = start + timedelta(days=15)
        expected = end
        while chinese_calendar.is_holiday(expected):
            expected += timedelta(days=1)
        assert due == expected.isoformat()
        assert bool(remark) == (expected != end)
        start += timedelta(days=1)


def test_outside_the_checked_years_the_counted_day_stands_with_a_remark(known: Knowledge) -> None:
    assert last_day(date(2030, 6, 16), known.calendar)[0] == "2030-06-16"
    due, remark = last_day(date(2027, 1, 9), known.calendar)
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


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-08-15", 3, "2026-11-15"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(known: Knowledge, start: str, months: int, end: str) -> None:
    rule = known.deadlines[0]._replace(length=months, unit="month")
    assert counted(date.fromisoformat(start), rule).isoformat() == end
