"""The elements of an XML file one after another, in constant memory, from a file that nobody vouches for.

A phone writes an emoji as two character references, each half of a UTF-16 pair, which XML forbids; they are
joined before the parser sees them. A document type, where entities would be declared, is refused.
"""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat

from overdue_cli.errors import CallError
from overdue_cli.facts import shown

CHUNK = 1 << 18
LONGEST_ROW = 1 << 20
LARGEST_TAG = 64 << 20
"""Bytes of one element with its attributes; a message with a picture has some millions."""

_gb = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']gb", re.I)

_REFERENCE = rb"&#(?:[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});"
_references = re.compile(_REFERENCE + b"(?:" + _REFERENCE + b")*")  # begins with plain letters, which is searched fast
_one = re.compile(rb"&#(?:([0-9]+)|[xX]([0-9a-fA-F]+));")
_IN_REFERENCE = b"&#xX0123456789abcdefABCDEF;"


class DocumentTypeError(CallError):
    """The file declares a document type."""


def elements(stream: IO[bytes], name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every start of an element, with its attributes; `name` is what errors call the file. Raises CallError."""
    found: list[tuple[str, dict[str, str]]] = []
    start = {"StartElementHandler": lambda tag, attributes: found.append((tag, attributes))}
    for _ in _fed(stream, name, start):
        yield from found
        found.clear()


def root(stream: IO[bytes], name: str) -> str:
    """The tag of the outermost element. Raises CallError."""
    for tag, _ in elements(stream, name):
        return tag
    raise CallError(f"{shown(name)} 里什么都没有。请重新导出一份备份。")


def check(stream: IO[bytes], name: str) -> None:
    """Read to the end without keeping anything. Raises CallError where a part cannot be read."""
    for _ in _fed(stream, name, {}):
        pass


def _readable(stream: IO[bytes]) -> tuple[Any, str | None]:
    """The stream in a coding that the parser knows, and which to tell it; None where the file tells it itself.

    The parser knows no Chinese coding, and broken characters can only be mended where letters are single bytes.
    """
    start = stream.read(200)
    stream.seek(0)
    wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and not _gb.match(start):
        return stream, None
    return codecs.EncodedFile(stream, "utf-8", "utf-16" if wide else "gb18030", "replace"), "utf-8"


def _parser(name: str, coding: str | None) -> Any:
    parser = expat.ParserCreate(coding)

    def refuse(*_: object) -> None:
        raise DocumentTypeError(f"{shown(name)} 带有 DTD 声明，这种文件里不该有，没有导入任何东西。请重新导出一份。")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _fed(stream: IO[bytes], name: str, handlers: dict[str, Any]) -> Iterator[None]:
    """Give the file from its start to a parser with these handlers, piece by piece."""
    readable, coding = _readable(stream)
    parser, fed = _parser(name, coding), 0
    for event, handler in handlers.items():
        setattr(parser, event, handler)
    try:
        for piece in joined(readable):
            parser.Parse(piece)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > LARGEST_TAG:
                raise CallError(f"{shown(name)} 里有一条超过 {LARGEST_TAG >> 20} MB，太大了，没有导入任何东西。")
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        raise CallError(
            f"{shown(name)} 第 {error.lineno} 行读不下去，没有导入任何东西。它不是完好的 XML，请重新导出。"
        ) from None
    except (ValueError, LookupError):  # the parser asks Python for the coding that the file names
        raise CallError(f"{shown(name)} 写明的文字编码读不了，没有导入任何东西。请重新导出成 UTF-8。") from None


def joined(stream: IO[bytes]) -> Iterator[bytes]:
    """The bytes of the file in pieces, halves of characters joined, forbidden characters replaced."""
    held = b""
    while chunk := stream.read(CHUNK):
        data = held + chunk
        whole = data.rstrip(_IN_REFERENCE)
        held = data[len(whole) :]
        if len(held) > LONGEST_ROW:  # no row of references, only something of their letters
            whole, held = data, b""
        if whole:
            yield _mended(whole)
    if held:
        yield _mended(held)


def _mended(data: bytes) -> bytes:
    return _references.sub(lambda match: _joined(match[0]), data) if b"&#" in data else data


@lru_cache(maxsize=4096)
def _joined(references: bytes) -> bytes:
    """A row of character references with halves joined; what XML forbids becomes the replacement character."""
    codes = [int(ten) if ten else int(sixteen, 16) for ten, sixteen in _one.findall(references)]
    mended: list[int] = []
    for code in codes:
        if 0xDC00 <= code < 0xE000 and mended and 0xD800 <= mended[-1] < 0xDC00:
            mended[-1] = 0x10000 + ((mended[-1] - 0xD800) << 10) + code - 0xDC00
        else:
            mended.append(code)
    return b"".join(b"&#%d;" % (code if _allowed(code) else 0xFFFD) for code in mended)


def _allowed(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
