"""A paragraph of an answer, before any medium."""

from typing import NamedTuple

SHORT = 4
"""How many lines of a list are shown where all are not asked for."""


class Block(NamedTuple):
    """One paragraph. `kind` is danger, alert, headline, heading, point, step, note or fine.

    A point or step may have a `lead` (shown strong); notes belong to the point before them.
    """

    kind: str
    text: str
    lead: str = ""
