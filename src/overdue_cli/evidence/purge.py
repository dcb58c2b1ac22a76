"""Taking out what was kept: a debt, or the whole record with everything beside it."""

from overdue_cli.evidence import attachments, place
from overdue_cli.evidence.store import Record


def purge(record: Record, debt: str | None) -> int:
    """Remove a debt, or with None all; how many copies of attachments went with it. Closes the record.

    With the last debt the file itself goes, so that nothing is left of it. Raises CallError.
    """
    path = record.path
    if debt is None or [one.name for one in record.debts()] == [debt]:
        copies = attachments.all_copies(path)
        record.close()
        place.removed(path)
    else:
        copies = attachments.copies(path, record.attachments(debt))
        record.purge(debt)
        copies -= attachments.copies(path, record.attachments())
        record.close()
    attachments.removed(path, copies)
    return len(copies)
