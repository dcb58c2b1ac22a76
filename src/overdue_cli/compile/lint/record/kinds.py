"""There is a letter of every kind."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.papers import KINDS, Papers

CODE = Code(
    "K318",
    "少了一种文书",
    "命令行列出了这种文书，却没有模板。",
    "（letters 文件夹里没有 police.yaml）",
    "id: police",
)


def check(made: Compiled) -> None:
    """Report kinds without one."""
    if made.has(Papers):
        for name in KINDS:
            if name not in made.parts[Papers].letters:
                remedy = f"在 letters 文件夹里写 {name}.yaml"
                made.shop.file("letters").fault(CODE, f"没有“{name}”这种文书", remedy)
