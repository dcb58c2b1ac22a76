"""The page as Markdown, to keep or to send. Every text is escaped: words of the user stay words."""

import re
from collections.abc import Iterable, Iterator

from overdue_cli.render.block import Block


def markdown(blocks: Iterable[Block]) -> str:
    """The page as a Markdown document."""
    return "\n".join(_lines(blocks)).lstrip("\n") + "\n"


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    number, inside = 0, False
    for block in blocks:
        text, lead = escape(block.text), f"**{escape(block.lead)}**：" if block.lead else ""
        if block.kind in ("heading", "headline"):
            number, inside = 0, False
            yield f"\n{'#' if block.kind == 'headline' else '##'} {text}\n"
        elif block.kind in ("danger", "alert"):
            yield f"> {lead or '**！**'} {text}\n>"
        elif block.kind in ("point", "step"):
            number, inside = number + 1, True
            yield f"{f'{number}.' if block.kind == 'step' else '-'} {lead}{text}"
        elif block.kind == "row":  # a line of a picture: kept as it is
            inside = False
            yield f"    {block.text}"
        elif inside:
            yield f"    - {text}"
        else:
            yield f"{text}\n"


def escape(text: str) -> str:
    """`text` with every character that Markdown or HTML would read as structure made harmless."""
    return re.sub(r"([\\`*_{}\[\]<>#|~!&])", r"\\\1", text)
