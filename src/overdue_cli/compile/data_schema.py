"""JSON Schemas of the data files, for editors that complete and check while somebody types.

They say less than the linter: the form, the words to choose from, the ids there are. What an editor cannot know (that
a limit is cited by its provision, that two rules contradict each other) stays with `rules lint`.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, get_origin

from overdue_cli.compile.conditions import Fact
from overdue_cli.compile.fields import Field, bare, fields, is_record, item
from overdue_cli.compile.json_schema import DAY, DRAFT, Schema, snake
from overdue_cli.compile.layout import LAYOUTS, Layout
from overdue_cli.compile.parts import everything
from overdue_cli.compile.registers import registers
from overdue_cli.compile.special import COMMENTS
from overdue_cli.compile.workshop import row_kind
from overdue_cli.knowledge import declared
from overdue_cli.knowledge.model import Condition, Limit, Provision
from overdue_cli.knowledge.patterns import Pattern
from overdue_cli.knowledge.periods import Calendar
from overdue_cli.knowledge.wording import Opening
from overdue_cli.knowledge.written import Year
from overdue_cli.words.letters import Letters

MORE: dict[Any, tuple[str, ...]] = {
    Limit: ("from", "to"),
    Provision: ("reported_article",),
    Letters: ("simplified", "readings", "words"),
    Opening: ("who.ask", "who.why", "paste.ask", "paste.why", "groups.ask", "groups.why"),
}
"""Keys that are read into fields of other names."""

ANY: Schema = {}
TEXT: Schema = {"type": "string"}


def of_file(name: str, data: Path) -> Schema:
    """The schema of the file (or of every file of the folder) `name` of LAYOUTS, with the ids that `data` has now."""
    return every(data, (name,))[name]


def every(data: Path, names: Collection[str] = tuple(LAYOUTS)) -> dict[str, Schema]:
    """The schemas of these files and folders, by name."""
    made = everything(data)
    ids, facts = registers(made.parts, made.shop.broken()), made.shop.reader.vocabulary.facts
    return {name: DataShapes(ids, facts).file(LAYOUTS[name]) for name in names}


class DataShapes:
    """Shapes of the records of data files; `registers` are the ids there are, `facts` what conditions speak of."""

    def __init__(self, registers: Mapping[str, Collection[str]], facts: Mapping[str, Fact]) -> None:
        self.registers, self.facts = registers, facts
        self.defs: dict[str, Schema] = {}

    def file(self, layout: Layout) -> Schema:
        """The schema of one file, or of every file of a folder."""
        made = self.entry(layout.fields)
        for kind in layout.kinds:
            self.more(made, kind)
        made["properties"].setdefault("checked_on", {"type": "string", "pattern": DAY, "description": "哪天核对的"})
        return {"$schema": DRAFT, "title": layout.name, **made, "$defs": dict(sorted(self.defs.items()))}

    def more(self, made: Schema, kind: Any) -> None:
        """What a record is written with beside its fields."""
        for key in (*COMMENTS.get(kind, ()), *MORE.get(kind, ())):
            *path, last = key.split(".")
            inner = made
            for name in path:
                inner = inner["properties"].setdefault(name, {"type": "object", "properties": {}})
            inner["properties"].setdefault(last, ANY if kind is Letters else TEXT)

    def entry(self, fields_: Collection[Field]) -> Schema:
        """A mapping with these fields."""
        made: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
        for field in fields_:
            if field.has(declared.Made) or field.has(declared.Above):
                continue
            if among := field.mark(declared.KeyAmong):
                made["properties"] |= dict.fromkeys(among.keys, TEXT)
            elif not field.has(declared.TextOfKey):
                self.put(made, field.path, field)
        return made

    def put(self, made: Schema, path: tuple[str, ...], field: Field) -> None:
        """Put the shape of a field under its path of keys."""
        key, *rest = path
        if rest:
            inner = made["properties"].setdefault(key, {"type": "object", "properties": {}})
            self.put(inner, tuple(rest), field)
            return
        shape = self.shape(field)
        made["properties"][key] = {**({"description": field.says} if field.says else {}), **shape}
        if must_be(field):
            made.setdefault("required", []).append(key)

    def shape(self, field: Field) -> Schema:
        """What may stand under the key of a field."""
        kind, _ = bare(field.kind)
        if row_kind(field) is Provision:
            return {"type": "array", "items": self.instrument()}
        if kind is Calendar:
            return {"type": "array", "items": self.named(Year)}
        if word := field.mark(declared.Is):
            return {"const": word.word}
        if field.has(declared.LimitOf):
            return {"enum": ["", *self.registers.get("limits", ())]}
        if words := field.mark(declared.Words):
            return {"enum": [True, False, words.unsure]}
        if get_origin(kind) in (dict, Mapping) and (
            field.has(declared.In) or field.has(declared.Lists)
        ):  # the records of a register: a list
            return self.rows(field, row_kind(field)) if row_kind(field) else ANY
        if get_origin(kind) in (dict, Mapping):
            return self.mapping(field, kind)
        if get_origin(kind) is tuple:
            return self.rows(field, item(kind))
        return self.one(field, kind)

    def one(self, field: Field, kind: Any) -> Schema:
        """A single value."""
        if kind is Condition:
            return self.condition()
        if kind is Pattern or kind is str:
            text = self.text(field)
            return {"anyOf": [text, {"type": "array", "items": text}]} if field.has(declared.Each) else text
        if kind in (int, bool):
            name = "integer" if kind is int else "boolean"
            return {"type": [name, "null"] if field.optional else name}
        return self.named(kind) if is_record(kind) else ANY

    def rows(self, field: Field, kind: Any) -> Schema:
        """A list; a single text counts as a list of one."""
        kind, _ = bare(kind)
        if get_origin(kind) is tuple:
            return {"type": "array", "items": {"type": "array", "items": {"type": "string"}}}
        one = self.one(field, kind)
        if is_record(kind) and kind is not Pattern:
            if any(part.has(declared.Bare) for part in fields(kind)):
                one = {"anyOf": [{"type": "string"}, one]}
                return {"anyOf": [{"type": "array", "items": one}, {"type": "string"}]}
            return {"type": "array", "items": one}
        return {"anyOf": [{"type": "array", "items": one}, one]}

    def mapping(self, field: Field, kind: Any) -> Schema:
        """A mapping from names to values."""
        inner, _ = bare(item(kind))
        if get_origin(inner) is tuple and is_record(item(inner)):
            value = self.rows(field, item(inner))
            exactly = field.mark(declared.Names)
            listed = exactly.names if exactly else ()
            return {"type": "object", "properties": dict.fromkeys(listed, value), "additionalProperties": False}
        of_lists: Schema = {"anyOf": [TEXT, {"type": "array"}]}
        plain: dict[Any, Schema] = {str: TEXT, bool: {"type": "boolean"}}
        value = self.named(inner) if is_record(inner) else plain.get(inner, of_lists)
        if exact := field.mark(declared.Names):
            names: Collection[str] = exact.names
        else:
            keys = field.mark(declared.KeysAre)
            names = self.registers.get(keys.register, ()) if keys else ()
        if names:
            return {"type": "object", "properties": dict.fromkeys(names, value), "additionalProperties": False}
        return {"type": "object", "additionalProperties": value}

    def text(self, field: Field) -> Schema:
        """A text: one of the words, an id that there is, a date, or any."""
        if one := field.mark(declared.OneOf):
            return {"enum": list(one.words)}
        if refs := field.mark(declared.Refs):
            known = [self.registers[name] for name in refs.registers if name in self.registers]
            empty = [""] if field.has(declared.Default) else []
            return (
                {"enum": [*empty, *dict.fromkeys(id_ for ids in known for id_ in ids)]} if known else {"type": "string"}
            )
        made: Schema = {"type": ["string", "null"] if field.optional else "string"}
        if field.has(declared.Date):
            made["pattern"] = DAY
        elif form := field.mark(declared.Matches):
            made["pattern"] = form.form
        return made

    def named(self, kind: Any) -> Schema:
        """A reference to the shape of a record."""
        name = snake(kind.__name__)
        if name not in self.defs:
            self.defs[name] = {}
            made = self.entry([field for field in fields(kind) if not field.has(declared.Above)])
            self.more(made, kind)
            self.defs[name] = made
        return {"$ref": f"#/$defs/{name}"}

    def instrument(self) -> Schema:
        """A law: what is said of it once, and its provisions."""
        above = [field for field in fields(Provision) if field.has(declared.Above)]
        made = self.entry([field._replace(marks=_without(field, declared.Above)) for field in above])
        for field in fields(Provision):
            if field.has(declared.Inherits):
                made["properties"][field.path[0]] = self.shape(field)
        made["properties"] |= {"id": TEXT, "provisions": {"type": "array", "items": self.named(Provision)}}
        return made

    def condition(self) -> Schema:
        """A reference to what conditions may be."""
        if "condition" not in self.defs:
            here = {"$ref": "#/$defs/condition"}
            every = {"type": "array", "items": here}
            of_facts = {name: _of_fact(fact) for name, fact in self.facts.items()}
            self.defs["condition"] = {
                "type": "object", "properties": {**of_facts, "all": every, "any": every, "not": here},
                "additionalProperties": False, "minProperties": 1,
            }  # fmt: skip
        return {"$ref": "#/$defs/condition"}


def must_be(field: Field) -> bool:
    """Whether the reader asks for the field: a text, a number, a record or a condition without another way out."""
    lenient = (declared.Default, declared.Inherits, declared.Is, declared.Words, declared.LimitOf, declared.TextOfKey)
    if field.optional or any(field.has(mark) for mark in lenient):
        return False
    return field.has(declared.Some) or field.kind in (str, int, bool, Condition) or is_record(field.kind)


def _of_fact(fact: Fact) -> Schema:
    """What a condition may say of a fact."""
    compared: Schema = {"type": "object", "description": "from/to、above、below、within、known、other_than"}
    if fact.kind == "flag":
        return {"anyOf": [{"type": "boolean"}, compared]}
    if fact.kind in ("one", "many"):
        value = {"enum": [*fact.names, *fact.groups]}
        return {"anyOf": [value, {"type": "array", "items": value}, compared]}
    return compared


def _without(field: Field, mark: type[declared.Mark]) -> tuple[declared.Mark, ...]:
    return tuple(one for one in field.marks if not isinstance(one, mark))
