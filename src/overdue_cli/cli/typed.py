"""Moments and lengths of talk as a person types them."""

import re

from overdue_cli import facts
from overdue_cli.cli import environment
from overdue_cli.errors import CallError

LONGEST_S = 24 * 3600
"""Seconds of the longest call that is taken for one."""


def moment(text: str, zone: str | None, where: str = "--at") -> str:
    """The moment typed; `今天 22:40` and `22:40` are understood too. `where` stands in errors. Raises CallError."""
    from datetime import datetime

    from overdue_cli.cli.prompts import spoken
    from overdue_cli.evidence import moments

    parts = text.split()
    today = environment.today()
    if len(parts) == 1 and re.fullmatch(r"\d{1,2}[:：点].*", parts[0]):
        parts = [today, *parts]
    if len(parts) == 2:
        text = f"{spoken(parts[0], 'date', today)} {spoken(parts[1], 'clock', today)}"
    at = moments.local(text, moments.zone(zone or moments.CHINA), where)
    if datetime.fromisoformat(at) > datetime.fromisoformat(environment.now()):
        raise CallError(f"{where}：{at[:16].replace('T', ' ')} 还没有到。请检查日期和时间。")
    return at


def duration(text: str, where: str = "--duration") -> int:
    """Seconds, from `200` or `3:20`. `where` stands in errors. Raises CallError."""
    match = re.fullmatch(r"(?:(\d{1,4})[:：分])?(\d{1,5})秒?", text.strip())
    seconds = int(match[1] or 0) * 60 + int(match[2]) if match else -1
    if not 0 <= seconds <= LONGEST_S:
        raise CallError(f"{where} 看不懂“{facts.shown(text)}”。写秒数，如 95；或 分:秒，如 1:35。")
    return seconds
