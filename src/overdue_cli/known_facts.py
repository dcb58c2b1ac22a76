"""The facts of an assessment whose shape is fixed, for its JSON Schema."""

from typing import NamedTuple

from overdue_cli.assessment import Ids
from overdue_cli.knowledge.declared import AnId, Annotated, AtLeast, Day, Matches


class Candidate(NamedTuple):
    """A lender that may stand behind a brand, and whom to complain to then."""

    entity: str
    lender_kind: AnId
    agencies: tuple[AnId, ...]


class KnownFacts(NamedTuple):
    """Given, read and resolved facts by name, as far as their shape is fixed; unknown ones are absent."""

    days_overdue: Annotated[int, AtLeast(0)]
    lender: str
    event_date: Day
    received_on: Day
    time: Annotated[str, Matches("^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    behaviours: Ids
    contacted: Ids
    channels: Ids
    now: Ids
    lender_candidates: Annotated[tuple[Candidate, ...], AtLeast(2)]
