"""`overdue-cli log`: the evidence record. What is kept, whether it stands as it was kept, and how to remove it."""

import sys
from typing import TYPE_CHECKING, Annotated

from overdue_cli.cli import environment, options, output
from overdue_cli.errors import CallError
from overdue_cli.knowledge.model import Knowledge

if TYPE_CHECKING:
    from overdue_cli.evidence import store

Debt = Annotated[str | None, options.Option("--debt", metavar="名字", help="哪一笔债；只有一笔时不用写")]
"""The option that says which debt is meant."""


def debt(
    known: Knowledge,
    *,
    name: Annotated[str | None, options.Argument(metavar="[名字]", help="给这笔债起的名字，如 微粒贷")] = None,
    lender: Annotated[str | None, options.Option("--lender", metavar="放款方", help="品牌或公司全称")] = None,
    due: Annotated[str | None, options.Option("--due", metavar="年-月-日", help="到期的那一天")] = None,
    json_: options.Json = False,
    format_: options.Format = None,
    out: options.Out = None,
    force: options.Force = False,
) -> int:
    """记录里有哪几笔债；写上名字就新建一笔，或补上放款方和到期日。

    例：overdue-cli log debt 微粒贷 --lender 微粒贷 --due 2026-10-05
    """
    from overdue_cli import facts
    from overdue_cli.cli.check import note_unknown_brand
    from overdue_cli.evidence.store import Record
    from overdue_cli.render import record_page

    format_ = output.chosen_format(format_, json_)
    output.check_target(out, force)
    if name is None and (lender or due):
        raise CallError("先写这笔债的名字，如 overdue-cli log debt 微粒贷 --lender 微粒贷。")
    note_unknown_brand(lender, known)
    day = facts.parse(known.questions["received_on"], due, "--due") if due else None
    with Record.open(environment.record_file(), writing=name is not None) as record:
        if name is not None:
            record.ensure_debt(name, environment.now(), lender, str(day) if day else None)
        listed = [one for one in record.debts() if name in (None, one.name)]
    if format_ == "json":
        output.write_json({"schema": "overdue-cli/debt/1", "debts": [one._asdict() for one in listed]}, out)
        return 0
    output.write_blocks(list(record_page.debts(listed)), format_, out)
    if not listed:
        print("记录里还没有债。overdue-cli log add 会建一笔叫“默认”的。", file=sys.stderr)
    return 0


def list_(
    known: Knowledge,
    *,
    debt: Debt = None,
    full: Annotated[bool, options.Option("--full", help="原话写全，不只写开头")] = False,
    json_: options.Json = False,
    format_: options.Format = None,
    out: options.Out = None,
    force: options.Force = False,
) -> int:
    """列出记下的每一条，什么都不遮。

    例：overdue-cli log list --debt 微粒贷 --full
    """
    from overdue_cli.evidence.chain import document
    from overdue_cli.evidence.store import Record
    from overdue_cli.render import record_page

    format_ = output.chosen_format(format_, json_)
    output.check_target(out, force)
    with Record.open(environment.record_file(), writing=False) as record:
        names = [record.debt(debt)] if debt else [one.name for one in record.debts()]
        kept = (entry for name in names for entry in record.entries(name))
        if what := record.fault():
            print(f"注意：{what}。下面的也许不全。用 overdue-cli log verify 看。", file=sys.stderr)
        if format_ == "json":
            head = {"schema": "overdue-cli/record/1"}
            output.write_json_list(head, "contacts", (document(entry) for entry in kept), out)
        else:
            output.write_blocks(list(record_page.entries(kept, known, full)), format_, out)
    return 0


def verify(
    known: Knowledge,
    *,
    head: Annotated[
        str | None, options.Option("--head", metavar="指纹", help="以前留下的指纹：看到它为止有没有变过")
    ] = None,
    json_: options.Json = False,
    format_: options.Format = None,
    out: options.Out = None,
    force: options.Force = False,
) -> int:
    """看记录有没有被改过、少过、换过顺序；有就退出 1。

    例：overdue-cli log verify
    """
    from overdue_cli.errors import BrokenRecordError
    from overdue_cli.evidence.chain import Chain, intact, whole
    from overdue_cli.evidence.store import Record
    from overdue_cli.render import record_page

    format_ = output.chosen_format(format_, json_)
    output.check_target(out, force)
    walked: tuple[Chain, ...] = ()
    link, fault = None, ""
    try:
        with Record.open(environment.record_file(), writing=False) as record:
            fault = record.fault()
            walked = record.verify()
            link = intact(record.link(head.strip().lower()), walked) if head else None
    except BrokenRecordError:
        fault = fault or "文件坏了，读不完"
    stands = not fault and all(chain.ok for chain in walked) and not (head and link is None)
    if format_ == "json":
        found = {"found": link and {"debt": link[0], "id": link[1]}} if head else {}
        about = {**whole(walked), "ok": stands, "file": fault or None}
        output.write_json({"schema": "overdue-cli/verify/1", **about, **found}, out)
    else:
        blocks = [*record_page.fault(fault), *record_page.chains(walked)]
        output.write_blocks([*blocks, *(record_page.old_head(link) if head else ())], format_, out)
    if not walked and not fault:
        print("记录里还没有东西。", file=sys.stderr)
    return int(not stands)


def purge(
    known: Knowledge,
    *,
    debt: Debt = None,
    yes: Annotated[bool, options.Option("--yes", help="不再问，直接删")] = False,
    json_: options.Json = False,
) -> int:
    """删掉一笔债的记录；不写 --debt 就删掉整个记录，连同存下的附件。

    例：overdue-cli log purge --debt 微粒贷
    """
    from overdue_cli.errors import BrokenRecordError
    from overdue_cli.evidence import purge as out
    from overdue_cli.evidence.place import there
    from overdue_cli.evidence.store import Record

    path = environment.record_file()
    gone: list[store.Debt] = []
    copies = 0
    agreed = False
    if not there(path) and not (debt is None and out.left(path)):
        print("没有记录，没有什么可删的。", file=sys.stderr)
    elif not there(path):  # an adding or a purge was killed: copies without a record
        agreed = yes or _agreed([])
        copies = out.purge_all(path) if agreed else 0
    else:
        try:
            with Record.open(path) as record:
                name = record.debt(debt) if debt else None
                gone = [one for one in record.debts() if name in (None, one.name)]
                agreed = yes or _agreed(gone)
                copies = out.purge(record, name) if agreed else 0
        except BrokenRecordError:
            if debt:
                raise
            agreed = agreed or yes or _agreed([])
            copies = out.purge_all(path) if agreed else 0
    gone = gone if agreed else []
    if not agreed and (there(path) or out.left(path)):
        print("什么都没有删。", file=sys.stderr)
    if json_:
        purged = [{"debt": one.name, "contacts": one.contacts} for one in gone]
        output.write_json({"schema": "overdue-cli/purge/1", "purged": purged, "copies": copies}, None)
    elif agreed:
        total = sum(one.contacts for one in gone)
        print(f"已删掉 {len(gone)} 笔债、{total} 条、{copies} 份附件。删掉的找不回来。")
    return 0


def _agreed(going: "list[store.Debt]") -> bool:
    """Show what goes, and ask. Raises CallError where nobody is there to answer."""
    from overdue_cli.render import plain, record_page

    if not environment.at_a_terminal():
        raise CallError("这会删掉记录，先要你同意：加 --yes。要先看看有什么，用 overdue-cli log debt。")
    print("要删掉的：", file=sys.stderr)
    listed = plain.text(record_page.debts(going), environment.width(sys.stderr)) if going else "记录里剩下的\n"
    print(listed, end="", file=sys.stderr)
    print("连同存下的附件，删掉就找不回来。要删就输入“删除”：", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() == "删除"
