"""Where knowledge comes from at run time.

An installed wheel carries it compiled. A source checkout compiles its `data/` once into the cache folder
it is given and again whenever a file there changes; without a folder it compiles in memory.
"""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from overdue_cli.knowledge import codec, place

if TYPE_CHECKING:  # an installed program loads no more than what a command needs
    from pathlib import Path

    from overdue_cli.knowledge.exports import Exports
    from overdue_cli.knowledge.imports import Imports
    from overdue_cli.knowledge.lending import Lending
    from overdue_cli.knowledge.library import Library
    from overdue_cli.knowledge.model import Knowledge
    from overdue_cli.knowledge.papers import Papers
    from overdue_cli.knowledge.wordbook import Wordbook

Part = TypeVar("Part")


def folder() -> "Path":
    """The folder of the YAML files."""
    from pathlib import Path

    return Path(place.folder()).resolve()


def knowledge(cache: "Path | None" = None) -> "Knowledge":
    """The knowledge of this installation.

    `cache` is a folder that only this user can write; used by a source checkout alone.
    Raises KnowledgeError where a checkout's YAML is faulty.
    """
    from overdue_cli.knowledge.model import Knowledge

    sources = _files("*.yaml", "danger-weights.json")
    return part("knowledge", Knowledge, _compiler("knowledge"), cache, sources)


def library(known: "Knowledge", cache: "Path | None" = None) -> "Library":
    """The topics, documents and claims of this installation; otherwise as `knowledge`."""
    from overdue_cli.knowledge.library import Library

    return part("library", Library, _compiler("library", known), cache, library_files)


def library_files() -> "Iterable[Path]":
    """What the library and everything made from it depends on."""
    from overdue_cli.compile.files import folder_of

    return [*_files("*.yaml", "topics/*.yaml")(), *folder_of("seeds", folder()).glob("*.yaml")]


def wordbook(known: "Knowledge", cache: "Path | None" = None) -> "Wordbook":
    """What the reader of texts knows; otherwise as `knowledge`."""
    from overdue_cli.knowledge.wordbook import Wordbook

    sources = _files("*.yaml", "cues/*.yaml", "votes.json")
    return part("wordbook", Wordbook, _compiler("wordbook", known), cache, sources)


def papers(known: "Knowledge", cache: "Path | None" = None) -> "Papers":
    """The templates of letters and plans; otherwise as `knowledge`."""
    from overdue_cli.knowledge.papers import Papers

    return part("papers", Papers, _compiler("papers", known), cache, _files("*.yaml", "letters/*.yaml"))


def lending(known: "Knowledge", cache: "Path | None" = None) -> "Lending":
    """The caps on what a loan may cost; otherwise as `knowledge`."""
    from overdue_cli.knowledge.lending import Lending

    return part("lending", Lending, _compiler("lending", known), cache, _files("*.yaml"))


def imports(known: "Knowledge", cache: "Path | None" = None) -> "Imports":
    """How files to import read; otherwise as `knowledge`."""
    from overdue_cli.knowledge.imports import Imports

    return part("imports", Imports, _compiler("imports", known), cache, _files("*.yaml"))


def exports(known: "Knowledge", cache: "Path | None" = None) -> "Exports":
    """What an exported record says about itself; otherwise as `knowledge`."""
    from overdue_cli.knowledge.exports import Exports

    return part("exports", Exports, _compiler("exports", known), cache, _files("*.yaml"))


def _compiler(name: str, *known: "Knowledge") -> "Callable[[], Any]":
    """A function that compiles a part from the YAML of this checkout."""

    def compiled() -> "Any":
        from overdue_cli.compile import parts  # never in an installed program

        return getattr(parts, name)(folder(), *known)

    return compiled


def _files(*patterns: str) -> "Callable[[], Iterable[Path]]":
    """A function that lists the files of `data` that a part depends on."""
    return lambda: [path for pattern in patterns for path in folder().glob(pattern)]


def part(
    name: str,
    kind: type[Part],
    build: Callable[[], Part],
    cache: "Path | None",
    sources: "Callable[[], Iterable[Path]]",
) -> Part:
    """One compiled part: from the wheel, else from the cache if it is of these files, else built and kept."""
    if os.path.exists(place.compiled(name)):
        with open(place.compiled(name), "rb") as file:
            return codec.load(file.read(), kind)[0]
    stamp = _stamp(sources())
    kept = cache / f"{name}.json" if cache else None
    if kept and kept.exists():
        try:
            return codec.load(kept.read_bytes(), kind, stamp)[0]
        except (OSError, ValueError):
            pass  # of other files, of an older program, or broken: compile again
    made = build()
    if kept:
        _write(kept, codec.dump(made, stamp))
    return made


def _stamp(sources: "Iterable[Path]") -> str:
    """Changes whenever a YAML file, its place, or the code that compiles it does."""
    from pathlib import Path

    code = [
        path
        for room in ("knowledge", "compile", "words", "search")
        for path in (Path(place.PACKAGE) / room).rglob("*.py")
    ]
    paths = sorted([*sources, *code])
    return "|".join(f"{path}:{(state := path.stat()).st_mtime_ns}:{state.st_size}" for path in paths)


def _write(file: "Path", raw: bytes) -> None:
    """Replace `file` in one step; a cache that cannot be written is no error."""
    part = file.with_suffix(f".{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as stream:
            stream.write(raw)
        os.replace(part, file)
    except OSError:
        part.unlink(missing_ok=True)
