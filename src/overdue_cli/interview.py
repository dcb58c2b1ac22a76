"""What to ask next. Pure: the answers so far decide the next screen; prompts and streams live in `cli`.

It opens with the days overdue, who got in touch and how, and what was said; then it asks only what can
still change the answer. Going back is forgetting the last answer: everything else follows from the rest.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Self

from overdue_cli.assessment import WORTH_ASKING
from overdue_cli.facts import Value, in_order
from overdue_cli.knowledge.model import Knowledge, Question
from overdue_cli.reading import Reading
from overdue_cli.reasoning.assess import assess
from overdue_cli.reasoning.resolve import find_lender

LONGEST = 10
"""Questions after which only urgent ones (court papers) are still asked; the rest stands in the answer."""

OPENING = ("days_overdue", "who", "channels", "paste", "groups")
MOST_AT_ONCE = 7
"""Behaviours on one screen: more than that a frightened reader does not take in."""


class Option(NamedTuple):
    """One thing to choose, and the facts it stands for."""

    say: str
    facts: Mapping[str, Value]


class Screen(NamedTuple):
    """One question. `kind` is one, many, paste, or the kind of the fact that is typed in (count, date …)."""

    id: str
    kind: str
    ask: str
    why: str
    options: tuple[Option, ...] = ()


class Answer(NamedTuple):
    """What was answered: the facts (none where unsure), how to say it in a review, the words pasted."""

    screen: Screen
    facts: Mapping[str, Value]
    said: str
    text: str = ""


class Interview(NamedTuple):
    """The answers so far, in order."""

    known: Knowledge
    today: str
    answers: tuple[Answer, ...] = ()
    reading: Reading | None = None
    """What was read from the words pasted."""

    def answered(self, answer: Answer) -> Self:
        """With one more answer; an earlier one on the same screen is replaced in its place."""
        ids = [given.screen.id for given in self.answers]
        if answer.screen.id not in ids:
            return self._replace(answers=(*self.answers, answer))
        place = ids.index(answer.screen.id)
        rest = self._replace(answers=(*self.answers[:place], answer, *self.answers[place + 1 :]))
        return rest.without_orphans()

    def back(self) -> Self:
        """Without the last answer."""
        return self._replace(answers=self.answers[:-1])

    def without_orphans(self) -> Self:
        """Without answers to groups of behaviours that are no longer chosen."""
        wanted = {screen.id for screen in self._opening()}
        kept = (a for a in self.answers if not a.screen.id.startswith("group:") or a.screen.id in wanted)
        return self._replace(answers=tuple(kept))

    def case(self) -> dict[str, Value]:
        """The facts of all answers together."""
        values: dict[str, Value] = {}
        for answer in self.answers:
            for fact, value in answer.facts.items():
                if fact not in self.known.questions:
                    continue  # which groups of behaviours to show is no fact of the case
                before = values.get(fact)
                if isinstance(value, tuple) and isinstance(before, tuple):
                    value = in_order(self.known.questions[fact], (*before, *value))
                values[fact] = value
        return values

    def next(self) -> Screen | None:
        """The next screen, or None where nothing is left that can change the answer."""
        done = {answer.screen.id for answer in self.answers}
        for screen in self._opening():
            if screen.id not in done:
                return screen
        case = self.case()
        urgent_only = len(self.answers) >= LONGEST
        for ask in assess(case, self.known, self.today, reading=self.reading).ask_next:
            if ask.weight < WORTH_ASKING:
                break  # the rest is about conduct that nobody has spoken of
            screen = self._for_fact(ask.fact, case, done)
            if screen and screen.id not in done and not (urgent_only and "deadlines" not in ask.would_change):
                return screen
        return None

    def _for_fact(self, fact: str, case: Mapping[str, Value], done: set[str]) -> Screen:
        """The screen for a fact. A person knows the brand before the kind of lender."""
        if fact == "lender_kind" and "lender" not in done:
            fact = "lender"
        return fact_screen(self.known.questions[fact])

    def _opening(self) -> Iterator[Screen]:
        """The screens of the opening, and one or more for each group of behaviours chosen."""
        words, questions = self.known.opening, self.known.questions
        groups = tuple(Option(said, {"group": (group,)}) for group, said in words.groups.items())
        choices = {
            "who": tuple(Option(choice.say, {**choice.adds, **choice.sets}) for choice in words.who),
            "groups": (*fact_screen(questions["now"]).options, *groups),
        }
        for name in OPENING:
            if name in questions:
                yield fact_screen(questions[name])
            else:
                kind = "many" if name in choices else "paste"
                yield Screen(name, kind, words.ask[name], words.why[name], choices.get(name, ()))
        for group in self._groups():
            yield from self._group_screens(group)

    def _groups(self) -> tuple[str, ...]:
        wanted = [_several(a.facts["group"]) for a in self.answers if a.screen.id == "groups" and "group" in a.facts]
        return tuple(group for group in self.known.opening.groups if wanted and group in wanted[0])

    def _group_screens(self, group: str) -> Iterator[Screen]:
        listed = [behaviour for behaviour in self.known.behaviours.values() if behaviour.group == group]
        parts = [listed[n : n + MOST_AT_ONCE] for n in range(0, len(listed), MOST_AT_ONCE)]
        for number, part in enumerate(parts, start=1):
            count = f"（{number}/{len(parts)}）" if len(parts) > 1 else ""
            options = tuple(Option(behaviour.plain, {"behaviours": (behaviour.id,)}) for behaviour in part)
            why = self.known.opening.why["groups"]
            yield Screen(f"group:{group}:{number}", "many", f"{group}{count}？", why, options)


def fact_screen(question: Question) -> Screen:
    """The screen that asks for one fact."""
    if question.kind == "flag":
        options = (Option(question.yes, {question.fact: True}), Option(question.no, {question.fact: False}))
        return Screen(question.fact, "one", question.ask, question.why, options)
    many = question.kind == "many"
    options_ = tuple(Option(name, {question.fact: (id_,) if many else id_}) for id_, name in question.names.items())
    return Screen(question.fact, question.kind, question.ask, question.why, options_)


def chosen(screen: Screen, options: list[Option], known: Knowledge) -> Answer:
    """The answer of options chosen on a screen: their facts together, and how to say it."""
    facts: dict[str, Value] = {}
    for option in options:
        for fact, value in option.facts.items():
            if isinstance(value, tuple):
                facts[fact] = (*_several(facts.get(fact, ())), *value)
            else:
                facts[fact] = value
    for fact, value in facts.items():
        if isinstance(value, tuple) and fact in known.questions:
            facts[fact] = in_order(known.questions[fact], value)
    return Answer(screen, facts, "；".join(option.say for option in options) or "以上都没有")


def unknown_brand(answer: Answer, known: Knowledge) -> bool:
    """Whether the answer names a lender that is not in the register."""
    return "lender" in answer.facts and find_lender(str(answer.facts["lender"]), known) is None


def contradict(options: list[Option]) -> bool:
    """Whether options chosen together want different values of one fact that has only one."""
    single = {(fact, value) for option in options for fact, value in option.facts.items() if isinstance(value, str)}
    return len({fact for fact, _ in single}) < len(single)


def _several(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)
