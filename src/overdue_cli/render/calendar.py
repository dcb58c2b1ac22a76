"""Days to a calendar file that any phone takes (RFC 5545), written by hand: a dozen lines need no library."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

ALARM = "-PT15H"
"""The day before at nine in the morning: entries are whole days, and nobody wants to be woken at midnight."""

LONGEST_LINE = 75
"""Octets of a line, without its end."""


class Event(NamedTuple):
    """A whole day (ISO) in the calendar. The same `key` makes the same entry, so that a new file replaces it."""

    key: str
    day: str
    title: str
    text: str


def calendar(events: Iterable[Event], today: str) -> str:
    """The calendar file; `today` (ISO) is when it was made. Lines end in CR LF."""
    return "".join(f"{folded(line)}\r\n" for line in _lines(events, today))


def _lines(events: Iterable[Event], today: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//overdue-cli//plan//ZH", "CALSCALE:GREGORIAN")
    for event in events:
        day = date.fromisoformat(event.day)
        yield "BEGIN:VEVENT"
        yield f"UID:{hashlib.sha256(event.key.encode()).hexdigest()[:32]}@overdue-cli.invalid"
        yield f"DTSTAMP:{_plain(date.fromisoformat(today))}T000000Z"
        yield f"DTSTART;VALUE=DATE:{_plain(day)}"
        yield f"DTEND;VALUE=DATE:{_plain(day + timedelta(days=1))}"
        yield f"SUMMARY:{escaped(event.title)}"
        yield f"DESCRIPTION:{escaped(event.text)}"
        yield from ("CLASS:PRIVATE", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY")
        yield f"DESCRIPTION:{escaped(event.title)}"
        yield from (f"TRIGGER:{ALARM}", "END:VALARM", "END:VEVENT")
    yield "END:VCALENDAR"


def escaped(text: str) -> str:
    """`text` with what the format reads as structure escaped; line ends become those of the format."""
    return re.sub(r"\r\n|\r|\n", r"\\n", re.sub(r"([\\;,])", r"\\\1", text))


def folded(line: str) -> str:
    """`line` in pieces of at most 75 octets, joined as the format wants; no character is split."""
    pieces, used = [""], 0
    for char in line:
        size = len(char.encode("utf-8", "replace"))
        if used + size > LONGEST_LINE:
            pieces.append(" ")
            used = 1
        pieces[-1] += char
        used += size
    return "\r\n".join(pieces)


def _plain(day: date) -> str:
    return day.isoformat().replace("-", "")
