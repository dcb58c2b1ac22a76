"""Cases to a plan: what is most urgent, what to do by which day, whom to call, which debt first."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from overdue_cli.assessment import WORTH_ASKING, Assessment, Basis, Deadline
from overdue_cli.days import working_days_after
from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import Knowledge, gravity
from overdue_cli.knowledge.plans import Line, PlanWords, StepRule
from overdue_cli.papers import fields
from overdue_cli.papers.case import Case
from overdue_cli.reasoning import deadlines, phrases, routes
from overdue_cli.reasoning.law import possible
from overdue_cli.reasoning.logic import applies
from overdue_cli.render import citing

SCHEMA = "overdue-cli/plan/1"
MOST_CALLS, MOST_ASKS = 4, 2
"""How much fits on one page."""


class Urgent(NamedTuple):
    """What comes before everything else, and why."""

    say: str
    why: str
    due: str | None


class Step(NamedTuple):
    """Something to do. `due` is its day (ISO), if it has one; `by` says it in words, with what kind of day it is.

    `rank` is 0 for danger, 1 for what a period presses, 2 for the rest; `statutory` is a day that a provision
    sets; `debts` are those it is about, where there are several.
    """

    id: str
    title: str
    text: str
    due: str | None
    by: str
    rank: int
    statutory: bool
    debts: tuple[str, ...]
    basis: tuple[Basis, ...]


class Call(NamedTuple):
    """Whom to call and what to say."""

    agency: str
    name: str
    phone: str | None
    say: str
    when: str


class Debt(NamedTuple):
    """One of several debts in its place, and why it stands there."""

    name: str
    due: str | None
    why: str


class Plan(NamedTuple):
    """The whole page."""

    schema: str
    today: str
    told: tuple[str, ...]
    urgent: Urgent
    steps: tuple[Step, ...]
    calls: tuple[Call, ...]
    written: tuple[str, ...]
    dont: tuple[str, ...]
    debts: tuple[Debt, ...]
    changes: tuple[str, ...]
    basis: tuple[Basis, ...]


def plan(cases: list[Case], words: PlanWords, known: Knowledge, today: str) -> Plan:
    """The plan for one case or for several debts; pure. `cases` must not be empty."""
    planned = sorted((_Planner(case, words, known, today) for case in cases), key=_Planner.place)
    several = len(planned) > 1
    first = next((one for one in planned if one.answer.safety), planned[0])
    steps = tuple(_together(planned))
    calls: dict[str, Call] = {}
    for call in (call for one in (first, *planned) for call in one.calls()):
        calls.setdefault(call.agency, call)
    return Plan(
        schema=SCHEMA,
        today=today,
        told=tuple(one.told(several) for one in planned),
        urgent=first.urgent(several),
        steps=steps,
        calls=tuple(calls.values())[:MOST_CALLS],
        written=_once(planned, words.written),
        dont=_once(planned, words.dont),
        debts=tuple(one.debt() for one in planned) if several else (),
        changes=(*first.asks(), *first.lines(words.changes)),
        basis=tuple({basis.id: basis for step in steps for basis in step.basis}.values()),
    )


class _Planner:
    """Holds what every part of the plan for one case asks for."""

    def __init__(self, case: Case, words: PlanWords, known: Knowledge, today: str) -> None:
        self.case, self.words, self.known, self.today = case, words, known, today
        self.resolved = resolved = case.resolved(known, today)
        self.facts: Facts = resolved.facts
        self.answer: Assessment = case.answer
        values = fields.of_case(resolved, known, today)
        self.name = case.debt or values["product"] or self.known.questions["lender"].label
        self.values = {name: value or words.unknown.get(name, "……") for name, value in values.items()}

    def told(self, several: bool) -> str:
        """The situation as told, in one sentence."""
        order = [fact for fact in self.known.questions if self.known.questions[fact].option]
        clauses = (phrases.told(fact, self.facts, self.known.questions) for fact in order)
        shown = "；".join(clause for clause in clauses if clause)
        return f"{fields.words_of(self.name)}：{shown}。" if several else f"{shown}。"

    def pressing(self) -> list[Deadline]:
        """Periods in which something must be done, the next to end first."""
        rules = {rule.id for rule in self.known.deadlines if rule.pressing}
        return [one for one in self.answer.deadlines if one.id in rules]

    def urgent(self, several: bool) -> Urgent:
        """Danger, else the next period to end, else the gravest finding."""
        why, pressing = self.words.why, self.pressing()
        name = f"{fields.words_of(self.name)}：" if several else ""
        if self.answer.safety:
            return Urgent(self.answer.safety.say, why[self.answer.safety.kind], None)
        if pressing:
            by = self.day(pressing[0].due, self.words.by_day) if pressing[0].due else ""
            remark = pressing[0].remark
            say = "，".join(filter(None, (f"{name}{pressing[0].title}", by)))
            return Urgent(
                f"{say}。{f'{remark}。' if remark else ''}".replace("。。", "。"), why["deadline"], pressing[0].due
            )
        found = self.answer.findings[:1]
        say = f"{found[0].title}。{found[0].summary}" if found else self.answer.headline
        return Urgent(f"{name}{say}", why[self.answer.verdict], None)

    def steps(self) -> Iterator[Step]:
        """Danger and periods of this case, then the steps that fit; each once by id."""
        if danger := self.answer.safety:
            text = "".join((danger.first, *danger.steps, danger.dont))
            yield Step("safety", danger.title, text, self.today, self.words.today, 0, False, (), ())
        pressing = {one.id for one in self.pressing()}
        for one in self.answer.deadlines:
            form, rank = (self.words.by_day, 1) if one.id in pressing else (self.words.follow_day, 2)
            by = self.day(one.due, form) if one.due else self.words.today
            text = "".join(filter(None, (one.do, f"（{one.remark}）" if one.remark else "")))
            yield Step(one.id, one.title, text, one.due or self.today, by, rank, bool(one.due), (self.name,), one.basis)
        for rule in self.words.steps:
            enough = not rule.at_least or gravity(self.answer.verdict) >= gravity(rule.at_least)
            if enough and applies(rule.when, rule.unless, self.facts):
                yield self.step(rule)

    def step(self, rule: StepRule) -> Step:
        """A step of the register with its day."""
        due, by = None, self.words.no_day
        if self.answer.safety and self.answer.safety.kind == "self_harm":
            by = self.words.later
        elif rule.today:
            due, by = self.today, self.words.today
        elif rule.workdays:
            day = working_days_after(date.fromisoformat(self.today), rule.workdays, self.known.calendar)
            due = day.isoformat() if day else None
            by = self.day(due, self.words.own_day) if due else self.words.no_day
        elif rule.after:
            start = deadlines.limit(rule.after, {}, self.known).from_
            due = deadlines.limit(rule.after, {start: self.today}, self.known).due
            by = self.day(due, self.words.follow_day) if due else self.words.no_day
        basis = tuple(possible(rule.basis, self.facts, self.known, self.today))
        text = fields.fill(rule.text, self.values) + self.counted(rule.tells)
        return Step(rule.id, rule.title, text, due, by, 2, bool(rule.after and due), (self.name,), basis)

    def counted(self, period: str) -> str:
        """How a period stands by the days of the record; empty where it has none."""
        if not period or not self.case.days:
            return ""
        remark = deadlines.limit(period, self.case.days, self.known, today=self.today).remark
        return fields.fill(self.words.counted, {"remark": remark}) if remark else ""

    def calls(self) -> Iterator[Call]:
        """The agencies of the case in their order, each with what to say."""
        always = routes.listed(routes.resolve(self.words.always, self.facts, self.known), self.resolved, self.known)
        named = {agency.id for agency in self.answer.agencies}
        for agency in (*self.answer.agencies, *(one for one in always if one.id not in named)):
            fitting = (
                one for one in self.words.calls if one.agency == agency.id and applies(one.when, None, self.facts)
            )
            script = next(fitting, None)
            danger = self.answer.safety
            if danger and danger.script_to == agency.id:
                say = f"“{danger.script}”"
            else:
                say = fields.fill(script.text, self.values) if script else agency.how
            yield Call(agency.id, agency.name, agency.phone, say, agency.fits)

    def debt(self) -> Debt:
        """This debt among several."""
        pressing = self.pressing()
        return Debt(
            fields.words_of(self.name), pressing[0].due if pressing else None, self.words.order[self.rank()].text
        )

    def rank(self) -> int:
        """The place in the register of the first reason that holds."""
        fits = (place for place, rank in enumerate(self.words.order) if applies(rank.when, None, self.facts))
        return next(fits, len(self.words.order) - 1)

    def place(self) -> tuple[bool, int, str, int]:
        """What debts are put in order by: those that come last, the reason, the next day, days overdue."""
        rank, pressing, days = self.rank(), self.pressing(), self.facts.get("days_overdue")
        due = pressing[0].due if pressing else None
        overdue = days if isinstance(days, int) else 0
        return self.words.order[rank].last, rank, due or "9999", -overdue

    def asks(self) -> Iterator[str]:
        """Facts whose answer would change the plan."""
        worth = [ask for ask in self.answer.ask_next if ask.weight >= WORTH_ASKING]
        for ask in worth[:MOST_ASKS]:
            yield fields.fill(self.words.ask, {"question": ask.question})

    def lines(self, lines: Iterable[Line]) -> Iterator[str]:
        """The sentences that fit, each with its provisions."""
        for line in lines:
            if applies(line.when, line.unless, self.facts):
                law = possible(line.basis, self.facts, self.known, self.today)
                yield fields.fill(line.text, self.values | {"basis": "；".join(citing.cited(law, self.known.wording))})

    def day(self, day: str | None, form: str) -> str:
        """A day in words, with its weekday."""
        weekday = "一二三四五六日"[date.fromisoformat(str(day)).weekday()]
        return fields.fill(form, {"by": f"{fields.spoken_day(str(day))}（星期{weekday}）"})


def _together(planned: list[_Planner]) -> Iterator[Step]:
    """The steps of all cases, each once: danger, pressing periods, then by day and as the register has them."""
    several = len(planned) > 1
    found: dict[tuple[str, str, str | None], Step] = {}
    for one in planned:
        for step in one.steps():
            key = (step.id, step.text, step.due)
            debts = found[key].debts if key in found else ()
            found[key] = step._replace(debts=(*debts, *step.debts))
    for step in sorted(found.values(), key=lambda step: (step.rank, step.due or "9999")):
        yield step._replace(debts=tuple(map(fields.words_of, step.debts)) if several else ())


def _once(planned: list[_Planner], lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The sentences that fit any of the cases, each once."""
    return tuple(dict.fromkeys(line for one in planned for line in one.lines(lines)))
