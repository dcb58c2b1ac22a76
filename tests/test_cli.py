"""The program as its users call it: exit status, streams, errors in one Chinese line, nothing written."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from overdue_cli import cli

from .conftest import ROOT, Run

WRONG_CALLS = [
    (["check", "--at", "25:00"], "--at", "00:00 到 23:59"),
    (["check", "--at", "2240"], "--at", "时:分"),
    (["check", "--days", "-3"], "--days", "0 到 36500"),
    (["check", "--days", "二十"], "--days", "整数"),
    (["check", "--on", "2026-02-30"], "--on", "没有“2026-02-30”这一天"),
    (["check", "--on", "昨天"], "--on", "年-月-日"),
    (["check", "--said", "insult"], "--said", "insult_abuse"),
    (["check", "--said", "not_collection"], "--said", "not_collection"),
    (["check", "--said", "爆通信录"], "--said", "爆通讯录"),
    (["check", "--lender-kind", "银行卡"], "--lender-kind", "consumer_finance"),
    (["check", "--days", "3", "--days", "4"], "--days", "两个不同的值"),
    (["check", "--reachable", "--unreachable"], "--reachable / --unreachable", "两个不同的值"),
    (["check", "--lender-kind", "bank", "--lender-kind", "消费金融公司"], "--lender-kind", "两个不同的值"),
    (["check", "--lender", " "], "--lender", "空的"),
    (["check", "--text", "  "], "--text", "空的"),
    (["check", "--text", "甲", "--text-file", "x"], "--text", "只能用一个"),
    (["check", "--text-file", "/没有/这个文件"], "--text-file", "没有这个文件"),
    (["check", "--text-file", "/"], "--text-file", "文件夹"),
    (["check", "--answers", "/没有/这个文件"], "--answers", "没有这个文件"),
    (["check", "--days", "3", "--json", "--format", "md"], "--json", "只能用一个"),
    (["check", "--days", "3", "--format", "pdf"], "--format", "md"),
    (["check", "--days", "3", "--fail-on", "grave"], "--fail-on", "unlawful"),
    (["check", "--days"], "--days", "要写值"),
    (["check", "--dayz", "3"], "--dayz", "--days"),
    (["check", "--json=1"], "--json", "不用写值"),
    (["check", "爆通讯录"], "爆通讯录", "--lender"),
    (["check", "-", "多余"], "多余", "加引号"),
    (["chek"], "chek", "check"),
    (["rules", "lint", "/没有"], "/没有", "路径"),
    (["rules", "schema", "lettres"], "lettres", "assessment"),
]


FLAGS = """
--days --lender --lender-kind --loan-kind --i-am --channel --from --contacted --said
--calls-per-day --unanswered-per-day --messages-per-day --asked-to-stop --not-asked --at
--on --reachable --unreachable --consented --no-consent --pay-to --court-paper --received
--now --province --text --text-file --answers --json --format --output --fail-on
--no-input
"""


@pytest.mark.parametrize(("arguments", "where", "remedy"), WRONG_CALLS, ids=lambda value: str(value))
def test_a_wrong_call_gets_one_clear_line(run: Run, arguments: list[str], where: str, remedy: str) -> None:
    done = run(*arguments)
    said = done.stderr.decode()
    assert done.returncode == 2
    assert done.stdout == b""
    assert said.count("\n") == 1, said
    assert where in said
    assert remedy in said
    assert "Traceback" not in said


def test_no_facts_outside_a_terminal_lists_every_flag(run: Run) -> None:
    for arguments in (["check"], ["check", "--json"], ["check", "--no-input"]):
        done = run(*arguments)
        assert done.returncode == 2
        assert done.stdout == b""
        for flag in ("--days", "--said", "--lender", "--reachable / --unreachable", "--now"):
            assert flag in done.stderr.decode()


def test_without_a_command_outside_a_terminal_the_help_is_shown(run: Run) -> None:
    done = run()
    assert done.returncode == 0
    assert done.stdout == run("--help").stdout


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["check", "--help"], ["rules", "lint", "-h"]])
def test_help_is_chinese_and_on_standard_output(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 0
    assert done.stderr == b""
    assert any("\u4e00" <= char <= "\u9fff" for char in done.stdout.decode())


def test_version(run: Run) -> None:
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.decode().startswith("overdue-cli 0.")


def test_an_unknown_brand_is_no_error(run: Run) -> None:
    done = run("check", "--lender", "没听过的贷", "--days", "3", "--json")
    assert done.returncode == 0
    assert "lender_kind" not in json.loads(done.stdout)["facts"]
    assert "没有收录“没听过的贷”" in done.stderr.decode()


def test_json_is_one_document_also_with_notes_on_the_other_stream(run: Run) -> None:
    done = run("check", "--lender", "没听过的贷", "--said", "insult_abuse", "--json")
    assert json.loads(done.stdout)["verdict"] == "unlawful"
    assert done.stderr


@pytest.mark.parametrize(
    ("threshold", "status"), [("lawful", 1), ("conditional", 1), ("unlawful", 1), ("crime", 0), ("scam", 0)]
)
def test_fail_on(run: Run, threshold: str, status: int) -> None:
    assert run("check", "--said", "insult_abuse", "--fail-on", threshold).returncode == status


def test_text_is_read_the_same_in_every_coding(run: Run, tmp_path: Path) -> None:
    words = "您好。再不还款就爆你通讯录，听到没有"
    gbk = tmp_path / "gbk.txt"
    gbk.write_bytes(words.encode("gb18030"))
    utf16 = tmp_path / "utf16.txt"
    utf16.write_bytes(words.encode("utf-16"))
    for arguments, stdin in (
        (["--text", words], b""),
        (["--text-file", str(gbk)], b""),
        (["--text-file", str(utf16)], b""),
        (["-"], words.encode()),
        (["--text-file", "-"], words.encode("gb18030")),
    ):
        done = run("check", *arguments, "--json", stdin=stdin)
        assert done.returncode == 0, done.stderr.decode()
        document = json.loads(done.stdout)
        assert "contact_book_bombing" in document["facts"]["behaviours"]
        assert words not in done.stdout.decode()


def test_two_megabytes_of_text_are_refused(run: Run, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes("催".encode() * 700_000)
    for done in (run("check", "--text-file", str(big)), run("check", "-", stdin=big.read_bytes())):
        assert done.returncode == 2
        assert done.stdout == b""
        assert "1 MB" in done.stderr.decode()


def test_an_answers_file_gives_facts_and_flags_win(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "facts.yaml"
    words = (
        "lender: 微粒贷\ndays_overdue: 20\ncontacted: [family]\nreachable: true\ntime: 22:40\nevent_date: 2026-11-20\n"
    )
    answers.write_text(words, "utf-8")
    facts = json.loads(run("check", "--answers", str(answers), "--days", "21", "--json").stdout)["facts"]
    assert facts["days_overdue"] == 21
    assert facts["time"] == "22:40"
    assert facts["event_date"] == "2026-11-20"
    document = tmp_path / "facts.json"
    document.write_text(json.dumps(facts), "utf-8")
    again = json.loads(run("check", "--answers", str(document), "--json").stdout)
    assert again["facts"] == facts


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("a.yaml", b"time: 22:99\n", "22:99"),
        ("b.yaml", b"days_overdue: 3\ndays_overdue: 4\n", "写了两次"),
        ("c.yaml", b"lender: [\n", "YAML"),
        ("d.yaml", b"days: 3\n", "days_overdue"),
        ("e.yaml", "lender: 微粒贷\n".encode("gbk"), "UTF-8"),
        ("f.json", b'{"days_overdue": 3,}', "JSON"),
        ("g.json", b"[]", "最外层"),
        ("h.json", b'{"days_overdue": "many"}', "整数"),
        ("i.json", b'{"reachable": "yes"}', "true 或 false"),
        ("j.json", b'{"contacted": "nobody"}', "family"),
        ("k.json", b'{"behaviours": [1]}', "列表"),
        ("l.json", b"[" * 100_000, "JSON"),
    ],
)
def test_a_wrong_answers_file(run: Run, tmp_path: Path, name: str, content: bytes, where: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = run("check", "--answers", str(path), "--json")
    _refused_in_one_line(done, where)


def test_output_files_are_whole_private_and_never_overwritten(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "answer.md"
    call = ("check", "--said", "insult_abuse", "--format", "md", "-o", str(target))
    assert run(*call).returncode == 0
    first = target.read_bytes()
    assert first.startswith(b"> ")
    if os.name != "nt":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    target.write_text("mine", encoding="utf-8")
    refused = run(*call)
    assert refused.returncode == 2
    assert "--force" in refused.stderr.decode()
    assert target.read_text(encoding="utf-8") == "mine"
    assert run(*call, "--force").returncode == 0
    assert target.read_bytes() == first
    nowhere = run("check", "--said", "insult_abuse", "-o", str(tmp_path / "none" / "x"))
    assert nowhere.returncode == 2
    assert "什么都没有写" in nowhere.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["answer.md"]


def test_a_run_writes_nothing_but_the_private_cache(run: Run, tmp_path: Path) -> None:
    done = run("check", "--said", "insult_abuse", HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert done.returncode == 0
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {"cache/overdue-cli/knowledge.json"}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shell")
def test_a_closed_pipe_is_silent(home: Path) -> None:
    command = f"{sys.executable} -m overdue_cli check --said insult_abuse --json --full | head -n 1"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(home / "cache")}
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, env=environment, timeout=60, check=False)
    assert done.returncode == 0
    assert done.stderr == b""


def test_an_unexpected_error_is_said_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(arguments: list[str]) -> int:
        raise RuntimeError("secret words of the user")

    monkeypatch.setattr(cli, "_dispatch", broken)
    monkeypatch.delenv("OVERDUE_DEBUG", raising=False)
    assert cli.run(["check"]) == cli.INTERNAL_ERROR
    said = capsys.readouterr().err
    assert "不是你的问题" in said
    assert "secret" not in said
    monkeypatch.setenv("OVERDUE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        cli.run(["check"])


def test_every_fact_of_the_contract_has_its_flag(run: Run) -> None:
    shown = run("check", "--help", COLUMNS="200").stdout.decode()
    for flag in FLAGS.split():
        assert flag in shown


def test_rules_test_reports_what_differs(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "cases:\n  - name: 例\n    facts: {behaviours: [insult_abuse]}\n    expect: {verdict: lawful}\n",
        encoding="utf-8",
    )
    done = run("rules", "test", str(path))
    assert done.returncode == 1
    assert "应为 lawful，得到 unlawful" in done.stdout.decode()
    document = json.loads(run("rules", "test", str(path), "--json").stdout)
    assert document["cases"] == 1
    assert document["failures"][0]["name"] == "例"


def test_rules_lint_says_where_and_how(run: Run, tmp_path: Path) -> None:
    assert run("rules", "lint").returncode == 0
    shutil.copytree(ROOT / "data", tmp_path / "data")
    rules = tmp_path / "data" / "rules.yaml"
    rules.write_text(rules.read_text("utf-8").replace("verdict: crime", "verdict: criminal"), "utf-8")
    done = run("rules", "lint", str(tmp_path / "data"))
    assert done.returncode == 1
    assert "rules.yaml:" in done.stdout.decode()
    assert json.loads(run("rules", "lint", str(tmp_path / "data"), "--json").stdout)["faults"]


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (["check", "--text", "甲", "--text", "乙"], "给一次"),
        (["check", "--text-file", "a", "--text-file", "b"], "给一次"),
        (["check", "-", "--text", "甲"], "给一次"),
        (["check", "--court-paper", "payment_order", "--received", "9999-12-30"], "2100"),
        (["check", "--on", "0001-01-01"], "1990"),
        (["rules", "tree", "--format", "png"], "mermaid"),
        (["rules", "tree", "没有的行为"], "行为"),
        (["rules", "test", "/没有"], "路径"),
    ],
)
def test_more_wrong_calls(run: Run, arguments: list[str], where: str) -> None:
    done = run(*arguments)
    _refused_in_one_line(done, where)


def test_a_repeated_key_in_a_json_answers_file_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"days_overdue": 1, "days_overdue": 2}', "utf-8")
    done = run("check", "--answers", str(path))
    assert done.returncode == 2
    assert "写了两次" in done.stderr.decode()


def test_full_width_digits_give_a_canonical_time(run: Run) -> None:
    assert json.loads(run("check", "--at", "２２：０５", "--json").stdout)["facts"]["time"] == "22:05"


def test_help_has_no_english_headings(run: Run) -> None:
    for arguments in (["--help"], ["check", "--help"], ["rules", "--help"], ["rules"]):
        shown = run(*arguments).stdout.decode()
        assert "用法：" in shown
        for word in ("Usage", "Options:", "Commands:", "Arguments", "Show this"):
            assert word not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_what_is_no_plain_file_is_never_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")  # a device would be replaced as easily, where root runs it
    for name in ("link", "folder", "pipe"):
        done = run("check", "--days", "3", "--json", "-o", str(tmp_path / name), "--force")
        _refused_in_one_line(done, "没有改动它")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "file").read_text("utf-8") == "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_disk_is_said_in_one_line(run: Run, home: Path) -> None:
    command = f"{sys.executable} -m overdue_cli check --days 3 > /dev/full"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(home / "cache")}
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, env=environment, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "写不进去" in done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shell")
@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-"])
def test_closed_streams_are_no_crash(home: Path, closed: str) -> None:
    command = f"{sys.executable} -m overdue_cli check --days 3 --json {closed}"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(home / "cache")}
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, env=environment, timeout=60, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_words_that_are_not_utf8_are_no_crash(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "answer.json"
    command = [sys.executable, "-m", "overdue_cli", "check", "--lender", b"\xff\xfe", "--json", "-o", str(target)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(command, capture_output=True, env=environment, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(target.read_text("utf-8"))["verdict"] == "none"


@pytest.mark.parametrize("name", ["questions", "rules", "actions"])
def test_a_missing_list_is_a_fault_not_a_crash(run: Run, tmp_path: Path, name: str) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    rules = tmp_path / "data" / "rules.yaml"
    rules.write_text(rules.read_text("utf-8").replace(f"\n{name}:\n", f"\n{name}x:\n", 1), "utf-8")
    done = run("rules", "lint", str(tmp_path / "data"))
    assert done.returncode == 1
    assert f"没有“{name}”" in done.stdout.decode()


@pytest.mark.parametrize(
    "text",
    [
        "cases: []\n",
        "cases:\n  - name: 例\n    facts: {}\n",
        "cases:\n  - name: 例\n    facts: {}\n    expect: {}\n",
        "cases:\n  - name: 例\n    facts: {}\n    expect: {findings: [x]}\n",
        "cases:\n  - name: 例\n    facts: {}\n    expect: {rules: contact}\n",
    ],
)
def test_a_case_that_cannot_fail_is_a_fault(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    done = run("rules", "test", str(path))
    assert done.returncode == 2
    assert "case.yaml:" in done.stderr.decode()


def test_the_tree_shows_every_rule_in_three_formats(run: Run, known) -> None:
    for name, start in (("text", ""), ("mermaid", "flowchart"), ("dot", "digraph")):
        shown = run("rules", "tree", "--format", name).stdout.decode()
        assert shown.startswith(start)
        assert all(rule.title in shown for rule in known.every_rule())
    one = run("rules", "tree", "夜间催收").stdout.decode()
    assert "night-norm" in one
    assert "违反行业规范" in one
    assert "insult" not in one


def _refused_in_one_line(done: "subprocess.CompletedProcess[bytes]", where: str) -> None:
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().count("\n") == 1
    assert where in done.stderr.decode()


def test_a_path_that_the_system_refuses_is_told_as_that(run: Run) -> None:
    done = run("rules", "lint", "很" * 300)
    assert done.returncode == 2
    assert "磁盘满了" not in done.stderr.decode()
    assert "请检查路径" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_table_of_characters_is_never_taken_for_another() -> None:
    from overdue_cli.words.letters import Letters, simple

    for number in range(2000):
        made = str(number % 10)
        assert simple("貸", Letters({"貸": made}, {}, {})) == made
