"""What every test module shares: the knowledge, and the program run as a user runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from overdue_cli.compile import parts
from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import Knowledge

ROOT = Path(__file__).parent.parent


LONGEST = "test_mutation.py"
"""The file that takes longest: it begins first, so that no processor waits for it at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name != LONGEST)


@pytest.fixture(scope="session")
def known() -> Knowledge:
    return parts.knowledge(ROOT / "data")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the tests' own, so that no cache or file of the user is touched."""
    return tmp_path_factory.mktemp("home")


Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def run(home: Path) -> Run:
    """Run `overdue-cli` in a process of its own; bytes in, bytes out."""

    def call(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        clean = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT / "src")}
        return subprocess.run(
            [sys.executable, "-m", "overdue_cli", *arguments],
            input=stdin,
            capture_output=True,
            env=clean | {"XDG_CACHE_HOME": str(home / "cache")} | environment,
            timeout=60,
            check=False,
        )

    return call


@pytest.fixture(scope="session")
def ask(run: Run) -> Callable[..., dict[str, Any]]:
    """`check … --json` as a document; fails where standard output is not one JSON document."""

    def call(*arguments: str, **more: Any) -> dict[str, Any]:
        done = run("check", *arguments, "--json", **more)
        assert done.returncode == 0, done.stderr.decode()
        document: dict[str, Any] = json.loads(done.stdout)
        return document

    return call


@pytest.fixture(scope="session")
def library(known: Knowledge) -> Library:
    return parts.library(ROOT / "data", known)
