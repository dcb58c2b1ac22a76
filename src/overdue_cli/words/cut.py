"""Text to words: jieba with a vocabulary of our own.

jieba's own dictionary (some 90 MB in memory, more than a second) is never loaded, and its cache, which it
would leave in a shared folder, is never written: the vocabulary is handed to it ready.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any

Cut = Callable[[str], list[str]]


def cutter(vocabulary: Iterable[str]) -> Cut:
    """A function that cuts text into words of `vocabulary`; what is in none stays single characters.

    Longer words are preferred: a word counts for as much as its square of characters.
    """
    tokenizer = _jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total = _prefixes(vocabulary)
    tokenizer.initialized = True

    def cut(text: str) -> list[str]:
        return list(tokenizer.cut(text, HMM=False))

    return cut


def _prefixes(vocabulary: Iterable[str]) -> tuple[dict[str, int], int]:
    """Frequencies as jieba wants them: every word, and every beginning of one with 0."""
    found: dict[str, int] = {}
    for word in vocabulary:
        found[word] = 10 ** min(len(word), 8)
        for end in range(1, len(word)):
            found.setdefault(word[:end], 0)
    return found, sum(found.values()) or 1


def _jieba() -> Any:
    """jieba, which asks setuptools where its dictionary is if setuptools is there: 0.15 s for a file we never read."""
    missing = "pkg_resources" not in sys.modules
    if missing:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # importing it now fails at once
    try:
        import jieba  # type: ignore[import-untyped]
    finally:
        if missing:
            del sys.modules["pkg_resources"]
    return jieba
