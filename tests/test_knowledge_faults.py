"""One broken knowledge file per mistake, each with its code and its place; and all of them at once."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from overdue_cli.compile import parts
from overdue_cli.compile.lint.report import CODES, lint
from overdue_cli.errors import Fault, KnowledgeError

from .conftest import ROOT

MISTAKES = sorted((ROOT / "tests" / "bad_knowledge").glob("*.yaml"))
FURTHER = {
    "missing_wording": 12,
    "danger_without_example": 40,
    "lpr_unsorted": 20,
    "contradiction": 12,
    "element_not_there": 60,
    "topic_without_group": 0,
}
"""Of mistakes that are told where the record begins, or of another record: how many lines off."""


def read(path: Path) -> dict[str, Any]:
    mistake: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return mistake


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the knowledge, to break."""
    for folder in ("data", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path / "data"


def break_(copy: Path, mistake: dict[str, Any]) -> int:
    """Make one mistake in the copy; the line on which it was made."""
    path = copy / mistake["file"]
    if mistake.get("delete"):
        path.unlink()
        return 1
    text = path.read_text(encoding="utf-8")
    assert mistake["find"] in text, f"{mistake['file']} 里没有：{mistake['find']}"
    path.write_text(text.replace(mistake["find"], mistake["replace"], 1), encoding="utf-8")
    return text[: text.index(mistake["find"])].count("\n") + 1


def test_our_own_knowledge_has_no_fault() -> None:
    assert lint(ROOT / "data").faults == []


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_mistake(path: Path, copy: Path) -> None:
    mistake = read(path)
    line = break_(copy, mistake)
    faults = lint(copy).faults
    wanted = mistake["expect"]
    found = [f for f in faults if wanted["what"] in f.what and wanted["remedy"] in f.remedy]
    assert found, [str(fault) for fault in faults]
    assert {fault.code for fault in found} == {wanted["code"]}
    if path.stem in ("letter_gone", "topic_without_group"):  # told where the letter, the topic would be
        return
    assert all(fault.file == Path(mistake["file"]).name for fault in found)
    near = FURTHER.get(path.stem, 8)
    assert any(abs(fault.line - line) <= near for fault in found), (line, [str(fault) for fault in found])


def test_every_code_has_a_mistake_and_a_page() -> None:
    tried = {read(path)["expect"]["code"] for path in MISTAKES}
    codes = [one.code for one in CODES]
    assert len(codes) == len(set(codes))
    assert tried >= {code for code in codes if code.startswith("K")}
    for one in CODES:
        assert all(one), one.code
        assert re.fullmatch(r"[KT]\d{3}", one.code)


def test_one_mistake_is_one_fault(copy: Path) -> None:
    """What follows from a mistake alone is not told with it, even where a whole file cannot be read."""
    for name in ("unknown_provision", "unknown_fact", "broken_yaml", "missing_file", "unknown_class", "bad_verdict"):
        mistake = read(ROOT / "tests" / "bad_knowledge" / f"{name}.yaml")
        kept = (copy / mistake["file"]).read_bytes()
        break_(copy, mistake)
        assert len(lint(copy).faults) == 1, name
        (copy / mistake["file"]).write_bytes(kept)


def test_all_faults_are_reported_at_once(copy: Path) -> None:
    for name in ("unquoted_time", "unknown_provision", "bad_phone", "bad_lender_kind"):
        break_(copy, read(ROOT / "tests" / "bad_knowledge" / f"{name}.yaml"))
    with pytest.raises(KnowledgeError) as raised:
        parts.knowledge(copy)
    assert {fault.file for fault in raised.value.faults} == {"rules.yaml", "agencies.yaml", "lenders.yaml"}
    assert len(raised.value.faults) >= 4


def test_a_name_that_is_none_is_told_with_the_nearest_and_never_with_a_list_of_all(copy: Path) -> None:
    for name in ("unknown_class", "unknown_provision", "unknown_agency", "unknown_limit", "unknown_fact"):
        break_(copy, read(ROOT / "tests" / "bad_knowledge" / f"{name}.yaml"))
    for fault in lint(copy).faults:
        assert len(fault.remedy) < 160, fault
    assert any("是不是“kin”？" in fault.remedy for fault in lint(copy).faults)


def test_what_is_missing_is_a_hint(copy: Path) -> None:
    mistake = read(ROOT / "tests" / "bad_knowledge" / "behaviour_unjudged.yaml")
    break_(copy, mistake)
    shutil.copytree(ROOT / "tests" / "cases", copy.parent / "tests" / "cases")
    shutil.copytree(ROOT / "tests" / "texts", copy.parent / "tests" / "texts")
    rules = (copy / "rules.yaml").read_text("utf-8")
    new = "rules:\n  - {id: brand-new, behaviour: brand_new, title: 新, verdict: conditional, summary: 新, why: 新}\n"
    (copy / "rules.yaml").write_text(rules.replace("\nrules:\n", f"\n{new}", 1), "utf-8")
    letters = (copy / "letters.yaml").read_text("utf-8")
    (copy / "letters.yaml").write_text(
        letters.replace("\ntold:\n", "\ntold:\n  brand_new: {borrower: 新, other: 新}\n", 1), "utf-8"
    )
    found = lint(copy)
    assert found.faults == []
    told = {hint.code for hint in found.hints if "brand" in hint.what}
    assert told == {"T901", "T902", "T903"}


def test_a_fault_reads_as_file_line_column_code_what_remedy() -> None:
    assert str(Fault("rules.yaml", 12, 5, "K104", "什么", "怎么改")) == "rules.yaml:12:5: K104 什么 —— 怎么改"
