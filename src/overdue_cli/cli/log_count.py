"""`overdue-cli log count` and `log check`: what the record adds up to, and what the law says of it."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

from overdue_cli.assessment import plain
from overdue_cli.cli import environment, options, output
from overdue_cli.cli.log import Debt
from overdue_cli.errors import CallError
from overdue_cli.knowledge.model import Knowledge, gravity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from overdue_cli.casefile import Weighed
    from overdue_cli.evidence.contact import Entry
    from overdue_cli.evidence.store import Debt as Kept
    from overdue_cli.evidence.store import Record


def count(
    known: Knowledge,
    *,
    debt: Debt = None,
    full: Annotated[bool, options.Option("--full", help="写出每条依据说了什么")] = False,
    json_: options.Json = False,
    format_: options.Format = None,
    out: options.Out = None,
    force: options.Force = False,
    **given: Any,
) -> int:
    """数次数：一天接通几次、没接通几次、夜里几次、联系了谁；超过的写明依据，再画一张哪天几点的图。

    例：overdue-cli log count --debt 微粒贷 --one-number
    """
    from overdue_cli import casefile
    from overdue_cli.evidence.store import Record
    from overdue_cli.render import record_page

    format_ = output.chosen_format(format_, json_)
    output.check_target(out, force)
    answers: list[dict[str, Any]] = []
    blocks = []
    told = options.values(given, known.questions)
    with Record.open(environment.record_file(), writing=False) as record:
        wanted = record.debt(debt) if debt else None
        for one in record.debts():
            if wanted in (None, one.name):
                days = casefile.by_day(record.current(one.name), known)
                weighed = list(casefile.weigh(days, one, known, environment.today(), told))
                answers.append({"debt": one.name, "days": [day._asdict() for day in days],
                                "findings": [_finding(found) for found in weighed]})  # fmt: skip
                blocks += list(record_page.counts(one, days, weighed, known, full)) if one.contacts else []
    if format_ == "json":
        output.write_json({"schema": "overdue-cli/counts/1", "debts": answers}, out)
        return 0
    output.write_blocks(blocks, format_, out)
    if not blocks:
        print(EMPTY, file=sys.stderr)
    return 0


def check(
    known: Knowledge,
    *,
    debt: Debt = None,
    json_: options.Json = False,
    format_: options.Format = None,
    out: options.Out = None,
    force: options.Force = False,
    fail_on: options.FailOn = None,
    full: Annotated[bool, options.Option("--full", help="写出每条依据说了什么")] = False,
    trace: Annotated[bool, options.Option("--trace", help="列出每条规则为什么成立或不成立")] = False,
    **given: Any,
) -> int:
    """按记录里的次数、时间、原话，给出和 check 一样的答案；另外给的事实以给的为准。

    例：overdue-cli log check --debt 微粒贷 --reachable
    """
    from overdue_cli import casefile
    from overdue_cli.cli import check as one_check
    from overdue_cli.evidence.store import Record
    from overdue_cli.reading.read import load
    from overdue_cli.reasoning.assess import assess
    from overdue_cli.render import page, record_page

    format_ = output.chosen_format(format_, json_)
    options.check_fail_on(fail_on)
    output.check_target(out, force)
    with Record.open(environment.record_file(), writing=False) as record:
        found = with_contacts(record, debt)
        days = casefile.by_day(record.current(found.name), known)
        case = casefile.case(record.current(found.name), days, found, known, environment.today())
        reader = load(known, environment.cache())
        told = casefile.read(counting(record.current(found.name)), reader)
    case.update(options.values(given, known.questions))
    answer = assess(case, known, environment.today(), reading=told.reading)
    if format_ == "json":
        one_check.write(answer, known, format_, out, message=None, full=full, trace=trace)
    else:
        answer = answer if trace else answer._replace(trace=())
        whole = full or trace or output.whole(format_, out) or not answer.safety
        blocks = page.page(answer, known, full=full, whole=whole)
        blocks += record_page.heard(told, known) if whole else ()
        output.write_blocks(blocks, format_, out)
    print(f"按最后一次联系的那天（{answer.event_date}）的规定判断；每一天的看 overdue-cli log count。", file=sys.stderr)
    return int(fail_on is not None and gravity(answer.verdict) >= gravity(fail_on))


def with_contacts(record: "Record", debt: str | None) -> "Kept":
    """The debt meant, which has contacts. Raises CallError."""
    name = record.debt(debt)
    found = next((one for one in record.debts() if one.name == name), None)
    if found is None or not found.contacts:
        raise CallError(EMPTY)
    return found


def counting(entries: "Iterator[Entry]") -> "Iterator[Entry]":
    """The entries; how many have been read is told on a terminal, for a long record takes a while."""
    from overdue_cli.cli.bulk import progress

    with progress() as tell:
        for entry in entries:
            yield entry
            tell(1)


EMPTY = "记录里还没有联系。先用 overdue-cli log add 记一条，或 overdue-cli log import 从手机备份导入。"


def _finding(weighed: "Weighed") -> dict[str, Any]:
    """A finding as in `check`, with the day, the count, and the fact it was counted as."""
    shown: dict[str, Any] = plain(weighed.finding)
    return {**shown, "date": weighed.date, "count": weighed.times, "counted_as": weighed.fact}
