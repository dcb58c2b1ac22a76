"""Texts with `{…}` in them: limits, which are filled in at once, and fields and blanks, which the case fills."""

import re
from collections.abc import Iterable

from overdue_cli.compile import codes
from overdue_cli.compile.conditions import Vocabulary
from overdue_cli.compile.near import remedy
from overdue_cli.compile.yamlfile import Entry
from overdue_cli.knowledge.model import Limit

OPENS, CLOSES = "【待填:", "】"
"""The marks of a blank."""


class Filler:
    """Fills in the limits of texts under one key of one entry.

    `fields` are the names that stay for the case; None where none may. With `blanks`, blanks must be whole.
    """

    def __init__(
        self, vocabulary: Vocabulary, entry: Entry, key: str, fields: Iterable[str] | None, blanks: bool
    ) -> None:
        self.vocabulary, self.entry, self.key, self.blanks = vocabulary, entry, key, blanks
        self.fields = None if fields is None else tuple(fields)

    def fill(self, text: str) -> str:
        """`text` with its limits filled in; faults for what is no limit and no field."""
        if self.fields is not None:
            self._whole(text)
        return re.sub(r"\{(\w+)\}", self._value, text)

    def _value(self, match: re.Match[str]) -> str:
        name = match[1]
        if name in (self.fields or ()):
            return match[0]
        limit = self.vocabulary.limits.get(name)
        if limit:
            return spoken(limit)
        if self.vocabulary.sound:
            kinds = "界限" if self.fields is None else "字段或界限"
            near = remedy(
                name, (*(self.fields or ()), *self.vocabulary.limits), "字段看文件开头，界限写在 rules.yaml 的 limits"
            )
            self.entry.fault(codes.NO_LIMIT, f"没有叫“{name}”的{kinds}", near, self.key)
        return match[0]

    def _whole(self, text: str) -> None:
        """Faults where a blank is not whole, or a brace stands for nothing."""
        whole = re.findall(f"{OPENS}[^【】{{}}]+{CLOSES}", text)
        if self.blanks and text.count(OPENS) != len(whole):
            remedy = "写成 【待填:要填什么】，里面不再有括号和字段"
            self.entry.fault(codes.BLANK, "有一处【待填】写得不完整", remedy, self.key)
        if re.search("[{}$]" if self.blanks else "[{}]", re.sub(r"\{\w+\}", "", text)):
            self.entry.fault(codes.BLANK, "多出来的 { } 或 $", "字段写成 {名字}，别的地方不用这三个符号", self.key)


def spoken(limit: Limit) -> str:
    """A limit as it is said in a sentence: `3`, or `22:00 至次日 8:00`."""
    if len(limit.value) == 1:
        return str(limit.value[0])
    first, last = limit.value
    return f"{first.removeprefix('0')} 至{'次日' if last < first else ''} {last.removeprefix('0')}"
