"""What must hold for any case: hypothesis makes them up."""

import json
import random
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overdue_cli import facts
from overdue_cli.assessment import plain
from overdue_cli.facts import Value
from overdue_cli.knowledge.build import build
from overdue_cli.knowledge.model import Knowledge, Question, gravity
from overdue_cli.reasoning.assess import Assessor, assess
from overdue_cli.render import page
from overdue_cli.render import plain as plain_text
from overdue_cli.render.layout import cells, lines
from overdue_cli.render.markdown import markdown

from .conftest import ROOT
from .test_contract import VALIDATOR, check_promises

KNOWN: Knowledge = build(ROOT / "data")
ASKED_ON = "2026-11-22"
SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def values(question: Question) -> st.SearchStrategy[Value]:
    match question.kind:
        case "count":
            return st.integers(0, min(question.largest, 40))
        case "flag":
            return st.booleans()
        case "one":
            return st.sampled_from(sorted(question.names))
        case "many":
            chosen = st.lists(st.sampled_from(sorted(question.names)), min_size=1, max_size=4, unique=True)
            return chosen.map(lambda ids: tuple(name for name in question.names if name in ids))
        case "date":
            return st.dates(date(2020, 1, 1), date(2027, 6, 1)).map(date.isoformat)
        case "clock":
            return st.times().map(lambda time: f"{time:%H:%M}")
    brands = [lender.name for lender in KNOWN.lenders.values()]
    return st.sampled_from([*brands, "没听过的贷"]) if question.fact == "lender" else st.just("重庆")


ASKABLE = {fact: question for fact, question in KNOWN.questions.items() if question.option}
FEW = st.lists(st.sampled_from(sorted(ASKABLE)), max_size=5, unique=True).flatmap(
    lambda chosen: st.fixed_dictionaries({fact: values(ASKABLE[fact]) for fact in chosen})
)
MANY = st.fixed_dictionaries({}, optional={fact: values(question) for fact, question in ASKABLE.items()})
CASES = st.one_of(FEW, MANY)


@SOME
@given(CASES)
def test_any_case_keeps_the_contract(case: dict[str, Value]) -> None:
    document = json.loads(json.dumps(plain(assess(case, KNOWN, ASKED_ON))))
    VALIDATOR.validate(document)
    check_promises(document, KNOWN)


REMEMBERING = Assessor(KNOWN, ASKED_ON)
"""Has answered every case of the test so far."""


@settings(SOME, max_examples=400)
@given(CASES)
def test_what_is_remembered_changes_no_answer(case: dict[str, Value]) -> None:
    assert REMEMBERING.assess(case) == assess(case, KNOWN, ASKED_ON)


@SOME
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(case: dict[str, Value], shuffle: random.Random) -> None:
    rules = {name: tuple(shuffle.sample(rules, len(rules))) for name, rules in KNOWN.rules.items()}
    assert assess(case, KNOWN._replace(rules=rules), ASKED_ON) == assess(case, KNOWN, ASKED_ON)


@SOME
@given(CASES, st.data())
def test_an_added_fact_never_removes_a_danger_to_a_person(case: dict[str, Value], data: st.DataObject) -> None:
    before = assess(case, KNOWN, ASKED_ON)
    missing = [fact for fact in ASKABLE if fact not in case]
    if not missing or before.safety is None:
        return
    fact = data.draw(st.sampled_from(missing))
    after = assess({**case, fact: data.draw(values(ASKABLE[fact]))}, KNOWN, ASKED_ON)
    own = {"own_bank"}  # whether money went to a fraudster hangs on whom it was paid to
    if before.safety.kind != "paid_fraudster":
        assert after.safety is not None
        assert set(before.safety.call) - own <= set(after.safety.call)


@SOME
@given(CASES)
def test_nothing_grave_rests_on_an_unknown_condition(case: dict[str, Value]) -> None:
    """Whatever an unknown fact of a `when` turns out to be, a grave finding stands."""
    from overdue_cli.reasoning.findings import weigh
    from overdue_cli.reasoning.resolve import resolve

    answer = assess(case, KNOWN, ASKED_ON)
    resolved = resolve(case, KNOWN, ASKED_ON).facts
    fired = {finding.rule for finding in answer.findings if gravity(finding.verdict) > gravity("conditional")}
    for rule in KNOWN.every_rule():
        if rule.id in fired:
            outcome = weigh(rule, resolved, KNOWN, answer.event_date)
            assert outcome.when.holds is True
            assert outcome.unless.holds is not True
            assert outcome.support.carries


@SOME
@given(CASES)
def test_what_is_asked_is_unknown_and_asked_once(case: dict[str, Value]) -> None:
    answer = assess(case, KNOWN, ASKED_ON)
    asked = [ask.fact for ask in answer.ask_next]
    assert len(asked) == len(set(asked))
    assert not set(asked) & set(answer.facts)


HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("[]()<>{}#*_`|~!&\\\x1b\x07\r\n\t\0\u202e\u2066\u200b\ud800"), st.characters(codec="utf-8")
    ),
    min_size=1,
    max_size=40,
)


@SOME
@given(HOSTILE, st.sampled_from([20, 40, 80, 100]))
def test_hostile_words_never_change_the_structure(words: str, width: int) -> None:
    """Brackets, escapes and control characters in the user's words stay words."""
    calm = assess({"lender": "没听过的贷", "contacted": ("family",)}, KNOWN, ASKED_ON)
    wild = assess({"lender": words, "contacted": ("family",)}, KNOWN, ASKED_ON)
    if "lender_kind" in wild.facts or "lender_candidates" in wild.facts:
        return  # the words happen to name a lender
    calm_page, wild_page = page.page(calm, KNOWN), page.page(wild, KNOWN)
    assert [block.kind for block in calm_page] == [block.kind for block in wild_page]
    text = plain_text.text(wild_page, width)
    assert all(char.isprintable() or char == "\n" for char in text)
    assert all(cells(line.text) <= width for line in lines(wild_page, width))
    records = plain_text.records(wild_page)
    assert records.count("\n") == len(wild_page)
    headings = [line for line in markdown(wild_page).splitlines() if line.startswith("#")]
    assert headings == [line for line in markdown(calm_page).splitlines() if line.startswith("#")]
    json.loads(json.dumps(plain(wild)))


@SOME
@given(HOSTILE)
def test_shown_words_are_printable_and_short(words: str) -> None:
    text = facts.shown(words)
    assert text.isprintable()
    assert len(text) <= 60
