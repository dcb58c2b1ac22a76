"""`overdue-cli check`: facts of one contact to one assessment."""

import sys
from typing import Annotated, Any

from overdue_cli import facts, hearing
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
    output.check_target(out, force)
    said: list[str] = []
    try:
        case, message = typed(known, given, answers, text, text_file, dash, said)
    except CallError:
        found = hearing.danger_in(said, known, environment.today())
        if found is None:
            raise
        case, message = hearing.merged(options.readable(given, known.questions), found[0], known), None
    asked = not case and message is None
    if asked:
        if no_input or not environment.at_a_terminal():
            raise CallError(_no_facts(known))
        told = interviewed(known)
        if told is None:
            return 0
        case, message = told
    answer = assessment(known, case, message)
    later = go_on(answer, case, known) if asked else ""
    write(answer, known, format_, out, message=message, full=full, trace=trace, later=later)
    if asked and not answer.safety:  # the page of a danger is short, and the last thing that is said
        _say_last(answer, case, known)
    return int(fail_on is not None and gravity(answer.verdict) >= gravity(fail_on))


def typed(
    known: Knowledge,
    given: dict[str, Any],
    answers: str | None,
    text: list[str],
    text_file: list[str],
    dash: str | None,
    said: list[str],
) -> tuple[dict[str, Value], str | None]:
    """The facts and the message that a call gives, danger in the free words of the facts heard.

    What is read on the way goes into `said`: in it danger is heard too where something is wrong. Raises CallError.
    """
    said += [word for value in given.values() if isinstance(value, list) for word in value]
    said += [*text, *([dash] if dash not in (None, "-") else [])]
    written = inputs.answers_text(answers) if answers else ""
    said.append(written)
    document = inputs.answers(str(answers), written) if answers else {}
    said += inputs.strings(document)
    words = [*text]
    if not (text or text_file or dash):
        words += [str(document["text"])] if isinstance(document.get("text"), str) else []
    message = inputs.text(words, text_file, dash == "-")
    said.append(message or "")
    if dash not in (None, "-"):
        raise CallError(
            f"不认识“{facts.shown(dash)}”。事实用旗标给，如 --lender 微粒贷；只有 - 表示从标准输入读对方的话。"
        )

    def hear(words: str) -> hearing.Found | None:
        return hearing.danger_in([words], known, environment.today())

    return hearing.listened(gather(known, given, document), known, hear), message


def interviewed(known: Knowledge) -> tuple[dict[str, Value], str | None] | None:
    """The facts and the pasted words of an interview; None where the person left. A danger ends it at once."""
    from overdue_cli.cli.prompts import Leave
    from overdue_cli.cli.talk import talk

    try:
        told = talk(known, environment.today())
    except Leave:
        print("\n已离开，没有保存任何东西。", file=sys.stderr)
        return None
    except hearing.InDanger as danger:
        print(file=sys.stderr)
        return danger.case, danger.pasted
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


def gather(known: Knowledge, given: dict[str, Any], document: dict[str, Any]) -> dict[str, Value]:
    """The facts of the answers file and of the flags; flags win. Raises CallError."""
    if not isinstance(document.get("text", ""), str | None):
        raise CallError("--answers 里的 text 要是一段文字。")
    told = {fact: value for fact, value in document.items() if fact != "text"}
    case = facts.from_document(told, known.questions, "--answers")
    case.update(options.values(given, known.questions))
    return case


def go_on(answer: Assessment, case: dict[str, Value], known: Knowledge) -> str:
    """How to go on after a danger has ended an interview: the whole answer, where its call is short enough."""
    from overdue_cli.cli.talk import command
    from overdue_cli.render.layout import wrap

    again = known.wording.danger["again"].replace("{command}", f"{command(case, known)} --full")
    fits = len(wrap(again, environment.width(sys.stderr))) <= MOST_ROWS
    calm = answer.safety and answer.safety.kind != "self_harm"
    return again if calm and fits else known.wording.danger["later"]


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
    answer: Assessment,
    known: Knowledge,
    format_: str,
    out: str | None,
    *,
    message: str | None,
    full: bool,
    trace: bool,
    later: str = "",
) -> None:
    """Render the answer and write it to standard output or to a file; `later` as for `page`."""
    if format_ == "json":
        shown = plain(answer)
        if not trace:
            del shown["trace"]
        output.write_json(shown, out)
        return
    from overdue_cli.render import page

    answer = answer if trace else answer._replace(trace=())
    whole = output.whole(format_, out) or trace
    blocks = page.page(answer, known, message=message, full=full, whole=whole, later=later)
    output.write_blocks(blocks, format_, out)


MOST_ROWS = 4
"""Rows that the call for the whole answer may take on the page of a danger."""


def _no_facts(known: Knowledge) -> str:
    rows = [(" / ".join(question.option), question.label) for question in known.questions.values() if question.option]
    rows.append(("--text / --text-file / -", "对方的话"))
    column = max(len(flags) for flags, _ in rows) + 2
    listed = "\n".join(f"  {flags:{column}}{label}" for flags, label in rows)
    return f"没有给任何事实。用这些旗标说明发生了什么（例见 overdue-cli check --help）：\n{listed}"
