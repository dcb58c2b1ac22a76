"""The tables of the record, and rows of them to entries and back. The words stand in a plain TEXT column."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from functools import cache
from typing import Any

from overdue_cli.evidence.chain import Terms, key
from overdue_cli.evidence.contact import Attachment, Contact, Entry, Source

OURS = 0x4F564455
"""SQLite's `application_id` of a record: OVDU."""

VERSION = 2
"""Of the file. The first version had no salts; its files are read as they are, and get the column when written to."""

TABLES = """
CREATE TABLE terms (
    id INTEGER NOT NULL, debt TEXT NOT NULL, lender TEXT, due TEXT,
    entered_at TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL, salt TEXT,
    PRIMARY KEY (debt, id));
CREATE TABLE contacts (
    debt TEXT NOT NULL, id INTEGER NOT NULL,
    at TEXT NOT NULL, zone TEXT NOT NULL, direction TEXT, channel TEXT NOT NULL, number TEXT, claimed_name TEXT,
    to_whom TEXT, answered INTEGER, duration_s INTEGER, words TEXT, words_are TEXT,
    behaviours TEXT NOT NULL, attachments TEXT NOT NULL,
    source_kind TEXT NOT NULL, source_name TEXT, source_sha256 TEXT, source_item INTEGER,
    entered_at TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL, corrects INTEGER,
    key TEXT NOT NULL, salt TEXT,
    PRIMARY KEY (debt, id));
CREATE INDEX by_key ON contacts (debt, key);
CREATE INDEX by_time ON contacts (debt, CAST(strftime('%s', at) AS INTEGER), id);
CREATE INDEX corrected ON contacts (debt, corrects) WHERE corrects IS NOT NULL;
CREATE TABLE heads (
    debt TEXT PRIMARY KEY, last INTEGER NOT NULL, digest TEXT NOT NULL, contacts INTEGER NOT NULL);
"""
SALTED = ("terms", "contacts")
"""Tables with a salt in every row since version 2."""

COLUMNS = (
    "debt", "id", *Contact._fields[:13], "source_kind", "source_name", "source_sha256", "source_item",
    "entered_at", "previous", "digest", "corrects", "salt", "key",
)  # fmt: skip
NUMBERS = frozenset(["id", "answered", "duration_s", "source_item", "corrects"])
"""Columns of whole numbers; the others are text."""

_at = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.A)
_sha256 = re.compile("[0-9a-f]{64}")
_salt = re.compile("[0-9a-f]{32,}")

INSERT = f"INSERT INTO contacts ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of a new record, inside the transaction that is open."""
    for statement in statements(VERSION):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {OURS}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def statements(version: int) -> list[str]:
    """What makes the tables of a version."""
    return (TABLES if version > 1 else TABLES.replace(", salt TEXT", "")).split(";")[:-1]


def version(connection: sqlite3.Connection) -> int:
    """The version that the file says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def upgrade(connection: sqlite3.Connection) -> None:
    """Give a file of the first version room for salts, inside the transaction that is open. No row is changed."""
    for table in SALTED:
        connection.execute(f"ALTER TABLE {table} ADD COLUMN salt TEXT")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def contacts(connection: sqlite3.Connection) -> str:
    """What selects the columns of `contacts` in the order of COLUMNS; a file of the first version has no salts."""
    return _select(connection, COLUMNS, "contacts")


def terms(connection: sqlite3.Connection) -> str:
    """What selects the fields of `Terms`."""
    return _select(connection, Terms._fields, "terms")


def _select(connection: sqlite3.Connection, columns: tuple[str, ...], table: str) -> str:
    salted = version(connection) > 1
    return f"SELECT {', '.join(one if salted or one != 'salt' else 'NULL' for one in columns)} FROM {table}"


def foreign(connection: sqlite3.Connection) -> bool:
    """Whether the file holds a table, index, view or trigger that is not ours, or one of ours is not as we make it."""
    there = version(connection)
    return not 1 <= there <= VERSION or _described(connection) != _ours(there)


@cache
def _ours(version: int) -> frozenset[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements(version):
            connection.execute(statement)
        return _described(connection)


def _described(connection: sqlite3.Connection) -> frozenset[tuple[object, ...]]:
    """Everything in the schema, however it is spaced; without the statistics that other tools may have left."""
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return frozenset(
        (kind, name, table, " ".join(sql.split()) if isinstance(sql, str) else sql)
        for kind, name, table, sql in found
        if kind != "table" or name not in ("sqlite_stat1", "sqlite_stat4")
    )


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
    """The contact with words and names of files that UTF-8 can hold."""
    names = (contact.source.name, *(one.name for one in contact.attachments))
    try:
        "".join(field for field in (*contact[:11], *names) if isinstance(field, str)).encode("utf-8")
        return contact
    except UnicodeEncodeError:
        fields = (whole(field) if isinstance(field, str) else field for field in contact)
        named = Contact(*fields)  # type: ignore[arg-type]
        return named._replace(
            source=contact.source._replace(name=whole(contact.source.name)),
            attachments=tuple(one._replace(name=whole(one.name) or "") for one in contact.attachments),
        )


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
    if values[23] is not None and not _salt.fullmatch(values[23]):
        raise ValueError(values[23])
    contact = Contact(*said, behaviours, attachments, Source(*values[15:19]))  # type: ignore[call-arg]
    return Entry(id_, debt, contact, *values[19:24])


def untouched(values: tuple[Any, ...]) -> Entry | None:
    """The entry of a row, or None where a column holds what the program never wrote."""
    try:
        read = entry(values)
        return read if row(read, key(read.contact)) == values else None
    except (ValueError, TypeError, KeyError):
        return None
