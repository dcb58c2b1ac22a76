"""The record under strain: killed two hundred times, filled with twenty thousand contacts and more.

Run by `make stress`; `make test` has the short form in tests/test_record.py.
"""

import os
import shutil
import subprocess
import tracemalloc
from pathlib import Path

import pytest

from overdue_cli import casefile
from overdue_cli.errors import CallError
from overdue_cli.evidence.contact import Source
from overdue_cli.evidence.counts import count
from overdue_cli.evidence.store import Added, Record
from overdue_cli.knowledge.model import Knowledge

from ..test_record import DEBT, NOW, adder, contact, killed


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("seed", range(100, 200))
def test_killed_two_hundred_times(tmp_path: Path, seed: int) -> None:
    for said, kept in killed(tmp_path / "record.db", seed):  # twice: entry by entry, and in batches
        assert kept >= said


def test_eight_processes_at_once(tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    several = [adder(file, n * 1000, n * 1000 + 150, batch) for n, batch in enumerate([0, 20] * 4)]
    for process in several:
        assert process.wait(300) == 0
        assert process.stdout
        process.stdout.close()
    with Record.open(file) as record:
        assert record.debts()[0].contacts == 8 * 150
        assert all(walked.ok for walked in record.verify())


def test_a_disk_without_room(tmp_path: Path) -> None:
    """A real small disk, where this process may make one."""
    made = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(tmp_path)]
    if not shutil.which("mount") or subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("no right to make a disk")
    try:
        with Record.open(tmp_path / "record.db") as record:
            record.ensure_debt(DEBT, NOW)
            said: list[int] = []
            coming = (contact(n, words=f"{n} " + "长" * 3000) for n in range(1000))
            with pytest.raises(CallError, match="磁盘满了"):
                record.add_many(DEBT, coming, NOW, batch=2, told=lambda so_far: said.append(so_far.added))
            assert record.debts()[0].contacts == said[-1] > 0
            assert all(walked.ok for walked in record.verify())
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path)], check=True)
        with Record.open(tmp_path / "record.db") as record:
            assert all(walked.ok for walked in record.verify())
            with pytest.raises(CallError, match="写不了"):
                record.add(DEBT, contact(1), NOW)
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_memory_does_not_grow_with_the_record(tmp_path: Path, known: Knowledge) -> None:
    """Adding, listing, counting and verifying ten times as much takes hardly more room."""

    def most(contacts: int) -> int:
        tracemalloc.start()
        with Record.open(tmp_path / f"{contacts}.db") as record:
            record.ensure_debt(DEBT, NOW)
            source = Source("sms_backup", "a.xml", "ab" * 32, 0)
            coming = (contact(n, words=f"{n} " + "字" * 300, source=source._replace(item=n)) for n in range(contacts))
            assert record.add_many(DEBT, coming, NOW) == Added(contacts, 0)
            assert sum(1 for _ in record.entries()) == contacts
            assert all(walked.ok for walked in record.verify())
            days = count((entry.contact for entry in record.current(DEBT)), casefile.quiet_hours(known))
            assert sum(sum(day.hours) for day in days) == contacts
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(100)  # what is loaded once
    few, many = most(4_000), most(40_000)
    assert many < few * 1.5, (few, many)
