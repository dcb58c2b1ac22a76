"""Likeness by sound: pinyin, its initials, and words written with other characters of the same sound.

Computed at the moment of asking: over the names of topics, and over all questions where pinyin was typed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from overdue_cli.knowledge.library import Library
from overdue_cli.words.letters import plain, spelled, syllables


def spelled_scores(typed: str, library: Library) -> dict[str, float]:
    """Topics by likeness to typed Latin letters: a name in full, its initials, or a question in pinyin."""
    found: dict[str, float] = {}
    for name, topic in library.called.items():
        read = syllables(name, library.letters)
        if typed == "".join(read):
            found[topic] = 1.0
        elif len(read) > 1 and typed == "".join(part[0] for part in read):
            found[topic] = max(found.get(topic, 0.0), 0.95)
    heard = () if found else spelled(typed, library.letters)
    if heard:
        asked = ((plain(q, library.letters), t.id) for t in library.topics.values() for q in (*t.names, *t.questions))
        found = _alike(heard, library, asked)
    return found


def named_scores(words: str, library: Library) -> dict[str, float]:
    """Topics by how much one of their names sounds like the plain text `words`, written otherwise."""
    return _alike(syllables(words, library.letters), library, [(name, t) for name, t in library.called.items()])


def _alike(heard: Sequence[str], library: Library, texts: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Topics by likeness of sound to the nearest of `texts`, each a plain text and its topic."""
    wanted = _pairs(heard)
    asked = [(topic, _pairs(syllables(text, library.letters))) for text, topic in texts]
    topics: defaultdict[str, set[str]] = defaultdict(set)
    for name, pairs in asked:
        for pair in pairs:
            topics[pair].add(name)
    rarity = {pair: math.log((len(library.topics) + 1) / (len(names) + 0.5)) for pair, names in topics.items()}
    vector = {pair: count * rarity.get(pair, 2.0) for pair, count in wanted.items()}
    length = math.sqrt(sum(w * w for w in vector.values())) or 1.0
    best: dict[str, float] = {}
    for name, pairs in asked:
        shared = vector.keys() & pairs.keys()
        if shared:
            theirs = math.sqrt(sum((count * rarity[pair]) ** 2 for pair, count in pairs.items())) or 1.0
            score = sum(vector[pair] * pairs[pair] * rarity[pair] for pair in shared) / (length * theirs)
            best[name] = max(best.get(name, 0.0), score)
    return best


def _pairs(heard: Sequence[str]) -> Counter[str]:
    """Pairs of syllables, and single ones at less weight."""
    found: Counter[str] = Counter()
    for place, one in enumerate(heard):
        found[one] += 1
        if place:
            found[f"{heard[place - 1]} {one}"] += 2
    return found
