"""A loan and the caps of its day to the whole answer: plain records whose fields are those of the JSON contract."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from overdue_cli.assessment import Stand
from overdue_cli.cost.caps import DECIMAL, CapNow, Line, caps, lines
from overdue_cli.cost.cash import Flows, Loan, flows, fraction, yuan
from overdue_cli.cost.excess import excess
from overdue_cli.cost.rate import periodic_rate, yearly
from overdue_cli.facts import Facts
from overdue_cli.knowledge.declared import AnId, Annotated, AtLeast, Day, Matches, OneOf, Some
from overdue_cli.knowledge.lending import Lending
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.needs import LENDER_KINDS
from overdue_cli.reasoning.assess import passages
from overdue_cli.reasoning.law import standing

SCHEMA = "overdue-cli/cost/1"

Kind = Annotated[str, OneOf(LENDER_KINDS)]
Decimals = Annotated[str, Matches(DECIMAL), "a decimal number"]

UNLICENSED = "unlicensed"
"""The kind of lender of whose loan only what was received may be owed."""


class Over(NamedTuple):
    """What of the payments is beyond a cap that applies: more than nothing."""

    cap: AnId
    excess_yuan: Decimals


class Cost(NamedTuple):
    """The whole answer. Rates are fractions of one a year, amounts yuan; all numbers are decimal strings.

    `lender_kind` is None where several are possible, which `possible_kinds` lists. `method` is month (12 × the
    monthly rate) or day (365 × the daily rate). `annual_rate_flat` is what it looks like: all that is paid beyond
    the principal, over the principal, by the years to the last payment. `void` says what is paid beyond what was
    received where the contract may be void, "" elsewhere.
    """

    schema: Annotated[str, OneOf((SCHEMA,))]
    knowledge: Stand
    lender: str | None
    lender_kind: Annotated[str | None, OneOf(LENDER_KINDS)]
    possible_kinds: tuple[Kind, ...]
    signed: Day
    principal: Decimals
    received: Decimals
    withheld: Decimals
    paid: Decimals
    fees: Decimals
    payments: Annotated[int, AtLeast(1)]
    last_payment: Day
    method: Annotated[str, OneOf(("month", "day")), "month: 12 times the monthly rate; day: 365 times the daily rate"]
    annual_rate_irr: Decimals
    annual_rate_effective: Annotated[Decimals, "(1 + monthly)^12 - 1, or (1 + daily)^365 - 1"]
    annual_rate_flat: Decimals
    caps: tuple[CapNow, ...]
    over: tuple[Over, ...]
    void: str
    default_interest: tuple[Line, ...]
    remarks: tuple[Line, ...]
    obligations: Annotated[tuple[str, ...], Some()]
    notice: str


def cost(
    loan: Loan, kinds: tuple[str, ...], lender: str | None, known: Knowledge, lending: Lending, today: str
) -> Cost:
    """What the loan costs and how that stands. `loan` is checked; `kinds` are those its lender may be of.

    Pure: the same arguments give the same answer. Raises CallError where there is no rate.
    """
    grid = flows(loan)
    irr, effective = yearly(periodic_rate(grid.flows), grid.per_year)
    signed = loan.signed.isoformat()
    standings = caps(kinds, signed, known, lending)
    conditions = {"withheld": loan.withheld > 0, "capped": any(cap.applies for cap in standings)}
    holding = {name for name, holds in conditions.items() if holds}
    alone = kinds[0] if len(kinds) == 1 else None
    facts = Facts({"lender_kind": alone} if alone else {}, {"lender_kind": frozenset(kinds)})
    owed = [one for one in known.obligations if one.id in lending.owed]
    return Cost(
        schema=SCHEMA,
        knowledge=standing(known, today),
        lender=lender,
        lender_kind=alone,
        possible_kinds=kinds,
        signed=signed,
        principal=yuan(loan.principal),
        received=yuan(loan.received),
        withheld=yuan(loan.withheld),
        paid=yuan(loan.paid),
        fees=yuan(sum((one.amount for one in loan.payments if one.fee), Decimal(0))),
        payments=len({one.day for one in loan.payments}),
        last_payment=loan.payments[-1].day.isoformat(),
        method="month" if grid.per_year == 12 else "day",
        annual_rate_irr=fraction(irr),
        annual_rate_effective=fraction(effective),
        annual_rate_flat=fraction(_flat(loan, grid)),
        caps=standings,
        over=tuple(_over(standings, grid)),
        void=_void(loan, lending) if alone == UNLICENSED else "",
        default_interest=lines(lending.default_interest, kinds, known, holding),
        remarks=lines(lending.notes, kinds, known, holding),
        obligations=tuple(said.text for said in passages(owed, facts, known, today)),
        notice=known.wording.notice,
    )


def _flat(loan: Loan, grid: Flows) -> Decimal:
    """What the loan looks like a year; a loan paid back at once has no year to look at."""
    length = grid.flows[-1][0]
    return (loan.paid - loan.principal) / loan.principal * grid.per_year / length if length else Decimal(0)


def _over(standings: tuple[CapNow, ...], grid: Flows) -> Iterator[Over]:
    """What is beyond each cap that applies."""
    for cap in standings:
        if cap.applies and cap.rate is not None:
            much = excess(grid.flows, Decimal(cap.rate), grid.per_year)
            if much:
                yield Over(cap.id, yuan(much))


def _void(loan: Loan, lending: Lending) -> str:
    """What is paid beyond what was received, where no agreed rate may count."""
    numbers = {"received": yuan(loan.received), "paid": yuan(loan.paid), "more": yuan(loan.paid - loan.received)}
    return lending.says.unlicensed_sum.format(**numbers)
