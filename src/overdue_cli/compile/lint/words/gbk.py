"""Marks that GBK lacks: an old Chinese Windows terminal would show a question mark."""

from collections.abc import Iterator

from overdue_cli.compile.codes import Code

CODE = Code(
    "K503",
    "老的中文终端显示不出的字",
    "有的中文 Windows 终端只有 GBK 里的字，别的会变成问号。",
    "title: 短信✓",
    "title: 短信（已核实）",
)


def found(line: str) -> Iterator[tuple[int, str, str]]:
    """Where the first such mark stands in a line, what is wrong, how to mend it."""
    missing = sorted({char for char in line if not _in_gbk(char)})
    if missing:
        first = min(map(line.index, missing))
        yield first, f"GBK 里没有“{''.join(missing)}”", "换成中文 Windows 终端显示得出的字"


def _in_gbk(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True
