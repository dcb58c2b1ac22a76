"""Danger in words, as facts of a case: what somebody types is listened to before it is understood."""

from collections.abc import Callable, Iterable, Mapping

from overdue_cli.assessment import Danger
from overdue_cli.facts import Facts, Value, in_order
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reasoning.danger import told

Heard = dict[str, Value]
"""The facts of a danger: `now`, whose it is (`danger_to`), and behaviours that the same words show."""

Found = tuple[Heard, Danger]
"""What was heard, and the danger that it is."""

ADDED = ("now", "behaviours")
"""Facts of several values, to which what was heard is added."""


class InDanger(Exception):  # noqa: N818 - no error either
    """What the person said or chose tells of a danger: nothing else is asked. `case` is all that is known."""

    def __init__(self, case: dict[str, Value], pasted: str | None = None) -> None:
        super().__init__()
        self.case, self.pasted = case, pasted


def heard(words: Iterable[str], known: Knowledge) -> Heard | None:
    """The facts of the danger that `words`, taken as one text, tell; None where they tell of none."""
    from overdue_cli.reading import danger

    text = "\n".join(filter(str.strip, words))
    found = danger.hear(text, known) if text else None
    if found is None:
        return None
    facts: Heard = {"now": in_order(known.questions["now"], found.now)} if found.now else {}
    if found.danger_to:
        facts["danger_to"] = found.danger_to
    if found.behaviours:
        facts["behaviours"] = in_order(known.questions["behaviours"], found.behaviours)
    return facts


def danger_in(words: Iterable[str], known: Knowledge, today: str) -> Found | None:
    """The facts and the danger that `words` tell by themselves; None where what they tell is none, as a repayment."""
    facts = heard(words, known)
    danger = told(facts, known, today) if facts else None
    return (facts, danger) if facts and danger else None


def merged(case: Mapping[str, Value], more: Heard, known: Knowledge) -> dict[str, Value]:
    """The case with what was heard: added to where a fact has several values, else only where it is unknown."""
    both = {**more, **case}
    for fact in ADDED:
        if fact in more:
            here = {*Facts(case).several(fact), *Facts(more).several(fact)}
            both[fact] = in_order(known.questions[fact], here)
    return both


def listened(case: Mapping[str, Value], known: Knowledge, hear: Callable[[str], Found | None]) -> dict[str, Value]:
    """The case with the danger in its free words, such as the name of a lender; the words that tell it are no name."""
    kept = dict(case)
    for fact, value in case.items():
        if known.questions[fact].kind != "text" or is_brand(str(value), known):
            continue  # the usual name of a lender need not be listened to, and the reader need not be loaded
        if found := hear(str(value)):
            del kept[fact]
            kept = merged(kept, found[0], known)
    return kept


def is_brand(words: str, known: Knowledge) -> bool:
    """Whether the words are the name of a lender in the register and nothing else."""
    return any(words == lender.name or words in lender.aliases for lender in known.lenders.values())
