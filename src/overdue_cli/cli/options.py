"""Options of the commands, declared once: `app` makes them Typer's, `direct` reads plain calls by them.

A command declares its options as Typer would have it, in the annotations of its parameters; the flags of the facts are
made from the one place that defines the facts, the questions of the knowledge.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, NamedTuple

from overdue_cli import facts
from overdue_cli.errors import CallError
from overdue_cli.facts import Value
from overdue_cli.knowledge.model import VERDICTS, Question


class Option:
    """A flag (`--json`), or one with a value; two opposites are `--yes/--no`; `min` and `max` bound a number."""

    def __init__(
        self, *flags: str, help: str, metavar: str | None = None, min: int | None = None, max: int | None = None
    ) -> None:
        self.flags, self.help, self.metavar, self.min, self.max = flags, help, metavar, min, max


class Argument(Option):
    """A word that stands by itself."""

    def __init__(self, *, help: str, metavar: str) -> None:
        super().__init__(help=help, metavar=metavar)


Json = Annotated[bool, Option("--json", help="输出一份 JSON，同 --format json")]
Format = Annotated[str | None, Option("--format", metavar="格式", help="text、plain、md 或 json")]
Out = Annotated[str | None, Option("--output", "-o", metavar="文件", help="写到文件，不覆盖已有的")]
Force = Annotated[bool, Option("--force", help="允许 -o 覆盖")]
"""The options that every command with an answer takes."""

FailOn = Annotated[
    str | None, Option("--fail-on", metavar="结论", help=f"结论达到它就退出 1：{'、'.join(VERDICTS[1:])}")
]
"""For commands that reach a verdict."""


def check_fail_on(verdict: str | None) -> None:
    """Refuse a verdict that is none. Raises CallError."""
    if verdict is not None and verdict not in VERDICTS[1:]:
        raise CallError(f"--fail-on 不认识“{facts.shown(verdict)}”。可用：{'、'.join(VERDICTS[1:])}。")


class Parameter(NamedTuple):
    """One parameter of a command: its name, type, default and how it is written on the command line."""

    name: str
    kind: Any
    default: Any
    option: Option


def declared(command: Any) -> Iterator[Parameter]:
    """The parameters of a command that are options or arguments."""
    defaults = command.__kwdefaults__ or {}
    for name, annotation in command.__annotations__.items():
        option = next((one for one in getattr(annotation, "__metadata__", ()) if isinstance(one, Option)), None)
        if option:
            yield Parameter(name, annotation.__origin__, defaults.get(name, REQUIRED), option)


REQUIRED: Any = ...
"""The default of what must be given."""


def of_facts(questions: Mapping[str, Question]) -> Iterator[Parameter]:
    """The parameters of a command that takes every fact as a flag."""
    for question in questions.values():
        if question.kind == "flag":  # one without flags follows from other facts
            for flag, phrase in zip(question.option, (question.yes, question.no), strict=bool(question.option)):
                yield Parameter(_name(flag), bool, False, Option(flag, help=phrase))
        elif question.option:
            flag = question.option[0]
            yield Parameter(_name(flag), list[str], [], Option(flag, help=_help(question), metavar="值"))


def values(given: Mapping[str, Any], questions: Mapping[str, Question]) -> dict[str, Value]:
    """The facts in a command's arguments, as typed. Raises CallError."""
    return facts.from_flags(_typed(given, questions.values()))


def readable(given: Mapping[str, Any], questions: Mapping[str, Question]) -> dict[str, Value]:
    """The facts in a command's arguments that can be read, the others left out."""
    found: dict[str, Value] = {}
    for one in _typed(given, questions.values()):
        try:
            found |= facts.from_flags([one])
        except CallError:
            continue
    return found


def _typed(given: Mapping[str, Any], questions: Iterable[Question]) -> Iterable[tuple[Question, str | bool]]:
    for question in questions:
        for place, option in enumerate(question.option):
            raw = given[_name(option)]
            if question.kind != "flag":
                yield from ((question, word) for word in raw)
            elif raw:
                yield question, place == 0


def _name(option: str) -> str:
    return "fact_" + option.lstrip("-").replace("-", "_")


def _help(question: Question) -> str:
    """The label, what is taken, and whether it may be repeated."""
    if question.names:
        listed = "、".join(f"{name} {chinese}" for name, chinese in question.names.items())
        return f"{question.label}{'（可重复）' if question.kind == 'many' else ''}：{listed}"
    takes = {"count": f"整数，{question.unit}", "date": "年-月-日", "clock": "时:分，24 小时制", "text": "文字"}
    return f"{question.label}：{takes[question.kind]}"
