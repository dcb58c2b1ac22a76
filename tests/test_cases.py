"""The cases that a lawyer writes: facts and day to findings, verdict, provisions, agencies."""

import pytest

from overdue_cli import casebook
from overdue_cli.errors import KnowledgeError
from overdue_cli.knowledge.model import Knowledge

from .conftest import ROOT

CASES = casebook.load(ROOT / "tests" / "cases")
RECORDED = casebook.load(ROOT / "tests" / "recorded")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where}-{case.name}")
def test_case(case: casebook.Case, known: Knowledge) -> None:
    assert casebook.run(case, known) == []


def test_the_record_of_provisions_is_up_to_date(known: Knowledge) -> None:
    """Where this fails: `make record`, then read the diff as a lawyer would."""
    from .record import RECORDED as PLACE
    from .record import document

    assert document(known) == PLACE.read_text(encoding="utf-8")
    assert [line for case in RECORDED for line in casebook.run(case, known)] == []


def test_names_are_unique() -> None:
    names = [case.name for case in CASES + RECORDED]
    assert sorted(set(names)) == sorted(names)


def test_every_rule_fires_in_some_case(known: Knowledge) -> None:
    from overdue_cli import facts
    from overdue_cli.reasoning.assess import assess

    fired = set()
    for case in CASES:
        given = facts.from_document(case.facts, known.questions, case.name)
        fired |= {finding.rule for finding in assess(given, known, case.asked_on).findings}
    for behaviour in known.behaviours:  # every behaviour once on its own, by a bank and by nobody known
        for lender in ({}, {"lender_kind": "bank"}):
            fired |= {f.rule for f in assess({"behaviours": (behaviour,), **lender}, known, "2026-11-22").findings}
    assert {rule.id for rule in known.every_rule()} <= fired


def test_a_wrong_expectation_is_reported(known: Knowledge) -> None:
    case = CASES[0]._replace(expect={"verdict": "lawful", "rules": ["no-such-rule"], "cites": ["crim-313"]})
    assert len(casebook.run(case, known)) == 3


def test_an_unknown_expectation_is_a_fault(tmp_path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("cases:\n  - name: 例\n    facts: {}\n    expect: {verdikt: none}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="verdikt"):
        casebook.load(path)
