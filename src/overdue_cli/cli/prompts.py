"""Numbered questions on any terminal: no redrawing, no cursor keys, readable by a screen reader.

Questions go to standard error and answers come by line, so that standard output carries the answer alone.
"""

import re
import sys
from collections.abc import Callable, Sequence
from typing import Literal
from unicodedata import normalize

from overdue_cli import facts, hearing, interview
from overdue_cli.cli import environment
from overdue_cli.errors import CallError
from overdue_cli.interview import Answer, Interview, Option, Screen
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.render.layout import cells, wrap

Move = Literal["back", "leave"]
BACK = ("返回", "b")
UNSURE = ("不确定", "不知道", "?", "？")
WHY = ("为什么问", "为什么", "w")
LEAVE = ("离开", "退出", "q")
END_OF_PASTE = "完"
NONE = "以上都没有"
UNREADABLE = "这个回答程序没看懂，前面答的都还在。换个写法再答一次；不知道就写“不确定”。"


class Leave(Exception):  # noqa: N818 - a decision, not an error
    """The person wants to leave; nothing has been saved."""


def listening(known: Knowledge) -> Callable[[str], None]:
    """What a terminal listens with where no case is being told. What it gives back raises InDanger."""

    def listen(words: str) -> None:
        if found := hearing.danger_in([words], known, environment.today()):
            raise hearing.InDanger(found[0])

    return listen


class Terminal:
    """Asks one screen at a time. `pending` tells whether more input is already waiting; `listen` is given whatever
    is typed, before it is looked at, and raises InDanger where that tells of one."""

    def __init__(self, width: int, pending: Callable[[], bool], listen: Callable[[str], None]) -> None:
        self.width, self.pending, self.listen = width, pending, listen

    def say(self, words: str, mark: str = "") -> None:
        """Words of ours on lines of their own; further lines stand under the words, not under the mark."""
        for row in wrap(mark + words, self.width, cells(mark)):
            print(row, file=sys.stderr)

    def ask(self, screen: Screen, number: int, talk: Interview) -> Answer | Move:
        """One screen until it is answered; 为什么问 and mistakes are dealt with here. Raises Leave, InDanger."""
        print(file=sys.stderr)
        self.say(screen.ask, f"【{number}】")
        if screen.kind == "paste":
            return self.paste(screen)
        extra = self.list_options(screen)
        self.say(_hint(screen))
        while True:
            words = self.line("回答：")
            if words in BACK:
                return "back"
            if words in WHY:
                self.say(screen.why or "它会改变结论。", "  ")
                continue
            try:
                return self.answer(screen, words, extra, talk)
            except CallError as error:
                self.say(str(error), "  ")
            except Exception:  # a fault of ours in one answer must not lose the others
                self.say(UNREADABLE, "  ")

    def list_options(self, screen: Screen) -> list[str]:
        """Print the options with their numbers; gives back what stands after them (none of these, unsure)."""
        if not screen.options:
            return []
        extra = [UNSURE[0]] if _is_yes_or_no(screen) else [NONE, UNSURE[0]]
        for place, said in enumerate([option.say for option in screen.options] + extra, start=1):
            self.say(said, f" {place:>2} ")
        return extra

    def answer(self, screen: Screen, words: str, extra: list[str], talk: Interview) -> Answer:
        """The answer in `words`. Raises CallError with what to write instead."""
        if words in UNSURE:
            return Answer(screen, {}, UNSURE[0])
        if not screen.options:
            question = talk.known.questions[screen.id]
            value = facts.parse(question, spoken(words, screen.kind, talk.today), "这里")
            return Answer(
                screen, {screen.id: value}, f"{facts.shown(value)}{' ' if question.unit else ''}{question.unit}"
            )
        picked = pick(words, [option.say for option in screen.options] + extra)
        if screen.kind != "many" and len(picked) > 1:
            raise CallError("这里只能选一项。")
        beyond = [place - len(screen.options) for place in picked if place >= len(screen.options)]
        if beyond and len(picked) > 1:
            raise CallError(f"“{extra[beyond[0]]}”不能和别的一起选。")
        if beyond:
            return Answer(screen, {}, extra[beyond[0]])
        options: list[Option] = [screen.options[place] for place in picked]
        if interview.contradict(options):
            raise CallError("你是借款人还是别人，只能选一项；被联系的人可以选几项。")
        return interview.chosen(screen, options, talk.known)

    def paste(self, screen: Screen, *, theirs: bool = False) -> Answer | Move:
        """Lines up to one that says 完; whatever the lines hold, they answer nothing else.

        They are listened to as soon as no more come, unless they are all `theirs`, the words of the other side.
        """
        rows: list[str] = []
        while (row := self.read(f"（贴完后单独一行输入“{END_OF_PASTE}”）" if not rows else "")).strip() != END_OF_PASTE:
            if not rows and row.strip() in BACK:
                return "back"
            if not rows and row.strip() in LEAVE:
                raise Leave
            if not rows and row.strip() in (*UNSURE, ""):
                break
            rows.append(row)
            if not theirs and not self.pending():
                self.listen("\n".join(rows))
        if not theirs:
            self.listen("\n".join(rows))
        self.swallow()
        return Answer(screen, {}, f"贴了 {len(rows)} 行" if rows else "没有贴", "\n".join(rows))

    def line(self, hint: str) -> str:
        """One answer; several lines at once, as from a paste in the wrong place, are none. Raises Leave."""
        while True:
            words = self.read(hint).strip()
            more = self.swallow()
            self.listen("\n".join((words, *more)))
            if more:
                self.say("一次来了好几行，没有当成回答。这里只要一个回答；对方的话到贴原话那一步再贴。", "  ")
            elif words in LEAVE:
                raise Leave
            else:
                return words

    def read(self, hint: str) -> str:
        """One line as typed. Raises Leave at the end of input."""
        print(hint, end="", file=sys.stderr, flush=True)
        row = sys.stdin.readline()
        if not row:
            raise Leave
        return row.rstrip("\r\n")

    def swallow(self) -> list[str]:
        """Take lines that are already waiting, so that they answer nothing."""
        swallowed = []
        while self.pending():
            row = sys.stdin.readline()
            swallowed.append(row.rstrip("\r\n"))
            if not row:
                break
        return swallowed

    def review(self, answers: Sequence[tuple[str, str]], then: str) -> int | None:
        """Show questions and answers with their numbers; the place to change, or None to go on. Raises Leave.

        `then` says what happens on an empty line.
        """
        print(file=sys.stderr)
        self.say("请核对：")
        for place, (ask, said) in enumerate(answers, start=1):
            self.say(f"{ask} —— {said}", f" {place:>2} ")
        while True:
            words = self.line(f"要改哪一项就输入编号；没有要改的，直接按回车{then}：")
            if not words:
                return None
            if words in BACK:
                return len(answers) - 1
            wanted = numbered(words, len(answers))
            if wanted is not None:
                return wanted
            self.say(f"写 1 到 {len(answers)} 之间的编号，或者直接按回车。", "  ")


def _hint(screen: Screen) -> str:
    """How to answer, and what else can be typed at any question."""
    typed = {"date": "写 年-月-日，或今天、昨天。", "clock": "写 时:分。", "many": "可以选几项，用空格隔开。"}
    return f"（{typed.get(screen.kind, '')}也可以输入：返回、不确定、为什么问、离开）"


def _is_yes_or_no(screen: Screen) -> bool:
    return any(value is False for option in screen.options for value in option.facts.values())


def numbered(words: str, many: int) -> int | None:
    """The place (from 0) of `many` that a number typed in any form means, as 2, ２ or ②; None where it is none."""
    digits = normalize("NFKC", words)
    if digits.isdecimal() and len(digits) < 5 and 1 <= int(digits) <= many:
        return int(digits) - 1
    return None


def pick(words: str, said: list[str]) -> list[int]:
    """Places (from 0) that the words choose, by number or by the words of the option. Raises CallError."""
    if words in said:
        return [said.index(words)]
    parts = [part for part in re.split(r"[\s,，、;；.。]+", words) if part]
    places = []
    for part in parts:
        near = [place for place, option in enumerate(said) if len(part) > 1 and part in option]
        number = numbered(part, len(said))
        if number is not None:
            places.append(number)
        elif len(near) == 1:
            places.append(near[0])
        else:
            raise CallError(f"看不懂“{facts.shown(part)}”。写 1 到 {len(said)} 之间的编号。")
    if not parts:
        raise CallError(f"写 1 到 {len(said)} 之间的编号；不知道就写“不确定”。")
    return list(dict.fromkeys(places))


def spoken(words: str, kind: str, today: str) -> str:
    """Everyday ways to say a number of days or a day."""
    from datetime import date, timedelta

    ago = {"今天": 0, "昨天": 1, "前天": 2}
    if kind == "date" and words in ago:
        return (date.fromisoformat(today) - timedelta(days=ago[words])).isoformat()
    month_day = re.fullmatch(r"(\d{1,2})[月./-](\d{1,2})[日号]?", words)
    if kind == "date" and month_day:
        return f"{today[:4]}-{month_day[1]}-{month_day[2]}"
    if kind == "count":
        return words.removesuffix("天").removesuffix("次").strip()
    return (
        words.replace("点半", ":30").replace("点", ":00")
        if kind == "clock" and words.endswith(("点", "点半"))
        else words
    )
