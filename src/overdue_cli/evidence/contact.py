"""One contact: what came from a phone's backup or was typed, before and after it is kept in the record."""

from typing import NamedTuple


class Attachment(NamedTuple):
    """A screenshot or recording: its file name, the SHA-256 of its bytes in hex, and how many bytes."""

    name: str
    sha256: str
    bytes: int


class Source(NamedTuple):
    """Where a contact was read: the kind of file (or `typed`), its name and SHA-256, and which item of it.

    `sha256` is None where no file was read.
    """

    kind: str
    name: str | None
    sha256: str | None
    item: int | None


TYPED = Source("typed", None, None, None)


class Contact(NamedTuple):
    """What one contact was. What nobody said is None (or empty), never a default.

    `at` is the moment in local time with its offset, ISO 8601, to the second (`2026-11-20T22:40:00+08:00`);
    `zone` is the name or offset under which it was read. `direction` is `in` or `out`; `channel` and `to_whom`
    take ids of the facts `channels` and `contacted`. `answered` is whether the two were connected, `duration_s`
    seconds of talk. `words` are the words of the contact, `words_are` `verbatim` or `summary` (None without words).
    `behaviours` are ids that the person who keeps the record named.
    """

    at: str
    zone: str
    direction: str | None
    channel: str
    number: str | None
    claimed_name: str | None
    to_whom: str | None
    answered: bool | None
    duration_s: int | None
    words: str | None
    words_are: str | None
    behaviours: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    source: Source


class Skipped(NamedTuple):
    """An item of an imported file that was not taken: its place in the file and why, in Chinese."""

    item: int
    reason: str


class Entry(NamedTuple):
    """A contact as kept: `digest` covers every other field and `previous`, the digest of the entry before it.

    `entered_at` is when it was kept (ISO 8601 with offset); `corrects` the id of the entry that this one replaces.
    `salt` is 16 random bytes in hex: without it nobody can try out words until the digest fits. Entries of the
    first version of the record have none. A masked copy has no salt, and empty digests where they would tell.
    """

    id: int
    debt: str
    contact: Contact
    entered_at: str
    previous: str
    digest: str
    corrects: int | None
    salt: str | None = None
