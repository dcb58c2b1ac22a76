"""A part that is repeated says where what is repeated stands; a day to answer by stands in a cover with a period."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.papers import Cover, Part
from overdue_cli.knowledge.plans import Line

CODE = Code(
    "K311",
    "大括号放错了地方",
    "{each} 是逐条写出的那一条，{answer_by} 是答复期限的最后一天；放在别处，信里会留下空的括号。",
    "plain: 依据如下\neach: law",
    'step: "{each}"\neach: law',
)


def check(made: Compiled) -> None:
    """Report parts that are repeated without a place for it, and days of periods that are not there."""
    for part, entry in made.of(Part):
        if part.each and "{each}" not in part.text:
            remedy = "在要逐条写出的地方写 {each}"
            entry.fault(CODE, "写了 each，文字里却没有 {each}", remedy, part.kind)
    counted = {id(line) for cover, _ in made.all(Cover) if cover.period for line in cover.answer}
    for line, entry in made.of(Line):
        if "{answer_by}" in line.text and id(line) not in counted:
            entry.fault(CODE, "{answer_by} 写在了没有期限的地方", "只写在 cover 的 answer 里，并写 period", "text")
