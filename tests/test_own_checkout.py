"""What a lawyer meets who breaks the knowledge of the very checkout the program runs from."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of its own, to break."""
    for folder in ("src", "data", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def run_there(checkout: Path) -> Run:
    """Run the program of that checkout."""

    def call(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        clean = {"PATH": os.environ["PATH"], "HOME": str(checkout), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, "-m", "overdue_cli", *arguments],
            capture_output=True,
            env=clean | {"PYTHONPATH": str(checkout / "src"), "XDG_CACHE_HOME": str(checkout / "cache")},
            timeout=60,
            check=False,
        )

    return call


def broken(file: Path, find: str, replace: str) -> int:
    """Make one mistake; the line on which it was made."""
    text = file.read_text(encoding="utf-8")
    assert find in text
    file.write_text(text.replace(find, replace, 1), encoding="utf-8")
    return text[: text.index(find)].count("\n") + 1


def test_rules_start_however_faulty_the_knowledge_is(checkout: Path, run_there: Run) -> None:
    broken(checkout / "data" / "agencies.yaml", 'phone: "110"', 'phone: "x110"')
    broken(checkout / "data" / "rules.yaml", "lender_kind: ", "lender_kin: ")
    found = run_there("rules", "lint")
    assert found.returncode == 1
    assert {line.split(":")[0] for line in found.stdout.decode().splitlines()} >= {"agencies.yaml", "rules.yaml"}
    for call in (["rules", "schema"], ["--help"], ["rules", "--help"], ["rules", "lint", "--help"], ["rules"]):
        assert run_there(*call).returncode == 0, call
    refused = run_there("check", "--said", "爆通讯录")
    assert refused.returncode == 2
    assert len(refused.stderr.decode().splitlines()) == 1
