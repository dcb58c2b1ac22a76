"""The record's file: found, made owner-only, opened, and what to say where that fails."""

import errno
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from overdue_cli.errors import BrokenRecordError, CallError
from overdue_cli.evidence import schema
from overdue_cli.facts import harmless

WAIT_MS = 10_000
"""How long one process waits for another that is writing."""


def opened(path: Path, writing: bool) -> sqlite3.Connection:
    """A connection to the record in `path`. Raises CallError."""
    if not writing and not there(path):
        empty = sqlite3.connect(":memory:", isolation_level=None)
        schema.create(empty)
        return empty
    try:
        if writing:
            _made(path)
            _see_that_it_is_private(path)
        connection = _connected(path, _mode(path), writing)
        if os.name == "posix":
            _for_the_owner_alone(path)
    except sqlite3.Error as error:
        raise explained(error, path) from None
    except OSError as error:
        raise _refused(error, path) from None
    return connection


def there(path: Path) -> bool:
    """Whether there is a record in `path`. Raises CallError where it may not be looked for."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise _refused(error, path) from None
    return True


def identity(path: Path) -> tuple[int, int] | None:
    """What tells the file in `path` from another that was put in its place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def made_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, each for the owner alone. Raises OSError."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def files(path: Path) -> Iterator[Path]:
    """Everything that SQLite keeps for the record in `path`, and is there."""
    yield from (one for one in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")))
                if one.exists())  # fmt: skip


def named(path: Path) -> str:
    """The whole path, made safe to show."""
    return "".join(map(harmless, str(path)))


def reason(error: OSError | ValueError) -> str:
    """Why the system refused, in a few words."""
    known = {
        errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.ENOSPC: "磁盘满了",
        errno.EFBIG: "磁盘满了", errno.EROFS: "那里只能读", errno.ENOENT: "没有这个文件或文件夹",
        errno.ENOTDIR: "路径中间有一个不是文件夹", errno.EISDIR: "这是一个文件夹", errno.ENAMETOOLONG: "名字太长",
    }  # fmt: skip
    return known.get(getattr(error, "errno", None) or 0, "系统不让")


def removed(path: Path) -> None:
    """Remove the record in `path` with all that SQLite keeps for it. Raises CallError."""
    try:
        for file in [*files(path)][::-1]:
            file.unlink()
    except OSError as error:
        raise CallError(f"删不掉 {named(path)}：{reason(error)}。请关掉正在用它的程序再试。") from None


def explained(error: sqlite3.Error, path: Path) -> CallError:
    """What went wrong with the file, in the words of the user."""
    name, where = getattr(error, "sqlite_errorname", ""), named(path)
    if name in ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE"):
        return CallError(f"磁盘满了，写不进 {where}。这一次没有记下，已经记下的都在。请腾出空间再试。")
    if name in ("SQLITE_BUSY", "SQLITE_LOCKED"):
        return CallError(f"另一个程序正在用 {where}，等了很久还没有让出来。请关掉它再试，这一次没有记下。")
    if name == "SQLITE_NOTADB":
        return CallError(f"{where} 不是这个程序的记录，没有改动它。请把它移走，或用 OVERDUE_HOME 换一个文件夹。")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return CallError(f"写不了 {where}，什么都没有改动。请检查文件和文件夹的权限，或用 OVERDUE_HOME 换一个文件夹。")
    what = f"{where} 读写出错（{name or type(error).__name__}），这一次没有记下。文件可能坏了，请先复制一份留着。"
    broken = name.startswith(("SQLITE_CORRUPT", "SQLITE_ERROR", "SQLITE_SCHEMA", "SQLITE_FORMAT", "SQLITE_CONSTRAINT"))
    return BrokenRecordError(what) if broken else CallError(what)


def _refused(error: OSError, path: Path) -> CallError:
    return CallError(
        f"记录放不到 {named(path)}：{reason(error)}。什么都没有改动。请检查文件夹的权限，"
        "或用 OVERDUE_HOME 指一个能写的文件夹。"
    )


def _made(path: Path) -> None:
    """Make the folder and the file where there are none, for the owner alone. Raises OSError."""
    made_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _see_that_it_is_private(path: Path) -> None:
    """Before anything is written: the file is this user's, and nobody else can read it. Raises CallError, OSError."""
    if os.name != "posix":
        return  # no owners and modes to look at
    for file in files(path):
        if file.stat().st_uid != os.geteuid():
            raise CallError(
                f"{named(file)} 是别的用户的文件，没有往里写。请用 OVERDUE_HOME 换一个只有你能用的文件夹，或把它移走。"
            )
        with suppress(OSError):
            if file.stat().st_mode & 0o077:
                file.chmod(0o600)
        if file.stat().st_mode & 0o077 and os.access(file, os.W_OK):
            raise CallError(
                f"{named(file)} 别的用户也能读，权限改不了（U 盘、手机的共用存储常这样），没有往里写。"
                "请用 OVERDUE_HOME 换一个只有你能用的文件夹。"
            )


def _for_the_owner_alone(path: Path) -> None:
    """Close the file to others, as after a copy from elsewhere."""
    for file in files(path):
        with suppress(OSError):  # one that is only read may be another's
            found = file.stat()
            if found.st_uid == os.geteuid() and found.st_mode & 0o077:
                file.chmod(0o600)


def _mode(path: Path) -> str:
    """How SQLite shall open the file: as it stands, where nothing can be written beside it."""
    if os.access(path.parent, os.W_OK):
        return "rw"
    return "ro" if path.with_name(path.name + "-wal").exists() else "ro&immutable=1"


def _connected(path: Path, mode: str, writing: bool) -> sqlite3.Connection:
    """Open the file and see that it is a record of ours. Raises sqlite3.Error, CallError."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=WAIT_MS / 1000
    )
    try:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what `purge` takes out is overwritten
        connection.execute("PRAGMA temp_store = MEMORY")  # no words in files elsewhere
        if _is_new(connection):
            connection.execute("BEGIN IMMEDIATE")
            if _is_new(connection):  # nobody else has made it meanwhile
                schema.create(connection)
            connection.execute("COMMIT")
        _see_that_it_is_ours(connection, path)
        _write_ahead(connection)
        if writing and schema.version(connection) == 1:
            connection.execute("BEGIN IMMEDIATE")
            if schema.version(connection) == 1:
                schema.upgrade(connection)
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _see_that_it_is_ours(connection: sqlite3.Connection, path: Path) -> None:
    ours, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if ours != schema.OURS:
        raise CallError(f"{named(path)} 不是这个程序的记录，没有改动它。请把它移走，或用 OVERDUE_HOME 换一个文件夹。")
    if version > schema.VERSION:
        raise CallError(f"{named(path)} 是更新版本的程序写的，没有改动它。请升级 overdue-cli。")


def _is_new(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _write_ahead(connection: sqlite3.Connection) -> None:
    """See that the file has a write-ahead log; another process that is just making it may be in the way a moment."""
    for attempt in range(100):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if attempt == 99:
                raise
            time.sleep(0.05)
