"""Facts and knowledge to the whole answer, on the law of the day it happened."""

import functools
from collections.abc import Iterable
from typing import NamedTuple

from overdue_cli.assessment import (
    SCHEMA,
    Assessment,
    Danger,
    Deadline,
    Finding,
    ReadFact,
    Said,
    Span,
    StageNow,
    Todo,
)
from overdue_cli.facts import Facts, Value, in_order
from overdue_cli.knowledge.model import DeadlineRule, Knowledge, Lender, Passage, Pointer, gravity
from overdue_cli.reading import NOTHING, Reading
from overdue_cli.reasoning import danger, deadlines, routes
from overdue_cli.reasoning.asking import Note, Untold, ask_next, of_outcomes, of_papers, of_route, of_untold
from overdue_cli.reasoning.findings import Judged, judge
from overdue_cli.reasoning.law import cite, standing, support
from overdue_cli.reasoning.logic import applies, first_fitting
from overdue_cli.reasoning.remembered import Remembered
from overdue_cli.reasoning.resolve import Resolved, begun, find_lender, implied
from overdue_cli.reasoning.routes import Stop, once

Source = DeadlineRule | Finding | Pointer
"""What names agencies and actions."""


def assess(given: dict[str, Value], known: Knowledge, today: str, *, reading: Reading | None = None) -> Assessment:
    """The answer to the case `given`, and to what was read from a text; what is given wins over what was read.

    `today` (ISO) is the day of the event where the case names none; `reading` is None where no text was given.
    Pure: the same arguments give the same answer.
    """
    return Assessor(known, today).assess(given, reading)


SAYS_LITTLE = frozenset(
    ("lender", "lender_kind", "loan_kind", "days_overdue", "event_date", "province", "time", "channels")
)
"""Facts that say nothing of what happened: where a text told no more than these, nothing was read from it."""


class Assessor:
    """Assesses cases, all on the same `today`; made once, used for many, of which like ones are quick."""

    def __init__(self, known: Knowledge, today: str) -> None:
        self.known, self.today, self.standing = known, today, standing(known, today)
        self.answered = functools.lru_cache(maxsize=4000)(self._answered)
        self.lender = functools.lru_cache(maxsize=1000)(functools.partial(find_lender, known=known))
        self.judged = {name: Remembered(functools.partial(self._judged, name)) for name in known.behaviours}
        self.followed = {name: Remembered(functools.partial(self._followed, name)) for name in known.routes}
        self.begun = Remembered(self._begun)
        self.said = Remembered(self._said)
        self.pointed = Remembered(self._pointed)

    def assess(self, given: dict[str, Value], reading: Reading | None = None) -> Assessment:
        """As the function `assess`."""
        seen = reading or NOTHING
        case = with_reading(given, seen, self.known)
        if reading and case.keys() <= SAYS_LITTLE and "court_document" not in Facts(case).several("channels"):
            case["nothing_read"] = True
        answer = self.answered(tuple(case.items()))
        findings = answer.findings
        if seen.behaviours:
            findings = tuple(one._replace(spans=spans(one.behaviour, seen, self.known)) for one in findings)
        remarks = (self.known.wording.text_read, *answer.remarks) if reading else answer.remarks
        return answer._replace(findings=findings, read=facts_read(seen, given), remarks=remarks)

    def _answered(self, case: tuple[tuple[str, Value], ...]) -> Assessment:
        """The answer to the facts of a case, without what only the words of a text say."""
        known, values = self.known, dict(case)
        lender = self.lender(str(values["lender"])) if "lender" in values else None
        facts = implied(begun(values, lender, self.today), known)
        day = self._day(facts)
        start = self.begun(facts)
        judged = [self.judged[name](facts) for name in facts.several("behaviours")]
        findings = in_gravity((finding for one, _ in judged for finding in one.findings), known)
        verdict = findings[0].verdict if findings else "none"
        answered = facts.with_(wrong_found=gravity(verdict) > gravity("conditional"))
        pointers = self.pointed(answered)
        may, obligations = self.said(answered)
        ahead, early, behind = by_place(pointers)
        callers: list[Source] = [*ahead, *start.papers, *findings, *early, *behind]
        sources: list[Source] = [*ahead, *start.papers, *early, *findings, *behind]
        routed = {name: self._route(name, facts) for one in callers for name in one.agencies}
        stops = [*start.calls, *(stop for one, _ in routed.values() for stop in one)]
        actions = danger.first_actions(
            start.danger, todo((one.actions for one in sources), facts, known), start.instead
        )
        doable = {action.id for action in actions}
        notes = [note for _, more in (*judged, *routed.values()) for note in more]
        pressing = any(rule.pressing for rule in start.papers)
        return Assessment(
            schema=SCHEMA,
            knowledge=self.standing,
            event_date=day,
            facts=echo(facts, lender, known),
            verdict=verdict,
            headline=headline(verdict, start.danger, pressing, answered, known),
            safety=start.danger,
            deadlines=start.deadlines,
            findings=tuple(
                finding._replace(
                    agencies=tuple(s.agency for s in once(s for name in finding.agencies for s in routed[name][0])),
                    actions=tuple(name for name in finding.actions if name in doable),
                )
                for finding in findings
            ),
            read=(),
            may=may,
            stage=stage(facts, known),
            agencies=danger.with_script(start.danger, routes.listed(stops, Resolved(facts, lender), known)),
            actions=actions,
            ask_next=ask_next([*notes, *start.notes, *self._untold(start, facts)], known),
            obligations=obligations,
            remarks=tuple(self._remarks(pointers, lender, facts)),
            notice=known.wording.notice,
            trace=tuple(sorted((step for one, _ in judged for step in one.steps), key=lambda step: step.rule)),
        )

    def _day(self, facts: Facts) -> str:
        return str(facts.get("event_date") or self.today)

    def _judged(self, name: str, facts: Facts) -> tuple[Judged, tuple[Note, ...]]:
        judged = judge(self.known.behaviours[name], facts, self.known, self._day(facts))
        return judged, of_outcomes(judged.could_change, facts, self.known)

    def _route(self, name: str, facts: Facts) -> tuple[tuple[Stop, ...], tuple[Note, ...]]:
        """The agencies of a route, and what could change them; a name that is no route is an agency's."""
        return self.followed[name](facts) if name in self.followed else ((Stop(name),), ())

    def _followed(self, name: str, facts: Facts) -> tuple[tuple[Stop, ...], tuple[Note, ...]]:
        return routes.follow(self.known.routes[name], facts), of_route(self.known.routes[name], facts, self.known)

    def _begun(self, facts: Facts) -> "Start":
        running = deadlines.running(facts, self.known, self._day(facts), self.today)
        pressing = [deadline for rule, deadline in running if rule.pressing]
        found = danger.dangers(facts, self.known, pressing, self.today)
        return Start(
            papers=tuple(rule for rule, _ in running),
            deadlines=tuple(deadline for _, deadline in running),
            danger=found,
            instead=danger.instead(facts, self.known),
            calls=tuple(Stop(agency) for agency in (found.call if found else ())),
            notes=of_papers(facts, self.known),
            untold=of_untold(facts, self.known),
        )

    def _said(self, facts: Facts) -> tuple[tuple[Said, ...], tuple[str, ...]]:
        """What the lender may do, and what is still owed."""
        known, day = self.known, self._day(facts)
        owed = passages(known.obligations, facts, known, day)
        return passages(known.may, facts, known, day), tuple(said.text for said in owed)

    def _pointed(self, facts: Facts) -> tuple[Pointer, ...]:
        return tuple(one for one in self.known.pointers if applies(one.when, one.unless, facts))

    def _untold(self, start: "Start", facts: Facts) -> Iterable[Note]:
        for fact, ids, notes in start.untold:
            if not set(facts.several(fact)).issuperset(ids):
                yield from notes

    def _remarks(self, pointers: Iterable[Pointer], lender: Lender | None, facts: Facts) -> Iterable[str]:
        """What the reader must know about this case and this answer, beside the findings."""
        wording, day = self.known.wording, self._day(facts)
        yield from danger.unsure(facts, self.known)
        yield from (pointer.text for pointer in pointers if pointer.text)
        if lender and facts.can_be("lender_kind"):
            yield lender.find_out
        if day > self.known.checked_on:
            yield wording.stale.replace("{day}", day).replace("{checked_on}", self.known.checked_on)


class Start(NamedTuple):
    """What a case brings before its findings: papers with their periods, a danger, the actions whose place its steps
    take, whom to call in it.

    `notes` and `untold` say which unknown facts could change that.
    """

    papers: tuple[DeadlineRule, ...]
    deadlines: tuple[Deadline, ...]
    danger: Danger | None
    instead: frozenset[str]
    calls: tuple[Stop, ...]
    notes: tuple[Note, ...]
    untold: tuple[Untold, ...]


def in_gravity(findings: Iterable[Finding], known: Knowledge) -> list[Finding]:
    """The findings, the gravest first, then in the order of the behaviours."""
    order = {name: place for place, name in enumerate(known.behaviours)}
    return sorted(findings, key=lambda one: (-gravity(one.verdict), order[one.behaviour], one.rule))


def by_place(pointers: Iterable[Pointer]) -> tuple[list[Pointer], list[Pointer], list[Pointer]]:
    """The pointers whose actions come first of all, before the findings, after them."""
    places: tuple[list[Pointer], list[Pointer], list[Pointer]] = ([], [], [])
    for pointer in pointers:
        places[0 if pointer.first else 1 if pointer.early else 2].append(pointer)
    return places


def with_reading(given: dict[str, Value], reading: Reading, known: Knowledge) -> dict[str, Value]:
    """The case with what was read added: behaviours to those given, other facts only where none was given."""
    said = known.questions["behaviours"]
    told = Facts(given).several("behaviours")
    more = {fact: value for fact, value in reading.facts.items() if fact not in given}
    behaviours = in_order(said, {*told, *reading.behaviours})
    if "now" in given and "now" in reading.facts:  # a danger is added: no other that was given makes it go away
        here = {*Facts(given).several("now"), *Facts(reading.facts).several("now")}
        more["now"] = in_order(known.questions["now"], here)
    return {**given, **more, **({"behaviours": behaviours} if behaviours else {})}


def spans(behaviour: str, reading: Reading, known: Knowledge) -> tuple[Span, ...]:
    """The words behind a behaviour: its own, else those of a behaviour that brings it."""
    bringing = (name for name in reading.behaviours if behaviour in known.behaviours[name].brings)
    seen = reading.behaviours.get(behaviour) or tuple(one for name in bringing for one in reading.behaviours[name])
    return tuple(Span(one.start, one.end, one.text, one.cue) for one in seen)


def facts_read(reading: Reading, given: dict[str, Value]) -> tuple[ReadFact, ...]:
    """The facts that were read, each with its words, and whether what was given took its place."""
    return tuple(
        ReadFact(fact, value, fact not in given or fact == "now", tuple(Span(*one) for one in reading.told[fact]))
        for fact, value in reading.facts.items()
    )


def headline(verdict: str, found: Danger | None, pressing: bool, facts: Facts, known: Knowledge) -> str:
    """The headline: the danger's, else that of a deadline where the verdict is a light one, else the verdict's."""
    if found:
        return found.headline
    light = gravity(verdict) <= gravity("conditional")
    return first_fitting(known.headlines["deadline" if pressing and light else verdict], facts)


def todo(wanted: Iterable[tuple[str, ...]], facts: Facts, known: Knowledge) -> tuple[Todo, ...]:
    """The actions of what is gravest first, each once; within one source in the order of the register."""
    order = list(known.actions)
    names = dict.fromkeys(name for ids in wanted for name in sorted(ids, key=order.index))
    wanted_here = (known.actions[name] for name in names)
    fitting = [action for action in wanted_here if applies(action.when, action.unless, facts)]
    steps = [tuple(step.say for step in action.steps if applies(step.when, step.unless, facts)) for action in fitting]
    return tuple(Todo(a.id, a.part, a.title, says) for a, says in zip(fitting, steps, strict=True) if says)


def passages(all_: Iterable[Passage], facts: Facts, known: Knowledge, day: str) -> tuple[Said, ...]:
    """The passages that fit the case, with the provisions in force on `day`."""
    return tuple(
        Said(passage.text, tuple(map(cite, support(passage.basis, facts, known, day).cited)))
        for passage in all_
        if applies(passage.when, passage.unless, facts)
    )


def stage(facts: Facts, known: Knowledge) -> StageNow | None:
    """What is usual at this many days overdue; None where the days are unknown."""
    days = facts.get("days_overdue")
    if not isinstance(days, int):
        return None
    for one in known.stages:
        last = days if one.last is None else one.last
        if one.first <= days <= last and applies(one.when, one.unless, facts):
            return StageNow(days, one.usual, one.rule, one.how_sure)
    return None


def echo(facts: Facts, lender: Lender | None, known: Knowledge) -> dict[str, object]:
    """Given, read and resolved facts under their names; what reasoning keeps for itself has no flag."""
    shown: dict[str, object] = {
        fact: value for fact, value in facts.values.items() if known.questions[fact].option and value != ()
    }
    if lender and facts.can_be("lender_kind"):
        shown["lender_candidates"] = [
            {"entity": entity, "lender_kind": kind, "agencies": routes.complaint_by(kind, known)}
            for entity, kind, _ in lender.entities
        ]
    return shown
