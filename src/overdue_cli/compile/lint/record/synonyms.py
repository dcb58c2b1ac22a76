"""A word is in one group of words that mean the same."""

from overdue_cli.compile.codes import Code
from overdue_cli.compile.compiled import Compiled
from overdue_cli.knowledge.library import Synonyms

CODE = Code(
    "K316",
    "词在两组同义词里",
    "一个词只能代表一个意思，不然查找时不知道换成哪一个。",
    "- [催收, 催债]\n- [讨债, 催债]",
    "- [催收, 催债, 讨债]",
)


def check(made: Compiled) -> None:
    """Report words in two."""
    for synonyms, entry in made.of(Synonyms):
        once: dict[str, str] = {}
        for words in synonyms.same:
            for word in words:
                if word in once:
                    what = f"“{word}”在两组同义词里：{once[word]}、{words[0]}"
                    entry.fault(CODE, what, "只留一处", "same")
                once[word] = words[0]
