"""A carrier's record of calls: every carrier and every year has other headings and ways to write a time.

Such a record lists what was connected, as a rule; what was missed stands in the phone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from overdue_cli.errors import CallError
from overdue_cli.evidence.contact import Skipped
from overdue_cli.evidence.imports.found import LOCAL, LONGEST, Found, caller, possible, too_long
from overdue_cli.evidence.imports.table import Row, untouched
from overdue_cli.facts import shown
from overdue_cli.knowledge.imports import COLUMNS, Imports, heading

HEAD = 40
"""Rows among which the row of headings is looked for: names and periods stand above it."""

_time = re.compile(
    r"(?:(\d{4})\D{1,2}(\d{1,2})\D(\d{1,2})\D{0,3}?[日号T\s]*|(\d{4})(\d{2})(\d{2})\s*)"
    r"(?:(\d{1,2})[:：时点](\d{1,2})(?:[:：分](\d{1,2}))?|(\d{2})(\d{2})(\d{2}))?(?:秒|分|\.\d+)*"
)
_spoken = re.compile(r"(?:(\d+)(?:小时|时|h))?(?:(\d+)(?:分钟|分|'|′|m))?(?:(\d+)(?:秒钟|秒|\"|″|s)?)?")


class Mapped(NamedTuple):
    """The row of headings: its place, the place of each column in it, and what the headings were."""

    row: int
    columns: dict[str, int]
    headings: tuple[str, ...]

    def preview(self) -> list[str]:
        """Which heading was taken for what, one a line, and those that were left."""
        taken = [f"{shown(self.headings[place])} → {column}" for column, place in self.columns.items()]
        left = [shown(one) for place, one in enumerate(self.headings) if one and place not in self.columns.values()]
        return [*taken, *([f"没有用到：{'、'.join(left)}"] if left else [])]


def mapped(rows: Sequence[Row], words: Imports, told: Mapping[str, str], name: str) -> Mapped:
    """The headings among the first rows of a record; `told` are headings whose column was told. Raises CallError."""
    given = {heading(raw): column for raw, column in told.items()}
    best = Mapped(0, {}, ())
    for number, cells in rows:
        columns: dict[str, tuple[int, int]] = {}
        for place, cell in enumerate(cells):
            one = heading(untouched(cell))
            column, rank = (given[one], -1) if one in given else words.headings.get(one, ("", 0))
            if column and (column not in columns or rank < columns[column][0]):
                columns[column] = rank, place
        if len(columns) > len(best.columns):
            ordered = {column: columns[column][1] for column in COLUMNS if column in columns}
            best = Mapped(number, ordered, tuple(map(untouched, cells)))
    there = {heading(one) for one in best.headings}
    unknown = [raw for raw in told if heading(raw) not in there]
    if unknown:
        raise CallError(f"--map 的“{shown(unknown[0])}”不在 {shown(name)} 的列名里。{_listed(best, rows)}")
    lacking = [column for column in ("at", "number") if column not in best.columns]
    if "at" in lacking and "day" in best.columns:
        lacking.remove("at")
    if lacking:
        names = "、".join({"at": "时间（at）", "number": "对方号码（number）"}[one] for one in lacking)
        raise CallError(
            f"{shown(name)} 里认不出{names}那一列。用 --map 说明，如 --map 起始时间=at。{_listed(best, rows)}"
        )
    return best


def _listed(best: Mapped, rows: Sequence[Row]) -> str:
    cells = list(best.headings) or max((cells for _, cells in rows), key=len, default=[])
    return f"认到的列名：{'、'.join(shown(one) for one in cells[:20] if one)}。"


def items(rows: Iterator[Row], head: Mapped, words: Imports) -> Iterator[Found | Skipped]:
    """The rows below the headings, each as an item or why it is none."""
    for number, cells in rows:
        if number > head.row and any(cells):
            clean = [untouched(cell) for cell in cells]
            yield _item(number, {c: clean[p] for c, p in head.columns.items() if p < len(clean)}, clean, words)


def _item(row: int, fields: dict[str, str], cells: list[str], words: Imports) -> Found | Skipped:
    at, raw = moment(fields.get("day", ""), fields.get("at", "")), fields.get("number", "")
    if any(cell.startswith(words.totals) for cell in cells if cell):
        return Skipped(row, "合计，不是一次联系")
    if at is None:
        return Skipped(row, f"时间“{shown(' '.join(filter(None, (fields.get('day'), fields.get('at')))))}”读不懂")
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", raw):
        return Skipped(row, f"号码“{shown(raw)}”被 Excel 改成了科学计数，看不出原来的号码")
    if not raw:
        return Skipped(row, "没有对方号码")
    kind, text = fields.get("direction", ""), fields.get("words") or None
    sms = any(word in kind for word in words.sms) or (text is not None and "duration_s" not in fields)
    lasted = None if sms else seconds(fields.get("duration_s", ""))
    if text is not None and len(text) > LONGEST:
        return too_long(row)
    direction, missed = _direction(kind, words)
    answered = None if sms else False if missed else True if lasted else None
    return Found(row, caller(raw), None, at, "sms" if sms else "call", direction, answered, lasted, text)


def _direction(kind: str, words: Imports) -> tuple[str | None, bool]:
    """Which way, and whether it says that it was missed."""
    plain = kind.lower()
    missed = any(word in plain for word in words.missed)
    if any(word in plain for word in words.out):
        return "out", missed
    return ("in" if missed or any(word in plain for word in words.in_) else None), missed


def moment(day: str, at: str) -> int | None:
    """Unix time of a day and a time of day, or of both in one text, on China's clocks; None where there is none."""
    tried = (_time.fullmatch(text.strip()) for text in (at, f"{day} {at}"))
    match = next((found for found in tried if found and (found[7] or found[10])), None)
    if match is None:
        return None
    year, month, date = (int(part) for part in (match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)))
    hour, minute, second = (int(part or 0) for part in (match.group(7, 8, 9) if match[7] else match.group(10, 11, 12)))
    try:
        found = int(datetime(year, month, date, hour, minute, second, tzinfo=LOCAL).timestamp())
    except ValueError:
        return None
    return found if possible(found) else None


def seconds(raw: str) -> int | None:
    """A duration in seconds: `85`, `85秒`, `1:25`, `0:01:25`, `1分25秒`; None where it is none."""
    text = raw.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:[:：]\d{1,2}){1,2}", text):
        total = 0
        for part in re.split("[:：]", text):
            total = total * 60 + int(part)
        return total
    match = _spoken.fullmatch(text.lower())
    if not match or not any(match.groups()) or len(text) > 12:
        return None
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + rest
