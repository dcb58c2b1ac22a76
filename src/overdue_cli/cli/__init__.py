"""The command line: parse, call, render. Nothing imports this package."""

import gc
import os
import sys

from overdue_cli.cli import direct, environment

INTERRUPTED = 130
INTERNAL_ERROR = 70
"""Exit status of a fault of our own: apart from 1, which scripts read as a verdict reached."""


def main() -> None:
    """Entry point of the console script: run and leave with the exit status of the contract."""
    gc.set_threshold(100_000)  # loading knowledge makes no garbage that is worth looking for
    environment.prepare_streams()
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        status = _forget_output(0)
    except OSError:
        print("答案没有写完：输出写不进去（磁盘满了？），请换个地方再试。", file=sys.stderr)
        status = _forget_output(2)
    except KeyboardInterrupt:
        status = INTERRUPTED
    gc.freeze()  # the process ends: there is no need to look for garbage in what was loaded
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Run one command; errors become one line on standard error and their exit status."""
    try:
        status = _dispatch(arguments)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except OSError:
        raise
    except Exception as error:
        status_of_danger = _danger_first(error, arguments)
        return _explain(error, arguments) if status_of_danger is None else status_of_danger
    if status == INTERRUPTED:
        kept = arguments[:1] == ["log"] and "记下、写好了没有，用 overdue-cli log list 看。"
        print(f"\n已中断{'。' + kept if kept else '，没有保存任何东西。'}", file=sys.stderr)
    return status


def _danger_first(error: Exception, arguments: list[str]) -> int | None:
    """The answer to a danger that ended the questions, or is told in a call that is wrong; None where there is none."""
    from overdue_cli.errors import CallError
    from overdue_cli.hearing import InDanger

    if isinstance(error, InDanger):
        from overdue_cli.cli import front

        return front.answer_asked(error.case, error.pasted)
    wrong = isinstance(error, CallError) or hasattr(error, "format_message")
    if wrong and arguments and direct.names_command(arguments[0]):  # words that are no command were heard already
        from overdue_cli.cli import front

        return front.danger(arguments)
    return None


def _explain(error: Exception, arguments: list[str]) -> int:
    """Say what went wrong: an error of ours by name, a usage error, or a fault of the program."""
    from overdue_cli.errors import ClosedOutputError, OverdueError

    if isinstance(error, ClosedOutputError):
        return _forget_output(error.exit_status)
    if isinstance(error, OverdueError):
        print(error, file=sys.stderr)
        return error.exit_status
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.ctx.get_help())  # type: ignore[attr-defined]
        return 0
    if hasattr(error, "format_message"):  # a usage error of the option parser
        from overdue_cli.cli.usage import in_chinese

        print(in_chinese(error), file=sys.stderr)
        return 2
    if environment.debugging():
        raise error
    kept = "记下了没有，用 overdue-cli log list 看" if arguments[:1] == ["log"] else "没有记下任何东西"
    print(f"程序自己出错了（{type(error).__name__}），不是你的问题。{kept}。", file=sys.stderr)
    print("请把用的命令（不带你的私事）报告给项目；设 OVERDUE_DEBUG=1 再跑一次能看到细节。", file=sys.stderr)
    return INTERNAL_ERROR


def _forget_output(status: int) -> int:
    """Point standard output at nothing, so that Python does not complain of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def _dispatch(arguments: list[str]) -> int:
    if not arguments:
        arguments = ["check"] if environment.at_a_terminal() else ["--help"]
    status = None
    if not direct.names_command(arguments[0]):
        from overdue_cli.cli import front

        status = front.words(arguments)
    if status is None:
        status = direct.run(arguments)
    return by_typer(arguments) if status is None else status


def by_typer(arguments: list[str]) -> int:
    """Run one command through Typer, which takes every call, plain or not."""
    from overdue_cli.cli.app import application
    from overdue_cli.knowledge.store import knowledge

    app = application(knowledge(environment.cache()))
    status = app(arguments, standalone_mode=False, prog_name="overdue-cli")
    return status if isinstance(status, int) else 0
