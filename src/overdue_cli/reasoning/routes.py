"""Whom to contact, in which order: routes by kind of lender, safety first, then the gravest finding."""

from collections.abc import Iterable
from typing import NamedTuple

from overdue_cli.assessment import AgencyNow
from overdue_cli.facts import Facts, shown
from overdue_cli.knowledge.model import Knowledge, Route
from overdue_cli.reasoning.logic import evaluate
from overdue_cli.reasoning.resolve import Resolved


class Stop(NamedTuple):
    """An agency on a route; `fits` says when it is the right one, where that is not certain."""

    agency: str
    fits: str = ""


def resolve(names: Iterable[str], facts: Facts, known: Knowledge) -> tuple[Stop, ...]:
    """Agencies and routes by name, routes resolved by the lender of the case; each agency once."""
    routes = known.routes
    return once(stop for name in names for stop in (follow(routes[name], facts) if name in routes else (Stop(name),)))


def once(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """The stops, the first at each agency alone."""
    first: dict[str, Stop] = {}
    for stop in stops:
        first.setdefault(stop.agency, stop)
    return tuple(first.values())


def follow(route: Route, facts: Facts) -> tuple[Stop, ...]:
    """The agencies of a route. Where it is not known who lent, all that may fit, each saying when."""
    return _walk(route, facts) or _walk(route, _as_usual(route, facts))


def _walk(route: Route, facts: Facts) -> tuple[Stop, ...]:
    """The first choice known to fit; else, where the lender is one of a few kinds, every choice that may."""
    stops: dict[str, Stop] = {}
    for branch in route.choices:
        truth = evaluate(branch.when, facts)
        if truth.holds:
            return tuple(Stop(agency, branch.each.get(agency, "")) for agency in branch.agencies)
        if truth.holds is None and facts.can_be("lender_kind"):
            for agency in branch.agencies:
                stops[agency] = Stop(agency, "" if agency in stops else branch.fits)
    return tuple(stops.values())


def _as_usual(route: Route, facts: Facts) -> Facts:
    """The case as if the lender were one of the kinds that people usually borrow from."""
    asked = {fact for branch in route.choices for fact in branch.when.facts()} - {"lender_kind"}
    rest = {fact: value for fact in sorted(asked) if (value := facts.get(fact)) is not None}
    return Facts(rest, {"lender_kind": frozenset(route.usual)})


def complaint_by(kind: str, known: Knowledge) -> list[str]:
    """Whom to complain to where the lender is of this kind."""
    return [stop.agency for stop in resolve(["complaint"], Facts({"lender_kind": kind}), known)]


def listed(stops: Iterable[Stop], resolved: Resolved, known: Knowledge) -> tuple[AgencyNow, ...]:
    """Stops as the assessment shows them, each agency once, numbered from 1 in order."""
    return tuple(_listed(stop, resolved, known, order) for order, stop in enumerate(once(stops), start=1))


def _listed(stop: Stop, resolved: Resolved, known: Knowledge, order: int) -> AgencyNow:
    """One agency; the lender's and the local regulator's entries say what is known of this lender, this place."""
    agency, lender, province = known.agencies[stop.agency], resolved.lender, resolved.facts.get("province")
    how = agency.how
    if agency.id == "lender" and lender:
        how = " ".join(filter(None, (how, lender.contact, lender.official)))
    if agency.id == "local_finance" and province:
        how += known.wording.local.replace("{province}", shown(province))
    return AgencyNow(
        id=agency.id,
        name=agency.name,
        phone=agency.phone,
        fits=stop.fits,
        before=agency.before,
        takes=agency.takes,
        not_for=agency.not_for,
        how=how,
        hours=agency.hours,
        how_sure=agency.how_sure,
        order=order,
    )
