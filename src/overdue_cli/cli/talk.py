"""The interview on a terminal: ask, review, answer, and the command that gives the same answer again."""

import shlex
import sys

from overdue_cli import interview
from overdue_cli.cli import environment
from overdue_cli.cli.prompts import UNREADABLE, Terminal
from overdue_cli.facts import Facts, Value, harmless, shown
from overdue_cli.interview import Answer, Interview
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reading import Reading
from overdue_cli.reading.read import load
from overdue_cli.reasoning import phrases
from overdue_cli.reasoning.assess import assess


def talk(known: Knowledge, today: str) -> Interview:
    """Ask until nothing is left that can change the answer, and review. Raises Leave, KeyboardInterrupt."""
    terminal = Terminal(environment.width(sys.stderr), environment.input_is_waiting)
    for line in known.wording.danger_lines:
        terminal.say(line, "！")
    print(file=sys.stderr)
    terminal.say(known.opening.greeting)
    told = Interview(known, today)
    while True:
        told = _ask_all(terminal, told)
        place = terminal.review([(answer.screen.ask, answer.said) for answer in told.answers], "看结果")
        if place is None:
            return told
        told = _ask_again(terminal, told, place)


def _ask_all(terminal: Terminal, told: Interview) -> Interview:
    """Ask screen after screen, forwards and back, until there is no next one."""
    while screen := told.next():
        answer = terminal.ask(screen, len(told.answers) + 1, told)
        if not isinstance(answer, Answer):
            if not told.answers:
                terminal.say("已经是第一个问题。", "  ")
            told = told.back()
            continue
        told = told.answered(answer)
        told = _react(terminal, told, answer)
    return told


def _ask_again(terminal: Terminal, told: Interview, place: int) -> Interview:
    """Ask one answered screen once more."""
    answer = terminal.ask(told.answers[place].screen, place + 1, told)
    if not isinstance(answer, Answer):
        return told
    return _react(terminal, told.answered(answer), answer)


def _react(terminal: Terminal, told: Interview, answer: Answer) -> Interview:
    """What must be said at once: what pasted words say, danger, a brand that is not known. Gives back what is known."""
    known = told.known
    if answer.screen.kind == "paste":
        try:
            reading = load(known, environment.cache()).read(answer.text) if answer.text else None
        except Exception:  # a fault of ours in reading: the answers before it stand
            reading = None
            terminal.say(UNREADABLE, "  ")
        told = told._replace(reading=reading)
        if reading:
            terminal.say(heard(reading, known), "  ")
    if "now" in answer.facts or "behaviours" in answer.facts or answer.text:
        danger = assess(told.case(), known, told.today, reading=told.reading).safety
        if danger:
            phones = "、".join(known.agencies[name].phone or known.agencies[name].name for name in danger.call)
            print(file=sys.stderr)
            terminal.say(f"{danger.say}（打：{phones}）", "！")
    if interview.unknown_brand(answer, known):
        terminal.say(f"没有收录“{shown(answer.facts['lender'])}”，再问一句它是哪一类。", "  ")
    return told


def heard(reading: Reading, known: Knowledge) -> str:
    """What was read from pasted words, so that a mistake is seen at once."""
    facts = Facts(reading.facts)
    found = [known.behaviours[name].name for name in reading.behaviours]
    found += [phrases.told(fact, facts, known.questions) for fact in reading.facts]
    return known.opening.paste_kept.replace("{read}", "；".join(found)) if found else known.opening.paste_nothing


def command(case: dict[str, Value], known: Knowledge) -> str:
    """The `overdue-cli check …` that gives the same answer without the interview."""
    words = ["overdue-cli", "check"]
    for fact, value in case.items():
        option = known.questions[fact].option
        if isinstance(value, bool):
            words.append(option[0] if value else option[1])
        else:
            for one in value if isinstance(value, tuple) else (value,):
                words += [option[0], "".join(map(harmless, str(one)))]
    return shlex.join(words)
