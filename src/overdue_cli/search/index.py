"""The search index: which words stand for which topic, and how well a query fits each.

A topic is one vector, its profile: all the words in which it is asked for. The nearest single question and the
words of the answer were tried beside it and find no more. The weights here and in `features` were chosen on
questions in `tests/search`; `make search` measures them.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from overdue_cli.knowledge import store
from overdue_cli.knowledge.library import Library
from overdue_cli.search.features import Lexicon, features, lexicon
from overdue_cli.words.letters import plain

if TYPE_CHECKING:
    from pathlib import Path

NAMED = 0.07
"""What a name of a topic that stands in the query adds to its likeness."""

SPREAD, RARE = 0.4, 0.7
"""Powers below 1: how little it adds that a feature stands in many questions of a topic, or in few topics."""

UNSEEN = 1.6
"""Rarity of what the index never saw: it weighs against every match."""

UNDERSTOOD = 0.15
"""Share of a query that must be known words or pairs: single characters alone mean nothing."""

GRAIN = 1000
"""Weights are kept as whole thousandths."""

Vector = Mapping[str, float]


class Index(NamedTuple):
    """Postings are flat rows of places and weights: place, weight, place, weight…; profiles have length 1.

    Places past the end of `topics` are other matters, which no topic answers.
    """

    topics: tuple[str, ...]
    names: dict[str, int]
    """Every name of a topic, plain, and the place of the topic."""
    rarity: dict[str, float]
    profiles: dict[str, tuple[int, ...]]
    size: int
    """Topics and other matters together."""


class Tools(NamedTuple):
    """What likeness is measured with; costly to make, and not needed where a name is called."""

    lexicon: Lexicon
    table: Index


class Fit(NamedTuple):
    """How well each topic fits, 0 to about 1, in the order of `index.topics`.

    `elsewhere` says that the query is about another matter, or that hardly anything in it is known.
    """

    scores: list[float]
    elsewhere: bool


def tools(library: Library, brands: Iterable[str], cache: "Path | None") -> Tools:
    """The tools of this installation. The index is compiled like all knowledge; `cache` as for `store.knowledge`."""
    lex = lexicon(library, brands)
    return Tools(lex, store.part("index", Index, lambda: build(library, lex), cache, store.library_files))


def build(library: Library, lex: Lexicon) -> Index:
    """The index over the questions and names of all topics."""
    asked = _asked(library)
    told = [[features(text, lex) for text in texts] for texts in asked]
    rarity = _rarity(told)
    profiles = [profile(summed(unit(weighed(vector, rarity)) for vector in vectors)) for vectors in told]
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for place, vector in enumerate(profiles):
        for name, weight in vector.items():
            rows[name] += [place, round(weight * GRAIN)]
    names = {plain(n, library.letters): at for at, topic in enumerate(library.topics.values()) for n in topic.names}
    postings = {name: tuple(row) for name, row in rows.items()}
    return Index(tuple(library.topics), names, rarity, postings, len(asked))


def fit(words: str, tools: Tools) -> Fit:
    """How well the topics fit the plain text `words`."""
    lex, index = tools
    vector = unit(weighed(features(words, lex), index.rarity))
    understood = sum(w * w for name, w in vector.items() if name in index.rarity and not name.startswith(("c", "-")))
    return _fit(_products(vector, index), words, index, understood)


def left_out(library: Library, lex: Lexicon, index: Index) -> Iterator[tuple[str, str, Fit]]:
    """For each question in turn: its topic, its words, and how the topics would fit were it not in the index.

    Rarity alone is that of the whole index.
    """
    for place, (topic, texts) in enumerate(zip(library.topics, _asked(library), strict=False)):
        vectors = [unit(weighed(features(text, lex), index.rarity)) for text in texts]
        total = summed(vectors)
        for text, vector in zip(texts, vectors, strict=True):
            rest = {name: weight - vector.get(name, 0.0) for name, weight in total.items()}
            without = profile({name: weight for name, weight in rest.items() if weight > 1e-9})
            scores = _products(vector, index)
            scores[place] = sum(weight * without.get(name, 0.0) for name, weight in vector.items())
            others = index._replace(names={name: at for name, at in index.names.items() if name != text})
            yield topic, text, _fit(scores, text, others, 1.0)


def _fit(scores: list[float], words: str, index: Index, understood: float) -> Fit:
    topics, others = scores[: len(index.topics)], scores[len(index.topics) :]
    called = [0.0] * len(topics)
    for name, place in index.names.items():
        if name in words:
            called[place] = max(called[place], min(len(name), 4) / 4)
    combined = [score + NAMED * more for score, more in zip(topics, called, strict=True)]
    return Fit(combined, understood < UNDERSTOOD or max(others, default=0.0) > max(combined))


def profile(total: Vector) -> dict[str, float]:
    """All the words in which a topic is asked for, as one vector."""
    return unit({name: weight**SPREAD for name, weight in total.items()})


def summed(vectors: Iterable[Vector]) -> dict[str, float]:
    """The sum of vectors."""
    total: defaultdict[str, float] = defaultdict(float)
    for vector in vectors:
        for name, weight in vector.items():
            total[name] += weight
    return dict(total)


def weighed(vector: Vector, rarity: Vector) -> dict[str, float]:
    """Features times their rarity."""
    return {name: weight * rarity.get(name, UNSEEN) for name, weight in vector.items()}


def unit(vector: Vector) -> dict[str, float]:
    """`vector` at length 1."""
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {name: weight / length for name, weight in vector.items()}


def _asked(library: Library) -> list[list[str]]:
    """The questions and names of each topic, plain; after them those of each other matter."""
    rows = [(*topic.questions, *topic.names) for topic in library.topics.values()] + [*library.synonyms.elsewhere]
    return [list(dict.fromkeys(plain(text, library.letters) for text in row)) for row in rows]


def _rarity(told: list[list[dict[str, float]]]) -> dict[str, float]:
    """How few topics and other matters a feature stands in: the logarithm of their share, dampened."""
    where: defaultdict[str, set[int]] = defaultdict(set)
    for place, vectors in enumerate(told):
        for vector in vectors:
            for name in vector:
                where[name].add(place)
    return {name: round(math.log((len(told) + 1) / (len(places) + 0.5)) ** RARE, 3) for name, places in where.items()}


def _products(vector: Vector, index: Index) -> list[float]:
    total = [0.0] * index.size
    for name, weight in vector.items():
        row = index.profiles.get(name, ())
        for at in range(0, len(row), 2):
            total[row[at]] += weight * row[at + 1]
    return [score / GRAIN for score in total]
