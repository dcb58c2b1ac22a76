"""A template and a case to a draft: what it says, what is left to fill in, what it must contain, how to hand it in."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from overdue_cli.assessment import Basis
from overdue_cli.facts import Facts, Value
from overdue_cli.knowledge import papers
from overdue_cli.knowledge.declared import Text
from overdue_cli.knowledge.model import Knowledge, gravity
from overdue_cli.knowledge.plans import Line
from overdue_cli.papers import fields
from overdue_cli.papers.case import Case, implied
from overdue_cli.reasoning import deadlines
from overdue_cli.reasoning.law import possible
from overdue_cli.reasoning.logic import applies
from overdue_cli.render import citing
from overdue_cli.render.block import Block

NUMERALS = "一二三四五六七八九十"

VOICES = ("relative", "colleague", "wrong_number")
"""Who writes about calls that should never have reached them."""


class ElementNow(NamedTuple):
    """A required element: whether it stands in the draft, and whether it still has blanks."""

    id: Text
    name: Text
    present: bool
    to_fill: bool


class Draft(NamedTuple):
    """One letter. `warnings` come first where the case does not support it; `cover` is for the writer alone."""

    kind: str
    title: str
    to: str
    supported: bool
    warnings: tuple[str, ...]
    body: tuple[Block, ...]
    blanks: tuple[str, ...]
    cover: dict[str, tuple[str, ...]]
    elements: tuple[ElementNow, ...]
    basis: tuple[Basis, ...]


class Paragraph(NamedTuple):
    """A part of the template as this case fills it."""

    kind: str
    element: str
    text: str


def draft(letter: papers.Letter, case: Case, words: papers.LetterWords, known: Knowledge, today: str) -> Draft:
    """The letter for the case; pure, the same arguments give the same draft."""
    return _Writer(letter, case, words, known, today).draft()


class _Writer:
    """Holds what every part of one letter asks for."""

    def __init__(
        self, letter: papers.Letter, case: Case, words: papers.LetterWords, known: Knowledge, today: str
    ) -> None:
        self.letter, self.case, self.words, self.known, self.today = letter, case, words, known, today
        resolved = case.resolved(known, today)
        self.facts: Facts = resolved.facts
        told = fields.of_case(resolved, known, today)
        self.values = {name: value or fields.blank(words.blanks[name]) for name, value in told.items()}
        self.lender = resolved.lender

    def draft(self) -> Draft:
        """The whole."""
        title, to = self.first(self.letter.title), self.first(self.letter.to)
        warnings = tuple(self.warnings())
        paragraphs = _without_empty_sections(list(self.paragraphs()))
        body = tuple(self.blocks(title, to, warnings, paragraphs))
        return Draft(
            kind=self.letter.id,
            title=title,
            to=to,
            supported=not warnings,
            warnings=warnings,
            body=body,
            blanks=tuple(fields.blanks("\n".join(block.text for block in body))),
            cover=self.cover(),
            elements=tuple(self.elements(paragraphs)),
            basis=tuple(self.basis()),
        )

    def blocks(self, title: str, to: str, warnings: tuple[str, ...], rest: list[Paragraph]) -> Iterator[Block]:
        """The letter as it is handed in, sections numbered; a warning stands before it."""
        yield from (Block("alert", text) for text in warnings)
        yield Block("headline", title)
        yield Block("plain", f"{to}：")
        section = 0
        for paragraph in rest:
            if paragraph.kind == "heading":
                yield Block("heading", f"{NUMERALS[section]}、{paragraph.text}")
                section += 1
            else:
                yield Block(paragraph.kind, paragraph.text)

    def warnings(self) -> Iterator[str]:
        """Why the case does not support this letter."""
        for caution in self.letter.cautions:
            light = not caution.lighter_than or gravity(self.case.answer.verdict) < gravity(caution.lighter_than)
            if light and applies(caution.when, caution.unless, self.facts):
                yield fields.fill(caution.text, self.values)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every part that fits, repeated for everything in its list."""
        for part in self.letter.parts:
            told = part.no_events and self.case.events
            if told or not applies(part.when, part.unless, self.facts):
                continue
            law = self.in_force(part.basis, of_event=part.of_event)
            if "{basis}" in part.text and not law:
                continue  # a request that names its law is not made without it
            values = self.values | {"basis": self.named(law)}
            if not part.each:
                yield Paragraph(part.kind, part.element, fields.fill(part.text, values))
                continue
            found = list(self.listed(part.each))
            for item in found:
                yield Paragraph(part.kind, part.element, fields.fill(part.text, values | {"each": item}))
            known = part.each == "did" and self.case.doubtful()  # told by its words, the hour, who was contacted
            if not found and part.otherwise and not known:
                yield Paragraph(part.kind, part.element, fields.fill(part.otherwise, values))

    def listed(self, name: str) -> Iterable[str]:
        """What `each` goes through."""
        return {"events": self.events, "did": self.did, "words": self.quoted, "law": self.law}[name]()

    def events(self) -> Iterable[str]:
        """The contacts of the record."""
        return self.case.events

    def did(self) -> Iterator[str]:
        """Conduct that neither words nor another fact nor other conduct already tells."""
        doubtful = self.case.doubtful()
        told = {name for quote in self.case.quotes for name in quote.behaviours}
        told |= {more for name in doubtful for more in self.known.behaviours[name].brings}
        told |= implied(self.written(), self.known, self.today)
        other = self.facts.get("asking_as") in VOICES
        for name in doubtful:
            if name not in told:
                telling = self.words.told[name]
                yield telling.other if other else telling.borrower

    def written(self) -> dict[str, Value]:
        """The facts that stand in the letter in words of their own; the channel alone does not say what was done."""
        texts = [
            part.text + part.otherwise for part in self.letter.parts if applies(part.when, part.unless, self.facts)
        ]
        named = set(re.findall(r"\{(\w+)\}", "".join(texts))) - {"channels"}
        return {name: value for name, value in self.case.facts.values.items() if name in named}

    def quoted(self) -> Iterator[str]:
        """Words of the other side, exactly, with what they show; not those that a contact of the record tells."""
        events = "".join(self.case.events)
        for quote in self.case.quotes:
            shown = [name for name in quote.behaviours if name in self.case.doubtful()]
            if shown and fields.words_of(quote.words) not in events:
                names = "、".join(self.known.behaviours[name].name for name in shown)
                yield fields.fill(self.words.quoted, {"words": fields.words_of(quote.words), "names": names})

    def law(self) -> Iterable[str]:
        """The provisions of grave enough findings that whoever receives the letter can apply."""
        return citing.cited(self.found_law(), self.known.wording)

    def found_law(self) -> list[Basis]:
        """The same, as records, each once."""
        letter, lightest = self.letter, gravity(self.letter.lightest)
        found = (b for f in self.case.answer.findings if gravity(f.verdict) >= lightest for b in f.basis if b.carries)
        fitting = (
            one
            for one in found
            if one.how_sure != "unverified"
            and (not letter.cites or one.title in letter.cites)
            and one.title not in letter.cites_not
        )
        return list({one.id: one for one in fitting}.values())

    def named(self, law: Iterable[Basis]) -> str:
        """Provisions as named in a sentence."""
        return "；".join(citing.cited(law, self.known.wording))

    def in_force(self, names: tuple[str, ...], *, of_event: bool = False) -> list[Basis]:
        """Provisions in force on the day of the letter, or of the event, that do not leave this case out."""
        return possible(names, self.facts, self.known, self.case.answer.event_date if of_event else self.today)

    def first(self, lines: Iterable[Line]) -> str:
        """The first line that fits."""
        return next(self.fitting(lines), "")

    def fitting(self, lines: Iterable[Line], **more: str) -> Iterator[str]:
        """The lines that fit, filled in; not those whose provisions all leave this case out."""
        for line in lines:
            law = self.in_force(line.basis)
            if applies(line.when, line.unless, self.facts) and (law or not line.basis):
                yield fields.fill(line.text, self.values | {"basis": self.named(law)} | more)

    def cover(self) -> dict[str, tuple[str, ...]]:
        """What the writer keeps, by the names of its parts."""
        cover, day = self.letter.cover, ""
        if cover.period:
            start = deadlines.limit(cover.period, {}, self.known).from_
            due = deadlines.limit(cover.period, {start: self.today}, self.known).due
            day = fields.spoken_day(due) if due else ""
        return {
            "hand_in": (*self.lender_may_be(), *self.fitting(cover.hand_in)),
            "attach": tuple(self.fitting(cover.attach)),
            "receipt": tuple(self.fitting(cover.receipt)),
            "answer": tuple(self.fitting(cover.answer, answer_by=day)),
            "next": tuple(self.fitting(cover.next)),
            "keep": self.words.keep,
        }

    def lender_may_be(self) -> Iterator[str]:
        """Who may stand behind the brand that was named, for the blank of the lender's full name."""
        if self.lender and fields.blanks(self.values["lender"]):
            names = "、".join(entity for entity, _, _ in self.lender.entities)
            yield fields.fill(self.words.may_be, {"product": self.values["product"], "names": names})

    def elements(self, paragraphs: list[Paragraph]) -> Iterator[ElementNow]:
        """The required elements, as they stand in the draft."""
        for element in self.letter.elements:
            texts = [paragraph.text for paragraph in paragraphs if paragraph.element == element.id]
            yield ElementNow(element.id, element.name, bool(texts), any(map(fields.blanks, texts)))

    def basis(self) -> Iterable[Basis]:
        """All provisions behind the draft, each once: the findings', then the template's own."""
        fitting = [part for part in self.letter.parts if applies(part.when, part.unless, self.facts)]
        asked = [name for element in self.letter.elements for name in element.basis]
        own = [*self.in_force(tuple(asked))]
        for part in fitting:
            own += self.in_force(part.basis, of_event=part.of_event)
        return list({one.id: one for one in (*self.found_law(), *own)}.values())


def _without_empty_sections(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs without headings under which nothing stands."""
    following = [*(paragraph.kind for paragraph in paragraphs[1:]), "heading"]
    pairs = zip(paragraphs, following, strict=True)
    return [one for one, next_ in pairs if not (one.kind == next_ == "heading")]
