"""Screenshots and recordings: hashed as they are, and copied beside the record where that is asked for."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import IO

from overdue_cli.errors import CallError
from overdue_cli.evidence.contact import Attachment
from overdue_cli.evidence.place import made_folder, named, reason
from overdue_cli.evidence.schema import whole
from overdue_cli.evidence.store import Record
from overdue_cli.facts import shown
from overdue_cli.parts import dead, unwinding

FOLDER = "attachments"
"""The folder beside the record that holds the copies."""

PIECE = 1 << 20
SETTLED_S = 60
"""Seconds after which a copy that no entry names is nobody's: whoever adds one keeps its entry within moments."""

_copy = re.compile(r"[0-9a-f]{64}")
_part = re.compile(r"\.([0-9]{1,9})\.part")


@contextmanager
def taken_for(files: Iterable[str], record: Path, copy: bool) -> Iterator[tuple[Attachment, ...]]:
    """The attachments that `files` are, while their entry is added to the record in `record`; with `copy` copied too.

    Where the adding fails or is broken off, the copies made for it are taken back. Raises CallError.
    """
    made: list[Path] = []
    with unwinding():
        try:
            yield tuple(taken(file, record if copy else None, made) for file in files)
        except BaseException:
            with suppress(CallError, OSError):
                removed(record, set(made) - _needed(record))
            raise


def taken(file: str, record: Path | None, made: list[Path] | None = None) -> Attachment:
    """The attachment that `file` is; with the path of the record, also copied beside it. Raises CallError.

    Its name is kept as UTF-8 can hold it. A copy that was not there yet is told in `made`.
    """
    source = Path(file)
    name = whole(source.name) or ""
    part = record and record.parent / FOLDER / f".{os.getpid()}.part"
    try:
        if not S_ISREG(source.stat().st_mode):
            raise CallError(f"--attach {shown(file)}：是文件夹或设备，不是文件，这一次没有记下。请检查路径。")
        with open(source, "rb") as stream:
            if record is None or part is None:
                return Attachment(name, *_through(stream, None))
            made_folder(part.parent)
            for left in _left_parts(record, alive=False):
                left.unlink(missing_ok=True)
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
                attachment = Attachment(name, *_through(stream, copy))
                copy.flush()
                os.fsync(copy.fileno())
            stands = place(record, attachment)
            if made is not None and not stands.exists():
                made.append(stands)
            os.replace(part, stands)
            return attachment
    except (OSError, ValueError) as error:
        why = reason(error)
        raise CallError(
            f"--attach {shown(file)}：读不了或存不下（{why}），这一次没有记下。请检查路径和磁盘。"
        ) from None
    finally:
        if part is not None and part.parent.exists():
            part.unlink(missing_ok=True)


def place(record: Path, attachment: Attachment) -> Path:
    """Where the copy of an attachment stands, if it was copied: named by its digest, with the ending it had."""
    ending = Path(attachment.name).suffix
    return record.parent / FOLDER / (attachment.sha256 + (ending if ending.isascii() and len(ending) < 10 else ""))


def copies(record: Path, attachments: Iterable[Attachment]) -> set[Path]:
    """The copies of these attachments that are there."""
    return {file for file in (place(record, one) for one in attachments) if file.exists()}


def all_copies(record: Path) -> set[Path]:
    """Every copy that was ever made beside the record, with or without an entry."""
    return {file for file in (record.parent / FOLDER).glob("*") if _copy.fullmatch(file.stem)}


def left_over(record: Path, needed: Iterable[Attachment]) -> set[Path]:
    """Copies that no entry names any more, as where a purge or an adding was killed midway, and pieces of copies.

    How old a copy is, is told by the record, which was written to a moment ago.
    """
    settled = record.stat().st_mtime - SETTLED_S
    named = copies(record, needed)
    return {
        *(file for file in all_copies(record) - named if file.stat().st_mtime < settled),
        *_left_parts(record, alive=False),
    }


def everything(record: Path) -> set[Path]:
    """All that is ours in the folder of copies."""
    return {*all_copies(record), *_left_parts(record, alive=True)}


def removed(record: Path, files: Iterable[Path]) -> None:
    """Remove copies, and their folder where nothing is left in it. Raises CallError."""
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise CallError(f"删不掉附件 {named(file)}：{reason(error)}。请关掉正在用它的程序再试。") from None
    with suppress(OSError):
        (record.parent / FOLDER).rmdir()


def _needed(record: Path) -> set[Path]:
    """The copies that entries of the record name. Raises CallError."""
    with Record.open(record, writing=False) as kept:
        return copies(record, kept.attachments())


def _left_parts(record: Path, alive: bool) -> Iterator[Path]:
    """Copies half made, of processes that are no more or, with `alive`, of any."""
    for file in (record.parent / FOLDER).glob(".*.part"):
        match = _part.fullmatch(file.name)
        if match and (alive or int(match[1]) == os.getpid() or dead(int(match[1]))):
            yield file


def _through(stream: IO[bytes], copy: IO[bytes] | None) -> tuple[str, int]:
    """Read all of `stream`, write it to `copy`; its SHA-256 in hex and its size."""
    total, size = sha256(), 0
    while piece := stream.read(PIECE):
        total.update(piece)
        size += len(piece)
        if copy:
            copy.write(piece)
    return total.hexdigest(), size
