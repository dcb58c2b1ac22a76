"""What a text is made of, for comparing questions: words with their synonyms as one, pairs of characters."""

from collections import defaultdict
from collections.abc import Container, Iterable
from typing import NamedTuple

from overdue_cli.knowledge.library import Library
from overdue_cli.words.cut import Cut, cutter
from overdue_cli.words.letters import plain

WORD, SHARED, PAIR, SINGLE, EMPTY, HOLLOW = 1.0, 1.1, 0.6, 0.6, 0.15, 0.3
"""Weights of a word of our vocabulary, of one with synonyms, of two characters in a row, of one, of an empty word;
and what is left of a pair between empty words."""


class Lexicon(NamedTuple):
    """How to take a text apart."""

    cut: Cut
    same: dict[str, str]
    """Word to the word that stands for all of its meaning."""
    empty: frozenset[str]
    brands: frozenset[str]
    words: Container[str]
    """The vocabulary: words with synonyms, and names of topics."""


def lexicon(library: Library, brands: Iterable[str]) -> Lexicon:
    """The lexicon of `library`; `brands` are plain names of lenders, which say who but not what."""

    def clean(words: Iterable[str]) -> list[str]:
        return [plain(word, library.letters) for word in words]

    same = {word: words[0] for words in map(clean, library.synonyms.same) for word in words}
    empty, known = frozenset(clean(library.synonyms.empty)), frozenset(brands)
    words = {*same, *library.called}
    return Lexicon(cutter({*words, *empty, *known}), same, empty, known, words)


def features(text: str, lex: Lexicon) -> dict[str, float]:
    """The features of a plain text and how much each counts before its rarity is known.

    Words inside longer words count too; pairs of characters from empty words count little.
    """
    found: defaultdict[str, float] = defaultdict(float)
    kept, hollow = "", ""
    for word in lex.cut(text):
        if word in lex.brands:
            kept, hollow = kept + " ", hollow + " "
            continue
        empty = word in lex.empty
        kept, hollow = kept + word, hollow + ("-" if empty else "+") * len(word)
        if empty:
            found[f"-{word}"] += EMPTY
            continue
        for part in dict.fromkeys((word, *_inside(word, lex))):
            if part in lex.same:
                found[f"={lex.same[part]}"] += SHARED
                found[f"w{part}"] += WORD / 2
            elif len(part) > 1:
                found[f"w{part}"] += WORD
        for char in word:
            found[f"c{char}"] += SINGLE
    for place in range(len(kept) - 1):
        pair = kept[place : place + 2]
        if " " not in pair:
            found[pair] += PAIR * (HOLLOW if hollow[place : place + 2] == "--" else 1.0)
    return dict(found)


def _inside(word: str, lex: Lexicon) -> list[str]:
    """The words of the vocabulary inside a longer one."""
    spans = ((start, end) for start in range(len(word)) for end in range(start + 2, len(word) + 1))
    return [word[start:end] for start, end in spans if word[start:end] in lex.words] if len(word) > 2 else []
