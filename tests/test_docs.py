"""The tables of keys in the docs are those that the records declare, and every key is explained."""

from typing import Any

import pytest

from overdue_cli.compile import key_tables
from overdue_cli.compile.fields import fields
from overdue_cli.knowledge.declared import Made, TextOfKey

from .conftest import ROOT

DOCS = ROOT / "docs"


def test_the_page_of_all_keys_is_current() -> None:
    assert (DOCS / "data-files.md").read_text(encoding="utf-8") == key_tables.page(), "make keys"


@pytest.mark.parametrize("name", ["cue", "letter", "rule"])
def test_the_tables_in_a_page_are_current(name: str) -> None:
    text = (DOCS / f"writing-a-{name}.md").read_text(encoding="utf-8")
    assert "| 键 | 写什么 | 说明 |" in text
    assert key_tables.filled(text) == text, "make keys"


@pytest.mark.parametrize("kind", key_tables.records().values(), ids=lambda kind: kind.__name__)
def test_every_key_is_explained(kind: Any) -> None:
    for field in fields(kind):
        if not field.has(Made) and not field.has(TextOfKey) and field.name != "unit":
            assert field.says, (kind.__name__, field.name)
