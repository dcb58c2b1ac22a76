"""The record as somebody else reads it: who is meant, how often, when, what the rules say, then every contact."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from overdue_cli.assessment import Finding, Stand
from overdue_cli.casefile import Weighed
from overdue_cli.evidence.chain import Chain
from overdue_cli.evidence.contact import Attachment, Contact, Entry
from overdue_cli.evidence.counts import WITHHELD, Day, Quiet
from overdue_cli.evidence.store import Debt
from overdue_cli.knowledge.model import Knowledge, gravity
from overdue_cli.render import citing, hours_svg, html, record_page
from overdue_cli.render.block import SHORT, Block

TITLE = "催收联系记录"

COLUMNS = (("编号", "n"), ("时间", "t"), ("方式", ""), ("对方号码", "t"), ("接通", "t"), ("对谁", "t"), ("内容", "w"))


class Dossier(NamedTuple):
    """Everything an export shows of one debt. `entries` are those that stand, by time, already masked if `masked`.

    `heard` are the findings on words and told conduct, each with the ids of the entries behind it; `files` takes
    the digest of an attachment to the path of its copy inside the export. `untold` says, where digests are left
    out of a masked copy, why; the chain has then no head where that is one of them.
    """

    debt: Debt
    chain: Chain
    entries: Sequence[Entry]
    days: Sequence[Day]
    weighed: Sequence[Weighed]
    heard: Sequence[tuple[Finding, Sequence[int]]]
    files: dict[str, str]
    stand: Stand
    made_at: str
    masked: bool
    untold: str = ""


def page(one: Dossier, known: Knowledge) -> Iterator[str]:
    """The whole page, piece by piece."""
    return html.page(f"{TITLE} {one.debt.name}", _body(one, known))


def _body(one: Dossier, known: Knowledge) -> Iterator[str]:
    quiet = Quiet(*known.limits["quiet_hours"].value)
    yield from _head(one)
    yield "<h2>概要</h2>\n"
    yield from html.blocks(record_page.most(one.days, quiet, known))
    yield from _numbers(one.entries, quiet)
    yield from _findings(one, known)
    if one.days:
        yield from _hours(one.days, quiet)
    yield f"<h2>全部联系（{len(one.entries)} 条）</h2>\n"
    yield from html.table(COLUMNS, (_row(entry, one, known) for entry in one.entries))
    yield from _foot(one, known)


def _hours(days: Sequence[Day], quiet: Quiet) -> Iterator[str]:
    yield "<h2>哪天、几点</h2>\n"
    yield from hours_svg.pictures(days, quiet)
    yield from html.blocks(
        [
            Block("fine", f"一格是一小时里的次数，底色不同的两头是 {quiet.start} 到 {quiet.end}；屏幕窄就左右滑动。"),
            Block("fine", "手机和详单都记了的同一通电话（同一号码、一分钟内）只算一次；自己打出、发出的不算。"),
        ]
    )


def broken(chain: Chain) -> Iterator[Block]:
    """Where the record is no longer as it was kept: that it is not, and from which entry on."""
    if not chain.ok:
        yield Block("alert", f"第 {chain.broken_at} 条对不上：{chain.what}。这份记录不是记下时的样子。", "注意")


def _head(one: Dossier) -> Iterator[str]:
    yield f"<h1>{TITLE}</h1>\n"
    yield from html.blocks(broken(one.chain))
    first, last = (one.entries[0].contact.at[:10], one.entries[-1].contact.at[:10]) if one.entries else ("", "")
    yield html.terms(
        (
            ("欠款", html.text(one.debt.name)),
            ("放款方", html.text(one.debt.lender or "")),
            ("到期日", html.text(one.debt.due or "")),
            ("期间", f"{first} 至 {last}" if first else ""),
            ("条数", f"{len(one.entries)} 条，{len(one.days)} 天"),
            ("制表时间", html.text(one.made_at[:19].replace("T", " "))),
            ("时间写法", "中国标准时间（UTC+08:00），另有注明的除外"),
            (
                "姓名和号码",
                "对方号码完整；其他人的姓名、电话、证件号、卡号，程序认出来的已遮成星号" if one.masked else "未遮",
            ),
            *([("末条指纹", f'<span class="digest">{html.text(one.chain.head)}</span>')] if one.chain.head else []),
            *([("指纹", html.text(one.untold))] if one.untold else []),
        )
    )


def _numbers(entries: Iterable[Entry], quiet: Quiet) -> Iterator[str]:
    """What came from each number."""
    counted: dict[str, list[int]] = {}
    spans: dict[str, list[str]] = {}
    for contact in (entry.contact for entry in entries if entry.contact.direction != "out"):
        number = contact.number or WITHHELD
        row = counted.setdefault(number, [0] * 5)
        call = contact.channel == "call"
        row[0] += not call
        row[1] += call
        row[2] += call and contact.answered is True
        row[3] += call and contact.answered is False
        row[4] += quiet.holds(contact.at[11:16])
        spans.setdefault(number, [contact.at[:10]] * 2)[1] = contact.at[:10]
    if not counted:
        return
    heads = (("对方号码", "t"), ("短信等", "n"), ("电话", "n"), ("接通", "n"), ("没接通", "n"),
             (f"{quiet.start} 到 {quiet.end}", "n"), ("最早", "t"), ("最近", "t"))  # fmt: skip
    rows = sorted(counted.items(), key=lambda pair: -sum(pair[1][:2]))
    yield from html.table(
        heads,
        ([html.text(number), *(str(times or "") for times in row), *spans[number]] for number, row in rows),
        "各个号码（自己打出、发出的不算）",
    )


def _findings(one: Dossier, known: Knowledge) -> Iterator[str]:
    if one.weighed or one.heard:
        yield "<h2>对照规定</h2>\n"
        yield from html.blocks([Block("fine", "程序按联系那天有效的规定对照，不是任何机关的认定。")])
    if one.weighed:
        yield "<h3>次数、时间、对象</h3>\n"
        yield from html.blocks(_lower(record_page.over(one.weighed, known.wording, False)))
    heard = [pair for pair in one.heard if gravity(pair[0].verdict) > gravity("lawful")]
    if heard:
        yield "<h3>内容</h3>\n"
        yield f'<p class="soft">{html.text(known.wording.text_read)}</p>\n'
    for finding, ids in heard:
        places = "、".join(str(number) for number in ids[:SHORT])
        more = f" 等 {len(ids)} 条" if len(ids) > SHORT else " 条"
        yield from html.blocks(
            [
                Block("point", finding.summary, f"【{finding.label}】{finding.title}"),
                *([Block("note", f"见第 {places}{more}。")] if ids else []),
                *citing.doubts(finding),
                *citing.sources(finding.basis, known.wording, full=False),
            ]
        )


def _lower(blocks: Iterable[Block]) -> Iterator[Block]:
    """Headings of verdicts as strong lines, so that they stand below the heading of the part."""
    label = ""
    for block in blocks:
        if block.kind == "heading":
            label = block.text
        else:
            yield block._replace(lead=f"{label}{block.lead}") if block.kind == "point" else block


def _row(entry: Entry, one: Dossier, known: Knowledge) -> list[str]:
    contact = entry.contact
    return [
        str(entry.id),
        _moment(contact),
        _way(contact, known),
        html.text(contact.number or (WITHHELD if contact.channel == "call" else "")),
        _answered(contact),
        html.text(known.questions["contacted"].names.get(contact.to_whom or "", contact.to_whom or "")),
        _words(entry, one, known),
    ]


def _moment(contact: Contact) -> str:
    date, clock, offset = contact.at[:10], contact.at[11:19], contact.at[19:]
    return f"{date} {clock}" + ("" if offset == "+08:00" else f" UTC{html.text(offset)}")


def _way(contact: Contact, known: Knowledge) -> str:
    name = known.questions["channels"].names.get(contact.channel, contact.channel)
    return html.text(name) + {"out": "（自己打出、发出）"}.get(contact.direction or "", "")


def _answered(contact: Contact) -> str:
    if contact.channel != "call":
        return ""
    lasted = f" {contact.duration_s} 秒" if contact.duration_s and contact.answered else ""
    return {True: "接通", False: "没接通", None: "没有记"}[contact.answered] + lasted


def _words(entry: Entry, one: Dossier, known: Knowledge) -> str:
    """What was said, what it was told to be, what hangs on it, where it came from."""
    contact = entry.contact
    mark = "<small>大意：</small>" if contact.words_are == "summary" else ""
    said = [mark + html.text(contact.words)] if contact.words else []
    if contact.claimed_name:
        said.append(f"<small>自称：{html.text(contact.claimed_name)}</small>")
    if contact.behaviours:
        said.append(f"<small>记录人说明：{html.text(record_page.named(contact.behaviours, known))}</small>")
    if entry.corrects is not None:
        said.append(f"<small>更正第 {entry.corrects} 条，原来那条在 记录.json 里</small>")
    said += [_attachment(attachment, one.files) for attachment in contact.attachments]
    return "<br>".join(said)


def _attachment(attachment: Attachment, files: dict[str, str]) -> str:
    place = files.get(attachment.sha256)
    name = html.text(attachment.name)
    shown = f'<a href="{html.text(place)}">{name}</a>' if place else f"{name}（原件另存）"
    digest = f'，指纹 <span class="digest">{html.text(attachment.sha256)}</span>' if attachment.sha256 else ""
    return f"<small>附件：{shown}{digest}</small>"


def _foot(one: Dossier, known: Knowledge) -> Iterator[str]:
    sources: dict[tuple[str, str | None], int] = {}
    for contact in (entry.contact for entry in one.entries):
        key = (contact.source.kind, contact.source.name)
        sources[key] = sources.get(key, 0) + 1
    kinds = {"typed": "自己记下", "sms_backup": "手机短信备份", "calls_backup": "手机通话备份", "csv": "自己的表",
             "carrier_csv": "运营商详单", "carrier_xlsx": "运营商详单"}  # fmt: skip
    told = "；".join(
        f"{kinds.get(kind, kind)}{f' {name}' if name else ''} {n} 条" for (kind, name), n in sources.items()
    )
    yield "<h2>来源和核对</h2>\n"
    yield from html.blocks(
        [
            Block(
                "point",
                f"{told}。来源文件的指纹在{'没有遮住的那一份的' if one.masked else ''} 记录.json 里。",
                "从哪里来",
            ),
            Block("point", "怎么核对、指纹证明什么、不证明什么，见 说明.html。", "核对"),
            Block("fine", citing.standing(one.stand)),
            Block("fine", known.wording.notice),
        ]
    )
