"""What a lawyer meets who breaks the knowledge of the very checkout the program runs from."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

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


MISTAKES = sorted((ROOT / "tests" / "bad_knowledge").glob("*.yaml"))
APART = (
    "broken_yaml", "missing_file", "missing_part", "not_a_mapping", "duplicate_id", "letter_gone", "needed_id_renamed",
)  # fmt: skip
"""Mistakes that take others with them: a file, a part, a record that others refer to is gone."""


NEAR = 40
"""Lines within which two mistakes may be of one record: of a record that is broken already not everything is told."""


def waves() -> list[list[dict[str, Any]]]:
    """The mistakes, as many at once as stand apart from each other."""
    made: list[list[dict[str, Any]]] = []
    for path in MISTAKES:
        mistake = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.stem in APART:
            continue
        text = (ROOT / "data" / mistake["file"]).read_text(encoding="utf-8")
        mistake["line"] = text[: text.index(mistake["find"])].count("\n") + 1
        for wave in made:
            if not any(o["file"] == mistake["file"] and abs(o["line"] - mistake["line"]) < NEAR for o in wave):
                wave.append(mistake)
                break
        else:
            made.append([mistake])
    return made


@pytest.mark.parametrize("wave", waves(), ids=len)
def test_every_mistake_made_in_the_checkout_itself_is_told_in_one_run(
    wave: list[dict[str, Any]], checkout: Path, run_there: Run
) -> None:
    for mistake in sorted(wave, key=lambda one: -one["line"]):  # from below: no line above moves
        broken(checkout / "data" / mistake["file"], mistake["find"], mistake["replace"])
    done = run_there("rules", "lint", "--json")
    assert done.returncode == 1
    faults = json.loads(done.stdout)["faults"]
    for mistake in wave:
        expect = mistake["expect"]
        found = [one for one in faults if expect["what"] in one["what"] and expect["remedy"] in one["remedy"]]
        assert found, expect
        assert {one["code"] for one in found} == {expect["code"]}, expect
        assert all(one["line"] >= 1 and one["column"] >= 1 for one in found)
    assert run_there("rules", "explain", faults[0]["code"]).returncode == 0


@pytest.mark.parametrize("name", APART)
def test_a_mistake_that_takes_others_with_it_is_told_in_the_checkout_itself(
    name: str, checkout: Path, run_there: Run
) -> None:
    mistake = yaml.safe_load((ROOT / "tests" / "bad_knowledge" / f"{name}.yaml").read_text(encoding="utf-8"))
    file = checkout / "data" / mistake["file"]
    if mistake.get("delete"):
        file.unlink()
    else:
        broken(file, mistake["find"], mistake["replace"])
    done = run_there("rules", "lint")
    assert done.returncode == 1
    assert mistake["expect"]["what"] in done.stdout.decode()
