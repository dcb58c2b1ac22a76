"""A rule that no case of ours expects."""

from collections.abc import Iterator

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.compile.lint.hint.ours import named
from overdue_cli.errors import Fault
from overdue_cli.knowledge.model import Rule

CODE = Code(
    "T902",
    "规则还没有案例",
    "没有案例，改坏了也没人发现。每条规则写两个：该成立的、不该成立的。",
    "（tests/cases 里没有 rules: [new-rule]）",
    "- name: …\n  facts: {…}\n  expect: {rules: [new-rule]}",
)


def hints(made: Compiled) -> Iterator[Fault]:
    """Rules without one, where our cases lie beside the data."""
    tried = named(made.data.parent / "tests" / "cases")
    for rule, entry in made.of(Rule):
        if tried and rule.id not in tried:
            what = f"规则“{rule.id}”还没有一个案例"
            yield entry.note(CODE, what, "在 tests/cases 里写一个，expect 里写 rules", "id")
