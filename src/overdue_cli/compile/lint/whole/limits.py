"""A rule that compares with a limit cites the provision that sets it."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Condition, Rule

CODE = Code(
    "K401",
    "用了数却没引它的出处",
    "规则拿一个数作比较，就要引定这个数的条文，不然没人能核对。",
    "when: {calls_per_day: {above: connected_calls}}\nbasis: [pipl-13]",
    "when: {calls_per_day: {above: connected_calls}}\nbasis: [pipl-13, gb45251-calls]",
)


def check(made: Compiled) -> None:
    """Report rules that do not."""
    for rule, entry in made.of(Rule):
        for name in _limits(rule.when) | _limits(rule.unless):
            limit = made.known.limits[name]
            if limit.provisions and not set(limit.provisions) & set(rule.basis):
                what = f"规则“{rule.id}”用了“{limit.title}”却没有引它的出处"
                entry.fault(CODE, what, f"basis 里加 {limit.provisions[0]}", "basis")


def _limits(condition: Condition | None) -> set[str]:
    """Ids of the limits that a condition compares with."""
    if condition is None:
        return set()
    return {condition.limit} - {""} | {name for part in condition.parts for name in _limits(part)}
