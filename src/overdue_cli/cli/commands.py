"""The table of commands: by which name a user calls which function. Each is imported when it is needed."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from overdue_cli.knowledge.model import Knowledge


class Command(NamedTuple):
    """A function of a module of this folder. The knowledge is its first argument where it `knows`.

    With `facts` it takes a flag for every fact besides. `help` names the text that explains it in the module; without
    it that is the function's docstring. With `listens` danger in what is typed is answered before it runs, but for the
    parameters `theirs`, which hold words of the other side; the others listen themselves, or take files alone.
    """

    module: str
    function: str
    help: str = ""
    facts: bool = False
    knows: bool = True
    listens: bool = True
    theirs: tuple[str, ...] = ()

    def load(self) -> tuple[Callable[..., int], str | None]:
        """The function, and the text that explains it."""
        module = import_module(f"overdue_cli.cli.{self.module}")
        function: Callable[..., int] = getattr(module, self.function)
        return function, getattr(module, self.help) if self.help else function.__doc__

    def call(self, function: Callable[..., int], known: "Knowledge", given: dict[str, Any]) -> int:
        """Run the loaded `function` with the arguments `given`. Returns the exit status."""
        if not self.knows:
            return function(**given)
        if self.listens:
            from overdue_cli.cli import front

            said = front.typed(given, (*FILES, *self.theirs))
            status = front.answer(said, known, json_=given.get("json_", False), full=given.get("full", False))
            if status is not None:
                return status
        return function(known, **given)


FILES = ("out", "case", "format_", "debt")
"""Parameters of the commands that listen in which stand names of files and debts."""


class Group(NamedTuple):
    """Commands that share a first word."""

    help: str
    commands: dict[str, Command]


THEIRS = ("words", "words_file", "summary", "claimed_name", "number", "attach")
"""What of a contact in the record the other side said or is."""

COMMANDS: dict[str, Command | Group] = {
    "check": Command("check", "check", "HELP", facts=True, listens=False),
    "explain": Command("explain", "explain", "HELP", listens=False),
    "hotline": Command("hotline", "hotline", "HELP", listens=False),
    "sources": Command("sources", "sources", "HELP"),
    "screen": Command("screen", "screen", "HELP", listens=False),
    "letter": Command("letter", "letter", "HELP"),
    "plan": Command("plan", "plan", "HELP"),
    "cost": Command("cost", "cost", "HELP"),
    "log": Group(
        "证据记录：谁、什么时候、怎么联系、说了什么；从手机备份导入，数次数，导出给办事的人看。",
        {
            "debt": Command("log", "debt"),
            "add": Command("log_add", "add", theirs=THEIRS),
            "import": Command("log_import", "import_", "HELP", listens=False),
            "list": Command("log", "list_"),
            "count": Command("log_count", "count", facts=True),
            "check": Command("log_count", "check", facts=True),
            "verify": Command("log", "verify"),
            "export": Command("log_export", "export", "HELP"),
            "purge": Command("log", "purge"),
        },
    ),
    "rules": Group(
        "给写规则的人：检查知识文件，看输出格式。",
        {
            "lint": Command("rules", "lint", knows=False),
            "test": Command("rules", "test", knows=False),
            "cues": Command("rules", "cues", knows=False),
            "tree": Command("rules", "tree", knows=False),
            "schema": Command("rules", "schema", knows=False),
        },
    ),
}
