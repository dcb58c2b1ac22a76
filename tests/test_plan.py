"""Plans: what comes first, days, debts in order; the calendar against a library; the page loads nothing."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import icalendar
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overdue_cli import casebook, facts
from overdue_cli.knowledge import paperbook
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.plans import PlanWords
from overdue_cli.papers import case as cases
from overdue_cli.papers.plan import Plan, plan
from overdue_cli.papers.plan_page import events, page
from overdue_cli.reasoning.assess import assess
from overdue_cli.reasoning.law import standing
from overdue_cli.render.calendar import Event, calendar
from overdue_cli.render.sheet import html

from .conftest import ROOT, Run

TODAY = "2026-11-26"
DANGER = {"lender_kind": "unlicensed", "behaviours": ["violence_threat"]}
ORDER = {"lender": "微粒贷", "court_paper": "payment_order", "received_on": "2026-11-20", "days_overdue": 200}
HOUSE = {"lender_kind": "bank", "loan_kind": "secured", "days_overdue": 30}
CARD = {"lender_kind": "bank", "loan_kind": "credit_card", "days_overdue": 90}
LOAN = {"lender_kind": "consumer_finance", "days_overdue": 40}
OLD = {"lender_kind": "consumer_finance", "days_overdue": 1500}


@pytest.fixture(scope="module")
def words(known: Knowledge) -> PlanWords:
    return paperbook.build(ROOT / "data", known).plan


def planned(known: Knowledge, words: PlanWords, *told: dict[str, Any], today: str = TODAY) -> Plan:
    made = []
    for number, one in enumerate(told):
        given = facts.from_document(one, known.questions, "这里")
        made.append(cases.of(assess(given, known, today), debt=f"第{number}笔" if len(told) > 1 else ""))
    return plan(made, words, known, today)


def test_danger_comes_first_then_the_period_then_the_rest(known: Knowledge, words: PlanWords) -> None:
    made = planned(known, words, DANGER, ORDER, LOAN)
    assert [step.id for step in made.steps][:2] == ["safety", "payment_order"]
    assert "110" in made.urgent.say
    assert made.steps[1].due == "2026-12-07"  # 12-05 is a Saturday
    assert "2026年12月7日（星期一）" in made.steps[1].by
    assert made.steps[1].basis
    rest = [step.due or "9999" for step in made.steps[2:]]
    assert rest == sorted(rest)


def test_for_a_person_at_the_end_of_their_strength_only_life_and_periods_are_for_today(
    known: Knowledge, words: PlanWords
) -> None:
    made = planned(known, words, ORDER | {"now": ["want_to_die"], "behaviours": ["insult_abuse"]})
    assert [step.id for step in made.steps][:2] == ["safety", "payment_order"]
    assert {step.by for step in made.steps[2:]} == {words.later}
    assert [call.agency for call in made.calls][:2] == ["psych_12356", "police_110"]
    assert "生命危险" in made.calls[1].say


def test_who_lent_is_found_out_before_the_complaint(known: Knowledge, words: PlanWords) -> None:
    ids = [step.id for step in planned(known, words, {"lender": "美团借钱", "behaviours": ["insult_abuse"]}).steps]
    assert "complain-unknown" in ids and "complain" not in ids


def test_debts_in_order(known: Knowledge, words: PlanWords) -> None:
    made = planned(known, words, OLD, DANGER, LOAN, CARD, HOUSE, ORDER)
    assert [debt.name for debt in made.debts] == ["第5笔", "第4笔", "第3笔", "第2笔", "第1笔", "第0笔"]
    assert made.debts[0].due == "2026-12-07"
    assert planned(known, words, LOAN).debts == ()


def test_a_claim_that_was_sold_is_no_card_of_a_bank(known: Knowledge, words: PlanWords) -> None:
    sold = {"lender_kind": "asset_manager", "loan_kind": "credit_card", "days_overdue": 900}
    made = planned(known, words, CARD, sold)
    assert ["个性化分期" in debt.why for debt in made.debts] == ["核实" not in debt.why for debt in made.debts]
    assert any("核实" in debt.why for debt in made.debts)
    assert "verify-transfer" in {step.id for step in made.steps}


def test_of_two_alike_the_nearer_period_then_the_longer_overdue(known: Knowledge, words: PlanWords) -> None:
    later = ORDER | {"received_on": "2026-11-24"}
    assert [d.name for d in planned(known, words, later, ORDER).debts] == ["第1笔", "第0笔"]
    assert [d.name for d in planned(known, words, LOAN, LOAN | {"days_overdue": 60}).debts] == ["第1笔", "第0笔"]


def test_a_passed_period_says_what_is_left_to_do(known: Knowledge, words: PlanWords) -> None:
    made = planned(known, words, ORDER | {"received_on": "2026-10-01"})
    assert made.urgent.due == "2026-10-16"
    assert "12348" in made.urgent.say and "已经过了" in made.urgent.say
    assert all(event.day >= TODAY for event in events(made))


def test_own_days_are_working_days_and_say_that_they_are_own(known: Knowledge, words: PlanWords) -> None:
    made = planned(known, words, LOAN, today="2026-09-30")  # the holiday follows
    budget = next(step for step in made.steps if step.id == "budget")
    assert budget.due == "2026-10-09"
    assert "自己定的" in budget.by
    assert not budget.statutory
    beyond = planned(known, words, LOAN, today="2026-12-31")
    assert next(step for step in beyond.steps if step.id == "budget").due is None


def test_a_complaint_made_is_followed_up_not_made_again(known: Knowledge, words: PlanWords) -> None:
    told = {"lender_kind": "bank", "behaviours": ["insult_abuse"]}
    fresh = {step.id: step for step in planned(known, words, told).steps}
    assert fresh["complain"].due == TODAY
    assert fresh["regulator"].due == "2026-12-11"
    made = {step.id: step for step in planned(known, words, told | {"complained_on": "2026-11-20"}).steps}
    assert "complain" not in made
    assert made["complaint_answer"].due == "2026-12-07"


def test_every_complaint_has_a_next_step(known: Knowledge, words: PlanWords) -> None:
    for lender, step in (
        ("microloan", "regulator-local"),
        ("platform", "regulator-unknown"),
        (None, "regulator-unknown"),
    ):
        told: dict[str, Any] = {"behaviours": ["insult_abuse"]} | ({"lender_kind": lender} if lender else {})
        assert step in {one.id for one in planned(known, words, told).steps}
    made = planned(
        known, words, {"behaviours": ["insult_abuse"], "lender_kind": "microloan", "complained_on": "2026-11-01"}
    )
    assert "regulator-local-now" in {one.id for one in made.steps}


def test_an_old_debt_is_asked_about_before_anything_is_promised(known: Knowledge, words: PlanWords) -> None:
    ids = [step.id for step in planned(known, words, OLD).steps]
    assert "old-debt" in ids and "negotiate" not in ids
    said = next(call.say for call in planned(known, words, OLD).calls if call.agency == "lender")
    assert "核对" in said and "每月" not in said


def test_the_record_tells_how_the_limitation_stands(known: Knowledge, words: PlanWords) -> None:
    answer = assess(facts.from_document(OLD, known.questions, "这里"), known, TODAY)
    for demanded, said in (((), "就届满了"), (("2024-01-03", "2026-11-21"), "从 2026-11-21")):
        days = {"due_on": "2022-08-05", "demanded_on": demanded}
        made = plan([cases.of(answer, days=days)], words, known, TODAY)
        assert said in next(step.text for step in made.steps if step.id == "old-debt")


@pytest.mark.parametrize("who", ["relative", "colleague", "wrong_number"])
def test_others_pay_nothing_and_negotiate_nothing(who: str, known: Knowledge, words: PlanWords) -> None:
    made = planned(known, words, {"asking_as": who, "lender_kind": "bank", "behaviours": ["insult_abuse"]})
    ids = {step.id for step in made.steps}
    assert not ids & {"budget", "negotiate", "complain"}
    assert "stop" in ids
    assert "不付" in made.written[0]
    assert not any("失联" in line for line in made.dont)


def test_who_borrowed_of_a_person_may_pay_that_person(known: Knowledge, words: PlanWords) -> None:
    made = planned(known, words, {"lender_kind": "private_person", "pay_to": "private_account", "days_overdue": 30})
    ids = {step.id for step in made.steps}
    assert "no-pay" not in ids and "negotiate-person" in ids
    page = "".join((*made.written, *made.dont))
    assert "官方 App" not in page and "对公账户" not in page and "不转到个人账户" not in page and "本人" in page


def test_a_guarantor_promises_nothing(known: Knowledge, words: PlanWords) -> None:
    made = planned(known, words, {"asking_as": "guarantor", "lender_kind": "microloan", "days_overdue": 60})
    ids = {step.id for step in made.steps}
    assert "guarantee" in ids and not ids & {"negotiate", "budget"}
    assert not any("我逾期" in call.say or "我每月最多能还" in call.say for call in made.calls)


def test_money_sent_is_stopped_once_and_nobody_is_complained_of(known: Knowledge, words: PlanWords) -> None:
    made = planned(known, words, {"now": ["money_sent"], "behaviours": ["scam_other"], "pay_to": "link"})
    assert made.steps[0].title == "报警、止付" and "止付" in made.urgent.why
    assert sum("止付" in step.title for step in made.steps) == 1
    assert "complain-unknown" not in {step.id for step in made.steps}
    assert not any("协商" in call.say for call in made.calls)


def test_rules_for_banks_are_no_ground_against_others(known: Knowledge, words: PlanWords) -> None:
    for lender, rules in (("bank", True), ("microloan", False), ("platform", False)):
        made = planned(known, words, {"lender_kind": lender, "behaviours": ["insult_abuse"]})
        step = next(step for step in made.steps if step.id == "complain")
        assert bool(step.basis) is rules


def test_every_case_has_a_plan(known: Knowledge, words: PlanWords) -> None:
    for case in casebook.load(ROOT / "tests/cases")[::12]:
        made = planned(known, words, dict(case.facts), today=case.asked_on)
        assert made.steps and made.written and made.dont and made.changes and made.urgent.why
        said = " ".join(block.text + block.lead for block in page(made, words, known.wording, standing(known, TODAY)))
        assert not re.search(r"[{}$]|None|……", said), said
        assert "不是律师意见" in said and "12356" in said
        assert any("代理维权" in line for line in made.dont)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_runs_nothing_loads_nothing_and_is_well_formed(known: Knowledge, words: PlanWords) -> None:
    told = ORDER | {"lender": "<script>alert(1)</script><img src=http://x>", "lender_kind": "bank"}
    blocks = list(page(planned(known, words, told, CARD), words, known.wording, standing(known, TODAY)))
    shown = html(blocks, words.headings["title"])
    parsed = _Page()
    parsed.feed(shown)
    assert parsed.open == []
    assert not set(parsed.tags) & {"script", "img", "link", "iframe", "object", "form", "a"}
    assert not [name for name, _ in parsed.attributes if name in ("src", "href") or name.startswith("on")]
    assert "&lt;script&gt;" in shown
    assert "default-src 'none'" in shown
    assert "@page" in shown


def test_the_calendar_holds_the_days_that_a_provision_sets(known: Knowledge, words: PlanWords) -> None:
    made = planned(known, words, ORDER | {"behaviours": ["insult_abuse"]}, CARD)
    text = calendar(events(made), TODAY)
    parsed = icalendar.Calendar.from_ical(text)
    entries = {str(one["SUMMARY"]): one for one in parsed.walk("VEVENT")}
    assert {str(one["DTSTART"].dt) for one in entries.values()} == {"2026-12-07", "2026-12-11"}
    order = next(one for name, one in entries.items() if name.startswith("支付令"))
    assert str(order["DTEND"].dt) == "2026-12-08"
    assert order["DTSTART"].params["VALUE"] == "DATE"
    assert order["DTSTAMP"].dt.isoformat() == "2026-11-26T00:00:00+00:00"
    assert "第二百二十七条" in str(order["DESCRIPTION"])
    alarm = order.walk("VALARM")[0]
    assert alarm["TRIGGER"].dt.total_seconds() == -15 * 3600  # the day before, at nine
    assert text == calendar(events(planned(known, words, ORDER | {"behaviours": ["insult_abuse"]}, CARD)), TODAY)
    later = icalendar.Calendar.from_ical(calendar(events(made), "2026-11-27"))
    assert {str(e["UID"]) for e in later.walk("VEVENT")} == {str(e["UID"]) for e in parsed.walk("VEVENT")}


ANYTHING = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\\;,:"期限'), max_size=120)


@given(ANYTHING, ANYTHING, ANYTHING)
def test_any_words_come_out_of_the_calendar_as_they_went_in(key: str, title: str, text: str) -> None:
    written = calendar([Event(key, "2028-02-29", title, text)], TODAY)
    raw = written.encode()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    entry = icalendar.Calendar.from_ical(raw).walk("VEVENT")[0]
    assert str(entry["SUMMARY"]) == title
    assert str(entry["DESCRIPTION"]) == text
    assert str(entry["DTEND"].dt) == "2028-03-01"


def test_plan_as_users_call_it(run: Run, tmp_path: Any) -> None:
    saved = tmp_path / "甲.json"
    told = ["--court-paper", "payment_order", "--received", "2026-11-20", "--lender-kind", "bank", "--days", "200"]
    saved.write_bytes(run("check", *told, "--json").stdout)
    other = tmp_path / "乙.json"
    other.write_bytes(run("check", "--lender-kind", "microloan", "--days", "40", "--json").stdout)
    both = ["--case", str(saved), "--case", str(other)]
    made = json.loads(run("plan", *both, "--json").stdout)
    jsonschema.validate(made, json.loads(run("rules", "schema", "plan").stdout))
    assert [debt["name"] for debt in made["debts"]] == ["甲", "乙"]
    for name, start in (("计划.md", b"> **"), ("计划.html", b"<!doctype html>"), ("计划.ics", b"BEGIN:VCALENDAR\r\n")):
        done = run("plan", *both, "-o", str(tmp_path / name))
        assert done.returncode == 0, done.stderr.decode()
        assert (tmp_path / name).read_bytes().startswith(start)
        assert run("plan", *both, "-o", str(tmp_path / name)).returncode == 2
    assert run("plan", "--case", "-", "--format", "text", stdin=saved.read_bytes()).stdout.startswith("！".encode())
    page = run("plan", "--case", str(saved), "--format", "html", PYTHONIOENCODING="gbk").stdout
    assert "支付令" in page.decode()  # it says that it is UTF-8
    narrow = run("plan", "--case", str(saved), "--format", "text", COLUMNS="40").stdout.decode()
    assert "支付令" in narrow
