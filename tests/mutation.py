"""Mutants of the knowledge: one clause dropped, one comparison flipped, one date moved by a day.

A mutant that no case notices shows a gap in the cases. Run as a program (`make mutate`) it lists the
survivors; `test_mutation.py` asks that at least 95 % are caught.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from overdue_cli import casebook, facts
from overdue_cli.casebook import Case
from overdue_cli.facts import Facts
from overdue_cli.knowledge.build import build
from overdue_cli.knowledge.model import VERDICTS, Condition, Knowledge, Provision, Rule
from overdue_cli.reasoning.logic import applies
from overdue_cli.reasoning.resolve import resolve

ROOT = Path(__file__).parent.parent


class Mutant(NamedTuple):
    """Changed knowledge; `touches` tells the cases (by their facts) that may notice, the only ones worth running."""

    name: str
    known: Knowledge
    touches: Callable[[Facts], bool]


def with_any(behaviours: Collection[str]) -> Callable[[Facts], bool]:
    """Cases with one of these behaviours."""
    return lambda told: not set(behaviours).isdisjoint(told.several("behaviours"))


def where_they_differ(item: Any, changed: Any) -> Callable[[Facts], bool]:
    """Cases where only one of the two holds, whatever was found wrong."""

    def differ(told: Facts) -> bool:
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
            yield Mutant(
                f"{rule.id}: {name}", known._replace(rules={**known.rules, **others}), with_any(frozenset(judged))
            )
    carried = {name: set[str]() for rule in known.every_rule() for name in (*rule.basis, *rule.explains)}
    for rule in known.every_rule():
        for name in (*rule.basis, *rule.explains):
            carried[name].add(rule.behaviour)
    for name, behaviours in carried.items():
        for how, provision in provision_changes(known.provisions[name]):
            provisions = {**known.provisions, name: provision}
            yield Mutant(f"{name}: {how}", known._replace(provisions=provisions), with_any(behaviours))
    yield from other_changes(known)


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
    """Implications, deadlines and dangers: each left out, or changed by one."""
    for field in ("implications", "deadlines", "safety", "pointers"):
        items, local = getattr(known, field), field != "implications"  # what follows from a fact can show anywhere
        for place, item in enumerate(items):
            label = f"{field[:-1]} {getattr(item, 'id', getattr(item, 'kind', place + 1))}"
            without = (*items[:place], *items[place + 1 :])
            yield Mutant(f"{label}: without it", known._replace(**{field: without}), touching(item, None, local))
            for name, when in condition_changes(item.when):
                if when is not None:
                    one = item._replace(when=when)
                    changed = (*items[:place], one, *items[place + 1 :])
                    touches = touching(item, one, local)
                    yield Mutant(f"{label}: when {name}", known._replace(**{field: changed}), touches)
    for place, deadline in enumerate(known.deadlines):
        for step in (-1, 1) if deadline.length else ():
            one = deadline._replace(length=deadline.length + step)
            changed = (*known.deadlines[:place], one, *known.deadlines[place + 1 :])
            yield Mutant(
                f"deadline {deadline.id}: {step:+}", known._replace(deadlines=changed), touching(deadline, None, True)
            )


def touching(item: Any, changed: Any, local: bool) -> Callable[[Facts], bool]:
    """The cases that may notice that `item` became `changed` (None: left out); all, unless the change is `local`."""
    return where_they_differ(item, changed) if local else lambda told: True


def survivors(
    known: Knowledge, cases: list[Case], tell: Callable[[str], None] = lambda _: None
) -> tuple[list[str], int]:
    """Names of the mutants that no case notices, and how many mutants there were."""
    told = [(case, _resolved(case, known)) for case in cases]
    alive, total = [], 0
    for mutant in mutants(known):
        total += 1
        if not any(mutant.touches(resolved) and casebook.run(case, mutant.known) for case, resolved in told):
            alive.append(mutant.name)
            tell(mutant.name)
    return alive, total


def _resolved(case: Case, known: Knowledge) -> Facts:
    given = facts.from_document(case.facts, known.questions, case.name)
    return resolve(given, known, case.asked_on).facts


if __name__ == "__main__":
    written, recorded = (casebook.load(ROOT / "tests" / folder) for folder in ("cases", "recorded"))
    for name, cases in (("written by hand", written), ("and recorded", written + recorded)):
        alive, total = survivors(build(ROOT / "data"), cases)
        print(f"{name}: {len(cases)} cases catch {total - len(alive)} of {total} ({(total - len(alive)) / total:.1%})")
    print("\n".join(alive))
