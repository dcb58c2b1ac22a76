"""The type of conditions: what rules, actions, dangers and sentences ask of the facts of a case."""

from typing import Any, NamedTuple


class Condition(NamedTuple):
    """A test on the facts of a case, evaluated in three-valued logic.

    `op` is one of `all`, `any`, `not` (over `parts`), or on `fact`: `in` (operand: tuple of values),
    `other_than` (a value that is none of these), `above`, `below`, `range` (inclusive; None is open), `within`
    (from inclusive, to exclusive, may cross midnight), `known` (operand: bool).
    """

    op: str
    fact: str = ""
    operand: tuple[Any, ...] = ()
    parts: tuple["Condition", ...] = ()
    limit: str = ""
    """Id of the limit that the operand was taken from, if any."""

    def facts(self) -> set[str]:
        """Names of all facts this condition reads."""
        return {self.fact} - {""} | {name for part in self.parts for name in part.facts()}
