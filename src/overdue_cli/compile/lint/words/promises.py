"""Words that promise an outcome: nobody can."""

import re
from collections.abc import Iterator

from overdue_cli.compile.codes import Code

CODE = Code(
    "K502",
    "在保证结果",
    "结果由公安、法院、机构决定，谁也保证不了；害怕的人会当真。",
    "why: 这样做一定能要回来",
    "why: 这样做可能要回来，由法院认定",
)

PROMISES = "(?<!不)一定能|保证能|百分之百|肯定不会|绝对不会|必然胜诉|包赢"


def found(line: str) -> Iterator[tuple[int, str, str]]:
    """Where such a word stands in a line, what is wrong, how to mend it."""
    promise = re.search(PROMISES, line)
    if promise and "claim:" not in line:
        yield promise.start(), f"“{promise[0]}”是在保证结果", "改成“可能、通常、由公安或法院认定”"
