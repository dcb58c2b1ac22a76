"""Kleene's tables, comparisons, windows, and facts that can only be one of a few values."""

import itertools

import pytest

from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import Condition
from overdue_cli.reasoning.logic import evaluate

YES, NO, OPEN = (Condition("in", fact, (True,)) for fact in ("yes", "no", "open"))
FACTS = Facts({"yes": True, "no": False})
VALUES = {YES: True, NO: False, OPEN: None}


def both(op: str, *parts: Condition) -> bool | None:
    return evaluate(Condition(op, parts=parts), FACTS).holds


@pytest.mark.parametrize(("one", "other"), list(itertools.product(VALUES, repeat=2)))
def test_kleene_tables(one: Condition, other: Condition) -> None:
    a, b = VALUES[one], VALUES[other]
    all_ = False if False in (a, b) else None if None in (a, b) else True
    any_ = True if True in (a, b) else None if None in (a, b) else False
    assert both("all", one, other) is all_
    assert both("any", one, other) is any_


def test_negation_keeps_the_unknown() -> None:
    assert both("not", YES) is False
    assert both("not", NO) is True
    assert both("not", OPEN) is None


def test_unknown_conditions_are_named() -> None:
    truth = evaluate(Condition("all", parts=(YES, OPEN)), FACTS)
    assert truth.unknown == (OPEN,)
    assert truth.met == (YES,)
    assert evaluate(Condition("all", parts=(NO, OPEN)), FACTS).unknown == ()


@pytest.mark.parametrize(
    ("time", "inside"),
    [("21:59", False), ("22:00", True), ("23:59", True), ("00:00", True), ("07:59", True), ("08:00", False)],
)
def test_a_window_may_cross_midnight(time: str, inside: bool) -> None:
    window = Condition("within", "time", ("22:00", "08:00"))
    assert evaluate(window, Facts({"time": time})).holds is inside


def test_a_window_inside_one_day() -> None:
    window = Condition("within", "time", ("09:00", "17:00"))
    assert [evaluate(window, Facts({"time": t})).holds for t in ("08:59", "09:00", "17:00")] == [False, True, False]


@pytest.mark.parametrize(
    ("condition", "number", "holds"),
    [
        (Condition("above", "n", (3,)), 3, False),
        (Condition("above", "n", (3,)), 4, True),
        (Condition("below", "n", (3,)), 2, True),
        (Condition("below", "n", (3,)), 3, False),
        (Condition("range", "n", (1, 90)), 1, True),
        (Condition("range", "n", (1, 90)), 90, True),
        (Condition("range", "n", (1, 90)), 0, False),
        (Condition("range", "n", (None, 90)), 91, False),
        (Condition("range", "n", (91, None)), 91, True),
    ],
)
def test_comparisons(condition: Condition, number: int, holds: bool) -> None:
    assert evaluate(condition, Facts({"n": number})).holds is holds
    assert evaluate(condition, Facts()).holds is None


def test_a_fact_that_can_be_few_values_is_decided_where_they_agree() -> None:
    facts = Facts({}, {"lender_kind": frozenset({"bank", "microloan"})})
    ask = {name: Condition("in", "lender_kind", values) for name, values in {
        "all": ("bank", "microloan", "trust"), "some": ("bank",), "none": ("unlicensed",)}.items()}  # fmt: skip
    assert evaluate(ask["all"], facts).holds is True
    assert evaluate(ask["some"], facts).holds is None
    assert evaluate(ask["none"], facts).holds is False


def test_what_was_not_told_did_not_happen_but_an_unknown_fact_is_unknown() -> None:
    assert evaluate(Condition("in", "behaviours", ("insult_abuse",)), Facts()).holds is False
    assert evaluate(Condition("in", "contacted", ("family",)), Facts()).holds is None
    assert evaluate(Condition("in", "contacted", ("family",)), Facts({"contacted": ("self",)})).holds is False


def test_known() -> None:
    given, missing = Condition("known", "pay_to", (True,)), Condition("known", "pay_to", (False,))
    assert evaluate(given, Facts()).holds is False
    assert evaluate(missing, Facts()).holds is True
    assert evaluate(given, Facts({"pay_to": "link"})).holds is True
