"""Which unknown facts can still change the answer, most decisive first."""

from collections.abc import Iterable

from overdue_cli.assessment import Ask
from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import Condition, Knowledge, gravity
from overdue_cli.reasoning.findings import CONDITIONAL, Outcome
from overdue_cli.reasoning.logic import evaluate


def ask_next(outcomes: Iterable[Outcome], routes: Iterable[str], facts: Facts, known: Knowledge) -> tuple[Ask, ...]:
    """Facts to ask for: behaviours whose finding they can change, `agencies`, `deadlines`.

    `routes` are the names of the agencies and routes that the findings name.
    """
    weights: dict[str, int] = {}
    changes: dict[str, dict[str, None]] = {}

    def note(condition: Condition, what: str, weight: int) -> None:
        question = known.questions.get(condition.fact)
        if question and question.ask and facts.get(condition.fact) is None:
            changes.setdefault(condition.fact, {})[what] = None
            urgent = question.urgent_when and evaluate(question.urgent_when, facts).holds
            weights[condition.fact] = weights.get(condition.fact, 0) + (1000 if urgent else weight)

    for outcome in outcomes:
        for condition in decisive(outcome):
            note(condition, outcome.rule.behaviour, 10 * gravity(outcome.rule.verdict))
    for name in dict.fromkeys(routes):
        route = known.routes.get(name)
        for when, _, _ in route.choices if route else ():
            for condition in evaluate(when, facts).unknown:
                note(condition, "agencies", 1)
    for rule in known.deadlines:
        for condition in evaluate(rule.when, facts).unknown:
            note(condition, "deadlines", 1)
        if evaluate(rule.when, facts).holds and rule.length is not None:
            note(Condition("known", rule.start, (True,)), "deadlines", 1000)
    order = list(known.questions)
    ranked = sorted(changes, key=lambda fact: (-weights[fact], order.index(fact)))
    return tuple(Ask(fact, known.questions[fact].ask, tuple(changes[fact])) for fact in ranked)


def decisive(outcome: Outcome) -> tuple[Condition, ...]:
    """The unknown conditions on which this outcome's verdict still hangs."""
    if outcome.state == "open":
        return outcome.open_conditions
    if gravity(outcome.rule.verdict) <= CONDITIONAL:
        return outcome.unless.unknown
    fatal = (condition for condition, falls in outcome.support.fragile() if falls)
    return (*outcome.unless.unknown, *fatal)
