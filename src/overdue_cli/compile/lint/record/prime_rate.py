"""The table of the prime rate is in order, and ends on the day up to which it is known."""

from decimal import Decimal, InvalidOperation

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.lending import Lpr, Rate

CODE = Code(
    "K307",
    "LPR 的表不对",
    "合同成立那天的 LPR 按这张表查；顺序乱了、数不是数，查出来就是错的。",
    '- {from: "2026-01-20", percent: 3}',
    '- {from: "2026-01-20", percent: "3.00"}',
)


def check(made: Compiled) -> None:
    """Report rates that are no percentage, and days out of order."""
    for rate, entry in made.of(Rate):
        try:
            fits = 0 < Decimal(rate.percent) < 100
        except InvalidOperation:
            fits = False
        if not fits:
            entry.fault(CODE, f"“{rate.percent}”不是百分之几", '写成 percent: "3.45"（带引号）', "percent")
    for lpr, entry in made.of(Lpr):
        days = [rate.from_ for rate in lpr.rates]
        if days != sorted(set(days)) or days[-1] > lpr.through:
            what = "LPR 的日子要从早到晚、不重复、不晚于 through"
            entry.fault(CODE, what, "按起始日排好，核到新的一期就改 through", "rates")
