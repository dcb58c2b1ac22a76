"""The record: what is kept stays, changes show, nothing of others' is touched."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from overdue_cli.errors import CallError
from overdue_cli.evidence import chain, schema
from overdue_cli.evidence.attachments import place, taken
from overdue_cli.evidence.contact import TYPED, Attachment, Contact, Source
from overdue_cli.evidence.purge import purge
from overdue_cli.evidence.store import Added, Record

from .conftest import ROOT

NOW = "2026-11-26T09:00:00+08:00"
DEBT = "微粒贷"


def contact(n: int, **changes: object) -> Contact:
    base = Contact(
        at=f"2026-11-{n % 28 + 1:02}T22:{n % 60:02}:00+08:00", zone="Asia/Shanghai", direction="in",
        channel="sms", number="+86 138-0000-0000", claimed_name="王经理", to_whom="self", answered=None,
        duration_s=None, words=f"第{n}条 🙂 \x00 <b>", words_are="verbatim", behaviours=("home_visit",),
        attachments=(Attachment("图.png", "ab" * 32, 7),), source=Source("sms_backup", "短信.xml", "cd" * 32, n),
    )  # fmt: skip
    return base._replace(**changes)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "record.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """A record of two debts: one with six contacts and its lender told midway, one with one contact."""
    with Record.open(path) as record:
        record.ensure_debt(DEBT, NOW, "微粒贷")
        record.add_many(DEBT, map(contact, range(4)), NOW)
        record.ensure_debt(DEBT, NOW, "微众银行", "2026-10-05")
        record.add(DEBT, contact(4, source=TYPED, answered=None, behaviours=()), NOW)
        record.add(DEBT, contact(5, source=TYPED, words=None, words_are=None), NOW, corrects=2)
        record.ensure_debt("另一笔", NOW)
        record.add("另一笔", contact(9), NOW)
    return path


def test_what_is_kept_comes_back(filled: Path) -> None:
    with Record.open(filled, writing=False) as record:
        kept = list(record.entries(DEBT))
        assert [entry.contact for entry in kept[:4]] == [contact(n) for n in range(4)]
        assert [entry.id for entry in kept] == [1, 2, 3, 4, 6, 7]  # link 5 is what was told of the debt
        assert kept[1].previous == kept[0].digest
        assert [(d.name, d.lender, d.due, d.contacts) for d in record.debts()] == [
            (DEBT, "微众银行", "2026-10-05", 6), ("另一笔", None, None, 1),
        ]  # fmt: skip
        assert {entry.id for entry in record.current(DEBT)} == {1, 3, 4, 6, 7}
        assert all(walked.ok for walked in record.verify())


def test_anybody_can_count_the_digest_again(filled: Path) -> None:
    from hashlib import sha256

    with Record.open(filled, writing=False) as record:
        for entry in record.entries():
            shown = json.loads(json.dumps(chain.document(entry)))
            digest = shown.pop("digest")
            text = json.dumps(shown, sort_keys=True, separators=(",", ":"))
            assert sha256(text.encode()).hexdigest() == digest


def test_words_stand_in_a_text_column(filled: Path) -> None:
    with sqlite3.connect(filled) as connection:
        found = connection.execute("SELECT typeof(words), words FROM contacts WHERE id = 1 AND debt = ?", (DEBT,))
        assert found.fetchone() == ("text", contact(0).words)
    connection.close()


# --- changes show ---------------------------------------------------------------------------------------------------


def broken(path: Path, *statements: str) -> dict[str, object]:
    """What `verify` says after somebody changes the file."""
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement.replace("$", f"debt = '{DEBT}'"))
    connection.close()
    with Record.open(path, writing=False) as record:
        said = chain.whole(record.verify())
    assert not said["ok"], statements
    return said


FOREIGN: tuple[object, ...] = ("别的", 77, -1, None, b"\xff\x00", 0.5, "[]", "1", "")


@pytest.mark.parametrize("table", ["contacts", "terms", "heads"])
def test_any_field_altered_shows(filled: Path, table: str) -> None:
    """Every field of every row, with values of every type."""
    connection = sqlite3.connect(filled, isolation_level=None)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    rows = [row[0] for row in connection.execute(f"SELECT rowid FROM {table}")]
    with Record.open(filled, writing=False) as record:
        for row in rows:
            for column in columns:
                before = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()[0]
                for value in FOREIGN:
                    connection.execute("SAVEPOINT one")
                    try:
                        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, row))
                    except sqlite3.IntegrityError:
                        connection.execute("ROLLBACK TO one")
                        connection.execute("RELEASE one")
                        continue
                    connection.execute("RELEASE one")
                    same = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row,)).fetchone()[0]
                    found = not all(walked.ok for walked in record.verify())
                    assert found != (type(same) is type(before) and same == before), (row, column, value)
                    connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (before, row))
        assert all(walked.ok for walked in record.verify())
    connection.close()


@pytest.mark.parametrize("place", [1, 2, 3, 4, 6, 7])
def test_any_entry_deleted_is_named(filled: Path, place: int) -> None:
    said = broken(filled, f"DELETE FROM contacts WHERE $ AND id = {place}")
    assert said["broken_at"] == place
    debts = {one["debt"]: one for one in said["debts"]}  # type: ignore[attr-defined]
    assert debts["另一笔"]["ok"]


@pytest.mark.parametrize(("one", "other"), [(a, b) for a in (1, 2, 3, 4, 6, 7) for b in (1, 2, 3, 4, 6, 7) if a < b])
def test_any_two_entries_swapped_are_found(filled: Path, one: int, other: int) -> None:
    said = broken(
        filled,
        f"UPDATE contacts SET id = 99 WHERE $ AND id = {one}",
        f"UPDATE contacts SET id = {one} WHERE $ AND id = {other}",
        f"UPDATE contacts SET id = {other} WHERE $ AND id = 99",
    )
    assert said["broken_at"] == one


def test_the_last_entries_missed_with_their_links_renumbered(filled: Path) -> None:
    assert broken(filled, "DELETE FROM contacts WHERE $ AND id >= 6")["broken_at"] == 6


def test_an_entry_put_in_shows(filled: Path) -> None:
    columns = ", ".join(name for name in schema.COLUMNS if name != "id")
    copied = f"INSERT INTO contacts (id, {columns}) SELECT 8, {columns} FROM contacts WHERE $ AND id = 7"
    assert broken(filled, copied)["broken_at"] == 8


def test_a_head_taken_away_shows(filled: Path) -> None:
    broken(filled, "DELETE FROM heads WHERE $")


def test_what_was_told_of_a_debt_is_covered(filled: Path) -> None:
    assert broken(filled, "UPDATE terms SET lender = '别家' WHERE $ AND id = 5")["broken_at"] == 5


# --- the same again -------------------------------------------------------------------------------------------------


def test_the_same_again_adds_nothing(path: Path) -> None:
    with Record.open(path) as record:
        record.ensure_debt(DEBT, NOW)
        assert record.add_many(DEBT, map(contact, range(50)), NOW, batch=7) == Added(50, 0)
        elsewhere = (
            contact(n, number="13800000000", source=Source("sms_backup", "b.xml", "ee" * 32, 900 - n))
            for n in range(20, 70)
        )
        assert record.add_many(DEBT, elsewhere, NOW, batch=7) == Added(20, 30)
        record.ensure_debt("另一笔", NOW)
        assert record.add_many("另一笔", [contact(1)], NOW) == Added(1, 0)


def test_two_messages_of_one_second_both_stay(path: Path) -> None:
    with Record.open(path) as record:
        record.ensure_debt(DEBT, NOW)
        both = [contact(1, words="还钱"), contact(1, words="还钱！"), contact(1, words=None), contact(1, words="还钱")]
        assert record.add_many(DEBT, both, NOW) == Added(3, 1)
        assert record.add(DEBT, contact(1, source=TYPED), NOW).id == 4
        assert record.add(DEBT, contact(1, source=TYPED), NOW).id == 5  # who types twice may mean it
        assert record.add_many(DEBT, [contact(1)], NOW) == Added(0, 1)  # and a file does not tell it a third time


def test_another_zone_is_the_same_moment(path: Path) -> None:
    with Record.open(path) as record:
        record.ensure_debt(DEBT, NOW)
        abroad = contact(3, at="2026-11-04T23:03:00+09:00", zone="+09:00")
        assert record.add_many(DEBT, [contact(3), abroad], NOW) == Added(1, 1)


def test_half_a_character_is_kept_as_a_question_mark(path: Path) -> None:
    with Record.open(path) as record:
        record.ensure_debt(DEBT, NOW)
        torn = contact(1, words="\ud83d坏", source=Source("csv", "\udce4.csv", None, 1))
        assert record.add_many(DEBT, [torn, torn], NOW) == Added(1, 1)
        assert next(record.entries()).contact.words == "?坏"
        assert record.verify()[0].ok


# --- whose debt -----------------------------------------------------------------------------------------------------


def test_which_debt_is_meant(path: Path) -> None:
    with Record.open(path) as record:
        assert record.debt(None) == "默认"
        record.ensure_debt(DEBT, NOW)
        assert record.debt(None) == DEBT
        with pytest.raises(CallError, match="没有叫"):
            record.debt("打错了")
        record.ensure_debt("另一笔", NOW)
        with pytest.raises(CallError, match=f"{DEBT}、另一笔"):
            record.debt(None)
        with pytest.raises(CallError, match="没有第 9 条"):
            record.add(DEBT, contact(1), NOW, corrects=9)
        with pytest.raises(CallError, match="没有叫"):
            record.add_many("没建", [contact(1)], NOW)


# --- the file -------------------------------------------------------------------------------------------------------


def test_only_the_owner_can_read(path: Path) -> None:
    before = os.umask(0)
    try:
        with Record.open(path) as record:
            record.ensure_debt(DEBT, NOW)
            record.add(DEBT, contact(1), NOW)
            modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"record.db": 0o600, "record.db-wal": 0o600, "record.db-shm": 0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_reading_makes_nothing(path: Path) -> None:
    with Record.open(path, writing=False) as record:
        assert record.debts() == ()
        assert record.verify() == ()
        assert list(record.entries()) == []
    assert not path.parent.exists()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"not a database " * 100), "不是这个程序的记录"),
        (lambda path: _database(path, "CREATE TABLE notes (words TEXT)"), "不是这个程序的记录"),
        (lambda path: _database(path, *schema.TABLES.split(";")[:-1], f"PRAGMA application_id = {schema.OURS}",
                                f"PRAGMA user_version = {schema.VERSION + 1}"), "升级"),
        (lambda path: path.mkdir(), "写不了"),
    ],
    ids=["text", "foreign", "newer", "folder"],
)  # fmt: skip
def test_a_file_that_is_not_ours_is_left_alone(path: Path, make: object, said: str) -> None:
    path.parent.mkdir()
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(CallError, match=said):
        Record.open(path)
    assert (path.read_bytes() if path.is_file() else b"") == before


def _database(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_full_disk_changes_nothing(filled: Path) -> None:
    """No page more than the file has: what SQLite says of a disk without room."""
    with Record.open(filled) as record:
        before = list(record.entries())
        pages = record.connection.execute("PRAGMA page_count").fetchone()[0]
        record.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CallError, match="磁盘满了"):
            record.add_many(DEBT, (contact(n, words="长" * 3000) for n in range(100, 200)), NOW)
        assert list(record.entries()) == before
        assert all(walked.ok for walked in record.verify())


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_full_disk_is_said_in_one_line(filled: Path) -> None:
    """The largest file this process may write stands for the end of the disk."""
    code = (
        "import resource, signal, sys; from overdue_cli.cli import main; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"n = {filled.stat().st_size + 4096}; resource.setrlimit(resource.RLIMIT_FSIZE, (n, n));"
        "sys.argv = ['x', 'log', 'add', '--debt', '另一笔', '--at', '2026-11-20 10:00', '--channel', 'sms', '-'];"
        "main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OVERDUE_HOME": str(filled.parent)}
    done = subprocess.run([sys.executable, "-c", code], input="长".encode() * 60_000, env=environment,
                          capture_output=True, check=False, timeout=60)  # fmt: skip
    said = done.stderr.decode()
    assert done.returncode == 2, said
    assert said.count("\n") == 1
    assert "磁盘满了" in said
    assert done.stdout == b""
    with Record.open(filled) as record:
        assert [one.contacts for one in record.debts()] == [6, 1]
        assert all(walked.ok for walked in record.verify())


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")  # a folder cannot be made under a file, not even by root
    with pytest.raises(CallError, match="什么都没有改动"):
        Record.open(tmp_path / "file" / "record.db")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(filled: Path) -> None:
    filled.parent.chmod(0o500)
    try:
        with Record.open(filled) as record, pytest.raises(CallError, match="写不了"):
            record.add(DEBT, contact(1), NOW)
        with Record.open(filled, writing=False) as record:
            assert sum(1 for _ in record.entries()) == 7
    finally:
        filled.parent.chmod(0o700)


def test_where_nobody_may_look_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stat(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", stat)
    with pytest.raises(CallError, match="没有权限"):
        Record.open(path, writing=False)


def test_a_read_only_folder_is_read_without_writing(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overdue_cli.evidence.place.os.access", lambda *_: False)
    with Record.open(filled) as record:
        assert sum(1 for _ in record.entries()) == 7
        with pytest.raises(CallError, match="写不了"):
            record.add(DEBT, contact(1), NOW)
    assert [file.name for file in filled.parent.iterdir()] == ["record.db"]


# --- removing -------------------------------------------------------------------------------------------------------


def test_a_purged_debt_leaves_no_word(filled: Path) -> None:
    file = filled.parent.parent / "图.png"
    file.write_bytes(b"picture")
    with Record.open(filled) as record:
        kept = taken(str(file), filled)
        record.add(DEBT, contact(20, words="只有这里说过的话", attachments=(kept,)), NOW)
        assert place(filled, kept).read_bytes() == b"picture"
        assert place(filled, kept).stat().st_mode & 0o777 == 0o600
        assert purge(record, DEBT) == 1
    left = b"".join(one.read_bytes() for one in filled.parent.iterdir())
    assert "只有这里说过的话".encode() not in left
    assert DEBT.encode() not in left
    with Record.open(filled) as record:
        assert [one.name for one in record.debts()] == ["另一笔"]
        assert record.verify()[0].ok
        purge(record, "另一笔")
    assert list(filled.parent.iterdir()) == []


def test_a_copy_that_another_debt_needs_stays(filled: Path) -> None:
    file = filled.parent.parent / "图.png"
    file.write_bytes(b"picture")
    with Record.open(filled) as record:
        kept = taken(str(file), filled)
        for debt in (DEBT, "另一笔"):
            record.add(debt, contact(20, attachments=(kept,)), NOW)
        assert purge(record, DEBT) == 0
    assert place(filled, kept).exists()


def test_everything_goes(filled: Path) -> None:
    (filled.parent / "her-own.txt").write_text("hers")
    with Record.open(filled) as record:
        purge(record, None)
    assert [file.name for file in filled.parent.iterdir()] == ["her-own.txt"]


# --- processes ------------------------------------------------------------------------------------------------------

ADDER = """
import sys
sys.path[:0] = {paths!r}
from pathlib import Path
from overdue_cli.evidence.store import Record
from tests.test_record import DEBT, NOW, contact
with Record.open(Path({file!r})) as record:
    record.ensure_debt(DEBT, NOW)
    if {batch}:
        told = lambda so_far: print(so_far.added, flush=True)
        record.add_many(DEBT, (contact(n) for n in range({first}, {last})), NOW, batch={batch}, told=told)
    else:
        for n in range({first}, {last}):
            record.add(DEBT, contact(n), NOW)
            print(n + 1 - {first}, flush=True)
"""


def adder(file: Path, first: int, last: int, batch: int = 0) -> "subprocess.Popen[bytes]":
    """A process that adds contacts and says how many are acknowledged."""
    code = ADDER.format(paths=[str(ROOT / "src"), str(ROOT)], file=str(file), first=first, last=last, batch=batch)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)


def killed(file: Path, seed: int) -> Iterator[tuple[int, int]]:
    """Kill a process that is adding at a random moment: how many it said are kept, how many are."""
    chance = Random(seed)
    for batch in (0, 25):
        with Record.open(file) as record:
            record.ensure_debt(DEBT, NOW)
            before = record.debts()[0].contacts
        first = before * 10
        process = adder(file, first, first + 100_000, batch)
        assert process.stdout
        process.stdout.readline()
        time.sleep(chance.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read().split()
        process.stdout.close()
        process.wait()
        with Record.open(file) as record:
            assert all(walked.ok for walked in record.verify())
            yield int(said[-1]) if said else 1, record.debts()[0].contacts - before


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("seed", range(5))
def test_killed_while_adding_nothing_acknowledged_is_lost(path: Path, seed: int) -> None:
    for said, kept in killed(path, seed):
        assert kept >= said


def test_two_processes_adding_at_once_lose_nothing(path: Path) -> None:
    """Both find no file, both make it, both add, one of them in batches."""
    both = adder(path, 0, 60), adder(path, 100, 400, 25)
    for process in both:
        assert process.wait(60) == 0
        assert process.stdout
        process.stdout.close()
    with Record.open(path) as record:
        words = {entry.contact.words for entry in record.entries()}
        assert words == {contact(n).words for n in (*range(60), *range(100, 400))}
        assert all(walked.ok for walked in record.verify())
