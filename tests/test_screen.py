"""What the reader sees: order, widths, colour, pipes, old code pages."""

import os
import re

import pytest

from overdue_cli.render import page, plain
from overdue_cli.render.layout import CLOSING, OPENING, cells, wrap
from overdue_cli.render.markdown import escape

from .conftest import Run

DEMO = ["check", "--lender", "微粒贷", "--days", "20", "--contacted", "family", "--reachable", "--at", "22:40"]


def test_the_order_is_the_readers(run: Run) -> None:
    shown = run(
        *DEMO, "--from", "collector", "--court-paper", "payment_order", "--received", "2026-11-22"
    ).stdout.decode()
    parts = [
        "马上打 110", "打 12356", "找银行止付", "有期限，先办这件", "2026-12-07（星期一）", "按你说的情况",
        "现在先做这三件事",
        "【涉嫌违法】", "【违反行业规范】", "对方可以做什么", "找谁，按这个顺序", "要留好什么", "还欠什么",
    ]  # fmt: skip
    places = [*map(shown.index, parts), shown.rindex("核对到")]
    assert places == sorted(places)


def test_what_is_only_reported_says_so_beside_the_norm(run: Run) -> None:
    shown = run(*DEMO, COLUMNS="100").stdout.decode().replace("\n   ", "")
    assert re.search(r"GB/T 45251-2025；推荐性国家标准，不是法律；据公开报道，未见原文", shown)
    assert "行业自律规范，不是法律；据公开报道，未见原文" in shown
    night = shown[shown.index("【违反行业规范】") : shown.index("对方可以做什么")]
    assert "违法】" not in night


def test_danger_lines_stand_at_the_head_of_every_answer_but_that_of_a_danger(run: Run, known) -> None:
    lines = [f"！{line}" for line in known.wording.danger_lines]
    assert len(lines) == 3
    assert all(cells(line) <= 40 for line in lines)
    for command in (
        ["check", "--days", "3"], ["check", "--said", "scam_other"], ["check", "--said", "property_damage_seizure"],
        ["explain", "停息挂账"], ["explain"], ["hotline", "12378"], ["hotline"],
    ):  # fmt: skip
        assert run(*command, COLUMNS="40").stdout.decode().splitlines()[:3] == lines, command
    shown = run("check", "--now", "want_to_die", COLUMNS="40").stdout.decode()
    assert not any(line in shown for line in lines)
    assert "12356" in shown.splitlines()[1]


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_runs_over(run: Run, width: int) -> None:
    for arguments in (DEMO, [*DEMO, "--full", "--trace"], ["check", "--said", "insult_abuse", "--on", "2025-12-31"]):
        shown = run(*arguments, COLUMNS=str(width)).stdout.decode()
        assert all(cells(line) <= width for line in shown.splitlines())


@pytest.mark.parametrize("width", [40, 60, 80])
def test_punctuation_keeps_its_place(known, width: int) -> None:
    from overdue_cli.reasoning.assess import assess

    answer = assess({"behaviours": tuple(known.behaviours)}, known, "2026-11-22")
    rows = plain.text(page.page(answer, known, full=True), width).splitlines()
    stripped = [row.strip() for row in rows if row.strip()]
    assert not [
        row for row in stripped if row[0] in CLOSING and not row.startswith(("· ", "！有人", "！撑不住", "！钱刚"))
    ]
    assert not [row for row in stripped if row[-1] in OPENING]


def test_wrapping_keeps_every_character() -> None:
    text = "拨“法院所在地区号+12368”，报姓名和案号；不打短信里的电话（GB/T 45251-2025），"
    text += "abcdefghijklmnopqrstuvwxyz0123456789。"
    for width in range(8, 60):
        rows = wrap(text, width, 2)
        assert "".join(row.strip() for row in rows).replace(" ", "") == text.replace(" ", "")
        assert all(cells(row) <= width for row in rows)


def test_numbers_are_not_broken() -> None:
    for width in range(14, 60):
        assert any("12378" in row for row in wrap("先向放款机构投诉，没有答复或者不满意，再打 12378 投诉。", width))


def test_old_code_page_shows_everything(run: Run) -> None:
    for coding in ("gbk:strict", "gbk", "cp936"):
        done = run(*DEMO, PYTHONIOENCODING=coding)
        assert done.returncode == 0
        assert "?" not in done.stdout.decode("gbk")
        assert "按你说的情况" in done.stdout.decode("gbk")


def test_json_on_an_old_code_page_is_still_json(run: Run) -> None:
    import json

    done = run(*DEMO, "--json", PYTHONIOENCODING="gbk")
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["headline"].startswith("按你说的情况")


def test_an_ascii_terminal_does_not_stop_the_answer(run: Run) -> None:
    assert run(*DEMO, PYTHONIOENCODING="ascii").returncode == 0


def test_no_colour_in_a_pipe(run: Run) -> None:
    assert b"\x1b" not in run(*DEMO).stdout
    assert b"\x1b" not in run(*DEMO, FORCE_COLOR="1").stdout


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")
def test_on_a_terminal_colour_adds_nothing_but_colour(home) -> None:
    coloured = on_a_terminal(home, DEMO, TERM="xterm-256color")
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == on_a_terminal(
        home, DEMO, TERM="xterm-256color", NO_COLOR="1"
    ).replace("\x1b[1m", "").replace("\x1b[0m", "").replace("\x1b[2m", "")
    assert "\x1b[3" not in on_a_terminal(home, DEMO, TERM="xterm-256color", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(home, DEMO, TERM="dumb")


def on_a_terminal(home, arguments: list[str], **environment: str) -> str:
    """What the program writes on a pseudo-terminal of 40 columns."""
    import fcntl
    import os
    import pty
    import struct
    import subprocess
    import sys
    import termios

    from .conftest import ROOT

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
    clean = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8", "HOME": str(home)}
    process = subprocess.Popen(
        [sys.executable, "-m", "overdue_cli", *arguments],
        stdin=child, stdout=child, stderr=child, env=clean | {"XDG_CACHE_HOME": str(home / "cache")} | environment,
    )  # fmt: skip
    os.close(child)
    shown = b""
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert process.wait(timeout=60) == 0
    os.close(parent)
    return shown.decode().replace("\r\n", "\n")


def test_plain_is_one_record_a_line(run: Run) -> None:
    rows = run(*DEMO, "--format", "plain").stdout.decode().splitlines()
    assert all(re.fullmatch(r"[a-z]+\t.+", row) for row in rows)
    assert any(row.startswith("headline\t按你说的情况") for row in rows)


def test_markdown_reads_as_markdown(run: Run) -> None:
    shown = run(*DEMO, "--format", "md").stdout.decode()
    assert "# 按你说的情况" in shown
    assert "：**" not in shown  # bold that ends in punctuation is not closed before a letter
    assert "## 找谁，按这个顺序" in shown
    assert re.search(r"^1\. \*\*", shown, re.MULTILINE)
    assert escape("[红](x) *粗* <b> #") == r"\[红\](x) \*粗\* \<b\> \#"


def test_the_users_words_are_never_markup(run: Run) -> None:
    words = "[bold red]没听过[/bold] <b>**贷**\x1b[31m"
    shown = run("check", "--lender", words, "--days", "3").stdout.decode()
    assert "[bold red]没听过[/bold] <b>**贷**?[31m" in shown.replace("\n   ", "")
    assert "\x1b" not in shown


def test_full_spells_out_what_each_provision_says(run: Run) -> None:
    assert "生活安宁" in run(*DEMO, "--full").stdout.decode()
    assert run(*DEMO, "--full").stdout.count(b"\n") > run(*DEMO).stdout.count(b"\n")
