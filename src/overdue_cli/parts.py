"""What is half written: named so that a later run knows it, and taken away however the run that wrote it ends."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_ours = re.compile(r"\.(?P<name>.+)\.(?P<pid>[0-9]{1,9})\.overdue\.part(?P<end>\.zip|\.old)?", re.DOTALL)
OWNERS = os.name == "posix"
"""Whether files have owners and modes here."""

_SIGNALS = ("SIGTERM", "SIGHUP")
"""What asks a program to end; Windows has the first alone, POSIX both."""


def beside(target: Path) -> Path:
    """Where the file or folder `target` is written until it is whole. What dead processes left there goes first."""
    _swept(target)
    return target.with_name(f".{target.name}.{os.getpid()}.overdue.part")


def put(part: Path, target: Path, new: bool) -> None:
    """Give a whole file its name; where it is to be `new`, never over a file that came meanwhile. Raises OSError."""
    if not new:
        part.replace(target)
        return
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # no second names here: the moment between look and move has to do
        if os.path.lexists(target):
            raise FileExistsError(str(target)) from None
        part.replace(target)


def alone(path: Path) -> bool:
    """Whether the system says that nobody but this user can read `path`; False where it knows no owners."""
    with suppress(OSError):
        found = path.stat()
        return OWNERS and found.st_uid == os.geteuid() and not found.st_mode & 0o077
    return False


def readers(path: Path) -> str:
    """Who can read what was just written to `path`, as the system has it: what is not so is not said."""
    return "（只有你能读）" if alone(path) else "（这个位置管不了权限，同用这台机器的人也许能读）"


@contextmanager
def unwinding() -> Iterator[None]:
    """While it lasts, being asked to end unwinds as ^C does, so that what is half written is taken away."""
    import signal  # only where something is written
    from threading import current_thread, main_thread

    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    if current_thread() is not main_thread():
        numbers = []  # only the main thread may say what a signal does
    taken = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]

    def leave(number: int, _: object) -> None:
        for one in taken:
            signal.signal(one, signal.SIG_IGN)  # asked once is enough
        raise SystemExit(128 + number)

    for number in taken:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def default_signals() -> None:
    """In a process that helps another: end at once when asked to, for the other one tidies up."""
    import signal

    for name in _SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def dead(pid: int) -> bool:
    """Whether no process has this number; False where that cannot be asked without harm, as on Windows."""
    if not OWNERS:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _swept(target: Path) -> None:
    """Take away what dead processes left beside `target`, of any name; an earlier export that one had moved comes back.

    Whoever has our own number and wrote the same target is dead too: numbers are given out again.
    """
    try:
        left = [path for path in target.parent.iterdir() if path.name.endswith((".part", ".part.zip", ".part.old"))]
    except OSError:
        return
    for path in left:
        match, mine = _ours.fullmatch(path.name), os.getpid()
        if match is None or not (
            dead(int(match["pid"])) or (int(match["pid"]) == mine and match["name"] == target.name)
        ):
            continue
        with suppress(OSError):
            if OWNERS and path.lstat().st_uid != os.geteuid():
                continue
            whole = path.with_name(match["name"])
            if match["end"] == ".old" and not os.path.lexists(whole):
                path.rename(whole)
            elif path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
