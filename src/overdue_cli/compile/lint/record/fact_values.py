"""A cue of a fact gives one of its values."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.compile.near import remedy
from overdue_cli.knowledge.cues import FactCue

CODE = Code(
    "K306",
    "线索给的值不存在",
    "读出来的值要是这个事实的一个值，不然后面的规则认不出它。",
    "fact: sender\nvalue: polise",
    "fact: sender\nvalue: police",
)


def check(made: Compiled) -> None:
    """Report cues of facts with another value."""
    for cue, entry in made.of(FactCue):
        question = made.known.questions.get(cue.fact)
        if question and question.names and cue.value not in question.names:
            near = remedy(cue.value, question.names, "用这个事实的一个值")
            entry.fault(CODE, f"“{cue.fact}”没有“{cue.value}”这个值", near, "value")
