"""The Typer application, made from the table of commands and the options that each declares."""

import inspect
from typing import Annotated, Any

import typer

from overdue_cli.cli import commands, direct, options
from overdue_cli.cli.help import Command as TyperCommand
from overdue_cli.cli.help import Group as TyperGroup
from overdue_cli.knowledge.model import Knowledge

HELP = "逾期被催收时的离线助手：什么合法、什么不合法、先做什么、找谁、怎么留证据和写材料。不联网，不让它记就不保存。"


def application(known: Knowledge) -> typer.Typer:
    """The application, its flags made from what `known` asks for."""
    app = typer.Typer(
        name="overdue-cli",
        cls=TyperGroup,
        help=HELP,
        context_settings={"help_option_names": ["-h", "--help"]},
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def top(
        version: Annotated[bool, typer.Option("--version", help="版本", callback=_version, is_eager=True)] = False,
    ) -> None:
        """Options before any command."""

    for name, command in commands.COMMANDS.items():
        if isinstance(command, commands.Command):
            _add(app, name, command, known)
            continue
        group = typer.Typer(cls=TyperGroup, help=command.help, no_args_is_help=True, rich_markup_mode=None)
        for second, under in command.commands.items():
            _add(group, second, under, known)
        app.add_typer(group, name=name)
    return app


def _add(app: typer.Typer, name: str, command: commands.Command, known: Knowledge) -> None:
    function, help_ = command.load()
    made = [*options.declared(function), *(options.of_facts(known.questions) if command.facts else ())]

    def run(**arguments: Any) -> int:
        return command.call(function, known, arguments)

    parameters = [_parameter(one) for one in made]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    app.command(name, cls=TyperCommand, help=help_)(run)


def _parameter(one: options.Parameter) -> inspect.Parameter:
    """A parameter as Typer wants it."""
    option = one.option
    shape = (
        typer.Argument(metavar=option.metavar, help=option.help)
        if isinstance(option, options.Argument)
        else typer.Option(*option.flags, metavar=option.metavar, help=option.help, min=option.min, max=option.max)
    )
    default = inspect.Parameter.empty if one.default is options.REQUIRED else one.default
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(one.name, kind, default=default, annotation=Annotated[one.kind, shape])


def _version(wanted: bool) -> None:
    if wanted:
        direct.version()
        raise typer.Exit
