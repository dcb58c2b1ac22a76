"""How phones' and carriers' files read: the types (`data/imports.yaml`).

Compiled apart from `Knowledge`, so that only an import pays for it.
"""

import re
from typing import NamedTuple

from overdue_cli.knowledge.declared import Annotated, Default, Id, In, Matches, Some, Texts

COLUMNS = ("at", "day", "number", "direction", "duration_s", "words")
"""What a column of a carrier's record can be; `at` may be a time of day where `day` has the date."""


class NumberClass(NamedTuple):
    """Numbers that begin alike; `weight` is how much that makes one likely to be a collector's."""

    id: Id
    name: Annotated[str, "叫什么"]
    begins: Annotated[Texts, Some(), Matches("^[0-9]+$"), "号码开头的数字，加引号"]
    weight: Annotated[int, Default(0), "有多像催收的号码"]


class Imports(NamedTuple):
    """Words of headings and cells, of messages about debts, and classes of numbers.

    `headings` takes a heading as `heading` makes it to its column and its place, where the smaller wins.
    """

    headings: Annotated[dict[str, tuple[str, int]], In("imports"), "每一列认哪些列名，排在前面的赢"]
    ignored: Annotated[Texts, In("imports"), "不用的列名"]
    missed: Annotated[Texts, In("imports"), "没接通的词"]
    out: Annotated[Texts, In("imports"), "打出的词"]
    in_: Annotated[Texts, In("imports"), "打入的词"]
    sms: Annotated[Texts, In("imports"), "短信的词"]
    totals: Annotated[Texts, In("imports"), "合计的词"]
    debt_words: Annotated[Texts, In("imports"), "短信里有这些词之一才细读"]
    number_classes: Annotated[tuple[NumberClass, ...], In("imports"), "号码的样子"]


def heading(raw: str) -> str:
    """A heading as it is compared: lower case, no spaces, nothing in brackets."""
    return re.sub(r"[（(\[【].*?[)）\]】]|[\s:：*/_-]", "", raw).lower()
