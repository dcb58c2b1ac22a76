"""One item as a file tells it, before anybody has said that it belongs to the record."""

from datetime import UTC, datetime
from typing import NamedTuple

from overdue_cli.evidence.contact import Contact, Skipped, Source
from overdue_cli.evidence.moments import CHINA, from_epoch, zone
from overdue_cli.evidence.numbers import plain
from overdue_cli.facts import FIRST_YEAR, LAST_YEAR

LOCAL = zone(CHINA)

HIDDEN = "未显示号码"
"""How a caller without a number is called where people choose numbers."""

HIDDEN_AS = frozenset(["", "null", "-1", "-2", "-3", "(Unknown)", HIDDEN])
"""What phones write in place of a number that they were not shown."""

LONGEST = 100_000
"""Characters of one message; people's have hundreds."""


class Found(NamedTuple):
    """A call or message: `seconds` is Unix time, `name` what the phone's address book calls the number."""

    item: int
    number: str | None
    name: str | None
    seconds: int
    channel: str
    direction: str | None
    answered: bool | None
    duration_s: int | None
    words: str | None


def contact(found: Found, file: Source, to_whom: str | None) -> Contact:
    """The contact that an item of `file` is. The phone's own name for a number is no name that anybody claimed."""
    return Contact(
        at=from_epoch(found.seconds, LOCAL),
        zone=CHINA,
        direction=found.direction,
        channel=found.channel,
        number=found.number,
        claimed_name=None,
        to_whom=to_whom,
        answered=found.answered,
        duration_s=found.duration_s,
        words=found.words,
        words_are="verbatim" if found.words else None,
        behaviours=(),
        attachments=(),
        source=file._replace(item=found.item),
    )


def said(raw: str | None) -> str | None:
    """An attribute's text; None where the phone wrote that there is none."""
    return None if raw is None or raw in ("", "null", "(Unknown)") else raw


def too_long(item: int) -> Skipped:
    """Why a message of unlikely length was not taken."""
    return Skipped(item, f"内容超过 {LONGEST} 个字，不像一条短信")


def caller(raw: str | None) -> str | None:
    """The number of the other side as it is kept and compared; None where it was hidden."""
    return None if raw is None or raw in HIDDEN_AS else plain(raw) or None


def possible(seconds: float) -> bool:
    """Whether a moment lies in the years in which the days of facts may lie."""
    return _FIRST <= seconds < _LAST


_FIRST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp()
_LAST = datetime(LAST_YEAR, 1, 1, tzinfo=UTC).timestamp()
