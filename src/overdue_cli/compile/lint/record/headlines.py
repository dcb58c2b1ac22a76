"""Of the headlines for one verdict the last is for everybody."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.wording import Wording

CODE = Code(
    "K322",
    "第一句不是对谁都能说",
    "每种结论的最后一句不带条件，不然有人打开页面没有第一句。",
    "none: [{say: 甲, when: {…}}]",
    "none: [{say: 甲, when: {…}}, 乙]",
)


def check(made: Compiled) -> None:
    """Report verdicts without one."""
    if not made.all(Wording):
        return  # nothing of it was read here
    entry = made.shop.file("wording").entry("headlines")
    for name, sayings in made.known.headlines.items():
        if entry and (not sayings or sayings[-1].when or sayings[-1].unless):
            entry.fault(CODE, f"“{name}”最后一句要对谁都能说", "最后写一句不带 when、unless 的", name)
