"""Of whom the words of a danger are said, and who says them.

A collector's insult is said of 你, news of nobody in particular, a quoted threat by the other side: none of them
counts.
"""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from overdue_cli.knowledge.dangers import REACHES, ROLES, Sign
from overdue_cli.reading.match import Match, Places

if TYPE_CHECKING:
    from collections.abc import Mapping

ME, OTHER = "me", "other"

SHOWN = 12
"""Spans that are kept."""

NEAR = 4
"""Characters that a denial reaches ahead or back in its clause."""

SHORT = 26
"""Characters of a text in which one hint of the kind `short` is enough: nobody types only that for nothing."""

ANY = 10_000
"""More characters than any piece of a text has."""


@functools.cache
def _quoted() -> re.Pattern[str]:
    """Words in quotation marks, and titles. Made when a text tells something: patterns take long to compile."""
    return re.compile(r"“[^”\n]{1,400}”|「[^」\n]{1,400}」|『[^』\n]{1,400}』|\"[^\"\n]{1,400}\"|《[^》\n]{1,60}》")


@functools.cache
def _label() -> re.Pattern[str]:
    """What stands before a speech and says whose it is: 催收： or 【催收】. Made as the other."""
    return re.compile(r"(?:^|(?<=[\n。！？!?]))[ ]*(?:【([^】\n]{1,20})】|([^\n，,。！？!?；;：:“”]{1,14})[：:])")


class Found(NamedTuple):
    """A sign of danger in a text, and whose: ME or OTHER."""

    sign: Sign
    match: Match
    whose: str


class Person(NamedTuple):
    """A word for somebody: from, to, one of ROLES."""

    start: int
    end: int
    role: str


def apart(hints: list[Found]) -> bool:
    """Whether two different hints stand in different words."""
    return any(
        one.sign.id != other.sign.id and (one.match.end <= other.match.start or other.match.end <= one.match.start)
        for one in hints[:SHOWN]
        for other in hints
    )


class Told:
    """One text, or a piece of one, while it is heard."""

    def __init__(self, places: Places, signs: "Mapping[str, Sign]", tries: "Mapping[str, list[str]]") -> None:
        self.places, self.normal, self.text = places, places.normal, places.normal.text
        here = [signs[name] for name in sorted({name for row in places.starts for name in tries.get(row, ())})]
        self.signs = [(sign, found) for sign in here if sign.now and (found := places.all(sign.find))]
        self.here = here
        if self.signs:
            self.look()  # else nothing more is looked at: most texts are harmless

    def look(self) -> None:
        """Find what decides whether words count: silencers, persons, who speaks."""
        places = self.places
        self.silencers = [
            (sign, found, places.all(sign.unless))
            for sign in self.here
            if not sign.now and (found := places.all(sign.find))
        ]
        self.persons = self._persons()
        self.starts = [person.start for person in self.persons]
        self.clauses = [self.normal.clause[start] for start in self.starts]
        self.quotes, self.turns = [*self._quotes()], [*self._turns()]

    def found(self) -> Iterator[Found]:
        """Every sign that nothing silences, with whose danger it tells; of hints only where there are two."""
        hints: list[Found] = []
        for sign, matches in self.signs:
            if sign.needs and not any(self.places.find(pattern) for pattern in sign.needs):
                continue
            if any(self.places.find(pattern) for pattern in sign.never):
                continue
            unless = self.places.all(sign.unless)
            for match in matches:
                if any(self.together(match, other, sign.part) for other in unless):
                    continue
                whose, named = self.whose(sign, match)
                if whose is None or self.silenced(sign, match, named and whose == ME):
                    continue
                if sign.hint != "no":
                    hints.append(Found(sign, match, whose))
                else:
                    yield Found(sign, match, whose)
        for now in {one.sign.now for one in hints}:
            some = [one for one in hints if one.sign.now == now]
            if apart(some) or (len(self.text) <= SHORT and any(one.sign.hint == "short" for one in some)):
                yield from some

    def clause(self, one: Found) -> str:
        """The clauses that the words of a sign stand in."""
        numbers = self.normal.clause
        first = bisect_left(numbers, numbers[one.match.start])
        return self.text[first : bisect_right(numbers, numbers[one.match.end - 1])]

    def knows(self, now: str, start: int, end: int) -> bool:
        """Whether words of a frame of this danger stand in a stretch, counted or not."""
        return any(sign.now == now and start <= one.start < end for sign, some in self.signs for one in some)

    def denied(self, now: str, start: int, end: int) -> bool:
        """Whether words of a frame of this danger stand in a stretch and are denied: 我绝不会想死."""
        return any(
            start <= one.start < end and self.silenced(sign, one, False, ("next", "inside", "before"))
            for sign, some in self.signs
            if sign.now == now and sign.hint == "no"
            for one in some
        )

    def of_stretch(self, sign: Sign, start: int, end: int) -> Found | None:
        """A stretch that sounds like a danger as a sign of it, with whose; None where it is silenced or nobody's."""
        match = Match(start, end, self.text[start:end])
        begin, voice = self.voice(match)
        roles = [person.role for person in self.persons_in(start, end)]
        if voice is None or (not {"you", "you_all"}.isdisjoint(roles) and {"me", "close"}.isdisjoint(roles)):
            return None
        first = next((role for role in roles if role in ("me", "close")), None)
        who: str | None = {"me": ME, "close": OTHER}[first] if first else self.subject(match, begin, sign)[0]
        if (
            who is None
            or self.denied(sign.now, start, end)
            or self.silenced(sign, match, first == "me", ("clause", "sentence", "text"))
        ):
            return None
        return Found(sign, match, OTHER if voice == OTHER else who)

    def silenced(self, sign: Sign, match: Match, mine: bool, reaches: Collection[str] = REACHES) -> bool:
        """Whether a silencer of these `reaches` does reach the match; `mine`: 我 is named: some yield to it."""
        return any(
            self.reaches(silencer, other, match) and not any(self.together(match, more, "sentence") for more in unless)
            for silencer, found, unless in self.silencers
            if silencer.reach in reaches
            and not {sign.now, sign.id}.isdisjoint(silencer.silences)
            and not (mine and silencer.subject == "named")
            for other in found
        )

    def reaches(self, silencer: Sign, other: Match, match: Match) -> bool:
        """Whether the words `other` of a silencer reach the match."""
        if silencer.reach == "next":
            return other.end == match.start
        if silencer.reach == "inside":
            inner = match.start < other.start and other.end < match.end
            return inner and self.text[other.start : other.end] not in match.pattern
        if silencer.reach == "before":
            inside = match.start < other.start < match.end and self.text[other.start : other.end] not in match.pattern
            ahead = other.start < match.start <= other.end + NEAR
            return (ahead or inside) and self.together(other, match, "clause")
        if silencer.reach == "after":
            return match.end - 1 <= other.start <= match.end + NEAR
        return self.together(other, match, silencer.reach)

    def together(self, one: Match, other: Match, reach: str) -> bool:
        """Whether two matches share a clause or sentence; everything shares the text."""
        if reach == "text":
            return True
        parts = self.normal.clause if reach == "clause" else self.normal.sentence
        return parts[one.start] <= parts[other.end - 1] and parts[other.start] <= parts[one.end - 1]

    # ---- of whom something is said

    def whose(self, sign: Sign, match: Match) -> tuple[str | None, bool]:
        """Of whom the match is said: ME, OTHER, or None where of nobody who counts; and whether it is named."""
        begin, voice = self.voice(match)
        if voice is None:
            return None, False
        roles = {person.role for person in self.persons_in(match.start, match.end)}
        who: str | None
        if sign.subject == "voice":
            who, named = self.spoken_of(match, begin), True
        elif sign.subject == "inside" and roles & {"me", "close", "he"}:
            who, named = (OTHER if roles & {"close", "he"} else ME), True
        elif sign.subject == "me" and "me" in roles:
            who, named = ME, True
        elif sign.subject == "inside" and "you" in roles:
            who, named = None, True
        else:
            who, named = self.subject(match, begin, sign)
            if "you" in roles and not named:
                who = None  # 送你上路
        if who == ME and voice == OTHER:
            who = OTHER
        wanted = {"me": who == ME, "close": who == OTHER, "named": named}
        return (who if wanted.get(sign.subject, True) else None), named

    def spoken_of(self, match: Match, begin: int) -> str:
        """Of whom words are said that speak to somebody: of somebody close where one stands before, else the writer."""
        sentence = self.normal.sentence
        before = range(bisect_left(self.starts, begin), bisect_left(self.starts, match.start))
        near = (self.persons[at].role for at in before if sentence[self.starts[at]] == sentence[match.start])
        return OTHER if {"close", "he"} & {*near} else ME

    def subject(self, match: Match, begin: int, sign: Sign) -> tuple[str | None, bool]:
        """Of whom the match is said, by the words for persons before it, and whether one stands in its sentence.

        In the clause of the match the nearest counts, in earlier ones the first, which is their subject. `begin` is
        where the speech begins.
        """
        clause, sentence = self.normal.clause[match.start], self.normal.sentence
        at = bisect_right(self.starts, match.start) - 1
        if sign.subject != "inside" and self.told_by_them(at, begin, match):
            return None, True
        strange = False
        while at >= 0 and self.starts[at] >= begin and sentence[self.starts[at]] == sentence[match.start]:
            if self.clauses[at] == clause:
                person = self.persons[at]
                if sign.hint == "yes" and person.role == "you_all":
                    return self.topic(at, begin) or OTHER, True
                passed = sign.subject == "inside" and person.role in ("they", "stranger", "you_all")
                harms = sign.hint != "no" or self.marked("harm", person.end, match.start)
                if not passed and not (person.role == "they" and harms):
                    return self.counted(at), True
                at -= 1
                continue
            first = bisect_left(self.clauses, self.clauses[at])
            for other in range(first, at + 1):
                role = self.persons[other].role
                strange = strange or (role == "stranger" and sign.subject != "inside")
                if role in ("me", "close", "he", "you"):
                    return self.counted(other), True
            at = first - 1
        if strange:
            return None, False
        return self.topic(at, begin), False

    def told_by_them(self, at: int, begin: int, match: Match) -> bool:
        """Whether the other side says it: 催收说我老公要跳楼."""
        first = bisect_left(self.starts, begin)
        for place in range(at, max(first, at - 4) - 1, -1):
            person = self.persons[place]
            near = self.normal.clause[match.start] - self.clauses[place] <= 1
            if (
                person.role == "they"
                and near
                and self.normal.sentence[person.start] == self.normal.sentence[match.start]
            ):
                return self.marked("said", person.end, match.start, 2)
        return False

    def counted(self, at: int) -> str | None:
        """Whether the person at a place counts, and as whom."""
        role = self.persons[at].role
        if role == "he":
            before = {self.persons[place].role for place in range(max(0, at - 30), at)}
            return OTHER if "close" in before or before.isdisjoint(("they", "stranger")) else None
        return {"me": ME, "close": OTHER}.get(role)

    def topic(self, at: int, begin: int) -> str | None:
        """Of whom a sentence without a word for a person speaks: of whom the one before it does, else the writer."""
        while at >= 0 and self.starts[at] >= begin:
            sentence = self.normal.sentence[self.starts[at]]
            roles = set()
            while at >= 0 and self.starts[at] >= begin and self.normal.sentence[self.starts[at]] == sentence:
                roles.add(self.persons[at].role)
                at -= 1
            if "me" in roles:
                return ME
            if roles & {"close", "he"}:
                return OTHER
            if roles & {"stranger", "you"}:
                return None
        return ME

    def marked(self, name: str, start: int, end: int, gap: int = ANY) -> bool:
        """Whether a word of a class stands from `start`, after at most `gap` characters, to `end`."""
        row = self.places.starts.get(name, [])
        at = bisect_left(row, (start,))
        return at < len(row) and row[at][1] <= end and row[at][0] - start <= gap

    def persons_in(self, start: int, end: int) -> list[Person]:
        """The words for persons that begin from `start` to before `end`."""
        return self.persons[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _persons(self) -> list[Person]:
        """Every word for somebody, the longest at its place, 我妈 as one; not who only does it to another (被他们), or
        is thought of (对不起爸妈)."""
        every = sorted((a, -b, role) for role in ROLES for a, b in self.places.starts.get(role, ()))
        by = {end for _, end in self.places.starts.get("by", ())}
        of = {end for _, end in self.places.starts.get("thought_of", ())}
        found: list[Person] = []
        reached = 0
        for start, minus, role in every:
            if start < reached:
                continue
            before = found[-1] if found else None
            reached = -minus
            if (start in by and role not in ("me", "close")) or (start in of and role == "close"):
                continue
            if before and before.role == "me" and role == "close" and self.text[before.end : start] in ("", "的"):
                start = found.pop().start
            found.append(Person(start, reached, role))
        return found

    # ---- who says something

    def voice(self, match: Match) -> tuple[int, str | None]:
        """Where the speech with the match in it begins, and who speaks: ME, OTHER, or None where nobody counts."""
        begin, who = 0, ME
        for rooms in (self.turns, self.quotes):
            at = bisect_right(rooms, match.start, key=lambda room: room[0]) - 1
            if at >= 0 and match.start < rooms[at][1]:
                start, _, speaker = rooms[at]
                if speaker is None:
                    return start, None
                begin, who = max(begin, start), OTHER if OTHER in (who, speaker) else ME
        return begin, who

    def _turns(self) -> Iterator[tuple[int, int, str | None]]:
        """Lines and sentences under a label that says who speaks: from, to, who."""
        labels = []
        for label in _label().finditer(self.text):
            inside = self.persons_in(label.start(), label.end())
            if inside and (label[1] or inside[-1].end >= label.end() - 3):
                labels.append((label.end(), self.spoken_by(self.starts.index(inside[-1].start))))
        for place, (start, who) in enumerate(labels):
            line = self.text.find("\n", start)
            after = labels[place + 1][0] if place + 1 < len(labels) else len(self.text)
            yield start, min(after, line if line >= 0 else len(self.text)), who

    def _quotes(self) -> Iterator[tuple[int, int, str | None]]:
        """Words in quotation marks: from, to, who says them. What is only mentioned, and a title, is said by nobody."""
        for quote in _quoted().finditer(self.text):
            start, end = quote.span()
            if self.text[start] == "《" or self.marked("mention", end, min(end + NEAR, len(self.text))):
                yield start, end, None
                continue
            sentence = self.normal.sentence[start]
            at = bisect_left(self.starts, start) - 1
            who: str | None = ME
            if at >= 0 and self.normal.sentence[self.starts[at]] == sentence:
                who = self.spoken_by(bisect_left(self.clauses, self.clauses[at]))
            yield start + 1, end - 1, who

    def spoken_by(self, at: int) -> str | None:
        """Who speaks, by the word for a person at a place."""
        return self.counted(at)
