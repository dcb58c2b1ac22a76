"""`overdue-cli log import`: a phone's backup, a carrier's record or our own table into the record."""

import hashlib
import os
import sys
from collections.abc import Container, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from overdue_cli.cli import environment, options, output
from overdue_cli.cli.log import Debt
from overdue_cli.errors import CallError, StoppedError
from overdue_cli.facts import parse, shown
from overdue_cli.knowledge.model import Knowledge

if TYPE_CHECKING:
    from overdue_cli.evidence.contact import Contact, Skipped, Source
    from overdue_cli.evidence.imports.kinds import Opened
    from overdue_cli.evidence.store import Added

HELP = """把手机备份、运营商详单或自己的表收进记录；只收你选的号码，同一份文件再导一次不会重复。

例：overdue-cli log import sms-20261120.xml --number 95188 --number 10691234
例：overdue-cli log import calls-20261120.xml --likely --dry-run（先看会收哪些，不写）
"""

NUMBER_HELP = "只收这个号码的，可重复；隐藏号码写 未显示号码"
MAP_HELP = "这一列是什么，如 --map 起始时间=at；可用 at、day、number、direction、duration_s、words"


class Tally:
    """What became of the items of a file."""

    def __init__(self) -> None:
        self.read = self.not_chosen = 0
        self.skipped: list[Skipped] = []


def import_(
    known: Knowledge,
    *,
    file: Annotated[str, options.Argument(metavar="文件", help="备份的 xml、详单的 csv 或 xlsx、log export 的 csv")],
    kind: Annotated[
        str,
        options.Option("--kind", metavar="种类", help="auto、sms_backup、calls_backup、carrier_csv、carrier_xlsx、csv"),
    ] = "auto",
    debt: Debt = None,
    number: Annotated[list[str], options.Option("--number", metavar="号码", help=NUMBER_HELP)] = [],  # noqa: B006
    likely: Annotated[bool, options.Option("--likely", help="收程序看着像催收的号码，收之前先用 --dry-run 看")] = False,
    all_: Annotated[bool, options.Option("--all", help="详单里的号码全收；手机备份不能用")] = False,
    map_: Annotated[list[str], options.Option("--map", metavar="列名=字段", help=MAP_HELP)] = [],  # noqa: B006
    to: Annotated[
        str | None, options.Option("--to", metavar="谁", help="这些联系找的是谁，如 本人、家人；不写就不记")
    ] = None,
    dry_run: Annotated[bool, options.Option("--dry-run", help="只看会收多少，什么都不写")] = False,
    json_: options.Json = False,
) -> int:
    """Import a file. Returns 0. Raises CallError, and then nothing of the file was added."""
    from overdue_cli.cli import choosing
    from overdue_cli.cli.watched import watched
    from overdue_cli.evidence.contact import Source
    from overdue_cli.evidence.imports import kinds
    from overdue_cli.evidence.store import Record
    from overdue_cli.knowledge import store

    if kind != "auto" and kind not in kinds.KINDS:
        raise CallError(f"--kind 不认识“{shown(kind)}”。可用：auto、{'、'.join(kinds.KINDS)}。")
    if bool(number) + likely + all_ > 1:
        raise CallError("--number、--likely 和 --all 只能用一个。")
    told = dict(_mapping(one) for one in map_)
    whom = None if to is None else str(parse_one(known, to))
    with Record.open(environment.record_file(), writing=False) as record:
        debt = record.debt(debt)  # before anything is asked
    with _opened(file) as stream:
        name = Path(file).name
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        words = store.imports(known, environment.cache())
        opened = kinds.Opened(stream, name, kind if kind != "auto" else kinds.detect(stream, name), words, told)
        source = Source(opened.kind, name, digest, None)
        wanted = choosing.chosen(opened, known, number, likely, all_, file)
        tally = Tally()
        with watched(opened, "导入") as opened:
            added = _kept(_contacts(opened, source, wanted, whom, known, tally), debt, dry_run)
    if number and tally.read == tally.not_chosen:
        print(f"{shown(name)} 里没有 {'、'.join(map(shown, number))} 的联系。", file=sys.stderr)
    _report(added, tally, opened.kind, dry_run, json_)
    return 0


def parse_one(known: Knowledge, words: str) -> object:
    """The id of the person contacted in `words`. Raises CallError."""
    question = known.questions["contacted"]
    return parse(question._replace(kind="one"), words, "--to")


def _mapping(words: str) -> tuple[str, str]:
    """A heading and its column, as `--map` takes them. Raises CallError."""
    from overdue_cli.knowledge.imports import COLUMNS

    heading, mark, column = words.rpartition("=")
    if not mark or not heading.strip() or column.strip() not in COLUMNS:
        raise CallError(f"--map 要写成 列名=字段，收到的是“{shown(words)}”。字段可用：{'、'.join(COLUMNS)}。")
    return heading.strip(), column.strip()


@contextmanager
def _opened(file: str) -> Iterator[BufferedReader]:
    if os.path.exists(file) and not os.path.isfile(file):  # noqa: PTH110, PTH113 - a pipe is read once, a device for ever
        what = "这是一个文件夹" if os.path.isdir(file) else "不是普通文件，请先存成文件再导入"  # noqa: PTH112
        raise CallError(f"{shown(file)}：{what}。请检查路径。")
    try:
        stream = open(file, "rb")  # noqa: SIM115
    except (OSError, ValueError):
        raise CallError(f"{shown(file)}：没有这个文件，或者读不了。请检查路径。") from None
    with stream:
        yield stream


def _contacts(
    opened: "Opened",
    source: "Source",
    wanted: Container[str | None] | None,
    whom: str | None,
    known: Knowledge,
    tally: Tally,
) -> Iterator["Contact"]:
    """The contacts to keep; everything else is counted in `tally`."""
    from overdue_cli.evidence.contact import Skipped
    from overdue_cli.evidence.imports import own
    from overdue_cli.evidence.imports.found import caller, contact

    if opened.kind == "csv":
        opened.stream.seek(0)
        for one in own.contacts(opened.stream, opened.name, source, known.questions):
            tally.read += 1
            if isinstance(one, Skipped):
                tally.skipped.append(one)
            elif wanted is not None and caller(one.number) not in wanted:
                tally.not_chosen += 1
            else:
                yield one
        return
    for item in opened.items(wanted):
        tally.read += 1
        if item is None:
            tally.not_chosen += 1
        elif isinstance(item, Skipped):
            tally.skipped.append(item)
        else:
            yield contact(item, source, whom)


def _kept(contacts: Iterator["Contact"], debt: str, dry_run: bool) -> "Added":
    """Keep the contacts, or only count what would be new."""
    from overdue_cli.evidence.chain import key
    from overdue_cli.evidence.store import Added, Record

    path, now = environment.record_file(), environment.now()
    if dry_run:
        with Record.open(path, writing=False) as record:
            there = {key(entry.contact) for entry in record.entries(debt)}
            total = Added(0, 0)
            for one in contacts:
                new = (mark := key(one)) not in there
                there.add(mark)
                total = Added(total.added + new, total.duplicates + (not new))
            return total
    with Record.open(path) as record:
        first = not any(one.contacts for one in record.debts())
        record.ensure_debt(debt, now)
        safe = [Added(0, 0)]
        try:
            total = record.add_many(debt, contacts, now, told=safe.append)
        except KeyboardInterrupt:
            raise StoppedError(f"\n已中断，收下了 {safe[-1].added} 条。同一个文件再导一次，会接着收完。") from None
    if first and total.added:
        from overdue_cli.cli.log_add import kept_where

        print(kept_where(), file=sys.stderr)
    return total


def _report(added: "Added", tally: Tally, kind: str, dry_run: bool, json_: bool) -> None:
    if json_:
        output.write_json(
            {
                "schema": "overdue-cli/import/1",
                "kind": kind,
                "dry_run": dry_run,
                "read": tally.read,
                "added": added.added,
                "duplicates": added.duplicates,
                "not_chosen": tally.not_chosen,
                "skipped": [one._asdict() for one in tally.skipped],
            },
            None,
        )
        return
    would = "会收下" if dry_run else "收下"
    lines = [f"读到 {tally.read} 条：{would} {added.added} 条，已经有的 {added.duplicates} 条。"]
    if tally.not_chosen:
        lines.append(f"没有选的号码 {tally.not_chosen} 条，没有收，也没有留下。")
    reasons: dict[str, list[int]] = {}
    for one in tally.skipped:
        reasons.setdefault(one.reason, []).append(one.item)
    for reason, places in reasons.items():
        more = f" 等 {len(places)} 条" if len(places) > 5 else ""
        lines.append(f"跳过第 {'、'.join(map(str, places[:5]))} 条{more}：{reason}。")
    if dry_run:
        lines.append("只是看看，什么都没有写。去掉 --dry-run 就收下。")
    output.write("\n".join(lines) + "\n", None)
