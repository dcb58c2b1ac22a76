"""Answers of a function of a case, remembered by the facts that it looked at.

What a pure function looks at first is the same for every case, and what it looks at next depends only on what it has
seen so far. So the cases it has answered form a tree: at each fork a fact, on each branch a value, at the end the
answer. A case that goes down the same branches has the same answer, whatever its other facts are.
"""

from collections.abc import Callable, Iterable
from operator import methodcaller
from typing import Any, Generic, Self, TypeVar

from overdue_cli.facts import Facts, Value

MOST = 1_000
"""Answers of one function that are kept; past it all are forgotten, so that memory stays small."""

TRUNK = "trunk"
"""What stands for a value below the first fork."""

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """`function` with a memory. It must be pure, and look at facts through the methods of `Facts` alone."""

    def __init__(self, function: Callable[[Facts], Answer]) -> None:
        self.function = function
        self.trunk: dict[Any, Any] = {}
        self.kept = 0

    def __call__(self, facts: Facts) -> Answer:
        """What `function` gives for `facts`."""
        node = self.trunk.get(TRUNK)
        while type(node) is _Fork:
            node = node.branches.get(node.look(facts))
        if type(node) is _End:
            answer: Answer = node.answer
            return answer
        return self._learned(facts)

    def _learned(self, facts: Facts) -> Answer:
        """The answer of the function itself, put where the next such case finds it."""
        watched = _Watched(facts)
        answer = self.function(watched)
        if self.kept >= MOST:
            self.trunk, self.kept = {}, 0
        self.kept += 1
        branches, seen = self.trunk, TRUNK
        for (look, at), value in watched.seen.items():
            branches = branches.setdefault(seen, _Fork(look, at)).branches
            seen = value
        branches[seen] = _End(answer)
        return answer


class _Fork:
    """A look at the facts (a method of `Facts` and what it is given), and what came of each value seen."""

    __slots__ = ("branches", "look")

    def __init__(self, look: str, at: tuple[Any, ...]) -> None:
        self.look = methodcaller(look, *at)
        self.branches: dict[Any, Any] = {}


class _End:
    """An answer."""

    __slots__ = ("answer",)

    def __init__(self, answer: Any) -> None:
        self.answer = answer


class _Watched(Facts):
    """Facts that note down, in order, every look at them and what was seen. All at once they show nothing."""

    def __new__(cls, facts: Facts) -> Self:
        return super().__new__(cls, {}, {})

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.seen: dict[tuple[str, tuple[Any, ...]], Any] = {}

    def get(self, fact: str) -> Value | None:
        return self._look("get", fact)  # type: ignore[no-any-return]

    def several(self, fact: str) -> tuple[str, ...]:
        return self._look("several", fact)  # type: ignore[no-any-return]

    def knows(self, fact: str) -> bool:
        return self._look("knows", fact)  # type: ignore[no-any-return]

    def includes(self, fact: str, ids: Iterable[str]) -> bool:
        return self._look("includes", fact, tuple(ids))  # type: ignore[no-any-return]

    def can_be(self, fact: str) -> frozenset[str] | None:
        return self._look("can_be", fact)  # type: ignore[no-any-return]

    def sight(self, fact: str) -> Value | frozenset[str] | None:
        return self._look("sight", fact)  # type: ignore[no-any-return]

    def _look(self, look: str, *at: Any) -> Any:
        if (look, at) not in self.seen:
            self.seen[look, at] = getattr(self.facts, look)(*at)
        return self.seen[look, at]
