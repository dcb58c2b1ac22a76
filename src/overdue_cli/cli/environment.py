"""The one place that looks at the machine: folders, clock, streams.

Everything else is given what it needs, so that the same facts on the same day give the same answer anywhere.
"""

import os
import sys

TYPE_CHECKING = False  # as in `typing`, whose import takes longer than the rest of `--version`
if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

RECORD = "record.db"
"""The file of the evidence record."""


def today() -> str:
    """Today's date in China, ISO."""
    return _now_in_china().date().isoformat()


def cache_folder() -> "Path | None":
    """A cache folder that only this user can write, created if need be; None where there is none."""
    from pathlib import Path

    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("HOME", "") + "/.cache"
    place = Path(base or "") / "overdue-cli"
    if not place.is_absolute():
        return None
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = place.stat()
    except OSError:
        return None
    if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o022):
        return None  # somebody else could have written it
    return place


def cache() -> "Path | None":
    """Where compiled knowledge is kept: an installed program carries its own, only a checkout needs a place."""
    from overdue_cli.knowledge.place import compiled

    return None if os.path.exists(compiled("knowledge")) else cache_folder()


def now() -> str:
    """This moment on a clock in China, ISO with offset, to the second."""
    return _now_in_china().isoformat(timespec="seconds")


def _now_in_china() -> "datetime":
    """The law's local time; China has kept one zone without summer time since 1992."""
    from datetime import datetime, timedelta, timezone

    return datetime.now(timezone(timedelta(hours=8), "Asia/Shanghai"))


def record_file() -> "Path":
    """Where the evidence record is kept: in $OVERDUE_HOME, else in the platform's folder for data. It may not exist.

    Raises CallError where neither can be told.
    """
    from pathlib import Path

    from overdue_cli.errors import CallError

    try:
        if told := os.environ.get("OVERDUE_HOME"):
            return Path(told).expanduser() / RECORD
        home = Path.home()
    except RuntimeError:
        raise CallError(
            "找不到你的家目录，不知道记录放在哪里。请把 OVERDUE_HOME 设成一个能写的文件夹的完整路径。"
        ) from None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(home / "Library" / "Application Support")
    else:
        base = os.environ.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    return (Path(base) if Path(base).is_absolute() else home / ".local" / "share") / "overdue-cli" / RECORD


def width(stream: object) -> int:
    """Cells a line may take: the terminal's (or COLUMNS), at most 100, at least 20; 80 elsewhere."""
    terminal = bool(getattr(stream, "isatty", bool)())
    if not terminal and "COLUMNS" not in os.environ:
        return 80
    from shutil import get_terminal_size

    return max(20, min(get_terminal_size((80, 24)).columns, 100))


def prepare_streams() -> None:
    """Let no character that the terminal's coding lacks stop an answer; it shows as `?`."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def speaks_utf8(stream: object) -> bool:
    """Whether `stream` writes UTF-8."""
    return str(getattr(stream, "encoding", "")).lower().replace("-", "") in ("utf8", "utf8sig")


def debugging() -> bool:
    """Whether OVERDUE_DEBUG asks for Python's own account of an unexpected error."""
    return bool(os.environ.get("OVERDUE_DEBUG"))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def at_a_terminal() -> bool:
    """Whether there is somebody to ask: questions go to standard error, answers come from standard input."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def input_is_waiting() -> bool:
    """Whether a line is already waiting to be read, as after a paste of several lines."""
    if sys.platform == "win32":
        import msvcrt

        return bool(msvcrt.kbhit())
    import select

    return bool(select.select([sys.stdin], [], [], 0.03)[0])
