"""The heavy form of the tests of rates: many thousand schedules of any shape against an independent library."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
import pyxirr

from overdue_cli.cost.cash import Loan, Payment, by_month, checked, flows
from overdue_cli.cost.rate import periodic_rate, yearly

SIGNED = date(2024, 2, 29)


@pytest.mark.parametrize("seed", range(20))
def test_schedules_agree_with_the_oracle(seed: int) -> None:
    chance = random.Random(seed)
    worst = 0.0
    for _ in range(300):
        days = chance.choice((7, 30, 400, 4000))
        payments = tuple(
            Payment(SIGNED + timedelta(days=chance.randint(1, days)), Decimal(chance.randint(1, 10**7)) / 100)
            for _ in range(chance.randint(1, 60))
        )
        total = sum(one.amount for one in payments)
        received = max((total / Decimal(chance.uniform(1, 1.6))).quantize(Decimal("0.01")), Decimal("0.01"))
        loan = checked(Loan(SIGNED, received, received, payments))
        grid = flows(loan)
        effective = float(yearly(periodic_rate(grid.flows), grid.per_year)[1])
        if grid.per_year == 365 and effective < 100:
            amounts = [float(received), *(-float(one.amount) for one in payments)]
            theirs = pyxirr.xirr([SIGNED, *(one.day for one in payments)], amounts)
            assert theirs is not None
            worst = max(worst, abs(effective - theirs) / (1 + abs(theirs)))
    assert worst < 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_instalments_agree_with_the_oracle(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(300):
        months, received = chance.randint(1, 360), Decimal(chance.randint(10_000, 10**8)) / 100
        each = (received / months * Decimal(chance.uniform(1, 4)) + Decimal("0.01")).quantize(Decimal("0.01"))
        loan = checked(Loan(SIGNED, received, received, by_month(SIGNED, each, months), True))
        monthly = pyxirr.irr([float(received)] + [-float(each)] * months)
        assert monthly is not None
        assert abs(float(periodic_rate(flows(loan).flows)) - monthly) < 1e-9 * (1 + monthly)
