"""What was compiled: the parts, and every record with the entry it was read from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from overdue_cli.compile.workshop import Workshop
from overdue_cli.compile.yamlfile import Entry
from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import Knowledge

Record = TypeVar("Record")


class Compiled:
    """The parts of one folder that were asked for, and the workshop with what is wrong with them."""

    def __init__(self, data: Path, known: Knowledge | None = None) -> None:
        self.data, self.shop = data, Workshop(data, known)
        self.parts: dict[Any, Any] = {Knowledge: known} if known else {}

    @property
    def known(self) -> Knowledge:
        """The knowledge, which every other part refers to."""
        known: Knowledge = self.parts[Knowledge]
        return known

    @property
    def library(self) -> Library:
        """The library."""
        library: Library = self.parts[Library]
        return library

    def of(self, kind: type[Record]) -> Iterator[tuple[Record, Entry]]:
        """Every record of a type with its entry, but for those in which something is wrong already."""
        return self.shop.reader.of(kind)

    def all(self, kind: type[Record]) -> list[tuple[Record, Entry]]:
        """Every record of a type with its entry."""
        return self.shop.reader.made.get(kind, [])

    def has(self, kind: Any) -> bool:
        """Whether a part was compiled here, from files that could all be read."""
        return kind in self.parts and not self.shop.broken()
