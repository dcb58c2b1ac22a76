"""Facts and knowledge to the whole answer, on the law of the day it happened."""

from collections.abc import Iterable
from datetime import date

from overdue_cli.assessment import SCHEMA, Assessment, Danger, Finding, ReadFact, Said, Span, StageNow, Stand, Todo
from overdue_cli.facts import Facts, Value, in_order
from overdue_cli.knowledge.model import Knowledge, Passage, Pointer, gravity
from overdue_cli.reading import NOTHING, Reading
from overdue_cli.reasoning import deadlines, routes
from overdue_cli.reasoning.asking import ask_next
from overdue_cli.reasoning.findings import judge
from overdue_cli.reasoning.law import cite, support
from overdue_cli.reasoning.logic import applies, evaluate
from overdue_cli.reasoning.resolve import Resolved, resolve
from overdue_cli.reasoning.routes import Stop

OLD_AFTER = 365
"""Age of the knowledge, in days, past which every answer warns of it."""


def assess(given: dict[str, Value], known: Knowledge, today: str, *, reading: Reading | None = None) -> Assessment:
    """The answer to the case `given`, and to what was read from a text; what is given wins over what was read.

    `today` (ISO) is the day of the event where the case names none; `reading` is None where no text was given.
    Pure: the same arguments give the same answer.
    """
    seen = reading or NOTHING
    resolved = resolve(with_reading(given, seen, known), known, today)
    facts = resolved.facts
    day = str(facts.get("event_date") or today)
    names = set(facts.several("behaviours"))
    judged = [judge(b, facts, known, day) for b in known.behaviours.values() if b.id in names]
    order = list(known.behaviours)
    findings = sorted(
        (finding for one in judged for finding in one.findings),
        key=lambda f: (-gravity(f.verdict), order.index(f.behaviour), f.rule),
    )
    running = deadlines.running(facts, known, day, today)
    pointers = [pointer for pointer in known.pointers if applies(pointer.when, pointer.unless, facts)]
    danger = dangers(facts, known)
    papers = [rule for rule, _ in running]
    named = [name for source in (papers, findings, pointers) for one in source for name in one.agencies]
    wanted = [one.actions for source in (papers, findings, pointers) for one in source]
    stops = [*(Stop(agency) for agency in (danger.call if danger else ())), *routes.resolve(named, facts, known)]
    verdict = max((finding.verdict for finding in findings), key=gravity, default="none")
    actions = todo(wanted, facts, known)
    doable = {action.id for action in actions}
    return Assessment(
        schema=SCHEMA,
        knowledge=standing(known, today),
        event_date=day,
        facts=echo(resolved, known),
        verdict=verdict,
        headline=known.wording.headlines[headline(verdict, danger, any(r.pressing for r, _ in running))],
        safety=danger,
        deadlines=tuple(deadline for _, deadline in running),
        findings=tuple(
            completed(finding, doable, facts, known)._replace(spans=spans(finding.behaviour, seen, known))
            for finding in findings
        ),
        read=facts_read(seen, given),
        may=passages(known.may, facts, known, day),
        stage=stage(facts, known),
        agencies=routes.listed(stops, resolved, known),
        actions=actions,
        ask_next=ask_next((o for one in judged for o in one.could_change), named, facts, known),
        obligations=tuple(said.text for said in passages(known.obligations, facts, known, day)),
        remarks=(*((known.wording.text_read,) if reading else ()), *remarks(resolved, pointers, known, day)),
        notice=known.wording.notice,
        trace=tuple(sorted((step for one in judged for step in one.steps), key=lambda step: step.rule)),
    )


def with_reading(given: dict[str, Value], reading: Reading, known: Knowledge) -> dict[str, Value]:
    """The case with what was read added: behaviours to those given, other facts only where none was given."""
    said = known.questions["behaviours"]
    told = Facts(given).several("behaviours")
    more = {fact: value for fact, value in reading.facts.items() if fact not in given}
    behaviours = in_order(said, {*told, *reading.behaviours})
    return {**given, **more, **({"behaviours": behaviours} if behaviours else {})}


def spans(behaviour: str, reading: Reading, known: Knowledge) -> tuple[Span, ...]:
    """The words behind a behaviour: its own, else those of a behaviour that brings it."""
    bringing = (name for name in reading.behaviours if behaviour in known.behaviours[name].brings)
    seen = reading.behaviours.get(behaviour) or tuple(one for name in bringing for one in reading.behaviours[name])
    return tuple(Span(one.start, one.end, one.text, one.cue) for one in seen)


def facts_read(reading: Reading, given: dict[str, Value]) -> tuple[ReadFact, ...]:
    """The facts that were read, each with its words, and whether what was given took its place."""
    return tuple(
        ReadFact(fact, value, fact not in given, tuple(Span(*one) for one in reading.told[fact]))
        for fact, value in reading.facts.items()
    )


def headline(verdict: str, danger: Danger | None, pressing: bool) -> str:
    """The name of the headline: the verdict's, unless danger or a deadline matters more than a light one."""
    if gravity(verdict) > gravity("conditional"):
        return verdict
    if danger:
        return "paid" if danger.kind == "paid_fraudster" else "danger"
    if pressing:
        return "deadline"
    return verdict


def todo(wanted: Iterable[tuple[str, ...]], facts: Facts, known: Knowledge) -> tuple[Todo, ...]:
    """The actions of what is gravest first, each once; within one source in the order of the register."""
    order = list(known.actions)
    names = dict.fromkeys(name for ids in wanted for name in sorted(ids, key=order.index))
    fitting = [known.actions[name] for name in names if applies(None, known.actions[name].unless, facts)]
    return tuple(Todo(action.id, action.part, action.title, action.steps) for action in fitting)


def completed(finding: Finding, doable: set[str], facts: Facts, known: Knowledge) -> Finding:
    """The finding with its routes resolved to agencies, and with the actions that fit this person."""
    return finding._replace(
        agencies=tuple(stop.agency for stop in routes.resolve(finding.agencies, facts, known)),
        actions=tuple(name for name in finding.actions if name in doable),
    )


def dangers(facts: Facts, known: Knowledge) -> Danger | None:
    """The first danger that holds, with what to do in all that do and the agencies of all.

    With several dangers the agencies stand in the order of their register, where the police come first.
    """
    found = [danger for danger in known.safety if evaluate(danger.when, facts).holds]
    if not found:
        return None
    call = dict.fromkeys(agency for danger in found for agency in danger.call)
    ordered = call if len(found) == 1 else (agency for agency in known.agencies if agency in call)
    return Danger(found[0].kind, "".join(danger.say for danger in found), tuple(ordered))


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
    for one in known.stages:
        if isinstance(days, int) and one.first <= days and (one.last is None or days <= one.last):
            return StageNow(days, one.usual, one.rule, one.how_sure)
    return None


def echo(resolved: Resolved, known: Knowledge) -> dict[str, object]:
    """Given, read and resolved facts under their names; what reasoning keeps for itself has no flag."""
    facts, lender = resolved.facts, resolved.lender
    shown: dict[str, object] = {
        fact: value for fact, value in facts.values.items() if known.questions[fact].option and value != ()
    }
    if lender and "lender_kind" in facts.possible:
        shown["lender_candidates"] = [
            {"entity": entity, "lender_kind": kind, "agencies": routes.complaint_by(kind, known)}
            for entity, kind, _ in lender.entities
        ]
    return shown


def remarks(resolved: Resolved, pointers: list[Pointer], known: Knowledge, day: str) -> Iterable[str]:
    """What the reader must know about this case and this answer, beside the findings."""
    yield from (pointer.text for pointer in pointers if pointer.text)
    if resolved.lender and resolved.facts.possible:
        yield resolved.lender.find_out
    if day > known.checked_on:
        yield known.wording.stale.replace("{day}", day).replace("{checked_on}", known.checked_on)


def standing(known: Knowledge, today: str) -> Stand:
    """The knowledge's version and age, and how many provisions were read or only reported."""
    how = [provision.how_sure for provision in known.provisions.values()]
    age = max(0, (date.fromisoformat(today) - date.fromisoformat(known.checked_on)).days)
    old = known.wording.old.replace("{days}", str(age)).replace("{checked_on}", known.checked_on)
    counts = how.count("read"), how.count("reported")
    return Stand(known.version, known.checked_on, age, *counts, old if age > OLD_AFTER else "")
