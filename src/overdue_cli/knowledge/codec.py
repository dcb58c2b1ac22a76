"""Knowledge to compiled text and back.

The compiled form is JSON: any Python reads it, nothing in it can run, and it loads some fifty times
faster than the YAML. A record is the list of its fields; the types in `model` say how to rebuild it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

from overdue_cli.knowledge import model

Part = TypeVar("Part")


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over files, in hex: which text something compiled came from."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def dump(part: Any, digest: str) -> str:
    """The compiled text of `part` (a record of records); `digest` identifies the YAML it was made from."""
    plain = {"digest": digest, "part": part}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=sorted)


def load(text: str, kind: type[Part], digest: str | None = None) -> tuple[Part, str]:
    """The record of type `kind` in a compiled text, and the digest of its YAML.

    Raises ValueError where the text is not one that this program wrote, or not that of `digest`, if given.
    """
    plain = json.loads(text)
    if not isinstance(plain, dict) or "digest" not in plain or digest not in (None, plain["digest"]):
        raise ValueError("not compiled knowledge, or not that of these files")
    try:
        return _decoder(kind)(plain["part"]), plain["digest"]
    except (LookupError, TypeError) as error:
        raise ValueError("compiled by another version") from error


_known: dict[Any, Callable[[Any], Any]] = {}


def _decoder(kind: Any) -> Callable[[Any], Any]:
    """A function that rebuilds a value of type `kind` from what JSON kept of it."""
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
