"""`overdue-cli log` as its users call it: flags, questions, JSON, text, exit status."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, Run
from .test_interview import Person, pytestmark_pty


class Log:
    """`log` with a record of its own."""

    def __init__(self, run: Run, home: Path) -> None:
        self.run, self.home = run, home

    def __call__(self, *arguments: str, exit_: int = 0, stdin: bytes = b"", **more: str) -> tuple[str, str]:
        """Standard output and standard error of `log …`; the exit status must be as wanted."""
        done = self.run("log", *arguments, stdin=stdin, OVERDUE_HOME=str(self.home), **more)
        out, said = done.stdout.decode(), done.stderr.decode()
        assert done.returncode == exit_, said
        if exit_ == 2:
            assert out == ""
            assert said.count("\n") == 1
        return out, said

    def json(self, *arguments: str, exit_: int = 0) -> Any:
        return json.loads(self(*arguments, "--json", exit_=exit_)[0])


@pytest.fixture
def log(run: Run, tmp_path: Path) -> Log:
    return Log(run, tmp_path / "home")


CALL = ("--at", "2026-11-20 22:40", "--channel", "call", "--number", "021-12345678")
FIELDS = [
    "id", "debt", "at", "zone", "direction", "channel", "number", "claimed_name", "to_whom", "answered", "duration_s",
    "words", "words_are", "behaviours", "attachments", "source", "entered_at", "previous", "digest", "corrects",
    "salt",
]  # fmt: skip


def test_from_the_first_entry_to_the_last(log: Log, tmp_path: Path) -> None:
    assert log.json("list") == {"schema": "overdue-cli/record/1", "contacts": []}
    assert log.json("count") == {"schema": "overdue-cli/counts/1", "debts": []}
    assert not log.home.exists()
    picture = tmp_path / "图.png"
    picture.write_bytes(b"picture")
    said = log("add", *CALL, "--missed")[1]
    assert str(log.home / "record.db") in said
    assert "log purge" in said
    more = (
        "--claimed-name", "王经理", "--to", "家人", "--duration", "1:35", "--summary", "说要去单位", "--said",
        "workplace_contact", "--attach", str(picture), "--copy", "--corrects", "1", "--zone", "+09:00",
    )  # fmt: skip
    out, said = log("add", *CALL, *more)
    assert out == "已记下：“默认”第 2 条。\n"
    assert said == ""  # once is enough
    listed = log.json("list")
    assert [list(contact) for contact in listed["contacts"]] == [FIELDS, FIELDS]
    first, second = listed["contacts"]
    assert first["at"] == "2026-11-20T22:40:00+08:00"
    assert (first["answered"], first["direction"], first["words"]) == (False, "in", None)
    assert first["source"] == {"kind": "typed", "name": None, "sha256": None, "item": None}
    assert second["at"] == "2026-11-20T22:40:00+09:00"
    assert (second["answered"], second["duration_s"], second["to_whom"]) == (True, 95, "family")
    assert (second["words"], second["words_are"], second["corrects"]) == ("说要去单位", "summary", 1)
    assert second["previous"] == first["digest"]
    (attachment,) = second["attachments"]
    assert (attachment["name"], attachment["bytes"]) == ("图.png", 7)
    copied = log.home / "attachments" / f"{attachment['sha256']}.png"
    assert copied.read_bytes() == b"picture"
    text, _ = log("list", COLUMNS="40")
    assert "更正第 1 条" in text
    checked = log.json("verify")
    assert {k: checked[k] for k in ("ok", "records", "head", "broken_at")} == {
        "ok": True, "records": 2, "head": second["digest"], "broken_at": None,
    }  # fmt: skip
    assert "--yes" in log("purge", exit_=2)[1]
    assert log.json("purge", "--yes")["purged"] == [{"debt": "默认", "contacts": 2}]
    assert list(log.home.iterdir()) == []


def test_words_from_a_pipe_or_a_file(log: Log, tmp_path: Path) -> None:
    words = "【某贷】今天不还\r\n就\x1b[31m爆你通讯录"
    log("add", *CALL[:2], "--channel", "短信", "-", stdin=words.encode())
    (tmp_path / "words.txt").write_bytes(words.encode("gb18030"))
    log("add", *CALL[:2], "--channel", "sms", "--words-file", str(tmp_path / "words.txt"))
    assert [contact["words"] for contact in log.json("list")["contacts"]] == [words, words]
    assert "\x1b" not in log("list")[0]
    answer = log.json("check")
    assert answer["schema"] == "overdue-cli/assessment/1"
    assert answer["event_date"] == "2026-11-20"
    assert "contact_book_bombing" in answer["facts"]["behaviours"]
    assert log("check", "--fail-on", "unlawful", exit_=1)[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--channel", "call"), "--at"),
        (("--at", "2026-11-20 25:00", "--channel", "call"), "没有"),
        (("--at", "昨晚", "--channel", "call"), "看不懂时间"),
        (("--at", "2099-01-01 10:00", "--channel", "call"), "还没有到"),
        (("--at", "2026-11-20 10:00", "--channel", "电报"), "--channel"),
        (("--at", "2026-11-20 10:00", "--channel", "sms,call"), "只能写一个"),
        ((*CALL, "--to", "狗"), "--to"),
        ((*CALL, "--missed", "--duration", "5"), "没接通"),
        ((*CALL, "--duration", "很久"), "--duration"),
        ((*CALL[:2], "--channel", "sms", "--answered"), "只用于电话"),
        ((*CALL, "--words", "a", "--summary", "b"), "只能用一个"),
        ((*CALL, "--words", ""), "空的"),
        ((*CALL, "--words", "a", "-"), "只能用一个"),
        ((*CALL, "--attach", "没有.png"), "--attach"),
        ((*CALL, "--attach", "."), "文件夹"),
        ((*CALL, "--attach", "/dev/zero"), "--attach"),  # never ends
        ((*CALL, "--words-file", ""), "--words-file"),
        ((*CALL, "--corrects", "9"), "第 9 条"),
        ((*CALL, "--corrects", "9" * 30), "没有第"),
        ((*CALL, "--zone", "火星"), "时区"),
        ((*CALL, "--direction", "上"), "--direction"),
        ((*CALL, "--said", "not_collection"), "--said"),
        ((*CALL, "--debt", "a\tb"), "名字"),
        ((*CALL, "什么"), "不认识"),
    ],
)
def test_a_wrong_call_is_one_line_and_keeps_nothing(log: Log, arguments: tuple[str, ...], said: str) -> None:
    assert said in log("add", *arguments, exit_=2)[1]
    assert log.json("list")["contacts"] == []


def test_debts(log: Log) -> None:
    made = log.json("debt", "微粒贷", "--lender", "微粒贷", "--due", "2026-10-05")["debts"]
    assert [(one["name"], one["lender"], one["due"]) for one in made] == [("微粒贷", "微粒贷", "2026-10-05")]
    log("add", *CALL)
    log("debt", "美团")
    assert "微粒贷、美团" in log("add", *CALL, exit_=2)[1]
    log("add", *CALL, "--debt", "美团")
    assert len(log.json("list", "--debt", "美团")["contacts"]) == 1
    assert [one["contacts"] for one in log.json("debt")["debts"]] == [1, 1]
    assert "没有叫" in log("count", "--debt", "没有", exit_=2)[1]
    assert "--debt" in log("check", exit_=2)[1]
    assert "名字" in log("debt", "--lender", "x", exit_=2)[1]
    assert "日期" in log("debt", "美团", "--due", "下周", exit_=2)[1]
    log("purge", "--debt", "美团", "--yes")
    assert [one["name"] for one in log.json("debt")["debts"]] == ["微粒贷"]


def test_counts_and_findings(log: Log) -> None:
    log("debt", "微粒贷", "--lender", "微粒贷")
    for minute in range(4):
        log("add", "--at", f"2026-11-20 10:0{minute}", "--channel", "call", "--number", f"0{minute}", "--answered")
    log("add", "--at", "2026-11-20 23:00", "--channel", "call", "--number", "02112345678", "--missed")
    (debt,) = log.json("count")["debts"]
    (day,) = debt["days"]
    assert day.items() >= {
        "date": "2026-11-20", "attempts": 5, "connected": 4, "night": 1, "unanswered_by_number": {"02112345678": 1},
    }.items()  # fmt: skip
    assert [(one["rule"], one["date"], one["count"]) for one in debt["findings"]] == [
        ("frequency-connected", "2026-11-20", 4), ("night-norm", "2026-11-20", 1),
    ]  # fmt: skip
    assert all(one["basis"] and one["verdict"] == "unlawful" for one in debt["findings"])
    text, _ = log("count", COLUMNS="40")
    assert "\n2026-11-20 ..........4............1\n" in text
    assert max(map(len, text.splitlines())) <= 40
    assert "\n    2026-11-20 ..........4" in log("count", "--format", "md")[0]
    gbk = log.run("log", "count", OVERDUE_HOME=str(log.home), PYTHONIOENCODING="gbk").stdout.decode("gbk")
    assert "?" not in gbk
    assert log.json("check")["facts"]["calls_per_day"] == 4
    for number in range(7):
        log("add", "--at", f"2026-11-21 10:0{number}", "--channel", "call", "--number", f"0{number}", "--missed")
    verdicts = [
        [one["verdict"] for one in log.json("count", *flags)["debts"][0]["findings"] if one["date"] == "2026-11-21"]
        for flags in ((), ("--one-number",))
    ]
    assert verdicts == [["conditional"], ["unlawful"]]


def test_verify_names_what_is_broken(log: Log) -> None:
    log("add", *CALL)
    head = log.json("verify")["head"]
    log("add", *CALL)
    assert log.json("verify", "--head", head)["found"] == {"debt": "默认", "id": 1}
    assert log.json("verify", "--head", "0" * 64, exit_=1)["found"] is None
    assert "第 1 条" in log("verify", "--head", f" {head.upper()} ")[0]
    connection = sqlite3.connect(log.home / "record.db")
    connection.execute("UPDATE contacts SET words = '改过' WHERE id = 2")
    connection.commit()
    connection.close()
    checked = log.json("verify", exit_=1)
    assert (checked["ok"], checked["broken_at"]) == (False, 2)
    assert "第 2 条对不上" in log("verify", exit_=1)[0]
    assert log.json("verify", "--head", head, exit_=1)["found"] == {"debt": "默认", "id": 1}  # before what is broken
    log("purge", "--yes")  # what is broken can still be removed


@pytest.mark.parametrize(
    "change",
    [
        "at = 'x'", "at = '2026-W47-5T22:40:00+08:00'", "at = 5", "words = CAST('x' AS BLOB)", "words = NULL",
        "behaviours = '[[1]]'", "behaviours = '[\"nosuch\"]'", "behaviours = '{'", "channel = 'nosuch'",
        "to_whom = 'nosuch'", "answered = 7", "attachments = '[{}]'",
        """attachments = '[{"name": "a", "sha256": "../../x", "bytes": 1}]'""",
    ],
)  # fmt: skip
def test_what_somebody_spoilt_is_found_and_never_a_fault_of_ours(log: Log, tmp_path: Path, change: str) -> None:
    log("add", *CALL, "--summary", "催还款", "--said", "workplace_contact")
    with sqlite3.connect(log.home / "record.db") as connection:
        connection.execute(f"UPDATE contacts SET {change}")
    connection.close()
    assert log.json("verify", exit_=1)["broken_at"] == 1
    for command in (("list",), ("count",), ("check",), ("export", "-o", str(tmp_path / "out.zip"))):
        done = log.run("log", *command, OVERDUE_HOME=str(log.home))
        assert done.returncode in (0, 2), done.stderr.decode()
        assert done.returncode == 0 or "log verify" in done.stderr.decode()


def test_every_command_says_what_it_does(log: Log) -> None:
    listed = log("--help")[0].split("命令:")[1].strip().splitlines()
    assert all(len(line.split(maxsplit=1)) == 2 for line in listed), listed


def test_a_record_of_nothing_but_her_own_calls(log: Log, tmp_path: Path) -> None:
    log("add", *CALL, "--direction", "out")
    assert log.json("count")["debts"][0]["days"] == []
    assert "0 次" in log("count")[0]
    log("check")
    log("export", "-o", str(tmp_path / "out.zip"))


def test_the_check_that_the_docs_show(log: Log, tmp_path: Path) -> None:
    """What docs/the-record.md tells a reader to run finds nothing in a good record, and the entry that was altered."""
    log("add", *CALL, "--summary", "催还款")
    log("add", *CALL)
    log("list", "--json", "-o", str(tmp_path / "记录.json"))
    docs = (ROOT / "docs" / "the-record.md").read_text(encoding="utf-8")
    code = docs.partition("```python\n")[2].partition("```")[0].replace("记录.json", str(tmp_path / "记录.json"))
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    text = (tmp_path / "记录.json").read_text(encoding="utf-8")
    (tmp_path / "记录.json").write_text(text.replace("催还款", "骂人"), encoding="utf-8")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 1


@pytestmark_pty
@pytest.mark.parametrize("columns", [40, 100])
def test_asked_for_on_a_terminal(tmp_path: Path, columns: int) -> None:
    person = Person(tmp_path, "log", "add", columns=columns)
    assert "purge" in person.wait_for("什么时候")
    person.answer("昨天的昨天")
    person.wait_for("看不懂")
    person.answer("昨天 9:05")
    person.answer("2")  # a call
    person.answer("返回")
    person.answer("电话")
    person.answer("021-12345678")
    person.answer("不确定")
    person.answer("1")
    person.answer("1")
    person.answer("1:35")
    person.wait_for("完”）")
    person.type("今天不还\n就爆通讯录\n完\n")
    assert "爆通讯录" in person.wait_for("不影响")
    person.answer("大意")
    person.answer("")  # no picture
    person.wait_for("记下来：")
    person.type("3\n")  # the number once more
    person.answer("95533")
    person.wait_for("记下来：")
    person.type("\n")
    said, status = person.finish()
    assert status == 0
    assert "第 1 条" in said
    assert said.count("记录存在") == 1  # before the first question, and not again
    record = tmp_path / ".local" / "share" / "overdue-cli" / "record.db"
    row = sqlite3.connect(record).execute("SELECT channel, number, to_whom, answered, duration_s, words FROM contacts")
    assert row.fetchall() == [("call", "95533", "self", 1, 95, "今天不还\n就爆通讯录")]
    row.connection.close()
    person = Person(tmp_path, "log", "purge", columns=columns)
    person.wait_for("删除”：")
    person.type("不\n")
    assert "没有删" in person.finish()[0]
    person = Person(tmp_path, "log", "purge", columns=columns)
    person.wait_for("删除”：")
    person.type("删除\n")
    person.finish()
    assert list(record.parent.iterdir()) == []


@pytestmark_pty
def test_leaving_keeps_nothing(tmp_path: Path) -> None:
    person = Person(tmp_path, "log", "add")
    person.answer("今天 0:00")
    person.answer("离开")
    assert "没有记下" in person.finish()[0]
    assert not (tmp_path / ".local").exists()
