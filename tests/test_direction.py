"""One direction: what may import what, and who may print, look at the clock or the environment."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT

SOURCE = ROOT / "src" / "overdue_cli"
MODULES = sorted(SOURCE.rglob("*.py"))
LEVELS = (
    ("overdue_cli.errors", "overdue_cli.words"),
    ("overdue_cli.knowledge", "overdue_cli.compile"),
    ("overdue_cli.facts", "overdue_cli.days", "overdue_cli.search"),
    ("overdue_cli.reading",),
    ("overdue_cli.evidence",),
    ("overdue_cli.assessment", "overdue_cli.known_facts"),
    ("overdue_cli.explanation",),
    ("overdue_cli.reasoning",),
    ("overdue_cli.cost", "overdue_cli.casefile", "overdue_cli.hearing"),
    (
        "overdue_cli.casebook",
        "overdue_cli.headings",
        "overdue_cli.interview",
        "overdue_cli.screening",
        "overdue_cli.render",
    ),
    ("overdue_cli.columns", "overdue_cli.papers"),
    ("overdue_cli.arrow", "overdue_cli.documents"),
    ("overdue_cli.cli",),
)
"""From the left of the picture to its right: a module imports only from its own level and those before it."""


def name(path: Path) -> str:
    return ".".join(("overdue_cli", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


def level(module: str) -> int:
    fits = [n for n, prefixes in enumerate(LEVELS) if any(module == p or module.startswith(p + ".") for p in prefixes)]
    return fits[0] if fits else -1


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_go_one_way(path: Path) -> None:
    own = level(name(path))
    for target in imported(path):
        if (
            target.startswith("overdue_cli.")
            and target != "overdue_cli.__version__"
            and name(path) != "overdue_cli.__main__"
        ):
            assert level(target) <= own, f"{name(path)} imports {target}"
            same_level = level(target) == own and own == level("overdue_cli.render")
            assert not same_level or target.startswith(name(path).rsplit(".", 1)[0])


@pytest.mark.parametrize("path", [p for p in MODULES if "cli" not in p.relative_to(SOURCE).parts], ids=name)
def test_only_the_command_line_touches_the_world(path: Path) -> None:
    """No printing, no clock, no environment outside cli; `store` alone reads and writes files of its own."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not calls & {"print", "input", "date.today", "datetime.now", "time.time", "os.getenv", "os.environ.get"}
    assert "os.environ" not in text
    assert "sys.std" not in text


def test_no_network_code_anywhere() -> None:
    forbidden = {"socket", "ssl", "http", "urllib", "requests", "httpx", "ftplib", "smtplib", "asyncio"}
    for path in MODULES:
        roots = {target.partition(".")[0] for target in imported(path)}
        assert not roots & forbidden, path


def test_modules_are_short() -> None:
    assert {name(p): n for p in MODULES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400} == {}


def test_python_holds_no_phone_number_and_no_article() -> None:
    import re

    for path in MODULES:
        code = ast.unparse(_without_docstrings(ast.parse(path.read_text(encoding="utf-8"))))
        assert not re.search(r"\b(?:110|120|96110|123\d\d)\b", code), path
        assert not re.search("第[一二三四五六七八九十百千]+条", code), path


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [  # type: ignore[attr-defined]
                n for n in body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
            ] or [ast.Pass()]
    return tree
