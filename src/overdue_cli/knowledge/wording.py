"""The types of fixed texts: those of every answer, and those with which the interview begins."""

from typing import NamedTuple

DANGER_PAGE = ("first", "also", "until_self", "until", "found", "rest", "again", "later")
"""What the page of a danger says beside the danger's own words: leads, a deadline, findings, how to go on."""


class Wording(NamedTuple):
    """The fixed texts of every answer."""

    danger_lines: tuple[str, ...]
    danger: dict[str, str]
    """What stands on the page of a danger beside the danger's own words, by DANGER_PAGE."""
    similar: str
    verdict_names: dict[str, str]
    norm_name: str
    force_names: dict[str, str]
    reported: str
    unverified: str
    scam_ending: str
    no_provision: str
    excepted: str
    too_late: str
    too_late_for_them: str
    local: str
    text_read: str
    notice: str
    stale: str
    old: str
    standings: dict[str, str]


class Choice(NamedTuple):
    """One thing to choose in the interview, and the facts it stands for."""

    say: str
    sets: dict[str, str]
    adds: dict[str, tuple[str, ...]]


class Opening(NamedTuple):
    """The words with which the interview begins; `groups` gives each group of behaviours its sentence."""

    greeting: str
    who: tuple[Choice, ...]
    groups: dict[str, str]
    ask: dict[str, str]
    why: dict[str, str]
    paste_kept: str
    paste_nothing: str
