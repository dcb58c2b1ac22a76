"""Days by hours as pictures inside a page: a row a day, a column an hour, the number in the cell."""

from collections.abc import Iterator, Sequence

from overdue_cli.evidence.counts import Day, Quiet

ROWS = 16
"""Days in one picture, so that a printed page holds it."""

CELL, HIGH, LEFT, TOP = 26, 15, 86, 34
WIDTH, SHADES = LEFT + 24 * CELL + 10, 4


def pictures(days: Sequence[Day], quiet: Quiet) -> Iterator[str]:
    """One `<figure>` for every ROWS days with contacts."""
    for first in range(0, len(days), ROWS):
        yield _picture(days[first : first + ROWS], quiet)


def _picture(days: Sequence[Day], quiet: Quiet) -> str:
    height = TOP + len(days) * HIGH + 8
    bottom = TOP + len(days) * HIGH
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{days[0].date} 到 {days[-1].date} 每小时的次数" '
        'font-family="inherit" fill="var(--ink)">'
    ]
    for hour in range(24):
        x = LEFT + hour * CELL
        if quiet.holds(f"{hour:02}:00"):
            parts.append(f'<rect x="{x}" y="{TOP}" width="{CELL}" height="{bottom - TOP}" fill="var(--night)"/>')
        if hour % 2 == 0:
            parts.append(_text(x, TOP - 6, f"{hour}:00", "middle"))
    for row, day in enumerate(days):
        y = TOP + row * HIGH
        parts.append(f'<path d="M{LEFT} {y}h{24 * CELL}" stroke="var(--line)" stroke-width=".5"/>')
        parts.append(_text(LEFT - 8, y + HIGH - 4, day.date, "end"))
        for hour, times in enumerate(day.hours):
            if times:
                parts.append(_cell(LEFT + hour * CELL, y, times))
    parts.append(f'<path d="M{LEFT} {TOP}V{bottom}H{LEFT + 24 * CELL}V{TOP}Z" fill="none" stroke="var(--line)"/></svg>')
    return f"<figure>{''.join(parts)}</figure>\n"


def _cell(x: int, y: int, times: int) -> str:
    """A cell: the darker, the more; the number says it too."""
    shade = 0.22 + 0.58 * (min(times, SHADES) - 1) / (SHADES - 1)
    ink = "var(--paper)" if times > SHADES // 2 else "var(--ink)"
    return (
        f'<rect x="{x + 1}" y="{y + 1}" width="{CELL - 2}" height="{HIGH - 2}" fill="var(--mark)" '
        f'fill-opacity="{shade:.2f}"/>'
        f'<text x="{x + CELL // 2}" y="{y + HIGH - 4}" font-size="10" text-anchor="middle" fill="{ink}">{times}</text>'
    )


def _text(x: int, y: int, words: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="10.5" text-anchor="{anchor}" fill="var(--soft)">{words}</text>'
