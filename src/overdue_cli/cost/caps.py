"""Which cap bears on a loan by this kind of lender, signed on that day, and why."""

from decimal import Decimal
from typing import NamedTuple

from overdue_cli.assessment import Basis, HowSure
from overdue_cli.knowledge.declared import AnId, Annotated, Matches, Some
from overdue_cli.knowledge.lending import Cap, CapCase, Lending, Remark
from overdue_cli.knowledge.model import HOW_SURE, Knowledge
from overdue_cli.reasoning.law import cite

DECIMAL = r"^-?\d+(\.\d+)?$"
"""How a decimal number is written."""


class CapNow(NamedTuple):
    """A cap as it stands for one loan.

    `rate` is a fraction of one a year, a decimal string, None where it is not known or not given; `applies` is None
    where it cannot be said. `prime_rate` says which LPR it was reckoned from, "" where none. `claim` says what can
    be done about what is beyond it. `how_sure` is that of the weakest thing it rests on.
    """

    id: AnId
    title: str
    rate: Annotated[str | None, Matches(DECIMAL), "a fraction of one a year; null where it is not known or not given"]
    applies: Annotated[bool | None, "null where it cannot be said"]
    why: str
    prime_rate: str
    claim: str
    how_sure: HowSure
    basis: Annotated[tuple[Basis, ...], Some()]


class Line(NamedTuple):
    """A sentence with its provisions, and how sure it is."""

    text: str
    how_sure: HowSure
    basis: tuple[Basis, ...]


def caps(kinds: tuple[str, ...], signed: str, known: Knowledge, lending: Lending) -> tuple[CapNow, ...]:
    """Every cap for a loan signed on that ISO day; `kinds` are the kinds its lender may be of."""
    return tuple(_for_all(cap, kinds, signed, known, lending) for cap in lending.caps)


def lines(remarks: tuple[Remark, ...], kinds: tuple[str, ...], known: Knowledge, holding: set[str]) -> tuple[Line, ...]:
    """The sentences that fit every kind the lender may be of; `holding` are the conditions that hold."""
    return tuple(
        Line(
            one.text,
            one.how_sure or weakest(one.basis, known),
            tuple(cite(known.provisions[name]) for name in one.basis),
        )
        for one in remarks
        if (not one.lenders or set(kinds) <= set(one.lenders))
        and set(kinds).isdisjoint(one.without)
        and (not one.only or one.only in holding)
    )


def prime_rate(day: str, lending: Lending) -> Decimal | None:
    """The one-year LPR of an ISO day as a fraction; None where it is not in our table."""
    rates = [percent for first, percent in lending.lpr.rates if first <= day]
    return Decimal(rates[-1]) / 100 if rates and day <= lending.lpr.through else None


def weakest(names: tuple[str, ...], known: Knowledge) -> str:
    """How sure the least sure of the provisions is."""
    return max((known.provisions[name].how_sure for name in names), key=HOW_SURE.index)


def _for_all(cap: Cap, kinds: tuple[str, ...], signed: str, known: Knowledge, lending: Lending) -> CapNow:
    """A cap where several kinds of lender are possible: decided where all decide alike."""
    each = {kind: _for_one(cap, kind, signed, known, lending) for kind in kinds}
    first, *others = each.values()
    if all(one.applies is first.applies for one in others):
        whys = dict.fromkeys(one.why for one in each.values())
        basis = dict.fromkeys(law for one in each.values() for law in one.basis)
        return first._replace(why="".join(whys), basis=tuple(basis))
    names = known.questions["lender_kind"].names
    if len(kinds) == len(names):
        return first._replace(applies=None, why=lending.says.kind_unknown)
    alike: dict[str, list[str]] = {}
    for kind, one in each.items():
        alike.setdefault(one.why, []).append(names[kind])
    told = "".join(f"{'、'.join(same)}——{why}" for why, same in alike.items())
    return first._replace(applies=None, why=lending.says.kind_depends.format(each=told))


def _for_one(cap: Cap, kind: str, signed: str, known: Knowledge, lending: Lending) -> CapNow:
    """A cap for one kind of lender."""
    case = next(one for one in cap.cases if _fits(one, kind, signed))
    prime = prime_rate(signed, lending) if cap.lpr_times and case.rated else None
    rate = Decimal(cap.percent) / 100 if cap.percent is not None else prime and prime * (cap.lpr_times or 0)
    sure = weakest(case.basis, known)
    made = CapNow(
        id=cap.id,
        title=cap.title,
        rate=f"{rate.normalize():f}" if rate is not None else None,
        applies=case.applies,
        why=case.why,
        prime_rate=_told(prime, cap, signed, lending) if prime else "",
        claim=cap.claim,
        how_sure=max(sure, lending.lpr.how_sure, key=HOW_SURE.index) if prime else sure,
        basis=tuple(cite(known.provisions[name]) for name in case.basis),
    )
    if rate is None and case.applies:
        return made._replace(applies=None, why=_no_prime_rate(cap, signed, lending))
    return made


def _told(prime: Decimal, cap: Cap, signed: str, lending: Lending) -> str:
    """Which LPR it was, and how often it was taken."""
    times = cap.lpr_times or 0
    numbers = {"percent": f"{prime * 100:.2f}", "times": times, "result": f"{prime * 100 * times:.2f}"}
    return lending.says.lpr_was.format(title=lending.lpr.title, signed=signed, latest=lending.lpr.latest, **numbers)


def _fits(case: CapCase, kind: str, signed: str) -> bool:
    return (not case.lenders or kind in case.lenders) and (not case.before or signed < case.before)


def _no_prime_rate(cap: Cap, signed: str, lending: Lending) -> str:
    """Why the LPR of that day is not known."""
    lpr, says = lending.lpr, lending.says
    if signed > lpr.through:
        return says.lpr_unknown.format(latest=lpr.latest, through=lpr.through, signed=signed, times=cap.lpr_times)
    return says.lpr_before.format(first=lpr.rates[0][0], signed=signed)
