"""Which unknown facts can still change the answer, most decisive first."""

from collections.abc import Iterable
from typing import NamedTuple

from overdue_cli.assessment import WORTH_ASKING, Ask
from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import Condition, Knowledge, Route, gravity
from overdue_cli.reasoning.findings import CONDITIONAL, Outcome
from overdue_cli.reasoning.logic import evaluate

SETTLES, ROUTES, EXCEPTS, DEADLINES, URGENT, UNTOLD = 10, 12, 3, WORTH_ASKING, 1000, 1
"""Weights: what settles a finding (by its gravity), whom to call, what would only except it, a period,
a paper that may be running out, and what nobody has spoken of yet."""


class Note(NamedTuple):
    """That the answer to `fact` can change `what` (a behaviour, `agencies`, `deadlines`, `safety`), and how much."""

    fact: str
    what: str
    weight: int


def of_outcomes(outcomes: Iterable[Outcome], facts: Facts, known: Knowledge) -> tuple[Note, ...]:
    """What could change the findings of one behaviour."""
    return tuple(
        note
        for outcome in outcomes
        for condition, settles in decisive(outcome)
        for note in _notes(
            condition,
            outcome.rule.behaviour,
            gravity(outcome.rule.verdict) * (SETTLES if settles else EXCEPTS),
            facts,
            known,
        )
    )


def of_route(route: Route, facts: Facts, known: Knowledge) -> tuple[Note, ...]:
    """What could change whom to call on a route."""
    unknown = (condition for branch in route.choices for condition in evaluate(branch.when, facts).unknown)
    return tuple(note for condition in unknown for note in _notes(condition, "agencies", ROUTES, facts, known))


def of_papers(facts: Facts, known: Knowledge) -> tuple[Note, ...]:
    """What could start a period, or bring a danger."""
    notes: list[Note] = []
    for rule in known.deadlines:
        truth = evaluate(rule.when, facts)
        for condition in truth.unknown:
            notes += _notes(condition, "deadlines", DEADLINES, facts, known)
        if truth.holds and rule.length is not None:
            notes += _notes(Condition("known", rule.start, (True,)), "deadlines", URGENT, facts, known)
    for danger in known.safety:
        for condition in evaluate(danger.when, facts).unknown[:1]:  # what follows it is worth asking only then
            notes += _notes(condition, "safety", UNTOLD, facts, known)
    return tuple(notes)


class Untold(NamedTuple):
    """What was not told but may still have happened: notes that hold unless `fact` already has all of `ids`."""

    fact: str
    ids: tuple[str, ...]
    notes: tuple[Note, ...]


def of_untold(facts: Facts, known: Knowledge) -> tuple[Untold, ...]:
    """What unknown facts could imply."""
    found = []
    for implication in known.implications:
        unknown = evaluate(implication.when, facts).unknown
        for fact, ids in implication.adds.items():
            changed = ids if fact == "behaviours" else ("agencies",)
            notes = [note for one in unknown for what in changed for note in _notes(one, what, UNTOLD, facts, known)]
            if notes:
                found.append(Untold(fact, ids, tuple(notes)))
    return tuple(found)


def _notes(condition: Condition, what: str, weight: int, facts: Facts, known: Knowledge) -> Iterable[Note]:
    """The note on a condition, where its fact is unknown and can be asked for."""
    question = known.questions.get(condition.fact)
    if question and question.ask and not facts.knows(condition.fact):
        urgent = question.urgent_when and evaluate(question.urgent_when, facts).holds
        yield Note(condition.fact, what, URGENT if urgent else weight)


def ask_next(notes: Iterable[Note], known: Knowledge) -> tuple[Ask, ...]:
    """Facts to ask for, each with what it can change, the most decisive first."""
    weights: dict[str, dict[str, int]] = {}
    for fact, what, weight in notes:
        of_fact = weights.setdefault(fact, {})
        of_fact[what] = max(of_fact.get(what, 0), weight)
    total = {fact: sum(of_fact.values()) for fact, of_fact in weights.items()}
    ranked = sorted((fact for fact in known.questions if fact in total), key=lambda fact: -total[fact])
    return tuple(Ask(fact, known.questions[fact].ask, tuple(weights[fact]), total[fact]) for fact in ranked)


def decisive(outcome: Outcome) -> Iterable[tuple[Condition, bool]]:
    """The unknown conditions on which this outcome's verdict hangs; whether they settle it or only except."""
    if outcome.state == "open":
        return [(condition, True) for condition in outcome.open_conditions]
    fatal = [] if gravity(outcome.rule.verdict) <= CONDITIONAL else outcome.support.fragile()
    return [(c, False) for c in (*outcome.unless.unknown, *(c for c, falls in fatal if falls))]
