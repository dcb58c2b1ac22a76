"""Nothing was last checked too long before the day on which the knowledge was."""

from datetime import date

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Provision

CODE = Code(
    "K405",
    "太久没有核对",
    "法会改。比整份知识早核对太多的条文，要重新看一遍，再改 checked_on。",
    'checked_on: "2024-01-01"',
    'checked_on: "2026-11-22"（重新核对以后）',
)


STALE_AFTER = 400
"""Days after which a record must have been checked again, counted back from the knowledge's own day."""


def check(made: Compiled) -> None:
    """Report provisions that were."""
    if not made.known.checked_on:
        return
    today = date.fromisoformat(made.known.checked_on)
    for provision, entry in made.of(Provision):
        if (today - date.fromisoformat(provision.checked_on)).days > STALE_AFTER:
            what = f"“{provision.id}”上次核对是 {provision.checked_on}"
            entry.fault(CODE, what, "重新核对，改 checked_on", "checked_on")
