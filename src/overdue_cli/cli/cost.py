"""`overdue-cli cost`: what a loan really costs a year, and how that stands against the caps of its day."""

import re
import sys
from typing import TYPE_CHECKING, Annotated

from overdue_cli.cli import environment, options, output
from overdue_cli.errors import CallError
from overdue_cli.facts import day, shown
from overdue_cli.knowledge.model import Knowledge

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from overdue_cli.cost.cash import Loan, Payment

HELP = """算一笔借款真实的年化：到手多少、一共付多少，和当时的利率上限比。

每期另付的担保费、保险费、会员费写 --instalment-fee；单独付的费用、罚息、违约金写 --fee。

对方现在要的数，也写成一笔 --payment；有几期没还齐的，逐笔写 --payment。

例：overdue-cli cost --lender 微粒贷 --signed 2026-03-01 --principal 12000 --received 12000
--instalment 1118.80 --months 12

例：overdue-cli cost --lender-kind 个人 --signed 2026-03-01 --principal 10000 --received 9000
--payment 2026-09-01:10000
"""

LONGEST = 600
"""Months of instalments."""

Words = list[str]
"""What was typed for a flag, each time it was given."""


def cost(
    known: Knowledge,
    *,
    lender_kind: Annotated[
        Words, options.Option("--lender-kind", metavar="类别", help="放款方是哪一类，同 check")
    ] = [],  # noqa: B006
    lender: Annotated[Words, options.Option("--lender", metavar="名称", help="品牌或合同上的名字")] = [],  # noqa: B006
    signed: Annotated[Words, options.Option("--signed", metavar="年-月-日", help="签约、到账的日期")] = [],  # noqa: B006
    principal: Annotated[Words, options.Option("--principal", metavar="元", help="合同写的借款本金")] = [],  # noqa: B006
    received: Annotated[Words, options.Option("--received", metavar="元", help="实际到手多少")] = [],  # noqa: B006
    payment: Annotated[
        Words, options.Option("--payment", metavar="年-月-日:元", help="还的一笔，可重复；没到期的也写上")
    ] = [],  # noqa: B006
    instalment: Annotated[Words, options.Option("--instalment", metavar="元", help="每月还一样多：每期多少")] = [],  # noqa: B006
    months: Annotated[Words, options.Option("--months", metavar="期数", help="一共多少个月")] = [],  # noqa: B006
    first: Annotated[
        Words, options.Option("--first", metavar="年-月-日", help="第一期哪天还；不写是签约后一个月")
    ] = [],  # noqa: B006
    instalment_fee: Annotated[
        Words, options.Option("--instalment-fee", metavar="元", help="每期另付的担保费、保险费、会员费")
    ] = [],  # noqa: B006
    fee: Annotated[Words, options.Option("--fee", metavar="年-月-日:元", help="单独付的一笔费用，可重复")] = [],  # noqa: B006
    json_: options.Json = False,
    format_: options.Format = None,
    out: options.Out = None,
    force: options.Force = False,
    full: Annotated[bool, options.Option("--full", help="写出每条依据说了什么")] = False,
) -> int:
    """Reckon one loan and write the answer. Returns the exit status. Raises CallError."""
    from overdue_cli.cost.cash import Loan, Payment, checked

    format_ = output.chosen_format(format_, json_)
    output.check_target(out, force)
    kinds, name = lenders(known, lender_kind, lender)
    start = _day(_needed(signed, "--signed", "签约的日期"), "--signed")
    told = [Payment(*_dated(text, "--payment")) for text in payment]
    told += equal(start, instalment, months, first, instalment_fee)
    if payment and len(told) > len(payment):
        raise CallError("--payment 和 --instalment 只能用一种：每月一样多的用 --instalment，别的逐笔写 --payment。")
    fees = [Payment(*_dated(text, "--fee"), fee=True) for text in fee]
    loan = Loan(
        signed=start,
        principal=amount(_needed(principal, "--principal", "合同写的本金"), "--principal"),
        received=amount(_needed(received, "--received", "实际到手多少"), "--received"),
        payments=(*told, *fees) if told else (),
        instalments=bool(instalment),
    )
    write(checked(loan), kinds, name, known, format_, out, full=full)
    return 0


def equal(start: "date", instalment: Words, months: Words, first: Words, fee: Words) -> "list[Payment]":
    """The payments of equal monthly instalments, with what is paid beside each. Raises CallError."""
    from overdue_cli.cost.cash import by_month

    if not (instalment or months):
        if first or fee:
            raise CallError("--first 和 --instalment-fee 要和 --instalment、--months 一起用。")
        return []
    each = amount(_needed(instalment, "--instalment", "每期还多少"), "--instalment")
    number = _months(_needed(months, "--months", "一共多少期"))
    begin = _day(_needed(first, "--first", ""), "--first") if first else None
    regular = by_month(start, each, number, begin)
    if not fee:
        return [*regular]
    more = amount(_needed(fee, "--instalment-fee", ""), "--instalment-fee")
    return [*regular, *(one._replace(amount=more, fee=True) for one in regular)]


def write(
    loan: "Loan",
    kinds: tuple[str, ...],
    lender: str | None,
    known: Knowledge,
    format_: str,
    out: str | None,
    *,
    full: bool,
) -> None:
    """Reckon, render, write; that a brand is unknown is said only then, so that a bad call is one line."""
    from overdue_cli.assessment import plain
    from overdue_cli.cost.answer import cost as reckoned
    from overdue_cli.knowledge.store import lending
    from overdue_cli.reasoning.resolve import find_lender

    answer = reckoned(loan, kinds, lender, known, lending(known, environment.cache()), environment.today())
    if len(kinds) > 1 and find_lender(lender or "", known) is None:
        print(
            f"没有收录“{shown(lender)}”，放款方按未知处理。看合同上的全称，用 --lender-kind 说明是哪一类。",
            file=sys.stderr,
        )
    if format_ == "json":
        output.write_json(plain(answer), out)
        return
    from overdue_cli.render.cost_page import page

    output.write_blocks(page(answer, known, full=full), format_, out)


def lenders(known: Knowledge, kind: Words, lender: Words) -> tuple[tuple[str, ...], str | None]:
    """The kinds the lender may be of (of a brand nobody knows all), and its name if it was given. Raises CallError."""
    from overdue_cli import facts
    from overdue_cli.reasoning.resolve import resolve

    question = known.questions["lender_kind"]
    given = facts.from_flags(
        [*((question, word) for word in kind), *((known.questions["lender"], word) for word in lender)]
    )
    if not given:
        listed = "、".join(f"{name}（{chinese}）" for name, chinese in question.names.items())
        raise CallError(f"没有写放款方是谁。写 --lender 品牌，或 --lender-kind，可用：{listed}。")
    name = str(given["lender"]) if "lender" in given else None
    told = resolve(given, known, environment.today()).facts
    if told.get("lender_kind"):
        return (str(told.get("lender_kind")),), name
    possible = told.possible.get("lender_kind", question.names)
    return tuple(kind for kind in question.names if kind in possible), name


def amount(text: str, flag: str) -> "Decimal":
    """Yuan as typed, `12000`, `12,000.50` or `12000元`, more than nothing. Raises CallError, naming the flag."""
    from decimal import Decimal

    from overdue_cli.cost.cash import LARGEST

    plain = text.strip().removesuffix("元").strip()
    if plain.startswith("-"):
        raise CallError(f"{flag} 不能是负数，收到的是“{shown(text)}”。付出和到手都写正数。")
    if not re.fullmatch(r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,2})?", plain, re.ASCII):
        raise CallError(f"{flag} 看不懂金额“{shown(text)}”。写数字，最多两位小数，如 1118.80。")
    found = Decimal(plain.replace(",", ""))
    if not 0 < found <= LARGEST:
        raise CallError(f"{flag} 要大于 0、不超过 {LARGEST:,} 元，收到的是“{shown(text)}”。")
    return found


def _dated(text: str, flag: str) -> "tuple[date, Decimal]":
    """A day and an amount, `2026-09-01:1000`."""
    when, mark, much = text.replace("：", ":").rpartition(":")
    if not mark:
        raise CallError(f"{flag} 要写成 年-月-日:金额，如 2026-09-01:1000，收到的是“{shown(text)}”。")
    return _day(when, flag), amount(much, flag)


def _day(text: str, flag: str) -> "date":
    from datetime import date

    return date.fromisoformat(day(text.strip(), flag))


def _months(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text.strip(), re.ASCII) or not 1 <= int(text) <= LONGEST:
        raise CallError(f"--months 要是 1 到 {LONGEST} 的整数，收到的是“{shown(text)}”。")
    return int(text)


def _needed(words: Words, flag: str, what: str) -> str:
    """The one value of a flag."""
    if not words:
        raise CallError(f"缺 {flag}（{what}）。例见 overdue-cli cost --help。")
    if len(set(words)) > 1:
        raise CallError(f"{flag} 给了两个不同的值，只能留一个。")
    return words[0]
