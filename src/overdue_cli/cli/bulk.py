"""Rows of a file to lines of JSON: reading formats, sharing work between processes, telling how far it is.

Apart from `screen`, which binds the command, so that no other command pays for its imports.
"""

import csv
import gc
import io
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from overdue_cli.cli import environment, inputs
from overdue_cli.errors import CallError
from overdue_cli.facts import shown
from overdue_cli.headings import fields, filled
from overdue_cli.knowledge import store
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.parts import default_signals
from overdue_cli.reading import LARGEST, read
from overdue_cli.screening import Done, Line, Row, Screen, batches, parsed

BATCH = 200
"""Rows that a process takes at a time."""

ENDINGS = {".csv": "csv", ".txt": "text", ".parquet": "parquet"}
"""The format of a file by the ending of its name; any other is JSON Lines."""


def screened(rows: Iterator[Row | Line], known: Knowledge, kind: str, compact: bool, jobs: int) -> Iterator[Done]:
    """Rows to lines of JSON, batch by batch in order, on `jobs` processes; few rows are done here."""
    job = Job(environment.cache(), environment.today(), kind, compact)
    work = batches(rows, BATCH)
    first = next(work, [])
    here = job.screen(known)
    yield job.done(here, first)
    if len(first) < BATCH or jobs == 1:
        for batch in work:
            yield job.done(here, batch)
        return
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(job,)) as pool:
        waiting: deque[Future[Done]] = deque()
        for batch in work:
            waiting.append(pool.submit(_done, batch))
            if len(waiting) >= 3 * jobs:  # what is read ahead stays small, however long the file
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class Job(NamedTuple):
    """What a process must know to do its share."""

    cache: Path | None
    today: str
    kind: str
    compact: bool

    def screen(self, known: Knowledge) -> Screen:
        """The screen of a process, made once; what it was made from is not looked at again for garbage."""
        screen = Screen(known, read.load(known, self.cache), self.today, compact=self.compact)
        gc.freeze()
        return screen

    def done(self, screen: Screen, batch: Iterable[Row | Line]) -> Done:
        """A batch assessed."""
        return screen.batch(batch, lambda line: row_of(line, self.kind))


_share: tuple[Job, Screen] | None = None


def _begin(job: Job) -> None:
    """Load the knowledge once in a process of its own."""
    global _share
    default_signals()
    _share = job, job.screen(store.knowledge(job.cache))


def _done(batch: list[Row | Line]) -> Done:
    assert _share is not None
    job, screen = _share
    return job.done(screen, batch)


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


def kind_of(file: str, kind: str) -> str:
    """The format of a file: as told, or for `auto` by the ending of its name."""
    return kind if kind != "auto" else ENDINGS.get(Path(file).suffix.lower(), "jsonl")


def rows(stream: IO[bytes], file: str, kind: str, known: Knowledge) -> Iterator[Row | Line]:
    """The rows of a file of this kind, or its lines, which are opened where they are assessed. Raises CallError."""
    if kind in ("csv", "parquet"):
        yield from (_table if kind == "csv" else _parquet)(stream, file, known)
    else:
        yield from _lines(stream)


def row_of(line: Line, kind: str) -> Row:
    """A line as a row: a JSON object, or words."""
    if line.raw is None:
        return Row(line.line, {}, "这一行超过 1 MB，太大了。")
    try:
        words = inputs.decode(line.raw, f"第 {line.line} 行").rstrip("\r\n")
    except CallError as error:
        return Row(line.line, {}, str(error))
    return parsed(line.line, words) if kind == "jsonl" else Row(line.line, {"text": words})


def _lines(stream: IO[bytes]) -> Iterator[Line]:
    """Lines with their number, blank ones left out."""
    number = 0
    while raw := stream.readline(2 * LARGEST):
        number += 1
        if raw.endswith(b"\n") or len(raw) < 2 * LARGEST:
            if not _is_blank(raw):
                yield Line(number, raw)
            continue
        while raw and not raw.endswith(b"\n"):
            raw = stream.readline(LARGEST)
        yield Line(number, None)


def _table(stream: IO[bytes], file: str, known: Knowledge) -> Iterator[Row]:
    """The rows of a CSV file; its first row names the columns."""
    coding = "utf-8-sig"
    try:
        stream.peek(1 << 16)[: 1 << 16].rsplit(b"\n", 1)[0].decode(coding)  # type: ignore[attr-defined]
    except UnicodeDecodeError:
        coding = "gb18030"
    csv.field_size_limit(2 * LARGEST)
    reader = csv.reader(io.TextIOWrapper(stream, encoding=coding, errors="replace", newline=""))
    try:
        names = next(reader, [])
    except csv.Error:
        names = []
    heads = _heads(names, file, known)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(number, {}, "这一行不是合格的 CSV。")
            continue
        if any(cells[len(names) :]):
            yield Row(number, {}, "这一行比第一行多出几格。有逗号的消息要用双引号括起来。")
        elif cells:
            row = [cells[place] if place < len(cells) else "" for place in heads]
            yield Row(number, filled(heads.values(), row, known.questions))


def _parquet(stream: IO[bytes], file: str, known: Knowledge) -> Iterator[Row]:
    """The rows of a Parquet file, counted from 1. Raises CallError, also where the library is missing."""
    if not stream.seekable():
        raise CallError("Parquet 不能从标准输入读。请写文件名。")
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise CallError("读 Parquet 要多装一个库：python -m pip install 'overdue-cli[arrow]'。") from None
    number = 0
    try:
        table = ParquetFile(stream)
        names = table.schema_arrow.names
        heads = _heads(names, file, known)
        for batch in table.iter_batches(BATCH, columns=[names[place] for place in heads]):
            columns = [batch.column(names[place]).to_pylist() for place in heads]
            for row in zip(*columns, strict=True):
                number += 1
                yield Row(number, filled(heads.values(), row, known.questions))
    except (ArrowException, OSError):
        after = f"第 {number} 行以后读不下去了" if number else "不是合格的 Parquet 文件"
        raise CallError(f"{shown(file)}：{after}。请重新导出一次。") from None


def _heads(names: list[str], file: str, known: Knowledge) -> dict[int, str]:
    """Which columns of a table count; the others are named on standard error."""
    try:
        heads = fields(names, known.questions)
    except CallError as error:
        raise CallError(f"{shown(file)}：{error}") from None
    others = [shown(name) for place, name in enumerate(names) if place not in heads]
    if others:
        print(f"没有用到的列：{'、'.join(others)}。", file=sys.stderr)
    return heads


def _is_blank(raw: bytes) -> bool:
    """Whether a line holds nothing but space, that of other scripts and a byte order mark too."""
    return raw.isspace() or (len(raw) < 20 and not raw.decode("utf-8-sig", "replace").strip())


@contextmanager
def progress() -> Iterator[Callable[[int], None]]:
    """Counts on standard error, twice a second, where it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda rows: None
        return
    count, told = 0, time.monotonic()

    def tell(rows: int) -> None:
        nonlocal count, told
        count += rows
        if time.monotonic() - told > 0.5:
            told = time.monotonic()
            print(f"\r已看 {count} 条", end="", file=sys.stderr, flush=True)

    yield tell
    print(f"\r已看 {count} 条", file=sys.stderr)
