"""Contacts of the record to the few sentences that a letter has room for."""

from collections.abc import Iterable

from overdue_cli.evidence.contact import Contact
from overdue_cli.evidence.counts import Quiet
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.papers import LetterWords
from overdue_cli.papers import fields
from overdue_cli.render.record_page import manner

MOST_EVENTS = 6
"""Contacts that a letter tells one by one; the rest belongs in the timeline that goes with it."""


def told(
    contacts: Iterable[Contact], telling: set[str], quiet: Quiet, known: Knowledge, say: LetterWords
) -> tuple[str, ...]:
    """The contacts that say most, in order of time, and how many there are besides.

    `telling` are words in which something was read; contacts with such words, of others than the borrower and in
    quiet hours come before those that only add to a count.
    """
    came = [contact for contact in contacts if contact.direction != "out"]

    def weight(contact: Contact) -> int:
        others = contact.to_whom not in (None, "self")
        return 2 * (contact.words in telling or bool(contact.behaviours)) + others + quiet.holds(contact.at[11:16])

    chosen = sorted(came, key=lambda contact: (-weight(contact), contact.at))[:MOST_EVENTS]
    lines = [_line(contact, known, say) for contact in sorted(chosen, key=lambda contact: contact.at)]
    rest = len(came) - len(chosen)
    return (*lines, fields.fill(say.more_events, {"count": str(rest)})) if rest else tuple(lines)


def _line(contact: Contact, known: Knowledge, say: LetterWords) -> str:
    """One contact in a sentence."""
    quoted = say.verbatim if contact.words_are == "verbatim" else say.summary
    values = {
        "day": fields.spoken_day(contact.at[:10]),
        "time": contact.at[11:16],
        "manner": fields.words_of(manner(contact, known)),
        "words": fields.fill(quoted, {"words": fields.words_of(contact.words)}) if contact.words else "",
    }
    return fields.fill(say.event, values)
