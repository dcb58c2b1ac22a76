"""A question of yes and no says both, and has both flags or none."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Question

CODE = Code(
    "K301",
    "是非题缺一半",
    "是非题的“是”和“否”都要能说出来，命令行也要两个旗标；只有一半，另一半就没法答。",
    "kind: flag\noption: [--reachable]\nyes: 能联系上你本人",
    "kind: flag\noption: [--reachable, --unreachable]\nyes: 能联系上你本人\nno: 联系不上你本人",
)


def check(made: Compiled) -> None:
    """Report questions that have one half only."""
    for question, entry in made.of(Question):
        if question.kind == "flag" and not (question.yes and question.no):
            entry.fault(CODE, "是非题缺 yes 或 no", "写出“是”和“否”各怎么说，如 yes: 能联系上你本人")
        if question.kind == "flag" and len(question.option) not in (0, 2):
            entry.fault(CODE, "是非题要有两个旗标", "写 option: [--是的旗标, --否的旗标]", "option")
