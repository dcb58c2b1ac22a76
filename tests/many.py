"""As many messages as a test wants, no two alike, made from the texts we wrote."""

import random
import re
from collections.abc import Iterator
from typing import Any

import yaml

from .conftest import ROOT

BRANDS = ("微粒贷", "花呗", "360借条", "招商银行", "没听过的速贷", "")
"""Names of lenders, known and unknown."""


def texts(count: int, seed: int = 1) -> Iterator[str]:
    """`count` different messages: other numbers, a sender before them, another message after some."""
    written: list[str] = []
    for path in sorted((ROOT / "tests" / "texts").glob("*.yaml")):
        entries = yaml.load(path.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        written += [entry["text"] for entry in entries if isinstance(entry, dict) and "text" in entry]
    chance = random.Random(seed)
    for n in range(count):
        text = re.sub(r"\d", lambda _: str(chance.randint(1, 9)), chance.choice(written))
        brand = chance.choice(BRANDS)
        more = chance.choice(written) if chance.random() < 0.2 else ""
        yield f"{f'【{brand}】' if brand else ''}{text}{more}（编号{n}）"


def rows(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Messages with the facts that a clinic knows of some; every hundredth cannot be read."""
    chance = random.Random(seed)
    for n, text in enumerate(texts(count, seed)):
        bad = n % 100 == 99
        yield {
            "id": f"r{n}",
            "line": n + 1,
            "text": "" if bad and n % 200 == 99 else text,
            "days_overdue": -1 if bad else chance.choice((None, None, 3, 20, 100)),
            "lender": chance.choice((None, None, *BRANDS[:4])),
            "reachable": chance.choice((None, None, None, True, False)),
        }
