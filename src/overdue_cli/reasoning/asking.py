"""Which unknown facts can still change the answer, most decisive first."""

from collections.abc import Iterable

from overdue_cli.assessment import WORTH_ASKING, Ask
from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import Condition, Knowledge, gravity
from overdue_cli.reasoning.findings import CONDITIONAL, Outcome
from overdue_cli.reasoning.logic import evaluate

SETTLES, ROUTES, EXCEPTS, DEADLINES, URGENT, UNTOLD = 10, 12, 3, WORTH_ASKING, 1000, 1
"""Weights: what settles a finding (by its gravity), whom to call, what would only except it, a period,
a paper that may be running out, and what nobody has spoken of yet."""


def ask_next(outcomes: Iterable[Outcome], routes: Iterable[str], facts: Facts, known: Knowledge) -> tuple[Ask, ...]:
    """Facts to ask for: behaviours whose finding they can change, `agencies`, `deadlines`.

    `routes` are the names of the agencies and routes that the findings name.
    """
    weights: dict[tuple[str, str], int] = {}

    def note(condition: Condition, what: str, weight: int) -> None:
        question = known.questions.get(condition.fact)
        if question and question.ask and facts.get(condition.fact) is None:
            urgent = question.urgent_when and evaluate(question.urgent_when, facts).holds
            key = (condition.fact, what)
            weights[key] = max(weights.get(key, 0), URGENT if urgent else weight)

    for outcome in outcomes:
        rank = gravity(outcome.rule.verdict)
        for condition, settles in decisive(outcome):
            note(condition, outcome.rule.behaviour, rank * (SETTLES if settles else EXCEPTS))
    for name in dict.fromkeys(routes):
        route = known.routes.get(name)
        for branch in route.choices if route else ():
            for condition in evaluate(branch.when, facts).unknown:
                note(condition, "agencies", ROUTES)
    for rule in known.deadlines:
        truth = evaluate(rule.when, facts)
        for condition in truth.unknown:
            note(condition, "deadlines", DEADLINES)
        if truth.holds and rule.length is not None:
            note(Condition("known", rule.start, (True,)), "deadlines", URGENT)
    for implication in known.implications:  # what was not told may still have happened
        for fact, ids in implication.adds.items():
            if set(ids) <= set(facts.several(fact)):
                continue
            changed = ids if fact == "behaviours" else ("agencies",)
            for condition in evaluate(implication.when, facts).unknown:
                for what in changed:
                    note(condition, what, UNTOLD)
    for danger in known.safety:
        for condition in evaluate(danger.when, facts).unknown:
            note(condition, "safety", UNTOLD)
    changes: dict[str, list[str]] = {}
    for fact, what in weights:
        changes.setdefault(fact, []).append(what)
    total = {fact: sum(weights[fact, what] for what in whats) for fact, whats in changes.items()}
    order = list(known.questions)
    ranked = sorted(changes, key=lambda fact: (-total[fact], order.index(fact)))
    return tuple(Ask(fact, known.questions[fact].ask, tuple(changes[fact]), total[fact]) for fact in ranked)


def decisive(outcome: Outcome) -> Iterable[tuple[Condition, bool]]:
    """The unknown conditions on which this outcome's verdict hangs; whether they settle it or only except."""
    if outcome.state == "open":
        return [(condition, True) for condition in outcome.open_conditions]
    fatal = [] if gravity(outcome.rule.verdict) <= CONDITIONAL else outcome.support.fragile()
    return [(c, False) for c in (*outcome.unless.unknown, *(c for c, falls in fatal if falls))]
