"""A text as it is read: one script, one width, no tricks; and where each character came from.

Every change keeps the place in the original, so that a span found in the normal text is exact in the text as given.
"""

import re
from typing import NamedTuple
from unicodedata import category, normalize

from overdue_cli.knowledge.cues import Cues

CLAUSE = "，,、：:（）()【】[]《》“”\"'‘’—"
"""Marks that end a clause; those of SENTENCE end it too."""

SENTENCE = "。！？!?；;\n\r"

INVISIBLE = ("Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn")
"""Categories of code points that nobody sees: format marks, combining marks, controls, stray surrogates."""


class Normal(NamedTuple):
    """`text[i]` came from the original from `starts[i]` to `ends[i]`; `clause` and `sentence` number its parts."""

    text: str
    starts: list[int]
    ends: list[int]
    clause: list[int]
    sentence: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of the normal characters from `start` to `end`."""
        return self.starts[start], max(self.ends[start:end])


def normal(text: str, cues: Cues) -> Normal:
    """`text` in simplified characters, half width and lower case, without what was put between characters."""
    chars, starts, ends = _folded(text, cues.simplified)
    chars, starts, ends = _joined(chars, starts, ends)
    chars, starts, ends = _respelled(chars, starts, ends, cues.respelled)
    clause, sentence = _parts(chars)
    return Normal(chars, starts, ends, clause, sentence)


Row = tuple[str, list[int], list[int]]


def _folded(text: str, simplified: dict[str, str]) -> Row:
    """Visible characters only, each folded by itself."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, char in enumerate(text):
        if char.isascii():
            folded = char.lower() if char.isprintable() or char in "\n\r\t" else ""
        elif category(char) in INVISIBLE:
            folded = ""
        else:
            folded = "".join(simplified.get(one, one) for one in normalize("NFKC", char).lower())
        out.append(folded)
        starts += [place] * len(folded)
        ends += [place + 1] * len(folded)
    return "".join(out), starts, ends


_HAN = "\u4e00-\u9fff"
_PUT = r"[ \t\u3000.·•・*_~^|/\\+=<>#@&\-\u2010-\u2015\u2500-\u27bf\U0001f000-\U0001faff]+"
_between = re.compile(f"(?<=[{_HAN}]){_PUT}(?=[{_HAN}])")
"""Blanks, dots, lines and pictures that stand between two Chinese characters."""


def _joined(text: str, starts: list[int], ends: list[int]) -> Row:
    """Without the blanks, dots and pictures that stand between two Chinese characters."""
    kept = [True] * len(text)
    for match in _between.finditer(text):
        kept[match.start() : match.end()] = [False] * (match.end() - match.start())
    return (
        "".join(char for char, keep in zip(text, kept, strict=True) if keep),
        [place for place, keep in zip(starts, kept, strict=True) if keep],
        [place for place, keep in zip(ends, kept, strict=True) if keep],
    )


def _respelled(text: str, starts: list[int], ends: list[int], respelled: dict[str, str]) -> Row:
    """With other spellings replaced; the characters of a replacement stand for all it replaced."""
    if not respelled:
        return text, starts, ends
    firsts: dict[str, int] = {}
    for word in respelled:
        firsts[word[0]] = max(firsts.get(word[0], 0), len(word))
    out: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    place = 0
    while place < len(text):
        word = next(
            (w for n in range(firsts.get(text[place], 0), 0, -1) if (w := text[place : place + n]) in respelled), ""
        )
        length = len(word) or 1
        new = respelled[word] if word else text[place]
        out.append(new)
        if len(new) == length:
            new_starts += starts[place : place + length]
            new_ends += ends[place : place + length]
        else:
            new_starts += [starts[place]] * len(new)
            new_ends += [ends[place + length - 1]] * len(new)
        place += length
    return "".join(out), new_starts, new_ends


def _parts(text: str) -> tuple[list[int], list[int]]:
    """For each character, the number of its clause and of its sentence."""
    clauses: list[int] = []
    sentences: list[int] = []
    clause = sentence = 0
    for place, char in enumerate(text):
        clauses.append(clause)
        sentences.append(sentence)
        if char in SENTENCE:
            clause, sentence = clause + 1, sentence + 1
        elif char in CLAUSE and not _inside_number(text, place):
            clause += 1
    return clauses, sentences


def _inside_number(text: str, place: int) -> bool:
    """Whether a comma or colon stands between two digits, as in 1,206 and 22:47."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return text[place] in ",:，：" and len(around) == 2 and around.isdigit()
