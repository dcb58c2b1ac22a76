"""The page of a danger has two to four steps."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.model import Safety

CODE = Code(
    "K321",
    "危险那一页步数不对",
    "有危险的人看不进很多字：2 到 4 步。",
    "steps: [甲, 乙, 丙, 丁, 戊]",
    "steps: [甲, 乙, 丙]",
)


def check(made: Compiled) -> None:
    """Report pages with fewer or more."""
    for danger, entry in made.of(Safety):
        if not 2 <= len(danger.steps) <= 4:
            remedy = "危险的页面写 2 到 4 步，多了看不进去"
            entry.fault(CODE, f"“{danger.id}”有 {len(danger.steps)} 步", remedy, "steps")
