"""Where an answer goes: standard output or a file, in the format asked for."""

import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from overdue_cli.assessment import json_text
from overdue_cli.cli import environment
from overdue_cli.errors import CallError, ClosedOutputError
from overdue_cli.facts import shown
from overdue_cli.render.block import Block

FORMATS = ("text", "plain", "md", "json")


OTHER_PAPERS = ("doc", "pdf", "rtf", "odt", "wps")
"""Endings of files under which nobody expects plain text."""


def chosen_format(format_: str | None, json_: bool) -> str:
    """The format from `--format` and `--json`. Raises CallError where they disagree or it is unknown."""
    if json_ and format_ not in (None, "json"):
        raise CallError(f"--json 和 --format {shown(format_)} 只能用一个。")
    name = "json" if json_ else format_ or "text"
    if name not in FORMATS:
        raise CallError(f"--format 不认识“{shown(name)}”。可用：{'、'.join(FORMATS)}。")
    return name


def format_of_file(format_: str | None, json_: bool, file: str | None, formats: tuple[str, ...]) -> str:
    """The format of a paper: as asked for, else by the ending of its file, else the first. Raises CallError."""
    if json_ and format_ not in (None, "json"):
        raise CallError(f"--json 和 --format {shown(format_)} 只能用一个。")
    ending = os.path.splitext(file or "")[1].removeprefix(".").lower()
    if not format_ and not json_ and ending in OTHER_PAPERS:
        raise CallError(f"写不了 .{ending} 文件。可用的结尾：{'、'.join(formats)}。")
    name = "json" if json_ else format_ or (ending if ending in formats else formats[0])
    if name not in formats:
        raise CallError(f"--format 不认识“{shown(name)}”。可用：{'、'.join(formats)}。")
    return name


def write_json(document: Any, out: str | None) -> None:
    """Write one JSON document; in ASCII where standard output speaks no UTF-8."""
    ascii_only = not out and not environment.speaks_utf8(sys.stdout)
    write(json_text(document, ascii_only=ascii_only, indent=2) + "\n", out)


def write_json_list(head: dict[str, Any], name: str, items: Iterable[Any], out: str | None) -> None:
    """Write one JSON document whose last field is a list, item by item, so that a long one takes no room."""
    ascii_only = not out and not environment.speaks_utf8(sys.stdout)
    with streaming(out) as put:
        put(json_text(head, ascii_only=ascii_only, indent=2).removesuffix("\n}") + f',\n  "{name}": [')
        comma = ""
        for item in items:
            put(f"{comma}\n    {json_text(item, ascii_only=ascii_only)}")
            comma = ","
        put("\n  ]\n}\n")


def write_blocks(blocks: list[Block], format_: str, out: str | None) -> None:
    """Write a page in one of the formats that people read."""
    if format_ == "text" and not out and sys.stdout.isatty():
        from overdue_cli.render.terminal import show

        show(blocks, environment.width(sys.stdout), sys.stdout)
        return
    if format_ == "md":
        from overdue_cli.render.markdown import markdown

        write(markdown(blocks), out)
        return
    from overdue_cli.render import plain

    write(plain.text(blocks, environment.width(sys.stdout)) if format_ == "text" else plain.records(blocks), out)


def whole(format_: str, out: str | None) -> bool:
    """Whether a page holds everything, also behind a danger: what is kept or sent does, a screen does not."""
    return bool(out) or format_ == "md"


def check_target(file: str | None, force: bool) -> None:
    """Refuse early to overwrite `file` without `--force`, and ever what is no file, before any work is done."""
    if not file or not os.path.lexists(file):
        return
    if not force:
        raise CallError(f"{shown(file)} 已经存在，没有改动它。要覆盖就加 --force，或换一个文件名。")
    if not stat.S_ISREG(os.lstat(file).st_mode):  # /dev/stdout would be gone for everybody
        raise CallError(f"{shown(file)} 是文件夹、链接或设备，没有改动它。请换一个文件名。")


def write(text: str, file: str | None) -> None:
    """Write `text` to standard output, or whole and owner-only to `file`. Raises CallError."""
    with streaming(file) as put:
        put(text)


def write_bytes(data: bytes, file: str | None, kind: str) -> None:
    """Write a file of some `kind` (its ending) that is no text: to `file`, or to a pipe. Raises CallError."""
    if file:
        with _whole(file) as stream:
            stream.write(data)
    elif sys.stdout.isatty():
        raise CallError(f"{kind} 不能显示在屏幕上，要写到文件：加 -o 文件名.{kind}。")
    else:
        sys.stdout.buffer.write(data)


@contextmanager
def streaming(file: str | None) -> Iterator[Callable[[str], object]]:
    """A function that writes text to standard output, or to `file`, which appears whole, owner-only, or not at all.

    Raises CallError where the file cannot be written, ClosedOutputError where nobody reads any more.
    """
    if not file:
        try:
            yield sys.stdout.write
            sys.stdout.flush()
        except BrokenPipeError:
            raise ClosedOutputError from None
        return
    with _whole(file) as raw, io.TextIOWrapper(raw, "utf-8", errors="replace", newline="\n") as stream:
        yield stream.write


@contextmanager
def _whole(file: str) -> Iterator[BinaryIO]:
    """A stream of bytes to `file`, which appears whole, owner-only, or not at all. Raises CallError."""
    from pathlib import Path  # only where something is written to a file

    from overdue_cli import parts

    target = Path(file)
    new = not os.path.lexists(target)  # what stands there already may go: `check_target` has seen to that
    try:
        part = parts.beside(target)
        with parts.unwinding():
            try:
                with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                    yield stream
                parts.put(part, target, new)
            finally:
                part.unlink(missing_ok=True)
    except FileExistsError:
        raise CallError(f"{shown(file)} 刚刚有了别的内容，没有改动它，也没有写。请换一个文件名再运行。") from None
    except OSError:
        raise CallError(f"写不了 {shown(file)}，什么都没有写。请检查文件夹在不在、有没有权限。") from None
    print(f"已写入 {shown(file)}{parts.readers(target)}。", file=sys.stderr)
