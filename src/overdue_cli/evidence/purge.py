"""Taking out what was kept: a debt, or the whole record with everything beside it."""

from contextlib import suppress
from pathlib import Path

from overdue_cli.errors import CallError
from overdue_cli.evidence import attachments, place
from overdue_cli.evidence.store import Record


def left(path: Path) -> bool:
    """Whether anything of a record is in the folder of `path`: the file, what SQLite keeps beside it, copies."""
    return any(place.files(path)) or bool(attachments.everything(path))


def purge(record: Record, debt: str | None) -> int:
    """Remove a debt, or with None all; how many copies of attachments went with it. Closes the record.

    With the last debt the file itself goes, so that nothing is left of it. Raises CallError.
    """
    path = record.path
    if debt is None or [one.name for one in record.debts()] == [debt]:
        with suppress(CallError):
            record.purge(None)  # a second name of the file (a hard link) would keep the words
        record.close()
        return purge_all(path)
    going = attachments.copies(path, record.attachments(debt)) & attachments.all_copies(path)
    wiped = record.purge(debt)
    needed = tuple(record.attachments())
    going = (going - attachments.copies(path, needed)) | attachments.left_over(path, needed)
    record.close()
    attachments.removed(path, going)
    if not wiped:
        raise CallError(
            "这笔债已从记录里删掉，但另一个程序正开着记录的文件，原话还留在文件里没有抹掉。"
            "请关掉它，再运行一次 overdue-cli log debt，就抹掉了。"
        )
    return len(going)


def purge_all(path: Path) -> int:
    """Remove the whole record in `path`, readable or not: copies first, so that what is left by a kill is seen again.

    How many copies went. Raises CallError.
    """
    copies = len(attachments.all_copies(path))
    attachments.removed(path, attachments.everything(path))
    place.removed(path)
    return copies
