"""What kind of file it is, told by what stands in it and never by its name; and its items, one after another."""

from collections import deque
from collections.abc import Container, Iterator, Mapping
from itertools import chain, islice
from typing import IO, NamedTuple

from overdue_cli.errors import CallError
from overdue_cli.evidence.contact import Skipped
from overdue_cli.evidence.imports import carrier, own, phone, xmlstream
from overdue_cli.evidence.imports.found import Found
from overdue_cli.evidence.imports.table import Row, coding, csv_rows, xlsx_rows
from overdue_cli.facts import shown
from overdue_cli.knowledge.imports import Imports

KINDS = ("sms_backup", "calls_backup", "carrier_csv", "carrier_xlsx", "csv")
PHONE = ("sms_backup", "calls_backup")
"""Kinds that hold everything a phone did, of which only chosen numbers are taken."""

ROOTS = {"smses": "sms_backup", "calls": "calls_backup"}

Items = Iterator[Found | Skipped | None]
"""Items of a file, why one was not taken, or None for one of a number that nobody chose."""


class Opened(NamedTuple):
    """A file whose kind is known. `told` are the headings that `--map` explained."""

    stream: IO[bytes]
    name: str
    kind: str
    words: Imports
    told: Mapping[str, str]

    def items(self, wanted: Container[str | None] | None = None) -> Items:
        """Everything in a phone's backup or a carrier's record, from its start. Raises CallError."""
        self.stream.seek(0)
        if self.kind in PHONE:
            read = phone.messages if self.kind == "sms_backup" else phone.calls
            yield from read(self.stream, self.name, wanted)
            return
        rows = self.rows()
        first = list(islice(rows, carrier.HEAD))
        head = carrier.mapped(first, self.words, self.told, self.name)
        for one in carrier.items(chain(first, rows), head, self.words):
            yield one if wanted is None or isinstance(one, Skipped) or one.number in wanted else None

    def mapped(self) -> carrier.Mapped:
        """What the columns of a carrier's record were taken for. Raises CallError."""
        self.stream.seek(0)
        return carrier.mapped(list(islice(self.rows(), carrier.HEAD)), self.words, self.told, self.name)

    def rows(self) -> Iterator[Row]:
        """The rows of a table."""
        return (xlsx_rows if self.kind == "carrier_xlsx" else csv_rows)(self.stream, self.name)

    def check(self) -> None:
        """Read the file to its end, so that a broken one adds nothing. Raises CallError."""
        self.stream.seek(0)
        if self.kind in PHONE:
            xmlstream.check(self.stream, self.name)
        else:
            deque(self.rows(), maxlen=0)


def detect(stream: IO[bytes], name: str) -> str:
    """The kind of file by its content. Raises CallError where it is none that can be read."""
    start = stream.read(1 << 12)
    stream.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return "carrier_xlsx"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise CallError(f"{shown(name)} 是旧的 .xls。请在 Excel、WPS 里另存为 .xlsx 或 CSV 再导入。")
    if not start.strip():
        raise CallError(f"{shown(name)} 是空的。请检查是不是选错了文件。")
    text = start.decode(coding(stream) if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace").lstrip()
    if text[:6].lower().startswith(("<html", "<table", "<!doct")) and "<html" in text.lower():
        raise CallError(f"{shown(name)} 其实是网页。请在 Excel、WPS 里打开，另存为 .xlsx 或 CSV 再导入。")
    if text.startswith("<"):
        root = xmlstream.root(stream, name)
        stream.seek(0)
        if root not in ROOTS:
            raise CallError(
                f"{shown(name)} 最外层是“{shown(root)}”，不认识。能读的是 SMS Backup & Restore 导出的短信（smses）和"
                "通话（calls）、运营商详单（CSV、xlsx）、log export 写的 CSV。"
            )
        return ROOTS[root]
    if b"\x00" in start and start[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise CallError(f"{shown(name)} 不是文字，也不是 xlsx。能读的是手机备份（xml）、运营商详单（CSV、xlsx）。")
    headings = next(csv_rows(stream, name), (0, []))[1]
    stream.seek(0)
    return "csv" if own.is_own(headings) else "carrier_csv"
