"""Many messages, no two alike, made from the texts we wrote: their clauses in new company, with other numbers."""

import random
import re
from collections.abc import Iterator

from .reading_quality import ours

SEED = 20261126


def distinct(count: int, seed: int = SEED) -> Iterator[str]:
    """`count` different messages, as long as ours on average; the same for the same seed."""
    chance = random.Random(seed)
    parts = sorted({part for told in ours() for part in re.findall(r"[^，。！？!?；;\n]+[，。！？!?；;]?", told.text)})
    given: set[int] = set()
    while len(given) < count:
        chosen = chance.choices(parts, k=chance.choice((3, 4)))
        text = re.sub(r"\d", lambda _: str(chance.randrange(10)), "".join(chosen))
        if hash(text) not in given:
            given.add(hash(text))
            yield text
