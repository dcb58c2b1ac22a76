"""Patterns of cues as they are written, to steps of classes of words."""

from collections.abc import Iterator

from overdue_cli.compile import codes
from overdue_cli.compile.fields import Field
from overdue_cli.compile.near import remedy
from overdue_cli.compile.reader import Reader, missing
from overdue_cli.compile.yamlfile import Entry
from overdue_cli.knowledge.declared import Some
from overdue_cli.knowledge.patterns import GAPS, NUMBER, Pattern, Step


def patterns(reader: Reader, field: Field, entry: Entry, outer: tuple[Entry, ...]) -> tuple[Pattern, ...]:
    """The patterns under the key of the field; the words in them join the classes of words."""
    key = field.path[-1]
    raw = entry.raw(key)
    rows = raw if isinstance(raw, list) else [] if raw is None else [raw]
    made = []
    for row in rows:
        if isinstance(row, str) and row.strip():
            made.append(_pattern(reader, entry, key, row))
        else:
            entry.fault(codes.SHAPE, f"“{key}”应当是文字的列表", "每项一段文字；数字、日期、时间要加引号", key, row)
    if field.has(Some) and not made:
        entry.fault(codes.MISSING, *missing(field, key), key)
    return tuple(made)


def _pattern(reader: Reader, entry: Entry, key: str, raw: str) -> Pattern:
    """One pattern as it is written."""
    text = str(raw.strip())
    steps: list[Step] = []
    gap, bound = 0, "clause"
    for token in text.split():
        if token in GAPS:
            gap, bound = GAPS[token]
            continue
        steps.append(Step(tuple(_classes(reader, entry, key, token, raw)), gap, bound))
        gap, bound = 0, "clause"
    if not steps or text.split()[-1] in GAPS or text.split()[0] in GAPS:
        entry.fault(codes.PATTERN, f"“{text}”开头或结尾没有词", "两头都写词：联系 .. 家人", key, raw)
    return Pattern(text, tuple(steps))


def _classes(reader: Reader, entry: Entry, key: str, token: str, raw: str) -> Iterator[str]:
    for part in token.split("|"):
        if part.startswith("{") and part.endswith("}"):
            name = part[1:-1]
            if name not in reader.classes.names:
                near = remedy(name, sorted(reader.classes.names), "词类写在 cues 文件夹各文件的 words 里")
                entry.fault(codes.NO_CLASS, f"没有叫“{name}”的词类", near, key, raw)
            yield name
        elif part == NUMBER:
            yield NUMBER
        elif part:
            reader.classes.add(part, f"={part}")
            yield f"={part}"
        else:
            entry.fault(codes.PATTERN, f"“{token}”里有空的一项", "去掉多余的 |", key, raw)
