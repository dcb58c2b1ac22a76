"""Flags of the facts, made from the one place that defines the facts: the questions of the knowledge."""

from collections.abc import Iterable, Mapping
from inspect import Parameter
from typing import Annotated, Any

import typer

from overdue_cli import facts
from overdue_cli.errors import CallError
from overdue_cli.facts import Value
from overdue_cli.knowledge.model import VERDICTS, Question

Json = Annotated[bool, typer.Option("--json", help="输出一份 JSON，同 --format json")]
Format = Annotated[str | None, typer.Option("--format", metavar="格式", help="text、plain、md 或 json")]
Out = Annotated[str | None, typer.Option("--output", "-o", metavar="文件", help="写到文件，不覆盖已有的")]
Force = Annotated[bool, typer.Option("--force", help="允许 -o 覆盖")]
"""The options that every command with an answer takes."""

FailOn = Annotated[
    str | None, typer.Option("--fail-on", metavar="结论", help=f"结论达到它就退出 1：{'、'.join(VERDICTS[1:])}")
]
"""For commands that reach a verdict."""


def check_fail_on(verdict: str | None) -> None:
    """Refuse a verdict that is none. Raises CallError."""
    if verdict is not None and verdict not in VERDICTS[1:]:
        raise CallError(f"--fail-on 不认识“{facts.shown(verdict)}”。可用：{'、'.join(VERDICTS[1:])}。")


def parameters(questions: Mapping[str, Question]) -> list[Parameter]:
    """The parameters of a command that takes every fact as a flag."""
    return [parameter for question in questions.values() for parameter in _of(question)]


def values(given: Mapping[str, Any], questions: Mapping[str, Question]) -> dict[str, Value]:
    """The facts in a command's arguments, as typed. Raises CallError."""
    return facts.from_flags(_typed(given, questions.values()))


def _of(question: Question) -> Iterable[Parameter]:
    if question.kind == "flag":
        for option, phrase in zip(question.option, (question.yes, question.no), strict=True):
            yield _parameter(_name(option), bool, False, option, phrase)
    elif question.option:
        yield _parameter(_name(question.option[0]), list[str], [], question.option[0], _help(question))


def _typed(given: Mapping[str, Any], questions: Iterable[Question]) -> Iterable[tuple[Question, str | bool]]:
    for question in questions:
        for place, option in enumerate(question.option):
            raw = given[_name(option)]
            if question.kind != "flag":
                yield from ((question, word) for word in raw)
            elif raw:
                yield question, place == 0


def _parameter(name: str, kind: Any, default: Any, option: str, help_: str) -> Parameter:
    shape = typer.Option(option, help=help_, metavar=None if kind is bool else "值", show_default=False)
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, shape])


def _name(option: str) -> str:
    return "fact_" + option.lstrip("-").replace("-", "_")


def _help(question: Question) -> str:
    """The label, what is taken, and whether it may be repeated."""
    if question.names:
        listed = "、".join(f"{name} {chinese}" for name, chinese in question.names.items())
        return f"{question.label}{'（可重复）' if question.kind == 'many' else ''}：{listed}"
    takes = {"count": f"整数，{question.unit}", "date": "年-月-日", "clock": "时:分，24 小时制", "text": "文字"}
    return f"{question.label}：{takes[question.kind]}"
