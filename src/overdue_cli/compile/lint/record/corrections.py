"""A claim that is not confirmed says what is right instead."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.library import Claim

CODE = Code(
    "K315",
    "没有写更正",
    "说它不对，就要说现在对的是什么；问句要有答案。",
    "standing: outdated",
    "standing: outdated\ncorrection: 现在对的说法。",
)


def check(made: Compiled) -> None:
    """Report claims without it."""
    for claim, entry in made.of(Claim):
        if not claim.correction and claim.standing != "confirmed":
            entry.fault(CODE, f"“{claim.id}”没有写更正", "写 correction：现在对的说法")
