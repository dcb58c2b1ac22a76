"""Words known by their sound: typed in pinyin, or with wrong characters that are read alike.

Where such words stand in a text the right ones are put in their place, so that whoever reads it need not know.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from overdue_cli.knowledge.dangers import Letters
from overdue_cli.reading.normal import Row, replaced

LONGEST = 40
"""Letters of pinyin in one go that are cut into syllables; longer runs are no pinyin."""

_runs = re.compile(r"[a-z]+(?:[ '’]?[1-5]?[ '’]?[a-z]+)*")
_bits = re.compile(r"[a-z]+")


class Speech:
    """Corrects words by their sound."""

    def __init__(self, letters: Letters) -> None:
        self.reading = {ord(char): f"'{syllable}" for syllable, chars in letters.readings.items() for char in chars}
        self.syllables = frozenset(letters.readings)
        self.sounds = letters.sounds
        self.latin = {sound: word for word, sound in (letters.sounds | letters.spoken).items()}
        self.longest = max(sound.count("'") for sound in self.latin) if self.latin else 0

    def corrected(self, row: Row) -> Row:
        """A row with the right characters where words stand in pinyin or are spelled by sound."""
        row = replaced(row, [*self._typed(row[0])])
        return replaced(row, self._misspelled(row[0]))

    def _typed(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Words in pinyin: from, to, the word."""
        if not any("a" <= char <= "z" for char in text):
            return
        for run in _runs.finditer(text):
            cut = [place for bit in _bits.finditer(run[0]) for place in self._cut(bit[0], run.start() + bit.start())]
            at = 0
            while at < len(cut):
                for size in range(min(self.longest, len(cut) - at), 0, -1):
                    some = cut[at : at + size]
                    word = self.latin.get("".join(f"'{syllable}" for _, _, syllable in some))
                    if word and (size > 1 or len(cut) > 1):
                        yield some[0][0], some[-1][1], word
                        at += size
                        break
                else:
                    at += 1

    def _cut(self, bit: str, start: int) -> list[tuple[int, int, str]]:
        """Letters as syllables, each with its place, the fewest there can be; nothing where they are no pinyin."""
        if len(bit) > LONGEST:
            return []
        best: list[list[int] | None] = [[0], *[None] * len(bit)]
        for end in range(1, len(bit) + 1):
            for begin in range(max(0, end - 6), end):
                before, now = best[begin], best[end]
                if before and bit[begin:end] in self.syllables and (now is None or len(before) + 1 < len(now)):
                    best[end] = [*before, end]
        ends = best[-1] or []
        return [(start + a, start + b, bit[a:b]) for a, b in zip(ends, ends[1:], strict=False)]

    def _misspelled(self, text: str) -> list[tuple[int, int, str]]:
        """Words with wrong characters that sound alike, no more wrong than right; letters of pinyin are not wrong."""
        units = self._units(text, [*_bits.finditer(text)])
        said = "".join(unit for _, _, unit in units)
        found: list[tuple[int, int, str]] = []
        ends: list[int] = []
        for word, sound in self.sounds.items():
            place = said.find(sound)
            while place >= 0:
                after = place + len(sound)
                if not said[after : after + 1].isalpha():
                    ends = ends or [*accumulate(len(unit) for _, _, unit in units)]
                    some = units[bisect_right(ends, place) : bisect_right(ends, after - 1) + 1]
                    chars = [text[start:end] for start, end, _ in some]
                    wrong = sum(len(char) == 1 and char != right for char, right in zip(chars, word, strict=False))
                    if chars != [*word] and wrong <= len(word) // 2:
                        found.append((some[0][0], some[-1][1], word))
                place = said.find(sound, after)
        kept: list[tuple[int, int, str]] = []
        for start, end, word in sorted(found, key=lambda one: (one[0], -one[1])):
            if not kept or start >= kept[-1][1]:
                kept.append((start, end, word))
        return kept

    def _units(self, text: str, latin: list[re.Match[str]]) -> list[tuple[int, int, str]]:
        """A text as it is read aloud: characters, and letters of pinyin by syllables; each from, to, its sound."""
        units: list[tuple[int, int, str]] = []
        done = 0
        for bit in [*latin, None]:
            until = bit.start() if bit else len(text)
            units += [(at, at + 1, self.reading.get(ord(text[at]), text[at])) for at in range(done, until)]
            if bit:
                cut = self._cut(bit[0], bit.start())
                units += [(start, end, f"'{syllable}") for start, end, syllable in cut] or [(bit.start(), bit.end(), bit[0])]
                done = bit.end()
        return units
