"""Backups of an Android phone in the form of SMS Backup & Restore, which other programs write too."""

import re
from collections.abc import Container, Iterator
from typing import IO

from overdue_cli.errors import CallError
from overdue_cli.evidence.contact import Skipped
from overdue_cli.evidence.imports.found import LONGEST, Found, caller, possible, said, too_long
from overdue_cli.evidence.imports.xmlstream import elements
from overdue_cli.facts import shown

SENT_OR_RECEIVED = {"1": "in", "2": "out"}
NEVER_SENT = {"3": "草稿，没有发出", "4": "还在发件箱，没有发出", "5": "发送失败，没有发出", "6": "排队中，没有发出"}
CALLS: dict[str, tuple[str, bool | None]] = {
    "1": ("in", True),
    "2": ("out", None),
    "3": ("in", False),
    "4": ("in", False),
    "5": ("in", False),
    "6": ("in", False),
    "7": ("in", True),
}
"""Direction, and whether it was answered, by the phone's codes: incoming (also one of no seconds), outgoing (only
its duration tells), missed, to voicemail, rejected, blocked, answered on another device."""


def messages(stream: IO[bytes], name: str, wanted: Container[str | None] | None) -> Iterator[Found | Skipped | None]:
    """The messages of a backup (`<smses>`) with numbers in `wanted` (None: all); None for each of another number.

    `name` is what errors call the file. Raises CallError.
    """
    item = 0
    for tag, fields in _inside("smses", stream, name):
        if tag not in ("sms", "mms"):
            continue
        item += 1
        if tag == "mms":
            numbers = map(caller, re.split("[~,;]", fields.get("address", "")))
            chosen = wanted is None or any(number in wanted for number in numbers)
            yield Skipped(item, "彩信，没有读；要用就截图，作为附件加进来") if chosen else None
            continue
        number = caller(fields.get("address"))
        yield _message(item, number, fields) if wanted is None or number in wanted else None


def calls(stream: IO[bytes], name: str, wanted: Container[str | None] | None) -> Iterator[Found | Skipped | None]:
    """The calls of a backup (`<calls>`); otherwise as `messages`."""
    item = 0
    for tag, fields in _inside("calls", stream, name):
        if tag != "call":
            continue
        item += 1
        number = caller(fields.get("number"))
        yield _call(item, number, fields) if wanted is None or number in wanted else None


def _message(item: int, number: str | None, fields: dict[str, str]) -> Found | Skipped:
    kind = fields.get("type", "")
    if kind not in SENT_OR_RECEIVED:
        return Skipped(item, NEVER_SENT.get(kind, f"短信类型“{shown(kind)}”不认识"))
    seconds, words = _seconds(fields), said(fields.get("body"))
    if seconds is None:
        return Skipped(item, f"时间“{shown(fields.get('date', ''))}”读不懂")
    if words is not None and len(words) > LONGEST:
        return too_long(item)
    name = said(fields.get("contact_name"))
    return Found(item, number, name, seconds, "sms", SENT_OR_RECEIVED[kind], None, None, words)


def _call(item: int, number: str | None, fields: dict[str, str]) -> Found | Skipped:
    kind, lasted = fields.get("type", ""), fields.get("duration", "")
    if kind not in CALLS:
        return Skipped(item, f"通话类型“{shown(kind)}”不认识")
    seconds = _seconds(fields)
    if seconds is None:
        return Skipped(item, f"时间“{shown(fields.get('date', ''))}”读不懂")
    direction, answered = CALLS[kind]
    duration = int(lasted) if re.fullmatch("[0-9]{1,6}", lasted) else None
    if answered is None and duration:
        answered = True
    return Found(item, number, said(fields.get("contact_name")), seconds, "call", direction, answered, duration, None)


def _seconds(fields: dict[str, str]) -> int | None:
    """The moment in the attribute `date`, which counts milliseconds; `readable_date` is in any language."""
    raw = fields.get("date", "")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 16):
        return None
    seconds = int(raw) // 1000
    return seconds if possible(seconds) else None


def _inside(root: str, stream: IO[bytes], name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements inside the outermost, which must be `root`."""
    found = elements(stream, name)
    tag = next(found, ("", {}))[0]
    if tag != root:
        wanted = {"smses": "短信备份（smses）", "calls": "通话备份（calls）"}[root]
        raise CallError(f"{shown(name)} 不是{wanted}，最外层是“{shown(tag)}”。去掉 --kind，让程序自己认。")
    return found
