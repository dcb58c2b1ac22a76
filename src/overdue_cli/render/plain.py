"""The page as text: laid out to a width, or one block a line for grep and for screen readers."""

from collections.abc import Iterable

from overdue_cli.render.block import Block
from overdue_cli.render.layout import lines


def text(blocks: Iterable[Block], width: int) -> str:
    """The page laid out to `width` cells."""
    return "".join(f"{line.text}\n" for line in lines(blocks, width))


def records(blocks: Iterable[Block]) -> str:
    """The page as one line a block, `kind<TAB>text`, unwrapped and without marks."""
    return "".join(f"{block.kind}\t{block.lead}{'：' if block.lead else ''}{block.text}\n" for block in blocks)
