"""What references may lead to: the ids of each kind of record."""

from collections.abc import Collection, Mapping
from typing import Any

from overdue_cli.compile.danger import learned_id
from overdue_cli.knowledge.cues import Cues
from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.written import Dangers

HOMES = {
    "authorities": ("provisions", "titles"),
    "agencies": ("agencies",),
    "behaviours": ("behaviours",),
    "rules": ("routes", "actions", "rules", "facts", "obligations", "timed", "limits", "periods"),
    "periods": ("periods",),
    "cases": ("cases",),
    "topics": ("topics",),
    "seeds": ("claims",),
    "cues": ("blocks",),
    "danger": ("dangers",),
}  # fmt: skip
"""By file or folder, which registers its records fill."""


def registers(parts: Mapping[Any, Any], broken: set[str]) -> dict[str, Collection[str]]:
    """The registers of these parts, but for those that a broken file would have filled."""
    known: Knowledge | None = parts.get(Knowledge)
    library: Library | None = parts.get(Library)
    cues: Cues | None = parts.get(Cues)
    dangers: Dangers | None = parts.get(Dangers)
    found: dict[str, Collection[str]] = {}
    if known:
        found |= {
            "provisions": known.provisions,
            "titles": dict.fromkeys(provision.title for provision in known.provisions.values()),
            "agencies": known.agencies,
            "routes": known.routes,
            "actions": known.actions,
            "rules": dict.fromkeys(rule.id for rule in known.every_rule()),
            "facts": known.questions,
            "obligations": dict.fromkeys(one.id for one in known.obligations),
            "timed": {name: "" for name, limit in known.limits.items() if limit.unit},
            "limits": known.limits,
            "periods": dict.fromkeys((*(rule.id for rule in known.deadlines), *known.periods)),
            "behaviours": known.behaviours,
            "groups": dict.fromkeys(one.group for one in known.behaviours.values()),
            "cases": dict.fromkeys(case.id for case in known.cases),
        }
        values = {fact: one.names for fact, one in known.questions.items() if one.names and "rules" not in broken}
        found = {**values, **found}  # the behaviours themselves, not those of the fact of that name
    if library:
        found |= {"topics": library.topics, "claims": library.claims}
    if dangers:
        signs = (*(one.id for one in dangers.dangers), *(one.id for one in dangers.silencers))
        found["dangers"] = dict.fromkeys((*signs, *map(learned_id, found.get("now", ()))))
    if cues:
        found["blocks"] = dict.fromkeys(block.id for block in cues.blocks)
    lost = {name for file in broken for name in HOMES.get(file, ())}
    return {name: ids for name, ids in found.items() if name not in lost}
