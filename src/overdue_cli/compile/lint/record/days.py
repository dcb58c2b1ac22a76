"""A step of the plan has one kind of day."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.plans import StepRule

CODE = Code(
    "K312",
    "一步有两种日子",
    "一步要么今天做，要么几个工作日以内，要么按一个期限；写两种，排不出先后。",
    "on: today\nworkdays: 3",
    "workdays: 3",
)


def check(made: Compiled) -> None:
    """Report steps with more than one."""
    for step, entry in made.of(StepRule):
        if sum(map(bool, (step.today, step.workdays, step.after))) > 1:
            entry.fault(CODE, "一步只能有一种日子", "on、workdays、after 只写一个")
