"""The tables of the record, and rows of them to entries and back. The words stand in a plain TEXT column."""

import json
import re
import sqlite3
from datetime import datetime
from typing import Any

from overdue_cli.evidence.chain import Terms, key
from overdue_cli.evidence.contact import Attachment, Contact, Entry, Source

OURS = 0x4F564455
"""SQLite's `application_id` of a record: OVDU."""

VERSION = 1

TABLES = """
CREATE TABLE terms (
    id INTEGER NOT NULL, debt TEXT NOT NULL, lender TEXT, due TEXT,
    entered_at TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL,
    PRIMARY KEY (debt, id));
CREATE TABLE contacts (
    debt TEXT NOT NULL, id INTEGER NOT NULL,
    at TEXT NOT NULL, zone TEXT NOT NULL, direction TEXT, channel TEXT NOT NULL, number TEXT, claimed_name TEXT,
    to_whom TEXT, answered INTEGER, duration_s INTEGER, words TEXT, words_are TEXT,
    behaviours TEXT NOT NULL, attachments TEXT NOT NULL,
    source_kind TEXT NOT NULL, source_name TEXT, source_sha256 TEXT, source_item INTEGER,
    entered_at TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL, corrects INTEGER,
    key TEXT NOT NULL,
    PRIMARY KEY (debt, id));
CREATE INDEX by_key ON contacts (debt, key);
CREATE INDEX by_time ON contacts (debt, CAST(strftime('%s', at) AS INTEGER), id);
CREATE INDEX corrected ON contacts (debt, corrects) WHERE corrects IS NOT NULL;
CREATE TABLE heads (
    debt TEXT PRIMARY KEY, last INTEGER NOT NULL, digest TEXT NOT NULL, contacts INTEGER NOT NULL);
"""

COLUMNS = (
    "debt", "id", *Contact._fields[:13], "source_kind", "source_name", "source_sha256", "source_item",
    "entered_at", "previous", "digest", "corrects", "key",
)  # fmt: skip
NUMBERS = frozenset(["id", "answered", "duration_s", "source_item", "corrects"])
"""Columns of whole numbers; the others are text."""

_at = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.A)
_sha256 = re.compile("[0-9a-f]{64}")

INSERT = f"INSERT INTO contacts ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
SELECT = f"SELECT {', '.join(COLUMNS)} FROM contacts"
TERMS = f"SELECT {', '.join(Terms._fields)} FROM terms"


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of a new record, inside the transaction that is open."""
    for statement in TABLES.split(";")[:-1]:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {OURS}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def row(entry: Entry, once: str) -> tuple[Any, ...]:
    """An entry as a row of `contacts`, in the order of COLUMNS; `once` is the `chain.key` of its contact."""
    contact = entry.contact
    return (
        entry.debt,
        entry.id,
        *contact[:11],
        json.dumps(contact.behaviours),
        json.dumps([one._asdict() for one in contact.attachments], ensure_ascii=False),
        *contact.source,
        *entry[3:],
        once,
    )


def whole(words: str | None) -> str | None:
    """Words that UTF-8 can hold: half a character becomes a question mark."""
    return words and words.encode("utf-8", "replace").decode("utf-8")


def storable(contact: Contact) -> Contact:
    """The contact with words that UTF-8 can hold."""
    try:
        "".join(field for field in (*contact[:11], contact.source.name) if isinstance(field, str)).encode("utf-8")
        return contact
    except UnicodeEncodeError:
        fields = (whole(field) if isinstance(field, str) else field for field in contact)
        named = Contact(*fields)  # type: ignore[arg-type]
        return named._replace(source=contact.source._replace(name=whole(contact.source.name)))


def entry(values: tuple[Any, ...]) -> Entry:
    """The entry of a row. Raises ValueError, TypeError or KeyError where somebody has put in what never was one."""
    for column, value in zip(COLUMNS, values, strict=True):
        if value is not None and type(value) is not (int if column in NUMBERS else str):
            raise TypeError(column)
    debt, id_, *said = values[:13]
    if not _at.fullmatch(said[0]):
        raise ValueError(said[0])
    datetime.fromisoformat(said[0])
    said[7] = None if said[7] is None else {0: False, 1: True}[said[7]]
    behaviours = tuple(json.loads(values[13]))
    attachments = tuple(Attachment(**one) for one in json.loads(values[14]))
    if not all(isinstance(one, str) for one in (*behaviours, *(one.name for one in attachments))):
        raise TypeError(values[13:15])
    if not all(_sha256.fullmatch(one.sha256) and isinstance(one.bytes, int) for one in attachments):
        raise ValueError(values[14])
    contact = Contact(*said, behaviours, attachments, Source(*values[15:19]))  # type: ignore[call-arg]
    return Entry(id_, debt, contact, *values[19:23])


def untouched(values: tuple[Any, ...]) -> Entry | None:
    """The entry of a row, or None where a column holds what the program never wrote."""
    try:
        read = entry(values)
        return read if row(read, key(read.contact)) == values else None
    except (ValueError, TypeError, KeyError):
        return None
