"""Our own table of contacts, as CSV that Excel opens: written and read here, so that it comes back as it was."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import IO

from overdue_cli import facts
from overdue_cli.errors import CallError
from overdue_cli.evidence.contact import Attachment, Contact, Entry, Skipped, Source
from overdue_cli.evidence.imports.table import csv_rows
from overdue_cli.evidence.moments import local, zone
from overdue_cli.knowledge.model import Question

COLUMNS = (
    "编号", "时间", "时差", "时区", "方向", "方式", "号码", "自称", "对谁", "接通", "通话秒数", "内容", "内容性质",
    "行为", "附件", "来源类型", "来源文件", "来源指纹", "来源第几条", "记入时间", "指纹",
)  # fmt: skip
DIRECTIONS = {"in": "对方来", "out": "自己去"}
ANSWERED = {True: "是", False: "否"}
WORDS_ARE = {"verbatim": "原话", "summary": "大意"}
UNTOLD = "指纹略"
"""Stands for the digest of an attachment in a masked table; such an attachment is not read back."""

FORMULA = "=+-@\t\r\n＝＋－＠"
"""A cell that begins with one of these is a formula to Excel, or may become one."""

_defused = re.compile(f"'+[{re.escape(FORMULA)}]")


def write(entries: Iterable[Entry], stream: IO[str], questions: Mapping[str, Question]) -> None:
    """The entries as a table; the caller writes the byte order mark that Excel wants."""
    rows = csv.writer(stream)
    rows.writerow(COLUMNS)
    for entry in entries:
        rows.writerow(_row(entry, questions))


def is_own(headings: Iterable[str]) -> bool:
    """Whether these are the headings of our own table."""
    return set(COLUMNS[1:13]) <= set(headings)


def contacts(
    stream: IO[bytes], name: str, file: Source, questions: Mapping[str, Question]
) -> Iterator[Contact | Skipped]:
    """The contacts in a table of ours. What was typed there counts as read from this file. Raises CallError."""
    rows = csv_rows(stream, name)
    headings = next(rows, (0, []))[1]
    if not is_own(headings):
        raise CallError(f"{facts.shown(name)} 不是 overdue-cli log export 写的表。运营商详单用 --kind carrier_csv。")
    for number, cells in rows:
        if not any(cells):
            continue
        try:
            fields = {heading: _open(cell) or None for heading, cell in zip(headings, cells, strict=False)}
            yield _contact(fields, file._replace(item=number), questions)
        except CallError as error:
            yield Skipped(number, str(error))


def _row(entry: Entry, questions: Mapping[str, Question]) -> list[object]:
    one, source = entry.contact, entry.contact.source
    at = datetime.fromisoformat(one.at)
    cells = {
        "编号": entry.id,
        "时间": f"{at:%Y-%m-%d %H:%M:%S}",
        "时差": f"UTC{one.at[19:]}",
        "时区": one.zone,
        "方向": DIRECTIONS.get(one.direction or ""),
        "方式": questions["channels"].names.get(one.channel, one.channel),
        "号码": one.number,
        "自称": one.claimed_name,
        "对谁": questions["contacted"].names.get(one.to_whom or "", one.to_whom),
        "接通": None if one.answered is None else ANSWERED[one.answered],
        "通话秒数": one.duration_s,
        "内容": one.words,
        "内容性质": WORDS_ARE.get(one.words_are or ""),
        "行为": "、".join(questions["behaviours"].names.get(name, name) for name in one.behaviours),
        "附件": "\n".join(f"{a.sha256 or UNTOLD} {a.bytes} {a.name}" for a in one.attachments),
        "来源类型": source.kind,
        "来源文件": source.name,
        "来源指纹": source.sha256,
        "来源第几条": source.item,
        "记入时间": entry.entered_at,
        "指纹": entry.digest,
    }
    return [_closed(heading, "" if cells[heading] is None else str(cells[heading])) for heading in COLUMNS]


def _closed(heading: str, text: str) -> str:
    """A cell that Excel shows as it is: no formula, and no long number turned into a power of ten."""
    if heading == "号码" and text.isdigit():
        return f"\t{text}"
    return f"'{text}" if text.startswith(tuple(FORMULA)) or _defused.match(text) else text


def _open(cell: str) -> str:
    """The text in a cell that `_closed` wrote."""
    if _defused.match(cell):
        return cell[1:]
    return cell[1:] if cell.startswith("\t") and cell[1:].isdigit() else cell


def _contact(fields: dict[str, str | None], file: Source, questions: Mapping[str, Question]) -> Contact:
    at, named = fields.get("时间") or "", fields.get("时区")
    offset = (fields.get("时差") or "").removeprefix("UTC")
    kind = fields.get("来源类型") or "typed"
    source = Source(kind, fields.get("来源文件"), fields.get("来源指纹"), _count(fields, "来源第几条"))
    behaviours, channel = fields.get("行为"), _id(fields, "方式", questions["channels"].names)
    if channel is None:
        raise CallError("“方式”一列是空的")
    return Contact(
        at=local(at, zone(offset or named or "+08:00"), "时间"),
        zone=named or offset or "+08:00",
        direction=_id(fields, "方向", DIRECTIONS),
        channel=channel,
        number=fields.get("号码"),
        claimed_name=fields.get("自称"),
        to_whom=_id(fields, "对谁", questions["contacted"].names),
        answered={"是": True, "否": False}.get(fields.get("接通") or ""),
        duration_s=_count(fields, "通话秒数"),
        words=fields.get("内容"),
        words_are=(_id(fields, "内容性质", WORDS_ARE) or "verbatim") if fields.get("内容") else None,
        behaviours=_ids(behaviours, questions["behaviours"]) if behaviours else (),
        attachments=tuple(
            _attachment(line)
            for line in (fields.get("附件") or "").split("\n")
            if line and not line.startswith(f"{UNTOLD} ")
        ),
        source=file if kind == "typed" else source,
    )


def _id(fields: Mapping[str, str | None], heading: str, names: Mapping[str, str]) -> str | None:
    """The id under a heading, written as itself or by its Chinese name; None where the cell is empty."""
    text = fields.get(heading)
    if text is None or text in names:
        return text
    found = next((name for name, chinese in names.items() if chinese == text), None)
    if found is None:
        raise CallError(f"“{heading}”一列不认识“{facts.shown(text)}”。可用：{'、'.join(names.values())}")
    return found


def _ids(text: str, question: Question) -> tuple[str, ...]:
    found = facts.parse(question, text, "“行为”一列")
    return found if isinstance(found, tuple) else ()


def _count(fields: Mapping[str, str | None], heading: str) -> int | None:
    text = fields.get(heading)
    if text is None:
        return None
    if not re.fullmatch("[0-9]{1,9}", text):
        raise CallError(f"“{heading}”一列要写整数，收到的是“{facts.shown(text)}”")
    return int(text)


def _attachment(line: str) -> Attachment:
    match = re.fullmatch(r"([0-9a-f]{64}) ([0-9]+) (.+)", line)
    if not match:
        raise CallError(f"“附件”一列读不懂“{facts.shown(line)}”")
    return Attachment(match[3], match[1], int(match[2]))
