"""A grave verdict rests on a provision."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Rule, gravity

CODE = Code(
    "K317",
    "结论重却没有法条",
    "重于“看情况”的结论，至少要有一条依据；没有依据的指控会害人。",
    "verdict: unlawful\nbasis: []",
    "verdict: unlawful\nbasis: [pipl-13]",
)


def check(made: Compiled) -> None:
    """Report grave rules without one."""
    for rule, entry in made.of(Rule):
        if gravity(rule.verdict) > gravity("conditional") and not rule.basis:
            remedy = "写 basis，或把结论改为 conditional"
            entry.fault(
                CODE, f"规则“{rule.id}”结论重却没有法条", remedy, "basis" if "basis" in entry.places else "verdict"
            )
