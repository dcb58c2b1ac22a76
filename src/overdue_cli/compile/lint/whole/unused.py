"""Every action and route is named by something."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Action, Behaviour, DeadlineRule, Pointer, Route, Rule

CODE = Code(
    "K402",
    "写了没有用到",
    "没有规则、行为、期限指向它，就没人看得到；多半是编号写错了，或者忘了接上。",
    "actions: [{id: demand_stpo, …}]",
    "actions: [{id: demand_stop, …}]（规则里写 actions: [demand_stop]）",
)


def check(made: Compiled) -> None:
    """Report those that nothing names."""
    holders: list[Rule | Behaviour | DeadlineRule | Pointer] = []
    holders += [one for one, _ in made.all(Rule)]
    holders += [one for one, _ in made.all(Behaviour)]
    holders += [one for one, _ in made.all(DeadlineRule)]
    holders += [one for one, _ in made.all(Pointer)]
    named = {name for holder in holders for name in (*holder.actions, *holder.agencies)}
    for action, entry in made.of(Action):
        if action.id not in named:
            entry.fault(CODE, f"行动“{action.id}”没有用到", "删去，或在规则里写上", "id")
    for route, entry in made.of(Route):
        if route.id not in named:
            entry.fault(CODE, f"路线“{route.id}”没有用到", "删去，或在规则里写上", "id")
