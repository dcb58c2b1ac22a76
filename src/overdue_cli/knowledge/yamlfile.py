"""YAML files that a lawyer edits, read strictly and with the line of everything in them.

Plain YAML bends what it reads: `22:00` becomes 1320, `2026-01-01` a date, `no` false, and of two equal
keys the first is lost. Here each of these is a fault with its line, never a silent change.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from overdue_cli.errors import Fault

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_resolver = yaml.SafeLoader("")


class Entry:
    """One mapping of a YAML file, read key by key; faults are collected, not raised.

    Every reader marks its key as known; `close()` reports the keys nobody asked for.
    """

    def __init__(self, file: str, line: int, values: dict[str, Any], lines: dict[str, int], faults: list[Fault]):
        self.file, self.line, self.values, self.lines, self.faults = file, line, values, lines, faults
        self.read: set[str] = set()

    @property
    def where(self) -> str:
        """`file:line` of this entry."""
        return f"{self.file}:{self.line}"

    def fault(self, what: str, remedy: str, key: str = "") -> None:
        """Report a fault at `key` (or at the entry itself)."""
        self.faults.append(Fault(self.file, self.lines.get(key, self.line), what, remedy))

    def raw(self, key: str) -> Any:
        """The value under `key` as read, or None; marks the key as known."""
        self.read.add(key)
        return self.values.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """The text under `key`; a fault where it is missing without `default`, or no text."""
        value = self.raw(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            self.fault(f"“{key}”应当是一段文字", f"写成 {key}: 文字(数字、日期、时间要加引号)", key)
            return default or ""
        return value.strip()

    def optional(self, key: str) -> str | None:
        """The text under `key`, or None where the key is missing or null."""
        return None if self.raw(key) is None else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under `key`; empty where missing. A single text counts as a list of one."""
        value = self.raw(key)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) and item.strip() for item in items):
            self.fault(f"“{key}”应当是文字的列表", "每项一段文字；数字、日期、时间要加引号", key)
            return ()
        return tuple(item.strip() for item in items)

    def items(self, key: str) -> Iterator["str | Entry"]:
        """The items of the list under `key`, each a text or a mapping; nothing where it is missing."""
        value = self.raw(key)
        for item in value if isinstance(value, list) else [value] if value is not None else []:
            if isinstance(item, Entry):
                yield item
            elif isinstance(item, str) and item.strip():
                yield item.strip()
            else:
                self.fault(f"“{key}”里有一项不是文字：{item}", "每项一段文字，或 {say: …, when: …}", key)

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """The text under `key`, which must be one of `allowed`."""
        value = self.text(key, default)
        if value not in allowed:
            self.fault(f"“{key}”不能是“{value}”", f"只能是：{'、'.join(allowed)}", key)
            return default or allowed[0]
        return value

    def number(self, key: str) -> int | None:
        """The whole number under `key`, or None where missing."""
        value = self.raw(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.fault(f"“{key}”应当是整数", f"写成 {key}: 15", key)
            return None
        return value

    def date(self, key: str, default: str | None = None) -> str | None:
        """The ISO date under `key` (quoted in the file), or `default` where missing."""
        value = self.raw(key)
        if value is None:
            return default
        if not is_date(value):
            self.fault(f"“{key}”不是日期：{value}", f'写成 {key}: "2026-01-01"(带引号)', key)
            return default
        return str(value)

    def entry(self, key: str) -> "Entry | None":
        """The mapping under `key`, or None where missing."""
        value = self.raw(key)
        if value is not None and not isinstance(value, Entry):
            self.fault(f"“{key}”应当是“键: 值”", "看同一文件里别的条目怎么写", key)
            return None
        return value

    def entries(self, key: str) -> Iterator["Entry"]:
        """The mappings in the list under `key`."""
        value = self.raw(key)
        for item in value if isinstance(value, list) else []:
            if isinstance(item, Entry):
                yield item
            else:
                self.fault(f"“{key}”里有一项不是条目：{item}", "每项写成 - id: …", key)
        if value is not None and not isinstance(value, list):
            self.fault(f"“{key}”应当是列表", "每项前面加“- ”", key)

    def close(self) -> None:
        """Report every key that nobody asked for."""
        for key in self.values:
            if key not in self.read:
                self.fault(f"不认识的键“{key}”", f"删去，或改成：{'、'.join(sorted(self.read))}", key)


def read(path: Path, faults: list[Fault]) -> Entry:
    """The top mapping of the YAML file at `path`; every fault found is appended to `faults`."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.name, faults)
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(path.name, 1, f"读不了这个文件：{type(error).__name__}", "确认文件存在，用 UTF-8 保存"))
        return Entry(path.name, 1, {}, {}, faults)


def parse(text: str, name: str, faults: list[Fault], *, strict: bool = True) -> Entry:
    """The top mapping of the YAML in `text`, which came from the file `name`.

    Where not `strict` (a user's own file) an unquoted date or time is taken as the text it is.
    """
    try:
        node = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        faults.append(Fault(name, mark.line + 1 if mark else 1, "不是合格的 YAML", "检查缩进、冒号后的空格和引号"))
        return Entry(name, 1, {}, {}, faults)
    value = _value(node, name, faults, strict) if node else None
    if isinstance(value, Entry):
        return value
    if node:
        faults.append(Fault(name, 1, "文件最外层应当是“键: 值”", "写成 键: 值，一行一个"))
    return Entry(name, 1, {}, {}, faults)


def is_date(value: Any) -> bool:
    """Whether `value` is the text of a real day, `YYYY-MM-DD`."""
    from datetime import date

    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def is_time(value: Any) -> bool:
    """Whether `value` is the text of a time of day, `HH:MM`, 00:00 to 23:59."""
    if not (isinstance(value, str) and len(value) == 5 and value.isascii()):
        return False
    hour, colon, minute = value[:2], value[2], value[3:]
    return colon == ":" and hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60


def _value(node: Any, file: str, faults: list[Fault], strict: bool) -> Any:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key, key_line = str(key_node.value), key_node.start_mark.line + 1
            if key in values:
                faults.append(Fault(file, key_line, f"键“{key}”写了两次", f"第 {lines[key]} 行已有，只留一个"))
            values[key], lines[key] = _value(value_node, file, faults, strict), key_line
        return Entry(file, line, values, lines, faults)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, file, faults, strict) for item in node.value]
    return _scalar(node.value, bool(node.style), file, line, faults if strict else [])


def _scalar(text: str, quoted: bool, file: str, line: int, faults: list[Fault]) -> str | int | bool | None:
    """A scalar as text, whole number, true/false or null; anything YAML would bend is a fault."""
    if quoted:
        return text
    tag: str = _resolver.resolve(yaml.ScalarNode, text, (True, False)).rpartition(":")[2]  # type: ignore[no-untyped-call]
    if tag == "null":
        return None
    if tag == "bool" and text in ("true", "false"):
        return text == "true"
    if tag == "int" and text.lstrip("+-").isdigit() and str(int(text)) == text:
        return int(text)
    if tag != "str":
        faults.append(Fault(file, line, f"“{text}”没加引号，YAML 会把它变成别的东西", f'写成 "{text}"'))
    return text
