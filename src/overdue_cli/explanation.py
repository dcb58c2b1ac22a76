"""What looking things up hands to rendering: answers to topics, as plain records whose fields are those of the JSON.

The sister of `assessment`, for questions that are about no single contact.
"""

from typing import NamedTuple

from overdue_cli.assessment import AgencyNow, Basis, Danger, Similar, Stand

SCHEMA = "overdue-cli/explanation/1"


class Period(NamedTuple):
    """A time limit that matters to a topic: `length` in units of `unit` (day, month, year)."""

    id: str
    title: str
    length: int
    unit: str
    says: str
    """The length in words."""
    how: str
    """How it is counted, where we know more than its length."""
    basis: tuple[Basis, ...]


class ClaimNow(NamedTuple):
    """A claim going round about a topic, and how it stands."""

    id: str
    document: str
    claim: str
    standing: str
    correction: str


class AgencyEntry(NamedTuple):
    """An agency looked up by itself: as in an assessment, with who runs it, and the claims that speak of it."""

    id: str
    name: str
    phone: str | None
    fits: str
    before: str
    takes: tuple[str, ...]
    not_for: tuple[str, ...]
    how: str
    hours: str
    how_sure: str
    order: int
    operator: str
    online: str
    source: str
    note: str
    checked_on: str
    documents: tuple[ClaimNow, ...]


class TopicNow(NamedTuple):
    """A topic with its provisions as they stand on the day, and the agencies that fit the lender.

    `lawful_basis` and `unlawful_basis` name the provisions of each sentence, by id, in the order of the sentences.
    """

    id: str
    title: str
    answer: str
    lawful: tuple[str, ...]
    lawful_basis: tuple[tuple[str, ...], ...]
    unlawful: tuple[str, ...]
    unlawful_basis: tuple[tuple[str, ...], ...]
    depends_on: tuple[str, ...]
    steps: tuple[str, ...]
    dont: tuple[str, ...]
    deadlines: tuple[Period, ...]
    basis: tuple[Basis, ...]
    no_provision: str
    agencies: tuple[AgencyNow, ...]
    cases: tuple[Similar, ...]
    related: tuple["Near", ...]
    documents: tuple[ClaimNow, ...]


class Near(NamedTuple):
    """Another topic that may be meant, or that belongs to this one."""

    id: str
    title: str
    score: float | None


class BrandNow(NamedTuple):
    """The lender named in the question: who may stand behind it, and whom to complain to in each case."""

    name: str
    entities: tuple[tuple[str, str, tuple[str, ...]], ...]
    """(entity, lender_kind, agencies) of each."""
    find_out: str
    how_sure: str


class Record(NamedTuple):
    """A rule, behaviour or provision asked for by its id, and where in the data it stands."""

    kind: str
    id: str
    title: str
    says: tuple[str, ...]
    where: str
    basis: tuple[Basis, ...]


class Explanation(NamedTuple):
    """The whole answer to one query; `topic` is None where nothing is near enough, `safety` where no danger is told."""

    schema: str
    knowledge: Stand
    query: str
    safety: Danger | None
    topic: TopicNow | None
    score: float
    alternatives: tuple[Near, ...]
    brand: BrandNow | None
    record: Record | None
    notice: str
