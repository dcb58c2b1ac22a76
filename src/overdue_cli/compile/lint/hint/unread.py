"""A behaviour that no cue shows: it is never read in a message."""

from collections.abc import Iterator

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.errors import Fault
from overdue_cli.knowledge.cues import Cue
from overdue_cli.knowledge.model import Behaviour

CODE = Code(
    "T901",
    "行为还没有线索",
    "没有线索，贴上来的原话里就读不出这种行为，只能靠人自己选。",
    "（cues 文件夹里没有 behaviour: new_one）",
    "- id: new-one\n  behaviour: new_one\n  find: [要找的词]\n  fires: [例句]",
)


def hints(made: Compiled) -> Iterator[Fault]:
    """Behaviours without one."""
    shown = {cue.behaviour for cue, _ in made.all(Cue)}
    for behaviour, entry in made.of(Behaviour):
        if behaviour.id not in shown:
            what = f"行为“{behaviour.id}”还没有线索，原话里读不出它"
            yield entry.note(CODE, what, "在 cues 文件夹里写一条，见 docs/writing-a-cue.md", "id")
