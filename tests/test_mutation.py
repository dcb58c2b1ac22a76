"""The cases notice nearly every small change of the rules, limits and dates."""

from overdue_cli.knowledge.model import Knowledge

from .mutation import survivors
from .test_cases import CASES, RECORDED


def test_at_least_95_percent_of_the_mutants_are_caught(known: Knowledge) -> None:
    alive, total = survivors(known, CASES + RECORDED)
    assert total > 500
    assert len(alive) <= total * 0.05, f"{len(alive)} of {total} alive:\n" + "\n".join(alive)
