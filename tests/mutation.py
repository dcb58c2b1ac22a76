"""Mutants of the knowledge: one clause dropped, one comparison flipped, one date moved by a day.

A mutant that no case notices shows a gap in the cases. Run as a program (`make mutate`) it lists the
survivors; `test_mutation.py` asks that at least 95 % are caught.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from overdue_cli import casebook, facts
from overdue_cli.casebook import Case
from overdue_cli.compile.parts import knowledge as build
from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import VERDICTS, Condition, Knowledge, Provision, Rule
from overdue_cli.reasoning.assess import Assessor
from overdue_cli.reasoning.findings import weigh
from overdue_cli.reasoning.logic import applies
from overdue_cli.reasoning.resolve import resolve

ROOT = Path(__file__).parent.parent


class Told(NamedTuple):
    """A case as the rules see it: what was given, with all that follows, on the day it happened."""

    given: dict[str, Any]
    facts: Facts
    today: str
    day: str


class Mutant(NamedTuple):
    """Changed knowledge; `touches` tells the cases that may notice, the only ones worth running.

    `judged` are the behaviours on which rules were changed, where nothing else was: all the rest of an answer is then
    as it was.
    """

    name: str
    known: Knowledge
    touches: Callable[[Told], bool]
    judged: frozenset[str] = frozenset()


def where_weighed_otherwise(
    rule: Rule, changed: tuple[Rule, ...], judged: Collection[str], known: Knowledge
) -> Callable[[Told], bool]:
    """Cases with one of the behaviours `judged` in which `changed`, put in the place of `rule`, comes out otherwise."""

    def otherwise(told: Told) -> bool:
        if set(judged).isdisjoint(told.facts.several("behaviours")):
            return False
        before = weigh(rule, told.facts, known, told.day)
        if not changed:
            return before.state not in SILENT
        after = weigh(changed[0], told.facts, known, told.day)
        if {before.state, after.state} == {"not_met"}:
            return False
        return before != after._replace(rule=rule) or (before.state not in SILENT and rule != changed[0])

    return otherwise


SILENT = ("not_met", "no_law")
"""What became of a rule that leaves no trace in the answer."""


def where_they_differ(item: Any, changed: Any) -> Callable[[Told], bool]:
    """Cases where only one of the two holds, whatever was found wrong."""

    def differ(case: Told) -> bool:
        told = case.facts
        both = [told.with_(wrong_found=wrong) for wrong in (False, True)]
        return any(holds(item, one) != holds(changed, one) for one in both)

    def holds(one: Any, told: Facts) -> bool:
        return one is not None and applies(one.when, getattr(one, "unless", None), told)

    return differ


def mutants(known: Knowledge) -> Iterator[Mutant]:
    """All mutants, each with one change."""
    for rule in {rule.id: rule for rule in known.every_rule()}.values():
        judged = {name: rules for name, rules in known.rules.items() if any(one.id == rule.id for one in rules)}
        beside = {one.id for rules in judged.values() for one in rules}
        for name, changed in rule_changes(rule, beside):
            others = {behaviour: _put(rule.id, changed, behaviour, rules) for behaviour, rules in judged.items()}
            touches = where_weighed_otherwise(rule, changed, frozenset(judged), known)
            mutated = known._replace(rules={**known.rules, **others})
            yield Mutant(f"{rule.id}: {name}", mutated, touches, frozenset(judged))
    for name in {name: None for rule in known.every_rule() for name in (*rule.basis, *rule.explains)}:
        for how, provision in provision_changes(known.provisions[name]):
            provisions = {**known.provisions, name: provision}
            touches = where_in_force_otherwise(known.provisions[name], provision)
            yield Mutant(f"{name}: {how}", known._replace(provisions=provisions), touches)
    yield from other_changes(known)


def where_in_force_otherwise(provision: Provision, changed: Provision) -> Callable[[Told], bool]:
    """Cases on a day on which only one of the two is in force."""
    return lambda told: provision.in_force_on(told.day) != changed.in_force_on(told.day)


def _put(id_: str, changed: tuple[Rule, ...], behaviour: str, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules of a behaviour with the one changed, or without it."""
    kept = (changed if rule.id == id_ else (rule,) for rule in rules)
    return tuple(rule._replace(behaviour=behaviour) for some in kept for rule in some)


def rule_changes(rule: Rule, beside: set[str]) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """Changes of one rule; `beside` are the rules on its behaviours, to which alone it can yield."""
    yield "without it", ()
    for name, when in condition_changes(rule.when):
        yield f"when {name}", (rule._replace(when=when),)
    for name, unless in condition_changes(rule.unless):
        yield f"unless {name}", (rule._replace(unless=unless),)
    for verdict in VERDICTS[1:]:
        if abs(VERDICTS.index(verdict) - VERDICTS.index(rule.verdict)) == 1:
            yield f"verdict {verdict}", (rule._replace(verdict=verdict),)
    for name in rule.basis:
        yield f"basis without {name}", (rule._replace(basis=tuple(n for n in rule.basis if n != name)),)
    for name in sorted(beside.intersection(rule.yields_to)):
        yield f"no longer yields to {name}", (rule._replace(yields_to=tuple(n for n in rule.yields_to if n != name)),)


def condition_changes(condition: Condition | None) -> Iterator[tuple[str, Condition | None]]:
    """The condition dropped, flipped, with each part dropped or changed, with each value taken out."""
    if condition is None:
        return
    yield "dropped", None
    if condition.op in ("above", "below"):
        yield "flipped", condition._replace(op="below" if condition.op == "above" else "above")
    if condition.op in ("above", "below", "range"):
        for place, number in enumerate(condition.operand):
            if number is not None:
                for step in (-1, 1):
                    operand = (*condition.operand[:place], number + step, *condition.operand[place + 1 :])
                    yield f"{number} {step:+}", condition._replace(operand=operand)
    if condition.op == "within":
        yield "window turned round", condition._replace(operand=condition.operand[::-1])
    if condition.op == "in" and isinstance(condition.operand[0], bool):
        yield "turned round", condition._replace(operand=(not condition.operand[0],))
    if condition.op == "in" and len(condition.operand) > 1:
        for value in condition.operand:
            yield f"without {value}", condition._replace(operand=tuple(v for v in condition.operand if v != value))
    for place, part in enumerate(condition.parts):
        for name, changed in condition_changes(part):
            rest = (condition.parts[:place], condition.parts[place + 1 :])
            parts = (*rest[0], changed, *rest[1]) if changed else (*rest[0], *rest[1])
            if parts:
                yield f"{part.fact or part.op} {name}", condition._replace(parts=parts)


def provision_changes(provision: Provision) -> Iterator[tuple[str, Provision]]:
    for field in ("in_force_from", "in_force_to"):
        day = getattr(provision, field)
        for step in (-1, 1) if day else ():
            moved = (date.fromisoformat(day) + timedelta(days=step)).isoformat()
            yield f"{field} {step:+} day", provision._replace(**{field: moved})


def other_changes(known: Knowledge) -> Iterator[Mutant]:
    """Implications, deadlines, dangers and pointers: each left out, or changed by one."""
    for field in ("implications", "deadlines", "safety", "pointers"):
        items, local = getattr(known, field), field != "implications"  # what follows from a fact can show anywhere
        for place, item in enumerate(items):
            label = f"{field[:-1]} {getattr(item, 'id', getattr(item, 'kind', place + 1))}"
            for name, one in item_changes(item):
                changed = known._replace(**{field: (*items[:place], *([one] if one else []), *items[place + 1 :])})
                yield Mutant(f"{label}: {name}", changed, touching(item, one, local, changed))
    for place, deadline in enumerate(known.deadlines):
        for step in (-1, 1) if deadline.length else ():
            one = deadline._replace(length=deadline.length + step)
            changed = known._replace(deadlines=(*known.deadlines[:place], one, *known.deadlines[place + 1 :]))
            yield Mutant(f"deadline {deadline.id}: {step:+}", changed, touching(deadline, None, True, changed))


def item_changes(item: Any) -> Iterator[tuple[str, Any]]:
    """An implication, deadline, danger or pointer left out (None), or with its condition changed."""
    yield "without it", None
    for name, when in condition_changes(item.when):
        if when is not None:
            yield f"when {name}", item._replace(when=when)


def touching(item: Any, changed: Any, local: bool, known: Knowledge) -> Callable[[Told], bool]:
    """The cases that may notice that `item` became `changed` (None: left out); where `local`, as it applies itself,
    else where other facts follow in `known`, the changed knowledge."""
    if local:
        return where_they_differ(item, changed)
    return lambda told: resolve(told.given, known, told.today).facts != told.facts


class Mutated(Assessor):
    """An assessor with the rules of a mutant; what these do not change it remembers from the one it was made of."""

    def __init__(self, assessor: Assessor, mutant: Mutant) -> None:
        if mutant.judged:
            vars(self).update(vars(assessor), known=mutant.known, answered=self._answered)
            self.judged = {**assessor.judged, **{name: partial(self._judged, name) for name in mutant.judged}}
        else:
            super().__init__(mutant.known, assessor.today)


def survivors(
    known: Knowledge, cases: list[Case], tell: Callable[[str], None] = lambda _: None
) -> tuple[list[str], int]:
    """Names of the mutants that no case notices, and how many mutants there were."""
    told = [(case, _told(case, known)) for case in cases]
    assessors = {day: Assessor(known, day) for day in {case.asked_on for case in cases}}
    alive, total = [], 0
    for mutant in mutants(known):
        total += 1
        changed = {day: Mutated(assessor, mutant) for day, assessor in assessors.items()}
        if not any(
            mutant.touches(one) and casebook.differences(case, changed[case.asked_on].assess(one.given))
            for case, one in told
        ):
            alive.append(mutant.name)
            tell(mutant.name)
    return alive, total


def _told(case: Case, known: Knowledge) -> Told:
    given = facts.from_document(case.facts, known.questions, case.name)
    found = resolve(given, known, case.asked_on).facts
    return Told(given, found, case.asked_on, str(found.get("event_date") or case.asked_on))


if __name__ == "__main__":
    written, recorded = (casebook.load(ROOT / "tests" / folder) for folder in ("cases", "recorded"))
    for name, cases in (("written by hand", written), ("and recorded", written + recorded)):
        alive, total = survivors(build(ROOT / "data"), cases)
        print(f"{name}: {len(cases)} cases catch {total - len(alive)} of {total} ({(total - len(alive)) / total:.1%})")
    print("\n".join(alive))
