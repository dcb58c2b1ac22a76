"""Periods of a borrower's life: what restarts them, what ends them, and where we do not count."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reasoning.deadlines import limit


@pytest.mark.parametrize(
    ("days", "start", "due", "says"),
    [
        ({"due_on": "2023-03-10"}, "2023-03-10", "2026-03-10", ""),
        ({"due_on": "2022-10-01"}, "2022-10-01", "2025-10-09", "顺延"),  # the last day lies in the autumn holiday
        ({"due_on": "2024-02-29"}, "2024-02-29", "2027-02-28", "没有核对"),
        ({"due_on": "2023-03-10", "demanded_on": ("2024-05-05", "2023-08-01")}, "2024-05-05", "2027-05-05", "催了你"),
        ({"due_on": "2023-03-10", "demanded_on": "2026-03-10"}, "2026-03-10", "2029-03-10", "催了你"),  # the last day
        ({"due_on": "2023-03-10", "demanded_on": "2026-03-11"}, "2023-03-10", "2026-03-10", ""),
        ({"due_on": "2023-03-10", "paid_on": "2026-03-10"}, "2026-03-10", "2029-03-10", "还了一部分"),
        ({"due_on": "2023-03-10", "demanded_on": "2023-01-01"}, "2023-03-10", "2026-03-10", ""),  # before it fell due
        ({"due_on": "2022-01-10", "demanded_on": "2025-06-01"}, "2022-01-10", "2025-01-10", ""),  # after it was over
        ({"due_on": "2022-01-10", "promised_on": "2025-06-01"}, "2022-01-10", "2025-01-10", "可能不能再用"),
        ({"due_on": "2023-01-10", "sued_on": "2024-01-05"}, "2024-01-05", None, "没有终结"),
        (
            {"due_on": "2023-01-10", "sued_on": "2024-01-05", "proceedings_ended_on": "2024-06-03"},
            "2024-06-03",
            "2027-06-03",
            "终结",
        ),
        ({"due_on": "2014-01-10"}, "2014-01-10", None, "不替你算"),
        ({"due_on": "2019-06-03"}, "2019-06-03", "2022-06-03", ""),
        ({}, None, None, "怎么算"),
    ],
)
def test_limitation(
    known: Knowledge, days: dict[str, str | tuple[str, ...]], start: str | None, due: str | None, says: str
) -> None:
    period = limit("limitation", days, known)
    assert (period.start, period.due) == (start, due)
    assert (says or period.remark) in (period.remark if says != "怎么算" else "怎么算")
    assert period.period == "3 年"


def test_limitation_never_runs_past_twenty_years(known: Knowledge) -> None:
    every = tuple(f"{year}-06-01" for year in range(2006, 2027))
    period = limit("limitation", {"due_on": "2005-06-01", "demanded_on": every}, known)
    assert period.due == "2025-06-03"  # 2025-06-01 is a Sunday, the day after it a holiday
    assert "最长" in period.remark


def test_a_period_cites_what_started_it_and_the_law_of_its_time(known: Knowledge) -> None:
    ids = {one.id for one in limit("limitation", {"due_on": "2023-03-10", "demanded_on": "2024-05-05"}, known).basis}
    assert {"civil-188", "civil-195", "spc-lim-8"} <= ids
    assert {one.id for one in limit("police_time", {"happened_on": "2025-12-15"}, known).basis} == {"psl-old-22"}
    assert {one.id for one in limit("police_time", {"happened_on": "2026-01-15"}, known).basis} == {"psl-new-25"}


@pytest.mark.parametrize(
    ("name", "days", "due"),
    [
        ("bad_record", {"repaid_on": "2024-02-29"}, "2029-02-28"),
        ("bad_record", {"repaid_on": "2020-10-01"}, "2025-10-01"),  # the register works on holidays
        ("enforcement_time", {"perform_by": "2024-05-20"}, "2026-05-20"),
        ("enforcement_time", {"perform_by": "2018-05-20"}, None),
        ("complaint_extended", {"complained_on": "2026-09-01"}, "2026-10-08"),
        ("complaint_answer", {"complained_on": "2026-11-02"}, "2026-11-17"),
        ("complaint_longest", {"complained_on": "2026-11-02"}, "2027-01-01"),
        ("credit_dispute", {"disputed_on": "2026-11-02"}, "2026-11-23"),  # counted to a Sunday
        ("payment_order", {"received_on": "2026-11-02"}, "2026-11-17"),
        ("preservation", {"received_on": "2026-11-09"}, "2026-11-16"),  # counted to a Saturday
        ("revoke", {"event_date": "2026-11-02"}, "2027-11-02"),
        ("guarantee", {"due_on": "2025-08-31"}, "2026-02-28"),
        ("police_time", {"happened_on": "2025-08-31"}, "2026-02-28"),
        ("hearing", {"received_on": "2026-11-02"}, None),  # the summons names the day itself
        ("payment_order", {}, None),
    ],
)
def test_periods(known: Knowledge, name: str, days: dict[str, str | tuple[str, ...]], due: str | None) -> None:
    assert limit(name, days, known).due == due


def test_a_period_that_is_over_says_so(known: Knowledge) -> None:
    days: dict[str, str | tuple[str, ...]] = {"due_on": "2022-01-10"}
    assert "届满" in limit("limitation", days, known, today="2026-11-26").remark
    assert "届满" not in limit("limitation", days, known, today="2024-11-26").remark
    for name, told in (("bad_record", {"repaid_on": "2021-11-20"}), ("guarantee", {"due_on": "2025-01-10"})):
        remark = limit(name, told, known, today="2026-11-26").remark  # nothing restarts these
        assert "已经过了" in remark and "催款" not in remark
    assert "已经过了" in limit("payment_order", {"received_on": "2026-10-01"}, known, today="2026-11-26").remark


def test_a_period_that_is_over_names_whom_to_ask_in_its_own_case(known: Knowledge) -> None:
    def late(name: str, start: str) -> str:
        return limit(name, {start: "2025-10-09"}, known, today="2026-11-29").remark

    for name in ("no_case", "police_refusal"):  # the police decided, no court can tell
        assert "已经过了" in late(name, "received_on") and "12368" not in late(name, "received_on")
    assert "12309" in late("no_case", "received_on")
    assert "12368" not in late("revoke", "event_date")
    assert "再审" in late("appeal", "received_on")
    assert "解除" in late("preservation", "received_on")
    assert "12368" in late("payment_order", "received_on")  # one without words of its own
    for rule in known.deadlines:
        if rule.length is not None:
            assert "已经过了" in late(rule.id, rule.start)


def test_a_period_is_not_over_on_its_last_day(known: Knowledge) -> None:
    last = {"received_on": "2026-11-16"}
    assert "已经过了" not in limit("no_case", last, known, today="2026-11-23").remark
    assert "已经过了" in limit("no_case", last, known, today="2026-11-24").remark


def test_every_period_says_how_it_is_counted_and_rests_on_law(known: Knowledge) -> None:
    for name in known.periods:
        told = limit(name, {}, known)
        assert told.remark == known.periods[name].how
        assert told.basis
    with pytest.raises(KeyError):
        limit("no_such_period", {}, known)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dates(date(2021, 2, 1), date(2040, 12, 31)), max_size=6))
def test_more_demands_never_end_the_limitation_sooner(known: Knowledge, days: list[date]) -> None:
    told = sorted(str(day) for day in days)
    ends = [
        limit("limitation", {"due_on": "2021-01-31", "demanded_on": tuple(told[:n])}, known).due or ""
        for n in range(len(told) + 1)
    ]
    assert ends == sorted(ends)
