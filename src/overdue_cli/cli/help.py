"""Help pages in Chinese, one column of names and one of words, on any terminal and in a pipe."""

from typing import Any

from typer.core import TyperCommand, TyperGroup


class ChineseHelp:
    """The parts of a help page, in the order of a reader: how to call it, what it does, what it takes."""

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the page."""
        pieces = [USAGE.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")
        self.format_help_text(ctx, formatter)
        arguments = [p.get_help_record(ctx) for p in self.get_params(ctx) if p.param_type_name == "argument"]
        options = [p.get_help_record(ctx) for p in self.get_params(ctx) if p.param_type_name == "option"]
        names = self.list_commands(ctx) if hasattr(self, "list_commands") else []
        commands = [(name, self.get_command(ctx, name).get_short_help_str(200)) for name in names]
        for title, rows in (("参数", arguments), ("选项", options), ("命令", commands)):
            shown = [(row[0], HELP if "--help" in row[0] else row[1]) for row in rows if row]
            if shown:
                with formatter.section(title):
                    formatter.write_dl(shown)


USAGE = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [...]"}
HELP = "显示这份说明"


class Command(ChineseHelp, TyperCommand):
    """A command with a Chinese help page."""


class Group(ChineseHelp, TyperGroup):
    """A group of commands with a Chinese help page."""
