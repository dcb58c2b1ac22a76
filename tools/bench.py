"""How fast: start-up, loading, reading, assessing, screening. `make bench` prints a table, writes `build/bench.json`.

    python -m tools.bench                  # a few minutes
    python -m tools.bench --quick          # a minute, for CI
    python -m tools.bench --long           # also a hundred thousand and a million lines, with the memory they take
    python -m tools.bench --keep           # keep the figures as those to compare with

Only ratios carry from one machine to another, so every figure is one, taken in one run: start-up over that of
`python -c pass` in the same environment, work over a plain loop of `re` that only matches the same patterns. The stored
figures are compared as ratios too: 1.00 is as before, more is slower.
"""

import argparse
import gc
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from tests.many import texts

from overdue_cli.compile import parts
from overdue_cli.knowledge import store
from overdue_cli.knowledge.cues import Cues
from overdue_cli.knowledge.patterns import NUMBER, Pattern
from overdue_cli.reading import read
from overdue_cli.reading.normal import CLAUSE, SENTENCE
from overdue_cli.reasoning.assess import Assessor
from overdue_cli.screening import Row, Screen

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build"
KEPT = ROOT / "tools" / "bench.json"
MESSAGE = "您好，您在微粒贷的欠款已逾期20天，今日18点前不处理，我们将联系您的家人和单位领导，并安排人员上门。"
TODAY = "2026-11-26"

STARTS = {
    "--version": (["--version"], 2.0),
    "explain": (["explain", "爆通讯录"], 4.0),
    "explain --json": (["explain", "爆通讯录", "--json"], 4.0),
    "check --said --json": (["check", "--said", "爆通讯录", "--lender-kind", "小额贷款公司", "--json"], 4.0),
    "check --text --json": (["check", "--text", MESSAGE, "--json"], 5.5),
    "check screen": (["check", "--said", "爆通讯录", "--lender-kind", "小额贷款公司"], 11.0),
    "--help": (["--help"], 14.0),
    "explain, a question": (["explain", "微粒贷逾期会坐牢吗"], None),
    "hotline, a need": (["hotline", "征信错了"], None),
}
"""What is started, and the goal."""

Figures = dict[str, tuple[float, float | None]]
"""Name of a figure, the figure, its goal."""


def main() -> None:
    """Measure, print, write, compare."""
    options = argparse.ArgumentParser(prog="tools.bench")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--long", action="store_true")
    options.add_argument("--keep", action="store_true")
    chosen = options.parse_args()
    runs, messages = (7, 1_000) if chosen.quick else (21, 6_000)
    figures: Figures = {}
    gc.set_threshold(100_000)  # as the program does
    with tempfile.TemporaryDirectory() as place:
        program = installed(Path(place))
        figures |= starts(program, runs)
        figures |= loads()
        figures |= work(messages)
        sizes = (5_000,) if chosen.quick else (20_000, 100_000, 1_000_000) if chosen.long else (20_000,)
        figures |= screening(program, Path(place), sizes)
    report(figures, keep=chosen.keep)


def installed(place: Path) -> Path:
    """The folder of the program installed as users install it: a wheel, compiled, in an environment of its own."""
    subprocess.run([sys.executable, "-m", "venv", place / "env"], check=True)
    folder = place / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip = [folder / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--upgrade", "pip"], check=True)
    subprocess.run([*pip, ROOT], check=True)
    return folder


def starts(program: Path, runs: int) -> Figures:
    """Whole processes in turn with `python -c pass`: the median of the ratios."""
    commands = {name: [program / "overdue-cli", *words] for name, (words, _) in STARTS.items()}
    nothing = [program / "python", "-c", "pass"]
    ratios: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            alone, whole = seconds(nothing), seconds(command)
            if turn:  # the first turn warms up
                ratios[name].append(whole / alone)
    return {f"start {name}": (statistics.median(row), STARTS[name][1]) for name, row in ratios.items()}


def seconds(command: Iterable[str | Path]) -> float:
    """How long a process takes."""
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=clean, check=False)
    return time.perf_counter() - begun


def loads() -> Figures:
    """Loading compiled knowledge, over parsing its first line as JSON: what is not put off costs about that."""
    with tempfile.TemporaryDirectory() as cache:
        place = Path(cache)
        known = store.knowledge(place)
        parts: dict[str, Callable[[], object]] = {
            "knowledge": lambda: store.knowledge(place),
            "library": lambda: store.library(known, place),
            "wordbook": lambda: store.wordbook(known, place),
        }
        figures: Figures = {}
        for name, load in parts.items():
            load()
            raw = (place / f"{name}.json").read_bytes()
            figures[f"load {name}"] = (best(load) / best(lambda raw=raw: json.loads(raw.split(b"\n")[0])), None)  # type: ignore[misc]
        return figures


def best(call: Callable[[], object]) -> float:
    """The shortest of nine calls, in seconds."""
    took = []
    for _ in range(9):
        begun = time.perf_counter()
        call()
        took.append(time.perf_counter() - begun)
    return min(took)


def work(count: int) -> Figures:
    """Reading and assessing on one core, against plain loops of `re` over the same patterns; texts without repeats."""
    known = store.knowledge(None)
    cues = parts.cues(store.folder(), known)
    plain_loop = [*map(re.compile, expressions(cues))]
    every_start = [re.compile(f"(?={pattern.pattern})") for pattern in plain_loop]
    reader, assessor = read.load(known, None), Assessor(known, TODAY)
    messages = texts(count)
    for text in islice(messages, count // 3):  # as in the middle of a long run
        assessor.assess({}, reader.read(text))
    gc.freeze()
    ratios: dict[str, list[float]] = {"plain": [], "same": [], "reading": []}
    while batch := [*islice(messages, 200)]:
        few = batch[:20]
        plain = timed(lambda few=few: [[*p.finditer(text)] for text in few for p in plain_loop]) / len(few)  # type: ignore[misc]
        same = timed(lambda few=few: [[*p.finditer(text)] for text in few for p in every_start]) / len(few)  # type: ignore[misc]
        ours = timed(lambda batch=batch: [assessor.assess({}, reader.read(t)) for t in batch]) / len(batch)  # type: ignore[misc]
        reading = timed(lambda batch=batch: [reader.read(text) for text in batch]) / len(batch)  # type: ignore[misc]
        for name, ratio in (("plain", plain / ours), ("same", same / ours), ("reading", ours / reading)):
            ratios[name].append(ratio)
    return {
        "a loop of re over reading and assessing": (statistics.median(ratios["plain"]), 8.0),
        "a loop of re with every start, over the same": (statistics.median(ratios["same"]), None),
        "reading and assessing over reading again": (statistics.median(ratios["reading"]), None),
    }


def timed(call: Callable[[], object]) -> float:
    """How long one call takes, in seconds."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def expressions(cues: Cues) -> list[str]:
    """Every pattern of the cues as a regular expression; those of exceptions and blocks too."""
    words = {name: [*map(re.escape, row)] for name, row in by_class(cues).items()}
    words[NUMBER] = [r"\d+(?:,\d{3})*(?:\.\d+)?", "[零一二两三四五六七八九十百千万几数]+"]
    return sorted(expression(pattern, words) for pattern in patterns(cues))


def patterns(cues: Cues) -> list[Pattern]:
    """Every pattern of the cues, each once."""
    every = [*cues.cues, *cues.facts, *cues.blocks]
    keys = ("find", "needs", "unless", "never")
    return [*dict.fromkeys(pattern for one in every for key in keys for pattern in getattr(one, key, ()))]


def by_class(cues: Cues) -> dict[str, list[str]]:
    """The words of each class."""
    words: dict[str, list[str]] = {}
    for word, classes in cues.words.items():
        for name in classes:
            words.setdefault(name, []).append(word)
    return words


def expression(pattern: Pattern, words: dict[str, list[str]]) -> str:
    """One pattern: words in a row, with gaps that do not leave the clause or sentence."""
    steps = []
    for step in pattern.steps:
        ends = re.escape(SENTENCE + CLAUSE if step.bound == "clause" else SENTENCE)
        gap = f"[^{ends}]{{0,{step.gap}}}?" if steps and step.gap else ""
        longest = sorted({word for name in step.classes for word in words[name]}, key=len, reverse=True)
        steps.append(f"{gap}(?:{'|'.join(longest)})")
    return "".join(steps)


def screening(program: Path, place: Path, sizes: Iterable[int]) -> Figures:
    """`screen` on one process over two, and the most memory that one process took, in MB."""
    figures: Figures = {}
    for size in sizes:
        lines = place / "lines.jsonl"
        with lines.open("w", encoding="utf-8") as file:
            for number, text in enumerate(texts(size)):
                file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
        took = {}
        for jobs in (1, 2):
            call = [program / "overdue-cli", "screen", lines, "--compact", "--jobs", str(jobs)]
            took[jobs] = seconds([*call, "-o", place / f"{size}-{jobs}.jsonl"])
        assert (place / f"{size}-1.jsonl").read_bytes() == (place / f"{size}-2.jsonl").read_bytes()
        figures[f"screen {size}, one process over two"] = (took[1] / took[2], 1.5)
        figures[f"screen {size}, peak MB of one process"] = (peak(program, lines), None)
    screen = Screen(known := store.knowledge(None), read.load(known, None), TODAY, compact=True)
    rows = [Row(number, {"text": text}) for number, text in enumerate(texts(500))]
    for row in rows:
        screen.row(row)
    fresh = [Row(number, {"text": text}) for number, text in enumerate(texts(500, seed=2))]
    new, again = (timed(lambda some=some: [screen.row(row) for row in some]) for some in (fresh, fresh))  # type: ignore[misc]
    figures["screen, new texts over the same again"] = (new / again, None)
    return figures


def peak(program: Path, lines: Path) -> float:
    """The most memory that `screen` took, in MB; 0 where the platform does not say."""
    if os.name == "nt":
        return 0.0
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    call = [program / "overdue-cli", "screen", lines, "--compact", "--jobs", "1"]
    done = subprocess.run([sys.executable, "-c", script, *call], capture_output=True, check=True)
    return float(done.stdout)


def report(figures: Figures, *, keep: bool) -> None:
    """The table, the JSON, and how the figures stand beside those that were kept."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for name, (figure, goal) in figures.items():
        before = f"{figure / kept[name]:6.2f} of before" if kept.get(name) else ""
        wanted = f"goal {goal:g}" if goal else ""
        print(f"{name:48} {figure:8.2f}   {wanted:10} {before}")
    document = {name: round(figure, 3) for name, (figure, _) in figures.items()}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(text, encoding="utf-8")
    if keep:
        KEPT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
