"""The command line: parse, call, render. Nothing imports this package."""

import os
import sys

from overdue_cli.cli import environment
from overdue_cli.errors import OverdueError


def main() -> None:
    """Entry point of the console script: run and leave with the exit status of the contract."""
    environment.prepare_streams()
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("已中断，没有保存任何东西。", file=sys.stderr)
        status = 130
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Run one command; errors become one line on standard error and their exit status."""
    try:
        return _dispatch(arguments)
    except OverdueError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:
        if hasattr(error, "format_message"):  # a usage error of the option parser
            from overdue_cli.cli.usage import in_chinese

            print(in_chinese(error), file=sys.stderr)
            return 2
        if environment.debugging():
            raise
        print(f"程序自己出错了（{type(error).__name__}），不是你的问题，没有保存任何东西。", file=sys.stderr)
        print("请把用的命令（不带你的私事）报告给项目；设 OVERDUE_DEBUG=1 再跑一次能看到细节。", file=sys.stderr)
        return 1


def _dispatch(arguments: list[str]) -> int:
    from overdue_cli.cli.app import application
    from overdue_cli.knowledge.store import COMPILED, knowledge

    # An installed program carries its knowledge compiled; only a checkout needs a place to keep it.
    app = application(knowledge(None if COMPILED.exists() else environment.cache_folder()))
    if not arguments:
        arguments = ["check"] if environment.at_a_terminal() else ["--help"]
    status = app(arguments, standalone_mode=False, prog_name="overdue-cli")
    return status if isinstance(status, int) else 0
