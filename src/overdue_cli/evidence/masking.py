"""Other people's names and numbers taken out of what is meant to be shown; the collectors' numbers stay.

Names are found by the words around them, so some are missed and some words are masked that are none: who shares
a record looks at it first. How numbers may be written stands in `digits`.
"""

import re
from collections.abc import Container, Iterable

from overdue_cli.evidence import digits
from overdue_cli.evidence.contact import Contact, Entry
from overdue_cli.evidence.counts import WITHHELD, Day
from overdue_cli.evidence.numbers import plain
from overdue_cli.knowledge.exports import Masking

_D = "[0-9０-９]"
_S = "[ \u3000.·\\-－—–]?"
_LANDLINE = re.compile(rf"(?<!{_D})[(（]?[0０]{_D}{{2,3}}[)）]?{_S}{_D}{{7,8}}(?!{_D})")
_MAIL = re.compile(r"(?P<name>[\w.+-]{1,64})(?P<host>@[\w-]{1,63}(?:\.[\w-]{1,63})+)", re.A)
_LOCAL = rf"(?<!{_D}){_D}(?:{_S}{_D}){{6,7}}(?!{_D})"

FIRST, LAST = 3, 4
"""Digits of a telephone number that stay, so that one person's can still be told from another's."""

LONG = 15
"""Digits from which a number is an identity card's or a bank card's, or a port that sends messages."""


class Masker:
    """Masks texts of one record. `kept` are numbers that stay whole, `hidden` names to mask wherever they stand."""

    def __init__(self, words: Masking, kept: Iterable[str], hidden: Iterable[str] = ()) -> None:
        self.kept = {plain(number) for number in kept}
        self.hidden = sorted({name for name in hidden if name}, key=len, reverse=True)
        self.organisations, self.ports = words.organisations, words.ports
        given = f"[^\\W\\d_{re.escape(words.never)}a-zA-Z]"
        name = f"(?:{'|'.join(words.compound)}|[{words.surnames}]){given}"
        before, after = ("|".join(sorted(words_, key=len, reverse=True)) for words_ in (words.before, words.after))
        self.named = re.compile(f"(?P<before>(?:{before})[：: ]?)(?P<name>{name}{given}?)(?=(?P<after>{after})?)")
        addressed = f"[，,：:！!]|[您你][好的，,]| ?{digits.MOBILE.pattern}"
        self.opening = re.compile(f"(?P<before>(?:^|】|\\n) ?)(?P<name>{name}{given}?)(?={addressed})")
        self.titled = re.compile(f"(?P<name>{name}{given}??)(?={after})")
        self.account = re.compile(
            f"(?P<before>(?:{'|'.join(words.accounts)})(?:号|是|为)?[：: ]?)(?P<name>[\\w.@-]{{5,40}})", re.A
        )
        self.local = re.compile(f"(?P<before>(?:{'|'.join(words.landlines)})(?:号码?|是)?[：: ]?)(?P<name>{_LOCAL})")

    def entry(self, entry: Entry, beside: Container[str] = ()) -> Entry:
        """The entry with its texts masked, and its number where that is not kept.

        A digest by which somebody could try out what is masked is left empty: that of an entry without salt, of the
        link before, of the file it was read from, and of an attachment that is not `beside` (SHA-256 in hex).
        """
        one = entry.contact
        return entry._replace(
            debt=self.text(entry.debt),
            previous="",
            digest=entry.digest if entry.salt else "",
            salt=None,
            contact=one._replace(
                number=one.number and self.number(one.number),
                claimed_name=one.claimed_name and self.text(one.claimed_name),
                words=one.words and self.text(one.words),
                attachments=tuple(
                    a._replace(name=self.text(a.name), sha256=a.sha256 if a.sha256 in beside else "")
                    for a in one.attachments
                ),
                source=one.source._replace(name=one.source.name and self.text(one.source.name), sha256=None),
            ),
        )

    def day(self, day: Day) -> Day:
        """The counts of a day, with the numbers as in its entries."""
        calls: dict[str, int] = {}
        for number, times in day.unanswered_by_number.items():
            shown = number if number == WITHHELD else self.number(number)
            calls[shown] = calls.get(shown, 0) + times
        return day._replace(unanswered_by_number=calls)

    def number(self, number: str) -> str:
        """The number or account of a contact: whole where it is kept, but for names to hide."""
        if plain(number) in self.kept:
            return self.named_out(number)
        return _stars(number, FIRST, LAST) if len(number) > FIRST + LAST else _stars(number, 1, 0)

    def named_out(self, text: str) -> str:
        """`text` without the names to hide."""
        for name in self.hidden:
            text = text.replace(name, _stars(name, 1, 0))
        return text

    def text(self, text: str) -> str:
        """`text` without other people's names and numbers."""
        text = self.named_out(text)
        text = self.opening.sub(lambda match: match["before"] + _stars(match["name"], 1, 0), text)
        for card, identity, mobile in ((digits.CARD, digits.IDENTITY, digits.MOBILE), digits.ODD):
            text = card.sub(lambda match: self._digits(match[0], 0), text)
            text = identity.sub(lambda match: self._digits(match[0], 0), text)
            text = mobile.sub(lambda match: self._digits(match[0], FIRST), text)
        text = digits.listed(text, self._digits)
        text = _LANDLINE.sub(lambda match: self._digits(match[0], FIRST), text)
        text = self.local.sub(lambda match: match["before"] + self._digits(match["name"], 0), text)
        text = self.account.sub(lambda match: match["before"] + _stars(match["name"], 1, 0), text)
        text = self.named.sub(lambda match: match["before"] + _stars(match["name"], 1, 0), text)
        text = _MAIL.sub(lambda match: match["name"][0] + "***" + match["host"], text)
        return self.titled.sub(lambda match: _stars(match["name"], 1, 0), text)

    def _digits(self, found: str, first: int) -> str:
        """A number with its middle masked, unless it is a collector's or an organisation's."""
        number = plain(digits.plain(found))
        public = self.ports if len(number) >= LONG else () if digits.MOBILE.fullmatch(number) else self.organisations
        return found if number in self.kept or number.startswith(public) else _stars(number, first, LAST)


def others_number(contact: Contact) -> bool:
    """Whether the number of a contact is of somebody who is no collector: whom she called or wrote to herself."""
    return contact.direction == "out" and contact.to_whom not in (None, "self")


def _stars(text: str, first: int, last: int) -> str:
    """`text` with all but its first and last characters as stars."""
    return text[:first] + "*" * (len(text) - first - last) + text[len(text) - last :]
