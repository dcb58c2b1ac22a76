"""What every maker of records has: the files, the ids seen so far, the limits, and where faults go."""

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from overdue_cli.errors import Fault
from overdue_cli.knowledge import model
from overdue_cli.knowledge.conditions import Vocabulary
from overdue_cli.knowledge.yamlfile import Entry

Made = TypeVar("Made")


class Maker:
    """Makes records out of the entries of the knowledge files; remembers the ids it has seen."""

    def __init__(self, files: dict[str, Entry], faults: list[Fault]) -> None:
        self.files, self.faults = files, faults
        self.ids: dict[str, str] = {}
        self.limits: dict[str, model.Limit] = {}
        self.vocabulary = Vocabulary({}, self.limits)

    def each(self, file: str, key: str, make: Callable[[Entry], Made]) -> Iterator[Made]:
        """`make` applied to each entry of a list; unknown keys and repeated ids are faults."""
        for entry in list(self.files[file].entries(key)):
            made = make(entry)
            entry.close()
            yield made

    def id(self, entry: Entry) -> str:
        """The id of a record; a fault where it is malformed or taken."""
        name = entry.text("id")
        if not re.fullmatch(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*", name):
            entry.fault(f"id“{name}”不合格", "用小写英文字母、数字，中间用 - 或 _", "id")
        elif name in self.ids:
            entry.fault(f"id“{name}”已经用过", f"{self.ids[name]} 已有，换一个", "id")
        self.ids.setdefault(name, entry.where)
        return name

    def fill(self, entry: Entry, key: str, default: str | None = None) -> str:
        """The text under `key`, in which `{limit_id}` stands for the limit, so that no number is written twice."""
        return self.filled_in(entry, entry.text(key, default), key)

    def filled_in(self, entry: Entry, text: str, key: str) -> str:
        """`text` with its limits filled in; a fault at `key` where one does not exist."""

        def value(match: re.Match[str]) -> str:
            limit = self.limits.get(match[1])
            if limit is None:
                entry.fault(f"没有叫“{match[1]}”的界限", f"界限有：{'、'.join(self.limits)}", key)
                return match[0]
            return spoken(limit)

        return re.sub(r"\{(\w+)\}", value, text)


def spoken(limit: model.Limit) -> str:
    """A limit as it is said in a sentence: `3`, or `22:00 至次日 8:00`."""
    if len(limit.value) == 1:
        return str(limit.value[0])
    first, last = limit.value
    return f"{first.removeprefix('0')} 至{'次日' if last < first else ''} {last.removeprefix('0')}"
