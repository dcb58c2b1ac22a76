"""`check --json` field by field: the schema we ship, and what the schema cannot say."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from overdue_cli import casebook, facts
from overdue_cli.assessment import (
    AgencyNow,
    Ask,
    Assessment,
    Basis,
    Deadline,
    Finding,
    IfUnknown,
    plain,
)
from overdue_cli.knowledge.model import Knowledge, gravity
from overdue_cli.reading import Reading, Seen
from overdue_cli.reasoning.assess import assess

from .conftest import ROOT, Run
from .test_cases import CASES

SCHEMA = json.loads((ROOT / "src" / "overdue_cli" / "schemas" / "assessment.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
GRAVE = gravity("conditional")
PROMISED = {
    "schema", "knowledge", "event_date", "facts", "verdict", "safety", "deadlines", "findings", "may", "stage",
    "agencies", "actions", "ask_next", "obligations", "notice",
}  # fmt: skip


def answer(case: casebook.Case, known: Knowledge) -> dict[str, Any]:
    given = facts.from_document(case.facts, known.questions, case.name)
    document: dict[str, Any] = json.loads(json.dumps(plain(assess(given, known, case.asked_on))))
    return document


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_fits_the_schema_and_the_rules_of_the_contract(case: casebook.Case, known: Knowledge) -> None:
    document = answer(case, known)
    VALIDATOR.validate(document)
    check_promises(document, known)


def check_promises(document: dict[str, Any], known: Knowledge) -> None:
    """What the contract promises of any assessment."""
    findings = document["findings"]
    verdicts = [finding["verdict"] for finding in findings]
    assert set(document["facts"].get("behaviours", [])) == {finding["behaviour"] for finding in findings}
    assert document["verdict"] == max(verdicts, key=gravity, default="none")
    assert [gravity(verdict) for verdict in verdicts] == sorted(map(gravity, verdicts), reverse=True)
    assert document["may"]
    assert document["obligations"]
    assert document["notice"]
    assert [agency["order"] for agency in document["agencies"]] == list(range(1, len(document["agencies"]) + 1))
    listed = {agency["id"] for agency in document["agencies"]}
    day = document["event_date"]
    for finding in findings:
        assert set(finding["agencies"]) <= listed
        assert set(finding["actions"]) <= {action["id"] for action in document["actions"]}
        for basis in finding["basis"]:
            assert basis["in_force_from"] <= day <= (basis["in_force_to"] or "9999")
            assert (basis["article"] is None) == (basis["how_sure"] != "read")
        if gravity(finding["verdict"]) > GRAVE:
            sure = [
                b for b in finding["basis"] if b["how_sure"] != "unverified" and b["force"] not in ("policy", "notice")
            ]
            assert sure
        if finding["label"] == known.wording.norm_name:
            carrying = {b["force"] for b in finding["basis"] if b["carries"]}
            assert carrying <= {"standard", "self_regulation", "policy", "notice"}
    if document["safety"]:
        assert set(document["safety"]["call"]) <= listed
    if document["safety"] and document["safety"]["kind"] == "threat":
        assert document["agencies"][0]["id"] == "police_110"
    for agency in document["agencies"]:
        if agency["id"] in ("police_110", "antifraud_96110"):
            assert agency["id"].endswith(agency["phone"])
    for ask in document["ask_next"]:
        assert ask["fact"] not in document["facts"]


def test_promised_fields_and_the_schema_agree_with_the_types() -> None:
    assert set(SCHEMA["required"]) >= PROMISED
    shapes = {
        "basis": Basis,
        "finding": Finding,
        "if_unknown": IfUnknown,
        "deadline": Deadline,
        "agency": AgencyNow,
        "ask": Ask,
    }
    for name, kind in shapes.items():
        assert list(SCHEMA["$defs"][name]["properties"]) == [field.rstrip("_") for field in kind._fields]
    assert list(SCHEMA["properties"]) == list(Assessment._fields)


def test_the_shipped_schema_is_what_the_command_prints(run: Run) -> None:
    assert json.loads(run("rules", "schema", "assessment").stdout) == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_refuses_what_the_contract_forbids(known: Knowledge) -> None:
    document = answer(CASES[0], known)
    for path, value in (("verdict", "illegal"), ("may", []), ("obligations", []), ("event_date", "2026-1-1")):
        with pytest.raises(jsonschema.ValidationError):
            VALIDATOR.validate({**document, path: value})
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({**document, "facts": {**document["facts"], "text": "原话"}})


def test_round_trip_facts_given_back_give_the_same_answer(known: Knowledge) -> None:
    for case in CASES:
        first = answer(case, known)
        given = facts.from_document(first["facts"], known.questions, "again")
        again = json.loads(json.dumps(plain(assess(given, known, first["event_date"]))))
        assert {f["behaviour"] for f in again["findings"]} == {f["behaviour"] for f in first["findings"]}, case.name
        assert gravity(again["verdict"]) >= gravity(first["verdict"]), case.name


def test_lender_of_one_kind_and_of_several(ask: Callable[..., dict[str, Any]]) -> None:
    one = ask("--lender", "微粒贷", "--days", "3")
    assert one["facts"]["lender_kind"] == "bank"
    assert "lender_candidates" not in one["facts"]
    several = ask("--lender", "美团借钱", "--contacted", "family", "--reachable")
    assert "lender_kind" not in several["facts"]
    assert {c["lender_kind"] for c in several["facts"]["lender_candidates"]} == {
        "microloan",
        "bank",
        "consumer_finance",
    }
    assert {"nfra_12378", "local_finance"} <= {a["id"] for a in several["agencies"]}
    assert all(a["fits"] for a in several["agencies"] if a["id"] in ("nfra_12378", "local_finance"))
    assert any("合同" in remark for remark in several["remarks"])
    named = ask("--lender", "重庆美团三快小额贷款有限公司", "--days", "3")
    assert named["facts"]["lender_kind"] == "microloan"
    assert ask("--lender", "美团借钱", "--lender-kind", "bank", "--days", "3")["facts"]["lender_kind"] == "bank"


def test_ids_and_chinese_names_mean_the_same(ask: Callable[..., dict[str, Any]]) -> None:
    by_id = ask(
        "--said", "contact_book_bombing", "--lender-kind", "microloan", "--i-am", "borrower", "--contacted", "family"
    )
    by_name = ask("--said", "爆通讯录", "--lender-kind", "小额贷款公司", "--i-am", "借款人", "--contacted", "家人")
    assert by_id == by_name


def test_trace_only_where_asked(ask: Callable[..., dict[str, Any]]) -> None:
    assert "trace" not in ask("--said", "insult_abuse")
    trace = ask("--said", "night_contact", "--trace")["trace"]
    outcomes = {step["rule"]: step["outcome"] for step in trace}
    assert outcomes["night-norm"] == "open"
    assert outcomes["night-peace"] == "fires"


def test_insult_before_and_after_the_new_law(ask: Callable[..., dict[str, Any]]) -> None:
    old = ask("--said", "insult_abuse", "--channel", "sms", "--on", "2025-12-31")["findings"][0]["basis"]
    new = ask("--said", "insult_abuse", "--channel", "sms", "--on", "2026-01-01")["findings"][0]["basis"]
    articles = [{b["article"][:5] for b in basis if b["title"] == "治安管理处罚法"} for basis in (old, new)]
    assert articles == [{"第四十二条"}, {"第五十条第"}]
    assert all("500元以下罚款" in b["sanction"] and "1000" not in b["sanction"] for b in old if b["sanction"])
    assert all("1000元以下罚款" in b["sanction"] for b in new if b["sanction"])
    assert {b["in_force_to"] for b in old if b["title"] == "治安管理处罚法"} == {"2025-12-31"}


@pytest.mark.parametrize(
    ("arguments", "agency", "action"),
    [
        (["--from", "court"], "court_12368", "verify_court"),
        (["--channel", "court_document"], "court_12368", "verify_court"),
        (["--from", "police"], "police_110", "verify_identity"),
        (["--from", "mediation_center"], "court_12368", "verify_mediation"),
        (["--from", "law_firm"], "lawyer_check", "verify_lawyer"),
        (["--from", "debt_buyer"], "old_lender", "verify_assignment"),
        (["--pay-to", "link"], "antifraud_96110", "no_private_pay"),
        (["--lender", "微粒贷"], "lender", ""),
    ],
)
def test_some_facts_call_for_help_by_themselves(ask: Any, arguments: list[str], agency: str, action: str) -> None:
    document = ask(*arguments)
    assert agency in [a["id"] for a in document["agencies"]]
    assert not action or action in [a["id"] for a in document["actions"]]
    assert not action or document["remarks"]


@pytest.mark.parametrize(
    ("name", "kind", "loan"),
    [
        ("宁波某某银行股份有限公司", "bank", None),
        ("招商银行信用卡", "bank", "credit_card"),
        ("宁银消费金融股份有限公司", "consumer_finance", None),
        ("某某市某某小额贷款有限公司", "microloan", None),
        ("某某汽车金融有限公司", "auto_finance", None),
    ],
)
def test_a_full_name_tells_the_kind_of_lender(ask: Any, name: str, kind: str, loan: str | None) -> None:
    facts_ = ask("--lender", name, "--days", "3")["facts"]
    assert facts_["lender_kind"] == kind
    assert facts_.get("loan_kind") == loan


def test_candidates_carry_their_routes(ask: Any) -> None:
    by_kind = {c["lender_kind"]: c["agencies"] for c in ask("--lender", "美团借钱")["facts"]["lender_candidates"]}
    assert by_kind["bank"] == ["lender", "nfra_12378"]
    assert by_kind["microloan"] == ["lender", "local_finance"]


def test_a_deadline_that_has_passed_says_so(known: Knowledge) -> None:
    given = {"court_paper": "payment_order", "received_on": "2026-10-01"}
    (late,) = assess(given, known, "2026-11-22").deadlines
    assert late.due == "2026-10-16"
    assert "已经过了" in late.remark
    (last_day,) = assess(given, known, "2026-10-16").deadlines
    assert last_day.remark == ""


def test_a_passed_day_of_the_other_side_does_not_send_the_reader_to_court(known: Knowledge) -> None:
    given = {"lender_kind": "bank", "complained_on": "2026-09-01"}
    late = [one for one in assess(given, known, "2026-11-22").deadlines if one.due and one.due < "2026-11-22"]
    assert late
    assert all("已经过了" in one.remark and "12368" not in one.remark for one in late)


def test_what_would_be_only_a_norm_is_not_called_unlawful(known: Knowledge) -> None:
    answer = assess({"time": "22:40"}, known, "2026-11-22")
    doubts = [doubt for finding in answer.findings for doubt in finding.if_unknown if doubt.then == "unlawful"]
    (by_norm,) = [doubt for doubt in doubts if doubt.fact == "lender_kind"]
    assert by_norm.label == known.wording.norm_name
    assert "并且" not in by_norm.if_


def test_headline_of_a_danger_is_the_dangers_whatever_the_verdict(known: Knowledge) -> None:
    paid = {"now": ("money_sent",), "behaviours": ("scam_other",)}
    assert "止付" in assess(paid, known, "2026-11-22").headline
    grave = {"now": ("want_to_die",), "behaviours": ("contact_book_bombing",)}
    assert "先顾你自己" in assess(grave, known, "2026-11-22").headline


def test_province_reaches_the_local_regulator(ask: Any) -> None:
    document = ask("--lender-kind", "microloan", "--said", "contact_book_bombing", "--province", "重庆")
    assert "重庆" in next(a["how"] for a in document["agencies"] if a["id"] == "local_finance")


def test_decided_cases_stand_beside_grave_findings_only(ask: Any, known: Knowledge) -> None:
    grave = ask("--said", "workplace_contact", "--said", "disclose_debt_to_others", "--lender-kind", "bank")["findings"]
    assert any(finding["cases"] for finding in grave)
    kinds = {case.id: case.kind for case in known.cases}
    assert not any(kinds[case["id"]] in ("criminal", "police") for finding in grave for case in finding["cases"])
    assert all(case["source"] and case["how_sure"] == "reported" for finding in grave for case in finding["cases"])
    assert not any(f["cases"] for f in ask("--said", "repayment_reminder")["findings"])


def test_unknown_facts_of_other_conduct_are_listed_too(ask: Any) -> None:
    asked = [one["fact"] for one in ask("--said", "contact_third_party", "--lender-kind", "bank")["ask_next"]]
    assert asked[0] == "reachable"
    assert {"time", "calls_per_day", "pay_to", "now"} <= set(asked)


def test_what_was_read_joins_what_was_given_and_yields_to_it(known: Knowledge) -> None:
    words = (Seen(0, 2, "滚蛋", "some-cue"),)
    reading = Reading({"insult_abuse": words}, {"days_overdue": 20}, {"days_overdue": words})
    answer = assess({"days_overdue": 30, "behaviours": ("night_contact",)}, known, "2026-11-22", reading=reading)
    assert answer.facts["days_overdue"] == 30
    assert set(answer.facts["behaviours"]) == {"insult_abuse", "night_contact"}
    assert [(one.fact, one.value, one.used) for one in answer.read] == [("days_overdue", 20, False)]
    spans = {finding.behaviour: finding.spans for finding in answer.findings}
    assert spans["insult_abuse"][0].text == "滚蛋"
    assert spans["night_contact"] == ()
    assert known.wording.text_read in answer.remarks
