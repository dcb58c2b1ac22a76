"""How often, when and by whom: a pure count of the contacts of one debt, across numbers and companies.

A day and an hour are those of the clock on the wall where the contact was; 24 hours are counted in real time,
so that neither midnight nor a change of zone breaks a count. Contacts that she made herself are not counted.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from overdue_cli.evidence.contact import Contact
from overdue_cli.evidence.moments import epoch
from overdue_cli.evidence.numbers import plain

DAY_S = int(timedelta(days=1).total_seconds())
WITHHELD = "未显示号码"
"""Stands for the number where the caller hid it."""

SAME_CALL_S = 60
"""Calls of one number this near in two kinds of files (the phone's and the carrier's) are one call."""

HERSELF = (None, "self")
"""Values of `to_whom` for contacts of the borrower: nobody said otherwise."""


class Day(NamedTuple):
    """One day of one debt.

    `attempts` counts calls to the borrower, of which `connected` were picked up and `unanswered_by_number` (by the
    calling number) were not; `messages` everything to her that is no call. `night` counts contacts of anybody in
    quiet hours, with their times; `contacted` those of others than who owes, by their id. `most_in_24_hours` is the
    most calls connected in any 24 hours that end on this day; `hours` all contacts by hour.
    """

    date: str
    attempts: int
    connected: int
    unanswered_by_number: dict[str, int]
    messages: int
    night: int
    night_times: tuple[str, ...]
    contacted: dict[str, int]
    most_in_24_hours: int
    hours: tuple[int, ...]


class Quiet(NamedTuple):
    """The hours in which nobody should be contacted, `HH:MM`: from the first, to before the last, over midnight."""

    start: str
    end: str

    def holds(self, clock: str) -> bool:
        """Whether the time of day `HH:MM` lies in these hours."""
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


class _Tally:
    """What is counted of one day while its contacts come in."""

    def __init__(self) -> None:
        self.calls = self.connected = self.messages = self.most = 0
        self.unanswered: Counter[str] = Counter()
        self.contacted: Counter[str] = Counter()
        self.night: list[str] = []
        self.hours = [0] * 24


def distinct(contacts: Iterable[Contact]) -> Iterator[Contact]:
    """The contacts in order of time, without a call that another kind of source has told already."""
    recent: deque[tuple[int, tuple[object, ...], set[str]]] = deque()
    for contact in contacts:
        if contact.channel != "call" or not contact.number:
            yield contact
            continue
        moment = epoch(contact.at)
        same = plain(contact.number), contact.direction, contact.answered, contact.to_whom or "self"
        while recent and recent[0][0] < moment - SAME_CALL_S:
            recent.popleft()
        told = next((kinds for _, call, kinds in recent if call == same and contact.source.kind not in kinds), None)
        if told is None:
            recent.append((moment, same, {contact.source.kind}))
            yield contact
        else:
            told.add(contact.source.kind)


def count(contacts: Iterable[Contact], quiet: Quiet, sharing: Iterable[str] = ()) -> tuple[Day, ...]:
    """The days with contacts, in order. `contacts` come in order of time, and are read once.

    `sharing` are values of `to_whom` for those who owe with the borrower, who are no third parties.
    """
    days: dict[str, _Tally] = {}
    recent: deque[int] = deque()
    for contact in distinct(contacts):
        if contact.direction == "out":
            continue
        date, clock = contact.at[:10], contact.at[11:16]
        day = days.setdefault(date, _Tally())
        day.hours[int(clock[:2])] += 1
        if quiet.holds(clock):
            day.night.append(clock)
        if contact.to_whom not in (*HERSELF, *sharing):
            day.contacted[str(contact.to_whom)] += 1
        elif contact.channel == "call" and contact.to_whom in HERSELF:
            day.calls += 1
            day.connected += contact.answered is True
            if contact.answered is False:
                day.unanswered[plain(contact.number) if contact.number else WITHHELD] += 1
            if contact.answered:
                recent.append(epoch(contact.at))
                while recent[0] <= recent[-1] - DAY_S:
                    recent.popleft()
                day.most = max(day.most, len(recent))
        elif contact.channel != "call":
            day.messages += 1
    return tuple(
        Day(date, day.calls, day.connected, dict(day.unanswered), day.messages, len(day.night), tuple(day.night),
            dict(day.contacted), day.most, tuple(day.hours))
        for date, day in sorted(days.items())
    )  # fmt: skip
