"""`log export`: whole or not at all, the owner's alone, nothing that runs or loads, nobody else's number."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from overdue_cli.cli import bundle
from overdue_cli.errors import CallError
from overdue_cli.evidence.chain import START

from .conftest import Run

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{0}}\u202e=1+1\x1b[31m"
MOTHER = "13912345678"
NAMES = ("SHA256SUMS.txt", "记录.csv", "记录.html", "记录.json", "说明.html")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A record with one debt: hostile words, a third party, an attachment, a correction."""
    folder = tmp_path_factory.mktemp("made")
    home = {"OVERDUE_HOME": str(folder / "record")}
    shot = folder / f"截图 {MOTHER}.png"
    shot.write_bytes(b"picture")
    run("log", "debt", "<b>微粒贷</b>", "--lender", "微粒贷", "--due", "2026-10-01", **home)
    add = ("log", "add", "--channel")
    for arguments in (
        ("call", "--at", "2026-11-20 22:40", "--number", "17012345678", "--answered", "--duration", "80"),
        ("sms", "--at", "2026-11-21 09:00", "--number", "10690000", "--words", HOSTILE),
        ("sms", "--at", "2026-11-21 09:05", "--number", "10690000", "--words", f"你妈妈李秀英{MOTHER}已经知道你欠钱"),
        ("call", "--at", "2026-11-22 10:00", "--number", "=cmd", "--claimed-name", "@法务", "--to", "家人",
         "--summary", "-1+1 打给我妈", "--attach", str(shot), "--copy"),
        ("call", "--at", "2026-11-20 22:41", "--number", "17012345678", "--answered", "--corrects", "1"),
    ):  # fmt: skip
        done = run(*add, *arguments, **home)
        assert done.returncode == 0, done.stderr.decode()
    return folder / "record"


@pytest.fixture
def place(tmp_path: Path, made: Path) -> dict[str, str]:
    """A copy of the record, for one test."""
    shutil.copytree(made, tmp_path / "record")
    return {"OVERDUE_HOME": str(tmp_path / "record")}


def exported(run: Run, place: dict[str, str], target: Path, *more: str) -> dict[str, Any]:
    done = run("log", "export", "-o", str(target), "--json", *more, **place)
    assert done.returncode == 0, done.stderr.decode()
    document: dict[str, Any] = json.loads(done.stdout)
    return document


class Page(HTMLParser):
    """Everything in a page that could run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.styled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.styled = tag == "style"
        for name, value in attrs:
            link = name == "href" and not str(value).startswith("附件/")
            if name.startswith("on") or name in ("src", "srcset", "data", "action", "style") or link:
                self.bad.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self.styled:
            assert "url(" not in data
            assert "@import" not in data
        else:
            self.text += data


def test_a_folder_with_a_manifest_that_holds(run: Run, place: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = exported(run, place, out)
    assert answer["contacts"] == 4
    files = sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.is_file())
    assert set(NAMES) < set(files)
    assert len(files) == len(NAMES) + 1
    lines = (out / "SHA256SUMS.txt").read_text("utf-8").splitlines()
    assert len(lines) == len(files) - 1
    for line in lines:
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    assert answer["head"] in (out / "记录.html").read_text("utf-8")
    assert answer["head"] in (out / "说明.html").read_text("utf-8")
    if os.name != "nt":
        assert all(p.stat().st_mode & 0o077 == 0 for p in (out, *out.rglob("*")))
        subprocess.run(["sha256sum", "-c", "SHA256SUMS.txt"], cwd=out, check=True, capture_output=True)


@pytest.mark.parametrize("page", ["记录.html", "说明.html"])
def test_pages_run_nothing_and_load_nothing(run: Run, place: dict[str, str], tmp_path: Path, page: str) -> None:
    exported(run, place, tmp_path / "out")
    text = (tmp_path / "out" / page).read_text("utf-8")
    seen = Page()
    seen.feed(text)
    assert seen.bad == []
    assert not seen.tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form"}
    assert "http" not in text.replace("http-equiv", "")
    assert "\u202e" not in text
    assert "\x1b" not in text
    if page == "记录.html":
        assert "<script>alert(1)</script>" in seen.text
        assert "<b>微粒贷</b>" in seen.text
        assert "svg" in seen.tags
        assert "夜里" in seen.text or "22:00" in seen.text


def test_no_third_partys_number_leaves(run: Run, place: dict[str, str], tmp_path: Path) -> None:
    exported(run, place, tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        assert MOTHER not in path.name
        if path.is_file() and path.suffix != ".png":
            text = path.read_text("utf-8")
            assert MOTHER not in text, path
            assert "李秀英" not in text, path
    whole = (tmp_path / "out" / "记录.html").read_text("utf-8")
    assert "17012345678" in whole
    assert "139****5678" in whole
    exported(run, place, tmp_path / "all", "--unmasked", "--no-attachments")
    assert MOTHER in (tmp_path / "all" / "记录.csv").read_text("utf-8")
    assert not (tmp_path / "all" / "附件").exists()
    exported(run, place, tmp_path / "more", "--hide", "法务", "--keep", MOTHER)
    more = (tmp_path / "more" / "记录.html").read_text("utf-8")
    assert MOTHER in more
    assert "@法*" in more


def test_whom_she_called_herself_is_masked_and_hidden_names_stand_nowhere(run: Run, tmp_path: Path) -> None:
    home = {"OVERDUE_HOME": str(tmp_path / "home")}
    run("log", "debt", "借呗-李秀英", "--lender", "李秀英", **home)
    add = ("log", "add", "--at", "2026-11-20 22:40", "--channel")
    run(*add, "call", "--number", MOTHER, "--direction", "out", "--to", "family", **home)
    run(*add, "im", "--number", "李秀英的微信", "--words", f"{MOTHER}李秀英转来的", **home)
    exported(run, home, tmp_path / "out", "--hide", "李秀英")
    for path in (tmp_path / "out").iterdir():
        text = path.read_text("utf-8")
        assert MOTHER not in text, path
        assert "李秀英" not in text, path
    exported(run, home, tmp_path / "whole", "--unmasked")
    assert "李秀英的微信" in (tmp_path / "whole" / "记录.csv").read_text("utf-8")


def test_the_table_opens_in_excel_and_runs_nothing(run: Run, place: dict[str, str], tmp_path: Path) -> None:
    exported(run, place, tmp_path / "out", "--unmasked")
    raw = (tmp_path / "out" / "记录.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert len(rows) == 5
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert any(cell == "'=cmd" for row in rows for cell in row)


def test_the_json_holds_the_whole_chain(run: Run, place: dict[str, str], tmp_path: Path) -> None:
    exported(run, place, tmp_path / "out", "--unmasked")
    document = json.loads((tmp_path / "out" / "记录.json").read_text("utf-8"))
    listed = json.loads(run("log", "list", "--json", **place).stdout)["contacts"]
    assert document["contacts"] == listed
    assert len(listed) == 5
    assert document["verify"]["ok"]
    assert document["verify"]["head"] == listed[-1]["digest"] != START
    assert document["findings"]
    assert all(finding["basis"] for finding in document["findings"] if finding["verdict"] == "unlawful")


def test_a_zip(run: Run, place: dict[str, str], tmp_path: Path) -> None:
    exported(run, place, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None
        assert set(NAMES) < set(archive.namelist())
        sums = archive.read("SHA256SUMS.txt").decode()
        assert all(hashlib.sha256(archive.read(line[66:])).hexdigest() == line[:64] for line in sums.splitlines())
    if os.name != "nt":
        assert (tmp_path / "out.zip").stat().st_mode & 0o077 == 0
    assert not [p.name for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_nothing_that_stands_is_lost(run: Run, place: dict[str, str], tmp_path: Path) -> None:
    out, mine = tmp_path / "out", tmp_path / "mine"
    mine.mkdir()
    (mine / "照片.jpg").write_text("x")
    for arguments in ((str(mine),), (str(mine), "--force")):
        done = run("log", "export", "-o", *arguments, **place)
        assert done.returncode == 2
        assert done.stderr.decode().count("\n") == 1
    assert [p.name for p in mine.iterdir()] == ["照片.jpg"]
    exported(run, place, out)
    assert run("log", "export", "-o", str(out), **place).returncode == 2
    before = (out / "记录.html").stat().st_ino
    exported(run, place, out, "--force")
    assert (out / "记录.html").stat().st_ino != before
    assert not [p.name for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_where_it_cannot_be_written_nothing_is_left(run: Run, place: dict[str, str], tmp_path: Path) -> None:
    done = run("log", "export", "-o", str(tmp_path / "没有" / "out"), **place)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert not (tmp_path / "没有").exists()
    empty = run("log", "export", "-o", str(tmp_path / "e"), OVERDUE_HOME=str(tmp_path / "nothing"))
    assert empty.returncode == 2
    assert not (tmp_path / "e").exists()


def test_a_folder_that_may_not_be_entered_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(CallError, match="写不了"), bundle.written(str(tmp_path / "x.zip")):
        pass


def test_an_altered_record_says_so(run: Run, place: dict[str, str], tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(Path(place["OVERDUE_HOME"]) / "record.db") as connection:
        connection.execute("UPDATE contacts SET duration_s = 81 WHERE id = 1")
    connection.close()
    answer = exported(run, place, tmp_path / "out")
    assert not answer["verified"]
    page = (tmp_path / "out" / "记录.html").read_text("utf-8")
    assert re.search("第 1 条对不上", page)
