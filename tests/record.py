"""Records which provisions each rule cites, by kind of lender and by era, and on which day
each provision comes and goes, into `tests/recorded/provisions.yaml`.

Not a judgement but a change detector: it was written by the program, so it proves nothing about the law. A change
of a basis, a scope or a date shows in its diff, where a lawyer reads it. `make record` writes it anew.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from overdue_cli.compile.parts import knowledge as build
from overdue_cli.facts import Value
from overdue_cli.knowledge.model import Condition, Knowledge, Provision, Rule
from overdue_cli.reasoning.assess import assess

ROOT = Path(__file__).parent.parent
RECORDED = ROOT / "tests" / "recorded" / "provisions.yaml"
ASKED_ON = "2026-11-22"
ERAS = ("2026-11-22", "2026-01-15", "2025-12-31", "2024-06-01", "2021-06-01")
LENDERS: tuple[dict[str, Value], ...] = (
    {},
    {"lender_kind": "bank"},
    {"lender_kind": "bank", "loan_kind": "credit_card"},
    {"lender_kind": "consumer_finance"},
    {"lender_kind": "microloan"},
    {"lender_kind": "trust"},
    {"lender_kind": "asset_manager"},
    {"lender_kind": "unlicensed"},
    {"lender_kind": "private_person"},
)

AGAIN = tuple({**lender, "repeated": True} for lender in LENDERS)
"""The same lenders, who do it again: some old provisions carry a verdict only then."""


def records(known: Knowledge) -> Iterator[tuple[Rule, dict[str, Value], list[str]]]:
    """(rule, facts, ids cited) wherever the rule fires and cites what it did not in an earlier record."""
    for rule in known.every_rule():
        seen = set()
        for facts in (_joined(rule, lender, day, known) for day in ERAS for lender in LENDERS):
            if facts is None:
                continue
            found = [f for f in assess(facts, known, ASKED_ON).findings if f.rule == rule.id]
            cited = [basis.id for finding in found for basis in finding.basis]
            if found and tuple(cited) not in seen:
                seen.add(tuple(cited))
                yield rule, facts, cited


def days(known: Knowledge) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """(facts in YAML, what is cited and what is not) on both sides of each day on which a provision comes or goes."""
    found: dict[str, dict[str, list[str]]] = {}
    rules = {rule.id: rule for rule in known.every_rule()}.values()
    for name in dict.fromkeys(name for rule in rules for name in (*rule.basis, *rule.explains)):
        citing = [rule for rule in rules if name in (*rule.basis, *rule.explains)]
        provision = known.provisions[name]
        always = known._replace(
            provisions={**known.provisions, name: provision._replace(in_force_from="", in_force_to=None)}
        )
        for day in turns(provision):
            tried = (_joined(rule, lender, day, known) for lender in (*LENDERS, *AGAIN) for rule in citing)
            told = next((facts for facts in tried if facts and name in _cited(facts, always)), None)
            if told:
                look = "cites" if provision.in_force_on(day) else "no_cites"
                found.setdefault(flow(told), {}).setdefault(look, []).append(name)
    yield from found.items()


def turns(provision: Provision) -> Iterator[str]:
    """The first and the last day of the provision and the days beside them on which it is not the law, if past."""
    for day, step in ((provision.in_force_from, -1), (provision.in_force_to, 1)):
        if day and day < ASKED_ON:
            yield from (day, (date.fromisoformat(day) + timedelta(days=step)).isoformat())


def _cited(facts: dict[str, Value], known: Knowledge) -> set[str]:
    return {basis.id for finding in assess(facts, known, ASKED_ON).findings for basis in finding.basis}


def _joined(rule: Rule, lender: dict[str, Value], day: str, known: Knowledge) -> dict[str, Value] | None:
    """Facts on which the rule may fire with this lender on this day; None where they contradict."""
    wanted = meeting(rule.when, known)
    facts = {**lender, **wanted} if not any(lender.get(f, v) != v for f, v in wanted.items()) else None
    if facts is None:
        return None
    told = {rule.behaviour, *_ids(wanted.get("behaviours", ()))}
    facts["behaviours"] = tuple(name for name in known.behaviours if name in told)
    return facts if day == ASKED_ON else {**facts, "event_date": day}


def meeting(condition: Condition | None, known: Knowledge) -> dict[str, Value]:
    """Facts that meet a condition: the first way there is. A fact without a flag is met by what it follows from."""
    if condition is None or condition.op in ("not", "known"):
        counted = condition and condition.fact and known.questions[condition.fact].kind == "count"
        return {condition.fact: 1} if condition and counted and condition.operand[0] else {}
    if condition.op in ("all", "any"):
        parts = condition.parts if condition.op == "all" else condition.parts[:1]
        facts: dict[str, Value] = {}
        for part in parts:
            facts |= meeting(part, known)
        return facts
    fact = "behaviours" if condition.fact == "told" else condition.fact
    first = condition.operand[0]
    if first is True and fact in known.questions and not known.questions[fact].option:
        return meeting(next(one.when for one in known.implications if one.sets.get(fact)), known)
    if condition.op == "in":
        return {fact: (first,) if known.questions[fact].kind == "many" else first}
    if condition.op == "within":
        return {fact: first}
    step = {"above": 1, "below": -1}.get(condition.op, 0)
    return {fact: (first if first is not None else condition.operand[1]) + step}


def _ids(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def flow(value: Any) -> str:
    """A value in YAML's flow style, with quotes where YAML would bend it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) and value[:1].isdigit() else str(value)


def document(known: Knowledge) -> str:
    """The whole file."""
    lines = [
        "# 由 make record 写出：每条规则引哪些法条，随放款方和时代变。改了规则就重写一遍，看差别对不对。",
        "cases:",
    ]
    for number, (rule, facts, cited) in enumerate(records(known), start=1):
        expect: dict[str, Any] = {"rules": [rule.id]}
        missing = [name for name in (*rule.basis, *rule.explains) if name not in cited]
        expect |= {"only": {rule.id: cited}} if cited or missing else {}
        lines += [f"  - name: 记录 {number} {rule.title}", f"    facts: {flow(facts)}", f"    expect: {flow(expect)}"]
    for number, (told, expect) in enumerate(days(known), start=1):
        lines += [f"  - name: 生效日 {number}", f"    facts: {told}", f"    expect: {flow(expect)}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    RECORDED.parent.mkdir(exist_ok=True)
    RECORDED.write_text(document(build(ROOT / "data")), encoding="utf-8")
