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

TELLING = 6
"""Letters of a word in pinyin that are enough to look closer at the letters of a text."""

REMEMBERED = 1_000
"""Runs of letters whose syllables are remembered."""

Unit = tuple[int, int, str]
"""Characters from, to, and how they are read, `'` before each syllable."""

_bits = re.compile("[a-z]+")
_gap = re.compile("[ '’1-5]*")


class Speech:
    """Corrects words by their sound."""

    def __init__(self, letters: Letters) -> None:
        self.reading = {ord(char): f"'{syllable}" for syllable, chars in letters.readings.items() for char in chars}
        self.syllables = frozenset(letters.readings)
        self.sounds = letters.sounds
        self.typed: dict[str, list[tuple[str, str]]] = {}
        """Words in pinyin by their first syllable, the longest first."""
        for word, sound in sorted((letters.sounds | letters.spoken).items(), key=lambda row: -len(row[1])):
            self.typed.setdefault(sound.split("'")[1], []).append((f"{sound}'", word))
        every = {sound.replace("'", "") for sound in (*letters.sounds.values(), *letters.spoken.values())}
        self.telling = [letters for letters in every if len(letters) >= TELLING]
        self.cuts: dict[str, list[str]] = {}

    def corrected(self, row: Row) -> Row:
        """A row with the right characters where words stand in pinyin or are spelled by sound."""
        text = row[0]
        bits = [*_bits.finditer(text)]
        if bits:
            joined = _gap.sub("", text)
            if any(letters in joined for letters in self.telling):
                row = replaced(row, [*self._in_pinyin(text, bits)])
        return replaced(row, self._misspelled(row[0]))

    def _in_pinyin(self, text: str, bits: list[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
        """Words in pinyin: from, to, the word."""
        run: list[Unit] = []
        for bit in bits:
            if run and not _gap.fullmatch(text, run[-1][1], bit.start()):
                yield from self._of_run(run)
                run = []
            run += self._cut(bit)
        yield from self._of_run(run)

    def _of_run(self, run: list[Unit]) -> Iterator[tuple[int, int, str]]:
        said = "".join(unit for _, _, unit in run) + "'"
        at = place = 0
        while at < len(run):
            for sound, word in self.typed.get(run[at][2][1:], ()):
                size = len(word)
                if len(run) > 1 and said.startswith(sound, place):
                    yield run[at][0], run[at + size - 1][1], word
                    break
            else:
                size = 1
            place += sum(len(unit) for _, _, unit in run[at : at + size])
            at += size

    def _cut(self, bit: re.Match[str]) -> list[Unit]:
        """Letters by syllables, the fewest there can be; nothing where they are no pinyin."""
        letters, start = bit[0], bit.start()
        if letters not in self.cuts:
            if len(self.cuts) >= REMEMBERED:
                self.cuts.clear()
            self.cuts[letters] = self._syllables(letters)
        units: list[Unit] = []
        for syllable in self.cuts[letters]:
            units.append((start, start + len(syllable), f"'{syllable}"))
            start += len(syllable)
        return units

    def _syllables(self, letters: str) -> list[str]:
        if len(letters) > LONGEST:
            return []
        best: list[list[str] | None] = [[], *[None] * len(letters)]
        for end in range(1, len(letters) + 1):
            for begin in range(max(0, end - 6), end):
                before, now = best[begin], best[end]
                shorter = before is not None and (now is None or len(before) + 1 < len(now))
                if before is not None and shorter and letters[begin:end] in self.syllables:
                    best[end] = [*before, letters[begin:end]]
        return best[-1] or []

    def _misspelled(self, text: str) -> list[tuple[int, int, str]]:
        """Words with wrong characters that sound alike, no more wrong than right; letters of pinyin are not wrong."""
        said = text.translate(self.reading)
        if said == text:
            return []  # nothing but letters and marks
        bits = [*_bits.finditer(text)]
        units = self._units(text, bits) if bits else None
        said = "".join(unit for _, _, unit in units) if units else said
        written = {word: sound for word, sound in self.sounds.items() if sound in said}
        wrongly = {word: sound for word, sound in written.items() if said.count(sound) > text.count(word)}
        if not wrongly:
            return []
        units = units or self._units(text, [])
        ends = [*accumulate(len(unit) for _, _, unit in units)]
        found = sorted(
            (found for word, sound in wrongly.items() for found in self._places(text, word, sound, said, units, ends)),
            key=lambda one: (one[0], -one[1]),
        )
        kept: list[tuple[int, int, str]] = []
        for one in found:
            if not kept or one[0] >= kept[-1][1]:
                kept.append(one)
        return kept

    def _places(
        self, text: str, word: str, sound: str, said: str, units: list[Unit], ends: list[int]
    ) -> Iterator[tuple[int, int, str]]:
        """Where one word stands with wrong characters."""
        place = said.find(sound)
        while place >= 0:
            after = place + len(sound)
            if not said[after : after + 1].isalpha():
                some = units[bisect_right(ends, place) : bisect_right(ends, after - 1) + 1]
                chars = [text[start:end] for start, end, _ in some]
                wrong = sum(len(char) == 1 and char != right for char, right in zip(chars, word, strict=False))
                if chars != [*word] and wrong <= (len(word) - 1) // 2:
                    yield some[0][0], some[-1][1], word
            place = said.find(sound, after)

    def _units(self, text: str, bits: list[re.Match[str]]) -> list[Unit]:
        """A text as it is read aloud: characters, and letters of pinyin by syllables."""
        units: list[Unit] = []
        done = 0
        for bit in [*bits, None]:
            until = bit.start() if bit else len(text)
            units += [(at, at + 1, self.reading.get(ord(text[at]), text[at])) for at in range(done, until)]
            if bit:
                units += self._cut(bit) or [(bit.start(), bit.end(), bit[0])]
                done = bit.end()
        return units
