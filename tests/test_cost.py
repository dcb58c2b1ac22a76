"""The real rate of a loan against an independent library, what is beyond a cap, and which cap applies when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from overdue_cli.compile import parts
from overdue_cli.cost.answer import Cost, cost
from overdue_cli.cost.caps import caps, prime_rate
from overdue_cli.cost.cash import Loan, Payment, by_month, checked, flows, fraction
from overdue_cli.cost.excess import excess
from overdue_cli.cost.rate import periodic_rate, yearly
from overdue_cli.errors import CallError
from overdue_cli.knowledge.lending import Lending
from overdue_cli.knowledge.model import Knowledge

from .conftest import ROOT

SIGNED = date(2026, 3, 1)
TODAY = "2026-11-26"


@pytest.fixture(scope="session")
def lending(known: Knowledge) -> Lending:
    return parts.lending(ROOT / "data", known)


def loan(received: str, payments: tuple[Payment, ...], *, principal: str = "", equal: bool = False) -> Loan:
    return checked(Loan(SIGNED, Decimal(principal or received), Decimal(received), payments, equal))


def instalments(received: str, each: str, months: int, signed: date = SIGNED) -> Loan:
    return checked(Loan(signed, Decimal(received), Decimal(received), by_month(signed, Decimal(each), months), True))


def reckon(of: Loan, kind: str, known: Knowledge, lending: Lending) -> Cost:
    return cost(of, (kind,), None, known, lending, TODAY)


def rates(of: Loan) -> tuple[Decimal, Decimal]:
    grid = flows(of)
    return yearly(periodic_rate(grid.flows), grid.per_year)


def close(ours: Decimal, theirs: float | None) -> bool:
    return theirs is not None and abs(float(ours) - theirs) <= 1e-9 * (1 + abs(theirs))


# ---- rates


def test_twelve_instalments_at_a_flat_099_percent(known: Knowledge, lending: Lending) -> None:
    answer = reckon(instalments("12000", "1118.80", 12), "bank", known, lending)
    assert answer.method == "month"
    assert round(Decimal(answer.annual_rate_irr), 4) == Decimal("0.2125")
    assert round(Decimal(answer.annual_rate_effective), 4) == Decimal("0.2345")
    assert Decimal(answer.annual_rate_flat) == Decimal("0.1188")
    assert (answer.received, answer.paid, answer.last_payment) == ("12000.00", "13425.60", "2027-03-01")


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 60), st.integers(10_000, 10_000_000), st.integers(0, 300))
def test_equal_instalments_agree_with_the_oracle(months: int, cents: int, percent: int) -> None:
    received = Decimal(cents) / 100
    each = (received * (100 + percent) / 100 / months + Decimal("0.01")).quantize(Decimal("0.01"))
    irr, effective = rates(instalments(str(received), str(each), months))
    monthly = pyxirr.irr([float(received)] + [-float(each)] * months)
    assert monthly is not None
    assert close(irr / 12, monthly)
    assert close(effective, (1 + monthly) ** 12 - 1)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(st.integers(30, 1500), st.integers(100, 1_000_000)), min_size=1, max_size=40),
    st.integers(40, 100),
)
def test_random_schedules_agree_with_the_oracle(rows: list[tuple[int, int]], part: int) -> None:
    payments = tuple(Payment(SIGNED + timedelta(days=days), Decimal(cents) / 100) for days, cents in rows)
    received = (sum(one.amount for one in payments) * part / 100).quantize(Decimal("0.01"))
    of = loan(str(received), payments)
    _, effective = rates(of)
    days = [SIGNED, *(one.day for one in payments)]
    if flows(of).per_year == 365 and effective < 100:  # beyond 10000 % a year the oracle itself is less exact
        assert close(effective, pyxirr.xirr(days, [float(received), *(-float(one.amount) for one in payments)]))


def test_a_rate_makes_the_flows_worth_nothing_whatever_its_size() -> None:
    for days, paid in ((1, "2000"), (7, "1500"), (3650, "1000.01"), (36500, "900000"), (1, "999999999")):
        of = loan("1000", (Payment(SIGNED + timedelta(days=days), Decimal(paid)),))
        rate = periodic_rate(flows(of).flows)
        assert abs(Decimal(1000) * (1 + rate) ** days / Decimal(paid) - 1) < Decimal("1e-15")
        assert Decimal(fraction(yearly(rate, 365)[1])) > 0


def test_nothing_paid_for_the_money_is_a_rate_of_nothing() -> None:
    assert fraction(rates(instalments("1200", "100", 12))[0]) == "0.000000000000"


def test_fees_and_what_was_withheld_raise_the_rate() -> None:
    plain = by_month(SIGNED, Decimal("110"), 10)
    fee = tuple(one._replace(amount=Decimal(5), fee=True) for one in plain)
    upfront = (Payment(SIGNED, Decimal(50), fee=True),)
    all_rates = [
        rates(loan("1000", plain, equal=True))[0],
        rates(loan("1000", (*plain, *fee), equal=True))[0],
        rates(loan("1000", (*plain, *fee, *upfront), equal=True))[0],
        rates(loan("950", (*plain, *fee, *upfront), principal="1000", equal=True))[0],
    ]
    assert all_rates == sorted(set(all_rates))
    assert flows(loan("1000", (*plain, *fee, *upfront), equal=True)).per_year == 12
    assert rates(loan("1000", (*plain, *upfront)))[0] == rates(loan("950", plain))[0]


@pytest.mark.parametrize(
    ("payments", "equal", "per_year"),
    [
        (by_month(SIGNED, Decimal(100), 12), True, 12),
        (by_month(SIGNED, Decimal(100), 12), False, 12),  # the same loan told payment by payment
        (by_month(SIGNED, Decimal(100), 12, date(2026, 6, 1)), True, 12),  # three whole months on
        (by_month(SIGNED, Decimal(100), 12, SIGNED), True, 12),  # the first at once
        (by_month(SIGNED, Decimal(100), 12, date(2026, 3, 20)), True, 365),  # the first is no whole month on
        (by_month(SIGNED, Decimal(1100), 1), True, 12),
        (by_month(SIGNED, Decimal(1100), 1), False, 365),
        ((*by_month(SIGNED, Decimal(100), 11), Payment(date(2027, 3, 1), Decimal("100.03"))), False, 365),
        ((*by_month(SIGNED, Decimal(100), 12), Payment(date(2026, 5, 7), Decimal(3), fee=True)), True, 365),
        ((*by_month(SIGNED, Decimal(100), 11), Payment(date(2027, 4, 1), Decimal(100))), False, 365),  # a month missed
    ],
)
def test_months_or_days(payments: tuple[Payment, ...], equal: bool, per_year: int) -> None:
    assert flows(loan("1000", payments, equal=equal)).per_year == per_year


@pytest.mark.parametrize("first", [None, date(2026, 2, 28)])
def test_a_loan_of_the_last_day_of_a_month_is_paid_monthly(first: date | None) -> None:
    signed = date(2026, 1, 31)
    of = Loan(signed, Decimal(1000), Decimal(1000), by_month(signed, Decimal(100), 12, first), True)
    assert flows(checked(of)).per_year == 12
    assert [one.day.day for one in of.payments[:3]] == ([28, 31, 30] if first is None else [28, 28, 28])


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([(0, "100"), (1, "-60"), (2, "20"), (3, "-90")], "不止一个来回"),
        ([(0, "-100"), (1, "60")], "先有到手"),
        ([(0, "100")], "先有到手"),
        ([], "先有到手"),
        ([(0, "100"), (1, "-60")], "还少"),
        ([(0, "1"), (1, "-1e14")], "多太多"),
    ],
)
def test_what_has_no_rate_is_refused(rows: list[tuple[int, str]], says: str) -> None:
    with pytest.raises(CallError, match=says):
        periodic_rate([(period, Decimal(amount)) for period, amount in rows])


# ---- what is beyond a cap


def test_excess_of_a_plain_loan() -> None:
    year = ((0, Decimal(1000)), (365, Decimal(-1300)))
    assert excess(year, Decimal("0.12"), 365) == Decimal("180.00")
    two = ((0, Decimal(1000)), (730, Decimal(-1250)))  # simple interest: 240 for two years at 12 %
    assert excess(two, Decimal("0.12"), 365) == Decimal("10.00")
    short = ((0, Decimal(1000)), (73, Decimal(-10)), (365, Decimal(-1000)))  # the cap is not reached
    assert excess(short, Decimal("0.12"), 365) == 0


def test_payments_go_to_interest_first_and_then_to_the_principal() -> None:
    """By hand, at 12 % a year in months: 1000; +10 −300 = 710; +7.10 −300 = 417.10; +4.171 −300; +1.21271 −300."""
    rows = ((0, Decimal(1000)), *((month, Decimal(-300)) for month in range(1, 5)))
    assert excess(rows, Decimal("0.12"), 12) == Decimal("177.52")


def test_interest_bears_no_interest() -> None:
    """The first payment does not even cover the interest: what is left of it waits, and grows no more."""
    rows = ((0, Decimal(1000)), (12, Decimal(-20)), (24, Decimal(-1300)))
    assert excess(rows, Decimal("0.12"), 12) == Decimal("80.00")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 1500), st.integers(100, 1_000_000)), min_size=1, max_size=20),
    st.integers(20, 100),
    st.lists(st.integers(0, 400), min_size=2, max_size=2),
)
def test_a_lower_cap_leaves_more_beyond_it(rows: list[tuple[int, int]], part: int, percents: list[int]) -> None:
    payments = tuple(Payment(SIGNED + timedelta(days=days), Decimal(cents) / 100) for days, cents in rows)
    received = (sum(one.amount for one in payments) * part / 100).quantize(Decimal("0.01"))
    grid = flows(loan(str(received), payments))
    low, high = (excess(grid.flows, Decimal(p) / 100, grid.per_year) for p in sorted(percents))
    assert 0 <= high <= low <= sum(one.amount for one in payments) - received
    assert excess(grid.flows, Decimal(0), grid.per_year) == sum(one.amount for one in payments) - received


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 48), st.integers(1, 60))
def test_equal_instalments_at_the_cap_leave_nothing_beyond_it(months: int, percent: int) -> None:
    of = instalments("10000", f"{10000 / months * (1 + percent / 100) + 0.01:.2f}", months)
    irr, _ = rates(of)
    assert excess(flows(of).flows, irr, 12) == 0
    assert excess(flows(of).flows, irr / 2, 12) > 0


# ---- caps


LICENSED = ("bank", "consumer_finance", "auto_finance", "trust")


@pytest.mark.parametrize(
    ("kind", "signed", "wanted"),
    [
        ("private_person", "2026-03-01", {"private_lpr4": ("0.12", True), "litigation_24": ("0.24", False)}),
        ("private_person", "2025-05-19", {"private_lpr4": ("0.124", True)}),
        ("private_person", "2025-05-20", {"private_lpr4": ("0.12", True)}),
        ("private_person", "2020-08-20", {"private_lpr4": ("0.154", True)}),
        ("private_person", "2020-08-19", {"private_lpr4": (None, None)}),
        ("private_person", "2015-01-01", {"private_lpr4": (None, None)}),
        ("private_person", "2026-10-19", {"private_lpr4": ("0.12", True)}),
        ("private_person", "2026-10-20", {"private_lpr4": (None, None)}),
        ("unlicensed", "2026-03-01", {"private_lpr4": (None, None), "litigation_24": ("0.24", False)}),
        *(
            (kind, "2026-03-01", {"private_lpr4": ("0.12", False), "litigation_24": ("0.24", True)})
            for kind in LICENSED
        ),
        *((kind, "2026-03-01", {"microloan_new_24": ("0.24", False)}) for kind in LICENSED),
        ("bank", "2017-08-03", {"litigation_24": ("0.24", None)}),
        ("bank", "2017-08-04", {"litigation_24": ("0.24", True)}),
        ("bank", "2025-09-30", {"coloan_24": ("0.24", False)}),
        ("bank", "2025-10-01", {"coloan_24": ("0.24", None)}),
        ("bank", "2026-11-26", {"private_lpr4": (None, False)}),
        ("microloan", "2025-11-30", {"microloan_new_24": ("0.24", False), "private_lpr4": ("0.12", False)}),
        ("microloan", "2025-12-31", {"microloan_new_24": ("0.24", None)}),
        ("microloan", "2026-01-01", {"microloan_new_24": ("0.24", True), "litigation_24": ("0.24", True)}),
        ("financing_guarantee", "2026-03-01", {"private_lpr4": ("0.12", False), "litigation_24": ("0.24", None)}),
        ("platform", "2026-03-01", {"private_lpr4": ("0.12", None), "litigation_24": ("0.24", None)}),
        ("asset_manager", "2026-03-01", {"private_lpr4": ("0.12", None), "litigation_24": ("0.24", None)}),
    ],
)
def test_caps_by_lender_and_day(
    known: Knowledge, lending: Lending, kind: str, signed: str, wanted: dict[str, tuple[str | None, bool | None]]
) -> None:
    found = {one.id: (one.rate, one.applies) for one in caps((kind,), signed, known, lending)}
    assert {name: found[name] for name in wanted} == wanted


def test_the_prime_rate_of_every_day_is_the_last_published_or_unknown(lending: Lending) -> None:
    assert prime_rate("2019-08-19", lending) is None
    for number, (first, percent) in enumerate(lending.lpr.rates):
        assert prime_rate(first, lending) == Decimal(percent) / 100
        before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
        assert prime_rate(before, lending) == (Decimal(lending.lpr.rates[number - 1][1]) / 100 if number else None)
    assert prime_rate(lending.lpr.through, lending) == Decimal("0.03")
    assert prime_rate("2026-11-26", lending) is None


def test_beyond_the_last_prime_rate_the_rate_is_still_reckoned(known: Knowledge, lending: Lending) -> None:
    answer = reckon(instalments("1000", "100", 12, date(2026, 11, 20)), "private_person", known, lending)
    cap = next(one for one in answer.caps if one.id == "private_lpr4")
    assert Decimal(answer.annual_rate_irr) > 0
    assert (cap.applies, cap.rate) == (None, None)
    assert "2026-09" in cap.why
    assert answer.over == ()


def test_every_cap_says_why_on_what_and_how_sure(known: Knowledge, lending: Lending) -> None:
    for kind in known.questions["lender_kind"].names:
        for signed in ("2016-01-01", "2020-08-19", "2021-01-01", "2025-12-15", "2026-11-26"):
            for cap in caps((kind,), signed, known, lending):
                assert cap.why
                assert cap.basis
                assert cap.how_sure in ("read", "reported")
                assert not (cap.applies and cap.rate is None)
                if cap.prime_rate:
                    assert cap.how_sure == "reported"


def test_no_cap_of_the_agreed_rate_is_claimed_without_a_licence(known: Knowledge, lending: Lending) -> None:
    of = loan("2100", (Payment(date(2026, 3, 8), Decimal(3000)),), principal="3000")
    answer = reckon(of, "unlicensed", known, lending)
    assert not any(cap.applies for cap in answer.caps)
    assert answer.over == ()
    assert "2100.00" in answer.void
    assert "900.00" in answer.void
    assert answer.withheld == "900.00"
    assert any("实际到手的本金仍然要还" in sentence for sentence in answer.obligations)
    assert any("civil-670" in {law.id for law in line.basis} for line in answer.remarks)


def test_what_is_beyond_is_told_only_for_caps_that_apply_and_are_passed(known: Knowledge, lending: Lending) -> None:
    dear, cheap = instalments("12000", "1300", 12), instalments("12000", "1050", 12)
    assert {one.cap for one in reckon(dear, "microloan", known, lending).over} == {"litigation_24", "microloan_new_24"}
    assert {one.cap for one in reckon(dear, "private_person", known, lending).over} == {"private_lpr4"}
    assert reckon(cheap, "bank", known, lending).over == ()


def test_several_possible_lenders(known: Knowledge, lending: Lending) -> None:
    both = {one.id: one for one in caps(("bank", "microloan"), "2026-03-01", known, lending)}
    assert both["private_lpr4"].applies is False
    assert {law.id for law in both["private_lpr4"].basis} == {"ploan-1", "reply-27-2020"}
    assert both["litigation_24"].applies is True
    assert both["microloan_new_24"].applies is None
    assert "银行——" in both["microloan_new_24"].why
    every = caps(tuple(known.questions["lender_kind"].names), "2026-03-01", known, lending)
    assert all(one.applies is None for one in every)
    assert all("--lender-kind" in one.why for one in every)


def test_every_lender_is_told_what_is_owed_and_of_default_interest(known: Knowledge, lending: Lending) -> None:
    for kind in known.questions["lender_kind"].names:
        answer = reckon(instalments("1000", "100", 12), kind, known, lending)
        assert any("本金" in sentence for sentence in answer.obligations)
        assert answer.default_interest
        assert all(line.basis or line.how_sure == "unverified" for line in answer.default_interest)
