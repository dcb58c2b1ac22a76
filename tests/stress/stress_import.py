"""A phone of 50,000 messages and 20,000 calls: how long its import takes, and what memory a far larger one takes."""

import json
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from .. import phone_backup
from ..conftest import ROOT

TIMES = 6
"""The import takes at most this many times as long as the standard library takes to parse the same files."""

ROUNDS = 3


def parsed(files: tuple[Path, ...]) -> float:
    """Seconds in which the standard library reads the files, element by element."""
    begun = time.perf_counter()
    for file in files:
        for _, element in ET.iterparse(file):
            element.clear()
    return time.perf_counter() - begun


def imported(file: Path, home: Path, *how: str) -> tuple[float, dict[str, int], int]:
    """Seconds, the answer, and the peak of memory in KB, of the whole command in a process of its own."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "overdue_cli", "log", "import", str(file), "--json", *how],
        env={"PATH": os.environ["PATH"], "HOME": str(home), "OVERDUE_HOME": str(home / "record"),
             "XDG_CACHE_HOME": str(home / "cache"), "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        out = child.stdout.read()
        _, status, used = os.wait4(child.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return time.perf_counter() - begun, json.loads(out), used.ru_maxrss


@pytest.mark.parametrize(
    "how", [("--likely",), tuple(f"--number={n}" for n in phone_backup.COLLECTORS)], ids=["likely", "number"]
)
def test_an_import_takes_a_few_times_the_parsing(tmp_path: Path, how: tuple[str, ...]) -> None:
    files = phone_backup.write(tmp_path, 50_000, 20_000, broken=False)  # which the standard library can parse
    best = float("inf")
    for turn in range(ROUNDS):
        home = tmp_path / str(turn)
        home.mkdir()
        imported(files[1], home, "--number=0")  # a checkout compiles its knowledge once
        alone = parsed(files)
        first = [imported(file, home, *how) for file in files]
        again = [imported(file, home, *how) for file in files]
        assert all(answer["added"] for _, answer, _ in first)
        assert not any(answer["added"] for _, answer, _ in again)
        took = sum(seconds for seconds, _, _ in first)
        print(f"parsed in {alone:.2f} s, imported in {took:.2f} s, {took / alone:.1f} times", file=sys.stderr)
        best = min(best, took / alone)
    assert best < TIMES


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for count in (5_000, 870_000):  # 1.7 and 300 MB
        folder = tmp_path / str(count)
        folder.mkdir()
        file, _ = phone_backup.write(folder, count, 1)
        seconds, answer, peak = imported(file, folder, "--likely")
        size = file.stat().st_size >> 20
        print(f"{size} MB: {answer['added']} of {answer['read']} in {seconds:.1f} s, {peak >> 10} MB", file=sys.stderr)
        peaks.append(peak)
    assert peaks[1] - peaks[0] < 40 << 10
