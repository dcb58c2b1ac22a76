"""Every way a run can fail, and the exit status that goes with it.

    OverdueError
    ├── CallError          the call or an input file is wrong                    exit 2
    │   └── BrokenRecordError  the record's file is damaged or altered           exit 1 in `log verify`, else 2
    ├── StoppedError       interrupted with a part of the work kept              exit 130
    ├── ClosedOutputError  standard output was closed by its reader              exit 0
    └── KnowledgeError     a data file is wrong; carries all faults at once      exit 1 in `rules lint`, else 2

A message is one line in Chinese that says what is wrong, where, and how to mend it.
"""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong with a knowledge file.

    `line` counts from 1; `remedy` says how to mend it. Printed as `file:line: what —— remedy`.
    """

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} —— {self.remedy}"


class OverdueError(Exception):
    """Base of the errors this program reports itself; `str()` is what the user reads."""

    exit_status = 2


class CallError(OverdueError):
    """A flag, a fact or an input file is wrong: what, where, how to mend it."""


class BrokenRecordError(CallError):
    """The file of the evidence record is damaged, or holds what this program never put there."""


class StoppedError(OverdueError):
    """Interrupted while a part of the work is safe already: says which part, and how to go on."""

    exit_status = 130


class ClosedOutputError(OverdueError):
    """Whoever read standard output, such as `head`, has seen enough: no fault of anybody."""

    exit_status = 0


class KnowledgeError(OverdueError):
    """The knowledge files do not hold together; `faults` lists everything found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: (fault.file, fault.line))
        super().__init__(f"知识文件有 {len(faults)} 处错误，第一处：{self.faults[0]}")
