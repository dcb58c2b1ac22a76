"""The types that the plan compiles into: its sentences, never a case."""

from typing import NamedTuple

from overdue_cli.knowledge.model import Condition
from overdue_cli.knowledge.safety import DANGERS

HEADINGS = ("title", "told", "urgent", "steps", "calls", "written", "dont", "order", "changes", "about")

WHY = (*DANGERS, "deadline", "scam", "crime", "unlawful", "conditional", "lawful", "none")
"""What can be most urgent: a kind of danger, a period, else the gravest verdict."""


class Line(NamedTuple):
    """A sentence that stands where `when` holds and `unless` is not known to; `basis` are ids of provisions."""

    when: Condition | None
    unless: Condition | None
    text: str
    basis: tuple[str, ...]


class StepRule(NamedTuple):
    """Something to do where `when` holds, `unless` does not, and the verdict is at least `at_least` (if given).

    By when: `today`; else within `workdays` working days, a day we choose; else on the last day of the period
    `after`, counted from the day it starts, or from today where it has not begun; else any time.
    """

    id: str
    when: Condition | None
    unless: Condition | None
    at_least: str
    today: bool
    workdays: int
    after: str
    title: str
    text: str
    tells: str
    """The id of a period of which the step says how it stands, where the record has its days."""
    basis: tuple[str, ...]


class Script(NamedTuple):
    """What to say to an agency, where `when` holds."""

    agency: str
    when: Condition | None
    text: str


class Rank(NamedTuple):
    """Why a debt stands where it does among several; `last` are those that come after all others."""

    when: Condition | None
    last: bool
    text: str


class PlanWords(NamedTuple):
    """All sentences of a plan."""

    headings: dict[str, str]
    unknown: dict[str, str]
    """What stands for a field that the case does not fill."""
    why: dict[str, str]
    today: str
    own_day: str
    by_day: str
    follow_day: str
    no_day: str
    counted: str
    """How a period stands by the days of the record: `{remark}`."""
    later: str
    """When, for a person at the end of their strength: nothing but their life and a period is for today."""
    steps: tuple[StepRule, ...]
    always: tuple[str, ...]
    """Agencies and routes to call in any case, after those of the case."""
    calls: tuple[Script, ...]
    written: tuple[Line, ...]
    dont: tuple[Line, ...]
    order: tuple[Rank, ...]
    first: str
    even: str
    ask: str
    changes: tuple[Line, ...]
