"""From a number, a name or a need ("征信错了") to the agencies that take it."""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import Agency, Knowledge
from overdue_cli.search.features import Lexicon, features
from overdue_cli.search.index import Tools
from overdue_cli.search.lookup import NEAR, lookup
from overdue_cli.words.letters import plain

NEAR_NEED = 0.45
"""Likeness from which what an agency takes answers a need."""


class Stops(NamedTuple):
    """Names of agencies and routes, the brand in the query, and whether they are near enough to be the answer."""

    names: list[str]
    near: bool = True
    brand: str | None = None


def find(
    query: str, known: Knowledge, library: Library, brands: Mapping[str, str], tools: Callable[[], Tools]
) -> Stops:
    """Agencies and routes for `query`, best first.

    A number or name is that agency alone; a brand its lender's route; a need first the agencies that list it
    among what they take, then those of the topic that it asks about.
    """
    words = plain(query, library.letters)
    for agency in known.agencies.values():
        if words in {plain(name, library.letters) for name in (agency.id, agency.name, agency.phone or agency.id)}:
            return Stops([agency.id])
    if words in brands:
        return Stops(["complaint"], brand=brands[words])
    called = [a.id for a in known.agencies.values() if words in {plain(alias, library.letters) for alias in a.aliases}]
    if called:
        return Stops(called)
    lex = tools().lexicon
    alike = sorted(((likeness(words, a, library, lex), a.id) for a in known.agencies.values()), reverse=True)
    near = [name for score, name in alike if score >= NEAR_NEED][:2]
    found = lookup(query, library, brands, tools)
    topic = library.topics[found.ranked[0][0]] if found.ranked[0][1] >= NEAR else None
    names = list(dict.fromkeys([*near, *(topic.agencies if topic else ())]))
    brand = found.brand
    return Stops(names, brand=brand) if names else Stops([name for _, name in alike[:3]], near=False)


def likeness(words: str, agency: Agency, library: Library, lex: Lexicon) -> float:
    """How like the plain text `words` is to the nearest thing the agency takes or is called, 0 to 1."""
    mine = features(words, lex)
    phrases = (features(plain(text, library.letters), lex) for text in (*agency.aliases, *agency.takes))
    return max((cosine(mine, phrase) for phrase in phrases), default=0.0)


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The likeness of two texts by their features."""
    shared = sum(weight * other[name] for name, weight in one.items() if name in other)
    lengths = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return shared / lengths if lengths else 0.0
