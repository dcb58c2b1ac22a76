"""The ids that the program itself speaks of are there."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.compile.near import remedy
from overdue_cli.compile.registers import registers
from overdue_cli.knowledge.model import Rule
from overdue_cli.knowledge.needs import LENDER_KINDS, NEEDS

CODE = Code(
    "K319",
    "程序要用的编号没有了",
    "有几个编号程序自己要用（如夜间时段 quiet_hours）；改名或删掉，命令会出错或悄悄少一句话。",
    "id: night_hours",
    "id: quiet_hours",
)


def check(made: Compiled) -> None:
    """Report those that are missing, in the file where they belong."""
    if not made.all(Rule) or made.shop.broken():
        return  # nothing of it was read here
    found = registers(made.parts, made.shop.broken())
    for kind in found.get("lender_kind", ()):
        if kind not in LENDER_KINDS:
            what = f"“{kind}”不在约定的放款方种类里"
            made.shop.file("rules").fault(CODE, what, "各命令的输出格式写明了有哪几类；要加，先改程序", "questions")
    for need in NEEDS:
        ids = found.get(need.register, ())
        if need.id not in ids:
            near = remedy(need.id, ids, "这个编号不能改名、不能删")
            made.shop.file(need.file).fault(CODE, f"程序要用的“{need.id}”没有了", near, need.register)
