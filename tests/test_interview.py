"""The interview: what it asks and why, and driven on a real (pseudo-)terminal from start to verdict."""

import itertools
import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from overdue_cli import interview
from overdue_cli.assessment import Assessment
from overdue_cli.facts import Value
from overdue_cli.interview import LONGEST, OPENING, Answer, Interview, Screen
from overdue_cli.knowledge.model import Knowledge, Question
from overdue_cli.reasoning.assess import assess

from .conftest import ROOT

TODAY = "2026-11-22"


def answered_at_random(screen: Screen, known: Knowledge, dice: random.Random) -> Answer:
    """Some answer: unsure one time in four."""
    if screen.kind == "paste" or dice.random() < 0.25:
        return Answer(screen, {}, "不确定")
    if screen.options:
        most = min(2, len(screen.options)) if screen.kind == "many" else 1
        picked = dice.sample(screen.options, dice.randint(1, most))
        return interview.chosen(screen, picked[:1] if interview.contradict(picked) else picked, known)
    value = dice.choice(list(samples(known.questions[screen.id])))
    return Answer(screen, {screen.id: value}, str(value))


def samples(question: Question) -> Iterator[Value]:
    """Values that between them can bring out whatever hangs on a fact."""
    match question.kind:
        case "flag":
            yield from (True, False)
        case "one":
            yield from question.names
        case "many":
            yield from ((name,) for name in question.names)
        case "count":
            yield from (0, 3, 4, 6, 7, 40, 1200)
        case "date":
            yield from ("2026-11-20", "2025-12-31")
        case "clock":
            yield from ("12:00", "23:00")
        case _:
            yield from ("微粒贷", "美团借钱", "714", "个人借条", "没听过的贷")


def outcome(answer: Assessment) -> object:
    """What the contract says an answer may change: verdict, findings, routes, deadlines; and the stage."""
    findings = [(f.rule, f.verdict, tuple(b.id for b in f.basis)) for f in answer.findings]
    agencies = [(a.id, a.fits) for a in answer.agencies]
    deadlines = [(d.id, d.due) for d in answer.deadlines]
    return answer.verdict, findings, agencies, deadlines, answer.stage, answer.safety


def could_change(fact: str, case: dict[str, Value], known: Knowledge) -> bool:
    """Whether some answer to `fact`, perhaps with one more fact that is asked for too, changes the outcome."""
    now = outcome(assess(case, known, TODAY))
    question = known.questions[fact]
    if any(outcome(assess({**case, fact: value}, known, TODAY)) != now for value in samples(question)):
        return True
    others = [ask.fact for ask in assess(case, known, TODAY).ask_next if ask.fact != fact]
    for other in others:
        for first, second in itertools.product(samples(question), samples(known.questions[other])):
            alone = outcome(assess({**case, other: second}, known, TODAY))
            if outcome(assess({**case, other: second, fact: first}, known, TODAY)) != alone:
                return True
    return False


@pytest.mark.parametrize("seed", range(40))
def test_each_question_after_the_opening_could_change_the_answer_and_every_path_ends(
    known: Knowledge, seed: int
) -> None:
    dice = random.Random(seed)
    talk = Interview(known, TODAY)
    asked: list[str] = []
    while screen := talk.next():
        assert screen.id not in asked, "asked twice"
        assert screen.ask
        assert screen.why
        asked.append(screen.id)
        if screen.id not in OPENING and not screen.id.startswith("group:"):
            assert could_change(screen.id, talk.case(), known), (screen.id, talk.case())
        talk = talk.answered(answered_at_random(screen, known, dice))
        assert len(asked) <= 25
    assert tuple(asked[: len(OPENING)]) == OPENING
    behaviours = [name for name in asked if name.startswith("group:")]
    assert len(asked) - len(behaviours) <= LONGEST + 2  # court papers are asked for even late


def test_groups_offer_at_most_seven_plain_sentences_and_all_behaviours(known: Knowledge) -> None:
    talk = Interview(known, TODAY)
    offered: list[str] = []
    while screen := talk.next():
        if screen.id == "groups":
            everything = [option for option in screen.options if "group" in option.facts]
            talk = talk.answered(interview.chosen(screen, everything, known))
            continue
        if screen.id.startswith("group:"):
            assert len(screen.options) <= 7
            offered += [name for option in screen.options for name in option.facts["behaviours"]]
        talk = talk.answered(Answer(screen, {}, "不确定"))
    assert sorted(offered) == sorted(known.behaviours)


def test_going_back_forgets_the_last_answer_alone(known: Knowledge) -> None:
    talk = Interview(known, TODAY)
    seen = []
    while screen := talk.next():
        seen.append(talk)
        talk = talk.answered(answered_at_random(screen, known, random.Random(7)))
    for before in reversed(seen):
        talk = talk.back()
        assert talk == before
    assert talk.back() == talk


def test_changing_the_groups_drops_what_hung_on_them(known: Knowledge) -> None:
    talk = Interview(known, TODAY)
    while (screen := talk.next()) and "behaviours" not in talk.case():
        if screen.id == "groups":
            said = next(option for option in screen.options if option.facts.get("group") == ("说了什么",))
            talk = talk.answered(interview.chosen(screen, [said], known))
            groups = screen
        elif screen.id.startswith("group:"):
            talk = talk.answered(interview.chosen(screen, list(screen.options[:1]), known))
        else:
            talk = talk.answered(Answer(screen, {}, "不确定"))
    assert talk.case()["behaviours"] == ("insult_abuse",)
    assert "behaviours" not in talk.answered(Answer(groups, {}, "以上都没有")).case()


# --- on a pseudo-terminal -------------------------------------------------------------------------

pytestmark_pty = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")


class Person:
    """Somebody at a terminal: waits for words, types an answer."""

    def __init__(self, home: Path, *arguments: str, columns: int = 80) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        clean = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8", "HOME": str(home)}
        clean |= {"XDG_CACHE_HOME": str(home / "cache"), "TERM": "xterm"}

        def at_a_terminal() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a runner in the background hands down “ignored”

        self.process = subprocess.Popen(
            [sys.executable, "-m", "overdue_cli", *arguments],
            stdin=child, stdout=child, stderr=child, env=clean, start_new_session=True,
            preexec_fn=at_a_terminal,
        )  # fmt: skip
        os.close(child)
        self.all = ""
        self.new = ""

    def read(self) -> bool:
        """Take what is there within a short while; False at the end."""
        if not select.select([self.parent], [], [], 0.2)[0]:
            return self.process.poll() is None
        try:
            piece = os.read(self.parent, 65536)
        except OSError:
            return False
        self.all += piece.decode(errors="replace").replace("\r\n", "\n")
        self.new += piece.decode(errors="replace").replace("\r\n", "\n")
        return bool(piece)

    def wait_for(self, words: str) -> str:
        """Read until `words` appear; what was new up to then."""
        end = time.monotonic() + 30
        while words not in self.new:
            assert time.monotonic() < end, f"没有等到“{words}”，最后看到：{self.new[-400:]}"
            assert self.read() or words in self.new, f"结束了，没有等到“{words}”：{self.new[-400:]}"
        seen, _, self.new = self.new.partition(words)
        return seen

    def type(self, words: str) -> None:
        os.write(self.parent, words.encode())

    def answer(self, words: str) -> str:
        """Wait for a prompt and answer it."""
        seen = self.wait_for("回答：")
        self.type(words + "\n")
        return seen

    def finish(self) -> tuple[str, int]:
        """Read to the end; everything shown, and the exit status."""
        end = time.monotonic() + 30
        while self.read() and time.monotonic() < end:
            pass
        status = self.process.wait(timeout=30)
        os.close(self.parent)
        return re.sub(r"\x1b\[[0-9;]*m", "", self.all), status

    def paste(self, words: str = "") -> None:
        self.wait_for("“完”）")
        self.type(f"{words}\n完\n" if words else "完\n")

    def go_on(self, replies: dict[str, str] | None = None) -> None:
        """Answer by what is asked, else 不确定, until the review; and accept it."""
        while True:
            end = time.monotonic() + 30
            while "回答：" not in self.new and "回车" not in self.new:
                assert self.read(), self.all[-500:]
                assert time.monotonic() < end
            if "回答：" in self.new:
                known = [reply for words, reply in (replies or {}).items() if words in self.new.replace("\n     ", "")]
                self.answer(known[0] if known else "不确定")
            else:
                self.wait_for("结果：")
                self.type("\n")
                return


STORIES = {
    "母亲接到电话": (
        ["20", "2", "电话"], "", ["以上都没有"], {"接得到吗": "1", "哪家的钱": "微粒贷"},
        ["不该再为催款去找家人朋友", "12378"], "--reachable",
    ),
    "真的支付令": (
        ["90", "1", "8"], "", ["以上都没有"], {"哪一种": "支付令", "哪一天收到": "2026-11-20"},
        ["2026-12-07", "不影响支付令效力"], "payment_order",
    ),
    "假警察": (
        ["30", "1", "2"], "我是公安局的，你涉嫌诈骗，马上转账", ["骂人、吓人", "以上都没有", "1"], {},
        ["疑似诈骗/冒充", "公开电话核实"], "impersonate",
    ),
    "真的还了钱": (
        ["不确定", "1", "3"], "", ["钱已经转出去了"], {"付到哪里": "官方App或合同账户"}, ["按你说的情况"], "money_sent",
    ),
    "同事接到电话": (["不确定", "10", "2"], "", ["以上都没有"], {}, ["单位", "没有还款义务"], "colleague"),
    "没牌照的七天贷": (
        ["7", "1", "3"], "", ["要转到个人账户", "2"], {"哪家的钱": "714高炮"}, ["实际到手的本金", "砍头息"],
        "demand_fee_excess",
    ),
    "只是客气的提醒": (
        ["3", "1", "1"], "您的借款已逾期3天，请及时还款。", ["话说得正常", "1"], {}, ["一般合法"], "repayment_reminder",
    ),
}  # fmt: skip


@pytestmark_pty
@pytest.mark.parametrize("columns", [40, 100])
@pytest.mark.parametrize("name", STORIES)
def test_story(name: str, columns: int, home: Path) -> None:
    opening, pasted, groups, replies, wanted, in_command = STORIES[name]
    person = Person(home, columns=columns)
    for words in opening:
        person.answer(words)
    person.paste(pasted)
    for words in groups:
        person.answer(words)
    person.go_on(replies)
    shown, status = person.finish()
    assert status == 0
    told = shown.replace("\n   ", "").replace("\n  ", "")
    for words in wanted:
        assert words in told, shown[-3000:]
    command = shown.rpartition("overdue-cli check ")[2].strip()
    assert in_command in command
    again = subprocess.run(
        f"{sys.executable} -m overdue_cli check {command}", shell=True, capture_output=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(home / "cache")},
    )  # fmt: skip
    assert again.returncode == 0
    headline = next(line for line in again.stdout.decode().splitlines() if line.startswith("按你说的情况"))
    assert headline[:12] in told


DANGERS = {
    "按选项说不想活": (["60", "1", "2"], "", ["不想活了"], "没打通就再打 12356。", "再运行一次overdue-cli。"),
    "人在门口": (["60", "1", "2"], "", ["人在门口"], "就打 110。", "--nowat_the_door--full"),
    "说要打人": (["60", "1", "2"], "", ["骂人、吓人", "威胁要打人、伤人"], "就打 110。", "violence_threat--full"),
    "钱转给了个人账户": (
        ["60", "1", "2"], "", ["钱已经转出去了", "个人账户"], "现在就打 110。",
        "private_account--full|再运行一次overdue-cli。",
    ),
}  # fmt: skip


@pytestmark_pty
@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("name", DANGERS)
def test_a_danger_ends_the_interview_with_its_page(name: str, columns: int, home: Path) -> None:
    opening, pasted, groups, last, later = DANGERS[name]
    person = Person(home, columns=columns)
    for words in opening:
        person.answer(words)
    person.paste(pasted)
    for words in groups:
        person.answer(words)
    shown, status = person.finish()
    assert status == 0
    assert shown.rstrip().endswith(last)
    rows = shown[shown.rindex("按你说的情况") :].rstrip().splitlines()
    assert len(rows) <= 24
    assert re.search(later, "".join(rows).replace(" ", ""))
    assert "没有保存" not in shown and "再说一遍" not in shown and "请核对" not in shown


@pytestmark_pty
@pytest.mark.parametrize("columns", [40, 80])
def test_despair_as_the_first_answer(home: Path, columns: int) -> None:
    person = Person(home, columns=columns)
    person.answer("我不想活了")
    shown, status = person.finish()
    assert status == 0
    _, _, after = shown.partition("我不想活了")
    assert "先做：打 12356" in after
    assert len(after.strip().splitlines()) <= 18
    assert after.rstrip().endswith("没打通就再打 12356。")
    assert not re.search("要写整数|催收|投诉|overdue-cli check", after)


@pytestmark_pty
@pytest.mark.parametrize("command", [["letter", "lender"], ["plan"], ["check", "--json"], ["log", "add"]])
def test_despair_where_other_commands_ask(home: Path, tmp_path: Path, command: list[str]) -> None:
    person = Person(tmp_path, *command)
    person.answer("我不想活了")
    shown, status = person.finish()
    assert status == 0
    _, _, after = shown.partition("我不想活了")
    assert "12356" in after
    assert ('"kind": "self_harm"' in after) is ("--json" in command)
    assert not list(tmp_path.rglob("record.db"))


@pytestmark_pty
def test_despair_typed_at_the_review(home: Path) -> None:
    person = Person(home)
    for words in ("20", "2", "2"):
        person.answer(words)
    person.paste()
    while "回车" not in person.new:
        if "回答：" in person.new:
            person.answer("不确定")
        else:
            assert person.read()
    person.wait_for("结果：")
    person.type("我不想活了\n")
    shown, status = person.finish()
    assert status == 0
    assert shown.rstrip().endswith("没打通就再打 12356。")


@pytestmark_pty
def test_despair_typed_where_words_are_to_be_pasted(home: Path) -> None:
    person = Person(home)
    for words in ("20", "2", "2"):
        person.answer(words)
    person.wait_for("“完”）")
    person.type("我不想活了\n")
    shown, status = person.finish()
    assert status == 0
    assert shown.rstrip().endswith("没打通就再打 12356。")


@pytestmark_pty
def test_a_polite_reminder_names_no_police(home: Path) -> None:
    person = Person(home)
    for words in ("3", "1", "1"):
        person.answer(words)
    person.paste()
    for words in ("话说得正常", "1"):
        person.answer(words)
    person.go_on()
    shown, _ = person.finish()
    whom = shown[shown.rindex("找谁，按这个顺序") : shown.rindex("还欠什么")]
    assert re.findall(r"^\d+\. (.+?)：", whom, re.MULTILINE) == ["放款机构自己的投诉渠道"]


@pytestmark_pty
def test_back_why_unsure_and_mistakes(home: Path) -> None:
    person = Person(home, "check")
    person.answer("返回")
    assert "已经是第一个问题" in person.answer("为什么问")
    assert "不同阶段" in person.answer("很多")
    assert "要写整数" in person.answer("20天")
    assert "他们联系了谁" in person.answer("返回")
    assert "逾期多少天" in person.answer("30")
    assert "他们联系了谁" in person.answer("1 9")
    assert "只能选一项" in person.answer("99")
    assert "1 到" in person.answer("2 20")
    assert "不能和别的一起选" in person.answer("我的家人")
    assert "什么方式" in person.answer("不确定")
    person.paste()
    person.answer("离开")
    shown, status = person.finish()
    assert status == 0
    assert "没有保存任何东西" in shown
    assert "overdue-cli check --" not in shown


@pytestmark_pty
def test_the_review_changes_an_answer_by_its_number(home: Path) -> None:
    person = Person(home)
    for words in ("20", "2", "2"):
        person.answer(words)
    person.paste()
    person.answer("以上都没有")
    while True:
        while "回答：" not in person.new and "回车" not in person.new:
            assert person.read()
        if "回车" in person.new:
            break
        person.answer("不确定")
    listed = person.wait_for("结果：")
    assert "逾期多少天了？ —— 20 天" in listed
    person.type("1\n")
    person.answer("50")
    assert "逾期多少天了？ —— 50 天" in person.wait_for("结果：")
    person.type("99\n")
    person.wait_for("之间的编号")
    person.type("\n")
    shown, status = person.finish()
    assert status == 0
    assert "--days 50" in shown


@pytestmark_pty
@pytest.mark.parametrize(("key", "wanted"), [("\x03", 130), ("\x04", 0)], ids=["Ctrl-C", "end of input"])
def test_leaving_by_a_key_saves_nothing(home: Path, key: str, wanted: int) -> None:
    person = Person(home)
    person.wait_for("回答：")
    person.type(key)
    shown, status = person.finish()
    assert status == wanted
    assert "Traceback" not in shown
    assert "没有保存" in shown


@pytestmark_pty
def test_twenty_pasted_lines_answer_nothing_else(home: Path) -> None:
    lines = "\n".join(["1", "2", "不确定", "离开", "返回", "您已逾期", "3 4"] * 3)[:-2]
    person = Person(home)
    for words in ("20", "1", "1"):
        person.answer(words)
    person.wait_for("“完”）")
    person.type(f"开头\n{lines}\n完\n1\n2\n离开\n")
    seen = person.wait_for("回答：")
    assert "只留在内存里" in seen
    assert "下面哪些是有的" in seen
    person.type("以上都没有\n")
    person.go_on()
    shown, status = person.finish()
    assert status == 0
    assert "可能读漏" in shown.replace("\n   ", "")


@pytestmark_pty
def test_a_paste_in_the_wrong_place_is_no_answer(home: Path) -> None:
    person = Person(home)
    person.wait_for("回答：")
    person.type("您已逾期\n1\n2\n3\n离开\n")
    assert "没有当成回答" in person.answer("20")
    assert "他们联系了谁" in person.answer("离开")
    assert person.finish()[1] == 0


@pytestmark_pty
def test_json_after_an_interview_is_one_document_on_standard_output(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "answer.json"
    person = Person(home, "check", "--json", "-o", str(target))
    for words in ("20", "2", "2"):
        person.answer(words)
    person.paste()
    person.go_on()
    assert person.finish()[1] == 0
    import json

    assert json.loads(target.read_text("utf-8"))["facts"]["days_overdue"] == 20


def test_outside_a_terminal_it_never_asks(run) -> None:
    done = run("check", stdin=b"20\n1\n1\n")
    assert done.returncode == 2
    assert done.stdout == b""
