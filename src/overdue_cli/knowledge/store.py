"""Where knowledge comes from at run time.

An installed wheel carries it compiled. A source checkout compiles its `data/` once into the cache folder
it is given and again whenever a file there changes; without a folder it compiles in memory.
"""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

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

    def compiled() -> Knowledge:
        from overdue_cli.knowledge.build import build

        return build(folder())

    def sources() -> "Iterable[Path]":
        return [*folder().glob("*.yaml"), *folder().glob("danger-weights.json")]

    return part("knowledge", Knowledge, compiled, cache, sources)


def library(known: "Knowledge", cache: "Path | None" = None) -> "Library":
    """The topics, documents and claims of this installation; otherwise as `knowledge`."""
    from overdue_cli.knowledge.library import Library

    def compiled() -> Library:
        from overdue_cli.knowledge.shelf import build

        return build(folder(), known)

    return part("library", Library, compiled, cache, library_files)


def library_files() -> "Iterable[Path]":
    """What the library and everything made from it depends on."""
    from overdue_cli.knowledge.shelf import seeds_of

    return [*folder().glob("*.yaml"), *folder().glob("topics/*.yaml"), *seeds_of(folder()).glob("*.yaml")]


def wordbook(known: "Knowledge", cache: "Path | None" = None) -> "Wordbook":
    """What the reader of texts knows; otherwise as `knowledge`."""
    from overdue_cli.knowledge.wordbook import Wordbook

    def compiled() -> Wordbook:
        from overdue_cli.knowledge import cuebook, shelf
        from overdue_cli.knowledge.arrange import arrange, votes_of

        cues = cuebook.build(folder(), known, shelf.letters_of(folder()).simplified)
        return arrange(cues, votes_of(folder()))

    def sources() -> "Iterable[Path]":
        return [*folder().glob("*.yaml"), *folder().glob("cues/*.yaml"), folder() / "votes.json"]

    return part("wordbook", Wordbook, compiled, cache, sources)


def papers(known: "Knowledge", cache: "Path | None" = None) -> "Papers":
    """The templates of letters and plans; otherwise as `knowledge`."""
    from overdue_cli.knowledge.papers import Papers

    def compiled() -> Papers:
        from overdue_cli.knowledge.paperbook import build

        return build(folder(), known)

    return part("papers", Papers, compiled, cache, lambda: [*folder().glob("*.yaml"), *folder().glob("letters/*.yaml")])


def lending(known: "Knowledge", cache: "Path | None" = None) -> "Lending":
    """The caps on what a loan may cost; otherwise as `knowledge`."""
    from overdue_cli.knowledge.lending import Lending, build

    return part("lending", Lending, lambda: build(folder(), known), cache, lambda: folder().glob("*.yaml"))


def imports(cache: "Path | None" = None) -> "Imports":
    """How files to import read; otherwise as `knowledge`."""
    from overdue_cli.knowledge.imports import Imports, build

    return part("imports", Imports, lambda: build(folder()), cache, lambda: folder().glob("*.yaml"))


def exports(known: "Knowledge", cache: "Path | None" = None) -> "Exports":
    """What an exported record says about itself; otherwise as `knowledge`."""
    from overdue_cli.knowledge.exports import Exports, build

    return part("exports", Exports, lambda: build(folder(), known), cache, lambda: folder().glob("*.yaml"))


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

    code = [path for room in ("knowledge", "words", "search") for path in (Path(place.PACKAGE) / room).glob("*.py")]
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
