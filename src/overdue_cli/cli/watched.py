"""How far the reading of a file is, on standard error where that is a terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from overdue_cli.evidence.imports.kinds import Opened


@contextmanager
def watched(opened: Opened, what: str) -> Iterator[Opened]:
    """The opened file, with a bar on standard error as it is read where that is a terminal."""
    opened.stream.seek(0)
    if not sys.stderr.isatty():
        yield opened
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    size = os.fstat(opened.stream.fileno()).st_size
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield opened._replace(stream=bar.wrap_file(opened.stream, total=size, description=what))  # type: ignore[arg-type]
