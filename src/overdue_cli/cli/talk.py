"""The interview on a terminal: ask, review, answer, and the command that gives the same answer again."""

import shlex
import sys

from overdue_cli import hearing, interview
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
    """Ask until nothing is left that can change the answer, and review. Raises Leave, InDanger, KeyboardInterrupt."""
    return Talk(known, today).held()


class Talk:
    """One interview while it is held: what was told so far, and the terminal that asks."""

    def __init__(self, known: Knowledge, today: str) -> None:
        self.known, self.told = known, Interview(known, today)
        self.terminal = Terminal(environment.width(sys.stderr), environment.input_is_waiting, self.listen)

    def held(self) -> Interview:
        """Ask, react and review, until it is accepted."""
        for line in self.known.wording.danger_lines:
            self.terminal.say(line, "！")
        print(file=sys.stderr)
        self.terminal.say(self.known.opening.greeting)
        while True:
            self.ask_all()
            answers = [(answer.screen.ask, answer.said) for answer in self.told.answers]
            place = self.terminal.review(answers, "看结果")
            if place is None:
                return self.told
            self.ask_again(place)

    def listen(self, words: str) -> None:
        """Hear danger in what was typed, whatever was asked. Raises InDanger."""
        if found := hearing.heard([words], self.known):
            self.stop_in_danger(hearing.merged(self.told.case(), found, self.known))

    def stop_in_danger(self, case: dict[str, Value]) -> None:
        """End the interview where the case tells of a danger. Raises InDanger."""
        if assess(case, self.known, self.told.today, reading=self.told.reading).safety:
            raise hearing.InDanger(case, "\n".join(answer.text for answer in self.told.answers if answer.text) or None)

    def ask_all(self) -> None:
        """Ask screen after screen, forwards and back, until there is no next one."""
        while screen := self.told.next():
            answer = self.terminal.ask(screen, len(self.told.answers) + 1, self.told)
            if not isinstance(answer, Answer):
                if not self.told.answers:
                    self.terminal.say("已经是第一个问题。", "  ")
                self.told = self.told.back()
                continue
            self.react(answer)

    def ask_again(self, place: int) -> None:
        """Ask one answered screen once more."""
        answer = self.terminal.ask(self.told.answers[place].screen, place + 1, self.told)
        if isinstance(answer, Answer):
            self.react(answer)

    def react(self, answer: Answer) -> None:
        """Take an answer, and say what must be said at once: danger, what pasted words say, an unknown brand."""
        known = self.known
        self.told = self.told.answered(answer)
        if answer.screen.kind == "paste":
            try:
                reading = load(known, environment.cache()).read(answer.text) if answer.text else None
            except Exception:  # a fault of ours in reading: the answers before it stand
                reading = None
                self.terminal.say(UNREADABLE, "  ")
            self.told = self.told._replace(reading=reading)
        self.stop_in_danger(self.told.case())
        if answer.screen.kind == "paste" and self.told.reading:
            self.terminal.say(heard(self.told.reading, known), "  ")
        if interview.unknown_brand(answer, known):
            self.terminal.say(f"没有收录“{shown(answer.facts['lender'])}”，再问一句它是哪一类。", "  ")


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
