"""The types of fixed texts: those of every answer, and those with which the interview begins."""

from typing import NamedTuple


class Wording(NamedTuple):
    """The fixed texts of every answer."""

    danger_lines: tuple[str, ...]
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
