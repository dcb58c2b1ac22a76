"""`log import` as a user runs it: what is chosen, what is taken, and that a second time adds nothing."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from . import phone_backup
from .conftest import Run

Import = Callable[..., dict[str, Any]]


@pytest.fixture
def place(tmp_path: Path) -> dict[str, str]:
    return {"OVERDUE_HOME": str(tmp_path / "record")}


@pytest.fixture
def take(run: Run, place: dict[str, str]) -> Import:
    """`log import … --json` as a document."""

    def call(*arguments: str) -> dict[str, Any]:
        done = run("log", "import", *arguments, "--json", **place)
        assert done.returncode == 0, done.stderr.decode()
        document: dict[str, Any] = json.loads(done.stdout)
        assert document["schema"] == "overdue-cli/import/1"
        assert document["read"] == sum(document[k] for k in ("added", "duplicates", "not_chosen")) + len(
            document["skipped"]
        )
        return document

    return call


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return phone_backup.write(tmp_path_factory.mktemp("phone"), 600, 400)


def kept(run: Run, place: dict[str, str]) -> list[dict[str, Any]]:
    contacts: list[dict[str, Any]] = json.loads(run("log", "list", "--json", **place).stdout)["contacts"]
    return contacts


def test_only_chosen_numbers_are_taken_and_only_once(
    run: Run, take: Import, place: dict[str, str], phone: tuple[Path, Path]
) -> None:
    messages, calls = map(str, phone)
    first = take(messages, "--number", "1069 1234 00011", "--number", "+86 95188123")
    assert first["added"] > 5
    assert {c["number"] for c in kept(run, place)} == {"1069123400011", "95188123"}
    again = take(messages, "--number", "1069123400011", "--number", "95188123")
    assert (again["added"], again["duplicates"]) == (0, first["added"])
    more = take(calls, "--number", "95188123", "--to", "家人")
    assert more["kind"] == "calls_backup"
    assert {c["to_whom"] for c in kept(run, place) if c["channel"] == "call"} == {"family"}
    one = kept(run, place)[0]
    assert one["source"]["name"] == phone[0].name
    assert len(one["source"]["sha256"]) == 64
    assert one["words_are"] == "verbatim"


def test_overlapping_backups_add_nothing_twice(
    run: Run, take: Import, place: dict[str, str], phone: tuple[Path, Path], tmp_path: Path
) -> None:
    lines = phone[0].read_text("utf-8").splitlines(keepends=True)
    older = tmp_path / "older.xml"
    older.write_text("".join([*lines[:300], "</smses>\n"]), "utf-8")
    half = take(str(older), "--likely")
    whole = take(str(phone[0]), "--likely")
    assert whole["duplicates"] == half["added"] > 0
    assert len(kept(run, place)) == half["added"] + whole["added"]


def test_likely_ones_are_the_collectors(
    run: Run, take: Import, place: dict[str, str], phone: tuple[Path, Path]
) -> None:
    seen = take(str(phone[0]), "--likely", "--dry-run")
    assert seen["dry_run"]
    assert not (Path(place["OVERDUE_HOME"]) / "record.db").exists()
    taken = take(str(phone[0]), "--likely")
    assert taken["added"] == seen["added"]
    assert {c["number"] for c in kept(run, place)} <= set(phone_backup.COLLECTORS)


def test_without_a_choice_the_candidates_are_named(run: Run, place: dict[str, str], phone: tuple[Path, Path]) -> None:
    done = run("log", "import", str(phone[0]), "--json", **place)
    assert done.returncode == 2
    assert done.stdout == b""
    said = done.stderr.decode()
    assert "--number" in said
    assert any(number in said for number in phone_backup.COLLECTORS)
    assert not (Path(place["OVERDUE_HOME"]) / "record.db").exists()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ('<!DOCTYPE smses [<!ENTITY a "b">]><smses><sms address="1" date="1" type="1" body="&a;"/></smses>', "DTD"),
        ('<smses><sms address="1" date="1700000000000" type="1" body="x"/>', "第 1 行"),
        ("<plist></plist>", "plist"),
        ("", "空"),
        ("一,二\n三,四", "--map"),
    ],
)  # fmt: skip
def test_bad_files_add_nothing(run: Run, place: dict[str, str], tmp_path: Path, content: str, word: str) -> None:
    file = tmp_path / "x.xml"
    file.write_text(content, "utf-8")
    done = run("log", "import", str(file), "--number", "1", "--json", **place)
    assert done.returncode == 2
    assert done.stdout == b""
    assert word in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert not (Path(place["OVERDUE_HOME"]) / "record.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("没有.xml",),
        (".",),
        ("/dev/zero",),  # never ends
        ("x.xml", "--kind", "pdf"),
        ("x.xml", "--map", "列名"),
        ("x.xml", "--number", "1", "--likely"),
        ("x.xml", "--all", "--likely"),
    ],
)
def test_bad_calls_are_one_line(run: Run, place: dict[str, str], arguments: tuple[str, ...]) -> None:
    done = run("log", "import", *arguments, **place)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1


@pytest.mark.parametrize("number", ["", " ", "null", "-1", "()"])
def test_what_is_no_number_takes_no_hidden_calls(run: Run, place: dict[str, str], tmp_path: Path, number: str) -> None:
    file = tmp_path / "calls.xml"
    file.write_text('<calls><call number="" date="1760000000000" type="3" duration="0"/></calls>', "utf-8")
    done = run("log", "import", str(file), "--number", number, **place)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "未显示号码" in done.stderr.decode()
    assert run("log", "import", str(file), "--all", **place).returncode == 2  # a phone is never taken whole
    assert not kept(run, place)


def test_hidden_calls_are_chosen_by_their_name(take: Import, tmp_path: Path) -> None:
    file = tmp_path / "calls.xml"
    file.write_text('<calls><call number="-2" date="1760000000000" type="3" duration="0"/></calls>', "utf-8")
    assert take(str(file), "--number", "未显示号码")["added"] == 1


def test_which_debt_is_asked_before_anything_is_read(run: Run, place: dict[str, str], phone: tuple[Path, Path]) -> None:
    for name in ("甲", "乙"):
        run("log", "debt", name, **place)
    done = run("log", "import", str(phone[0]), "--likely", **place)
    assert done.returncode == 2
    assert "--debt" in done.stderr.decode()
    assert run("log", "import", str(phone[0]), "--likely", "--debt", "乙", **place).returncode == 0
    assert {c["debt"] for c in kept(run, place)} == {"乙"}


def test_a_carriers_record_in_gbk_with_its_preview(
    run: Run, take: Import, place: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "详单.csv"
    text = "起始时间,呼叫类型,对方电话号,通信时长\n2025-11-20 22:40:11,被叫,95188,1分20秒\n坏的,被叫,95188,1\n"
    file.write_bytes(text.encode("gbk"))
    assert run("log", "import", str(file), **place).returncode == 2
    mapped = ("log", "import", str(file), "--map", "对方电话号=number")
    nobody_chose = run(*mapped, "--dry-run", **place)
    assert "全收了" in nobody_chose.stderr.decode(), "all of a carrier's record is taken where nobody is there to ask"
    assert not kept(run, place)
    done = run(*mapped, "--all", "--json", **place)
    said, answer = done.stderr.decode(), json.loads(done.stdout)
    assert "全收了" not in said
    assert "起始时间 → at" in said
    assert said.count("东八区") == 1
    assert answer["kind"] == "carrier_csv"
    assert (answer["read"], answer["added"]) == (2, 1)
    assert answer["skipped"] == [{"item": 3, "reason": "时间“坏的”读不懂"}]
    assert kept(run, place)[0]["duration_s"] == 80
    assert take(str(file), "--map", "对方电话号=number", "--number", "95188")["added"] == 0


def test_our_own_table_goes_out_and_in(
    run: Run, take: Import, place: dict[str, str], tmp_path: Path, phone: tuple[Path, Path]
) -> None:
    take(str(phone[0]), "--likely")
    run("log", "add", "--at", "2026-11-20 22:40", "--channel", "call", "--summary", "=1+1", "--missed", **place)
    assert run("log", "export", "-o", str(tmp_path / "out"), "--unmasked", **place).returncode == 0
    table = str(tmp_path / "out" / "记录.csv")
    assert take(table)["added"] == 0, "everything is there already"
    before = kept(run, place)
    other = {"OVERDUE_HOME": str(tmp_path / "other")}
    done = run("log", "import", table, "--json", **other)
    assert json.loads(done.stdout)["added"] == len(before)
    assert take(table, "--number", "95188123", "--dry-run")["not_chosen"] > 0
    assert take(table, "--likely")["not_chosen"] == 0, "what is ours is taken whole"
    after = kept(run, other)
    same = [k for k in before[0] if k not in ("id", "entered_at", "previous", "digest", "source", "salt")]

    def plain(one: dict[str, Any]) -> str:
        return json.dumps([one[k] for k in same], sort_keys=True)

    assert sorted(map(plain, after)) == sorted(map(plain, before))


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_the_record_is_the_owners_alone(take: Import, place: dict[str, str], phone: tuple[Path, Path]) -> None:
    take(str(phone[1]), "--likely")
    file = Path(place["OVERDUE_HOME"]) / "record.db"
    assert file.stat().st_mode & 0o077 == 0
