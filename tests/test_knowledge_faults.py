"""One broken knowledge file per mistake, each with the message expected; and all faults at once."""

import shutil
from pathlib import Path

import pytest
import yaml

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge.build import build
from overdue_cli.knowledge.lint import lint

from .conftest import ROOT

MISTAKES = sorted((ROOT / "tests" / "bad_knowledge").glob("*.yaml"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the knowledge, to break."""
    for folder in ("data", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path / "data"


def break_(copy: Path, mistake: dict[str, str]) -> int:
    """Make one mistake in the copy; the line on which it was made."""
    path = copy / mistake["file"]
    text = path.read_text(encoding="utf-8")
    assert mistake["find"] in text, f"{mistake['file']} 里没有：{mistake['find']}"
    path.write_text(text.replace(mistake["find"], mistake["replace"], 1), encoding="utf-8")
    return text[: text.index(mistake["find"])].count("\n") + 1


def test_our_own_knowledge_has_no_fault() -> None:
    assert lint(ROOT / "data").faults == []


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_mistake(path: Path, copy: Path) -> None:
    mistake = yaml.safe_load(path.read_text(encoding="utf-8"))
    line = break_(copy, mistake)
    faults = lint(copy).faults
    wanted = mistake["expect"]
    found = [f for f in faults if wanted["what"] in f.what and wanted["remedy"] in f.remedy]
    assert found, [str(fault) for fault in faults]
    assert all(fault.file == mistake["file"] for fault in found)
    assert any(abs(fault.line - line) <= 15 for fault in found), (line, [str(fault) for fault in found])


def test_all_faults_are_reported_at_once(copy: Path) -> None:
    for name in ("unquoted_time", "unknown_provision", "bad_phone", "bad_lender_kind"):
        break_(copy, yaml.safe_load((ROOT / "tests" / "bad_knowledge" / f"{name}.yaml").read_text(encoding="utf-8")))
    with pytest.raises(KnowledgeError) as raised:
        build(copy)
    assert {fault.file for fault in raised.value.faults} == {"rules.yaml", "agencies.yaml", "lenders.yaml"}
    assert len(raised.value.faults) >= 4


def test_a_fault_reads_as_file_line_what_remedy() -> None:
    assert str(Fault("rules.yaml", 12, "什么", "怎么改")) == "rules.yaml:12: 什么 —— 怎么改"


def test_a_missing_file_is_a_fault(copy: Path) -> None:
    (copy / "calendar.yaml").unlink()
    assert any(fault.file == "calendar.yaml" for fault in lint(copy).faults)
