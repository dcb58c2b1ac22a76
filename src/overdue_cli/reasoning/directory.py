"""Agencies and sources as they are looked up by themselves, apart from any case."""

import re
from collections.abc import Iterable

from overdue_cli.assessment import AgencyNow
from overdue_cli.days import whole_months
from overdue_cli.explanation import AgencyEntry, ClaimNow
from overdue_cli.knowledge.library import Claim, Library
from overdue_cli.knowledge.model import Agency, Knowledge
from overdue_cli.reasoning import routes
from overdue_cli.reasoning.resolve import resolve


def entries(
    names: Iterable[str], known: Knowledge, library: Library, brand: str | None = None
) -> tuple[AgencyEntry, ...]:
    """The agencies `names` in that order, routes resolved for the lender `brand`; who runs each, what is said of it."""
    resolved = resolve({"lender": brand} if brand else {}, known, known.checked_on)
    stops = routes.resolve(names, resolved.facts, known)
    return tuple(_entry(now, known.agencies[now.id], library) for now in routes.listed(stops, resolved, known))


def _entry(now: AgencyNow, agency: Agency, library: Library) -> AgencyEntry:
    about = tuple(told(claim) for claim in library.claims.values() if mentions(claim, agency))
    return AgencyEntry(
        **now._asdict(),
        operator=agency.operator,
        online=agency.online,
        source=agency.source,
        note=agency.note,
        checked_on=agency.checked_on,
        documents=about,
    )


def mentions(claim: Claim, agency: Agency) -> bool:
    """Whether a claim speaks of the agency by its number, or by its name where it has none."""
    if agency.phone:
        return bool(re.search(rf"(?<!\d){agency.phone}(?!\d)", claim.claim))
    return agency.name in claim.claim


def told(claim: Claim) -> ClaimNow:
    """A claim and how it stands."""
    return ClaimNow(claim.id, claim.document, claim.claim, claim.standing, claim.correction)


def stale(checked_on: str, months: int, today: str) -> bool:
    """Whether what was checked on one day is, today, more than `months` months old."""
    return whole_months(checked_on, today) >= months and checked_on < today
