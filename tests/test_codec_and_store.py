"""Compiled knowledge is the same knowledge; caches are private and never trusted blindly."""

import os
import shutil
from pathlib import Path

import pytest

from overdue_cli.cli import environment
from overdue_cli.knowledge import codec, place, store
from overdue_cli.knowledge.model import Knowledge

from .conftest import ROOT


def test_compiled_and_loaded_is_equal(known: Knowledge) -> None:
    again, digest = codec.load(codec.dump(known, "abc"), Knowledge)
    assert again == known
    assert digest == "abc"
    assert type(next(again.every_rule())) is type(next(known.every_rule()))


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", '{"format": 0, "digest": "", "part": []}', "not json", '{"digest": "", "part": [1, 2]}'],
)
def test_foreign_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        codec.load(text.encode(), Knowledge)


def test_a_cache_is_written_once_and_follows_the_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setattr(store, "folder", lambda: tmp_path / "data")
    monkeypatch.setattr(place, "compiled", lambda part: str(tmp_path / "none.json"))
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    first = store.knowledge(cache)
    written = cache / "knowledge.json"
    before = written.stat().st_mtime_ns
    assert store.knowledge(cache) == first
    assert written.stat().st_mtime_ns == before
    rules = tmp_path / "data" / "rules.yaml"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace('version: "2026.11.29"', 'version: "2026.11.30"'), "utf-8"
    )
    assert store.knowledge(cache).version == "2026.11.30"
    written.write_text("broken", encoding="utf-8")
    assert store.knowledge(cache).version == "2026.11.30"


def test_without_a_cache_folder_nothing_is_written(
    tmp_path: Path, known: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert store.knowledge(None) == known
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="owners and modes are POSIX")
def test_the_cache_folder_is_private_or_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    place = environment.cache_folder()
    assert place is not None
    assert place.stat().st_mode & 0o777 == 0o700
    place.chmod(0o777)
    assert environment.cache_folder() is None
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert environment.cache_folder() is None
