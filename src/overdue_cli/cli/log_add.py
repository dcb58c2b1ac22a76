"""`overdue-cli log add`: one contact, from flags or asked for on a terminal."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from overdue_cli import facts
from overdue_cli.cli import environment, inputs, options, output, typed
from overdue_cli.cli.log import Debt
from overdue_cli.errors import CallError
from overdue_cli.knowledge.model import Knowledge

if TYPE_CHECKING:
    from overdue_cli.evidence.contact import Contact


def add(
    known: Knowledge,
    *,
    dash: Annotated[str | None, options.Argument(metavar="[-]", help="从标准输入读原话")] = None,
    debt: Debt = None,
    at: Annotated[str | None, options.Option("--at", metavar="时间", help='"年-月-日 时:分"')] = None,
    zone: Annotated[str | None, options.Option("--zone", metavar="时区", help="不写就是北京时间；如 +09:00")] = None,
    channel: Annotated[str | None, options.Option("--channel", metavar="方式", help="call 电话、sms 短信……")] = None,
    direction: Annotated[
        str | None, options.Option("--direction", metavar="方向", help="in 对方找来（默认）、out")
    ] = None,
    number: Annotated[str | None, options.Option("--number", metavar="号码", help="对方的号码或账号")] = None,
    claimed_name: Annotated[
        str | None, options.Option("--claimed-name", metavar="自称", help="对方自称的公司、姓名、工号")
    ] = None,
    to: Annotated[str | None, options.Option("--to", metavar="谁", help="联系的是谁：self 本人、family 家人……")] = None,
    answered: Annotated[bool | None, options.Option("--answered/--missed", help="接通了，还是没接通")] = None,
    duration: Annotated[str | None, options.Option("--duration", metavar="时长", help="秒，或 分:秒")] = None,
    words: Annotated[list[str], options.Option("--words", metavar="文字", help="对方的原话")] = [],  # noqa: B006
    words_file: Annotated[
        list[str], options.Option("--words-file", metavar="文件", help="存着原话的文件；- 是标准输入")
    ] = [],  # noqa: B006
    summary: Annotated[str | None, options.Option("--summary", metavar="文字", help="记不清原话时，写大意")] = None,
    said: Annotated[list[str], options.Option("--said", metavar="行为", help="对方的行为（可重复），同 check")] = [],  # noqa: B006
    attach: Annotated[list[str], options.Option("--attach", metavar="文件", help="截图、录音（可重复）")] = [],  # noqa: B006
    copy: Annotated[bool, options.Option("--copy", help="把附件另存一份在记录旁边")] = False,
    corrects: Annotated[
        int | None, options.Option("--corrects", metavar="编号", help="更正第几条；那一条仍留着")
    ] = None,
    json_: options.Json = False,
) -> int:
    """记一条联系。在终端里不写时间和方式，就一项一项问。

    例：overdue-cli log add --at "2026-11-20 22:40" --channel call --number 02112345678 --answered --summary 催还款
    """
    from overdue_cli.evidence.attachments import taken_for
    from overdue_cli.evidence.chain import document
    from overdue_cli.evidence.store import Record

    if dash not in (None, "-"):
        raise CallError(f"不认识“{facts.shown(dash)}”。内容用旗标给，如 --channel call；只有 - 表示从标准输入读原话。")
    message = inputs.text(words, words_file, dash == "-", "--words")
    if message is not None and summary is not None:
        raise CallError("原话和 --summary 只能用一个。")
    given: dict[str, Any] = {
        "at": at, "channel": channel, "number": number, "claimed_name": claimed_name, "to_whom": to,
        "answered": answered, "duration": duration, "words": message if message is not None else summary,
        "words_are": "summary" if summary is not None else "verbatim" if message is not None else None,
        "attach": attach or None, "copy": copy or None,
    }  # fmt: skip
    given = {name: value for name, value in given.items() if value is not None}
    path = environment.record_file()
    with Record.open(path, writing=False) as record:  # what is wrong with it is said before anything is asked
        name = record.debt(debt)
        notice = "" if any(one.contacts for one in record.debts()) else kept_where()
    if not {"at", "channel"} <= given.keys():
        if not environment.at_a_terminal():
            raise CallError(
                '至少写时间和方式：--at "2026-11-20 22:40" --channel call。其他的见 overdue-cli log add --help。'
            )
        asked = _asked(known, given, zone, notice)
        if asked is None:
            return 0
        given, notice = asked, ""
    contact = built(known, given, zone, direction, said)
    with taken_for(given.get("attach", ()), path, bool(given.get("copy"))) as found, Record.open(path) as record:
        if corrects is None:
            record.ensure_debt(name, environment.now())
        kept = record.add(name, contact._replace(attachments=found), environment.now(), corrects)
    if json_:
        output.write_json({"schema": "overdue-cli/add/1", "contact": document(kept)}, None)
    else:
        print(f"已记下：“{facts.shown(name)}”第 {kept.id} 条。")
    if notice:
        print(notice, file=sys.stderr)
    return 0


def kept_where() -> str:
    """What is stored where, and how to remove it: said once, with the first entry."""
    from overdue_cli.evidence.place import named
    from overdue_cli.parts import OWNERS, alone

    file = environment.record_file()
    whom = "只有这台机器上的你能读，" if (alone(file) if file.exists() else OWNERS) else ""
    return (
        f"记录存在 {named(file)}：时间、号码、原话都原样写在里面，{whom}没有加密，也不联网。"
        "以后每次都接着往里记。要全部删掉：overdue-cli log purge。"
    )


def built(
    known: Knowledge, given: Mapping[str, Any], zone: str | None, direction: str | None, said: list[str]
) -> "Contact":
    """The contact that the answers or flags tell. Raises CallError."""
    from overdue_cli.evidence.contact import TYPED, Contact
    from overdue_cli.evidence.moments import CHINA

    if direction not in (None, "in", "out"):
        raise CallError(f"--direction 不认识“{facts.shown(direction)}”。可用：in（对方找来）、out（你找对方）。")
    behaviours = known.questions["behaviours"]
    ids = {one for word in said for one in _several(facts.parse(behaviours, word, "--said"))}
    channel = _one(known, "channels", given["channel"], "--channel")
    talked = typed.duration(given["duration"]) if "duration" in given else None
    answered = given.get("answered", True if talked else None)
    if channel != "call" and (answered is not None or talked is not None):
        raise CallError("--answered、--missed 和 --duration 只用于电话（--channel call）。")
    if talked and answered is False:
        raise CallError("--missed 和 --duration 不能一起用：没接通就没有通话时长。")
    return Contact(
        at=typed.moment(given["at"], zone),
        zone=zone or CHINA,
        direction=direction or "in",
        channel=channel,
        number=given.get("number", "").strip() or None,
        claimed_name=given.get("claimed_name", "").strip() or None,
        to_whom=_one(known, "contacted", given["to_whom"], "--to") if "to_whom" in given else None,
        answered=answered,
        duration_s=talked,
        words=given.get("words") or None,
        words_are=given.get("words_are"),
        behaviours=facts.in_order(behaviours, ids),
        attachments=(),
        source=TYPED,
    )


def _asked(known: Knowledge, given: dict[str, Any], zone: str | None, notice: str) -> dict[str, Any] | None:
    """What the person at the terminal says; None where they left. Raises InDanger."""
    from overdue_cli.cli.log_talk import talk
    from overdue_cli.cli.prompts import Leave

    try:
        return talk(known, given, zone, notice)
    except Leave:
        print("\n已离开，没有记下任何东西。", file=sys.stderr)
        return None


def _one(known: Knowledge, fact: str, word: str, flag: str) -> str:
    """The one value of a fact that `word` names."""
    ids = _several(facts.parse(known.questions[fact], word, flag))
    if len(ids) != 1:
        raise CallError(f"{flag} 只能写一个。一次联系了几个人，就记几条。")
    return ids[0]


def _several(value: facts.Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)
