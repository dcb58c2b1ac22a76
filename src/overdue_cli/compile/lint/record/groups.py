"""A group of values has a name of its own, and holds values of its fact."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Question

CODE = Code(
    "K320",
    "一组值写得不对",
    "条件里写这个名字，就等于写里面的每一个值；名字和值同名，就分不清说的是哪个。",
    "groups: {no_app: [private_persn]}",
    "groups: {no_app: [private_person]}",
)


def check(made: Compiled) -> None:
    """Report groups that hold what is no value, or are called as one."""
    for question, entry in made.of(Question):
        for group, values in question.groups.items():
            if group in question.names or not set(values) <= set(question.names):
                remedy = "名字不能和值同名，里面只能写 names 里有的值"
                entry.fault(CODE, f"一组值“{group}”写得不对", remedy, "groups")
