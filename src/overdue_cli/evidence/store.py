"""The record: one SQLite file, owner-only, append-only, synced before anything is acknowledged."""

import heapq
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Self

from overdue_cli.errors import BrokenRecordError, CallError
from overdue_cli.evidence import place, schema
from overdue_cli.evidence.chain import START, Chain, Head, Terms, key, salt, sealed, walk
from overdue_cli.evidence.contact import Attachment, Contact, Entry
from overdue_cli.facts import shown

DEFAULT = "默认"
"""The debt that is made where none stands."""


class Debt(NamedTuple):
    """A debt of the record: who lent and when it fell due (ISO; None where nobody said), and its contacts."""

    name: str
    lender: str | None
    due: str | None
    contacts: int
    head: str


class Added(NamedTuple):
    """What became of contacts: how many are new, how many were there already."""

    added: int
    duplicates: int


class Record:
    """The open record. Use as a context manager; every method may raise CallError with what to do."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection, self.path = connection, path
        self.identity = place.identity(path)
        self.looked_through = False

    @classmethod
    def open(cls, path: Path, *, writing: bool = True) -> Self:
        """The record in the file `path`. For writing it is made where there is none; for reading it is then empty."""
        return cls(place.opened(path, writing), path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; what SQLite kept beside it is tidied away."""
        self.connection.close()

    def debts(self) -> tuple[Debt, ...]:
        """All debts, in the order in which they were made."""
        with self._saying():
            found = self.connection.execute(
                "SELECT h.debt, t.lender, t.due, h.contacts, h.digest FROM heads h JOIN terms t ON t.debt = h.debt"
                " AND t.id = (SELECT max(id) FROM terms WHERE debt = h.debt) ORDER BY h.rowid"
            )
            return tuple(Debt(*row) for row in found)

    def debt(self, name: str | None) -> str:
        """The name of the debt meant: `name`, else the only one there is, else 默认. Raises CallError."""
        names = [debt.name for debt in self.debts()]
        listed = "、".join(map(shown, names))
        if name is None and len(names) > 1:
            raise CallError(f"记录里有 {len(names)} 笔债，用 --debt 说是哪一笔：{listed}。")
        if name is not None and names and name not in names:
            raise CallError(
                f"记录里没有叫“{shown(name)}”的债，有的是：{listed}。新的一笔先用 overdue-cli log debt 建。"
            )
        return name or (names[0] if names else DEFAULT)

    def ensure_debt(self, name: str, now: str, lender: str | None = None, due: str | None = None) -> Debt:
        """The debt `name`, made where there is none; what is told anew of it becomes a link of its chain."""
        if not name.strip() or len(name) > 60 or not name.isprintable():
            raise CallError(f"债的名字“{shown(name)}”不行：写 1 到 60 个能看见的字，如 微粒贷。")
        with self._writing():
            head = self._head(name)
            before = next((debt for debt in self.debts() if debt.name == name), None)
            told = (schema.whole(lender) or (before and before.lender), due or (before and before.due))
            if head is None or before is None or told != (before.lender, before.due):
                last, previous = (head.last, head.digest) if head else (-1, START)
                link = sealed(Terms(last + 1, name, *told, now, previous, "", salt()))
                self.connection.execute("INSERT INTO terms VALUES (?, ?, ?, ?, ?, ?, ?, ?)", link)
                self._keep(name, Head(link.id, link.digest, head.contacts if head else 0))
        return next(debt for debt in self.debts() if debt.name == name)

    def add(self, debt: str, contact: Contact, now: str, corrects: int | None = None) -> Entry:
        """Keep one contact of a debt that is there, and give it back as kept, once it is safe on the disk."""
        with self._writing():
            if corrects is not None:
                found = "SELECT 1 FROM contacts WHERE debt = ? AND id = ?"
                possible = 0 < corrects <= sys.maxsize  # more than SQLite can hold
                if not possible or not self.connection.execute(found, (debt, corrects)).fetchone():
                    raise CallError(
                        f"--corrects：“{shown(debt)}”里没有第 {shown(corrects)} 条。用 overdue-cli log list 看编号。"
                    )
            head = self._standing(debt)
            contact = schema.storable(contact)
            kept = self._append(head, debt, contact, now, corrects, key(contact))
            self._keep(debt, Head(kept.id, kept.digest, head.contacts + 1))
        return kept

    def add_many(
        self,
        debt: str,
        contacts: Iterable[Contact],
        now: str,
        *,
        batch: int = 1000,
        told: Callable[[Added], object] = lambda _: None,
    ) -> Added:
        """Keep contacts that are not there yet (typed or read from another file), a batch in a transaction.

        `told` is called with the sum so far once a batch is safe on the disk. Where it stops midway, the batches
        before stay, and the same contacts once more add only the rest.
        """
        total, source = Added(0, 0), iter(contacts)
        while some := list(islice(source, batch)):
            with self._writing():
                head = self._standing(debt)
                before = head.contacts
                for contact in map(schema.storable, some):
                    once = key(contact)
                    if self._is_there(debt, once):
                        continue
                    kept = self._append(head, debt, contact, now, None, once)
                    head = Head(kept.id, kept.digest, head.contacts + 1)
                self._keep(debt, head)
            added = head.contacts - before
            total = Added(total.added + added, total.duplicates + len(some) - added)
            told(total)
        return total

    def entries(self, debt: str | None = None) -> Iterator[Entry]:
        """Everything kept, of one debt or of all, in the order in which it was kept."""
        for name in [debt] if debt else [one.name for one in self.debts()]:
            yield from self._select("WHERE debt = ? ORDER BY id", name)

    def current(self, debt: str) -> Iterator[Entry]:
        """What stands of a debt, by time: without entries that a later one corrects.

        Whatever is counted, judged or handed on comes from here, by way of the file's indexes: a file whose indexes
        or tables are not as they were made is refused.
        """
        if not self.looked_through:
            self.see_that_it_is_sound()
        yield from self._select(
            "AS c WHERE debt = ? AND NOT EXISTS (SELECT 1 FROM contacts WHERE debt = c.debt AND corrects = c.id)"
            " ORDER BY CAST(strftime('%s', at) AS INTEGER), id",
            debt,
        )

    def fault(self) -> str:
        """What is wrong with the file apart from its links, in Chinese: SQLite's own check, and foreign parts."""
        try:
            if schema.foreign(self.connection):
                return "文件里有不是这个程序放的表、索引或触发器，或者它们被改过"
            if self.connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
                return "文件坏了，或者索引被改过，有的条目会数不到"
        except sqlite3.DatabaseError as error:
            told = place.explained(error, self.path)
            if not isinstance(told, BrokenRecordError):
                raise told from None
            return "文件坏了，读不完"
        return ""

    def see_that_it_is_sound(self) -> None:
        """Raises BrokenRecordError where the file has a `fault`."""
        if what := self.fault():
            raise BrokenRecordError(
                f"{place.named(self.path)}：{what}，没有往下做。先把这个文件复制一份留着，"
                "再用 overdue-cli log verify 看；原来记下的用 overdue-cli log list 看。"
            )
        self.looked_through = True

    def verify(self) -> tuple[Chain, ...]:
        """Every chain, walked from its start: see `chain.walk`."""
        with self._saying():
            self.connection.execute("BEGIN")  # one view of the file, whatever others add meanwhile
            try:
                tables = " UNION ".join(f"SELECT debt FROM {name}" for name in ("heads", "terms", "contacts"))
                names = [name for (name,) in self.connection.execute(tables)]
                return tuple(walk(str(name), self._links(name), self._head(name)) for name in names)
            finally:
                self.connection.execute("ROLLBACK")

    def link(self, digest: str) -> tuple[str, int] | None:
        """Debt and id of the link that has this digest; None where there is none."""
        tables = " UNION ALL ".join(f"SELECT debt, id FROM {name} WHERE digest = ?1" for name in ("contacts", "terms"))
        with self._saying():
            found = self.connection.execute(tables, (digest,)).fetchone()
        return (found[0], found[1]) if found else None

    def attachments(self, debt: str | None = None) -> Iterator[Attachment]:
        """The attachments of a debt, or of all; also of entries that cannot be read for something else in them."""
        with self._saying():
            for (listed,) in self.connection.execute(
                "SELECT attachments FROM contacts WHERE ?1 IS NULL OR debt = ?1", (debt,)
            ):
                with suppress(ValueError, TypeError):
                    yield from (Attachment(**one) for one in json.loads(listed))

    def purge(self, debt: str | None) -> bool:
        """Take a whole debt out, or with None all, so that its words stand nowhere in the file any more.

        False where another program that reads the file keeps the old words in it until it lets go.
        """
        with self._writing(ours=False):
            for table in ("contacts", "terms", "heads"):
                self.connection.execute(f"DELETE FROM {table} WHERE ?1 IS NULL OR debt = ?1", (debt,))
        with self._saying():
            self.connection.execute("VACUUM")
            checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)"  # waits as long as for any lock, and says whether in vain
            return any(not self.connection.execute(checkpoint).fetchone()[0] for _ in range(2))

    def _select(self, which: str, debt: str) -> Iterator[Entry]:
        with self._saying():
            for values in self.connection.execute(f"{schema.contacts(self.connection)} {which}", (debt,)):
                try:
                    yield schema.entry(values)
                except (ValueError, TypeError, KeyError):
                    raise CallError("记录里有一条被改过，读不了。用 overdue-cli log verify 看是哪一条。") from None

    def _links(self, debt: str) -> Iterator[tuple[Entry | Terms | None, int]]:
        """Both kinds of link of a debt, in the order of their ids."""
        select, tell = schema.contacts(self.connection), schema.terms(self.connection)
        contacts = self.connection.execute(f"{select} WHERE debt = ? ORDER BY id", (debt,))
        terms = self.connection.execute(f"{tell} WHERE debt = ? ORDER BY id", (debt,))
        entries = ((schema.untouched(values), values[1]) for values in contacts)
        told = ((Terms(*values), values[0]) for values in terms)
        yield from heapq.merge(entries, told, key=lambda link: link[1] if isinstance(link[1], int) else sys.maxsize)

    def _append(self, head: Head, debt: str, contact: Contact, now: str, corrects: int | None, once: str) -> Entry:
        kept: Entry = sealed(Entry(head.last + 1, debt, contact, now, head.digest, "", corrects, salt()))
        self.connection.execute(schema.INSERT, schema.row(kept, once))
        return kept

    def _is_there(self, debt: str, once: str) -> bool:
        found = "SELECT 1 FROM contacts WHERE debt = ? AND key = ?"
        return self.connection.execute(found, (debt, once)).fetchone() is not None

    def _head(self, debt: str) -> Head | None:
        found = self.connection.execute("SELECT last, digest, contacts FROM heads WHERE debt = ?", (debt,)).fetchone()
        return Head(*found) if found else None

    def _standing(self, debt: str) -> Head:
        head = self._head(debt)
        if head is None:
            raise CallError(f"记录里没有叫“{shown(debt)}”的债。先用 overdue-cli log debt {shown(debt)} 建一个。")
        return head

    def _keep(self, debt: str, head: Head) -> None:
        self.connection.execute(
            "INSERT INTO heads (debt, last, digest, contacts) VALUES (?, ?, ?, ?) ON CONFLICT (debt)"
            " DO UPDATE SET last = excluded.last, digest = excluded.digest, contacts = excluded.contacts",
            (debt, *head),
        )

    @contextmanager
    def _writing(self, *, ours: bool = True) -> Iterator[None]:
        """A transaction that no other process writes beside; on leaving it is on the disk, or nothing of it is.

        Into a file with foreign parts, such as a trigger that drops what is added, nothing is written; with `ours`
        false it is, for what is taken out.
        """
        with self._saying():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                if ours and schema.foreign(self.connection):
                    raise BrokenRecordError(
                        f"{place.named(self.path)} 里有不是这个程序放的东西，没有往里写。用 overdue-cli log verify 看，"
                        "或用 OVERDUE_HOME 换一个文件夹。"
                    )
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # some faults have rolled it back already
                    self.connection.execute("ROLLBACK")
                raise
        there = place.identity(self.path) if ours else None
        if ours and (there is None or there != self.identity):
            raise CallError(f"{place.named(self.path)} 刚才被删掉或换掉了（log purge？），这一次没有记下。请再试一次。")

    @contextmanager
    def _saying(self) -> Iterator[None]:
        """Faults of SQLite as what the user can do about them."""
        try:
            yield
        except sqlite3.Error as error:
            raise place.explained(error, self.path) from None
