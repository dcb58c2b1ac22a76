"""Records out of YAML, as their annotations say; what they refer to is kept, to be followed when all are there."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, get_origin

from overdue_cli.compile import codes, templates
from overdue_cli.compile.conditions import Vocabulary
from overdue_cli.compile.fields import Field, fields, is_record, item
from overdue_cli.compile.near import remedy
from overdue_cli.compile.yamlfile import Entry, not_date, not_text
from overdue_cli.errors import Fault
from overdue_cli.knowledge import declared
from overdue_cli.knowledge.model import Condition
from overdue_cli.knowledge.patterns import NUMBER
from overdue_cli.words.times import is_date

Record = TypeVar("Record")

Special = Callable[["Reader", Field, Entry, tuple[Entry, ...]], Any]
"""Reads a field that is no plain matter: of an entry, and of what that stands in."""


class WordClasses:
    """The words of patterns: each, `as_read`, with its classes, and which classes there are."""

    def __init__(self, names: Iterable[str] = (), as_read: Callable[[str], str] = str) -> None:
        self.words: dict[str, list[str]] = {}
        self.names, self.as_read = {NUMBER, *names}, as_read

    def add(self, word: str, name: str) -> None:
        """Put a word into a class."""
        listed = self.words.setdefault(self.as_read(word), [])
        if name not in listed:
            listed.append(name)


class Link(NamedTuple):
    """A word that must be an id of one of these registers, and where it stands."""

    registers: tuple[str, ...]
    word: str
    entry: Entry
    key: str
    item: object


class Reader:
    """Reads records; collects faults, links and, by type, every record with its entry."""

    def __init__(
        self,
        faults: list[Fault],
        vocabulary: Vocabulary,
        special: "Mapping[tuple[Any, str], Special]",
        comments: Mapping[Any, tuple[str, ...]],
    ) -> None:
        self.faults, self.vocabulary, self.special, self.comments = faults, vocabulary, special, comments
        self.classes = WordClasses()
        self.ids: dict[tuple[str, str], str] = {}
        self.links: list[Link] = []
        self.cited: dict[str, set[str]] = defaultdict(set)
        self.made: dict[Any, list[tuple[Any, Entry]]] = {}

    def of(self, kind: type[Record]) -> Iterator[tuple[Record, Entry]]:
        """Every record of a type with its entry, but for those in which something is wrong already."""
        return ((made, entry) for made, entry in self.made.get(kind, ()) if not entry.faulty)

    def record(self, kind: Any, entry: Entry, outer: tuple[Entry, ...] = ()) -> Any:
        """The record of type `kind` in `entry`, which stands in the entries `outer`, nearest first."""
        values: dict[str, Any] = {}
        entry.read.update(self.comments.get(kind, ()))
        for field in fields(kind):
            special = self.special.get((kind, field.name))
            read = special(self, field, entry, outer) if special else self.field(field, entry, outer, values)
            values[field.name] = read
        made = kind(**values)
        for field in fields(kind):
            for mark in (field.mark(declared.Template), field.mark(declared.Fills)):
                if mark and (kind, field.name) not in self.special:
                    values[field.name] = self.filled(field, mark, made, entry)
                    break
        made = kind(**values)
        self.made.setdefault(kind, []).append((made, entry))
        return made

    def field(self, field: Field, entry: Entry, outer: tuple[Entry, ...], before: Mapping[str, Any]) -> Any:
        """One field; `before` are the fields read so far."""
        if field.has(declared.Made):
            return entry.where if field.name == "where" else empty(field)
        if among := field.mark(declared.KeyAmong):
            return self.one_key(entry, among.keys)
        path = field.path
        if of := field.mark(declared.TextOfKey):
            path = (before[of.of],)
        holder: Entry | None = self.holder(field, path[0], entry, outer)
        for key in path[:-1]:
            holder = holder.entry(key) if holder else None
        if holder is None:
            return self.left_out(field, entry, path[0])
        return self.value(field, holder, path[-1])

    def holder(self, field: Field, key: str, entry: Entry, outer: tuple[Entry, ...]) -> Entry:
        """The entry that a field is read from: its own, or what that stands in."""
        if field.has(declared.Above):
            return outer[0]
        if field.has(declared.Inherits):
            saying = [one for one in (entry, *outer) if one.raw(key) is not None]
            return saying[0] if saying else entry
        return entry

    def value(self, field: Field, entry: Entry, key: str) -> Any:
        """What stands under `key`, as the field wants it."""
        raw, kind = entry.raw(key), field.kind
        if word := field.mark(declared.Is):
            return self.word(field, entry, key, raw, (word.word,)) == word.word if raw is not None else False
        if of := field.mark(declared.LimitOf):
            return self.limit(field, of.what, entry, key, raw)
        if raw is None or (raw == "" and field.has(declared.Default)):
            return self.left_out(field, entry, key)
        if kind is Condition:
            return self.vocabulary.condition(entry, key)
        if kind is str:
            first = raw[0] if field.has(declared.Each) and isinstance(raw, list) and raw else raw
            return self.text(field, entry, key, first)
        if kind is bool:
            return self.truth(field, entry, key, raw)
        if kind is int:
            return self.number(entry, key, raw)
        if is_record(kind):
            inner = entry.entry(key)
            return self.record(kind, inner, (entry,)) if inner else self.left_out(field, entry, key)
        if get_origin(kind) is tuple:
            return self.items(field, entry, key, raw)
        return self.mapping(field, entry, key)

    def left_out(self, field: Field, entry: Entry, key: str) -> Any:
        """What a field is that is not written; a fault where it must be."""
        if default := field.mark(declared.Default):
            return default.value
        made = empty(field)
        if field.has(declared.Some) or field.has(declared.Names) or (made in ("", 0) and not field.optional):
            entry.fault(codes.MISSING, *(missing(field, key) if field.kind is not str else not_text(key)), key)
        elif field.kind is Condition and not field.optional:
            entry.fault(codes.MISSING, f"没有写 {key}", f"写 {key}: {{事实: 值}}", key)
            return Condition("all")
        elif is_record(field.kind) and not field.optional:
            entry.fault(codes.MISSING, *missing(field, key), key)
            return self.record(field.kind, _nothing(entry))
        return made

    def text(self, field: Field, entry: Entry, key: str, raw: Any) -> str:
        """A text: one of the words, a date, an id, of a form, or just not empty."""
        if not isinstance(raw, str) or not raw.strip():
            entry.fault(codes.SHAPE, *not_text(key), key, raw)
            return ""
        text = str(raw.strip())
        if one := field.mark(declared.OneOf):
            return self.word(field, entry, key, raw, one.words)
        if field.has(declared.Date) and not is_date(text):
            entry.fault(codes.DATE, *not_date(key, text), key, raw)
            return ""
        form = field.mark(declared.Matches)
        if form and not re.search(form.form, text):
            code = codes.ID if field.has(declared.Unique) else codes.SHAPE
            entry.fault(code, f"“{key}”不能写成“{text}”", field.says, key, raw)
        if unique := field.mark(declared.Unique):
            self.unique(unique.space, text, entry, key)
        if refs := field.mark(declared.Refs):
            self.links.append(Link(refs.registers, text, entry, key, raw))
        return text

    def unique(self, space: str, name: str, entry: Entry, key: str) -> None:
        """A fault where the id is taken."""
        if (space, name) in self.ids:
            entry.fault(codes.ID, f"{key}“{name}”已经用过", f"{self.ids[space, name]} 已有，换一个", key)
        self.ids.setdefault((space, name), entry.where)

    def word(self, field: Field, entry: Entry, key: str, raw: Any, words: tuple[Any, ...]) -> str:
        """One of a few words."""
        if raw in words:
            return str(raw)
        allowed = tuple(filter(None, words))
        entry.fault(codes.CHOICE, f"“{key}”不能是“{raw}”", f"只能是：{'、'.join(allowed)}", key, raw)
        default = field.mark(declared.Default)
        return default.value if default else str(allowed[0])

    def truth(self, field: Field, entry: Entry, key: str, raw: Any) -> bool | None:
        """Yes or no; where the field has a word for it also neither."""
        unsure = field.mark(declared.Words)
        if isinstance(raw, bool):
            return raw
        if unsure and raw == unsure.unsure:
            return None
        allowed, usual = "true、false", "true"
        if unsure:
            allowed, usual = f"{allowed} 或 {unsure.unsure}", unsure.unsure
        entry.fault(codes.SHAPE, f"“{key}”只能是 {allowed}", f"写成 {key}: {usual}（不加引号）", key, raw)
        return None if field.optional else False

    def number(self, entry: Entry, key: str, raw: Any) -> int:
        """A whole number."""
        if isinstance(raw, bool) or not isinstance(raw, int):
            entry.fault(codes.SHAPE, f"“{key}”应当是整数", f"写成 {key}: 15", key, raw)
            return 0
        return raw

    def one_key(self, entry: Entry, keys: tuple[str, ...]) -> str:
        """The one key of `keys` that is there."""
        there = [key for key in keys if key in entry.values]
        if len(there) != 1:
            entry.fault(codes.SHAPE, "一段要有而且只有一种写法", f"写 {'、'.join(keys)} 里的一个，后面是文字")
        return there[0] if there else keys[0]

    def limit(self, field: Field, what: str, entry: Entry, key: str, raw: Any) -> Any:
        """Something of the limit whose id is `raw`: its id, its number, how long it is and in which unit."""
        nothing = None if field.optional else ""
        if not raw:
            if what == "id" and not field.has(declared.Default):
                entry.fault(codes.MISSING, f"没有写 {key}", "写上有单位的界限的 id", key)
            return nothing
        found = self.vocabulary.limits.get(str(raw))
        if found is None or (what != "number" and not found.unit) or isinstance(found.value[0], str):
            if self.vocabulary.sound and what != "unit":
                which = "界限的 id" if what == "number" else "有单位的界限的 id"
                fits = [name for name, one in self.vocabulary.limits.items() if what == "number" or one.unit]
                entry.fault(
                    codes.REFERENCE,
                    f"“{key}”应当是{which}，没有“{raw}”",
                    remedy(str(raw), fits, "界限写在 rules.yaml 的 limits"),
                    key,
                    raw,
                )
            return nothing
        return {"id": found.id, "unit": found.unit}.get(what, int(found.value[0]))

    def items(self, field: Field, entry: Entry, key: str, raw: Any) -> tuple[Any, ...]:
        """A list: of texts, of records, of lists of words. A single text counts as a list of one."""
        kind = item(field.kind)
        if is_record(kind):
            return tuple(self.records(kind, entry, key, raw))
        rows = raw if isinstance(raw, list) else [raw]
        read = self.text if kind is str else self.words
        made = tuple(one for row in rows if (one := read(field, entry, key, row)))
        if field.has(declared.Some) and not made:
            entry.fault(codes.MISSING, *missing(field, key), key)
        return made

    def words(self, field: Field, entry: Entry, key: str, row: Any) -> tuple[str, ...]:
        """A list of words within a list."""
        if not isinstance(row, list) or not row:
            entry.fault(codes.SHAPE, f"“{key}”应当是一行一组", "每组写成 - [词, 词]", key, row)
            return ()
        return tuple(map(str, row))

    def records(self, kind: Any, entry: Entry, key: str, raw: Any) -> Iterator[Any]:
        """The records in a list; a text stands for a record of which only that is said, where its type allows it."""
        bare = next((field for field in fields(kind) if field.has(declared.Bare)), None)
        if not isinstance(raw, list) and bare is None:
            entry.fault(codes.SHAPE, f"“{key}”应当是列表", "每项前面加“- ”", key)
            return
        for row in raw if isinstance(raw, list) else [raw]:
            if isinstance(row, Entry):
                yield from self.each(kind, self.record(kind, row, (entry,)), row)
            elif bare and isinstance(row, str) and row.strip():
                yield self.record(kind, _said(entry, bare.path[-1], row), (entry,))
            else:
                form = f"写成 - 文字，或 - {{when: …, {bare.path[-1]}: …}}" if bare else "每项写成 - 键: 值"
                entry.fault(codes.SHAPE, f"“{key}”里有一项不是条目：{row}", form, key, row)

    def each(self, kind: Any, made: Any, entry: Entry) -> Iterator[Any]:
        """The record, and its like for every further word of a field that stands for each of them."""
        yield made
        field = next((field for field in fields(kind) if field.has(declared.Each)), None)
        if field is None:
            return
        raw = entry.values.get(field.path[-1])
        for word in raw[1:] if isinstance(raw, list) else ():
            like = made._replace(**{field.name: self.text(field, entry, field.path[-1], word)})
            self.made[kind].append((like, entry))
            yield like

    def mapping(self, field: Field, entry: Entry, key: str) -> dict[str, Any]:
        """A mapping: of texts, of lists, of yes and no, of records."""
        inner, kind = entry.entry(key), item(field.kind)
        if inner is None:
            return {}
        keys: Iterable[str] = list(inner.values)
        if exact := field.mark(declared.Names):
            keys = exact.names
        elif of := field.mark(declared.KeysAre):
            self.links += [Link((of.register,), name, inner, name, None) for name in keys]
            if of.every and (wanted := self.vocabulary.listed(of.register)):
                keys = wanted
        return {name: self.under(field, kind, inner, name) for name in keys}

    def under(self, field: Field, kind: Any, inner: Entry, name: str) -> Any:
        """What stands under one key of a mapping."""
        of_value = field._replace(
            kind=kind,
            optional=False,
            marks=tuple(m for m in field.marks if not isinstance(m, declared.KeysAre | declared.Names | declared.Some)),
        )
        return self.value(of_value, inner, name)

    def filled(self, field: Field, mark: declared.Template | declared.Fills, made: Any, entry: Entry) -> Any:
        """A text, or each of a list, with its limits filled in."""
        value = getattr(made, field.name)
        names: tuple[str, ...] = ()
        template = isinstance(mark, declared.Template)
        if isinstance(mark, declared.Template):
            names = (*mark.names, *(name for name in mark.beside if getattr(made, name)))
            blanks = mark.blanks
        key = field.path[-1] if not field.has(declared.TextOfKey) else made.kind
        filler = templates.Filler(self.vocabulary, entry, key, names if template else None, template and blanks)
        return tuple(map(filler.fill, value)) if isinstance(value, tuple) else filler.fill(value)

    def follow(self, registers: Mapping[str, Collection[str]]) -> None:
        """A fault for each link that leads nowhere; where a register is not there, nothing is said of it."""
        for link in self.links:
            for name in link.registers:
                self.cited[name].add(link.word)
            known = [registers[name] for name in link.registers if name in registers]
            if len(known) < len(link.registers) or any(link.word in ids for ids in known):
                continue
            names = [name for ids in known for name in ids]
            kind = "或".join(KINDS.get(name, (name, ""))[0] for name in link.registers)
            home = KINDS.get(link.registers[0], ("", ""))[1]
            else_ = f"改成已有的 id，或先在 {home} 写这一条" if ".yaml" in home else home
            near = remedy(link.word, names, else_)
            link.entry.fault(codes.REFERENCE, f"{kind}“{link.word}”不存在", near or "改成已有的", link.key, link.item)
        self.links = []


KINDS = {
    "provisions": ("法条", "authorities.yaml"),
    "titles": ("法或规范的名字", "写这部法在登记册里的 title"),
    "agencies": ("机构", "agencies.yaml"),
    "routes": ("路线", "rules.yaml"),
    "actions": ("行动", "rules.yaml"),
    "rules": ("规则", "rules.yaml"),
    "facts": ("事实", "rules.yaml"),
    "obligations": ("还欠什么", "rules.yaml"),
    "timed": ("有单位的界限", "rules.yaml"),
    "periods": ("期限", "rules.yaml 的 deadlines 或 periods.yaml"),
    "behaviours": ("行为", "behaviours.yaml"),
    "groups": ("行为的分组", ""),
    "cases": ("案例", "cases.yaml"),
    "topics": ("话题", "写 topics 文件夹里已有的 id"),
    "claims": ("说法", "写 seeds 里已有的 id"),
    "now": ("危险", "是事实 now 的值"),
    "dangers": ("danger.yaml 里的一条", "写 dangers 里已有的 id"),
    "blocks": ("blocks", "cues/blocks.yaml"),
    "lender_kind": ("放款方", ""),
    "loan_kind": ("贷款种类", ""),
}
"""What the records of each register are called, and the file they are written in, or what else to write."""


def missing(field: Field, key: str) -> tuple[str, str]:
    """What is wrong where a field is not written, and the remedy."""
    return f"没有写“{key}”", f"写上 {key}{f'：{field.says}' if field.says else ''}"


def empty(field: Field) -> Any:
    """The value of a field of which nothing is said."""
    if field.optional or field.kind is Condition or is_record(field.kind):
        return None
    if field.kind in (str, int, bool):
        return field.kind()
    return () if get_origin(field.kind) is tuple else {}


def _said(entry: Entry, key: str, text: Any) -> Entry:
    """An entry that says only `text`."""
    made = Entry(entry.file, getattr(text, "place", entry.place), entry.faults, entry)
    made.values, made.places = {key: text}, {key: made.place}
    return made


def _nothing(entry: Entry) -> Entry:
    """An entry that says nothing, and of which no further fault is told."""
    return Entry(entry.file, entry.place, [], entry)
