"""One case: what is known about a contact. What nobody said is unknown, never a default.

The vocabulary (which facts there are, their values and Chinese names) is given as `Question`s.
"""

import re
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple, Self

from overdue_cli.errors import CallError
from overdue_cli.knowledge.model import Question

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years a date may lie in: beyond them it is a slip of the hand."""

Value = int | bool | str | tuple[str, ...]
"""A count, a yes/no, an id or ISO day or HH:MM or words, or several ids in the vocabulary's order."""

DERIVED = ("lender_candidates",)
"""Names that an assessment's `facts` carries beside the facts themselves; ignored when read back."""


class Facts(NamedTuple):
    """The known facts of a case, and for some unknown ones what they can still be."""

    values: Mapping[str, Value] = {}
    possible: Mapping[str, frozenset[str]] = {}

    def get(self, fact: str) -> Value | None:
        """The value of `fact`, or None where it is unknown."""
        return self.values.get(fact)

    def several(self, fact: str) -> tuple[str, ...]:
        """The values of a `many` fact; empty where unknown."""
        value = self.values.get(fact, ())
        return value if isinstance(value, tuple) else ()

    def knows(self, fact: str) -> bool:
        """Whether `fact` is known; an empty list says nothing."""
        return self.values.get(fact) not in (None, ())

    def includes(self, fact: str, ids: Iterable[str]) -> bool:
        """Whether a `many` fact is known to have one of `ids` among its values."""
        return not set(self.several(fact)).isdisjoint(ids)

    def can_be(self, fact: str) -> frozenset[str] | None:
        """What an unknown fact can still be; None where that is open."""
        return self.possible.get(fact)

    def sight(self, fact: str) -> Value | frozenset[str] | None:
        """The value of `fact`, or a set of what it can still be, or None: `get` and `can_be` in one look."""
        value = self.values.get(fact)
        return self.possible.get(fact) if value is None else value

    def with_(self, **more: Value) -> Self:
        """These facts with others added or replaced."""
        return self._replace(values={**self.values, **more})


def from_flags(given: Iterable[tuple[Question, str | bool]]) -> dict[str, Value]:
    """Facts from flags as typed: (question, words), or (question, True/False) for a yes/no flag.

    A `many` fact collects; any other fact given twice must be given the same value.
    Raises CallError, naming the flag.
    """
    values: dict[str, Value] = {}
    for question, raw in given:
        flag = question.option[0]
        value = raw if isinstance(raw, bool) else parse(question, raw, flag)
        before = values.get(question.fact)
        if question.kind == "many" and before is not None:
            value = in_order(question, {*_ids(before), *_ids(value)})
        elif before is not None and before != value:
            raise CallError(f"{' / '.join(question.option)} 给了两个不同的值，只能留一个。")
        values[question.fact] = value
    return values


def from_document(document: Mapping[str, Any], questions: Mapping[str, Question], where: str) -> dict[str, Value]:
    """Facts from a mapping by fact name (an answers file, a line of `screen`).

    `where` names the file in errors. Nulls and derived names are skipped. Raises CallError.
    """
    values: dict[str, Value] = {}
    for fact, raw in document.items():
        if fact in DERIVED or raw is None:
            continue
        question = questions.get(fact)
        if question is None or not question.option:
            raise CallError(f"{where}：没有叫“{shown(fact)}”的事实。可用：{'、'.join(_askable(questions))}。")
        values[fact] = accept(question, raw, f"{where} 的 {fact}")
    return values


def accept(question: Question, raw: Any, where: str) -> Value:
    """A fact from a document's value: text is parsed, numbers, yes/no and lists must fit the kind."""
    if question.kind == "flag" and isinstance(raw, bool):
        return raw
    if question.kind == "count" and isinstance(raw, int) and not isinstance(raw, bool):
        return parse(question, str(raw), where)
    if question.kind == "many" and isinstance(raw, list | tuple) and all(isinstance(item, str) for item in raw):
        return in_order(question, {name for item in raw for name in _ids(parse(question, item, where))})
    if isinstance(raw, str) and question.kind != "flag":
        return parse(question, raw, where)
    expected = {
        "flag": "true 或 false",
        "count": "整数",
        "many": "列表，如 [self, family]",
    }.get(question.kind, "加引号的文字")
    raise CallError(f"{where} 写得不对：要写成{expected}。")


def parse(question: Question, raw: str, where: str) -> Value:
    """A fact from words as typed. `where` names the flag or key in errors. Raises CallError."""
    text = raw.strip()
    if question.kind == "text":
        if not text:
            raise CallError(f"{where} 后面是空的，请写上{question.label}，或去掉它。")
        return text
    if question.kind == "count":
        return _count(question, text, where)
    if question.kind == "date":
        return day(text, where)
    if question.kind == "clock":
        return _clock(text, where)
    if question.kind == "many":
        return in_order(question, {_choice(question, part, where) for part in re.split("[,，、]", text)})
    return _choice(question, text, where)


def day(text: str, where: str) -> str:
    """A day as typed, to ISO. `where` names the flag or key in errors. Raises CallError."""
    from datetime import date

    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
    if not match:
        raise CallError(f"{where} 看不懂日期“{shown(text)}”。写成 年-月-日，如 2026-01-31。")
    try:
        found = date(*(int(part) for part in match.groups()))
    except ValueError:
        raise CallError(f"{where}：日历上没有“{shown(text)}”这一天。写成 年-月-日，如 2026-01-31。") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CallError(f"{where}：{shown(text)} 太远了，只认 {FIRST_YEAR} 到 {LAST_YEAR} 年。请检查年份。")
    return found.isoformat()


def harmless(char: str) -> str:
    """A character as it may be shown: a question mark for control and direction marks."""
    return char if char.isprintable() and char not in "\u200e\u200f\u061c" else "?"


def shown(words: object) -> str:
    """Words of the user made safe to show: no control or direction marks, at most 60 code points."""
    text = "".join(map(harmless, str(words)))
    return text if len(text) <= 60 else text[:59] + "…"


def _choice(question: Question, text: str, where: str) -> str:
    text = text.strip()
    if text in question.names:
        return text
    for name, chinese in question.names.items():
        if text == chinese or text in re.split("[/／]", chinese):
            return name
    if len(question.names) <= 20:
        hint = "可用：" + "、".join(f"{name}（{chinese}）" for name, chinese in question.names.items())
    else:
        hint = _nearest(question, text)
    raise CallError(f"{where} 不认识“{shown(text)}”。{hint}。")


def _nearest(question: Question, text: str) -> str:
    from difflib import get_close_matches  # only on a miss

    known = {**{name: name for name in question.names}, **{name: key for key, name in question.names.items()}}
    near = [known[word] for word in get_close_matches(text, known, n=3, cutoff=0.4)]
    near += [key for key, name in question.names.items() if len(text) > 1 and text in name]
    listed = [f"{key}（{question.names[key]}）" for key in dict.fromkeys(near)]
    return f"最接近的：{'、'.join(listed[:4])}" if listed else f"全部{question.label}见 overdue-cli check --help"


def _count(question: Question, text: str, where: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,9}", text):
        raise CallError(f"{where} 要写整数，收到的是“{shown(text)}”。例：{question.option[0]} 20。")
    number = int(text)
    if not 0 <= number <= question.largest:
        raise CallError(f"{where} 不能是 {number}，要在 0 到 {question.largest} 之间。")
    return number


def _clock(text: str, where: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[:：](\d{2})", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise CallError(f"{where} 看不懂时间“{shown(text)}”。写 24 小时制的 时:分，00:00 到 23:59，如 22:40。")
    return f"{int(match[1]):02}:{int(match[2]):02}"


def _ids(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _askable(questions: Mapping[str, Question]) -> list[str]:
    return [fact for fact, question in questions.items() if question.option]


def in_order(question: Question, ids: Container[str]) -> tuple[str, ...]:
    """The values of a `many` fact that are in `ids`, in the vocabulary's order."""
    return tuple(name for name in question.names if name in ids)
