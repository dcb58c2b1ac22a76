"""What must not leak and must not be lost: each test is an attack that once succeeded."""

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from overdue_cli import parts
from overdue_cli.cli import environment, log_count, log_export, log_talk, options, output, prompts, talk
from overdue_cli.cli import log as log_commands
from overdue_cli.cli import log_add as adding
from overdue_cli.cli.bundle import MANIFEST, check_target, written
from overdue_cli.errors import BrokenRecordError, CallError
from overdue_cli.evidence import attachments, chain, place, schema
from overdue_cli.evidence.contact import Attachment, Source
from overdue_cli.evidence.purge import purge
from overdue_cli.evidence.store import Record
from overdue_cli.interview import Answer, Interview, Screen
from overdue_cli.knowledge.model import Knowledge

from .conftest import ROOT, Run
from .test_record import DEBT, NOW, contact

HEX = re.compile("[0-9a-f]{64}")
MOTHER = "13812345678"
posix = pytest.mark.skipif(os.name != "posix", reason="owners, modes and signals of POSIX")


@pytest.fixture
def path(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a record, as the commands find it."""
    monkeypatch.setenv("OVERDUE_HOME", str(tmp_path / "record"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    return tmp_path / "record" / "record.db"


@pytest.fixture
def first_version(path: Path) -> Path:
    """A record as the first version of the program wrote it: one debt, three entries, no salts."""
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript((ROOT / "tests" / "recorded" / "record-v1.sql").read_text("utf-8"))
    return path


def keep(path: Path, *words: str, **changes: Any) -> None:
    with Record.open(path) as record:
        record.ensure_debt(DEBT, NOW, "微粒贷")
        for n, said in enumerate(words):
            record.add(DEBT, contact(n, words=said, attachments=(), **changes), NOW)


def exported(known: Knowledge, out: Path, **more: Any) -> dict[str, Any]:
    assert log_export.export(known, out=str(out), **more) == 0
    document: dict[str, Any] = json.loads((out / "记录.json").read_text("utf-8"))
    return document


def alter(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


# --- 1: masks are not undone by digests -----------------------------------------------------------------------------


def digests_that_tell(out: Path) -> set[str]:
    """Every SHA-256 in an export that is not of a file in it."""
    files = [file for file in out.rglob("*") if file.is_file()]
    there = {sha256(file.read_bytes()).hexdigest() for file in files}
    texts = "".join(file.read_text("utf-8") for file in files if file.suffix in (".json", ".html", ".csv", ".txt"))
    return set(HEX.findall(texts)) - there


def test_a_masked_export_tells_no_digest_that_could_be_tried(path: Path, known: Knowledge, tmp_path: Path) -> None:
    chat = tmp_path / "聊天.txt"
    chat.write_text(f"你妈{MOTHER}")
    with Record.open(path) as record:
        record.ensure_debt(DEBT, NOW)
        kept = attachments.taken(str(chat), None)
        source = Source("csv", "短信.csv", "cd" * 32, 2)
        record.add(DEBT, contact(1, words=f"你妈{MOTHER}", attachments=(kept,), source=source), NOW)
    document = exported(known, tmp_path / "out")
    (one,) = document["contacts"]
    with Record.open(path, writing=False) as record:
        (entry,) = record.entries()
        salted = {entry.digest, *(walked.head for walked in record.verify())}
    assert digests_that_tell(tmp_path / "out") <= salted
    assert one["digest"] == entry.digest, "with a salt it tells nothing, and whoever has the whole can compare"
    assert (one["previous"], one["source"]["sha256"], one["attachments"][0]["sha256"]) == (None, None, None)
    assert "salt" not in one
    assert entry.salt not in (tmp_path / "out" / "记录.json").read_text("utf-8")
    guess = {**one, "words": f"你妈{MOTHER}", "previous": entry.previous}
    guess["attachments"], guess["source"] = [kept._asdict()], source._asdict()
    del guess["digest"]
    tried = sha256(json.dumps(guess, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    assert tried != entry.digest
    salted_guess = json.dumps({**guess, "salt": entry.salt}, sort_keys=True, separators=(",", ":"))
    assert sha256(salted_guess.encode()).hexdigest() == entry.digest, "the guess was right but for the salt"


def test_every_salt_is_new(path: Path) -> None:
    keep(path, "同样的话", "同样的话")
    with Record.open(path, writing=False) as record:
        salts = [entry.salt for entry in record.entries()]
    assert len({*salts}) == 2
    assert all(salt and len(salt) == 2 * chain.SALT_BYTES == 32 for salt in salts)


def test_a_masked_export_of_the_first_version_tells_no_digest_and_says_why(
    first_version: Path, known: Knowledge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = exported(known, tmp_path / "out")
    said = capsys.readouterr().err
    assert digests_that_tell(tmp_path / "out") == set()
    assert document["debt"]["head"] is document["verify"]["head"] is None
    assert {one["digest"] for one in document["contacts"]} == {None}
    for told in (said, *((tmp_path / "out" / page).read_text("utf-8") for page in ("记录.html", "说明.html"))):
        assert "旧版程序" in told
    assert "旧版程序" in document["digests_left_out"]
    whole = exported(known, tmp_path / "whole", unmasked=True)
    assert whole["verify"]["head"] == whole["contacts"][-1]["digest"]


def test_what_was_written_by_the_first_version_still_verifies_and_goes_on(
    first_version: Path, known: Knowledge, tmp_path: Path
) -> None:
    rows = "SELECT at, words, entered_at, previous, digest, key FROM contacts WHERE id < 4 ORDER BY id"
    with contextlib.closing(sqlite3.connect(first_version)) as connection:
        before = connection.execute(rows).fetchall()
    with Record.open(first_version, writing=False) as record:
        assert not record.fault()
        (walked,) = record.verify()
        assert (walked.ok, walked.records, walked.salted) == (True, 3, False)
        assert [entry.salt for entry in record.entries()] == [None] * 3
    with contextlib.closing(sqlite3.connect(first_version)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,), "reading changes nothing"
    with Record.open(first_version) as record:
        record.add("默认", contact(4), NOW)
        assert not record.fault()
        (walked,) = record.verify()
        assert (walked.ok, walked.records, walked.salted) == (True, 4, True)
        assert record.link(before[-1][4]) == ("默认", 3), "the head put away earlier still stands"
    with contextlib.closing(sqlite3.connect(first_version)) as connection:
        assert connection.execute(rows).fetchall() == before
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    document = exported(known, tmp_path / "out")
    assert [one["digest"] is None for one in document["contacts"]] == [True, True, True, False]
    assert digests_that_tell(tmp_path / "out") == {walked.head}
    assert document["contacts"][-1]["previous"] is None, "it is the digest of an entry without salt"


def test_a_salt_taken_away_or_changed_shows(path: Path) -> None:
    keep(path, "一", "二")
    for salt in ("NULL", "''", "'ab'", f"'{'0' * 32}'"):
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            before = connection.execute("SELECT salt FROM contacts WHERE id = 1").fetchone()
            connection.execute(f"UPDATE contacts SET salt = {salt} WHERE id = 1")
            with Record.open(path, writing=False) as record:
                assert record.verify()[0].broken_at == 1, salt
            connection.execute("UPDATE contacts SET salt = ? WHERE id = 1", before)


def test_hidden_names_stand_in_no_count(path: Path, known: Knowledge, tmp_path: Path) -> None:
    call = {"channel": "call", "answered": False, "number": "李秀英", "words": None, "words_are": None}
    with Record.open(path) as record:
        record.ensure_debt(DEBT, NOW)
        record.add(DEBT, contact(1, attachments=(), **call), NOW)
    exported(known, tmp_path / "out", hide=["李秀英"])
    for file in (tmp_path / "out").iterdir():
        assert "李秀英" not in file.read_text("utf-8"), file


def test_a_masked_table_is_read_back_without_what_it_does_not_tell(
    path: Path, known: Knowledge, tmp_path: Path, run: Run
) -> None:
    with Record.open(path) as record:
        record.ensure_debt(DEBT, NOW)
        record.add(DEBT, contact(1, words="还钱"), NOW)
    exported(known, tmp_path / "out")
    done = run("log", "import", str(tmp_path / "out" / "记录.csv"), "--json", OVERDUE_HOME=str(tmp_path / "other"))
    answer = json.loads(done.stdout)
    assert (answer["added"], answer["skipped"]) == (1, [])


# --- 2: what is counted is what is there ----------------------------------------------------------------------------

LOWER = "CREATE INDEX by_time ON contacts (debt, CAST(strftime('%s', at) AS INTEGER), id)"
HIDING = (  # a partial index in the place of ours, with the words of ours
    "DROP INDEX by_time", f"{LOWER} WHERE id < 3", "PRAGMA writable_schema = ON",
    "UPDATE sqlite_master SET sql = replace(sql, ' WHERE id < 3', '') WHERE name = 'by_time'",
)  # fmt: skip
FOREIGN = {
    "index": ("CREATE INDEX mine ON contacts (words)",),
    "trigger": ("CREATE TRIGGER t AFTER INSERT ON contacts BEGIN DELETE FROM contacts WHERE id = NEW.id; END",),
    "view": ("CREATE VIEW v AS SELECT * FROM contacts",),
    "table": ("CREATE TABLE notes (words TEXT)",),
    "version": ("PRAGMA user_version = 1",),
    "rewritten": HIDING[:2],
}


def agreeing(known: Knowledge, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`verify`, `count`, `check`, `export` and `list` all say that the file is broken."""
    capsys.readouterr()
    assert log_commands.verify(known, json_=True) == 1
    answer = json.loads(capsys.readouterr().out)
    assert not answer["ok"]
    assert answer["file"]
    assert log_commands.verify(known) == 1
    assert answer["file"] in capsys.readouterr().out.replace("\n", "")
    nothing = {one.name: one.default for one in options.of_facts(known.questions)}
    for call in (
        lambda: log_count.count(known, **nothing),
        lambda: log_count.check(known, **nothing),
        lambda: log_export.export(known, out=str(out)),
    ):
        with pytest.raises(BrokenRecordError, match="log verify"):
            call()
    assert not out.exists()
    assert log_commands.list_(known, json_=True) == 0
    assert answer["file"] in capsys.readouterr().err


def test_entries_hidden_by_an_index_are_found(
    path: Path, known: Knowledge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(path, *"一二三四五六")
    with Record.open(path, writing=False) as record:
        assert sum(1 for _ in record.current(DEBT)) == 6
    alter(path, *HIDING)
    with Record.open(path, writing=False) as record:
        assert not schema.foreign(record.connection), "the words of the schema are ours"
        assert all(walked.ok for walked in record.verify()), "and every link stands"
    agreeing(known, tmp_path / "out", capsys)


@pytest.mark.parametrize("statements", FOREIGN.values(), ids=FOREIGN)
def test_foreign_parts_of_the_file_are_found(
    path: Path, known: Knowledge, tmp_path: Path, capsys: pytest.CaptureFixture[str], statements: tuple[str, ...]
) -> None:
    keep(path, "一", "二", "三")
    alter(path, *statements)
    agreeing(known, tmp_path / "out", capsys)
    if "user_version" not in statements[0]:
        with Record.open(path) as record, pytest.raises(CallError, match="没有往里写"):
            record.add(DEBT, contact(9), NOW)


def test_statistics_of_other_tools_are_no_fault(path: Path) -> None:
    keep(path, "一")
    alter(path, "ANALYZE")
    with Record.open(path) as record:
        assert record.fault() == ""
        assert record.add(DEBT, contact(9), NOW)


def test_a_file_that_cannot_be_read_to_its_end_is_broken(
    path: Path, known: Knowledge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(path, *("长" * 3000 for _ in range(9)))
    with open(path, "r+b") as stream:
        stream.truncate(path.stat().st_size // 2)
    assert log_commands.verify(known, json_=True) == 1
    assert not json.loads(capsys.readouterr().out)["ok"]
    assert log_commands.purge(known, yes=True) == 0, "what cannot be read can be removed"
    assert list(path.parent.iterdir()) == []


# --- 3: an export replaces only what is its own ---------------------------------------------------------------------


def made(target: Path) -> None:
    with written(str(target)) as bundle:
        bundle.text("记录.json", ["{}"])
        bundle.text("附件/001-图.png", ["x"])


def test_only_an_untouched_export_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    made(out)
    check_target(str(out), True)
    made(out)
    for spoil in (
        lambda: (out / "论文.doc").write_text("mine"),
        lambda: (out / ".hidden").write_text("mine"),
        lambda: (out / "附件" / "我的.txt").write_text("mine"),
        lambda: (out / "空").mkdir(),
        lambda: (out / "记录.json").write_text("{} and my notes"),
        lambda: (out / "记录.json").unlink(),
        lambda: (out / MANIFEST).unlink(),
    ):
        spoil()
        before = {file: file.read_bytes() if file.is_file() else b"" for file in out.rglob("*")}
        with pytest.raises(CallError, match="没有改动它"):
            check_target(str(out), True)
        with pytest.raises(CallError, match="没有改动它"):
            made(out)  # also where it was spoilt since it was looked at
        assert {file: file.read_bytes() if file.is_file() else b"" for file in out.rglob("*")} == before
        assert [file.name for file in tmp_path.iterdir()] == ["out"]
        for file in sorted(out.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        made(out)


def test_a_manifest_of_others_proves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "linux.iso").write_bytes(b"iso")
    (folder / MANIFEST).write_text(f"{sha256(b'iso').hexdigest()}  linux.iso\n")
    with pytest.raises(CallError, match="没有改动它"):
        check_target(str(folder), True)
    (folder / "linux.iso").unlink()
    (folder / MANIFEST).write_text("")
    with pytest.raises(CallError, match="没有改动它"):
        check_target(str(folder), True)


@posix
def test_links_are_not_followed(tmp_path: Path) -> None:
    made(tmp_path / "out")
    (tmp_path / "link").symlink_to(tmp_path / "out")
    with pytest.raises(CallError, match="链接"):
        check_target(str(tmp_path / "link"), True)
    (tmp_path / "mine").mkdir()
    (tmp_path / "out" / "附件" / "002-x").symlink_to(tmp_path / "mine")
    with pytest.raises(CallError, match="没有改动它"):
        check_target(str(tmp_path / "out"), True)


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_what_comes_meanwhile_is_not_replaced(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    with pytest.raises(CallError, match="刚刚有了别的内容"), written(str(target)) as bundle:
        bundle.text("记录.json", ["{}"])
        target.write_text("precious")
    assert target.read_text() == "precious"
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_file_that_comes_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    for links in (True, False):  # some file systems know no second names
        if not links:
            monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no")))
        with pytest.raises(CallError, match="刚刚有了别的内容"), output.streaming(str(file)) as put:
            put("ours")
            file.write_text("precious")
        assert file.read_text() == "precious"
        file.unlink()
        output.write("ours", str(file))
        output.write("again", str(file))  # `check_target` has asked for --force
        assert file.read_text() == "again"
        file.unlink()
    assert list(tmp_path.iterdir()) == []


def test_a_clock_before_zips_began(tmp_path: Path) -> None:
    with written(str(tmp_path / "out.zip")) as bundle:
        bundle.text("记录.json", ["{}"])
        os.utime(bundle.folder / "记录.json", (0, 0))
    assert zipfile.ZipFile(tmp_path / "out.zip").testzip() is None


# --- 7, 9: attachments ----------------------------------------------------------------------------------------------


def add(known: Knowledge, *files: Path | str, **more: Any) -> int:
    told = {"at": "2026-11-20 22:40", "channel": "call", "copy": True, **more}
    return adding.add(known, attach=list(map(str, files)), **told)


def test_a_refused_adding_takes_its_copies_back(path: Path, known: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"a")
    (tmp_path / "b.png").write_bytes(b"b")
    with pytest.raises(CallError, match="没有记下"):
        add(known, tmp_path / "a.png", tmp_path / "none")
    assert [file for file in path.parent.rglob("*") if file.is_file()] == []
    add(known, tmp_path / "a.png")
    with pytest.raises(CallError, match="--corrects"):
        add(known, tmp_path / "a.png", tmp_path / "b.png", corrects=99)
    assert [file.read_bytes() for file in (path.parent / "attachments").iterdir()] == [b"a"], "it has its entry"


def test_purge_sees_copies_without_a_record(
    path: Path, known: Knowledge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.png").write_bytes(b"a")
    attachments.taken(str(tmp_path / "a.png"), path)
    (path.parent / "attachments" / ".99.part").write_bytes(b"half")
    (path.parent / "attachments" / "her-own.txt").write_text("hers")
    assert not path.exists()
    with pytest.raises(CallError, match="--yes"):
        log_commands.purge(known)
    assert log_commands.purge(known, yes=True, json_=True) == 0
    assert json.loads(capsys.readouterr().out) == {"schema": "overdue-cli/purge/1", "purged": [], "copies": 1}
    assert [file.name for file in path.parent.rglob("*") if file.is_file()] == ["her-own.txt"]
    log_commands.purge(known, yes=True)
    assert "没有什么可删的" in capsys.readouterr().err


def test_copies_go_before_the_record(path: Path, known: Knowledge, tmp_path: Path, monkeypatch: Any) -> None:
    """Killed midway, what is left is seen by the next purge."""
    (tmp_path / "a.png").write_bytes(b"a")
    add(known, tmp_path / "a.png")
    monkeypatch.setattr(place, "removed", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with Record.open(path) as record, pytest.raises(KeyboardInterrupt):
        purge(record, None)
    assert not (path.parent / "attachments").exists()
    assert path.exists()


def test_a_purged_debt_takes_what_a_killed_purge_left(path: Path, known: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"a")
    (tmp_path / "b.png").write_bytes(b"b")
    keep(path, "一")
    add(known, tmp_path / "a.png", debt=DEBT)
    attachments.taken(str(tmp_path / "b.png"), path)  # nobody's
    for file in (path.parent / "attachments").iterdir():
        os.utime(file, (0, 0))
    with Record.open(path) as record:
        record.ensure_debt("另一笔", NOW)
        assert purge(record, DEBT) == 2
    assert not (path.parent / "attachments").exists()


def test_a_hard_link_keeps_no_words(path: Path, tmp_path: Path) -> None:
    keep(path, "只有这里说过的话")
    os.link(path, tmp_path / "second")
    with Record.open(path) as record:
        purge(record, None)
    assert "只有这里说过的话".encode() not in (tmp_path / "second").read_bytes()


def test_purge_does_not_say_done_while_a_reader_keeps_the_words(path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(place, "WAIT_MS", 50)
    keep(path, "只有这里说过的话")
    with Record.open(path) as record:
        record.ensure_debt("另一笔", NOW)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM contacts").fetchone()
        with Record.open(path) as record, pytest.raises(CallError, match="没有抹掉"):
            purge(record, DEBT)
        assert "只有这里说过的话".encode() in path.read_bytes()
    with Record.open(path, writing=False) as record:
        assert [one.name for one in record.debts()] == ["另一笔"]
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "只有这里说过的话".encode() not in left


def test_nothing_is_acknowledged_into_a_purged_file(path: Path) -> None:
    keep(path, "一")
    with Record.open(path) as record:
        place.removed(path)
        with pytest.raises(CallError, match="没有记下"):
            record.add(DEBT, contact(2), NOW)
        keep(path, "别人新建的")
        with pytest.raises(CallError, match="没有记下"):
            record.add(DEBT, contact(3), NOW)


@posix
def test_a_name_that_is_not_utf8_is_kept_as_it_can_be(
    path: Path, known: Knowledge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.p\xffng")
    Path(file).write_bytes(b"a")
    assert add(known, file, json_=True) == 0
    (one,) = json.loads(capsys.readouterr().out)["contact"]["attachments"]
    assert one["name"] == "a?.p?ng"
    with Record.open(path) as record:
        torn = contact(5, attachments=(Attachment("\udcff", "a" * 64, 1),))
        assert record.add_many("默认", [torn], NOW).added == 1
        assert all(walked.ok for walked in record.verify())


def test_a_fault_of_ours_never_says_that_nothing_was_kept(run: Run, tmp_path: Path) -> None:
    code = (
        "import sys; from overdue_cli.cli import log, main; import overdue_cli.cli.log_add as a;"
        "a.kept_where = lambda: 1 / 0;"
        "sys.argv = ['x', 'log', 'add', '--at', '2026-11-20 10:00', '--channel', 'sms']; main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OVERDUE_HOME": str(tmp_path / "home")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert done.returncode == 70
    assert "没有保存" not in done.stderr.decode()
    assert "log list" in done.stderr.decode()


# --- 8: parts -------------------------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_nothing_half_written_stays(tmp_path: Path, number: int) -> None:
    code = (
        "import sys, time; from overdue_cli.cli import bundle, output\n"
        f"with bundle.written({str(tmp_path / 'out')!r}) as made, output.streaming({str(tmp_path / 'f')!r}) as put:\n"
        "    made.text('记录.json', ['SECRET']); put('SECRET' * 9999); print('x', flush=True); time.sleep(30)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
    )
    assert child.stdout
    child.stdout.readline()
    assert len(list(tmp_path.iterdir())) == 2, "two parts"
    child.send_signal(number)
    assert child.wait(10) == 128 + number
    child.stdout.close()
    assert list(tmp_path.iterdir()) == []


@posix
def test_parts_of_dead_processes_are_swept(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    gone, alive = child.pid, os.getppid()
    (tmp_path / f".e.zip.{gone}.overdue.part").mkdir()
    (tmp_path / f".e.zip.{gone}.overdue.part" / "记录.json").write_text("SECRET")
    (tmp_path / f".e.zip.{gone}.overdue.part.zip").write_text("SECRET")
    (tmp_path / f".out.{os.getpid()}.overdue.part").mkdir()  # numbers are given out again
    (tmp_path / f".back.{gone}.overdue.part.old").mkdir()
    stay = {f".e.zip.{alive}.overdue.part", f".e.zip.{gone}.part", ".x.part"}
    for name in stay:
        (tmp_path / name).write_text("others'")
    made(tmp_path / "out")
    assert {file.name for file in tmp_path.iterdir()} == {*stay, "out", "back"}


@posix
def test_signals_are_as_before_afterwards() -> None:
    def settings() -> list[Any]:
        return [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)]

    before = settings()
    with parts.unwinding():
        assert settings() != before
    assert settings() == before


# --- 10, 11: owners and modes ---------------------------------------------------------------------------------------


@posix
def test_a_file_of_another_owner_is_not_written(path: Path, known: Knowledge, monkeypatch: Any) -> None:
    keep(path, "一")
    path.chmod(0o666)
    before = path.read_bytes()
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(CallError, match="别的用户"):
        adding.add(known, at="2026-11-20 22:40", channel="sms", words=["SECRETWORD"])
    assert b"SECRETWORD" not in path.read_bytes()
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o666, "nor is it changed"


@posix
def test_a_file_of_another_owner_is_read_as_it_is(path: Path, monkeypatch: Any) -> None:
    """Whoever is handed a record may verify it; nothing is claimed of who else can read it."""
    keep(path, "一")
    path.chmod(0o644)
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with Record.open(path, writing=False) as record:
        assert record.verify()[0].ok
    assert path.stat().st_mode & 0o777 == 0o644


@posix
def test_a_file_that_cannot_be_closed_to_others_is_not_written(path: Path, monkeypatch: Any) -> None:
    keep(path, "一")
    path.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)  # as on a stick, where it changes nothing
    with pytest.raises(CallError, match="别的用户也能读"):
        Record.open(path)
    monkeypatch.undo()
    with Record.open(path):
        assert path.stat().st_mode & 0o777 == 0o600


@posix
def test_who_can_read_is_said_only_where_it_is_so(
    path: Path, tmp_path: Path, monkeypatch: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    output.write("x", str(tmp_path / "a"))
    assert "只有你能读" in capsys.readouterr().err
    assert "只有" in adding.kept_where()
    monkeypatch.setattr(parts, "OWNERS", False)  # as on Windows
    assert "只有你能读" not in parts.readers(tmp_path)
    assert "只有" not in adding.kept_where()


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_every_folder_made_is_the_owners(tmp_path: Path, mask: int) -> None:
    (tmp_path / "a.png").write_bytes(b"a")
    record = tmp_path / "share" / "overdue-cli" / "record.db"
    before = os.umask(mask)
    try:
        attachments.taken(str(tmp_path / "a.png"), record)
        with Record.open(record):
            pass
    finally:
        os.umask(before)
    folders = [tmp_path / "share", record.parent, record.parent / "attachments"]
    assert [folder.stat().st_mode & 0o777 for folder in folders] == [0o700] * 3


def test_no_words_are_put_into_files_elsewhere(path: Path) -> None:
    keep(path, "一")
    with Record.open(path) as record:
        assert record.connection.execute("PRAGMA temp_store").fetchone() == (2,)


@pytest.mark.parametrize("told", ["~nobody-of-that-name/x", ""])
def test_no_home_is_said(monkeypatch: Any, told: str) -> None:
    def none() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setenv("OVERDUE_HOME", told)
    monkeypatch.setattr(Path, "home", none)
    with pytest.raises(CallError, match="OVERDUE_HOME"):
        environment.record_file()


# --- 5: answers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "meant"), [("②", [1]), ("２", [1]), ("²", [1]), ("٢", [1]), ("1 ③", [0, 2])])
def test_numbers_in_any_form_choose(typed: str, meant: list[int]) -> None:
    assert prompts.pick(typed, ["一", "二", "三"]) == meant


@pytest.mark.parametrize("typed", ["9" * 5000, "⑩⑩", "½", "④", "0", "一二", "⁰"])
def test_what_is_no_number_is_said(typed: str) -> None:
    with pytest.raises(CallError, match="1 到 3"):
        prompts.pick(typed, ["一", "二", "三"])


def answering(monkeypatch: Any, *rows: str) -> prompts.Terminal:
    coming = iter(rows)
    monkeypatch.setattr(prompts.Terminal, "read", lambda *_: next(coming))
    return prompts.Terminal(80, lambda: False, lambda words: None)


def test_a_review_takes_numbers_in_any_form(monkeypatch: Any) -> None:
    answers = [("甲", "是"), ("乙", "否")]
    assert answering(monkeypatch, "9" * 5000, "②").review(answers, "看结果") == 1


def test_a_fault_in_one_answer_loses_no_other(
    monkeypatch: Any, known: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    screen = Screen("province", "text", "在哪个省？", "")
    calls: list[str] = []

    def fails(question: object, words: str, where: str) -> str:
        calls.append(words)
        if len(calls) == 1:
            raise KeyError(words)
        return words

    monkeypatch.setattr(prompts.facts, "parse", fails)
    told = Interview(known, "2026-11-22")
    terminal = answering(monkeypatch, "坏", "好")
    answer = terminal.ask(screen._replace(id=next(iter(known.questions))), 1, told)
    assert isinstance(answer, Answer)
    assert calls == ["坏", "好"]
    assert "前面答的都还在" in capsys.readouterr().err


def test_words_that_cannot_be_read_end_no_interview(
    monkeypatch: Any, known: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    class Reader:
        def read(self, words: str) -> None:
            raise KeyError(words)

    for module in (talk, log_talk):
        monkeypatch.setattr(module, "load", lambda *_: Reader())
    screen = Screen("paste", "paste", "", "")
    held = talk.Talk(known, "2026-11-22")
    held.react(Answer(screen, {}, "贴了 1 行", "话"))
    assert held.told.reading is None
    assert "前面答的都还在" in capsys.readouterr().err
    assert "收到了" in log_talk._heard("话", known)


def test_the_command_of_an_interview_is_harmless(known: Knowledge) -> None:
    assert "\x1b" not in talk.command({"province": "\x1b[31m广东"}, known)
