"""The lines that `screen` writes, as records whose fields are those of the JSON."""

from typing import NamedTuple

from overdue_cli.assessment import Assessment
from overdue_cli.knowledge.declared import AnId, Annotated, AtLeast, Beside, OneOf, Text
from overdue_cli.knowledge.scales import VERDICTS

Id = Annotated[str | None, "passed through from the line read"]
Number = Annotated[int, AtLeast(1), "which line was read"]


class Screened(NamedTuple):
    """One line: the assessment of one message."""

    id: Id
    line: Number
    answer: Annotated[Assessment, Beside()]


class Compact(NamedTuple):
    """One line with `--compact`."""

    id: Id
    line: Number
    verdict: Annotated[str, OneOf(VERDICTS)]
    behaviours: tuple[AnId, ...]
    agencies: tuple[AnId, ...]


class Refused(NamedTuple):
    """The line in place of one that could not be read."""

    id: Id
    line: Number
    error: Text
