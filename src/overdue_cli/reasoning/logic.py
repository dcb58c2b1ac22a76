"""Three-valued conditions: true, false, or unknown because a fact is unknown (Kleene's strong logic).

A fact that is unknown but can only be one of a few values (the lender behind a brand) is decided where
all of them decide alike.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import ActionStep, Condition


class Truth(NamedTuple):
    """The outcome of a condition.

    `holds` is True, False or None (unknown); `unknown` are the conditions on single facts that keep it
    unknown; `met` are those that were found to hold.
    """

    holds: bool | None
    unknown: tuple[Condition, ...] = ()
    met: tuple[Condition, ...] = ()


ALWAYS = Truth(True)


def evaluate(condition: Condition | None, facts: Facts) -> Truth:
    """The truth of `condition` on `facts`; no condition is always true."""
    if condition is None:
        return ALWAYS
    if condition.op == "not":
        inner = evaluate(condition.parts[0], facts)
        if inner.holds is None:
            return inner._replace(met=())
        return Truth(not inner.holds, met=() if inner.holds else (condition,))
    if condition.op in ("all", "any"):
        return _combined(condition, [evaluate(part, facts) for part in condition.parts])
    holds = _single(condition, facts)
    if holds is None:
        return Truth(None, unknown=(condition,))
    return Truth(holds, met=(condition,) if holds else ())


def applies(when: Condition | None, unless: Condition | None, facts: Facts) -> bool:
    """Whether `when` is known to hold and `unless` is not."""
    return bool(evaluate(when, facts).holds) and not (unless and evaluate(unless, facts).holds)


def first_fitting(sayings: Iterable[ActionStep], facts: Facts) -> str:
    """The first of the sayings that fits the case; the last of them always does."""
    return next(one.say for one in sayings if applies(one.when, one.unless, facts))


def _combined(condition: Condition, parts: list[Truth]) -> Truth:
    decisive = condition.op == "any"  # one part with this value decides the whole
    met = tuple(c for part in parts for c in part.met)
    if any(part.holds is decisive for part in parts):
        return Truth(decisive, met=tuple(c for part in parts if part.holds for c in part.met))
    unknown = tuple(c for part in parts if part.holds is None for c in part.unknown)
    return Truth(None if unknown else not decisive, unknown, met)


def _single(condition: Condition, facts: Facts) -> bool | None:
    """A condition on one fact."""
    if condition.fact in ("behaviours", "told") and condition.op == "in":
        return facts.includes(condition.fact, condition.operand)  # not told is no
    if condition.op == "other_than":
        return not set(facts.several(condition.fact)) <= set(condition.operand)  # not told is no
    if condition.op == "known":
        return bool(facts.knows(condition.fact) == condition.operand[0])
    value = facts.sight(condition.fact)
    if value is None:
        return None
    if isinstance(value, frozenset):
        return _possible(condition, value)
    if condition.op == "in":
        if isinstance(value, tuple):
            return not set(value).isdisjoint(condition.operand)
        return value in condition.operand
    return _compare(condition, value)


def _possible(condition: Condition, can_be: frozenset[str]) -> bool | None:
    """An unknown fact: decided only where everything it can still be decides alike."""
    if condition.op != "in":
        return None
    inside = can_be & set(condition.operand)
    return True if inside == can_be else None if inside else False


def _compare(condition: Condition, value: Any) -> bool:
    """Comparisons of counts (int) and times (HH:MM text)."""
    if condition.op == "above":
        return isinstance(value, int) and value > condition.operand[0]
    if condition.op == "below":
        return isinstance(value, int) and value < condition.operand[0]
    first, last = condition.operand
    if condition.op == "range":
        number = value if isinstance(value, int) else 0
        return (first is None or number >= first) and (last is None or number <= last)
    if first <= last:  # within: a window inside one day
        return bool(first <= value < last)
    return bool(value >= first or value < last)
