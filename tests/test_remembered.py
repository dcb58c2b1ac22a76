"""What is remembered: by the facts that were looked at, and by nothing else."""

import pytest

from overdue_cli.facts import Facts
from overdue_cli.reasoning import remembered
from overdue_cli.reasoning.remembered import Remembered


class Counting:
    """Looks at the day count, and only past thirty at who was contacted; counts how often it is really asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, facts: Facts) -> str:
        self.asked += 1
        if facts.get("days_overdue") != 30:
            return "early"
        return "family" if facts.includes("contacted", ("family",)) else f"other {facts.can_be('lender_kind')}"


def test_facts_that_were_not_looked_at_change_nothing() -> None:
    function = Counting()
    answer = Remembered(function)
    assert answer(Facts({"days_overdue": 1})) == "early"
    assert answer(Facts({"days_overdue": 1, "contacted": ("family",)})) == "early"
    assert function.asked == 1
    assert answer(Facts({"days_overdue": 30, "contacted": ("family", "friends")})) == "family"
    assert answer(Facts({"days_overdue": 30, "contacted": ("family",)})) == "family"
    assert function.asked == 2
    assert answer(Facts({"days_overdue": 30}, {"lender_kind": frozenset({"bank"})})) == "other frozenset({'bank'})"
    assert answer(Facts({"days_overdue": 30})) == "other None"
    assert function.asked == 4


def test_what_is_kept_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 3)
    function = Counting()
    answer = Remembered(lambda facts: (function(facts), facts.get("days_overdue")))
    for days in range(10):
        assert answer(Facts({"days_overdue": days}))[1] == days
    assert answer.kept <= 3


def test_looking_at_all_facts_at_once_shows_nothing() -> None:
    """A function that reads the whole mapping would be remembered wrongly; it must not get anything to see."""
    assert Remembered(lambda facts: dict(facts.values))(Facts({"days_overdue": 1})) == {}
