"""Rows of a table that a person has: CSV in any of the codings of Chinese computers, or XLSX."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, time, timedelta
from itertools import islice
from typing import IO, Any

from overdue_cli.errors import CallError
from overdue_cli.evidence.imports import xmlstream
from overdue_cli.facts import shown

LARGEST_CELL = 1 << 20
LARGEST_BOOK = 512 << 20
"""Bytes of a workbook unpacked; a year of calls has a few millions."""

Row = tuple[int, list[str]]
"""The place of a row in its file, from 1, and its cells as text."""


def coding(stream: IO[bytes]) -> str:
    """The coding of a text: by its byte order mark, else UTF-8 where all of it is, else GB18030."""
    start = stream.read(4)
    stream.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(1 << 18):
            decoder.decode(chunk)
        decoder.decode(b"", True)
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "gb18030"
    finally:
        stream.seek(0)


def csv_rows(stream: IO[bytes], name: str) -> Iterator[Row]:
    """The rows of a CSV file, separated by commas, semicolons or tabs. Raises CallError."""
    text = io.TextIOWrapper(stream, encoding=coding(stream), errors="replace", newline="")
    try:
        csv.field_size_limit(LARGEST_CELL)
        mark = _mark(islice(text, 20))
        text.seek(0)
        reader, number = csv.reader(text, delimiter=mark), 0
        for cells in reader:
            number += 1
            yield number, cells
    except csv.Error:
        raise CallError(
            f"{shown(name)} 第 {number + 1} 行不是合格的 CSV。用 Excel 或 WPS 打开，另存为 CSV 再试。"
        ) from None
    finally:
        with suppress(ValueError):  # left unread until the file was closed
            text.detach()


def xlsx_rows(stream: IO[bytes], name: str) -> Iterator[Row]:
    """The rows of the first sheet of a workbook that has any. Raises CallError, also where openpyxl is missing."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise CallError(
            "读 Excel 文件要多装一个库：pip install 'overdue-cli[xlsx]'（或 pipx inject overdue-cli openpyxl）；"
            "也可以在 Excel、WPS 里另存为 CSV 再导入。"
        ) from None
    import warnings

    try:
        with zipfile.ZipFile(stream) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_BOOK:
                raise CallError(f"{shown(name)} 解开后太大了。请在 Excel、WPS 里另存为 CSV 再导入。")
            for part in archive.namelist():
                if not _is_xml(archive.open(part).read(64)):  # whatever it is called: the library goes by other signs
                    continue
                try:
                    xmlstream.root(archive.open(part), name)  # refuses a document type
                except xmlstream.DocumentTypeError:
                    raise
                except CallError:
                    if part.endswith((".xml", ".rels")):
                        raise
        stream.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles, which nobody here looks at
            book = load_workbook(stream, read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                number = 0
                for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                    yield number, [_cell(value) for value in cells]
                if number > 1:
                    return
    except CallError:
        raise
    except Exception:  # whatever a broken workbook makes the library raise
        raise CallError(f"{shown(name)} 打不开，不是完好的 xlsx 文件。请在 Excel、WPS 里另存一份再试。") from None


def _is_xml(start: bytes) -> bool:
    """Whether a part of a workbook begins as XML does, in any coding that a parser takes."""
    return start.lstrip(codecs.BOM_UTF8 + codecs.BOM_UTF16_LE + b"\x00 \t\r\n").startswith(b"<")


def _mark(lines: Iterable[str]) -> str:
    """What separates cells: the commonest mark of the first line that has two of one."""
    for line in lines:
        mark = max(",\t;", key=line.count)
        if line.count(mark) > 1:
            return mark
    return ","


def untouched(cell: str) -> str:
    """A cell without what exporters put before numbers so that Excel leaves them alone: a tab, `="…"`."""
    cell = cell.strip(" \t\u3000")
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell


def _cell(value: Any) -> str:
    """A cell of a workbook as the text that it shows."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, timedelta):
        return str(int(value.total_seconds()))
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
