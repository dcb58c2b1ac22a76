"""What each data file holds: which fields of which records, as the parts declare it."""

from typing import Any, NamedTuple

from overdue_cli.compile.fields import Field, fields, is_record
from overdue_cli.compile.parts import PARTS
from overdue_cli.compile.workshop import row_kind
from overdue_cli.knowledge.declared import Files, In, Key, Lists, Made
from overdue_cli.words.letters import Letters


class Layout(NamedTuple):
    """A file, or all files of a folder: its fields, and the records that are written there as the whole file."""

    name: str
    folder: bool
    fields: tuple[Field, ...]
    kinds: tuple[Any, ...]


def layouts() -> dict[str, Layout]:
    """Every file and folder of `data` by its name; a folder of one name with a file ends in a stroke."""
    found: dict[str, Layout] = {}
    for kind in PARTS:
        for field in fields(kind):
            of_file, of_folder = field.mark(In), field.mark(Files) or field.mark(Lists)
            if (of_file or of_folder) and not field.has(Made):
                name = of_file.file if of_file else f"{of_folder.folder}/" if of_folder else ""
                held = found.get(name, Layout(name, of_folder is not None, (), ()))
                whole = _whole(field)
                more = fields(whole) if whole and whole is not Letters else () if whole else (field,)
                found[name] = held._replace(
                    fields=(*held.fields, *more), kinds=(*held.kinds, *((whole,) if whole else ()))
                )
    return found


def _whole(field: Field) -> Any:
    """The record that the whole file is, if it is one."""
    if field.has(Files):
        return row_kind(field)
    return field.kind if field.has(In) and is_record(field.kind) and not field.has(Key) else None


LAYOUTS = layouts()
