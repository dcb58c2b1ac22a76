"""A danger told in words. A stand-in of a few phrases: the reader that hears any words takes this file's place."""

from typing import NamedTuple

from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading import Seen

PHRASES = {"我不想活了": ("want_to_die", "me"), "他不想活了": ("want_to_die", "other")}


class Heard(NamedTuple):
    """What was heard: ids of the fact `now`, whose danger it is, the words, and behaviours that they show."""

    now: tuple[str, ...]
    danger_to: str | None
    spans: tuple[Seen, ...]
    behaviours: tuple[str, ...]


def hear(text: str, known: Knowledge) -> Heard | None:
    """The danger in `text`; None where there is none."""
    for words, (now, whose) in PHRASES.items():
        place = text.find(words)
        if place >= 0:
            return Heard((now,), whose, (Seen(place, place + len(words), words, "stand-in"),), ())
    return None
