"""Rows of a file to lines of JSON: reading formats, sharing work between processes, telling how far it is.

Apart from `screen`, which binds the command, so that no other command pays for its imports.
"""

import csv
import io
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from overdue_cli.cli import environment, inputs
from overdue_cli.errors import CallError
from overdue_cli.facts import shown
from overdue_cli.knowledge import store
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading import LARGEST, read
from overdue_cli.screening import Row, Screen, batches, parsed

BATCH = 100
"""Rows that a process takes at a time."""

TEXT_COLUMNS = ("text", "短信", "内容", "短信内容", "消息", "正文", "原话", "message", "content")
"""Headings under which the message stands in a table."""


def screened(rows: Iterator[Row], known: Knowledge, compact: bool, jobs: int) -> Iterator[tuple[str, bool]]:
    """Rows to lines, in order, on `jobs` processes; few rows are done here."""
    cache, today = environment.cache(), environment.today()
    work = batches(rows, BATCH)
    first = next(work, [])
    here = Screen(known, read.load(known, cache), today, compact)
    yield from here.batch(first)
    if len(first) < BATCH or jobs == 1:
        for batch in work:
            yield from here.batch(batch)
        return
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(cache, today, compact)) as pool:
        waiting: deque[Future[list[tuple[str, bool]]]] = deque()
        for batch in work:
            waiting.append(pool.submit(_done, batch))
            if len(waiting) >= 3 * jobs:  # what is read ahead stays small, however long the file
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


_screen: Screen | None = None


def _begin(cache: Path | None, today: str, compact: bool) -> None:
    """Load the knowledge once in a process of its own."""
    global _screen
    known = store.knowledge(cache)
    _screen = Screen(known, read.load(known, cache), today, compact)


def _done(batch: list[Row]) -> list[tuple[str, bool]]:
    assert _screen is not None
    return _screen.batch(batch)


@contextmanager
def opened(file: str) -> Iterator[IO[bytes]]:
    """The file, or standard input for `-`. Raises CallError."""
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = open(file, "rb")  # noqa: SIM115
    except (OSError, ValueError):
        raise CallError(f"{shown(file)}：没有这个文件，或者读不了。请检查路径。") from None
    with stream:
        yield stream


def rows(stream: IO[bytes], file: str, kind: str) -> Iterator[Row]:
    """The rows of a file of this kind; `auto` goes by the ending of its name. Raises CallError."""
    if kind == "auto":
        kind = {".csv": "csv", ".txt": "text"}.get(Path(file).suffix.lower(), "jsonl")
    if kind == "csv":
        yield from _table(stream, file)
        return
    for number, line in _lines(stream):
        if line is None:
            yield Row(number, {}, "这一行超过 1 MB，太大了。")
        elif line.strip():
            yield parsed(number, line) if kind == "jsonl" else Row(number, {"text": line})


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, str | None]]:
    """Lines with their number, decoded; None for one too long to be held."""
    number = 0
    while raw := stream.readline(2 * LARGEST):
        number += 1
        if raw.endswith(b"\n") or len(raw) < 2 * LARGEST:
            yield number, inputs.decode(raw, f"第 {number} 行").rstrip("\r\n")
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(LARGEST)
        yield number, None


def _table(stream: IO[bytes], file: str) -> Iterator[Row]:
    """The rows of a CSV file; its first row names the columns."""
    coding = "utf-8-sig"
    try:
        stream.peek(1 << 16)[: 1 << 16].rsplit(b"\n", 1)[0].decode(coding)  # type: ignore[attr-defined]
    except UnicodeDecodeError:
        coding = "gb18030"
    reader = csv.DictReader(io.TextIOWrapper(stream, encoding=coding, errors="replace", newline=""))
    column = next((name for name in reader.fieldnames or () if name.strip().lower() in TEXT_COLUMNS), None)
    if column is None:
        named = "、".join(TEXT_COLUMNS[:5])
        raise CallError(f"{shown(file)} 没有消息那一列。第一行要有列名，其中一列叫 {named} 之一。")
    csv.field_size_limit(2 * LARGEST)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            yield Row(number, {}, "这一行不是合格的 CSV。")
            continue
        if row is None:
            return
        yield Row(number, {"text": row[column] or "", **({"id": row["id"]} if row.get("id") else {})})


@contextmanager
def progress() -> Iterator[Callable[[], None]]:
    """Counts on standard error, twice a second, where it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    count, told = 0, time.monotonic()

    def tell() -> None:
        nonlocal count, told
        count += 1
        if time.monotonic() - told > 0.5:
            told = time.monotonic()
            print(f"\r已看 {count} 条", end="", file=sys.stderr, flush=True)

    yield tell
    print(f"\r已看 {count} 条", file=sys.stderr)
