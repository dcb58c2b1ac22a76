"""Calls whose every word is plain, run without Typer, whose import would take longer than the answer.

What is not certainly right (an unknown flag, a missing value, `--help`, a number, two opposites) is left to Typer,
which also words the error. Both read the same declarations, and a test compares both ways.
"""

from overdue_cli.cli import environment

TYPE_CHECKING = False  # as in `typing`, whose import takes longer than the rest of `--version`
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from overdue_cli.cli.options import Parameter


def run(arguments: list[str]) -> int | None:
    """The exit status of a plain call; None where Typer must look at it."""
    if arguments == ["--version"]:
        version()
        return 0
    if not arguments or arguments[0].startswith("-"):
        return None
    call = plain(arguments[0], arguments[1:])
    return call() if call else None


def names_command(word: str) -> bool:
    """Whether the first word of a call is a command, or a flag."""
    if word.startswith("-"):
        return True
    from overdue_cli.cli.commands import COMMANDS

    return word in COMMANDS


def version() -> None:
    """Print the version of the program and of the knowledge."""
    from overdue_cli import __version__
    from overdue_cli.knowledge.place import version

    print(f"overdue-cli {__version__}（知识 {version()}）")


def plain(name: str, words: list[str]) -> "Callable[[], int] | None":
    """The call of command `name` with `words`, ready to run; None where it is not plain."""
    from overdue_cli.cli.commands import COMMANDS, Command
    from overdue_cli.cli.options import declared, of_facts
    from overdue_cli.knowledge.store import knowledge

    command = COMMANDS.get(name)
    if not isinstance(command, Command):
        return None
    function, _ = command.load()
    known = knowledge(environment.cache())
    given = read(words, [*declared(function), *(of_facts(known.questions) if command.facts else ())])
    return None if given is None else lambda: command.call(function, known, given)


def read(words: "Iterable[str]", parameters: "Sequence[Parameter]") -> "dict[str, Any] | None":
    """The arguments that `words` give; None where they are not plain."""
    given = {one.name: one.default for one in parameters}
    flags = {flag: one for one in parameters for flag in one.option.flags}
    loose: list[str] = []
    rest = iter(words)
    for word in rest:
        flag, equals, value = word.partition("=")
        if word == "-" or not word.startswith("-"):
            loose.append(word)
            continue
        one = flags.get(flag)
        if one is None or one.kind not in (bool, list[str], str, str | None) or (one.kind is bool and equals):
            return None
        if one.kind is not bool and not equals:
            following = next(rest, None)
            if following is None:
                return None
            value = following
        given[one.name] = True if one.kind is bool else [*given[one.name], value] if one.kind == list[str] else value
    return _with_loose(given, loose, [one for one in parameters if not one.option.flags])


def _with_loose(given: "dict[str, Any]", loose: list[str], arguments: "list[Parameter]") -> "dict[str, Any] | None":
    """With the words that stand by themselves; None where there are more than the command takes, or one is missing."""
    from overdue_cli.cli.options import REQUIRED

    if loose and len(arguments) == 1:
        (one,) = arguments
        several = one.kind == list[str] | None
        if len(loose) > 1 and not several:
            return None
        given[one.name] = loose if several else loose[0]
        loose = []
    return None if loose or REQUIRED in given.values() else given
