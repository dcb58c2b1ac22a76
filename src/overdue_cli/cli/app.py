"""The Typer application: commands bound to the functions that carry them out, nothing more."""

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from overdue_cli.cli import (
    check,
    cost,
    explain,
    hotline,
    letter,
    log,
    log_add,
    log_count,
    log_export,
    log_import,
    options,
    plan,
    rules,
    screen,
    sources,
)
from overdue_cli.cli.help import Command, Group
from overdue_cli.knowledge.model import Knowledge


def application(known: Knowledge) -> typer.Typer:
    """The application, its flags made from what `known` asks for."""
    settings = {"help_option_names": ["-h", "--help"]}
    app = typer.Typer(
        name="overdue-cli",
        cls=Group,
        help="逾期被催收时的离线助手：什么合法、什么不合法、先做什么、找谁。不联网，不保存。",
        context_settings=settings,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def top(
        version: Annotated[
            bool, typer.Option("--version", help="版本", callback=_version(known), is_eager=True)
        ] = False,
    ) -> None:
        """Options before any command."""

    app.command("check", cls=Command, help=check.HELP)(_with_facts(check.check, known))
    app.command("cost", cls=Command, help=cost.HELP)(_with_knowledge(cost.cost, known))
    app.command("explain", cls=Command, help=explain.HELP)(_with_knowledge(explain.explain, known))
    app.command("hotline", cls=Command, help=hotline.HELP)(_with_knowledge(hotline.hotline, known))
    app.command("sources", cls=Command, help=sources.HELP)(_with_knowledge(sources.sources, known))
    app.command("screen", cls=Command, help=screen.HELP)(_with_knowledge(screen.screen, known))
    app.command("letter", cls=Command, help=letter.HELP)(_with_knowledge(letter.letter, known))
    app.command("plan", cls=Command, help=plan.HELP)(_with_knowledge(plan.plan, known))
    group = typer.Typer(
        cls=Group, help="给写规则的人：检查知识文件，看输出格式。", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("lint", cls=Command)(rules.lint)
    group.command("test", cls=Command)(rules.test)
    group.command("cues", cls=Command)(rules.cues)
    group.command("tree", cls=Command)(rules.tree)
    group.command("schema", cls=Command)(rules.schema)
    app.add_typer(group, name="rules")
    record = typer.Typer(cls=Group, help=log.HELP, no_args_is_help=True, rich_markup_mode=None)
    record.command("debt", cls=Command)(_with_knowledge(log.debt, known))
    record.command("add", cls=Command)(_with_knowledge(log_add.add, known))
    record.command("import", cls=Command, help=log_import.HELP)(_with_knowledge(log_import.import_, known))
    record.command("list", cls=Command)(_with_knowledge(log.list_, known))
    record.command("count", cls=Command)(_with_facts(log_count.count, known))
    record.command("check", cls=Command)(_with_facts(log_count.check, known))
    record.command("verify", cls=Command)(_with_knowledge(log.verify, known))
    record.command("export", cls=Command, help=log_export.HELP)(_with_knowledge(log_export.export, known))
    record.command("purge", cls=Command)(_with_knowledge(log.purge, known))
    app.add_typer(record, name="log")
    return app


def _with_facts(command: Callable[..., int], known: Knowledge) -> Callable[..., int]:
    """`command` with a flag for every fact in place of its `**given`, and the knowledge filled in."""
    bound = functools.partial(command, known)
    kept = [p for p in inspect.signature(bound).parameters.values() if p.kind is not p.VAR_KEYWORD]
    made = [*kept, *options.parameters(known.questions)]

    def run(**arguments: Any) -> int:
        return bound(**arguments)

    run.__doc__ = command.__doc__
    run.__signature__ = inspect.Signature(made)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in made}
    return run


def _with_knowledge(command: Callable[..., int], known: Knowledge) -> Callable[..., int]:
    """`command` with its first argument, the knowledge, filled in."""
    bound = functools.partial(command, known)
    functools.update_wrapper(bound, command)
    bound.__signature__ = inspect.Signature([*inspect.signature(command).parameters.values()][1:])  # type: ignore[attr-defined]
    return bound


def _version(known: Knowledge) -> Callable[[bool], None]:
    def show(wanted: bool) -> None:
        if wanted:
            from overdue_cli import __version__

            print(f"overdue-cli {__version__}（知识 {known.version}）")
            raise typer.Exit

    return show
