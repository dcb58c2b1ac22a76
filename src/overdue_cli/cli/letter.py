"""`overdue-cli letter`: a draft from a case, to be filled in and signed by the one whom it concerns."""

import sys
from typing import Annotated

from overdue_cli.cli import options, output
from overdue_cli.cli.log import Debt
from overdue_cli.errors import CallError
from overdue_cli.facts import shown
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.papers import KINDS, Papers
from overdue_cli.render.block import Block

FORMATS = ("md", "txt", "docx", "json")

HELP = """写文书的草稿：投诉、停止联系的通知、报案材料、征信异议、协商方案。

种类：lender 给放款方的投诉，regulator 给监管部门的投诉，stop_third_party 停止联系第三人的通知，
police 报案材料，credit_dispute 征信异议，negotiate 协商还款方案。

例：overdue-cli check --lender 微粒贷 --contacted family --reachable --json | overdue-cli letter lender --case -
"""


def letter(
    known: Knowledge,
    *,
    kind: Annotated[str | None, options.Argument(metavar="种类", help="种类的名字或中文名")] = None,
    case: Annotated[
        str | None, options.Option("--case", metavar="文件", help="check --json 的结果；- 是标准输入")
    ] = None,
    debt: Debt = None,
    json_: options.Json = False,
    format_: Annotated[
        str | None, options.Option("--format", metavar="格式", help="md、txt、docx（Word）或 json")
    ] = None,
    out: options.Out = None,
    force: options.Force = False,
) -> int:
    """Write one letter. Returns the exit status. Raises CallError."""
    from overdue_cli.cli import cases, environment
    from overdue_cli.knowledge import store
    from overdue_cli.papers import letter as letters
    from overdue_cli.papers import letter_page

    format_ = output.format_of_file(format_, json_, out, FORMATS)
    output.check_target(out, force)
    papers = store.papers(known, environment.cache())
    template = papers.letters[_kind(kind, papers)]
    found = cases.cases([case] if case else [], debt, known, papers, f"letter {template.id}")
    if not found:
        return 0
    if len(found) > 1:
        raise CallError(f"记录里有几笔债，一份文书只写一笔：加 --debt，{'、'.join(shown(one.debt) for one in found)}。")
    if danger := found[0].answer.safety:
        print(danger.say, file=sys.stderr)
    draft = letters.draft(template, found[0], papers.words, known, environment.today())
    if format_ == "json":
        output.write_json(letter_page.document(draft), out)
    else:
        _write(draft.title, list(draft.body), letter_page.notes(draft, papers.words), format_, out)
    return 0


def _write(title: str, body: list[Block], notes: list[Block], format_: str, out: str | None) -> None:
    """The letter and what the writer keeps; at a terminal Markdown is laid out as a page."""
    from overdue_cli.render import letter as render

    if format_ == "docx":
        output.write_bytes(render.word([body, notes], title), out, "docx")
    elif format_ == "txt":
        output.write(render.text([*body, *notes]), out)
    else:
        at_terminal = not out and sys.stdout.isatty()
        output.write_blocks([*body, *notes], "text" if at_terminal else "md", out)


def _kind(words: str | None, papers: Papers) -> str:
    """The kind named by id or in Chinese. Raises CallError."""
    for name, template in papers.letters.items():
        if words in (name, name.replace("_", "-"), template.name, *template.names):
            return name
    listed = "、".join(f"{name}（{papers.letters[name].name}）" for name in KINDS)
    raise CallError(f"没有叫“{shown(words)}”的文书。可用：{listed}。" if words else f"写上要哪一种文书：{listed}。")
