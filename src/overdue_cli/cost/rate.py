"""The rate in a row of payments: what makes what was paid worth what was received. Our own solver, on `Decimal`."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from overdue_cli.cost.cash import Flow
from overdue_cli.errors import CallError

PRECISION = 50
CLOSE = Decimal("1e-30")
"""The rate per period is found to within this."""

LARGEST = Decimal(10) ** 12
"""No rate per period is sought beyond this."""


def periodic_rate(flows: Sequence[Flow]) -> Decimal:
    """The rate per period at which the flows, (period, amount) with what is received positive, are worth nothing.

    Newton's steps, kept inside a bracket that is halved wherever a step would leave it. With money first received
    and then only paid the worth rises with the rate, so that there is one answer, not below 0.
    Raises CallError where the signs change more than once, where there is nothing to find, or where more was
    received than paid.
    """
    rows = [(period, amount) for period, amount in sorted(flows) if amount]
    signs = [amount > 0 for _, amount in rows]
    if len(set(signs)) < 2 or not signs[0]:
        raise CallError("算不出年化：要先有到手的钱，后有付出的钱。请核对到手的数和每笔付款。")
    if signs != sorted(signs, reverse=True):
        raise CallError("算不出年化：钱进进出出不止一个来回，答案可能不止一个。请一笔借款算一次。")
    if sum(amount for _, amount in rows) > 0:
        raise CallError("算不出年化：付的比到手的还少。请把将来要付的也写上。")
    start = rows[0][0]
    with localcontext() as context:
        context.prec = PRECISION
        return _solve([(period - start, amount) for period, amount in rows])


def yearly(rate: Decimal, per_year: int) -> tuple[Decimal, Decimal]:
    """A rate per period as (nominal, effective) annual rates: times the periods, and compounded over them."""
    with localcontext() as context:
        context.prec = PRECISION
        return rate * per_year, (1 + rate) ** per_year - 1


def _solve(rows: list[Flow]) -> Decimal:
    low, high = Decimal(0), Decimal("0.01")
    while _worth(rows, high)[0] < 0:
        low, high = high, high * 8
        if high > LARGEST:
            raise CallError("算不出年化：付的比到手的多太多了。请核对金额和日期。")
    rate = (low + high) / 2
    while True:
        worth, slope = _worth(rows, rate)
        low, high = (rate, high) if worth < 0 else (low, rate)
        step = rate - worth / slope if slope else low
        better = step if low < step < high else (low + high) / 2
        if abs(better - rate) < CLOSE * (1 + rate):
            return better
        rate = better


def _worth(rows: list[Flow], rate: Decimal) -> tuple[Decimal, Decimal]:
    """The present worth of the flows at `rate`, and how fast it changes with it."""
    factor = 1 / (1 + rate)
    worth = slope = Decimal(0)
    for period, amount in rows:
        term = amount * factor**period
        worth += term
        slope -= period * term * factor
    return worth, slope
