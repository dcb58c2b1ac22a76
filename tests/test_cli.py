"""The program as its users call it: exit status, streams, errors in one Chinese line, nothing written."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from .conftest import Run

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
    (["rules", "schema", "letters"], "letters", "assessment"),
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
    import shutil

    from .conftest import ROOT

    assert run("rules", "lint").returncode == 0
    shutil.copytree(ROOT / "data", tmp_path / "data")
    rules = tmp_path / "data" / "rules.yaml"
    rules.write_text(rules.read_text("utf-8").replace("verdict: crime", "verdict: criminal"), "utf-8")
    done = run("rules", "lint", str(tmp_path / "data"))
    assert done.returncode == 1
    assert "rules.yaml:" in done.stdout.decode()
    assert json.loads(run("rules", "lint", str(tmp_path / "data"), "--json").stdout)["faults"]
