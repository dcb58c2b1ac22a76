"""Findings: what an unknown element carries, how exceptions are said, what a page leaves out, which cases it shows."""

import pytest

from overdue_cli.assessment import Assessment, Finding
from overdue_cli.facts import Facts, Value
from overdue_cli.knowledge.model import Knowledge, gravity
from overdue_cli.reasoning.assess import assess
from overdue_cli.reasoning.law import support
from overdue_cli.render import citing
from overdue_cli.render.page import PageWriter, page

DAY = "2026-11-29"


def answer(known: Knowledge, *behaviours: str, **facts: Value) -> Assessment:
    order = [name for name in known.behaviours if name in behaviours]
    return assess({"behaviours": tuple(order), **facts} if order else facts, known, DAY)


def said_once(known: Knowledge, answered: Assessment) -> list[str]:
    return [finding.rule for finding in PageWriter(answered, known, None, False).once()]


def test_a_provision_whose_element_is_unknown_is_cited_and_carries_nothing(known: Knowledge) -> None:
    found = {
        repeated: support(("psl-new-50-1-5",), Facts({} if repeated is None else {"repeated": repeated}), known, DAY)
        for repeated in (None, True, False)
    }
    assert [(bool(one.cited), one.carries) for one in found.values()] == [(True, False), (True, True), (False, False)]
    assert [condition.fact for condition in found[None].open] == ["repeated"]


def test_no_grave_rule_rests_on_an_unknown_element_alone(known: Knowledge) -> None:
    for rule in known.every_rule():
        if gravity(rule.verdict) > gravity("conditional"):
            lacking = [name for name in rule.basis if known.provisions[name].needs]
            assert not support(tuple(lacking), Facts({}), known, DAY).carries, rule.id


def test_what_would_be_as_grave_is_said_with_the_least_that_suffices(known: Knowledge) -> None:
    finding = next(f for f in answer(known, "false_arrest_threat").findings if f.rule == "false-arrest-once")
    assert not [one for one in finding.if_unknown if "法院文书" in one.if_]
    assert {one.fact for one in finding.if_unknown if one.then == "unlawful"} >= {
        "repeated",
        "lender_kind",
        "loan_kind",
    }


def test_no_condition_is_said_twice_in_a_row_or_twice_on_a_page(known: Knowledge) -> None:
    for behaviour in known.behaviours:
        for finding in answer(known, behaviour).findings:
            for one in finding.if_unknown:
                parts = one.if_.split("，并且")
                assert len(parts) == len(set(parts)), one
            lines = [block.text for block in citing.doubts(finding)]
            assert len(lines) == len(set(lines)), lines


def test_an_exception_that_applies_is_named(known: Knowledge) -> None:
    rules = {**known.rules, "disclose_debt_to_others": tuple(
        rule for rule in known.rules["disclose_debt_to_others"] if rule.id != "disclosure-offered"
    )}  # fmt: skip
    answered = answer(known._replace(rules=rules), "disclose_debt_to_others", contact_offered_to_pay=True)
    why = answered.findings[0].why
    assert "没有找到" not in why
    assert "自己表示愿意还" in why


@pytest.mark.parametrize(
    ("behaviours", "facts", "left_out"),
    [
        ((), {"contacted": ("emergency_contact",), "reachable": True}, "contact-third-party-reachable"),
        ((), {"contacted": ("workplace",)}, "contact-third-party-mass"),
        ((), {"contacted": ("community_office",)}, "contact-third-party-mass"),
        (("contact_book_bombing",), {}, "contact-third-party-mass"),
        (("defamation_publicity",), {"contacted": ("public",)}, "contact-third-party-mass"),
        (("disclose_debt_to_others", "contact_third_party"), {}, "contact-third-party-widened"),
        (("demand_third_party_pay",), {}, "contact-third-party-widened"),
        (("home_visit",), {"time": "23:00"}, "night-norm"),
        ((), {"calls_per_day": 4, "unanswered_per_day": 7}, "frequency-unanswered"),
    ],
)
def test_a_page_does_not_say_the_same_twice(
    known: Knowledge, behaviours: tuple[str, ...], facts: dict[str, Value], left_out: str
) -> None:
    answered = answer(known, *behaviours, lender_kind="bank", **facts)
    assert left_out in [finding.rule for finding in answered.findings]
    assert left_out not in said_once(known, answered)


def test_a_page_keeps_the_graver_twin(known: Knowledge) -> None:
    answered = answer(known, contacted=("emergency_contact", "workplace"), lender_kind="bank", reachable=False)
    graver = next(finding for finding in answered.findings if finding.behaviour == "contact_third_party")
    lighter = next(finding for finding in answered.findings if finding.behaviour == "emergency_contact_contact")
    assert (graver.verdict, lighter.verdict) == ("unlawful", "conditional")
    only = answered._replace(findings=(graver, lighter))
    assert said_once(known, only) == [graver.rule, lighter.rule]


def test_one_rule_on_several_behaviours_is_printed_once(known: Knowledge) -> None:
    answered = answer(known, "contact_third_party", "workplace_contact", sender="court")
    assert [finding.rule for finding in answered.findings].count("official-contact") == 2
    assert said_once(known, answered) == ["official-contact"]


def test_everything_stands_in_the_full_page(known: Knowledge) -> None:
    answered = answer(known, contacted=("workplace",), lender_kind="bank")
    title = next(f.title for f in answered.findings if f.behaviour == "contact_third_party")
    leads = {full: [block.lead for block in page(answered, known, full=full)] for full in (True, False)}
    assert title in leads[True]
    assert title not in leads[False]


def test_every_behaviour_told_has_a_finding_whoever_asks_and_whoever_speaks(known: Knowledge) -> None:
    for sender in known.questions["sender"].names:
        for asking in known.questions["asking_as"].names:
            answered = answer(known, *known.behaviours, sender=sender, asking_as=asking)
            assert {finding.behaviour for finding in answered.findings} == set(known.behaviours)


def test_a_short_page_shows_one_case_at_most(known: Knowledge) -> None:
    told = ("workplace_contact", "disclose_debt_to_others", "emergency_contact_contact")
    answered = answer(known, *told, lender_kind="bank")
    shown = [block for block in page(answered, known) if block.text.startswith(known.wording.similar)]
    assert len({case.id for finding in answered.findings for case in finding.cases}) > 1
    assert len(shown) == 1


def test_criminal_cases_stand_beside_crime_or_fraud_alone(known: Knowledge) -> None:
    criminal = {case.id for case in known.cases if case.criminal}
    findings: list[Finding] = []
    for prosecuted in (True, False):
        findings += answer(known, *known.behaviours, lender_kind="unlicensed", prosecuted=prosecuted).findings
    beside = {finding.verdict for finding in findings for case in finding.cases if case.id in criminal}
    assert beside == {"crime", "scam"}
