"""Facts and conditions in words: "放款方是银行", "能联系上你本人". The words come from the questions."""

from collections.abc import Iterable, Mapping

from overdue_cli.facts import Facts, shown
from overdue_cli.knowledge.model import Condition, Question


def told(fact: str, facts: Facts, questions: Mapping[str, Question]) -> str:
    """What the case says about `fact`, as a clause; empty where it says nothing."""
    question, value = questions[fact], facts.get(fact)
    if value is None and (can_be := facts.can_be(fact)):
        return f"{question.label}可能是{_listed(question, sorted(can_be))}"
    if value is None or value == ():
        return ""
    if question.kind == "flag":
        return question.yes if value else question.no
    if isinstance(value, tuple):
        return f"{question.label}：{_listed(question, value)}"
    if question.kind == "one":
        return f"{question.label}是{question.names[str(value)]}"
    if question.kind == "count":
        return f"{question.label} {value} {question.unit}"
    return f"{question.label}：{shown(value)}"


def reasons(conditions: Iterable[Condition], facts: Facts, questions: Mapping[str, Question]) -> list[str]:
    """What the case says about the facts in `conditions`, each fact once; behaviours speak for themselves."""
    names = {name: None for condition in conditions for name in sorted(condition.facts())}
    clauses = (told(name, facts, questions) for name in names if name not in ("behaviours", "told"))
    return [clause for clause in clauses if clause]


def either(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Conditions of which one suffices, those on the same fact made into one."""
    merged: dict[str, Condition] = {}
    for condition in conditions:
        before = merged.get(condition.fact)
        if before and before.op == condition.op == "in":
            condition = before._replace(operand=tuple(dict.fromkeys((*before.operand, *condition.operand))))
        merged[condition.fact] = condition
    return tuple(merged.values())


def supposed(condition: Condition, questions: Mapping[str, Question]) -> str:
    """The condition as a clause after “如果”."""
    if condition.op in ("all", "any"):
        joint = "，并且" if condition.op == "all" else "，或者"
        return joint.join(supposed(part, questions) for part in condition.parts)
    if condition.op == "not":
        return f"不是这样：{supposed(condition.parts[0], questions)}"
    question = questions[condition.fact]
    if condition.op == "in" and question.kind == "flag":
        return question.yes if condition.operand[0] else question.no
    if condition.op == "in":
        verb = "里有" if question.kind == "many" else "是"
        return f"{question.label}{verb}{_listed(question, condition.operand, '或')}"
    if condition.op == "other_than":
        return f"{question.label}里还有{_listed(question, condition.operand, '、')}以外的"
    if condition.op == "known":
        return f"说明了{question.label}" if condition.operand[0] else f"没有说明{question.label}"
    return question.label + _compared(condition, question.unit)


def _compared(condition: Condition, unit: str) -> str:
    if condition.op in ("above", "below"):
        return f"{'超过' if condition.op == 'above' else '少于'} {condition.operand[0]} {unit}"
    first, last = condition.operand
    if condition.op == "within":
        return f"在 {first} 到 {last} 之间"
    if last is None:
        return f"满 {first} {unit}"
    return f"不超过 {last} {unit}" if first is None else f"在 {first} 到 {last} {unit}之间"


def _listed(question: Question, values: Iterable[str], last: str = "、") -> str:
    names = [question.names.get(value, value) for value in values]
    return "、".join(names[:-1]) + last + names[-1] if len(names) > 1 else names[0]
