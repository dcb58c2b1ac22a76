"""`overdue-cli check`: facts of one contact to one assessment."""

import sys
from typing import Annotated, Any

from overdue_cli import facts
from overdue_cli.assessment import Assessment, plain
from overdue_cli.cli import environment, inputs, options, output
from overdue_cli.errors import CallError
from overdue_cli.facts import Value
from overdue_cli.knowledge.model import Knowledge, gravity
from overdue_cli.reading import Reading

HELP = """看一次催收：什么合法、什么不合法、先做什么、找谁。

例：overdue-cli check --lender 微粒贷 --days 20 --contacted family --reachable --at 22:40
例：overdue-cli check -（粘贴对方的话，回车，再按 Ctrl-D；Windows 是 Ctrl-Z 加回车）
"""


def check(
    known: Knowledge,
    *,
    dash: Annotated[str | None, options.Argument(metavar="[-]", help="从标准输入读对方的话")] = None,
    text: Annotated[list[str], options.Option("--text", metavar="文字", help="对方的话")] = [],  # noqa: B006
    text_file: Annotated[
        list[str], options.Option("--text-file", metavar="文件", help="存着对方的话的文件；- 是标准输入")
    ] = [],  # noqa: B006
    answers: Annotated[
        str | None, options.Option("--answers", metavar="文件", help="YAML 或 JSON 文件，用事实名写事实；旗标优先")
    ] = None,
    json_: options.Json = False,
    format_: options.Format = None,
    out: options.Out = None,
    force: options.Force = False,
    fail_on: options.FailOn = None,
    full: Annotated[bool, options.Option("--full", help="写出每条依据说了什么")] = False,
    trace: Annotated[bool, options.Option("--trace", help="列出每条规则为什么成立或不成立")] = False,
    no_input: Annotated[bool, options.Option("--no-input", help="从不提问")] = False,
    **given: Any,
) -> int:
    """Assess one case and write the answer. Returns the exit status. Raises CallError."""
    format_ = output.chosen_format(format_, json_)
    options.check_fail_on(fail_on)
    if dash not in (None, "-"):
        raise CallError(
            f"不认识“{facts.shown(dash)}”。事实用旗标给，如 --lender 微粒贷；只有 - 表示从标准输入读对方的话。"
        )
    output.check_target(out, force)
    case = gather(known, given, answers)
    words = [*text, *([str(case["text"])] if "text" in case and not (text or text_file or dash) else [])]
    message = inputs.text(words, text_file, dash == "-")
    case.pop("text", None)
    asked = not case and message is None
    if asked:
        if no_input or not environment.at_a_terminal():
            raise CallError(_no_facts(known))
        told = interviewed(known)
        if told is None:
            return 0
        case, message = told
    answer = assessment(known, case, message)
    write(answer, known, format_, out, message=message, full=full, trace=trace)
    if asked:
        _say_last(answer, case, known)
    return int(fail_on is not None and gravity(answer.verdict) >= gravity(fail_on))


def interviewed(known: Knowledge) -> tuple[dict[str, Value], str | None] | None:
    """The facts and the pasted words of an interview; None where the person left."""
    from overdue_cli.cli.prompts import Leave
    from overdue_cli.cli.talk import talk

    try:
        told = talk(known, environment.today())
    except Leave:
        print("\n已离开，没有保存任何东西。", file=sys.stderr)
        return None
    pasted = "\n".join(answer.text for answer in told.answers if answer.text)
    return told.case(), pasted or None


def _say_last(answer: Assessment, case: dict[str, Value], known: Knowledge) -> None:
    """After a long answer, the heart of it once more, and the command that gives it again."""
    from overdue_cli.cli.talk import command

    sys.stdout.flush()
    if answer.read or any(finding.spans for finding in answer.findings):
        read = {one.fact: one.value for one in answer.read if one.used}
        case = {**case, **read, "behaviours": answer.facts.get("behaviours", ())}
    first = "、".join([action.title for action in answer.actions if action.part == "do"][:3])
    print(f"\n再说一遍：{answer.headline}{f'先做：{first}。' if first else ''}往上翻是全文。", file=sys.stderr)
    print("\n要连原话一起看：存成文件，加 --text-file 文件名（这样原话不会留在命令历史里）。", file=sys.stderr)
    print(f"\n下次直接运行，得到同一份答案（不含贴的原话）：\n{command(case, known)}", file=sys.stderr)


def gather(known: Knowledge, given: dict[str, Any], answers: str | None) -> dict[str, Value]:
    """The facts of the answers file and of the flags; flags win."""
    document = inputs.answers(answers) if answers else {}
    message = document.pop("text", None)
    if message is not None and not isinstance(message, str):
        raise CallError("--answers 里的 text 要是一段文字。")
    case = facts.from_document(document, known.questions, "--answers")
    case.update(options.values(given, known.questions))
    return {**case, "text": message} if message is not None else case


def assessment(known: Knowledge, case: dict[str, Value], message: str | None) -> Assessment:
    """The assessment of the case; says on standard error where a brand is not known."""
    from overdue_cli.reasoning.assess import assess

    note_unknown_brand(case.get("lender"), known)
    return assess(case, known, environment.today(), reading=read(message, known))


def note_unknown_brand(brand: Value | None, known: Knowledge) -> None:
    """Say on standard error where a brand is not known."""
    from overdue_cli.reasoning.resolve import find_lender

    if brand is not None and find_lender(str(brand), known) is None:
        print(
            f"没有收录“{facts.shown(brand)}”，放款方按未知处理。看合同上的全称，用 --lender-kind 说明是哪一类。",
            file=sys.stderr,
        )


def read(message: str | None, known: Knowledge) -> Reading | None:
    """What the message says; None where there is none."""
    if message is None:
        return None
    from overdue_cli.reading.read import load

    return load(known, environment.cache()).read(message)


def write(
    answer: Assessment, known: Knowledge, format_: str, out: str | None, *, message: str | None, full: bool, trace: bool
) -> None:
    """Render the answer and write it to standard output or to a file."""
    if format_ == "json":
        shown = plain(answer)
        if not trace:
            del shown["trace"]
        output.write_json(shown, out)
        return
    from overdue_cli.render import page

    answer = answer if trace else answer._replace(trace=())
    output.write_blocks(page.page(answer, known, message=message, full=full), format_, out)


def _no_facts(known: Knowledge) -> str:
    rows = [(" / ".join(question.option), question.label) for question in known.questions.values() if question.option]
    rows.append(("--text / --text-file / -", "对方的话"))
    column = max(len(flags) for flags, _ in rows) + 2
    listed = "\n".join(f"  {flags:{column}}{label}" for flags, label in rows)
    return f"没有给任何事实。用这些旗标说明发生了什么（例见 overdue-cli check --help）：\n{listed}"
