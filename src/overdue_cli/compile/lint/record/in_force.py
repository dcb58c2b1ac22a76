"""A provision does not end before it begins."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Provision

CODE = Code(
    "K303",
    "失效早于生效",
    "条文按事情发生的那天挑选；失效早于生效，就永远挑不到。",
    'in_force_from: "2026-01-01"\nin_force_to: "2025-12-31"',
    'in_force_from: "2026-01-01"\nin_force_to: null',
)


def check(made: Compiled) -> None:
    """Report provisions that are never law."""
    for provision, entry in made.of(Provision):
        if provision.in_force_to and provision.in_force_to < provision.in_force_from:
            remedy = "检查 in_force_from 和 in_force_to"
            entry.fault(CODE, f"“{provision.id}”失效早于生效", remedy, "in_force_to")
