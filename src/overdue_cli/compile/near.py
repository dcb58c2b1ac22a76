"""What somebody may have meant who wrote a name that is none."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

FEW = 12
"""So many names are listed; of more only the nearest are."""


def meant(word: str, names: Iterable[str]) -> str:
    """The nearest of `names`, else all where they are few; empty where neither helps."""
    listed = [name for name in names if name]
    near = get_close_matches(word, listed, n=2, cutoff=0.6) or _sharing(word, listed)[:3]
    if near:
        return f"是不是“{'”“'.join(near)}”？"
    return f"只能是：{'、'.join(listed)}" if 0 < len(listed) <= FEW else ""


def _sharing(word: str, names: list[str]) -> list[str]:
    """Names that share a word with `word`."""
    parts = {part for part in re.split("[_-]", word) if len(part) > 3}
    return [name for name in names if parts & set(re.split("[_-]", name))]


def remedy(word: str, names: Iterable[str], else_: str) -> str:
    """What was meant, and what to do otherwise."""
    near = meant(word, names)
    return f"{near}{'' if near.endswith('？') or not near else '；'}{else_}" if else_ else near
