"""`overdue-cli screen`: many messages at once, one assessment a line, in the order they came."""

import sys
from typing import Annotated

from overdue_cli.cli import environment, options, output
from overdue_cli.errors import CallError
from overdue_cli.facts import shown
from overdue_cli.knowledge.model import Knowledge

KINDS = ("auto", "jsonl", "csv", "text", "parquet")

HELP = """一次看很多条：每行一个 JSON（text 和已知的事实），每行出一份答案，顺序不变。

例：overdue-cli screen 消息.jsonl -o 答案.jsonl；也读 CSV（有“内容”一列，别的列名是事实名就算事实）和一行一条的 TXT
"""


def screen(
    known: Knowledge,
    *,
    file: Annotated[str, options.Argument(metavar="文件", help="JSON Lines、CSV、Parquet 或 TXT；- 是标准输入")],
    out: options.Out = None,
    force: options.Force = False,
    compact: Annotated[bool, options.Option("--compact", help="每行只出结论、行为、机构")] = False,
    kind: Annotated[str, options.Option("--kind", metavar="格式", help="auto、jsonl、csv、text 或 parquet")] = "auto",
    jobs: Annotated[int, options.Option("--jobs", metavar="个数", min=0, max=256, help="用几个进程；不写就看机器")] = 0,
    json_: Annotated[bool, options.Option("--json", help="输出本来就是 JSON，可以不写")] = False,
) -> int:
    """Assess every row. Returns 1 where a row could not be read, else 0. Raises CallError."""
    from overdue_cli.cli import bulk

    if kind not in KINDS:
        raise CallError(f"--kind 不认识“{shown(kind)}”。可用：{'、'.join(KINDS)}。")
    if out and out.lower().endswith(".parquet"):
        raise CallError("-o 写的是一行一个 JSON，文件名请用 .jsonl。要 Parquet，看 docs/at-scale.md。")
    output.check_target(out, force)
    kind, bad, jobs = bulk.kind_of(file, kind), 0, jobs or environment.processors()
    with bulk.opened(file) as stream, output.streaming(out) as write, bulk.progress() as tell:
        for done in bulk.screened(bulk.rows(stream, file, kind, known), known, kind, compact, jobs):
            write(done.text.decode())
            bad += done.bad
            tell(done.rows)
    if bad:
        print(f"有 {bad} 行读不了，在它们的位置写了 error。", file=sys.stderr)
    return int(bool(bad))
