"""A danger told in words: the writer's own despair or somebody close's, being held or hurt now, a fraudster paid.

Heard before anything else, on every input. The words and their frames stand in `data/danger.yaml`; `told` decides
whose they are.
"""

from collections.abc import Iterator
from typing import NamedTuple

from overdue_cli.knowledge.dangers import LEARNED
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading import Seen
from overdue_cli.reading.learned import Ear, Stretch, sounds
from overdue_cli.reading.match import Scanner
from overdue_cli.reading.normal import Normal, Normaliser, parted
from overdue_cli.reading.speech import Speech
from overdue_cli.reading.told import ME, OTHER, SHOWN, Found, Told

ENOUGH = 200
"""Signs after which a text is not heard further."""


PIECE = 2_000
"""Characters that are heard at once: a longer text is cut at the ends of its sentences."""


class Heard(NamedTuple):
    """A danger told in words.

    `now` are ids of that fact, in the order of its names; `danger_to` is "me" or "other" (somebody close to the
    writer), None where not said; `spans` are the words that show it; `behaviours` what the same words show of the
    other side.
    """

    now: tuple[str, ...]
    danger_to: str | None
    spans: tuple[Seen, ...]
    behaviours: tuple[str, ...]


def hear(text: str, known: Knowledge) -> Heard | None:
    """The danger that `text` tells; None where it tells none. Takes any text; time is linear in its length."""
    listener = _made.get(id(known))
    if listener is None or listener.known is not known:
        _made.clear()
        listener = _made[id(known)] = Listener(known)
    return listener.hear(text)


class Listener:
    """Hears danger in texts; made once from the knowledge, used for many."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known
        self.order = tuple(known.questions["now"].names)
        (letters,) = known.danger_letters.values()
        pictures = {char: word for char, word in letters.respelled.items() if len(char) == 1}
        self.normaliser = Normaliser(letters.simplified | pictures, letters.respelled)
        self.speech = Speech(letters)
        self.scanner = Scanner(known.danger_words)
        self.ears = {now: Ear(known.danger_learned[now]) for now in known.danger_learned}

    def hear(self, text: str) -> Heard | None:
        """As the function `hear`."""
        found: list[tuple[int, int, Found]] = []
        before: dict[str, list[tuple[int, int, Found]]] = {}
        for start, end in pieces(text):
            piece = text[start:end]
            if piece not in before:
                before[piece] = self._in_piece(piece, len(text))
            found += [(start + first, start + last, one) for first, last, one in before[piece]]
            if len(found) >= ENOUGH:
                break
        if not found:
            return None
        kept: list[Seen] = []
        for first, last, one in sorted(found, key=lambda row: (row[0], -row[1], row[2].sign.id)):
            if not kept or last > kept[-1].end:
                kept.append(Seen(first, last, text[first:last], one.sign.id))
        now = {one.sign.now for _, _, one in found}
        return Heard(
            tuple(name for name in self.order if name in now),
            whose([one for _, _, one in found]),
            tuple(kept[:SHOWN]),
            tuple(dict.fromkeys(name for _, _, one in found for name in one.sign.behaviours)),
        )

    def normal(self, text: str) -> Normal:
        """A text as it is heard: normal, with words known by their sound in their right characters."""
        return parted(self.speech.corrected(self.normaliser.row(text)))

    def _in_piece(self, piece: str, length: int) -> list[tuple[int, int, Found]]:
        """The signs in a piece of a text of this length, each from, to."""
        normal = self.normal(piece)
        told = Told(self.scanner.scan(normal), self.known.danger_signs, self.scanner.tries)
        found = [*told.found()]
        heard = sounds(normal)
        for now, ear in self.ears.items():
            found = [*self._joined(now, ear, told, found, ear.stretches(heard), length)]
        return [(*normal.span(one.match.start, one.match.end), one) for one in found]

    def _joined(
        self, now: str, ear: Ear, told: Told, found: list[Found], stretches: list[Stretch], length: int
    ) -> Iterator[Found]:
        """What frames found, without what sounds harmless; and what only sounds like this danger."""
        learned = ear.learned
        kept = [one for one in found if one.sign.now != now or self._confirmed(one, ear, told, stretches)]
        yield from kept
        loud = [stretch for stretch in stretches if stretch.score > learned.alone]
        if loud and not told.signs:
            told.look()
        sign = self.known.danger_signs[f"{LEARNED}.{now}"]
        for stretch in loud:
            start, end = ear.heaviest(told.normal, stretch)
            # words that frames know, and that something silenced, need more; so does a long text, which has many
            doubted = length > learned.long or (told.knows(now, start, end) and not kept)
            heard = told.of_stretch(sign, start, end)
            if heard and (stretch.score > learned.paste or not doubted):
                yield heard

    def _confirmed(self, one: Found, ear: Ear, told: Told, stretches: list[Stretch]) -> bool:
        """Whether what a frame found does not sound harmless, be it in its stretch or in its clause."""
        beside = ear.learned.beside
        return _near(one, stretches) > beside or ear.score(told.clause(one)) > beside


def _near(one: Found, stretches: list[Stretch]) -> float:
    """The score of the best stretch that words share."""
    near = [row.score for row in stretches if row.start < one.match.end and one.match.start < row.end]
    return max(near, default=0.0)


def whose(found: list[Found]) -> str:
    """Whose danger the signs tell, most of them; hints, which often leave out of whom they speak, say less."""
    sure = [one.whose for one in found if one.sign.hint == "no"]
    if not sure:
        return OTHER if any(one.whose == OTHER for one in found) else ME
    return ME if 2 * sure.count(ME) >= len(sure) else OTHER


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the pieces of a text begin and end."""
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text):
            cut = max(text.rfind(mark, start + PIECE // 2, end) for mark in "\n。！？!?；;")
            end = cut + 1 if cut > 0 else end
        yield start, min(end, len(text))
        start = end


_made: dict[int, Listener] = {}
