"""Where parts are compiled: the files, read once, the records in them, and what refers to what."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_origin

from overdue_cli.compile import codes
from overdue_cli.compile.conditions import Fact, Vocabulary
from overdue_cli.compile.fields import Field, fields, is_record, item
from overdue_cli.compile.files import folder_of
from overdue_cli.compile.reader import Reader, empty
from overdue_cli.compile.special import COMMENTS, SPECIAL
from overdue_cli.compile.yamlfile import Entry, read
from overdue_cli.errors import Fault
from overdue_cli.knowledge.declared import By, Files, In, Key, Lists, Made, Some
from overdue_cli.knowledge.model import Knowledge

FIRST = ("limits", "words")
"""What conditions, texts and patterns speak of is read before them."""


class Workshop:
    """Reads the files in a folder and makes parts of them; `faults` collects what is wrong.

    `known` is the knowledge compiled already, where another part alone is wanted.
    """

    def __init__(self, data: Path, known: Knowledge | None = None) -> None:
        self.data, self.faults = data, list[Fault]()
        self.tops: dict[Path, Entry] = {}
        words = Vocabulary(known.questions, known.limits) if known else self.vocabulary()
        if known:
            words.groups = tuple(dict.fromkeys(one.group for one in known.behaviours.values()))
        self.reader = Reader(self.faults, words, SPECIAL, COMMENTS)

    def top(self, path: Path) -> Entry:
        """The top of a file, which is read once."""
        if path not in self.tops:
            self.tops[path] = read(path, self.faults)
            self.tops[path].date("checked_on", "")
        return self.tops[path]

    def file(self, name: str) -> Entry:
        """The top of a file of `data`."""
        return self.top(self.data / f"{name}.yaml")

    def folder(self, name: str) -> list[Entry]:
        """The tops of all files of a folder."""
        return [self.top(path) for path in sorted(folder_of(name, self.data).glob("*.yaml"))]

    def vocabulary(self) -> Vocabulary:
        """What conditions may speak of, learnt before anything is read."""
        words, rules, behaviours = Vocabulary(), self.file("rules"), self.file("behaviours")
        for entry in _rows(rules, "questions"):
            fact, names = str(entry.values.get("fact")), entry.values.get("names")
            values = dict.fromkeys(names.values if isinstance(names, Entry) else (), "")
            listed = entry.values.get("groups")
            groups = {key: _texts(row) for key, row in listed.values.items()} if isinstance(listed, Entry) else {}
            words.facts[fact] = Fact(fact, str(entry.values.get("kind")), values, groups)
        words.sound = bool(words.facts) and not behaviours.broken
        rows = _rows(behaviours, "behaviours")
        words.groups = tuple(dict.fromkeys(str(one.values.get("group")) for one in rows))
        names = {str(one.values.get("id")): "" for one in rows}
        for fact in ("behaviours", "told"):  # what there is to be told is what behaviours there are
            if "behaviours" in words.facts:
                words.facts[fact] = Fact(fact, "many", names, {})
        return words

    def read(self, kind: Any) -> dict[str, Any]:
        """The fields of a part, as its annotations say; those that the program makes are empty."""
        self.reader.ids.clear()
        values: dict[str, Any] = {}
        for field in sorted(fields(kind), key=lambda field: field.name not in FIRST):
            values[field.name] = self.field(kind, field)
            if field.name == "limits":
                self.reader.vocabulary.limits.update(values["limits"])
        return values

    def field(self, kind: Any, field: Field) -> Any:
        """One field of a part: from its file, from all files of a folder, or empty."""
        if one := field.mark(Files):
            return shaped(field, [self.reader.record(row_kind(field), top) for top in self.folder(one.folder)])
        if lists := field.mark(Lists):
            return joined(field, [self.written(kind, field, top) for top in self.folder(lists.folder)])
        file = field.mark(In)
        if field.has(Made) or file is None:
            return empty(field)
        made = self.written(kind, field, self.file(file.file))
        return shaped(field, made) if row_kind(field) and isinstance(made, tuple) else made

    def written(self, kind: Any, field: Field, top: Entry) -> Any:
        """What one file says of a field; of records a list."""
        key = field.path[-1]
        if field.has(Some) and not top.raw(key):
            strange = top.values.keys() - {one.path[0] for one in fields(kind)}
            near = next(iter(get_close_matches(key, strange, n=1)), "")
            top.read.add(near)  # told once
            remedy = f"“{near}”是不是写错了？写成 {key}:" if near else f"写 {key}: 和下面的条目"
            top.fault(codes.NO_PART, f"没有“{key}”这一部分", remedy, near)
            return () if row_kind(field) else empty(field)
        if special := SPECIAL.get((kind, field.name)):
            return special(self.reader, field, top, ())
        if is_record(field.kind) and not field.has(Key):
            return self.reader.record(field.kind, top)
        if row_kind(field):
            field = field._replace(kind=tuple[row_kind(field), ...])  # type: ignore[misc]
        return self.reader.value(field, top, key)

    def broken(self) -> set[str]:
        """Names of the files that could not be read, and of the folders with such a file."""
        paths = [path for path, top in self.tops.items() if top.broken]
        return {path.stem for path in paths} | {path.parent.name for path in paths if path.parent != self.data}

    def close(self) -> None:
        """Report keys that nobody asked for."""
        for top in self.tops.values():
            top.close()


def row_kind(field: Field) -> Any:
    """The type of the records that a field holds many of; None where it holds none."""
    kind = field.kind
    by_name = get_origin(kind) not in (None, tuple)
    if by_name and get_origin(item(kind)) is tuple and not field.has(By):
        return None  # lists by name, written as such
    while get_origin(kind) is not None:
        kind = item(kind)
    return kind if is_record(kind) and kind is not field.kind else None


def shaped(field: Field, rows: Iterable[Any]) -> Any:
    """Records as the field holds them: a list, or by their first field, or lists of them by another."""
    if get_origin(field.kind) is tuple:
        return tuple(rows)
    by = field.mark(By)
    if by is None:
        return {row[0]: row for row in rows}
    found: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        name = getattr(row, by.field)
        found[name] = (*found.get(name, ()), row)
    return found


def joined(field: Field, parts: list[Any]) -> Any:
    """What all files of a folder say of a field, as one."""
    if row_kind(field) or get_origin(field.kind) is tuple:
        return shaped(field, [row for part in parts for row in part])
    return {key: value for part in parts for key, value in part.items()}


def _texts(row: Any) -> tuple[str, ...]:
    return tuple(map(str, row if isinstance(row, list) else [row]))


def _rows(top: Entry, key: str) -> list[Entry]:
    rows = top.values.get(key)
    return [one for one in rows if isinstance(one, Entry)] if isinstance(rows, list) else []
