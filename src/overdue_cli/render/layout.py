"""Blocks to lines of a given width in cells. Knows widths and punctuation, not what is said.

Chinese takes two cells a character and no spaces; closing punctuation never starts a line and opening
punctuation never ends one; numbers and flags are not broken.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from unicodedata import east_asian_width

from overdue_cli.render.block import Block

CLOSING = "，。、；：？！）】》〕”’…·"
OPENING = "（【《〔“‘"
_UNIT = re.compile(rf"[{OPENING}]*(?:[!-~]+|[^ ])[{CLOSING}]*| +")


class Line(NamedTuple):
    """One line of output: `strong` counts the code points at its start that are shown strong."""

    kind: str
    text: str
    strong: int = 0


def lines(blocks: Iterable[Block], width: int) -> Iterator[Line]:
    """The blocks as lines of at most `width` cells, with a blank line before each new part."""
    number = 0
    for place, block in enumerate(blocks):
        number = number + 1 if block.kind == "step" else 0 if block.kind == "heading" else number
        if block.kind in ("heading", "headline", "alert") and place:
            yield Line("blank", "")
        mark, indent = _mark(block, number)
        lead = f"{block.lead}：" if block.lead else ""
        for row, text in enumerate(wrap(mark + lead + block.text, width, indent)):
            yield Line(block.kind, text, len(mark + lead) if row == 0 and lead else 0)


def wrap(text: str, width: int, indent: int = 0) -> list[str]:
    """`text` in lines of at most `width` cells; lines after the first start with `indent` spaces."""
    rows: list[str] = []
    row, used = "", 0
    for unit in _UNIT.findall(text):
        taken = cells(unit)
        if used + taken > width and row.strip():
            rows.append(row.rstrip())
            row, used = " " * indent, indent
            unit = unit.lstrip()
            taken = cells(unit)
        while used + taken > width:  # one unit longer than a whole line: a long number or address
            head = _fitting(unit, width - used)
            rows.append(row + head)
            unit = unit[len(head) :]
            row, used, taken = " " * indent, indent, cells(unit)
        row, used = row + unit, used + taken
    return [*rows, row.rstrip()] if row.strip() or not rows else rows


@functools.lru_cache(maxsize=5_000)
def cells(text: str) -> int:
    """Cells that `text` takes. Marks of ambiguous width count two, so that no line ever runs over."""
    if text.isascii():
        return len(text)
    return len(text) + sum([east_asian_width(char) in "WFA" for char in text])


def _fitting(text: str, room: int) -> str:
    """The longest start of `text` that fits in `room` cells, at least one character."""
    used = 0
    for place, char in enumerate(text):
        used += cells(char)
        if used > room:
            return text[: max(place, 1)]
    return text


def _mark(block: Block, number: int) -> tuple[str, int]:
    """What stands before a block, and the indent of its further lines."""
    if block.kind == "danger":
        return "！", 2
    if block.kind == "heading":
        return "■ ", 3
    if block.kind == "point":
        return "· ", 3
    if block.kind == "step":
        return f"{number}. ", len(f"{number}. ")
    if block.kind in ("note", "fine"):
        return "   ", 3
    return "", 0
