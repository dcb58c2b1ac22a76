"""Of two rules on one behaviour with different verdicts that can both fire, one says that it yields."""

from typing import Any

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Condition, Rule, gravity

CODE = Code(
    "K404",
    "两条规则可能打架",
    "同一种行为，两条规则可能同时成立、结论不同；要说清谁让谁，或者把条件分开。",
    "- {id: a, verdict: lawful}\n- {id: b, verdict: unlawful}",
    "- {id: a, verdict: lawful, yields_to: [b]}\n- {id: b, verdict: unlawful}",
)


def check(made: Compiled) -> None:
    """Report pairs in which neither does."""
    by_behaviour: dict[str, list[Rule]] = {}
    for rule, _ in made.of(Rule):
        by_behaviour.setdefault(rule.behaviour, []).append(rule)
    for rule, entry in made.of(Rule):
        for other in by_behaviour[rule.behaviour]:
            lighter = gravity(rule.verdict) < gravity(other.verdict)
            if lighter and other.id not in rule.yields_to and not _exclusive(rule, other):
                what = f"“{rule.id}”和“{other.id}”可能同时成立，结论不同"
                entry.fault(CODE, what, f"写 yields_to: [{other.id}]", "id")


def _exclusive(one: Rule, other: Rule) -> bool:
    """Whether two rules plainly cannot both fire: they want different values of one single fact, or what
    the one wants is an exception of the other."""
    mine, theirs = _wants(one.when), _wants(other.when)
    differ = any(mine[fact].isdisjoint(theirs[fact]) for fact in mine.keys() & theirs.keys() - {"behaviours", "told"})
    return differ or _excepts(one, mine, other) or _excepts(other, theirs, one)


def _excepts(rule: Rule, wanted: dict[str, set[Any]], other: Rule) -> bool:
    unless = other.unless
    alternatives = unless.parts if unless and unless.op == "any" else (unless,)
    return bool(rule.when) and any(
        wanted[fact] <= values
        for alternative in alternatives
        for fact, values in _wants(alternative).items()
        if fact in wanted
    )


def _wants(condition: Condition | None) -> dict[str, set[Any]]:
    """The values that a condition plainly wants of single facts."""
    if condition is None:
        return {}
    parts = condition.parts if condition.op == "all" else (condition,)
    return {part.fact: set(part.operand) for part in parts if part.op == "in"}
