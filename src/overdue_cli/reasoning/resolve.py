"""What follows from the facts given: who stands behind a brand, and what a fact implies."""

from typing import NamedTuple

from overdue_cli.days import whole_months
from overdue_cli.facts import Facts, Value
from overdue_cli.knowledge.model import Knowledge, Lender
from overdue_cli.reasoning.logic import applies
from overdue_cli.words.letters import folded


class Resolved(NamedTuple):
    """A case with everything that follows from it, and the lender behind the brand, if known."""

    facts: Facts
    lender: Lender | None


def resolve(values: dict[str, Value], known: Knowledge, today: str) -> Resolved:
    """Add to the given facts what follows from them. Given facts are never changed, only added to."""
    lender = find_lender(str(values["lender"]), known) if "lender" in values else None
    facts = Facts(dict(values))
    if values.get("behaviours"):
        facts = facts.with_(told=values["behaviours"])
    if lender:
        facts = _with_lender(facts, lender, str(values["lender"]))
    for implication in known.implications:
        if applies(implication.when, implication.unless, facts):
            for fact, ids in implication.adds.items():
                facts = facts.adding(known.questions[fact], ids)
            facts = facts.with_(**{f: holds for f, holds in implication.sets.items() if facts.get(f) is None})
    said = known.questions["behaviours"]
    brought = {more for name in facts.several("behaviours") for more in known.behaviours[name].brings}
    if brought:
        facts = facts.adding(said, brought)
    if "event_date" in values:
        facts = facts.with_(months_since_event=whole_months(str(values["event_date"]), today))
    return Resolved(facts, lender)


def find_lender(words: str, known: Knowledge) -> Lender | None:
    """The lender whose name, alias or entity `words` is, apart from spaces and case; None if unknown."""
    wanted = folded(words)
    for lender in known.lenders.values():
        entities = tuple(entity for entity, _, _ in lender.entities)
        if wanted in map(folded, (lender.id, lender.name, *lender.aliases, *entities)):
            return lender
    return next((x for x in known.lenders.values() if any(part in wanted for part in x.contains)), None)


def _with_lender(facts: Facts, lender: Lender, words: str) -> Facts:
    """The kinds of lender behind the brand; where `words` is the full name of one entity, its kind alone."""
    named = tuple(kind for entity, kind, _ in lender.entities if folded(entity) == folded(words))
    kinds = named or lender.kinds()
    more: dict[str, Value] = {}
    if facts.get("lender_kind") is None:
        if len(kinds) == 1:
            more["lender_kind"] = kinds[0]
        else:
            facts = facts._replace(possible={"lender_kind": frozenset(kinds)})
    if lender.loan_kind and facts.get("loan_kind") is None:
        more["loan_kind"] = lender.loan_kind
    return facts.with_(**more)
