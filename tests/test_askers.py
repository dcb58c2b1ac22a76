"""Whoever asks, whoever lent: something to do first, true words in each part, nothing that this person cannot do."""

import itertools

import pytest

from overdue_cli import facts
from overdue_cli.assessment import Assessment
from overdue_cli.knowledge import paperbook
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.papers import case as cases
from overdue_cli.papers.plan import plan
from overdue_cli.reasoning.assess import Assessor

from .conftest import ROOT

TODAY = "2026-11-29"
NO_LOGIN = {"relative", "colleague", "wrong_number", "parent", "employer", "spouse", "heir", "guarantor", "helper"}
NO_DEBT = NO_LOGIN - {"helper"}
NO_APP = {"trust", "financing_guarantee", "asset_manager", "unlicensed", "private_person"}
NEEDS_APP = ("官方 App", "工单")
OWN_DEBT = ("仍然要还", "借到的本金", "保持能联系上", "一直不还")
SAMPLES: tuple[dict[str, object], ...] = (
    {},
    {"court_paper": "summons"},
    {"court_paper": "enforcement_notice"},
    {"sender": "court", "channels": ["visit"]},
    {"sender": "police"},
    {"sender": "debt_buyer"},
    {"days_overdue": 1200},
    {"days_overdue": 20, "behaviours": ["insult_abuse"]},
    {"behaviours": ["debt_not_mine"], "signed_it": True},
    {"behaviours": ["debt_not_mine"], "signed_it": False},
    {"behaviours": ["debt_not_mine"]},
    {"paid_off": True, "behaviours": ["harassment_frequency"]},
    {"borrower_died": True, "behaviours": ["demand_third_party_pay"]},
    {"contact_shares_debt": True},
)


@pytest.fixture(scope="module")
def assessor(known: Knowledge) -> Assessor:
    return Assessor(known, TODAY)


def grid(known: Knowledge, samples: tuple[dict[str, object], ...]) -> list[dict[str, object]]:
    """Every asker (and nobody said), every kind of lender (and none said), with each of the samples."""
    who = (None, *known.questions["asking_as"].names)
    lenders = (None, *known.questions["lender_kind"].names)
    told = [
        {"asking_as": one, "lender_kind": lender} | more
        for one, lender, more in itertools.product(who, lenders, samples)
    ]
    return [{fact: value for fact, value in case.items() if value is not None} for case in told]


def answer(case: dict[str, object], assessor: Assessor) -> Assessment:
    return assessor.assess(facts.from_document(case, assessor.known.questions, "这里"))


def check(case: dict[str, object], made: Assessment) -> None:
    steps = [step for action in made.actions for step in action.steps]
    said = [*steps, *made.obligations, *(one.text for one in made.may)]
    assert made.may and made.obligations and made.notice, case
    assert any(action.part == "do" for action in made.actions), case
    if case.get("asking_as") in NO_LOGIN or case.get("lender_kind") in NO_APP:
        assert not [one for one in said if any(word in one for word in NEEDS_APP)], case
    if case.get("asking_as") in NO_DEBT or case.get("paid_off"):
        assert not [one for one in made.obligations if any(word in one for word in OWN_DEBT)], case
    if case.get("lender_kind") == "unlicensed":
        assert not {action.id for action in made.actions} & {"complain", "demand_stop", "negotiate"}, case
        assert not {agency.id for agency in made.agencies} & {"lender", "nfra_12378", "local_finance"}, case
    if case.get("signed_it"):
        assert not [one for one in steps if "我不是" in one or "我没有签" in one], case


def test_whoever_asks_and_whoever_lent(known: Knowledge, assessor: Assessor) -> None:
    for case in grid(known, SAMPLES):
        check(case, answer(case, assessor))


def test_whatever_was_done(known: Knowledge, assessor: Assessor) -> None:
    for case in grid(known, tuple({"behaviours": [name]} for name in known.behaviours)):
        check(case, answer(case, assessor))


def test_the_first_thing_for_an_unlicensed_lender_is_the_police(known: Knowledge, assessor: Assessor) -> None:
    for who in known.questions["asking_as"].names:
        for more in ({}, {"behaviours": ["insult_abuse"]}, {"behaviours": ["repayment_reminder"]}):
            made = answer({"asking_as": who, "lender_kind": "unlicensed"} | more, assessor)
            assert "110" in "".join(next(action for action in made.actions if action.part == "do").steps), (who, more)
            assert "police_110" in {agency.id for agency in made.agencies}


def test_a_paper_for_the_borrower_is_passed_on_first(known: Knowledge, assessor: Assessor) -> None:
    papers = ("payment_order", "summons", "complaint_copy", "judgment", "unsure")
    for who, paper in itertools.product(("relative", "colleague", "parent", "spouse", "employer"), papers):
        made = answer({"asking_as": who, "lender_kind": "bank", "court_paper": paper}, assessor)
        assert made.actions[0].id == "tell_borrower", (who, paper)
        assert "告诉借款人" in made.actions[0].title


def test_limitation_is_spoken_of_only_where_it_decides(known: Knowledge, assessor: Assessor) -> None:
    for days, there in ((30, False), (1094, False), (1095, True), (3000, True)):
        made = answer({"lender_kind": "bank", "days_overdue": days, "behaviours": ["repayment_reminder"]}, assessor)
        assert (made.actions[0].id == "old_debt") is there
        said = "".join((*made.obligations, *(step for action in made.actions for step in action.steps)))
        assert ("诉讼时效" in said) is there


def test_a_plan_asks_nobody_for_what_he_cannot_do(known: Knowledge, assessor: Assessor) -> None:
    words = paperbook.build(ROOT / "data", known).plan
    samples = ({}, {"behaviours": ["insult_abuse"]}, {"court_paper": "summons"}, {"paid_off": True})
    for case in grid(known, samples):
        made = plan([cases.of(answer(case, assessor))], words, known, TODAY)
        assert made.steps, case
        said = [*(step.text for step in made.steps), *(call.say for call in made.calls), *made.written, *made.dont]
        if case.get("asking_as") in NO_LOGIN or case.get("lender_kind") in NO_APP:
            assert not [one for one in said if any(word in one for word in NEEDS_APP)], case
        if case.get("asking_as") in NO_DEBT:
            assert not [one for one in said if "我逾期" in one or "我每月最多" in one], case
