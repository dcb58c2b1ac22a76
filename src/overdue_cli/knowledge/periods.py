"""The types of periods in a borrower's life: what starts, restarts and ends them, and when nobody works."""

from typing import NamedTuple


class Restart(NamedTuple):
    """What makes a period run anew: `on` names its day, `say` tells it.

    From `until`, the day on which proceedings ended, where it names one; until then the period does not run.
    `consents`: done after the period was over, it may give the defence away.
    """

    on: str
    say: str
    until: str
    consents: bool
    basis: tuple[str, ...]
    where: str


class PeriodRule(NamedTuple):
    """A period that runs from a day in the reader's life, by the days told rather than by facts of a contact.

    `start` names the day it runs from, `say` tells it; `period` and `longest` (whatever restarts it) are ids of
    limits. `moves`: off rest days. `how` says how it is counted.
    """

    id: str
    title: str
    start: str
    say: str
    period: str
    longest: str
    moves: bool
    restarts: tuple[Restart, ...]
    how: str
    do: str
    basis: tuple[str, ...]


class Counting(NamedTuple):
    """What is said beside a day that was counted, or that could not be."""

    unchecked_year: str
    moved: str
    restarted: str
    ended: str
    pending: str
    consented: str
    longest: str
    earlier_law: str
    over: str


class Calendar(NamedTuple):
    """Rest days and moved working days of the years whose official notice was checked."""

    years: tuple[str, ...]
    rest: frozenset[str]
    work: frozenset[str]
