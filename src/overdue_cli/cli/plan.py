"""`overdue-cli plan`: what to do by when, on one page that a person carries away."""

import sys
from typing import Annotated

from overdue_cli.cli import options, output
from overdue_cli.cli.log import Debt
from overdue_cli.knowledge.model import Knowledge

FORMATS = ("md", "text", "html", "ics", "json")

HELP = """写一页行动计划：先做什么、哪天之前、打给谁怎么说、几笔债先顾哪一笔。

例：overdue-cli check --court-paper payment_order --received 2026-11-20 --json | overdue-cli plan --case -

例：overdue-cli plan --case 甲.json --case 乙.json -o 计划.html（.ics 是日历，可以导入手机）
"""


def plan(
    known: Knowledge,
    *,
    case: Annotated[
        list[str], options.Option("--case", metavar="文件", help="check --json 的结果，几笔债就给几次；- 是标准输入")
    ] = [],  # noqa: B006
    debt: Debt = None,
    json_: options.Json = False,
    format_: Annotated[
        str | None, options.Option("--format", metavar="格式", help="md、text、html、ics（日历）或 json")
    ] = None,
    out: options.Out = None,
    force: options.Force = False,
) -> int:
    """Write the plan. Returns the exit status. Raises CallError."""
    from overdue_cli.assessment import plain
    from overdue_cli.cli import cases, environment
    from overdue_cli.knowledge import store
    from overdue_cli.papers import plan as plans
    from overdue_cli.papers.plan_page import events, page
    from overdue_cli.reasoning.law import standing

    format_ = output.format_of_file(format_, json_, out, FORMATS)
    output.check_target(out, force)
    papers = store.papers(known, environment.cache())
    words = papers.plan
    found = cases.cases(case, debt, known, papers, "plan")
    if not found:
        return 0
    made = plans.plan(found, words, known, environment.today())
    if format_ == "json":
        output.write_json(plain(made), out)
        return 0
    if format_ == "ics":
        from overdue_cli.render.calendar import calendar

        output.write_bytes(calendar(events(made), made.today).encode("utf-8", "replace"), out, "ics")
        return 0
    blocks = list(page(made, words, known.wording, standing(known, made.today)))
    if format_ == "html":
        from overdue_cli.render.sheet import html

        output.write_bytes(html(blocks, words.headings["title"]).encode("utf-8", "replace"), out, "html")
        return 0
    at_terminal = format_ == "md" and not out and sys.stdout.isatty()
    output.write_blocks(blocks, "text" if at_terminal else format_, out)
    return 0
