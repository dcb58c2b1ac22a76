"""From what a person typed to the topics that may be meant: exact names first, then likeness, then sound."""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.search import sound
from overdue_cli.words.letters import bare, plain

if TYPE_CHECKING:
    from pathlib import Path

    from overdue_cli.search.index import Tools

NEAR = 0.48
"""Score from which a topic answers the query; below it stand signs, gibberish, other languages."""

BESIDE = 0.5
"""Score of the topics beside one that was called by its name."""

HEARD = 0.75
"""Likeness of sound from which it is trusted over the characters."""

HALF, FAR = 0.06, 0.4
"""Bare score that counts as one half (bare scores are small, and only their order means much); and what they count
for where the query is about another matter."""


class Found(NamedTuple):
    """All topics with their scores (0 to 1), best first, and the brand named, as the register of lenders writes it."""

    ranked: tuple[tuple[str, float], ...]
    brand: str | None

    @property
    def topic(self) -> str | None:
        """The topic meant; None where none is near enough."""
        name, score = self.ranked[0]
        return name if score >= NEAR else None


def brands(known: Knowledge) -> dict[str, str]:
    """Every name of a lender, plain, and the name under which the register has it."""
    return {bare(name.casefold()): x.name for x in known.lenders.values() for name in (x.name, *x.aliases)}


def tools(library: Library, brands: Iterable[str], cache: "Path | None") -> "Callable[[], Tools]":
    """A function that gives what likeness is measured with, made when first asked for. `cache` as for the store."""

    @functools.cache
    def made() -> "Tools":
        from overdue_cli.search import index

        return index.tools(library, brands, cache)

    return made


def lookup(query: str, library: Library, brands: Mapping[str, str], tools: "Callable[[], Tools]") -> Found:
    """The topics that `query` may ask for; `brands` as above, and `tools` are only made where no name fits."""
    words = plain(query, library.letters)
    brand = named(words, brands)
    rest = words.replace(brand, "") if brand else words
    own = brands[brand] if brand else None
    exact = library.called.get(words) or library.called.get(rest)
    if exact:
        return Found(((exact, 1.0), *((name, BESIDE) for name in beside(exact, library))), own)
    ranked = likely(query, library, brands, tools)
    return Found(tuple(sorted(ranked, key=lambda one: -one[1])), own)


def beside(name: str, library: Library) -> list[str]:
    """The topics beside one: those it names as related, then those of its group, then all others."""
    groups = sorted(library.groups, key=lambda group: name not in group.topics)
    listed = [*library.topics[name].related, *(other for group in groups for other in group.topics)]
    return [other for other in dict.fromkeys(listed) if other != name]


def named(words: str, brands: Iterable[str]) -> str | None:
    """The longest name of a lender that stands in `words`."""
    return max((name for name in brands if len(name) > 1 and name in words), key=len, default=None)


def likely(
    query: str, library: Library, brands: Mapping[str, str], tools: "Callable[[], Tools]"
) -> Iterable[tuple[str, float]]:
    """Every topic with its likeness to the query, 0 to 1."""
    from overdue_cli.search.index import fit  # where a topic is called by its name nothing is measured

    words = plain(query, library.letters)
    if words and words.isascii():
        heard = sound.spelled_scores(re.sub(r"[^a-z]", "", words), library)
        return [(name, round(heard.get(name, 0.0), 3)) for name in library.topics]
    ready = tools()
    fitting, topics = fit(words, ready), ready.table.topics
    if fitting.elsewhere and not named(words, brands):
        found = {name: FAR * score for name, score in zip(topics, fitting.scores, strict=True)}
    else:
        found = {name: score / (score + HALF) for name, score in zip(topics, fitting.scores, strict=True)}
    for name, likeness in sound.named_scores(words, library).items():
        found[name] = max(found[name], likeness if likeness >= HEARD else 0.0)
    return [(name, round(min(score, 0.99), 3)) for name, score in found.items()]
