"""Which files each part of the knowledge is made from: as the annotations of its fields say."""

from pathlib import Path
from typing import Any

from overdue_cli.compile.fields import fields
from overdue_cli.knowledge.declared import Files, In, Lists


def folder_of(name: str, data: Path) -> Path:
    """A folder with many files of one shape. That of the source documents lies beside the data, or in it."""
    beside = data.parent / name
    return beside if name == "seeds" and beside.is_dir() else data / name


def files(kind: Any, data: Path) -> list[Path]:
    """Every file of YAML that a part is made from, in order."""
    single = dict.fromkeys(one.file for field in fields(kind) if (one := field.mark(In)))
    folders = dict.fromkeys(many.folder for field in fields(kind) if (many := field.mark(Files) or field.mark(Lists)))
    found = [path for name in folders for path in sorted(folder_of(name, data).glob("*.yaml"))]
    return [*(data / f"{name}.yaml" for name in single), *found]
