"""Tables of messages: which column is what, and a row of cells as the fields of a row."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from overdue_cli.errors import CallError
from overdue_cli.knowledge.model import Question

TEXT_COLUMNS = ("text", "短信", "内容", "短信内容", "消息", "正文", "原话", "message", "content")
"""Headings under which the message stands in a table."""

YES_NO = {"true": True, "是": True, "1": True, "false": False, "否": False, "0": False}
"""How a table, whose cells are words, says yes and no."""


def fields(names: Iterable[str], questions: Mapping[str, Question]) -> dict[int, str]:
    """Which columns of a table count: place to `text`, `id` or the fact of that name, each once; others are left out.

    Raises CallError where no column holds the messages.
    """
    heads: dict[int, str] = {}
    for place, raw in enumerate(names):
        name = raw.strip().lower()
        field = "text" if name in TEXT_COLUMNS else name
        known = field in ("text", "id") or (field in questions and bool(questions[field].option))
        if known and field not in heads.values():
            heads[place] = field
    if "text" not in heads.values():
        raise CallError(f"没有消息那一列。第一行要有列名，其中一列叫 {'、'.join(TEXT_COLUMNS[:5])} 之一。")
    return heads


def filled(heads: Iterable[str], row: Iterable[Any], questions: Mapping[str, Question]) -> dict[str, Any]:
    """The fields of a row of a table; an empty cell says nothing."""
    cells = ((field, _cell(field, value, questions.get(field))) for field, value in zip(heads, row, strict=True))
    return {field: value for field, value in cells if value is not None}


def _cell(field: str, value: Any, question: Question | None) -> Any:
    """A cell as `facts` takes it: tables know no yes and no, count in fractions, and keep days as such."""
    if value is None or value == "" or value != value:  # a gap of numbers is no number
        return None
    if question is None:
        return str(value) if field == "id" and not isinstance(value, str | int) else value
    if isinstance(value, str):
        words = value.strip()
        return YES_NO.get(words.lower(), words or None) if question.kind == "flag" else words or None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.isoformat() if type(value) is date else value
