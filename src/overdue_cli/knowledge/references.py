"""Ids that point nowhere, and grave rules without a provision: what one record alone cannot show."""

from collections.abc import Container, Iterable, Iterator

from overdue_cli.errors import Fault
from overdue_cli.knowledge.model import Behaviour, DeadlineRule, Knowledge, Passage, Pointer, Rule, gravity
from overdue_cli.knowledge.periods import PeriodRule
from overdue_cli.knowledge.safety import DANGERS


def check_references(known: Knowledge, places: dict[str, str], faults: list[Fault]) -> None:
    """Append a fault for every reference that cannot be followed; `places` says where each id stands."""

    def check(where: str, kind: str, ids: Iterable[str], there: Container[str]) -> None:
        faults.extend(missing(where, kind, ids, there))

    stops = {**known.agencies, **known.routes}
    rule_ids = {rule.id for rule in known.every_rule()}
    for rule in known.every_rule():
        check(rule.where, "行为", (rule.behaviour,), known.behaviours)
        check(rule.where, "法条", (*rule.basis, *rule.explains), known.provisions)
        check(rule.where, "让位的规则", rule.yields_to, rule_ids)
        check(rule.where, "不再重复的行为或规则", rule.covers, {*rule_ids, *known.behaviours})
        if gravity(rule.verdict) > gravity("conditional") and not rule.basis:
            faults.append(
                fault_at(rule.where, f"规则“{rule.id}”结论重却没有法条", "写 basis，或把结论改为 conditional")
            )
    for holder in directing(known):
        check(places[holder.id], "机构或路线", holder.agencies, stops)
        check(places[holder.id], "行动", holder.actions, known.actions)
    for behaviour in known.behaviours.values():
        check(places[behaviour.id], "行为", behaviour.brings, known.behaviours)
    for case in known.cases:
        check(places[case.id], "行为", (*case.resembles, *case.core), known.behaviours)
    for one in sourced(known):
        check(places[one.id], "法条", one.basis, known.provisions)
    for deadline in known.deadlines:
        check(places[deadline.id], "事实", (deadline.start,), known.questions)
    for period in known.periods.values():
        for restart in period.restarts:
            check(restart.where, "法条", restart.basis, known.provisions)
    for limit in known.limits.values():
        check(places[limit.id], "法条", limit.provisions, known.provisions)
    for route in known.routes.values():
        check(places[route.id], "放款方", route.usual, known.questions["lender_kind"].names)
        for branch in route.choices:
            check(places[route.id], "机构", (*branch.agencies, *branch.each), known.agencies)
    for danger in known.safety:
        check(places[danger.id], "机构", (*danger.call, *filter(None, (danger.script_to,))), known.agencies)
        check(places[danger.id], "行动", danger.instead, known.actions)
        check(places[danger.id], "危险", danger.covers, DANGERS)


def missing(where: str, kind: str, ids: Iterable[str], there: Container[str]) -> Iterator[Fault]:
    """A fault at `where`, a `file:line`, for each of `ids` that is not `there`."""
    for name in ids:
        if name not in there:
            yield fault_at(where, f"{kind}“{name}”不存在", "改成已有的 id，或先写这一条")


def sourced(known: Knowledge) -> list[Passage | Pointer | DeadlineRule | PeriodRule]:
    """What names provisions of its own and is no rule: passages, pointers, periods."""
    return [*known.may, *known.obligations, *known.pointers, *known.deadlines, *known.periods.values()]


def directing(known: Knowledge) -> list[Rule | Behaviour | DeadlineRule | Pointer]:
    """What names agencies and actions."""
    return [*known.every_rule(), *known.behaviours.values(), *known.deadlines, *known.pointers]


def fault_at(where: str, what: str, remedy: str) -> Fault:
    """A fault at `where`, a `file:line`."""
    file, _, line = where.rpartition(":")
    return Fault(file, int(line), what, remedy)
