"""Plain calls run without Typer give what Typer gives, byte for byte; all others are left to it."""

import io
import json
import sys
from pathlib import Path

import pytest

from overdue_cli import cli
from overdue_cli.cli import commands, direct
from overdue_cli.knowledge import place
from overdue_cli.knowledge.model import Knowledge

MESSAGE = "再不还款就爆你通讯录"
PLAIN = [
    ["--version"],
    ["check", "--said", "爆通讯录", "--json"],
    ["check", "--said=爆通讯录", "--said", "夜间联系", "--lender-kind", "小额贷款公司"],
    ["check", "--text", MESSAGE, "--json"],
    ["check", "--text", "-5 分钟内还款", "--format", "md"],
    [
        "check",
        "--reachable",
        "--not-asked",
        "--at",
        "22:40",
        "--contacted",
        "family",
        "--contacted",
        "friends",
        "--full",
    ],
    ["check", "--unreachable", "--days", "20", "--lender", "没听过的贷", "--fail-on", "unlawful"],
    ["check", "-", "--json"],
    ["check", "--days", "二十"],
    ["check", "--days", "1", "--days", "2"],
    ["check", "--no-input"],
    ["check", "--said", "not_collection"],
    ["check", "--json", "--format", "md", "--said", "爆通讯录"],
    ["check", "--days", ""],
    ["explain", "爆通讯录"],
    ["explain", "停息挂账", "能办吗", "--json"],
    ["explain"],
    ["explain", "--json"],
    ["explain", "qwertyuiop zxcv"],
    ["explain", " "],
    ["hotline", "12378", "--json"],
    ["hotline", "征信错了", "--format=plain"],
    ["sources", "pipl-13", "--full"],
    ["cost", "--lender-kind", "bank", "--signed", "2026-01-01", "--principal", "-5"],
    ["letter", "lender", "--case", "no-such-file"],
    ["rules", "schema"],
    ["rules", "lint", "no-such-folder"],
    ["rules", "tree", "夜间催收", "--format", "dot"],
    ["log", "verify"],
    ["log", "list", "--json"],
    ["log", "count", "--reachable"],
]
"""Calls that are run directly; their errors in facts and files included."""

OTHERS = [
    [],
    ["--help"],
    ["check", "--help"],
    ["check", "-h"],
    ["check", "--sai", "爆通讯录"],
    ["check", "--said"],
    ["check", "--json=yes"],
    ["check", "--", "-"],
    ["check", "one", "two"],
    ["checkk"],
    ["screen"],
    ["screen", "-", "--jobs", "1"],
    ["sources", "--stale", "6"],
    ["explain", "--outpt", "x", "爆通讯录"],
    ["rules"],
    ["rules", "lintt"],
    ["rules", "schema", "a", "b"],
    ["log", "--help"],
    ["log", "verify", "--help"],
]
"""Calls that Typer looks at."""


class Stream(io.TextIOWrapper):
    """A standard stream of the test's own, in UTF-8."""

    def __init__(self, raw: bytes = b"") -> None:
        super().__init__(io.BytesIO(raw), encoding="utf-8")


def outcome(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, bytes, bytes]:
    """Exit status, standard output and standard error of a call."""
    streams = {"stdin": Stream(MESSAGE.encode()), "stdout": Stream(), "stderr": Stream()}
    for name, stream in streams.items():
        monkeypatch.setattr(sys, name, stream)
    status = cli.run(arguments)
    for stream in (streams["stdout"], streams["stderr"]):
        stream.flush()
    return status, streams["stdout"].buffer.getvalue(), streams["stderr"].buffer.getvalue()  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("OVERDUE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_both_ways_give_the_same(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    by_typer = cli.by_typer
    monkeypatch.setattr(cli, "by_typer", lambda given: asked.append(given) or by_typer(given))  # type: ignore[func-returns-value]
    plain = outcome(arguments, monkeypatch)
    assert asked == [], "this call was meant to be plain"
    monkeypatch.setattr(direct, "run", lambda given: None)
    assert plain == outcome(arguments, monkeypatch)
    assert asked == [arguments]


@pytest.mark.parametrize("arguments", OTHERS, ids=" ".join)
def test_all_others_are_left_to_typer(arguments: list[str]) -> None:
    assert direct.run(arguments) is None


def test_a_file_is_written_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("direct.json", "typer.json"):
        if name.startswith("typer"):
            monkeypatch.setattr(direct, "run", lambda given: None)
        assert outcome(["check", "--said", "爆通讯录", "--json", "-o", name], monkeypatch)[0] == 0
    written = [(tmp_path / name).read_bytes() for name in ("direct.json", "typer.json")]
    assert written[0] == written[1]
    assert json.loads(written[0])["verdict"] == "unlawful"


def test_the_version_is_that_of_the_knowledge(known: Knowledge) -> None:
    assert place.version() == known.version


def test_every_command_of_the_table_can_be_loaded() -> None:
    for entry in commands.COMMANDS.values():
        for command in [entry] if isinstance(entry, commands.Command) else entry.commands.values():
            function, text = command.load()
            assert callable(function)
            assert text and text.strip()
