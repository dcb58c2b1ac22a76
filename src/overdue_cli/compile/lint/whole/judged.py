"""Every behaviour is judged by a rule."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Behaviour, Rule

CODE = Code(
    "K403",
    "行为没有规则",
    "人说了这种行为，程序只能说“没有找到规定”。至少写一条规则。",
    "behaviours: [{id: new_one, …}]",
    "rules: [{id: new-one, behaviour: new_one, verdict: conditional, …}]",
)


def check(made: Compiled) -> None:
    """Report behaviours without one."""
    judged = {rule.behaviour for rule, _ in made.all(Rule)}
    for behaviour, entry in made.of(Behaviour):
        if behaviour.id not in judged:
            entry.fault(CODE, f"行为“{behaviour.id}”没有任何规则", "在 rules.yaml 里至少写一条", "id")
