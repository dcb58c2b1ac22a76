"""A sentence names its provisions, or says how sure it is without one."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.exports import Channel
from overdue_cli.knowledge.lending import Remark

CODE = Code(
    "K309",
    "没有依据，也没说有多可靠",
    "给人看的话，要么有条文，要么说清是据报道还是没核实。",
    "text: 通常会加收三成",
    "text: 通常会加收三成\nhow_sure: unverified",
)


def check(made: Compiled) -> None:
    """Report sentences with neither, and remarks with both."""
    for remark, entry in made.of(Remark):
        if bool(remark.basis) == bool(remark.how_sure):
            entry.fault(CODE, "要么写 basis，要么写 how_sure", "没有条文的，写 how_sure: unverified")
    for channel, entry in made.of(Channel):
        if not channel.basis and channel.how_sure == "read":
            entry.fault(CODE, "没有依据，也没有写 how_sure", "写 basis: [条文]，或 how_sure: reported")
