"""A behaviour that no labelled text of ours shows."""

from collections.abc import Iterator

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.compile.lint.hint.ours import named
from overdue_cli.errors import Fault
from overdue_cli.knowledge.model import Behaviour

CODE = Code(
    "T903",
    "行为还没有标注的原话",
    "没有标注过的原话，就不知道读得准不准。",
    "（tests/texts 里没有 behaviours: [new_one]）",
    "- text: …\n  behaviours: [new_one]",
)


def hints(made: Compiled) -> Iterator[Fault]:
    """Behaviours without one, where our texts lie beside the data."""
    labelled = named(made.data.parent / "tests" / "texts")
    for behaviour, entry in made.of(Behaviour):
        if labelled and behaviour.id not in labelled:
            what = f"行为“{behaviour.id}”还没有标注的原话"
            yield entry.note(CODE, what, "在 tests/texts 里写几条，该读出的和不该读出的", "id")
