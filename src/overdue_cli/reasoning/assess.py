"""Facts and knowledge to the whole answer, on the law of the day it happened."""

from collections.abc import Iterable, Sized

from overdue_cli.assessment import SCHEMA, Assessment, Danger, Finding, Said, StageNow, Stand, Step, Todo
from overdue_cli.facts import Facts, Value
from overdue_cli.knowledge.model import Knowledge, Passage, gravity
from overdue_cli.reasoning import deadlines, routes
from overdue_cli.reasoning.asking import ask_next
from overdue_cli.reasoning.findings import judge
from overdue_cli.reasoning.law import cite, support
from overdue_cli.reasoning.logic import evaluate
from overdue_cli.reasoning.resolve import resolve
from overdue_cli.reasoning.routes import Stop


def assess(given: dict[str, Value], known: Knowledge, today: str, *, text_unread: bool = False) -> Assessment:
    """The answer to the case `given`.

    `today` (ISO) is the day of the event where the case names none. `text_unread` says that a message was
    given but not read. Pure: the same arguments give the same answer.
    """
    facts, lender = resolve(given, known, today)
    day = str(facts.get("event_date") or today)
    names = set(facts.several("behaviours"))
    judged = [judge(b, facts, known, day) for b in known.behaviours.values() if b.id in names]
    findings = [finding for one in judged for finding in one.findings]
    order = list(known.behaviours)
    findings.sort(key=lambda f: (-gravity(f.verdict), order.index(f.behaviour), f.rule))
    running = deadlines.running(facts, known, day)
    danger = safety(facts, known)
    named = [name for finding in findings for name in finding.agencies]
    stops = [
        *(Stop(agency) for agency in (danger.call if danger else ())),
        *(stop for rule, _ in running for stop in routes.resolve(rule.agencies, facts, known)),
        *routes.resolve(named, facts, known),
    ]
    wanted = {action for finding in findings for action in finding.actions}
    wanted |= {action for rule, _ in running for action in rule.actions}
    verdict = max((finding.verdict for finding in findings), key=gravity, default="none")
    return Assessment(
        schema=SCHEMA,
        knowledge=standing(known),
        event_date=day,
        facts=echo(facts, known, lender.entities if lender else ()),
        verdict=verdict,
        headline=headline(verdict, danger, running, known),
        safety=danger,
        deadlines=tuple(deadline for _, deadline in running),
        findings=tuple(with_agencies(finding, facts, known) for finding in findings),
        may=passages(known.may, facts, known, day),
        stage=stage(facts, known),
        agencies=routes.listed(stops, known),
        actions=tuple(Todo._make(action) for action in known.actions.values() if action.id in wanted),
        ask_next=ask_next((o for one in judged for o in one.could_change), named, facts, known),
        obligations=tuple(said.text for said in passages(known.obligations, facts, known, day)),
        remarks=tuple(remarks(facts, known, day, text_unread, lender.find_out if lender else "")),
        notice=known.wording.notice,
        trace=trace(step for one in judged for step in one.steps),
    )


def headline(verdict: str, danger: Danger | None, running: Sized, known: Knowledge) -> str:
    """The answer in one line: by the verdict, unless danger or a deadline matters more than a light one."""
    light = gravity(verdict) <= gravity("conditional")
    key = "danger" if danger and light else "deadline" if running and light else verdict
    return known.wording.headlines[key]


def with_agencies(finding: Finding, facts: Facts, known: Knowledge) -> Finding:
    """The finding with its routes resolved to the agencies of this case."""
    return finding._replace(agencies=tuple(s.agency for s in routes.resolve(finding.agencies, facts, known)))


def safety(facts: Facts, known: Knowledge) -> Danger | None:
    """The first danger that holds, with what to do in all that do and the agencies of all.

    With several dangers the agencies stand in the order of their register, where 110 is first.
    """
    dangers = [danger for danger in known.safety if evaluate(danger.when, facts).holds]
    if not dangers:
        return None
    call = dict.fromkeys(agency for danger in dangers for agency in danger.call)
    ordered = call if len(dangers) == 1 else (agency for agency in known.agencies if agency in call)
    return Danger(dangers[0].kind, "".join(danger.say for danger in dangers), tuple(ordered))


def passages(all_: Iterable[Passage], facts: Facts, known: Knowledge, day: str) -> tuple[Said, ...]:
    """The passages that fit the case, with the provisions in force on `day`."""
    return tuple(
        Said(passage.text, tuple(map(cite, support(passage.basis, facts, known, day).cited)))
        for passage in all_
        if evaluate(passage.when, facts).holds and not (passage.unless and evaluate(passage.unless, facts).holds)
    )


def stage(facts: Facts, known: Knowledge) -> StageNow | None:
    """What is usual at this many days overdue; None where the days are unknown."""
    days = facts.get("days_overdue")
    for one in known.stages:
        if isinstance(days, int) and one.first <= days and (one.last is None or days <= one.last):
            return StageNow(days, one.usual, one.rule, one.how_sure)
    return None


def echo(facts: Facts, known: Knowledge, entities: tuple[tuple[str, str, str], ...]) -> dict[str, object]:
    """Given, read and resolved facts under their names; what reasoning keeps for itself has no flag."""
    shown: dict[str, object] = {
        fact: value for fact, value in facts.values.items() if known.questions[fact].option and value != ()
    }
    if "lender_kind" in facts.possible:
        shown["lender_candidates"] = [{"entity": entity, "lender_kind": kind} for entity, kind, _ in entities]
    return shown


def remarks(facts: Facts, known: Knowledge, day: str, text_unread: bool, find_out: str) -> Iterable[str]:
    """What the reader must know about this answer itself."""
    if text_unread:
        yield known.wording.text_not_read
    if find_out and facts.possible:
        yield find_out
    yield from (said.text for said in passages(known.remarks, facts, known, day))
    if day > known.checked_on:
        yield known.wording.stale.replace("{day}", day).replace("{checked_on}", known.checked_on)


def standing(known: Knowledge) -> Stand:
    """The knowledge's version, and how many provisions were read or only reported."""
    how = [provision.how_sure for provision in known.provisions.values()]
    return Stand(known.version, known.checked_on, how.count("read"), how.count("reported"))


def trace(steps: Iterable[Step]) -> tuple[Step, ...]:
    """All steps by rule id, so that the order of the rules leaves no mark."""
    return tuple(sorted(steps))
