"""Days by hours as a picture of plain characters: readable in any coding and in 40 columns."""

from collections.abc import Iterator, Sequence

from overdue_cli.evidence.counts import Day, Quiet
from overdue_cli.render.block import Block

NONE, MANY = ".", "+"
"""No contact in this hour; more than nine."""

INDENT = " " * 11
MOST = 31
"""Days shown where there are more: the last ones."""


def grid(days: Sequence[Day], quiet: Quiet) -> Iterator[Block]:
    """A line of hours, a line that marks the quiet ones, then a line for each day with contacts."""
    yield Block("row", INDENT + "".join(f"{hour:<6}" for hour in range(0, 24, 6)).rstrip())
    marks = "".join("=" if quiet.holds(f"{hour:02}:00") else " " for hour in range(24))
    yield Block("row", (INDENT + marks).rstrip())
    for day in days[-MOST:]:
        yield Block("row", f"{day.date} " + "".join(_mark(times) for times in day.hours))
    hidden = f"这里只画最近 {MOST} 天，前面还有 {len(days) - MOST} 天。" if len(days) > MOST else ""
    yield Block(
        "fine", f"一格是一小时里的次数，{NONE} 没有，{MANY} 超过九次；= 是 {quiet.start} 到 {quiet.end}。{hidden}"
    )


def _mark(times: int) -> str:
    return NONE if not times else str(times) if times < 10 else MANY
