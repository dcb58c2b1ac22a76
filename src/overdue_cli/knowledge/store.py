"""Where knowledge comes from at run time.

An installed wheel carries it compiled. A source checkout compiles its `data/` once into the cache folder
it is given and again whenever a file there changes; without a folder it compiles in memory.
"""

import os
from pathlib import Path

from overdue_cli.knowledge import codec
from overdue_cli.knowledge.model import Knowledge

PACKAGE = Path(__file__).parent.parent
COMPILED = PACKAGE / "data" / "knowledge.json"
"""The compiled knowledge of an installed wheel, written by the build hook."""


def folder() -> Path:
    """The folder of the YAML files: in the wheel beside the compiled form, else in the checkout."""
    inside = PACKAGE / "data"
    return inside if (inside / "rules.yaml").exists() else PACKAGE.parent.parent / "data"


def knowledge(cache: Path | None = None) -> Knowledge:
    """The knowledge of this installation.

    `cache` is a folder that only this user can write; used by a source checkout alone.
    Raises KnowledgeError where a checkout's YAML is faulty.
    """
    if COMPILED.exists():
        return codec.load(COMPILED.read_text(encoding="utf-8"))[0]
    source = folder()
    stamp = _stamp(source)
    place = cache / "knowledge.json" if cache else None
    if place and place.exists():
        try:
            return codec.load(place.read_text(encoding="utf-8"), stamp)[0]
        except (OSError, ValueError):
            pass  # of other files, of an older program, or broken: compile again
    from overdue_cli.knowledge.build import build

    known = build(source)
    if place:
        _write(place, codec.dump(known, stamp))
    return known


def _stamp(source: Path) -> str:
    """Changes whenever a YAML file, its place, or the code that compiles it does."""
    paths = sorted([*source.glob("*.yaml"), *Path(__file__).parent.glob("*.py")])
    return "|".join(f"{path}:{(state := path.stat()).st_mtime_ns}:{state.st_size}" for path in paths)


def _write(place: Path, text: str) -> None:
    """Replace `place` in one step; a cache that cannot be written is no error."""
    part = place.with_suffix(f".{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(part, place)
    except OSError:
        part.unlink(missing_ok=True)
