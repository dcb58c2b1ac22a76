"""Knowledge to compiled text and back.

The compiled form is JSON, a document a line: any Python reads it, nothing in it can run, and it loads some hundred
times faster than the YAML. A record is the list of its fields; the types in `model` say how to rebuild it.
Of a part's fields those declared as `Mapping` are rebuilt row by row, each row when it is first asked for: their
rows stand on lines of their own, after the first line with everything else.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from overdue_cli.knowledge import model

if TYPE_CHECKING:
    from pathlib import Path

Part = TypeVar("Part")
Row = TypeVar("Row")


def digest(paths: "Iterable[Path]") -> str:
    """SHA-256 over files, in hex: which text something compiled came from."""
    import hashlib  # only where something is compiled

    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def dump(part: Any, digest: str) -> bytes:
    """The compiled form of `part` (a record of records); `digest` identifies the YAML it was made from."""
    lines: list[str] = []
    fields: list[Any] = []
    for kind, value in zip(type(part).__annotations__.values(), part, strict=True):
        if _is_later(kind):
            fields.append([len(lines), list(value)])
            lines += [_text(row) for row in value.values()]
        else:
            fields.append(value)
    return "\n".join([_text({"digest": digest, "part": fields}), *lines]).encode()


def load(raw: bytes, kind: type[Part], digest: str | None = None) -> tuple[Part, str]:
    """The record of type `kind` in a compiled form, and the digest of its YAML.

    Raises ValueError where it is not one that this program wrote, or not that of `digest`, if given.
    """
    first, *lines = raw.split(b"\n")
    plain = json.loads(first)
    if not isinstance(plain, dict) or "digest" not in plain or digest not in (None, plain["digest"]):
        raise ValueError("not compiled knowledge, or not that of these files")
    try:
        pairs = zip(kind.__annotations__.values(), plain["part"], strict=True)
        fields = [_later(part, value, lines) if _is_later(part) else _decoder(part)(value) for part, value in pairs]
        return kind._make(fields), plain["digest"]  # type: ignore[attr-defined]
    except (LookupError, TypeError) as error:
        raise ValueError("compiled by another version") from error


class Later(Mapping[str, Row]):
    """Rows by name, each rebuilt from its line of JSON when it is first asked for."""

    def __init__(self, lines: dict[str, bytes], decode: Callable[[Any], Row]) -> None:
        self._lines, self._decode = lines, decode
        self._made: dict[str, Row] = {}

    def __getitem__(self, name: str) -> Row:
        if name not in self._made:
            self._made[name] = self._decode(json.loads(self._lines[name]))
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=sorted)


def _bare(kind: Any) -> Any:
    """A type without what was annotated to it."""
    return kind.__origin__ if hasattr(kind, "__metadata__") else kind


def _is_later(kind: Any) -> bool:
    return get_origin(_bare(kind)) is Mapping


def _later(kind: Any, value: list[Any], lines: list[bytes]) -> Later[Any]:
    start, names = value
    return Later(dict(zip(names, lines[start : start + len(names)], strict=True)), _decoder(get_args(_bare(kind))[1]))


_known: dict[Any, Callable[[Any], Any]] = {}


def _decoder(kind: Any) -> Callable[[Any], Any]:
    """A function that rebuilds a value of type `kind` from what JSON kept of it."""
    kind = _bare(kind)
    if isinstance(kind, str):  # a forward reference inside `model`
        kind = getattr(model, kind)
    if kind not in _known:
        _known[kind] = _record(kind) if hasattr(kind, "_fields") else _container(kind)
    return _known[kind]


def _record(kind: Any) -> Callable[[Any], Any]:
    """The decoder of a named tuple; fields that JSON keeps as they are cost nothing."""
    changed: list[tuple[int, Callable[[Any], Any]]] = []

    def decode(row: list[Any]) -> Any:
        for place, part in changed:
            row[place] = part(row[place])
        return kind._make(row)

    _known[kind] = decode  # known before its fields are looked at: a Condition contains Conditions
    for place, name in enumerate(kind._fields):
        part = _decoder(kind.__annotations__[name])
        if part is not _same:
            changed.append((place, part))
    return decode


def _container(kind: Any) -> Callable[[Any], Any]:
    """The decoder of a tuple, dict, set, optional or plain value."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple and args[-1] is Ellipsis:
        each = _decoder(args[0])
        return tuple if each is _same else lambda row: tuple([each(item) for item in row])
    if origin is tuple:
        parts = [_decoder(arg) for arg in args]
        return lambda row: tuple([part(item) for part, item in zip(parts, row, strict=True)])
    if origin is dict:
        each = _decoder(args[1])
        return _same if each is _same else lambda row: {key: each(row[key]) for key in row}
    if origin is frozenset or kind is tuple:
        return origin or tuple
    if origin is UnionType:
        some = _decoder(args[0])
        return _same if some is _same else lambda row: None if row is None else some(row)
    return _same


def _same(value: Any) -> Any:
    return value
