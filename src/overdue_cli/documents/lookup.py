"""What `explain`, `hotline` and `sources` give beside an answer: records whose fields are those of the JSON."""

from typing import NamedTuple

from overdue_cli.assessment import Danger
from overdue_cli.explanation import AgencyEntry
from overdue_cli.knowledge.declared import AnId, Annotated, Less, OneOf, Text
from overdue_cli.knowledge.library import Claim
from overdue_cli.knowledge.model import Provision


class TopicListed(NamedTuple):
    """A topic in the list of all."""

    id: AnId
    title: Text
    group: AnId


class Topics(NamedTuple):
    """All topics, grouped as a person would look for them (`explain` without a question)."""

    schema: Annotated[str, OneOf(("overdue-cli/topics/1",))]
    topics: tuple[TopicListed, ...]


class Agencies(NamedTuple):
    """The agencies that fit, best first (`hotline`)."""

    schema: Annotated[str, OneOf(("overdue-cli/agencies/1",))]
    query: str
    safety: Danger | None
    agencies: tuple[AgencyEntry, ...]


class Sources(NamedTuple):
    """Provisions, and claims of the source documents with their standing (`sources`)."""

    schema: Annotated[str, OneOf(("overdue-cli/sources/1",))]
    authorities: Annotated[tuple[Provision, ...], Less("scope_when", "scope_unless", "when", "unless", "needs")]
    claims: tuple[Claim, ...]
