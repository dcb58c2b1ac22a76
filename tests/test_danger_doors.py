"""Danger is danger at every door: what is typed is heard first, and its page is short and the last thing shown.

The words are those of a small table here: how danger is read in any words is tested with the reader itself.
"""

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from overdue_cli import cli
from overdue_cli.cli import environment
from overdue_cli.cli.prompts import Terminal, listening
from overdue_cli.hearing import InDanger
from overdue_cli.interview import Answer, Screen
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.safety import DANGERS
from overdue_cli.reading import Seen, danger
from overdue_cli.reading.danger import Heard
from overdue_cli.reasoning.assess import assess
from overdue_cli.render import page, plain
from overdue_cli.render.layout import cells

ME, OTHER = "我不想活了", "我老公说他不想活了"
INSULT, FIGURE = "你怎么不去死", "这利息高得吓死人"
DOOR, REPAID, CHEATED = "他们堵在我家门口砸门", "我已经把钱还了", "我刚把钱转给了骗子"
WORDS: dict[str, tuple[tuple[str, ...], str | None, tuple[str, ...]]] = {
    ME: (("want_to_die",), "me", ()),
    "wo bu xiang huo le": (("want_to_die",), "me", ()),
    OTHER: (("want_to_die",), "other", ()),
    DOOR: (("at_the_door",), "me", ()),
    REPAID: (("money_sent",), "me", ()),
    CHEATED: (("money_sent",), "me", ("scam_other",)),
}
TODAY = "2026-11-22"
ORDER = {"court_paper": "payment_order", "received_on": "2026-11-20"}


def hear(text: str, known: Knowledge) -> Heard | None:
    """What the table says of a text."""
    for words, (now, whose, behaviours) in WORDS.items():
        if words in text:
            return Heard(now, whose, (Seen(text.index(words), text.index(words) + len(words), words, "t"),), behaviours)
    return None


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path) -> Call:
    """Run a call in this process: its exit status, standard output and standard error."""
    monkeypatch.setattr(danger, "hear", hear)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("OVERDUE_HOME", str(home / "record"))
    monkeypatch.setattr(environment, "today", lambda: TODAY)

    def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = cli.run(list(arguments))
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


def doors(words: str, folder: Path) -> dict[str, list[str]]:
    """Every way to type words into a call, by name."""
    answers = folder / "answers.yaml"
    answers.write_text(f"days_overdue: 20\nlender: {words}\n", "utf-8")
    wrong = folder / "wrong.yaml"
    wrong.write_text(f"no_such_fact: {words}\n", "utf-8")
    no_mapping = folder / "free.yaml"
    no_mapping.write_text(f"{words}\n不知道怎么写\n", "utf-8")
    escaped = folder / "escaped.json"
    escaped.write_text(json.dumps({"days_overdue": [words]}), "utf-8")
    return {
        "bare": [words],
        "bare, in pieces": ["真的", words],
        "bare, with a flag before": ["--json2", words],
        "explain": ["explain", words],
        "explain, too much": ["explain", words, "还有呢" * 200],
        "hotline": ["hotline", words],
        "check, no flag": ["check", words],
        "check, several words": ["check", words, "怎么办"],
        "a free text fact": ["check", "--lender", words, "--days", "20"],
        "another free text fact": ["check", "--province", words],
        "a count": ["check", "--days", words],
        "a choice": ["check", "--said", words],
        "a flag that does not exist": ["check", "--no-such", words],
        "a flag with an equals sign": ["check", f"--lendr={words}"],
        "answers, free text": ["check", "--answers", str(answers)],
        "answers, no such fact": ["check", "--answers", str(wrong)],
        "answers, no mapping": ["check", "--answers", str(no_mapping)],
        "answers, escaped and of a wrong kind": ["check", "--answers", str(escaped)],
        "letter": ["letter", words],
        "plan": ["plan", words],
        "cost": ["cost", "--lender", words, "--signed", "2026-01-01"],
        "sources": ["sources", words],
        "log count": ["log", "count", "--lender", words],
        "log, no such command": ["log", words],
    }


NAMES = list(doors("某某", Path("/tmp")))


@pytest.mark.parametrize("door", NAMES)
def test_despair_has_its_page_at_every_door(call: Call, known: Knowledge, tmp_path: Path, door: str) -> None:
    for words, first in ((ME, "打 12356，有人听你说"), (OTHER, "到他身边")):
        status, shown, said = call(*doors(words, tmp_path)[door])
        assert status == 0
        assert first in shown
        assert len(shown.splitlines()) <= 18
        assert "12356" in shown.splitlines()[-1]
        assert not re.search("催收|投诉|看到的|--full|涉嫌", shown), shown
        assert not any(line in shown for line in known.wording.danger_lines)
        assert not [line for line in said.splitlines() if "没有收录" not in line], said


@pytest.mark.parametrize("door", NAMES)
def test_insults_and_figures_of_speech_change_nothing(call: Call, tmp_path: Path, door: str) -> None:
    for words in (INSULT, FIGURE):
        with_ears = call(*doors(words, tmp_path)[door])
        assert "有人听你说，不用准备" not in with_ears[1]
        if door.startswith(("bare", "check,", "a count", "a choice", "a flag", "letter", "log, no")):
            assert with_ears[0] == 2
            assert with_ears[1] == ""
            assert with_ears[2].count("\n") == 1


@pytest.mark.parametrize("door", [name for name in NAMES if name.partition(",")[0] not in ("explain", "hotline")])
def test_with_json_it_is_the_document_of_check(call: Call, tmp_path: Path, door: str) -> None:
    status, shown, _ = call(*doors(ME, tmp_path)[door], "--json")
    document = json.loads(shown)
    assert status == 0
    assert document["schema"] == "overdue-cli/assessment/1"
    assert document["safety"]["kind"] == "self_harm"
    assert document["safety"]["call"][0] == "psych_12356"
    assert document["facts"]["now"] == ["want_to_die"]
    assert document["facts"]["danger_to"] == "me"
    assert "lender" not in document["facts"]


def test_pinyin_is_heard_too(call: Call) -> None:
    assert "12356" in call("wo", "bu", "xiang", "huo", "le")[1]


@pytest.mark.parametrize("command", ["explain", "hotline"])
def test_lookups_carry_the_danger_in_their_document(call: Call, command: str) -> None:
    for words, whose in ((ME, "先顾你自己"), (OTHER, "先陪着他")):
        status, shown, _ = call(command, words, "--json")
        document = json.loads(shown)
        assert status == 0
        assert document["safety"]["kind"] == "self_harm"
        assert whose in document["safety"]["headline"]
        assert set(document["safety"]) >= {"kind", "say", "call", "first", "steps", "script", "dont", "last"}
    for words in (INSULT, FIGURE, REPAID):
        assert json.loads(call(command, words, "--json")[1])["safety"] is None


@pytest.mark.parametrize("command", ["explain", "hotline"])
def test_before_a_lookup_another_danger_comes_first_and_the_answer_follows(call: Call, command: str) -> None:
    status, shown, said = call(command, DOOR)
    assert status == 0
    assert said == ""
    assert shown.startswith("按你说的情况，有人在门口")
    assert shown.index("看证件") < shown.index("核实不了又不走") < len(shown) // 2
    status, shown, said = call(command, CHEATED)
    assert status == 0
    assert shown.index("我被骗转账") < len(shown) // 2


def test_a_repayment_is_no_alarm(call: Call) -> None:
    assert call(REPAID)[0] == 2
    document = json.loads(call("check", "--now", "money_sent", "--json")[1])
    assert document["safety"] is None
    assert document["ask_next"][0]["fact"] == "pay_to"
    assert "如果收款的不是合同或官方 App 里的账户，马上打 110" in call("check", "--now", "money_sent")[1]
    assert "马上打 110，同时" not in call("check", "--now", "money_sent", "--pay-to", "official")[1]


def test_facts_that_can_be_read_are_kept_beside_the_danger(call: Call) -> None:
    paper = ["--court-paper", "payment_order", "--received", "2026-11-20"]
    shown = call("check", *paper, "--days", ME)[1]
    assert "支付令最晚 2026-12-07，可以请别人帮忙办" in shown.replace("\n", "")
    assert "2026-12-07" not in call("check", "--court-paper", "payment_order", "--received", "2026-11-30", ME)[1]


def test_a_message_is_heard_where_the_rest_of_the_call_is_wrong(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text(f"{ME}\n", "utf-8")
    for given, stdin in ((["--text", ME], ""), (["--text-file", str(file)], ""), (["-"], ME)):
        assert "12356" in call("check", *given, "--days", "很多", stdin=stdin)[1]
    assert call("check", "--text", INSULT, "--days", "很多")[0] == 2


def test_a_danger_that_is_read_from_a_message_is_added_to_the_one_given(known: Knowledge) -> None:
    from overdue_cli.reading import Reading

    reading = Reading({}, {"now": ("want_to_die",), "danger_to": "me"}, {"now": (), "danger_to": ()})
    answer = assess({"now": ("money_sent",)}, known, TODAY, reading=reading)
    assert answer.facts["now"] == ("want_to_die", "money_sent")
    assert answer.safety and answer.safety.kind == "self_harm"
    assert [one.used for one in answer.read] == [True, True]


def test_files_and_words_of_the_other_side_are_not_what_somebody_says(call: Call, tmp_path: Path) -> None:
    at = ["log", "add", "--at", "2026-11-20 10:00", "--channel", "sms"]
    for given in (["--words", ME], ["--summary", ME], ["--claimed-name", ME]):
        status, shown, _ = call(*at, *given)
        assert (status, shown[:3]) == (0, "已记下")
        assert call(*at[:4], *given)[0] == 2  # a mistake beside them stays one
    status, shown, _ = call(*at, "--to", ME)
    assert "12356" in shown
    target = tmp_path / f"{ME}.md"
    assert call("check", "--days", "3", "-o", str(target))[1] == ""
    assert "对方可以做什么" in target.read_text("utf-8")


def test_rows_of_screen_are_heard_as_in_check(call: Call, tmp_path: Path) -> None:
    rows = [{"lender": ME, "days_overdue": 3}, {"days_overdue": ME}, {"days_overdue": INSULT}, {"lender": INSULT}]
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
    status, shown, _ = call("screen", str(file), "--jobs", "1")
    answers = [json.loads(line) for line in shown.splitlines()]
    assert status == 1
    assert [(one.get("safety") or {}).get("kind") for one in answers] == ["self_harm", "self_harm", None, None]
    assert answers[0]["facts"]["days_overdue"] == 3
    assert "error" in answers[2] and "error" not in answers[3]


def test_hearing_comes_once_for_an_input_and_never_before_the_version(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(danger, "hear", lambda text, known: heard.append(text))
    call("--version")
    assert heard == []
    for arguments, times in (
        (["explain", "停息挂账"], 1), (["hotline", "12378"], 1), (["check", "--days", "3"], 0),
        (["check", "--lender", "微粒贷", "--days", "3"], 0), (["check", "--lender", "没听过的贷", "--days", "3"], 1),
        (["sources", "pipl-13"], 1), (["一句话"], 1),
    ):  # fmt: skip
        heard.clear()
        call(*arguments)
        assert len(heard) == times, arguments


# --- the page -------------------------------------------------------------------------------------

CASES: dict[str, dict[str, Any]] = {
    "despair": {"now": ("want_to_die",)},
    "held": {"now": ("held",)},
    "followed": {"now": ("following_me",)},
    "threat at the door": {"now": ("at_the_door",), "behaviours": ("violence_threat",)},
    "threat": {"behaviours": ("violence_threat",)},
    "door": {"now": ("at_the_door",)},
    "door, police": {"now": ("at_the_door",), "sender": "police"},
    "door, collector": {"now": ("at_the_door",), "sender": "collector"},
    "paid": {"now": ("money_sent",), "behaviours": ("scam_other",)},
    "all": {"now": ("at_the_door", "want_to_die", "money_sent"), "behaviours": ("violence_threat", "scam_other")},
}
LOADED = {**ORDER, "contacted": ("family", "workplace"), "calls_per_day": 9}


def case_of(name: str, whose: str, more: dict[str, Any], known: Knowledge) -> dict[str, Any]:
    given = {**more, **CASES[name], "danger_to": whose}
    if more:
        loaded = {*given.get("behaviours", ()), "insult_abuse", "contact_book_bombing", "defamation_publicity"}
        given["behaviours"] = tuple(one for one in known.behaviours if one in loaded)
    return given


@pytest.mark.parametrize("whose", ["me", "other"])
@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("name", CASES)
def test_the_page_of_a_danger_is_short_and_begins_and_ends_with_it(
    known: Knowledge, name: str, width: int, whose: str
) -> None:
    for more in ({}, LOADED):
        answer = assess(case_of(name, whose, more, known), known, TODAY)
        assert answer.safety
        despair = answer.safety.kind == "self_harm"
        later = known.wording.danger["later"] if despair else LATER
        rows = plain.text(page.page(answer, known, later=later if more else ""), width).splitlines()
        assert len(rows) <= (18 if despair else 24), rows
        assert all(cells(row) <= width for row in rows)
        assert "".join(rows).startswith(answer.safety.headline)
        assert "".join(rows).count("按你说的情况") == 1
        assert any(row.startswith("先做：") for row in rows[:4])
        assert "".join(rows).endswith(answer.safety.until if despair and more else answer.safety.last)
        assert re.search("110|12356", rows[-1])
        assert ("看到的：" in "".join(rows)) is (not despair and bool(answer.findings))
        assert ("2026-12-07" in "".join(rows)) is bool(more)
        assert answer.headline == answer.safety.headline
        assert answer.actions[0].id == f"safety_{answer.safety.kind}"


LATER = (
    "欠款的事以后再说，那时看全文：overdue-cli check --days 20 --contacted self --channel call --now at_the_door --full"
)


def test_what_is_kept_or_asked_for_in_full_holds_everything_with_the_danger_first(
    call: Call, known: Knowledge, tmp_path: Path
) -> None:
    for given in (["--now", "want_to_die"], ["--now", "at_the_door"]):
        target = tmp_path / f"{given[1]}.md"
        shown = [call("check", *given, *more)[1] for more in (["--full"], ["--format", "md"])]
        call("check", *given, "-o", str(target))
        for text in (*shown, target.read_text("utf-8")):
            assert text.index("先做") < text.index("对方可以做什么") < text.index("还欠什么")
            assert not any(line in text for line in known.wording.danger_lines)
            assert text.count("按你说的情况") == 1
    records = call("check", "--now", "at_the_door", "--format", "plain")[1].splitlines()
    assert records[0].startswith("alert\t") and records[-1].startswith("alert\t")
    assert "对方可以做什么" not in "".join(records)


def test_every_danger_has_a_variant_for_somebody_else_and_its_words(known: Knowledge) -> None:
    assert {one.kind for one in known.safety} == set(DANGERS)
    for one in known.safety:
        assert re.search("110|12356", one.last), one.id
        assert one.say and one.title and one.script and one.dont
    for name in CASES:
        mine, theirs = (assess(case_of(name, whose, {}, known), known, TODAY).safety for whose in ("me", "other"))
        if "," not in name:
            assert mine and theirs and mine.first != theirs.first, name
            assert re.search("[他]", theirs.headline + theirs.first + "".join(theirs.steps)), name


def test_no_safe_place_is_given_up(known: Knowledge) -> None:
    """At the door nobody is told to go out, and real officers are not sent away."""
    for more in ({}, {"sender": "police"}, {"sender": "court"}, {"sender": "collector"}):
        for behaviours in ((), ("violence_threat",), ("stalking_detention",)):
            answer = assess({"now": ("at_the_door",), "behaviours": behaviours, **more}, known, TODAY)
            said = plain.text(page.page(answer, known), 200)
            assert not re.search("先到安全的地方|离开现场|有人的地方|离开家", said), said
            assert "110" in said and re.search("核实", said)
            if more.get("sender") in ("police", "court") and not behaviours:
                assert "请他们离开" not in said and "是真的就配合" in said


def test_the_script_for_fraud_is_not_that_for_threats(known: Knowledge) -> None:
    answer = assess({"now": ("money_sent",), "pay_to": "link"}, known, TODAY)
    police = next(agency for agency in answer.agencies if agency.id == "police_110")
    assert "我被骗转账" in police.how
    assert "威胁" not in police.how
    assert "report_police" not in [action.id for action in answer.actions]


# --- at a terminal --------------------------------------------------------------------------------


def at_terminal(rows: list[str], monkeypatch: pytest.MonkeyPatch, known: Knowledge, *, waiting: int = 0) -> Terminal:
    """A terminal at which the rows are typed; the last `waiting` of them come at once."""
    monkeypatch.setattr(danger, "hear", hear)
    stream = io.StringIO("".join(f"{row}\n" for row in rows))
    monkeypatch.setattr(sys, "stdin", stream)
    total = len(stream.getvalue())
    held = sum(len(row) + 1 for row in rows[len(rows) - waiting :])
    return Terminal(80, lambda: total - held <= stream.tell() < total, listening(known))


PASTE = Screen("paste", "paste", "把对方的话贴到这里", "原话最要紧")


def test_despair_typed_where_words_are_to_be_pasted_is_heard_at_once(
    monkeypatch: pytest.MonkeyPatch, known: Knowledge
) -> None:
    with pytest.raises(InDanger) as raised:
        at_terminal([ME], monkeypatch, known).paste(PASTE)  # and nobody types 完
    assert raised.value.case == {"now": ("want_to_die",), "danger_to": "me"}
    with pytest.raises(InDanger):
        at_terminal(["你好", ME, "完"], monkeypatch, known, waiting=2).paste(PASTE)
    pasted = at_terminal([INSULT, FIGURE, REPAID, "完"], monkeypatch, known).paste(PASTE)
    assert isinstance(pasted, Answer) and INSULT in pasted.text
    assert isinstance(at_terminal([ME, "完"], monkeypatch, known).paste(PASTE, theirs=True), Answer)


def test_despair_is_heard_in_answers_that_are_refused_or_come_as_several_lines(
    monkeypatch: pytest.MonkeyPatch, known: Knowledge
) -> None:
    for rows, waiting in (([ME], 0), (["返回吧" + ME], 0), (["20", ME], 1)):
        with pytest.raises(InDanger):
            at_terminal(rows, monkeypatch, known, waiting=waiting).line("回答：")
    assert at_terminal([INSULT], monkeypatch, known).line("回答：") == INSULT
    with pytest.raises(InDanger):
        at_terminal([ME], monkeypatch, known).review([("逾期多少天了？", "20 天")], "看结果")
