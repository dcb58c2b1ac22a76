"""The reader: a text to behaviours and facts, each with the words that show it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from overdue_cli.errors import CallError
from overdue_cli.facts import Value, in_order, parse
from overdue_cli.knowledge import store
from overdue_cli.knowledge.model import Knowledge, Question
from overdue_cli.knowledge.patterns import Pattern
from overdue_cli.knowledge.wordbook import BLOCK, CUE, FACT, Sign, Try, Wordbook
from overdue_cli.reading import Reading, Seen, votes
from overdue_cli.reading.danger import Heard, hear
from overdue_cli.reading.match import Match, Places, Scanner
from overdue_cli.reading.normal import Normaliser
from overdue_cli.reading.numbers import number
from overdue_cli.words.letters import folded

if TYPE_CHECKING:
    from pathlib import Path

NEAR = 8
"""Characters that a denial reaches ahead in its clause."""

DESPAIR = "want_to_die"

BRAND = "brand"
"""What stands for a cue where a name of the register of lenders was read."""

SHOWN = 12
"""Spans of one behaviour that are kept."""


class Reader:
    """Reads texts; made once from the wordbook, used for many."""

    def __init__(self, book: Wordbook, known: Knowledge) -> None:
        self.book, self.known, self.questions = book, known, known.questions
        self.normaliser = Normaliser(book.simplified, book.respelled)
        self.scanner = Scanner(book.shelves)
        self.tries = Tries(book.tries, self.scanner.tries)
        self.opinion = votes.Opinion(book.votes, book.runs) if book.votes else None
        self.brings = {behaviour.id: behaviour.brings for behaviour in known.behaviours.values()}
        named = [(folded(name), x.name) for x in known.lenders.values() for name in (x.name, *x.aliases)]
        self.lenders = {name: lender for name, lender in named if len(name) > 1 and not name.isdigit()}
        by_length = sorted(self.lenders, key=len, reverse=True)
        self.brand_order = {name: place for place, name in enumerate(by_length)}
        self.brands: dict[str, list[str]] = {}
        """First character, names of lenders."""
        for name in by_length:
            self.brands.setdefault(name[0], []).append(name)

    def read(self, text: str) -> Reading:
        """What `text` says."""
        page = self.page(text)
        hits: defaultdict[str, list[Hit]] = defaultdict(list)
        for name, find in page.tries[CUE].items():
            sign = self.book.cues[name]
            for match in page.matches(sign, find):
                hits[sign.shows].append(Hit(match, name))
        if self.opinion and not page.warns():
            settled = {*hits, *(more for name in hits for more in self.brings[name])}
            for name, (start, end) in self.opinion.count(page.normal, settled).items():
                hits[name] = [Hit(Match(start, end, ""), votes.CUE)]
        for rule in self.book.yielding:
            if hits.keys().isdisjoint(rule.behaviours):
                continue
            strong = [hit.match for name in rule.to for hit in hits.get(name, ())]
            for name in rule.behaviours:
                kept = [h for h in hits.get(name, ()) if not any(page.together(h.match, s, rule.reach) for s in strong)]
                hits[name] = kept
        behaviours = {name: page.shown(found) for name, found in hits.items() if found}
        facts, told = self.facts(page)
        return with_danger(Reading(behaviours, facts, told), hear(text, self.known), self.known)

    def page(self, text: str) -> "Page":
        """A text with the words of the cues found in it."""
        return Page(text, self)

    def facts(self, page: "Page") -> tuple[dict[str, Value], dict[str, tuple[Seen, ...]]]:
        """The facts that the text tells; of two numbers for one fact the first, of several values all."""
        values: dict[str, Value] = {}
        hits: defaultdict[str, list[Hit]] = defaultdict(list)
        for name, find in page.tries[FACT].items():
            sign = self.book.facts[name]
            question = self.questions[sign.shows]
            for match in sorted(page.matches(sign, find), key=lambda match: (match.start, -match.end)):
                value = self.value(sign, page.normal.text[match.start : match.end], question)
                if value is None or (question.fact in values and question.kind != "many"):
                    continue
                before = values.get(question.fact, ())
                if isinstance(value, tuple) and isinstance(before, tuple):
                    value = in_order(question, {*before, *value})
                values[question.fact] = value
                hits[question.fact].append(Hit(match, name))
        told = {fact: page.shown(found) for fact, found in hits.items()}
        text = page.normal.text
        brand = self.brand(text)
        if brand:
            start = text.index(brand)
            values["lender"] = self.lenders[brand]
            told["lender"] = page.shown([Hit(Match(start, start + len(brand), brand), BRAND)])
        return values, told

    def brand(self, text: str) -> str:
        """The longest name of a lender that stands in `text`, of several the first of the register; else empty."""
        firsts = self.brands.keys() & set(text)
        names = (name for char in firsts for name in self.brands[char] if name in text)
        return min(names, key=self.brand_order.__getitem__, default="")

    def value(self, sign: Sign, words: str, question: Question) -> Value | None:
        """The value that `words` tell; None where they tell none that the fact can have."""
        raw: str | None = sign.value
        if not raw:
            counted = number(words)
            raw = None if counted is None else str(counted * sign.times)
            if raw is not None and question.kind == "clock":
                raw = f"{int(raw):02}:00" if int(raw) < 24 else None
        if raw is None:
            return None
        try:
            return raw == "true" if question.kind == "flag" else parse(question, raw, question.fact)
        except CallError:
            return None


def with_danger(reading: Reading, heard: Heard | None, known: Knowledge) -> Reading:
    """A reading with the danger that was heard in the same text.

    It is the fact `now`, with its words, and what they show of the other side. Despair is nobody's insult: words of it
    that a frame knows show no behaviour; what only sounds like it may well tell what the other side did.
    """
    if heard is None:
        return reading
    signs = known.danger_signs
    despair = [span for span in heard.spans if signs[span.cue].now == DESPAIR and signs[span.cue].find]
    behaviours = {
        name: kept
        for name, spans in reading.behaviours.items()
        if (kept := tuple(span for span in spans if not any(_share(span, other) for other in despair)))
    }
    for name in heard.behaviours:
        words = tuple(span for span in heard.spans if name in signs[span.cue].behaviours)
        behaviours.setdefault(name, words)
    facts: dict[str, Value] = {**reading.facts, "now": in_order(known.questions["now"], heard.now)}
    told = {**reading.told, "now": heard.spans}
    if heard.danger_to:
        facts["danger_to"], told["danger_to"] = heard.danger_to, heard.spans
    return Reading(behaviours, facts, told)


def _share(span: Seen, other: Seen) -> bool:
    """Whether two spans share characters."""
    return span.start < other.end and other.start < span.end


def load(known: Knowledge, cache: "Path | None") -> Reader:
    """The reader of this installation; `cache` as for `store.knowledge`."""
    return Reader(store.wordbook(known, cache), known)


class Tries(dict[str, list[Try]]):
    """Class of a word, patterns to try where it stands; of those of the wordbook the ones that texts brought so far."""

    def __init__(self, every: Mapping[str, Try], by_class: Mapping[str, list[str]]) -> None:
        self.every, self.by_class = every, by_class

    def __missing__(self, name: str) -> list[Try]:
        self[name] = [self.every[order] for order in self.by_class.get(name, ())]
        return self[name]


class Hit(NamedTuple):
    """A match and the cue it belongs to."""

    match: Match
    cue: str


class Page:
    """One text while it is read."""

    def __init__(self, text: str, reader: Reader) -> None:
        self.text, self.normal = text, reader.normaliser.normal(text)
        self.places: Places = reader.scanner.scan(self.normal)
        self.tries = self._worth_trying(reader.tries)
        self.blocked: dict[str, tuple[str, list[Match]]] = {}
        for name, find in self.tries[BLOCK].items():
            denial, found = reader.book.blocks[name], self.places.all(find)
            if found and not any(self.places.among(denial.unless)):
                self.blocked[name] = (denial.reach, found)

    def _worth_trying(self, tries: Mapping[str, Iterable[Try]]) -> dict[str, dict[str, list[Pattern]]]:
        """Cues, fact cues and blocks with those of their patterns of which every word stands here, in order."""
        found: dict[int, Try] = {}
        missing = self.places.starts.keys().isdisjoint
        for name in self.places.starts:
            for one in tries[name]:
                for classes in one.rest:
                    if missing(classes):
                        break
                else:
                    found[one.order] = one
        grouped: dict[str, dict[str, list[Pattern]]] = {CUE: {}, FACT: {}, BLOCK: {}}
        for order in sorted(found):
            one = found[order]
            grouped[one.kind].setdefault(one.of, []).append(one.pattern)
        return grouped

    def matches(self, sign: Sign, find: Iterable[Pattern]) -> list[Match]:
        """The matches of `find` that nothing silences."""
        found = self.places.all(find)
        if not found or any(self.places.among(sign.never)):
            return []
        if sign.needs.patterns and not any(self.places.among(sign.needs)):
            return []
        unless = [*self.places.among(sign.unless)]
        return [
            match
            for match in found
            if not any(self.together(match, other, "sentence") for other in unless)
            and not self.silenced(match, sign.despite)
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
        found = {(*self.normal.span(hit.match.start, hit.match.end), hit.cue) for hit in hits}
        spans = sorted(found, key=lambda span: (span[0], -span[1], span[2]))
        kept: list[Seen] = []
        for start, end, cue in spans:
            if not kept or end > kept[-1].end:
                kept.append(Seen(start, end, self.text[start:end], cue))
        return tuple(kept[:SHOWN])
