"""Many messages: rows to assessments, in batches that any process can take. Pure: no files, no clock."""

import functools
import json
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from traceback import extract_tb
from typing import Any, NamedTuple

from overdue_cli import facts, hearing
from overdue_cli.assessment import Assessment, Finding, json_text, plain
from overdue_cli.errors import CallError
from overdue_cli.facts import Value
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading import LARGEST
from overdue_cli.reading.read import Reader
from overdue_cli.reasoning.assess import Assessor


class Row(NamedTuple):
    """One message as it came: its line, and its fields or what is wrong with them."""

    line: int | None
    fields: dict[str, Any]
    error: str = ""


class Line(NamedTuple):
    """A line of a file not looked into yet; `raw` is None where it was too long to be held."""

    line: int
    raw: bytes | None


class Done(NamedTuple):
    """Rows assessed: their lines of JSON, each ended, how many there are, and how many could not be read."""

    text: bytes
    rows: int
    bad: int


class Screen:
    """Assesses rows; made once in each process. Like cases and their words in JSON are remembered."""

    def __init__(self, known: Knowledge, reader: Reader, today: str, *, compact: bool = False) -> None:
        self.known, self.compact = known, compact
        self.read = functools.lru_cache(maxsize=10_000)(reader.read)
        self.hear = functools.lru_cache(maxsize=10_000)(lambda words: hearing.danger_in([words], known, today))
        self.assessor = Assessor(known, today)
        self.written = functools.lru_cache(maxsize=5_000)(_written)

    def batch(self, rows: Iterable[Row | Line], read: Callable[[Line], Row]) -> Done:
        """The rows in order as lines of JSON; a row that cannot be read says why in its place. `read` opens a line."""
        lines, bad = [], 0
        for one in rows:
            text, good = self.row(_opened(one, read) if isinstance(one, Line) else one)
            lines.append(text)
            bad += not good
        return Done("".join(f"{text}\n" for text in lines).encode(), len(lines), bad)

    def row(self, row: Row) -> tuple[str, bool]:
        """One row as JSON, and whether it could be read: whatever is in it, the rows after it have their turn."""
        try:
            return self.told(row, self.answer(row)), True
        except CallError as error:
            return refused(row, error), False
        except Exception as error:
            return refused(row, fault(error)), False

    def answer(self, row: Row) -> Assessment:
        """The assessment of one row. Raises CallError where it cannot be read."""
        if row.error:
            raise CallError(row.error)
        return self.assessed(row.fields)

    def told(self, row: Row, answer: Assessment) -> str:
        """The answer to a row as JSON."""
        head = {"id": row.fields.get("id"), "line": row.line}
        return json_text({**head, **short(answer)}) if self.compact else self._whole(head, answer)

    def assessed(self, fields: dict[str, Any]) -> Assessment:
        """The assessment of the fields of a row. Raises CallError."""
        told = {key: value for key, value in fields.items() if key not in ("id", "text")}
        text = fields.get("text")
        if text is not None and not isinstance(text, str):
            raise CallError("text 要是一段文字。")
        if text and len(text) * 4 > LARGEST and len(text.encode("utf-8", "surrogatepass")) > LARGEST:
            raise CallError("text 超过 1 MB，太大了。")
        case = self.case(told)
        if not case and not (text and text.strip()):
            raise CallError("没有 text，也没有任何事实。")
        return self.assessor.assess(case, self.read(text) if text else None)

    def case(self, told: dict[str, Any]) -> dict[str, Value]:
        """The facts of a row, danger in its words heard as in `check`. Raises CallError."""
        try:
            case = facts.from_document(told, self.known.questions, "这一行")
        except CallError:
            found = self.hear("\n".join(one for one in told.values() if isinstance(one, str)))
            if found is None:
                raise
            return found[0]
        return hearing.listened(case, self.known, self.hear)

    def _whole(self, head: dict[str, Any], answer: Assessment) -> str:
        """As `json_text` of the head and of `whole(answer)`; what many answers have in common is written once."""
        findings = [self._finding(finding) for finding in answer.findings]
        own = {"facts": json_text(plain(answer.facts)), "read": json_text(plain(answer.read))}
        own["findings"] = f"[{', '.join(findings)}]"
        names = [name for name in answer._fields if name != "trace"]
        parts = [f'"{name}": {own.get(name) or self.written(getattr(answer, name))}' for name in names]
        text = f"{json_text(head)[:-1]}, {', '.join(parts)}}}"
        with suppress(UnicodeEncodeError):
            text.encode()
            return text
        return json_text({**head, **whole(answer)})

    def _finding(self, finding: Finding) -> str:
        spans = json_text(plain(finding.spans))
        return self.written(finding._replace(spans=())).replace('"spans": []', f'"spans": {spans}', 1)


def _written(part: Any) -> str:
    return json_text(plain(part))


def refused(row: Row, error: CallError) -> str:
    """A row that cannot be read, as JSON that says why."""
    name = row.fields.get("id")
    try:
        return json_text({"id": name, "line": row.line, "error": str(error)})
    except (ValueError, TypeError, RecursionError):  # an id that JSON has no word for
        return json_text({"id": None, "line": row.line, "error": str(error)})


def fault(error: Exception) -> CallError:
    """A fault of ours in one row: its message may quote the text, its kind and place cannot."""
    place = extract_tb(error.__traceback__)[-1]
    return CallError(
        f"程序出错（{type(error).__name__}，{Path(place.filename).name}:{place.lineno}），这一行没有看。"
        "别的行不受影响；请把这一行换个写法再试，并把括号里的字（不带原文）报告给项目。"
    )


def _opened(line: Line, read: Callable[[Line], Row]) -> Row:
    """The line as a row, or what went wrong in opening it."""
    try:
        return read(line)
    except Exception as error:
        return Row(line.line, {}, str(fault(error)))


def parsed(number: int, raw: str) -> Row:
    """A line of JSON Lines as a row."""
    try:
        fields = json.loads(raw, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError):
        return Row(number, {}, "不是合格的 JSON，请检查引号、逗号和括号。")
    if not isinstance(fields, dict):
        return Row(number, {}, '要是一个对象，如 {"text": "……"}。')
    return Row(number, fields)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):  # 1e999: JSON could not say it again
        raise ValueError
    return number


def _no_number(word: str) -> float:
    """NaN and Infinity, which Python reads and JSON does not know."""
    raise ValueError(word)


def whole(answer: Assessment) -> dict[str, Any]:
    """An assessment in full, without the trace."""
    shown: dict[str, Any] = plain(answer)
    del shown["trace"]
    return shown


def short(answer: Assessment) -> dict[str, Any]:
    """The verdict, the behaviours and the agencies alone."""
    behaviours = list(answer.facts.get("behaviours", ()))
    return {"verdict": answer.verdict, "behaviours": behaviours, "agencies": [agency.id for agency in answer.agencies]}


def batches(rows: Iterable[Row | Line], size: int) -> Iterator[list[Row | Line]]:
    """Rows in lists of at most `size`."""
    held: list[Row | Line] = []
    for row in rows:
        held.append(row)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held
