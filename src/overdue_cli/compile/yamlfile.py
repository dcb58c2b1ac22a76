"""YAML files that a lawyer edits, read strictly and with the line and column of everything in them.

Plain YAML bends what it reads: `22:00` becomes 1320, `2026-01-01` a date, `no` false, and of two equal
keys the first is lost. Here each of these is a fault with its place, never a silent change.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from overdue_cli.compile import codes
from overdue_cli.compile.codes import Code
from overdue_cli.compile.near import meant
from overdue_cli.errors import Fault
from overdue_cli.words.times import is_date

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolver = yaml.SafeLoader("")

Place = tuple[int, int]
"""Line and column, from 1."""


class Word(str):
    """A text of a YAML file, which knows its place."""

    place: Place


class Entry:
    """One mapping of a YAML file, read key by key; faults are collected, not raised.

    Whoever reads marks a key as known; `close` reports the keys nobody asked for. `faulty`: something in it is wrong.
    `broken`: the file could not be read, so that what is missing in it says nothing.
    """

    def __init__(self, file: str, place: Place, faults: list[Fault], parent: "Entry | None" = None) -> None:
        self.file, self.place, self.faults, self.parent = file, place, faults, parent
        self.values: dict[str, Any] = {}
        self.places: dict[str, Place] = {}
        self.read: set[str] = set()
        self.faulty = self.broken = False

    @property
    def where(self) -> str:
        """`file:line` of this entry."""
        return f"{self.file}:{self.place[0]}"

    def fault(self, code: Code, what: str, remedy: str, key: str = "", item: object = None) -> None:
        """Report a fault at `item` under `key`, at `key`, or at the entry itself; of a broken file nothing more."""
        if self.broken:
            return
        self.faults.append(self.note(code, what, remedy, key, item))
        holder: Entry | None = self
        while holder:
            holder.faulty, holder = True, holder.parent

    def note(self, code: Code, what: str, remedy: str, key: str = "", item: object = None) -> Fault:
        """A fault at `item` under `key`, at `key`, or at the entry itself, which is not reported."""
        line, column = getattr(item, "place", None) or self.places.get(key, self.place)
        return Fault(self.file, line, column, code.code, what, remedy)

    def raw(self, key: str) -> Any:
        """The value under `key` as read, or None; marks the key as known."""
        self.read.add(key)
        return self.values.get(key)

    def text(self, key: str) -> str:
        """The text under `key`; a fault where it is missing or no text."""
        value = self.raw(key)
        if not isinstance(value, str) or not value.strip():
            self.fault(codes.MISSING if value is None else codes.SHAPE, *not_text(key), key)
            return ""
        return str(value.strip())

    def date(self, key: str, default: str) -> str:
        """The ISO date under `key` (quoted in the file), or `default` where missing."""
        value = self.raw(key)
        if value is None:
            return default
        if not is_date(value):
            self.fault(codes.DATE, *not_date(key, value), key)
            return default
        return str(value)

    def entry(self, key: str) -> "Entry | None":
        """The mapping under `key`, or None where missing."""
        value = self.raw(key)
        if value is not None and not isinstance(value, Entry):
            self.fault(codes.SHAPE, f"“{key}”应当是“键: 值”", "看同一文件里别的条目怎么写", key)
            return None
        return value

    def entries(self, key: str) -> Iterator["Entry"]:
        """The mappings in the list under `key`."""
        value = self.raw(key)
        for item in value if isinstance(value, list) else []:
            if isinstance(item, Entry):
                yield item
            else:
                self.fault(codes.SHAPE, f"“{key}”里有一项不是条目：{item}", "每项写成 - id: …", key, item)
        if value is not None and not isinstance(value, list):
            self.fault(codes.SHAPE, f"“{key}”应当是列表", "每项前面加“- ”", key)

    def close(self) -> None:
        """Report every key that nobody asked for, here and in what was read of it."""
        for key, value in self.values.items():
            if key not in self.read:
                known = sorted(self.read)
                near = meant(key, known) or f"改成：{'、'.join(known)}"
                self.fault(codes.UNKNOWN_KEY, f"不认识的键“{key}”", f"{near}或者删去", key)
                continue
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, Entry) and inner.read:
                    inner.close()


def not_text(key: str) -> tuple[str, str]:
    """What is wrong with what is no text, and the remedy."""
    return f"“{key}”应当是一段文字", f"写成 {key}: 文字(数字、日期、时间要加引号)"


def not_date(key: str, value: object) -> tuple[str, str]:
    """What is wrong with what is no date, and the remedy."""
    return f"“{key}”不是日期：{value}", f'写成 {key}: "2026-01-01"(带引号)'


def plain(value: Any) -> Any:
    """A value without places: entries as mappings."""
    if isinstance(value, Entry):
        return {key: plain(item) for key, item in value.values.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def read(path: Path, faults: list[Fault]) -> Entry:
    """The top mapping of the YAML file at `path`; every fault found is appended to `faults`."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.name, faults)
    except (OSError, UnicodeDecodeError) as error:
        what = f"读不了这个文件：{type(error).__name__}"
        return _broken(path.name, faults, codes.NO_FILE, (1, 1), what, "确认文件存在，用 UTF-8 保存")


def parse(text: str, name: str, faults: list[Fault], *, strict: bool = True) -> Entry:
    """The top mapping of the YAML in `text`, which came from the file `name`.

    Where not `strict` (a user's own file) an unquoted date or time is taken as the text it is.
    """
    try:
        node = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return _broken(name, faults, codes.BROKEN, place, "不是合格的 YAML", "检查缩进、冒号后的空格和引号")
    value = _value(node, name, faults, strict, None) if node else None
    if isinstance(value, Entry):
        return value
    if node:
        return _broken(name, faults, codes.SHAPE, (1, 1), "文件最外层应当是“键: 值”", "写成 键: 值，一行一个")
    return Entry(name, (1, 1), faults)


def _broken(name: str, faults: list[Fault], code: Code, place: Place, what: str, remedy: str) -> Entry:
    faults.append(Fault(name, *place, code.code, what, remedy))
    entry = Entry(name, (1, 1), faults)
    entry.faulty = entry.broken = True
    return entry


def _value(node: Any, file: str, faults: list[Fault], strict: bool, parent: Entry | None) -> Any:
    place = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.MappingNode):
        entry = Entry(file, place, faults, parent)
        for key_node, value_node in node.value:
            key = str(key_node.value)
            at = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if key in entry.values:
                remedy = f"第 {entry.places[key][0]} 行已有，只留一个"
                faults.append(Fault(file, *at, codes.TWICE.code, f"键“{key}”写了两次", remedy))
            entry.values[key], entry.places[key] = _value(value_node, file, faults, strict, entry), at
        return entry
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, file, faults, strict, parent) for item in node.value]
    return _scalar(node.value, bool(node.style), file, place, faults if strict else [])


def _scalar(text: str, quoted: bool, file: str, place: Place, faults: list[Fault]) -> str | int | bool | None:
    """A scalar as text, whole number, true/false or null; anything YAML would bend is a fault."""
    word = Word(text)
    word.place = place
    if quoted:
        return word
    tag: str = _resolver.resolve(yaml.ScalarNode, text, (True, False)).rpartition(":")[2]  # type: ignore[no-untyped-call]
    if tag == "null":
        return None
    if tag == "bool" and text in ("true", "false"):
        return text == "true"
    if tag == "int" and text.lstrip("+-").isdigit() and str(int(text)) == text:
        return int(text)
    if tag != "str":
        what = f"“{text}”没加引号，YAML 会把它变成别的东西"
        faults.append(Fault(file, *place, codes.UNQUOTED.code, what, f'写成 "{text}"'))
    return word
