"""Many messages: rows to assessments, in batches that any process can take. Pure: no files, no clock."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from overdue_cli import facts
from overdue_cli.assessment import Assessment, json_text, plain
from overdue_cli.errors import CallError
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading import LARGEST
from overdue_cli.reading.read import Reader
from overdue_cli.reasoning.assess import assess


class Row(NamedTuple):
    """One message as it came: its line, and its fields or what is wrong with them."""

    line: int
    fields: dict[str, Any]
    error: str = ""


class Screen(NamedTuple):
    """Everything needed to assess rows; made once in each process."""

    known: Knowledge
    reader: Reader
    today: str
    compact: bool

    def batch(self, rows: Iterable[Row]) -> list[tuple[str, bool]]:
        """For each row its line of JSON, and whether it could be read."""
        return [self.row(row) for row in rows]

    def row(self, row: Row) -> tuple[str, bool]:
        """One row as a line of JSON; a row that cannot be read says why in its place."""
        name = row.fields.get("id")
        try:
            if row.error:
                raise CallError(row.error)
            answer = self.assessed(row.fields)
        except CallError as error:
            return json_text({"id": name, "line": row.line, "error": str(error)}), False
        return json_text({"id": name, "line": row.line, **(short(answer) if self.compact else whole(answer))}), True

    def assessed(self, fields: dict[str, Any]) -> Assessment:
        """The assessment of the fields of a row. Raises CallError."""
        told = {key: value for key, value in fields.items() if key not in ("id", "text")}
        text = fields.get("text")
        if text is not None and not isinstance(text, str):
            raise CallError("text 要是一段文字。")
        if text and len(text.encode("utf-8", "surrogatepass")) > LARGEST:
            raise CallError("text 超过 1 MB，太大了。")
        case = facts.from_document(told, self.known.questions, "这一行")
        if not case and not (text and text.strip()):
            raise CallError("没有 text，也没有任何事实。")
        return assess(case, self.known, self.today, reading=self.reader.read(text) if text else None)


def parsed(number: int, raw: str) -> Row:
    """A line of JSON Lines as a row."""
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError):
        return Row(number, {}, "不是合格的 JSON，请检查引号、逗号和括号。")
    if not isinstance(fields, dict):
        return Row(number, {}, '要是一个对象，如 {"text": "……"}。')
    return Row(number, fields)


def whole(answer: Assessment) -> dict[str, Any]:
    """An assessment in full, without the trace."""
    shown: dict[str, Any] = plain(answer)
    del shown["trace"]
    return shown


def short(answer: Assessment) -> dict[str, Any]:
    """The verdict, the behaviours and the agencies alone."""
    behaviours = list(answer.facts.get("behaviours", ()))
    return {"verdict": answer.verdict, "behaviours": behaviours, "agencies": [agency.id for agency in answer.agencies]}


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows in lists of at most `size`."""
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held
