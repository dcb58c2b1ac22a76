"""What follows from facts is a value of a fact that can have several, or a yes or no."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Implication

CODE = Code(
    "K304",
    "推论推得不对",
    "推论只能给多选事实加上它已有的值，或者把是非题定为 true、false。",
    "adds: {reachable: [yes]}",
    "sets: {reachable: true}",
)


def check(made: Compiled) -> None:
    """Report implications that add to what is no list, set what is no yes or no, or do nothing."""
    for implied, entry in made.of(Implication):
        if not entry.values.keys() & {"adds", "sets"}:
            entry.fault(CODE, "推论什么也没有推出来", "写 adds: {behaviours: […]} 或 sets: {…: true}")
        for fact, values in implied.adds.items():
            question = made.known.questions.get(fact)
            if question is None or question.kind != "many" or not set(values) <= set(question.names):
                what = f"推论加的“{fact}: {'、'.join(values)}”不对"
                entry.fault(CODE, what, "只能加多选事实里已有的值", "adds")
        for fact in implied.sets:
            question = made.known.questions.get(fact)
            if question is None or question.kind != "flag":
                remedy = "sets 里只能写是非题，如 contact_shares_debt: true"
                entry.fault(CODE, f"推论定的“{fact}”不是是非题", remedy, "sets")
