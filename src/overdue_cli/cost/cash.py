"""A loan as money that came and money that goes: nothing about rates or law. Amounts are yuan in `Decimal`."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

from overdue_cli.days import months_on
from overdue_cli.errors import CallError

CENT = Decimal("0.01")

PLACES = Decimal("1e-12")
"""Rates are told to this many places."""

LARGEST = Decimal(1_000_000_000)
"""Yuan. Beyond it an amount is a slip of the hand."""

MOST = 2000
"""Payments of one loan."""

Flow = tuple[int, Decimal]
"""(periods since the loan, yuan): received is positive, paid negative."""


class Payment(NamedTuple):
    """Money paid on a day; a fee is paid beside the instalments."""

    day: date
    amount: Decimal
    fee: bool = False


class Loan(NamedTuple):
    """A loan: signed and received on one day. `instalments`: given as so many equal months, not day by day."""

    signed: date
    principal: Decimal
    received: Decimal
    payments: tuple[Payment, ...]
    instalments: bool = False

    @property
    def paid(self) -> Decimal:
        """All that is paid, fees included."""
        return sum((one.amount for one in self.payments), Decimal(0))

    @property
    def withheld(self) -> Decimal:
        """What was kept back of the principal before it was handed over."""
        return self.principal - self.received


class Flows(NamedTuple):
    """The same loan on a grid of equal periods: `per_year` is 12 for months, 365 for days."""

    per_year: int
    flows: tuple[Flow, ...]


def by_month(signed: date, amount: Decimal, months: int, first: date | None = None) -> tuple[Payment, ...]:
    """`months` equal payments, the first on `first`, or one month after signing."""
    if first is None:
        return tuple(Payment(months_on(signed, number), amount) for number in range(1, months + 1))
    return tuple(Payment(months_on(first, number), amount) for number in range(months))


def checked(loan: Loan) -> Loan:
    """The loan itself, its payments in order. Raises CallError where no rate can be found in it."""
    if loan.received > loan.principal:
        raise CallError("--received 比 --principal 还多：到手的不会多过借款的数。请核对这两个数，看是不是写反了。")
    if not loan.payments:
        raise CallError(
            "没有写还了什么。写 --payment 年-月-日:金额（可重复），或 --instalment 每期金额 --months 期数。"
        )
    if len(loan.payments) > MOST:
        raise CallError(f"付款有 {len(loan.payments)} 笔，太多了，最多 {MOST} 笔。")
    payments = tuple(sorted(loan.payments))
    if payments[0].day < loan.signed:
        raise CallError(
            f"{payments[0].day} 这笔付款早于签约日 {loan.signed}。改 --signed 或这笔的日期；"
            "放款时先扣的写进 --received（到手的数）。"
        )
    upfront = sum((one.amount for one in payments if one.day == loan.signed), Decimal(0))
    if upfront >= loan.received:
        raise CallError(
            "放款当天付的钱不比到手的少，等于没有借到钱，算不出年化。请核对 --received、--payment 和 --fee。"
        )
    if loan.paid < loan.received:
        raise CallError(
            f"一共付 {loan.paid} 元，比到手的 {loan.received} 元还少，算不出年化。"
            "把按合同将来要付的、对方现在要的数，也写成一笔笔 --payment。"
        )
    return loan._replace(payments=payments)


def flows(loan: Loan) -> Flows:
    """The loan in months where it is paid in equal monthly instalments, else in days.

    Fees do not spoil the months where each is paid with the loan itself or with an instalment.
    """
    months = _months(loan)
    if months is not None:
        return Flows(12, _netted(loan, ((months[one.day], one.amount) for one in loan.payments)))
    return Flows(365, _netted(loan, (((one.day - loan.signed).days, one.amount) for one in loan.payments)))


def _months(loan: Loan) -> dict[date, int] | None:
    """The number of months from signing to each day of payment; None where they are not equal monthly instalments."""
    regular = [one for one in loan.payments if not one.fee]
    days, amounts = [one.day for one in regular], {one.amount for one in regular}
    if len(amounts) != 1 or (len(days) == 1 and not loan.instalments):
        return None
    first = (days[0].year - loan.signed.year) * 12 + days[0].month - loan.signed.month
    if days[0] != months_on(loan.signed, first):
        return None
    for number, day in enumerate(days):
        if day not in (months_on(days[0], number), months_on(loan.signed, first + number)):
            return None
    places = {day: first + number for number, day in enumerate(days)} | {loan.signed: 0}
    return places if all(one.day in places for one in loan.payments) else None


def _netted(loan: Loan, paid: Iterable[tuple[int, Decimal]]) -> tuple[Flow, ...]:
    """The flows by period, several in one period added up."""
    total = {0: loan.received}
    for period, amount in paid:
        total[period] = total.get(period, Decimal(0)) - amount
    return tuple(sorted(total.items()))


def yuan(amount: Decimal) -> str:
    """An amount as a decimal string, to the cent."""
    return f"{amount.quantize(CENT, ROUND_HALF_UP):f}"


def fraction(rate: Decimal) -> str:
    """A rate as a decimal string; of one beyond all measure the whole part alone."""
    with localcontext() as context:
        context.prec = 28 + max(0, rate.adjusted())
        places = PLACES if rate.adjusted() < 12 else Decimal(1)
        return f"{rate.quantize(places, ROUND_HALF_UP):f}"
