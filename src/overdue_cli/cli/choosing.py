"""Which numbers of a phone are taken into the record: the list of likely ones, and asking for them."""

import sys
from collections.abc import Container
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from overdue_cli.cli import environment
from overdue_cli.cli.watched import watched
from overdue_cli.errors import CallError
from overdue_cli.evidence.imports.found import HIDDEN, LOCAL, Found, caller
from overdue_cli.evidence.imports.kinds import PHONE, Opened
from overdue_cli.evidence.imports.likely import Candidate, survey
from overdue_cli.facts import shown
from overdue_cli.knowledge.model import Knowledge

if TYPE_CHECKING:
    from overdue_cli.reading.read import Reader

LISTED = 20
"""Numbers that are shown: beyond them nobody reads."""


def chosen(
    opened: Opened, known: Knowledge, numbers: list[str], likely: bool, everything: bool, file: str
) -> Container[str | None] | None:
    """The numbers that are taken; None for all of a table. Raises CallError where nobody chose those of a phone.

    Of a carrier's record all are taken where nobody is there to ask: the contract wants a choice of a phone's backup.

    The file is read to its end here, so that one that breaks off adds nothing.
    """
    if everything and opened.kind in PHONE:
        raise CallError(f"{shown(file)} 是手机备份，不能整份收下。用 --number 号码（可重复），或 --likely。")
    wanted = frozenset(map(_number, numbers))
    if opened.kind not in (*PHONE, "csv"):
        _preview(opened)
    at_a_terminal = environment.at_a_terminal()
    if opened.kind not in (*PHONE, "csv") and not (wanted or likely or everything or at_a_terminal):
        print(
            "没有说收哪些号码，详单里的全收了，你自己和家人的通话也在内。只收几个号码用 --number 或 --likely。",
            file=sys.stderr,
        )
        everything = True
    if wanted or everything or opened.kind == "csv":
        with watched(opened, "检查") as seen:
            seen.check()
        return wanted or None
    with watched(opened, "查看") as seen:
        found = candidates(seen, known, environment.cache())
    if likely:
        return taken(found, file)
    if at_a_terminal:
        return asked(found, known)
    raise CallError(nobody_chose(found, file))


def _number(words: str) -> str | None:
    """A number as it is compared, from `--number`; None for the hidden ones. Raises CallError."""
    found = caller(words.strip())
    if found is None and words.strip() != HIDDEN:
        raise CallError(f"--number “{shown(words)}”不是号码。照着手机里的写；隐藏号码写 {HIDDEN}。")
    return found


def _preview(opened: Opened) -> None:
    """What the columns were taken for, and in which zone the times are."""
    preview = opened.mapped().preview()
    print("这些列这样认，不对就用 --map 改：", file=sys.stderr)
    for line in preview:
        print(f"  {line}", file=sys.stderr)
    print("详单没有写时区，按中国时间（东八区）算。", file=sys.stderr)


def candidates(opened: Opened, known: Knowledge, cache: Path | None) -> list[Candidate]:
    """All numbers of a file, likely collectors first; messages are read as `check` reads them."""
    first, last = known.limits["quiet_hours"].value
    counted = survey((one for one in opened.items() if isinstance(one, Found)), opened.words, (first, last))
    return counted.ranked(_Ear(known, cache).hears_a_debt)


class _Ear:
    """The reader of messages, made once there is a message to read: a list of calls has none."""

    def __init__(self, known: Knowledge, cache: Path | None) -> None:
        self.known, self.cache = known, cache

    @cached_property
    def reader(self) -> "Reader":
        from overdue_cli.reading.read import load

        return load(self.known, self.cache)

    def hears_a_debt(self, words: str) -> bool:
        """Whether a message says anything that collectors say."""
        return bool(self.reader.read(words).behaviours)


def taken(found: list[Candidate], file: str) -> frozenset[str | None]:
    """The numbers that look like collectors', named on standard error. Raises CallError where none does."""
    chosen = [one for one in found if one.likely]
    if not chosen:
        raise CallError(f"{shown(file)} 里没有看着像催收的号码，没有收任何东西。知道号码就用 --number。")
    print(f"看着像催收的号码 {len(chosen)} 个（程序只看次数和内容，可能看错）：", file=sys.stderr)
    for one in chosen[:LISTED]:
        print(f"  {told(one)}", file=sys.stderr)
    if len(chosen) > LISTED:
        print(f"  ……还有 {len(chosen) - LISTED} 个", file=sys.stderr)
    return frozenset(one.number for one in chosen)


def nobody_chose(found: list[Candidate], file: str) -> str:
    """What to say where nobody can be asked."""
    head = f"没有说要收 {shown(file)} 里哪些号码，没有收任何东西。用 --number 号码（可重复），或 --likely。"
    return "\n".join([head + ("最像催收的：" if found else ""), *(f"  {told(one)}" for one in found[:LISTED])])


def asked(found: list[Candidate], known: Knowledge) -> frozenset[str | None]:
    """The numbers that the person at the terminal picks. Raises CallError where none is, InDanger."""
    from overdue_cli.cli.prompts import Leave, Terminal, listening, pick

    if not found:
        raise CallError("这个文件里没有一个号码，没有收任何东西。")
    terminal = Terminal(environment.width(sys.stderr), environment.input_is_waiting, listening(known))
    shown_ones = found[:LISTED]
    terminal.say("收哪些号码？排在前面的更像催收；只收你选的，别的不留下。")
    for place, one in enumerate(shown_ones, start=1):
        terminal.say(told(one), f" {place:>2} ")
    while True:
        try:
            words = terminal.line("写编号，可以选几个，用空格隔开；都不要就写 离开：")
            return frozenset(shown_ones[place].number for place in pick(words, [told(one) for one in shown_ones]))
        except CallError as error:
            terminal.say(str(error), "  ")
        except Leave:
            raise CallError("没有选号码，没有收任何东西。") from None


def told(one: Candidate) -> str:
    """A number and what it did, in a line."""
    parts = [one.kind] if one.kind else []
    parts += [f"手机里叫“{shown(one.name)}”"] if one.name else []
    parts += [f"短信 {one.messages} 条" + (f"，读了 {one.read} 条，{one.debt} 条像说欠款" if one.read else "")] * (
        one.messages > 0
    )
    if one.calls:
        parts.append(f"电话 {one.calls} 次" + (f"，没接 {one.unanswered} 次" if one.unanswered else ""))
    if one.night:
        parts.append(f"夜里 {one.night} 次")
    first, last = (datetime.fromtimestamp(at, LOCAL).date().isoformat() for at in (one.first, one.last))
    parts.append(first if first == last else f"{first} 到 {last}")
    return f"{shown(one.number or HIDDEN)}：{'；'.join(parts)}"
