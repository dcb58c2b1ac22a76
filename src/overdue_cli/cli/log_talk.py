"""What `log add` asks on a terminal, one question at a time, by number."""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from overdue_cli.cli import environment, typed
from overdue_cli.cli.prompts import BACK, UNREADABLE, UNSURE, Terminal, listening, pick
from overdue_cli.errors import CallError
from overdue_cli.evidence.attachments import taken
from overdue_cli.facts import shown
from overdue_cli.interview import Answer, Screen
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading.read import load

Answers = dict[str, Any]


class Step(NamedTuple):
    """One question: what to choose from (words and value), or how to check what is typed, and when it is asked."""

    key: str
    ask: str
    hint: str = ""
    options: tuple[tuple[str, Any], ...] = ()
    check: Callable[[str], object] = str
    wanted: Callable[[Answers], bool] = lambda _: True
    must: bool = False


def steps(known: Knowledge, zone: str | None) -> list[Step]:
    """The questions, in the order of a person who tells it."""
    channels, contacted = (
        tuple((say, id_) for id_, say in known.questions[fact].names.items()) for fact in ("channels", "contacted")
    )
    got_through = (("接通了", True), ("没接通", False))
    verbatim = (("原话", "verbatim"), ("大意", "summary"))
    yes_no = (("要", True), ("不要", False))

    def moment(words: str) -> str:
        return typed.moment(words, zone, "这里")

    def duration(words: str) -> int:
        return typed.duration(words, "这里")

    def is_call(answers: Answers) -> bool:
        return answers.get("channel") == "call"

    def talked(answers: Answers) -> bool:
        return is_call(answers) and answers.get("answered") is True

    return [
        Step("at", "什么时候？", "写 年-月-日 时:分，或 今天 22:40、昨天 9:05。", check=moment, must=True),
        Step("channel", "怎么联系的？", options=channels, must=True),
        Step("number", "对方的号码或账号？", "照着屏幕上的写。"),
        Step("claimed_name", "对方自称是谁？", "公司、姓名、工号，说了什么写什么。"),
        Step("to_whom", "联系的是谁？", options=contacted),
        Step("answered", "电话接通了吗？", options=got_through, wanted=is_call),
        Step("duration", "说了多久？", "写秒数，或 分:秒。", check=duration, wanted=talked),
        Step("words", "对方说了什么？短信贴原话，电话写你记得的。"),
        Step("words_are", "上面写的是原话，还是大意？", "", verbatim, wanted=lambda a: bool(a.get("words")), must=True),
        Step("attach", "有截图或录音吗？", "写文件的位置，只写一个。", check=lambda words: taken(words, None)),
        Step("copy", "要不要把它另存一份在记录旁边？", "", yes_no, wanted=lambda a: bool(a.get("attach"))),
    ]


def talk(known: Knowledge, given: Answers, zone: str | None, notice: str) -> Answers:
    """Ask what `given` does not hold, let it be looked over, and give back all answers. Raises Leave, InDanger."""
    terminal = Terminal(environment.width(sys.stderr), environment.input_is_waiting, listening(known))
    if notice:
        terminal.say(notice)
    asked = [step for step in steps(known, zone) if step.key not in given]
    answers, said = dict(given), dict[str, str]()
    while True:
        step = next((one for one in asked if one.key not in said and one.wanted(answers)), None)
        if step is None:
            told = [one for one in asked if one.key in said]
            place = terminal.review([(one.ask, said[one.key]) for one in told], "就记下来")
            if place is None:
                return answers
            step = told[place]
        words = _ask(terminal, step, answers, known)
        if words is not None:
            said[step.key] = words
        elif said:
            said.popitem()
        else:
            terminal.say("已经是第一个问题。", "  ")
        for one in asked:  # what an earlier answer has made pointless is forgotten
            if not one.wanted(answers):
                answers.pop(one.key, None)
                said.pop(one.key, None)


def _ask(terminal: Terminal, step: Step, answers: Answers, known: Knowledge) -> str | None:
    """Ask one question until it is answered, and keep the answer; what was said, or None to go back. Raises Leave."""
    print(file=sys.stderr)
    terminal.say(step.ask, "· ")
    answers.pop(step.key, None)
    if step.key == "words":
        pasted = terminal.paste(Screen(step.key, "paste", step.ask, ""), theirs=True)
        if not isinstance(pasted, Answer):
            return None
        if pasted.text.strip():
            answers["words"] = pasted.text
            terminal.say(_heard(pasted.text, known), "  ")
        return pasted.said
    for place, (say, _) in enumerate(step.options, start=1):
        terminal.say(say, f" {place:>2} ")
    terminal.say(f"（{step.hint}{'' if step.must else '不知道就写“不确定”。'}也可以输入：返回、离开）")
    while True:
        words = terminal.line("回答：")
        if words in BACK:
            return None
        if not step.must and words in (*UNSURE, ""):
            return UNSURE[0]
        try:
            return _keep(step, words, answers)
        except CallError as error:
            terminal.say(str(error), "  ")
        except Exception:  # a fault of ours in one answer must not lose the others
            terminal.say(UNREADABLE, "  ")


def _heard(words: str, known: Knowledge) -> str:
    """What was read from the words, so that she sees what `log check` will make of them."""
    try:
        found = load(known, environment.cache()).read(words).behaviours
    except Exception:  # a fault of ours in reading: the words are kept all the same
        return "收到了，记下的是你写的话。"
    named = "、".join(known.behaviours[name].name for name in found)
    return f"收到了。{f'从里面读到：{named}。' if named else ''}记下的是你写的话，读错了不影响记录。"


def _keep(step: Step, words: str, answers: Answers) -> str:
    """Check one answer and keep it; how to say it in the review. Raises CallError."""
    if step.options:
        places = pick(words, [say for say, _ in step.options])
        if len(places) > 1:
            raise CallError("这里只能选一项。")
        say, answers[step.key] = step.options[places[0]]
        return say
    if not words:
        raise CallError("这一项要写。")
    step.check(words)
    answers[step.key] = [words] if step.key == "attach" else words
    return shown(words)
