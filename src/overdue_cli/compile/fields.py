"""The fields of a record as its annotations declare them."""

from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from overdue_cli.knowledge.declared import Key, Mark

Kind = TypeVar("Kind", bound=Mark)


class Field(NamedTuple):
    """One field: its name, its bare type (never optional), whether it may be None, its marks and what the docs say.

    `path` is the key it is written under; of a path of several, the last within those before it.
    """

    name: str
    kind: Any
    optional: bool
    marks: tuple[Mark, ...]
    says: str
    path: tuple[str, ...]

    def mark(self, kind: type[Kind]) -> Kind | None:
        """The mark of this kind, if the field has one; the outermost wins."""
        return next((one for one in reversed(self.marks) if isinstance(one, kind)), None)

    def has(self, kind: type[Mark]) -> bool:
        """Whether the field has a mark of this kind."""
        return self.mark(kind) is not None


@cache
def fields(record: Any) -> tuple[Field, ...]:
    """The fields of a record type, in their order."""
    hints = get_type_hints(record, include_extras=True)
    return tuple(_field(name, hints[name]) for name in record._fields)


@cache
def key_field(record: Any) -> Field:
    """The first field of a record type: the one that records are kept by."""
    return fields(record)[0]


def _field(name: str, hint: Any) -> Field:
    kind, extras = bare(hint)
    optional = get_origin(kind) is UnionType
    if optional:
        (kind,) = (part for part in get_args(kind) if part is not NoneType)
        kind, more = bare(kind)
        extras = (*more, *extras)
    says = [one for one in extras if isinstance(one, str)]
    marks = tuple(one for one in extras if isinstance(one, Mark))
    path = next((one.path for one in reversed(marks) if isinstance(one, Key)), (name.rstrip("_"),))
    return Field(name, kind, optional, marks, says[-1] if says else "", path)


def bare(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type and what was annotated to it."""
    if hasattr(hint, "__metadata__"):
        return hint.__origin__, hint.__metadata__
    return hint, ()


def is_record(kind: Any) -> bool:
    """Whether a type is a record."""
    return hasattr(kind, "_fields")


def item(kind: Any) -> Any:
    """What a list or mapping type holds."""
    return get_args(kind)[-1] if get_origin(kind) is not tuple else get_args(kind)[0]
