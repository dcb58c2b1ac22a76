"""The counts, against a slow count that is plainly right, and what the law of each day says of them."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overdue_cli import casefile
from overdue_cli.evidence.contact import TYPED, Contact, Source
from overdue_cli.evidence.counts import Day, Quiet, count, distinct
from overdue_cli.evidence.moments import epoch, from_epoch, local, zone
from overdue_cli.evidence.store import Debt
from overdue_cli.knowledge.model import Knowledge

QUIET = Quiet("22:00", "08:00")
TODAY = "2026-11-26"


def call(at: str, answered: bool | None = True, **more: Any) -> Contact:
    base = Contact(f"{at}+08:00", "Asia/Shanghai", "in", "call", "02112345678", None, None, answered, None, None,
                   None, (), (), TYPED)  # fmt: skip
    return base._replace(**more)


def days(*contacts: Contact) -> dict[str, Day]:
    return {day.date: day for day in count(contacts, QUIET, casefile.SHARING)}


# --- against a slow count -------------------------------------------------------------------------------------------

ZONES = (timezone(timedelta(hours=8)), UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=9, minutes=30)))
STARTS = (
    datetime(2026, 1, 30, 20, tzinfo=UTC),
    datetime(2024, 2, 27, 10, tzinfo=UTC),
    datetime(2025, 12, 30, tzinfo=UTC),
)


@st.composite
def schedules(draw: st.DrawFn) -> list[Contact]:
    """Contacts of a few days around the end of a month or a year, in zones that may change."""
    start, contacts = draw(st.sampled_from(STARTS)), []
    for seconds in sorted(draw(st.lists(st.integers(0, 4 * 86400), max_size=40))):
        tz = draw(st.sampled_from(ZONES))
        contacts.append(
            call("")._replace(
                at=(start + timedelta(seconds=seconds)).astimezone(tz).isoformat(timespec="seconds"),
                direction=draw(st.sampled_from(["in", "in", "in", "out", None])),
                channel=draw(st.sampled_from(["call", "call", "call", "sms", "visit"])),
                number=draw(st.sampled_from(["021 1234-5678", "02112345678", "+8613800000000", None])),
                to_whom=draw(st.sampled_from([None, "self", "family", "guarantor", "workplace"])),
                answered=draw(st.sampled_from([True, False, None])),
            )
        )
    return contacts


def slow(contacts: list[Contact]) -> list[Day]:
    """The same days, each counted by going through everything again."""
    coming = [one for one in contacts if one.direction != "out"]

    def names(one: Contact) -> str:
        digits = "".join(c for c in one.number or "" if c.isdigit())
        return (digits.removeprefix("86") if digits.startswith("8613") else digits) or "未显示号码"

    def picked_up(one: Contact) -> bool:
        return one.channel == "call" and one.answered is True and one.to_whom in (None, "self")

    found = []
    for date in sorted({one.at[:10] for one in coming}):
        today = [one for one in coming if one.at.startswith(date)]
        hers = [one for one in today if one.channel == "call" and one.to_whom in (None, "self")]
        missed = [names(one) for one in hers if one.answered is False]
        others = [one.to_whom for one in today if one.to_whom not in (None, "self", "guarantor")]
        nights = [one.at[11:16] for one in today if int(one.at[11:13]) >= 22 or int(one.at[11:13]) < 8]
        windows = [
            sum(
                picked_up(before) and (moment(one) - moment(before)).total_seconds() < 86400
                for before in coming[: n + 1]
            )
            for n, one in enumerate(coming)
            if picked_up(one) and one.at.startswith(date)
        ]
        found.append(
            Day(
                date=date,
                attempts=len(hers),
                connected=sum(map(picked_up, hers)),
                unanswered_by_number={name: missed.count(name) for name in missed},
                messages=sum(one.channel != "call" and one.to_whom in (None, "self", "guarantor") for one in today),
                night=len(nights),
                night_times=tuple(nights),
                contacted={str(who): others.count(who) for who in others},
                most_in_24_hours=max(windows, default=0),
                hours=tuple(sum(int(one.at[11:13]) == hour for one in today) for hour in range(24)),
            )
        )
    return found


def moment(one: Contact) -> datetime:
    return datetime.fromisoformat(one.at)


@given(schedules())
@settings(max_examples=400, deadline=None)
def test_the_count_is_the_slow_count(contacts: list[Contact]) -> None:
    ordered = sorted(contacts, key=moment)
    assert list(count(ordered, QUIET, casefile.SHARING)) == slow(ordered)


# --- what is counted ------------------------------------------------------------------------------------------------


def test_midnight_parts_days_but_not_24_hours() -> None:
    evening = [call(f"2026-01-31T23:5{n}:00") for n in range(3)]
    morning = [call(f"2026-02-01T00:0{n}:00") for n in range(3)]
    found = days(*evening, *morning)
    assert [(day.connected, day.most_in_24_hours) for day in found.values()] == [(3, 3), (3, 6)]


def test_24_hours_are_less_than_a_whole_day() -> None:
    found = days(call("2026-11-20T10:00:00"), call("2026-11-21T09:59:59"), call("2026-11-22T09:59:59"))
    assert [day.most_in_24_hours for day in found.values()] == [1, 2, 1]


@pytest.mark.parametrize(
    ("clock", "night"), [("21:59:59", 0), ("22:00:00", 1), ("00:00:00", 1), ("07:59:59", 1), ("08:00:00", 0)]
)
def test_quiet_hours_begin_at_22_and_end_before_8(clock: str, night: int) -> None:
    assert days(call(f"2026-11-20T{clock}"))["2026-11-20"].night == night


def test_quiet_hours_are_those_of_the_clock_on_the_wall() -> None:
    tokyo = call("")._replace(at="2026-11-20T22:30:00+09:00")  # 21:30 in China
    assert days(tokyo)["2026-11-20"].night == 1


def test_numbers_and_companies_are_counted_together_but_tries_by_number() -> None:
    calls = [call(f"2026-11-20T1{n}:00:00", number=f"0211234567{n}", claimed_name=f"公司{n}") for n in range(4)]
    missed = [call(f"2026-11-20T15:0{n}:00", False, number=f"1380000000{n % 2}") for n in range(5)]
    day = days(*calls, *missed)["2026-11-20"]
    assert (day.attempts, day.connected) == (9, 4)
    assert day.unanswered_by_number == {"13800000000": 3, "13800000001": 2}


def test_one_call_told_by_phone_and_carrier_is_one_call() -> None:
    phone, carrier = Source("calls_backup", "a.xml", None, 1), Source("carrier_csv", "b.csv", None, 1)
    same = [
        call("2026-11-20T10:00:00", source=phone),
        call("2026-11-20T10:00:20", source=carrier, number="021-12345678"),
        call("2026-11-20T10:00:40", source=phone),  # the phone does not tell one call twice: this is another
        call("2026-11-20T10:05:00", source=carrier),
        call("2026-11-20T10:05:10", source=carrier),
        call("2026-11-20T10:05:20", False, source=phone),
    ]
    assert list(distinct(same)) == [same[0], same[2], same[3], same[4], same[5]]


def test_zones() -> None:
    assert local("2026-11-20 22:40", zone("Asia/Shanghai"), "--at") == "2026-11-20T22:40:00+08:00"
    assert local("2026年3月1日 9:05:07", zone("-05:30"), "--at") == "2026-03-01T09:05:07-05:30"
    assert from_epoch(1_780_000_000.9, zone("Asia/Shanghai")) == "2026-05-29T04:26:40+08:00"
    assert epoch("2026-05-29T04:26:40+08:00") == 1_780_000_000


# --- what the law of the day says -----------------------------------------------------------------------------------


def weighed(known: Knowledge, lender: str | None, *contacts: Contact) -> list[casefile.Weighed]:
    debt = Debt("债", lender, None, len(contacts), "")
    return list(casefile.weigh(count(contacts, QUIET, casefile.SHARING), debt, known, TODAY))


def calls_on(date: str, times: int, answered: bool = True, **more: Any) -> list[Contact]:
    return [call(f"{date}T10:{n:02}:00", answered, **more) for n in range(times)]


def test_a_fourth_call_departs_from_the_standard_once_it_is_in_force(known: Knowledge) -> None:
    limit = int(known.limits["connected_calls"].value[0])
    starts = known.provisions["gb45251-calls"].in_force_from
    assert starts < TODAY
    found = weighed(known, "微粒贷", *calls_on(TODAY, limit + 1))
    assert [(one.fact, one.times, one.date, one.finding.rule) for one in found] == [
        ("calls_per_day", limit + 1, TODAY, "frequency-connected")
    ]
    assert {(basis.id, basis.force) for basis in found[0].finding.basis} >= {("gb45251-calls", "standard")}
    assert weighed(known, "微粒贷", *calls_on(TODAY, limit)) == []
    before = str(int(starts[:4]) - 1) + "-11-20"
    rules = {one.finding.rule for one in weighed(known, "微粒贷", *calls_on(before, limit + 1))}
    assert "frequency-connected" not in rules


def test_a_seventh_try_on_one_number_departs_from_the_guideline(known: Knowledge) -> None:
    limit = int(known.limits["unanswered_calls"].value[0])
    found = weighed(known, "微粒贷", *calls_on(TODAY, limit + 1, False))
    assert [one.finding.rule for one in found] == ["frequency-unanswered"]
    parted = [*calls_on(TODAY, limit, False), call(f"{TODAY}T11:00:00", False, number="13900000000")]
    (one,) = weighed(known, "微粒贷", *parted)
    assert (one.finding.rule, one.finding.verdict, one.times) == ("frequency-count", "conditional", limit + 1)
    assert ("one_number", "unlawful") in {(doubt.fact, doubt.then) for doubt in one.finding.if_unknown}
    assert not {doubt.fact for doubt in one.finding.if_unknown} & {"calls_per_day", "unanswered_per_day"}  # counted
    assert weighed(known, "微粒贷", *parted[1:]) == []
    more = [*calls_on(TODAY, limit + 1, False), call(f"{TODAY}T11:00:00", False, number="13900000000")]
    assert [one.finding.rule for one in weighed(known, "微粒贷", *more)] == ["frequency-unanswered"]


def test_nights_and_others(known: Knowledge) -> None:
    one = call("2026-11-20T23:00:00")
    assert [w.finding.rule for w in weighed(known, "微粒贷", one)] == ["night-norm"]
    two = weighed(known, "微粒贷", one, call("2026-11-21T23:00:00", to_whom="workplace"))
    assert [w.finding.rule for w in two if w.fact == "time"] == ["night-norm", "night-repeated"]
    assert {w.finding.behaviour for w in two if w.fact == "contacted"} == {"contact_third_party", "workplace_contact"}
    assert weighed(known, "微粒贷", call("2026-11-20T10:00:00", to_whom="guarantor")) == []


def test_an_unknown_lender_is_unknown(known: Knowledge) -> None:
    limit = int(known.limits["connected_calls"].value[0])
    (found,) = weighed(known, None, *calls_on(TODAY, limit + 1))
    assert found.finding.if_unknown
