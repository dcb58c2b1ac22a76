"""JSON Schemas out of annotations: of answers as they are written, and of data files as they are typed.

An answer's fields are all there, but for those that are said to be absent at times.
"""

import re
from collections.abc import Mapping
from types import UnionType
from typing import Any, get_origin

from overdue_cli.compile.fields import Field, bare, fields, is_record, item
from overdue_cli.knowledge import declared

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

Schema = dict[str, Any]


class Shapes:
    """Shapes of records, each described once under its name and referred to everywhere else."""

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}

    def document(self, kind: Any, name: str, title: str) -> Schema:
        """The schema of a whole document of this type."""
        shape = self.record(kind)
        made = {"$schema": DRAFT, "$id": name, "title": title, **shape}
        return {**made, "$defs": dict(sorted(self.defs.items()))} if self.defs else made

    def record(self, kind: Any, less: tuple[str, ...] = ()) -> Schema:
        """A record: its fields but for `less`, those that must be there, and no others."""
        properties: dict[str, Schema] = {}
        needed: list[str] = []
        for field in fields(kind):
            if field.name in less:
                continue
            if field.has(declared.Beside):
                less_of = field.mark(declared.Less)
                other = self.record(field.kind, less_of.names if less_of else ())
                properties |= other["properties"]
                needed += other["required"]
                continue
            name = field.name.rstrip("_")
            properties[name] = self.field(field)
            if not field.has(declared.Absent):
                needed.append(name)
        says = first_line(kind.__doc__)
        made = {"description": says} if says else {}
        return {**made, "type": "object", "properties": properties, "required": needed, "additionalProperties": False}

    def field(self, field: Field) -> Schema:
        """One field, with what its marks ask of it."""
        made = self.shape(field)
        return {"description": field.says, **made} if field.says and "$ref" not in made else made

    def shape(self, field: Field) -> Schema:
        """The same, without what the docs say of it."""
        if open_ := field.mark(declared.Open):
            return {**self.record(open_.known()), **open_.rest, "required": []}
        made = self.kind(field.kind, field)
        if not field.optional:
            return made
        if isinstance(made.get("type"), str) and made["type"] not in ("object", "array"):
            return {**made, "type": [made["type"], "null"]}
        return {"oneOf": [made, {"type": "null"}]}

    def kind(self, kind: Any, field: Field) -> Schema:
        """A type, with what the marks of the field ask of it, or of what it holds."""
        kind, extras = bare(kind)
        own = tuple(one for one in extras if isinstance(one, declared.Mark))
        field = field._replace(kind=kind, marks=(*field.marks, *own))
        if kind in (str, int, bool, float):
            return scalar(kind, field)
        if get_origin(kind) is UnionType:
            return {"anyOf": [self.kind(part, field) for part in kind.__args__]}
        if is_record(kind):
            less = field.mark(declared.Less)
            return self.named(kind, less.names if less else ())
        if get_origin(kind) is tuple and item(kind) is not kind and Ellipsis in getattr(kind, "__args__", ()):
            made: Schema = {"type": "array", "items": self.kind(item(kind), _of_items(field))}
            least = field.mark(declared.AtLeast)
            if least or field.has(declared.Some):
                made["minItems"] = least.least if least else 1
            if most := field.mark(declared.AtMost):
                made["maxItems"] = most.most
            if field.has(declared.Distinct):
                made["uniqueItems"] = True
            return made
        if get_origin(kind) is tuple:
            rows = [self.kind(part, _of_items(field)) for part in kind.__args__]
            return {"type": "array", "prefixItems": rows, "minItems": len(rows), "maxItems": len(rows)}
        if get_origin(kind) in (dict, Mapping):
            keys = field.mark(declared.Names)
            inner = self.kind(item(kind), _of_items(field))
            if keys:
                return {
                    "type": "object", "properties": dict.fromkeys(keys.names, inner), "required": list(keys.names),
                    "additionalProperties": False,
                }  # fmt: skip
            return {"type": "object", "additionalProperties": inner}
        return {}

    def named(self, kind: Any, less: tuple[str, ...] = ()) -> Schema:
        """A reference to the shape of a record, without the fields `less`."""
        name = snake(kind.__name__)
        if name not in self.defs:
            self.defs[name] = {}  # known before it is looked at: a record may hold its like
            self.defs[name] = self.record(kind, less)
        return {"$ref": f"#/$defs/{name}"}


def scalar(kind: Any, field: Field) -> Schema:
    """A text, a number, a yes or no."""
    if one := field.mark(declared.OneOf):
        return {"const": one.words[0]} if len(one.words) == 1 else {"enum": list(one.words)}
    made: Schema = {"type": {str: "string", int: "integer", bool: "boolean", float: "number"}[kind]}
    if field.has(declared.Date):
        made["pattern"] = DAY
    if form := field.mark(declared.Matches):
        made["pattern"] = form.form
    if least := field.mark(declared.AtLeast):
        made["minimum"] = least.least
    if kind is str and field.has(declared.Some):
        made["minLength"] = 1
    return made


def first_line(text: str | None) -> str:
    """What a docstring begins with; nothing of those that Python makes of a record by itself."""
    line = (text or "").strip().split("\n\n")[0]
    return "" if re.match(r"\w+\(", line) else " ".join(line.split())


def snake(name: str) -> str:
    """`ReadFact` as `read_fact`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _of_items(field: Field) -> Field:
    """The field as its items see it: what is asked of the list is not asked of them."""
    of_list = declared.Some | declared.Distinct | declared.AtLeast | declared.AtMost | declared.Names
    return field._replace(optional=False, marks=tuple(one for one in field.marks if not isinstance(one, of_list)))
