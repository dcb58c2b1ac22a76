"""The claims of the source documents (`seeds/*.yaml`) and how each stands today."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from overdue_cli.errors import Fault
from overdue_cli.knowledge.yamlfile import read

STANDINGS = ("confirmed", "imprecise", "outdated", "unsupported", "wrong", "question")
"""How a claim stands; all but `confirmed` need a correction (to a question: the answer)."""


class Claim(NamedTuple):
    """One claim or question of one source document."""

    id: str
    document: str
    claim: str
    standing: str
    correction: str
    topic: str
    basis: tuple[str, ...]
    where: str


def claims(folder: Path, faults: list[Fault]) -> Iterator[Claim]:
    """All claims in `folder`, document by document; what is malformed is appended to `faults`."""
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        top = read(path, faults)
        document = top.text("document")
        for key in ("file", "title", "about"):
            top.text(key)
        top.date("checked_on")
        for entry in top.entries("claims"):
            claim = Claim(
                id=entry.text("id"),
                document=document,
                claim=entry.text("claim"),
                standing=entry.choice("standing", STANDINGS),
                correction=entry.text("correction", ""),
                topic=entry.text("topic"),
                basis=entry.texts("basis"),
                where=entry.where,
            )
            if not claim.correction and claim.standing != "confirmed":
                entry.fault(f"“{claim.id}”没有写更正", "写 correction：现在对的说法")
            if claim.id in seen:
                entry.fault(f"“{claim.id}”写了两次", f"{seen[claim.id]} 已有，换一个 id", "id")
            seen[claim.id] = claim.where
            entry.close()
            yield claim
        top.close()
