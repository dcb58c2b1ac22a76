"""Screenshots and recordings: hashed as they are, and copied beside the record where that is asked for."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from overdue_cli.errors import CallError
from overdue_cli.evidence.contact import Attachment
from overdue_cli.facts import shown

FOLDER = "attachments"
"""The folder beside the record that holds the copies."""

PIECE = 1 << 20


def taken(file: str, record: Path | None) -> Attachment:
    """The attachment that `file` is; with the path of the record, also copied beside it. Raises CallError."""
    source, total, size = Path(file), sha256(), 0
    part = None
    try:
        with open(source, "rb") as stream:
            if record is None:
                for piece in _pieces(stream):
                    total.update(piece)
                    size += len(piece)
                return Attachment(source.name, total.hexdigest(), size)
            folder = record.parent / FOLDER
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = folder / f".{os.getpid()}.part"
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as copy:
                for piece in _pieces(stream):
                    total.update(piece)
                    size += len(piece)
                    copy.write(piece)
                copy.flush()
                os.fsync(copy.fileno())
            attachment = Attachment(source.name, total.hexdigest(), size)
            os.replace(part, place(record, attachment))
            return attachment
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "路径不对"
        raise CallError(
            f"--attach {shown(file)}：读不了或存不下（{reason}），这一次没有记下。请检查路径和磁盘。"
        ) from None
    finally:
        if part is not None:
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


def _pieces(stream: object) -> Iterator[bytes]:
    return iter(lambda: stream.read(PIECE), b"")  # type: ignore[attr-defined]
