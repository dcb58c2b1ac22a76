"""A cap is one of two kinds, and its last case takes all that is left."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.lending import Cap

CODE = Code(
    "K308",
    "上限写得不全",
    "上限要么是 LPR 的几倍，要么是百分之几；最后一条要管其余的放款方，不然有的贷款对不上任何一条。",
    "lpr_times: 4\npercent: cap_24",
    "lpr_times: 4",
)


def check(made: Compiled) -> None:
    """Report caps of both kinds or none, and those that leave a loan out."""
    for cap, entry in made.of(Cap):
        if (cap.lpr_times is None) == (cap.percent is None):
            entry.fault(CODE, "上限要么是 LPR 的几倍，要么是百分之几", "写 lpr_times: 4，或 percent: 界限的 id")
        if cap.cases[-1].lenders or cap.cases[-1].before:
            last = list(entry.entries("cases"))[-1]
            last.fault(CODE, "最后一条 cases 要管其余的放款方", "最后一条不写 lenders 和 before")
