"""One script and one width, so that what looks different and means the same is the same; and how it is read aloud."""

import re
from typing import NamedTuple
from unicodedata import normalize


class Letters(NamedTuple):
    """What is known of single characters.

    `simplified`: traditional or variant to simplified. `readings`: character to its usual syllable, without tone.
    `words`: the syllables of words whose characters are read otherwise there.
    """

    simplified: dict[str, str]
    readings: dict[str, str]
    words: dict[str, tuple[str, ...]]


def simple(text: str, letters: Letters) -> str:
    """`text` in simplified characters, half width and lower case. Code points may be joined or split."""
    return normalize("NFKC", text).casefold().translate(_table(letters.simplified))


def folded(words: str) -> str:
    """A name as names are compared: without spaces and case."""
    return "".join(words.split()).casefold()


def bare(text: str) -> str:
    """`text` without spaces and punctuation: what is left of a name when it is compared."""
    return re.sub(r"[\W_]+", "", text)


def plain(text: str, letters: Letters) -> str:
    """A text as texts are compared: one script, one width, no marks."""
    return bare(simple(text, letters))


def syllables(text: str, letters: Letters) -> tuple[str, ...]:
    """How simplified `text` is read: one syllable a character; Latin letters and digits stand for themselves."""
    read: list[str] = []
    place = 0
    while place < len(text):
        for length in range(min(4, len(text) - place), 1, -1):
            known = letters.words.get(text[place : place + length])
            if known:
                read += known
                place += length
                break
        else:
            read.append(letters.readings.get(text[place], text[place]))
            place += 1
    return tuple(read)


def spelled(typed: str, letters: Letters) -> tuple[str, ...]:
    """Typed pinyin cut into syllables (`baotongxunlu` to bao, tong, xun, lu); empty where it is no pinyin.

    Where there are several ways, the fewest syllables: `xian` is one.
    """
    known = set(letters.readings.values())
    best: list[tuple[str, ...] | None] = [(), *[None] * len(typed)]
    for end in range(1, len(typed) + 1):
        for start in range(max(0, end - 6), end):
            before = best[start]
            if before is not None and typed[start:end] in known:
                found = (*before, typed[start:end])
                now = best[end]
                if now is None or len(found) < len(now):
                    best[end] = found
    return best[-1] or ()


_tables: dict[int, tuple[dict[str, str], dict[int, str]]] = {}
"""By identity, with what it was made of: as long as that is held, nothing else can have its identity."""

MOST_TABLES = 8


def _table(simplified: dict[str, str]) -> dict[int, str]:
    """The translation table of `simplified`, made once."""
    made = _tables.get(id(simplified))
    if made is None:
        if len(_tables) >= MOST_TABLES:
            _tables.clear()
        made = _tables[id(simplified)] = simplified, str.maketrans(simplified)
    return made[1]
