"""What `rules … --json` gives, as records whose fields are those of the JSON."""

from typing import NamedTuple

from overdue_cli.compile.codes import Code
from overdue_cli.errors import Fault
from overdue_cli.knowledge.declared import Annotated, AtLeast, OneOf, Text


class Linted(NamedTuple):
    """What is wrong with the knowledge, and what is missing (`rules lint`)."""

    schema: Annotated[str, OneOf(("overdue-cli/lint/1",))]
    faults: tuple[Fault, ...]
    hints: tuple[Fault, ...]


class Codes(NamedTuple):
    """Kinds of faults (`rules explain`)."""

    schema: Annotated[str, OneOf(("overdue-cli/codes/1",))]
    codes: tuple[Code, ...]


class Failure(NamedTuple):
    """A case that answers otherwise than it should."""

    where: Text
    name: Text
    differences: tuple[Text, ...]


class Cases(NamedTuple):
    """How the cases did (`rules test`)."""

    schema: Annotated[str, OneOf(("overdue-cli/cases/1",))]
    cases: Annotated[int, AtLeast(0)]
    failures: tuple[Failure, ...]


class Misread(NamedTuple):
    """An example of a cue that reads otherwise than it should."""

    where: Text
    what: Text


class Cues(NamedTuple):
    """How the examples of the cues did (`rules cues`)."""

    schema: Annotated[str, OneOf(("overdue-cli/cues/1",))]
    cues: Annotated[int, AtLeast(0)]
    failures: tuple[Misread, ...]
