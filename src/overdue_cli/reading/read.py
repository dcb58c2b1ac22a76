"""The reader: a text to behaviours and facts, each with the words that show it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from overdue_cli.errors import CallError
from overdue_cli.facts import Value, in_order, parse
from overdue_cli.knowledge import store
from overdue_cli.knowledge.cues import Block, Cue, Cues, FactCue, Pattern
from overdue_cli.knowledge.model import Knowledge, Question
from overdue_cli.reading import Reading, Seen, votes
from overdue_cli.reading.match import Match, Places, Scanner
from overdue_cli.reading.normal import Normal, normal
from overdue_cli.reading.numbers import number
from overdue_cli.reading.votes import Votes
from overdue_cli.words.letters import folded

NEAR = 8
"""Characters that a denial reaches ahead in its clause."""

BRAND = "brand"
"""What stands for a cue where a name of the register of lenders was read."""

SHOWN = 12
"""Spans of one behaviour that are kept."""


AnyCue = TypeVar("AnyCue", Cue, FactCue)

Begins = dict[str, list[tuple[int, Pattern]]]
"""For each class of words the patterns that begin with it, each with the place of its cue."""


def _begins(cues: Sequence[AnyCue]) -> Begins:
    found: Begins = {}
    for place, cue in enumerate(cues):
        for pattern in cue.find:
            for name in pattern.steps[0].classes:
                found.setdefault(name, []).append((place, pattern))
    return found


class Reader:
    """Reads texts; made once from the cues, used for many."""

    def __init__(self, cues: Cues, known: Knowledge, opinion: Votes | None) -> None:
        self.cues, self.questions, self.opinion = cues, known.questions, opinion
        self.scanner = Scanner(cues)
        self.begins, self.fact_begins = _begins(cues.cues), _begins(cues.facts)
        self.brings = {behaviour.id: behaviour.brings for behaviour in known.behaviours.values()}
        self.brands = {
            folded(name): lender.name
            for lender in known.lenders.values()
            for name in (lender.name, *lender.aliases)
            if len(name) > 1 and not name.isdigit()
        }

    def read(self, text: str) -> Reading:
        """What `text` says."""
        page = self.page(text)
        hits: defaultdict[str, list[Hit]] = defaultdict(list)
        for cue, find in self.possible(page, self.begins, self.cues.cues):
            for match in page.matches(cue, find):
                hits[cue.behaviour].append(Hit(match, cue.id))
        if self.opinion and not page.warns():
            settled = {*hits, *(more for name in hits for more in self.brings[name])}
            for name, (start, end) in votes.count(page.normal, self.opinion, settled).items():
                if name not in settled:
                    hits[name] = [Hit(Match(start, end, ""), votes.CUE)]
        for rule in self.cues.yielding:
            strong = [hit.match for name in rule.to for hit in hits.get(name, ())]
            for name in rule.behaviours:
                kept = [h for h in hits.get(name, ()) if not any(page.together(h.match, s, rule.reach) for s in strong)]
                hits[name] = kept
        behaviours = {name: page.shown(found) for name, found in hits.items() if found}
        facts, told = self.facts(page)
        return Reading(behaviours, facts, told)

    def possible(self, page: "Page", begins: Begins, cues: Sequence[AnyCue]) -> Iterator[tuple[AnyCue, list[Pattern]]]:
        """The cues of which a pattern may fit, in order, with the patterns whose first word stands in the text."""
        found: defaultdict[int, dict[Pattern, None]] = defaultdict(dict)
        for name in page.places.starts:
            for place, pattern in begins.get(name, ()):
                found[place][pattern] = None
        for place in sorted(found):
            yield cues[place], list(found[place])

    def page(self, text: str) -> "Page":
        """A text with the words of the cues found in it."""
        return Page(text, normal(text, self.cues), self.scanner, self.cues.blocks)

    def facts(self, page: "Page") -> tuple[dict[str, Value], dict[str, tuple[Seen, ...]]]:
        """The facts that the text tells; of two numbers for one fact the first, of several values all."""
        values: dict[str, Value] = {}
        hits: defaultdict[str, list[Hit]] = defaultdict(list)
        for cue, find in self.possible(page, self.fact_begins, self.cues.facts):
            question = self.questions[cue.fact]
            for match in page.matches(cue, find):
                value = self.value(cue, page.normal.text[match.start : match.end], question)
                if value is None or (cue.fact in values and question.kind != "many"):
                    continue
                before = values.get(cue.fact, ())
                if isinstance(value, tuple) and isinstance(before, tuple):
                    value = in_order(question, {*before, *value})
                values[cue.fact] = value
                hits[cue.fact].append(Hit(match, cue.id))
        told = {fact: page.shown(found) for fact, found in hits.items()}
        brand = max((name for name in self.brands if name in page.normal.text), key=len, default="")
        if brand:
            start = page.normal.text.index(brand)
            values["lender"] = self.brands[brand]
            told["lender"] = page.shown([Hit(Match(start, start + len(brand), brand), BRAND)])
        return values, told

    def value(self, cue: FactCue, words: str, question: Question) -> Value | None:
        """The value that `words` tell; None where they tell none that the fact can have."""
        raw: str | None = cue.value
        if not raw:
            counted = number(words)
            raw = None if counted is None else str(counted * cue.times)
            if raw is not None and question.kind == "clock":
                raw = f"{int(raw):02}:00" if int(raw) < 24 else None
        if raw is None:
            return None
        try:
            return raw == "true" if question.kind == "flag" else parse(question, raw, cue.fact)
        except CallError:
            return None


def votes_of(data: Path) -> Votes | None:
    """The votes in the folder of the knowledge; None where there are none."""
    place = data / "votes.json"
    if not place.exists():
        return None
    read = json.loads(place.read_text(encoding="utf-8"))
    rows = [tuple(read[key]) for key in ("behaviours", "bias", "beside", "alone")]
    return Votes(rows[0], rows[1], rows[2], rows[3], read["runs"])


def load(known: Knowledge, cache: Path | None) -> Reader:
    """The reader of this installation; `cache` as for `store.knowledge`."""
    return Reader(store.cues(known, cache), known, votes_of(store.folder()))


class Hit(NamedTuple):
    """A match and the cue it belongs to."""

    match: Match
    cue: str


class Page:
    """One text while it is read."""

    def __init__(self, text: str, normal: Normal, scanner: Scanner, blocks: Iterable[Block]) -> None:
        self.text, self.normal = text, normal
        self.places: Places = scanner.scan(normal)
        self.blocked: dict[str, tuple[str, list[Match]]] = {}
        for block in blocks:
            found = self.places.all(block.find)
            if found and not self.places.all(block.unless):
                self.blocked[block.id] = (block.reach, found)

    def matches(self, cue: Cue | FactCue, find: Iterable[Pattern] | None = None) -> list[Match]:
        """The matches of a cue that nothing silences; `find` are its patterns that may fit, if not all."""
        found = self.places.all(cue.find if find is None else find)
        if not found or (cue.never and self.places.all(cue.never)):
            return []
        if isinstance(cue, Cue) and cue.needs and not self.places.all(cue.needs):
            return []
        unless = self.places.all(cue.unless) if cue.unless else []
        return [
            match
            for match in found
            if not any(self.together(match, other, "sentence") for other in unless)
            and not self.silenced(match, cue.despite)
        ]

    def silenced(self, match: Match, despite: tuple[str, ...]) -> bool:
        """Whether a block, other than those in `despite`, reaches the match."""
        return any(
            self.reaches(other, match) if reach == "before" else self.together(match, other, reach)
            for name, (reach, found) in self.blocked.items()
            if name not in despite
            for other in found
        )

    def reaches(self, denial: Match, match: Match) -> bool:
        """Whether a denial stands in the match, or shortly before it in its clause."""
        if match.start <= denial.start and denial.end <= match.end:
            return True
        return denial.end <= match.start <= denial.end + NEAR and self.together(denial, match, "clause")

    def warns(self) -> bool:
        """Whether the whole text only speaks of such things: a block reaches all of it."""
        return any(reach == "text" for reach, _ in self.blocked.values())

    def together(self, one: Match, other: Match, reach: str) -> bool:
        """Whether two matches share a clause or sentence; everything shares the text."""
        if reach == "text":
            return True
        parts = self.normal.clause if reach == "clause" else self.normal.sentence
        return parts[one.start] <= parts[other.end - 1] and parts[other.start] <= parts[one.end - 1]

    def shown(self, hits: Iterable[Hit]) -> tuple[Seen, ...]:
        """The words of hits in the text as given, by place, none inside another."""
        spans = sorted(
            {(*self.normal.span(h.match.start, h.match.end), h.cue) for h in hits}, key=lambda s: (s[0], -s[1])
        )
        kept: list[Seen] = []
        for start, end, cue in spans:
            if not kept or end > kept[-1].end:
                kept.append(Seen(start, end, self.text[start:end], cue))
        return tuple(kept[:SHOWN])
