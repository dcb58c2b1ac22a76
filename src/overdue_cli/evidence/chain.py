"""The chain of one debt: every link carries the digest of the one before, so that a change shows.

A link is the SHA-256, in hex, of its own JSON: every field but the digest itself, keys in order, no spaces,
other characters than ASCII escaped. Anybody can count it again from what `log list --json` gives. Among the fields
is a random salt, so that a digest alone tells nothing of the words; links of the first version have none.
"""

import json
import os
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from overdue_cli.evidence.contact import Contact, Entry
from overdue_cli.evidence.moments import epoch

START = "0" * 64
"""What the first link of a chain names as the one before it."""

SALT_BYTES = 16

_json = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


class Terms(NamedTuple):
    """What a debt is: its name, who lent, when it fell due (ISO day); None where nobody said.

    The first link of a chain (id 0), and one more wherever the lender or the day is told anew.
    """

    id: int
    debt: str
    lender: str | None
    due: str | None
    entered_at: str
    previous: str
    digest: str
    salt: str | None = None


class Head(NamedTuple):
    """What the file says apart from the links: id and digest of the last one, and how many contacts there are."""

    last: int
    digest: str
    contacts: int


class Chain(NamedTuple):
    """The chain of one debt, walked: how many contacts stand, the last digest, and where it is broken.

    `broken_at` is the id of the first link that is altered, missing or out of place, and `what` says so in
    Chinese; None and empty where all is well. `salted` is whether the link that `head` seals has a salt: without
    one, whoever knows `head` can try out what the link says.
    """

    debt: str
    ok: bool
    records: int
    head: str
    broken_at: int | None
    what: str
    salted: bool


def document(entry: Entry) -> dict[str, Any]:
    """An entry as JSON of the contract, in its order of fields."""
    contact = entry.contact
    return {
        "id": entry.id,
        "debt": entry.debt,
        **{field: getattr(contact, field) for field in Contact._fields[:11]},
        "behaviours": list(contact.behaviours),
        "attachments": [one._asdict() for one in contact.attachments],
        "source": contact.source._asdict(),
        "entered_at": entry.entered_at,
        "previous": entry.previous,
        "digest": entry.digest,
        "corrects": entry.corrects,
        **({} if entry.salt is None else {"salt": entry.salt}),
    }


def sealed(link: Entry | Terms) -> Any:
    """The link with its digest filled in."""
    fields = document(link) if isinstance(link, Entry) else link._asdict()
    del fields["digest"]
    if link.salt is None:
        fields.pop("salt", None)
    return link._replace(digest=sha256(_json(fields).encode("ascii")).hexdigest())


def salt() -> str:
    """A new salt, in hex."""
    return os.urandom(SALT_BYTES).hex()


def key(contact: Contact) -> str:
    """What two files that tell of the same contact share, whatever its place in them.

    The moment, the end of the number, the way it went and the words: overlapping backups agree in these, however
    they write a number. Two messages of one second stay two where their words differ. It stands in every record
    and `verify` counts it again: it must never be made otherwise.
    """
    number = contact.number and ("".join(filter(str.isdecimal, contact.number))[-8:] or contact.number)
    parts = (epoch(contact.at), number, contact.channel, contact.direction, contact.answered, contact.words)
    return sha256(_json(parts).encode("ascii")).hexdigest()[:32]


def walk(debt: str, links: Iterable[tuple[Entry | Terms | None, int]], head: Head | None) -> Chain:
    """Walk the links of a debt in the order of their ids. A link is None where it cannot be read at all."""
    expected, previous, contacts, salted = 0, START, 0, True

    def broken(what: str) -> Chain:
        return Chain(debt, False, contacts, previous, expected, what, salted)

    for link, id_ in links:
        if id_ != expected:
            return broken("少了这一条") if not isinstance(id_, int) or id_ > expected else broken("这前面多出来一条")
        if link is None or not _fits(link):
            return broken("这一条被改过")
        if link.previous != previous:
            return broken("它前面的一条被改过，或者顺序被换过")
        expected, previous, salted = id_ + 1, link.digest, link.salt is not None
        contacts += isinstance(link, Entry)
    if head is None:
        return broken("记录末尾的编号和指纹不见了")
    if isinstance(head.last, int) and head.last >= expected:
        return broken("少了这一条，后面的也许也少了")
    if head != Head(expected - 1, previous, contacts):
        return broken("记录末尾的编号和指纹被改过")
    return Chain(debt, True, contacts, previous, None, "", salted)


def whole(chains: Sequence[Chain]) -> dict[str, Any]:
    """All chains as one answer: JSON of the contract. With several debts the head is the digest of all their heads."""
    heads = [(chain.debt, chain.head) for chain in chains]
    one = heads[0][1] if len(heads) == 1 else sha256(_json(heads).encode("ascii")).hexdigest() if heads else None
    return {
        "ok": all(chain.ok for chain in chains),
        "records": sum(chain.records for chain in chains),
        "head": one,
        "broken_at": next((chain.broken_at for chain in chains if not chain.ok), None),
        "debts": [chain._asdict() for chain in chains],
    }


def intact(link: tuple[str, int] | None, chains: Iterable[Chain]) -> tuple[str, int] | None:
    """The link (debt and id), where its chain stands up to it; else None."""
    for chain in chains:
        if link and chain.debt == link[0] and (chain.broken_at is None or link[1] < chain.broken_at):
            return link
    return None


def _fits(link: Entry | Terms) -> bool:
    """Whether the link has the digest of what it says."""
    try:
        return bool(sealed(link).digest == link.digest)
    except TypeError:  # bytes, where the program only ever wrote words
        return False
