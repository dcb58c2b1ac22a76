"""The page on a terminal, with colour. Meaning never hangs on colour: the words carry it alone."""

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from overdue_cli.render.block import Block
from overdue_cli.render.layout import lines

STYLES = {"danger": "bold red", "alert": "bold red", "headline": "bold", "heading": "bold cyan", "fine": "dim"}


def show(blocks: Iterable[Block], width: int, stream: TextIO) -> None:
    """Print the page on `stream`, `width` cells wide; NO_COLOR and dumb terminals are honoured."""
    console = Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
    for line in lines(blocks, width):
        shown = Text(line.text, style=STYLES.get(line.kind, ""))
        if line.strong and line.kind not in STYLES:
            shown.stylize("bold", 0, line.strong)
        console.print(shown, soft_wrap=True)
