"""Which files each part of the knowledge is made from: as the annotations of its fields say, and what was learned."""

from pathlib import Path
from typing import Any

from overdue_cli.compile.fields import fields
from overdue_cli.knowledge.cues import Cues
from overdue_cli.knowledge.declared import Files, In, Lists
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.wordbook import Wordbook


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


def learned_files(data: Path) -> list[Path]:
    """The file of what was learned about dangers, where there is one."""
    return [*data.glob("danger-weights.json")]


def sources(kind: Any, data: Path) -> list[Path]:
    """Every file that a part as it is compiled depends on, beside the knowledge itself."""
    if kind is Wordbook:
        return [*files(Cues, data), data / "characters.yaml", data / "votes.json"]
    if kind is Knowledge:
        return [*files(Knowledge, data), *learned_files(data)]
    return files(kind, data)
