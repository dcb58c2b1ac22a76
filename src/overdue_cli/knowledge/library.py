"""The types of what is looked up rather than decided: topics, source documents and their claims.

Compiled apart from `Knowledge`, so that a check of a case never loads it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from overdue_cli.words.letters import Letters


class Line(NamedTuple):
    """A sentence and the ids of the provisions that carry it."""

    say: str
    basis: tuple[str, ...]


class Topic(NamedTuple):
    """The answer to one question as people ask it."""

    id: str
    title: str
    names: tuple[str, ...]
    """Names, slang and abbreviations that mean this topic and no other."""
    questions: tuple[str, ...]
    answer: str
    lawful: tuple[Line, ...]
    unlawful: tuple[Line, ...]
    depends_on: tuple[str, ...]
    steps: tuple[str, ...]
    dont: tuple[str, ...]
    periods: tuple[str, ...]
    """Ids of limits that matter here."""
    agencies: tuple[str, ...]
    """Ids of agencies and routes, best first."""
    basis: tuple[str, ...]
    no_provision: str
    cases: tuple[str, ...]
    related: tuple[str, ...]
    claims: tuple[str, ...]
    """Ids of the claims of source documents about it."""
    where: str

    def provisions(self) -> tuple[str, ...]:
        """Ids of all provisions the topic rests on, each once, those of its lines first."""
        lines = [name for line in (*self.lawful, *self.unlawful) for name in line.basis]
        return tuple(dict.fromkeys([*lines, *self.basis]))


class Group(NamedTuple):
    """Topics that a person would look for in one place, the commonest first."""

    id: str
    name: str
    topics: tuple[str, ...]


class Claim(NamedTuple):
    """One claim or question of one source document, and how it stands today."""

    id: str
    document: str
    claim: str
    standing: str
    correction: str
    topic: str
    basis: tuple[str, ...]
    where: str


class Document(NamedTuple):
    """One of the source documents: web articles whose claims we judged."""

    id: str
    title: str
    about: str
    checked_on: str


class Synonyms(NamedTuple):
    """Words for search: those that mean the same, the first standing for all; and those that say nothing.

    `elsewhere` are questions about other matters, by matter, which compete with the topics.
    """

    same: tuple[tuple[str, ...], ...]
    empty: tuple[str, ...]
    elsewhere: tuple[tuple[str, ...], ...]


class Library(NamedTuple):
    """Everything that is looked up.

    `called`: the id, title and every name of a topic, plain, and the topic they call.
    """

    groups: tuple[Group, ...]
    topics: Mapping[str, Topic]
    documents: dict[str, Document]
    claims: Mapping[str, Claim]
    called: dict[str, str]
    letters: Letters
    synonyms: Synonyms
