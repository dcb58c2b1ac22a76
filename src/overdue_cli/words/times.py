"""Days and times as they are written: `2026-01-31`, `22:40`."""

from typing import Any


def is_date(value: Any) -> bool:
    """Whether `value` is the text of a real day, `YYYY-MM-DD`."""
    from datetime import date

    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def is_time(value: Any) -> bool:
    """Whether `value` is the text of a time of day, `HH:MM`, 00:00 to 23:59."""
    if not (isinstance(value, str) and len(value) == 5 and value.isascii()):
        return False
    hour, colon, minute = value[:2], value[2], value[3:]
    return colon == ":" and hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60
