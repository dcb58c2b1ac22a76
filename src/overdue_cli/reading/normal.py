"""A text as it is read: one script, one width, no tricks; and where each character came from.

Every change keeps the place in the original, so that a span found in the normal text is exact in the text as given.
Most texts need no change that moves a character, and are spared the work of following each one.
"""

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import category, normalize

CLAUSE = "，,、：:（）()【】[]《》“”\"'‘’—"
"""Marks that end a clause; those of SENTENCE end it too."""

SENTENCE = "。！？!?；;\n\r"

INVISIBLE = ("Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn")
"""Categories of code points that nobody sees: format marks, combining marks, controls, stray surrogates."""


class Normal(NamedTuple):
    """`text[i]` came from the original from `starts[i]` to `ends[i]`; `clause` and `sentence` number its parts."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    clause: list[int]
    sentence: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of the normal characters from `start` to `end`."""
        return self.starts[start], max(self.ends[start:end])


class Normaliser:
    """Makes texts normal: simplified characters, half width, lower case, nothing put between characters.

    `simplified` are the characters that have a simpler form, `respelled` other spellings of words.
    """

    def __init__(self, simplified: dict[str, str], respelled: dict[str, str]) -> None:
        self.folds = Folds(simplified)
        self.respelled = respelled
        self.by_first: dict[str, list[str]] = {}
        for word in sorted(respelled, key=len, reverse=True):
            self.by_first.setdefault(word[0], []).append(word)

    def normal(self, text: str) -> Normal:
        """`text` as it is read."""
        return parted(self.row(text))

    def row(self, text: str) -> "Row":
        """As `normal`, before its clauses and sentences are numbered."""
        return self._respelled(*self.folds.joined(self.folds.folded(text)))

    def _respelled(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> "Row":
        """With other spellings replaced."""
        changes = [(place, place + len(word), self.respelled[word]) for place, word in self._spellings(text)]
        return replaced((text, starts, ends), changes)

    def _spellings(self, text: str) -> list[tuple[int, str]]:
        """Where other spellings stand, the longest at each place, none inside another."""
        firsts = self.by_first.keys() & set(text)
        here = [word for char in firsts for word in self.by_first[char] if word in text]
        if not here:
            return []
        found, done = [], 0
        for place, char in enumerate(text):
            if place >= done and char in firsts:
                word = next((word for word in self.by_first[char] if text.startswith(word, place)), "")
                if word:
                    found.append((place, word))
                    done = place + len(word)
        return found


Row = tuple[str, Sequence[int], Sequence[int]]


class Folds(dict[int, str]):
    """Code point to what is read in its place: one character, several, or none. Learned as texts bring them."""

    def __init__(self, simplified: dict[str, str]) -> None:
        self.simplified = simplified
        self.uneven: set[str] = set()
        """Characters that do not fold to exactly one."""
        self.put: set[str] = set()
        """Those of the folded characters that are put between others to hide words."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isascii():
            fold = char.lower() if char.isprintable() or char in "\n\r\t" else ""
        elif category(char) in INVISIBLE:
            fold = ""
        else:
            fold = "".join(self.simplified.get(one, one) for one in normalize("NFKC", char).lower())
        if len(fold) != 1:
            self.uneven.add(char)
        self.put.update(filter(_is_put, fold))
        self[code] = fold
        return fold

    def folded(self, text: str) -> Row:
        """Every character folded by itself."""
        chars = text.translate(self)
        if self.uneven.isdisjoint(text):
            return chars, range(len(text)), range(1, len(text) + 1)
        places = [place for place, char in enumerate(text) for _ in self[ord(char)]]
        return chars, places, [place + 1 for place in places]

    def joined(self, row: Row) -> Row:
        """A folded row without what is put between two Chinese characters."""
        return _joined(*row) if not self.put.isdisjoint(row[0]) and _between().search(row[0]) else row


def replaced(row: Row, changes: Sequence[tuple[int, int, str]]) -> Row:
    """A row with characters replaced: from, to, by what, in order; the new ones stand for all they replaced."""
    if not changes:
        return row
    text, starts, ends = row
    out: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    done = 0
    for place, end, new in [*changes, (len(text), len(text), "")]:
        out += [text[done:place], new]
        new_starts += starts[done:place]
        new_ends += ends[done:place]
        if len(new) == end - place:
            new_starts += starts[place:end]
            new_ends += ends[place:end]
        else:
            new_starts += [starts[place]] * len(new)
            new_ends += [ends[end - 1]] * len(new)
        done = end
    return "".join(out), new_starts, new_ends


def parted(row: Row) -> Normal:
    """A row with the numbers of its clauses and sentences."""
    return Normal(*row, *_parts(row[0]))


PUT = (" \t\u3000.·•・*_~^|/\\+=<>#@&-", "\u2010-\u2015", "\u2500-\u27bf", "\U0001f000-\U0001faff")
"""Blanks, dots, lines and pictures that are put between the characters of a word: those listed, and ranges."""


def _is_put(char: str) -> bool:
    return char in PUT[0] or any(span[0] <= char <= span[-1] for span in PUT[1:])


@functools.cache
def _between() -> re.Pattern[str]:
    """What is put between two Chinese characters. Made when a text has it: a wide pattern takes long to compile."""
    han, put = "[\u4e00-\u9fff]", re.escape(PUT[0]) + "".join(PUT[1:])
    return re.compile(f"(?<={han})[{put}]+(?={han})")


def _joined(text: str, starts: Sequence[int], ends: Sequence[int]) -> Row:
    """Without what is put between two Chinese characters."""
    kept = [True] * len(text)
    for match in _between().finditer(text):
        kept[match.start() : match.end()] = [False] * (match.end() - match.start())
    return (
        "".join(char for char, keep in zip(text, kept, strict=True) if keep),
        [place for place, keep in zip(starts, kept, strict=True) if keep],
        [place for place, keep in zip(ends, kept, strict=True) if keep],
    )


def _parts(text: str) -> tuple[list[int], list[int]]:
    """For each character, the number of its clause and of its sentence."""
    clauses: list[int] = []
    sentences: list[int] = []
    clause = sentence = done = 0
    for match in _marks.finditer(text):
        if match[0] in SENTENCE or not _inside_number(text, match.start()):
            clauses += [clause] * (match.end() - done)
            sentences += [sentence] * (match.end() - done)
            clause, sentence, done = clause + 1, sentence + (match[0] in SENTENCE), match.end()
    clauses += [clause] * (len(text) - done)
    sentences += [sentence] * (len(text) - done)
    return clauses, sentences


_marks = re.compile(f"[{re.escape(CLAUSE + SENTENCE)}]")


def _inside_number(text: str, place: int) -> bool:
    """Whether a comma or colon stands between two digits, as in 1,206 and 22:47."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return text[place] in ",:，：" and len(around) == 2 and around.isdigit()
