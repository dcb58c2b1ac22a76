"""A provision that nothing refers to yet."""

from collections.abc import Iterator

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.errors import Fault
from overdue_cli.knowledge.model import Provision

CODE = Code(
    "T904",
    "条文还没有用到",
    "登记了，却没有规则、话题、期限引它；也许忘了引，也许不用登记。",
    "- id: pipl-99（没有一处 basis 写它）",
    "basis: [pipl-99]",
)


def hints(made: Compiled) -> Iterator[Fault]:
    """Provisions without a reference."""
    for provision, entry in made.of(Provision):
        if provision.id not in made.shop.reader.cited["provisions"]:
            yield entry.note(CODE, f"条文“{provision.id}”还没有用到", "在规则、话题里引它，或者删去", "id")
