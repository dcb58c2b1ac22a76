"""A choice of the interview stands for facts and values that are there."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.wording import Choice

CODE = Code(
    "K305",
    "选项代表的事实或值不存在",
    "访谈里选了这一项，就等于说了这些事实；不存在的事实说了也没有用。",
    "sets: {asking_as: brother}",
    "sets: {asking_as: relative}",
)


def check(made: Compiled) -> None:
    """Report choices that stand for nothing."""
    for choice, entry in made.of(Choice):
        for fact, values in ({fact: (value,) for fact, value in choice.sets.items()} | choice.adds).items():
            question = made.known.questions.get(fact)
            if question is None or not set(values) <= set(question.names):
                remedy = "用 rules.yaml 里 questions 的事实和值"
                entry.fault(CODE, f"“{fact}: {'、'.join(values)}”不是已有的事实和值", remedy)
