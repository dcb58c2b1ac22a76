"""A sign of danger that is no mere hint has an example that must tell it."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.written import DangerCue

CODE = Code(
    "K323",
    "危险的话没有例句",
    "没有例句，改坏了听不出来也没人发现；漏一个，可能是一条命。",
    "- id: new-words\n  now: want_to_die\n  find: [词]",
    "- id: new-words\n  now: want_to_die\n  find: [词]\n  examples: [有这个词的一句话]",
)


def check(made: Compiled) -> None:
    """Report signs without one."""
    for sign, entry in made.of(DangerCue):
        if sign.hint == "no" and not sign.examples:
            entry.fault(CODE, "没有写应当听出来的例句", "写 examples: [例句]", "examples")
