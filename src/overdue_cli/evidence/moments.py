"""Moments in local time with their offset. The day and the hour of a contact are those of the clock on the wall."""

import re
from datetime import datetime, timedelta, timezone, tzinfo

from overdue_cli.errors import CallError
from overdue_cli.facts import FIRST_YEAR, LAST_YEAR, shown

CHINA = "Asia/Shanghai"
"""The zone where nothing else is said; China has kept one zone without summer time since 1992."""


def zone(name: str) -> tzinfo:
    """The zone called `name`: an offset such as `+09:00`, or a name such as `Asia/Tokyo`. Raises CallError."""
    if name == CHINA:
        return timezone(timedelta(hours=8), CHINA)
    offset = re.fullmatch(r"([+-])(\d{2}):?([0-5]\d)", name)
    if offset and int(offset[2]) < 24:
        east = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(east if offset[1] == "+" else -east)
    try:
        from zoneinfo import ZoneInfo  # only where a zone is named

        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise CallError(f"不认识时区“{shown(name)}”。写成 +08:00 这样，或 {CHINA} 这样的名字。") from None


def local(text: str, tz: tzinfo, where: str) -> str:
    """The moment typed as `2026-11-20 22:40` (seconds may follow) on a clock in `tz`. Raises CallError."""
    match = re.fullmatch(
        r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T　]*(\d{1,2})[:：时点](\d{1,2})分?(?:[:：]?(\d{1,2})秒?)?\s*",
        text,
    )
    if not match:
        raise CallError(f"{where} 看不懂时间“{shown(text)}”。写成 年-月-日 时:分，如 2026-11-20 22:40。")
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        moment = datetime(year, month, day, hour, minute, second, tzinfo=tz)
    except ValueError:
        raise CallError(f"{where}：没有“{shown(text)}”这个时间。写成 年-月-日 时:分，如 2026-11-20 22:40。") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise CallError(f"{where}：{shown(text)} 太远了，只认 {FIRST_YEAR} 到 {LAST_YEAR} 年。请检查年份。")
    return moment.isoformat(timespec="seconds")


def from_epoch(seconds: float, tz: tzinfo) -> str:
    """The moment `seconds` after the start of 1970 UTC, on a clock in `tz`. Raises ValueError, OverflowError."""
    return datetime.fromtimestamp(seconds // 1, tz).isoformat(timespec="seconds")


def epoch(at: str) -> int:
    """Seconds from the start of 1970 UTC to the moment `at`."""
    return int(datetime.fromisoformat(at).timestamp())
