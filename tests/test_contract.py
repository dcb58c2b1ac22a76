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
            assert {b["force"] for b in finding["basis"]} <= {"standard", "self_regulation", "policy", "notice"}
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
    assert {step["rule"]: step["outcome"] for step in trace} == {"night-norm": "open", "night-peace": "fires"}


def test_insult_before_and_after_the_new_law(ask: Callable[..., dict[str, Any]]) -> None:
    old = ask("--said", "insult_abuse", "--channel", "sms", "--on", "2025-12-31")["findings"][0]["basis"]
    new = ask("--said", "insult_abuse", "--channel", "sms", "--on", "2026-01-01")["findings"][0]["basis"]
    articles = [{b["article"][:5] for b in basis if b["title"] == "治安管理处罚法"} for basis in (old, new)]
    assert articles == [{"第四十二条"}, {"第五十条第"}]
    assert all("500元以下罚款" in b["sanction"] and "1000" not in b["sanction"] for b in old if b["sanction"])
    assert all("1000元以下罚款" in b["sanction"] for b in new if b["sanction"])
    assert {b["in_force_to"] for b in old if b["title"] == "治安管理处罚法"} == {"2025-12-31"}
