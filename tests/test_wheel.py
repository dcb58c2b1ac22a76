"""The wheel as users get it: built, installed into an empty environment, and asked the same question."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from overdue_cli.compile import parts
from overdue_cli.compile.files import sources
from overdue_cli.knowledge import codec
from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.papers import Papers

from .conftest import ROOT

QUESTION = [
    "check",
    "--lender",
    "微粒贷",
    "--days",
    "20",
    "--contacted",
    "family",
    "--reachable",
    "--at",
    "22:40",
    "--json",
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
    return next(place.glob("*.whl"))


def test_the_compiled_knowledge_is_that_of_the_yaml(wheel: Path, known: Knowledge, library: Library) -> None:
    with zipfile.ZipFile(wheel) as archive:
        compiled, digest = codec.load(archive.read("overdue_cli/data/knowledge.json"), Knowledge)
        shelved, its_digest = codec.load(archive.read("overdue_cli/data/library.json"), Library)
        templates, _ = codec.load(archive.read("overdue_cli/data/papers.json"), Papers)
        names = set(archive.namelist())
        requires = [
            line.partition(":")[2].strip()
            for line in archive.read(next(n for n in names if n.endswith("METADATA"))).decode().splitlines()
            if line.startswith("Requires-Dist:") and "extra ==" not in line
        ]
    assert compiled == known
    assert digest == codec.digest(sources(Knowledge, ROOT / "data"))
    assert shelved == library
    assert templates == parts.papers(ROOT / "data", known)
    assert its_digest == codec.digest(sources(Library, ROOT / "data"))
    assert {f"overdue_cli/data/{path.name}" for path in sources(Knowledge, ROOT / "data")} <= names
    assert {f"overdue_cli/seeds/S00{n}.yaml" for n in range(5)} <= names
    assert {line.split("<")[0].split(">")[0] for line in requires} == {"typer", "rich", "pyyaml", "jieba"}
    assert wheel.name.endswith("-py3-none-any.whl")


def test_installed_into_an_empty_environment_it_answers_the_same(wheel: Path, tmp_path: Path, run) -> None:
    place = tmp_path / "empty"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, timeout=120)
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    install = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    done = subprocess.run(install, capture_output=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr.decode()
    home = tmp_path / "home"
    home.mkdir()
    clean = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}

    def installed(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [str(scripts / "overdue-cli"), *arguments]
        return subprocess.run(command, capture_output=True, env=clean, timeout=60, check=False)

    answer = installed(*QUESTION)
    assert answer.returncode == 0, answer.stderr.decode()
    assert json.loads(answer.stdout) == json.loads(run(*QUESTION).stdout)
    assert installed("explain", "催收天天打电话", "--json").stdout == run("explain", "催收天天打电话", "--json").stdout
    text = ["check", "--text", "【某某金融】逾期54天，再不还就爆你通讯录", "--json"]
    assert installed(*text).stdout == run(*text).stdout
    case = ["--case", str(tmp_path / "case.json")]
    (tmp_path / "case.json").write_bytes(answer.stdout)
    assert installed("letter", "lender", *case).stdout == run("letter", "lender", *case).stdout
    word = installed("letter", "lender", *case, "--format", "docx")
    assert (word.returncode, word.stdout) == (2, b"") and "pip install" in word.stderr.decode()
    loan = [
        "--signed",
        "2026-03-01",
        "--principal",
        "900",
        "--received",
        "900",
        "--instalment",
        "100",
        "--months",
        "10",
    ]
    reckoned = ["cost", "--lender-kind", "bank", *loan, "--json"]
    assert installed(*reckoned).stdout == run(*reckoned).stdout
    for plain in (QUESTION, text, ["explain", "爆通讯录"], ["letter", "lender", *case], ["plan", *case], reckoned):
        code = f"import sys; from overdue_cli import cli; cli.run({plain!r}); print(*sys.modules, file=sys.stderr)"
        told = subprocess.run(
            [str(scripts / "python"), "-c", code], capture_output=True, env=clean, timeout=60, check=True
        )
        loaded = set(told.stderr.decode().split())
        assert "overdue_cli.knowledge.model" in loaded
        assert not [name for name in loaded if name == "yaml" or name.startswith("overdue_cli.compile")], plain
    assert installed("rules", "lint").returncode == 0
    assert installed("rules", "schema").stdout == run("rules", "schema").stdout
    assert list(home.rglob("*")) == []  # an installed program needs no cache
