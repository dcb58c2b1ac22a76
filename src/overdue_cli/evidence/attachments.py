"""Screenshots and recordings: hashed as they are, and copied beside the record where that is asked for."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import IO

from overdue_cli.errors import CallError
from overdue_cli.evidence.contact import Attachment
from overdue_cli.evidence.place import reason
from overdue_cli.facts import shown

FOLDER = "attachments"
"""The folder beside the record that holds the copies."""

PIECE = 1 << 20


def taken(file: str, record: Path | None) -> Attachment:
    """The attachment that `file` is; with the path of the record, also copied beside it. Raises CallError."""
    source = Path(file)
    part = record and record.parent / FOLDER / f".{os.getpid()}.part"
    try:
        if not S_ISREG(source.stat().st_mode):
            raise CallError(f"--attach {shown(file)}：是文件夹或设备，不是文件，这一次没有记下。请检查路径。")
        with open(source, "rb") as stream:
            if record is None or part is None:
                return Attachment(source.name, *_through(stream, None))
            part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as copy:
                attachment = Attachment(source.name, *_through(stream, copy))
                copy.flush()
                os.fsync(copy.fileno())
            os.replace(part, place(record, attachment))
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
    """Every copy that was ever made beside the record."""
    return {file for file in (record.parent / FOLDER).glob("*") if re.fullmatch(r"[0-9a-f]{64}", file.stem)}


def removed(record: Path, files: Iterable[Path]) -> None:
    """Remove copies, and their folder where nothing is left in it."""
    for file in files:
        file.unlink(missing_ok=True)
    with suppress(OSError):
        (record.parent / FOLDER).rmdir()


def _through(stream: IO[bytes], copy: IO[bytes] | None) -> tuple[str, int]:
    """Read all of `stream`, write it to `copy`; its SHA-256 in hex and its size."""
    total, size = sha256(), 0
    while piece := stream.read(PIECE):
        total.update(piece)
        size += len(piece)
        if copy:
            copy.write(piece)
    return total.hexdigest(), size
