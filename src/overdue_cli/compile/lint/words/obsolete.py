"""Bodies and laws that are gone; allowed after 原 and in the names of papers that still bear them."""

import re
from collections.abc import Iterator

from overdue_cli.compile.codes import Code

CODE = Code(
    "K501",
    "机构或法已经不存在",
    "照着没有了的机构去找，会白跑一趟；说旧名时前面加“原”。",
    "how: 向银保监会投诉",
    "how: 向国家金融监督管理总局投诉",
)

GONE = {
    "银?保监会|银监会": "国家金融监督管理总局",
    "合同法第|侵权责任法第|担保法第": "民法典的条文",
}


def found(line: str) -> Iterator[tuple[int, str, str]]:
    """Where such a name stands in a line, what is wrong, how to mend it."""
    for old, new in GONE.items():
        match = re.search(rf"(?<!原)(?<!原中国)(?<!原银)(?:{old})", line)
        if match and not re.search("(?:number|issuer|aliases|claim|title):", line):
            yield match.start(), f"“{match[0]}”已经不存在", f"改成“{new}”，说旧名时前面加“原”"
