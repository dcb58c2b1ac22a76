"""The few fields that are written otherwise than they are kept: each read here, all others by their annotations."""

from typing import Any

from overdue_cli.compile import codes
from overdue_cli.compile.fields import Field
from overdue_cli.compile.patterns import patterns
from overdue_cli.compile.reader import Reader, Special
from overdue_cli.compile.yamlfile import Entry
from overdue_cli.knowledge import cues, imports, library, model, wording, written
from overdue_cli.knowledge.periods import Calendar
from overdue_cli.knowledge.written import Year
from overdue_cli.words.letters import Letters
from overdue_cli.words.times import is_time

Outer = tuple[Entry, ...]


def limit_value(reader: Reader, field: Field, entry: Entry, outer: Outer) -> tuple[Any, ...]:
    """A number under `value`, or a window of the day under `from` and `to`."""
    number, first, last = entry.raw("value"), entry.raw("from"), entry.raw("to")
    window = first is not None and last is not None
    if window and not (is_time(first) and is_time(last)):
        entry.fault(codes.SHAPE, "时段不是 HH:MM", '写成 from: "22:00",带引号', "from")
    if window == (number is not None):
        entry.fault(codes.SHAPE, "界限要么是数，要么是时段", "写 value: 3,或写 from 和 to")
    if window:
        return str(first), str(last)
    return (reader.number(entry, "value", number) if number is not None else 0,)


def provisions(reader: Reader, field: Field, top: Entry, outer: Outer) -> dict[str, model.Provision]:
    """All provisions of all instruments; what one does not say it takes from its instrument, and that from the file."""
    made: dict[str, model.Provision] = {}
    for instrument in top.entries("instruments"):
        reader.unique("", instrument.text("id"), instrument, "id")
        for entry in instrument.entries("provisions"):
            provision = reader.record(model.Provision, entry, (instrument, top))
            made[provision.id] = provision
    return made


def provision_note(reader: Reader, field: Field, entry: Entry, outer: Outer) -> str:
    """The note; before it the article that somebody reported, where the text was not read."""
    reported = reader.field(field._replace(path=("reported_article",)), entry, (), {})
    note = reader.field(field, entry, outer, {})
    return "；".join(filter(None, [f"据转述为{reported}" if reported else "", note]))


def calendar(reader: Reader, field: Field, top: Entry, outer: Outer) -> Calendar:
    """Rest days, year by year."""
    years: list[Year] = [reader.record(Year, entry, (top,)) for entry in top.entries("years")]
    rest = frozenset(day for year in years for day in year.rest)
    return Calendar(tuple(year.year for year in years), rest, frozenset(day for year in years for day in year.work))


def of_each(key: str) -> Special:
    """Reads what stands under `key` of each part of the interview's beginning."""

    def read(reader: Reader, field: Field, entry: Entry, outer: Outer) -> dict[str, str]:
        parts = {name: entry.entry(name) for name in ("who", "paste", "groups")}
        return {name: part.text(key) for name, part in parts.items() if part}

    return read


def letters(reader: Reader, field: Field | None, top: Entry, outer: Outer) -> Letters:
    """The tables of characters."""
    pairs = top.text("simplified").split()
    for pair in pairs:
        if len(pair) != 2:
            remedy = "一对两个字：繁体、简体，各对之间空一格"
            top.fault(codes.SHAPE, f"“{pair}”不是一对字", remedy, "simplified")
    readings, words = top.entry("readings"), top.entry("words")
    return Letters(
        simplified={pair[0]: pair[1] for pair in pairs if len(pair) == 2},
        readings={char: name for name in readings.values for char in readings.text(name)} if readings else {},
        words={word: tuple(words.text(word).split()) for word in words.values} if words else {},
    )


def headings(reader: Reader, field: Field, top: Entry, outer: Outer) -> dict[str, tuple[str, int]]:
    """Every heading with its column; a fault where one stands for two."""
    listed, made = top.entry("headings"), dict[str, tuple[str, int]]()
    of_column = field._replace(kind=tuple[str, ...], marks=(), optional=False)
    for column in imports.COLUMNS if listed else ():
        for place, raw in enumerate(reader.value(of_column, listed, column) if listed else ()):
            name = imports.heading(raw)
            if name in made and listed:
                listed.fault(codes.TWICE, f"列名“{raw}”写了两次", f"{made[name][0]} 里已有，只留一处", column)
            made.setdefault(name, (column, place))
    return made


def ignored(reader: Reader, field: Field, top: Entry, outer: Outer) -> tuple[str, ...]:
    """Headings of columns that are not used, as headings are compared."""
    return tuple(map(imports.heading, reader.value(field._replace(marks=()), top, "ignored")))


def words(reader: Reader, field: Field, top: Entry, outer: Outer) -> dict[str, tuple[str, ...]]:
    """The classes of words of one file, which patterns of any file may name."""
    listed = top.entry("words")
    of_class = field._replace(kind=tuple[str, ...], marks=(), optional=False)
    for name in listed.values if listed else ():
        reader.classes.names.add(name)
        for word in reader.value(of_class, listed, name) if listed else ():
            reader.classes.add(word, name)
    return {}


SPECIAL: dict[tuple[Any, str], Special] = {
    (model.Limit, "value"): limit_value,
    (model.Provision, "note"): provision_note,
    (model.Knowledge, "provisions"): provisions,
    (model.Knowledge, "calendar"): calendar,
    (wording.Opening, "ask"): of_each("ask"),
    (wording.Opening, "why"): of_each("why"),
    (library.Library, "letters"): letters,
    (imports.Imports, "headings"): headings,
    (imports.Imports, "ignored"): ignored,
    (cues.Cues, "words"): words,
    (written.Dangers, "words"): words,
    **{(written.DangerCue, name): patterns for name in ("find", "needs", "unless", "never")},
    **{(written.Silencer, name): patterns for name in ("find", "unless")},
    **{(cues.Cue, name): patterns for name in ("find", "needs", "unless", "never")},
    **{(cues.FactCue, name): patterns for name in ("find", "unless", "never")},
    **{(cues.Block, name): patterns for name in ("find", "unless")},
}

COMMENTS: dict[Any, tuple[str, ...]] = {
    model.Lender: ("platform", "note"),
    library.Document: ("file",),
}
"""Keys for those who write, which the program does not read."""
