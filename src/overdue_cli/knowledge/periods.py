"""The types of periods in a borrower's life: what starts, restarts and ends them, and when nobody works."""

from typing import NamedTuple

from overdue_cli.knowledge.declared import (
    Annotated,
    Default,
    Filled,
    Id,
    LimitOf,
    Optional,
    Place,
    Provisions,
)


class Restart(NamedTuple):
    """What makes a period run anew: `on` names its day, `say` tells it.

    From `until`, the day on which proceedings ended, where it names one; until then the period does not run.
    `consents`: done after the period was over, it may give the defence away.
    """

    on: Annotated[str, "哪一天，写那一天的名字"]
    say: Annotated[str, "这件事怎么说"]
    until: Annotated[Optional, "程序终结那天的名字；终结之前不计算"]
    consents: Annotated[bool, Default(False), "true：期间过了以后再做，可能不能再抗辩"]
    basis: Provisions
    where: Place


class PeriodRule(NamedTuple):
    """A period that runs from a day in the reader's life, by the days told rather than by facts of a contact.

    `start` names the day it runs from, `say` tells it; `period` and `longest` (whatever restarts it) are ids of
    limits. `moves`: off rest days. `how` says how it is counted.
    """

    id: Id
    title: Annotated[str, "什么期间"]
    start: Annotated[str, "从哪一天起，写那一天的名字"]
    say: Annotated[str, "这一天怎么说"]
    period: Annotated[str, LimitOf("id"), "多长：limits 里有单位的 id"]
    longest: Annotated[Optional, LimitOf("id"), "最长多久：limits 里有单位的 id"]
    moves: Annotated[bool, Default(True), "false：最后一天遇到休息日也不顺延"]
    restarts: Annotated[tuple[Restart, ...], "哪些事使它重新起算"]
    how: Annotated[Filled, "怎么算"]
    do: Annotated[Filled, "怎么办"]
    basis: Provisions


class Counting(NamedTuple):
    """What is said beside a day that was counted, or that could not be."""

    unchecked_year: Annotated[str, "那一年的放假安排没有核对时"]
    moved: Annotated[str, "遇到休息日顺延了"]
    restarted: Annotated[str, "重新起算了"]
    ended: Annotated[str, "从程序终结起算"]
    pending: Annotated[str, "程序还没有终结"]
    consented: Annotated[str, "期间过了以后又答应了"]
    longest: Annotated[str, "最长到哪天"]
    earlier_law: Annotated[str, "要看以前的法"]
    over: Annotated[str, "可能已经过了"]


class Calendar(NamedTuple):
    """Rest days and moved working days of the years whose official notice was checked."""

    years: tuple[str, ...]
    rest: frozenset[str]
    work: frozenset[str]
