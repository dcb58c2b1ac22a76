"""Periods with their last day: those that the papers of a case start, and those of a borrower's life.

Counted from the day after the first; where the last day is a rest day, the first day after it that is none
(民事诉讼法 第八十五条、民法典 第二百零三条). Outside the years of the checked calendar the counted day stands, with
a remark; where the law of the time is not in our knowledge nothing is counted.
"""

from collections.abc import Mapping
from datetime import date

from overdue_cli.assessment import Basis, Deadline
from overdue_cli.days import counted, working_day
from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import UNITS, DeadlineRule, Knowledge, Limit
from overdue_cli.knowledge.periods import PeriodRule, Restart
from overdue_cli.reasoning.law import cite, support
from overdue_cli.reasoning.logic import applies, evaluate

PAPER = "received_on"
"""The fact from which the period of a paper runs."""

Days = Mapping[str, str | tuple[str, ...]]
"""ISO days by name (`due_on`, `received_on`); several for what can happen again (`demanded_on`)."""


def running(facts: Facts, known: Knowledge, day: str, today: str) -> list[tuple[DeadlineRule, Deadline]]:
    """The periods that the court papers of this case start, soonest first, then those without a day.

    What is to be done begins with whose paper it is, where it is not the paper of the one who asks.
    """
    found = []
    whose = "".join(one.say for one in known.papers if applies(one.when, one.unless, facts))
    for rule in known.deadlines:
        if evaluate(rule.when, facts).holds:
            start = str(facts.get(rule.start) or "")
            cited = support(rule.basis, facts, known, start or day).cited
            deadline = _of_paper(rule, start or None, tuple(map(cite, cited)), known, today)
            found.append((rule, deadline._replace(do=whose + deadline.do) if rule.start == PAPER else deadline))
    return sorted(found, key=lambda pair: (pair[1].due or "9999-12-31", pair[0].id))


def limit(name: str, dates: Days, known: Knowledge, *, today: str = "") -> Deadline:
    """The period `name` (of `rules.yaml` deadlines or of `periods.yaml`) as it runs from the days in `dates`.

    `due` is None where the day it starts from is not among them, where it does not run, or where the law of that
    time is not in our knowledge; `remark` then says which. With `today` (ISO) the remark says that it is over.
    Days must be ISO; others of `dates` are ignored. Raises KeyError where there is no such period.
    """
    paper = next((rule for rule in known.deadlines if rule.id == name), None)
    if paper:
        start = min(_several(dates, paper.start), default=None)
        return _of_paper(paper, start, _law(paper.basis, known, start or today), known, today)
    rule = known.periods[name]
    start = min(_several(dates, rule.start), default=None)
    return _of_life(rule, start, dates, known, today) if start else _told(rule, known)


def spoken(of: Limit) -> str:
    """The length of a limit in words, `15 天`; a limit that is no period says its value."""
    return f"{of.value[0]} {UNITS[of.unit]}" if of.unit else "、".join(map(str, of.value))


def _of_paper(
    rule: DeadlineRule, start: str | None, basis: tuple[Basis, ...], known: Knowledge, today: str
) -> Deadline:
    """A period that a paper starts; one that the paper itself names has no day."""
    due, remark = None, ""
    if start and rule.length is not None:
        due, remark = _last_day(counted(date.fromisoformat(start), rule.length, rule.unit), known)
    if due and due < today:
        common = known.wording.too_late if rule.pressing else known.wording.too_late_for_them
        remark = rule.late or common
    return Deadline(
        id=rule.id,
        title=rule.title,
        due=due,
        days=rule.length if rule.unit == "day" else None,
        period=f"{rule.length} {UNITS[rule.unit]}" if rule.length else "",
        from_=rule.start,
        start=start,
        do=rule.do,
        remark=remark,
        basis=basis,
    )


def _of_life(rule: PeriodRule, first: str, dates: Days, known: Knowledge, today: str) -> Deadline:
    """A period of the reader's life, through everything that restarted it."""
    says, plain = known.counting, _told(rule, known)
    start, named, said = first, rule.start, ""
    due, moved = _ends(rule, first, known)
    for day, restart in _restarts(rule, dates):
        if day < start or (day > due and not restart.consents):
            continue
        if day > due:
            late = says.consented.format(end=due, day=day, say=restart.say)
            return plain._replace(due=due, start=start, from_=named, remark=late)
        start, named = day, restart.on
        if restart.until:
            ended = min((end for end in _several(dates, restart.until) if end >= day), default=None)
            if ended is None:
                return plain._replace(start=day, from_=named, remark=says.pending.format(day=day, say=restart.say))
            start, named = ended, restart.until
        due, moved = _ends(rule, start, known)
        said = (says.ended if restart.until else says.restarted).format(day=start, say=restart.say)
    if rule.longest:
        longest = known.limits[rule.longest]
        last, _ = _last_day(counted(date.fromisoformat(first), longest.value[0], longest.unit), known)
        due, moved = (last, says.longest) if last < due else (due, moved)
    basis = _law(rule.basis, known, start) or _law(rule.basis, known, due)
    if not basis:
        return plain._replace(start=start, from_=named, remark=says.earlier_law, basis=())
    restarted = dict.fromkeys(name for r in rule.restarts if named in (r.on, r.until) for name in r.basis)
    more = _law(tuple(name for name in restarted if name not in rule.basis), known, due)
    over = says.over if rule.restarts else known.wording.too_late_for_them
    remarks = (said, moved, over if due < today else "")
    remark = "；".join(filter(None, remarks))
    return plain._replace(due=due, start=start, from_=named, remark=remark, basis=(*basis, *more))


def _told(rule: PeriodRule, known: Knowledge) -> Deadline:
    """The period of `rule` before any day is known: how it is counted is its remark."""
    limit = known.limits[rule.period]
    return Deadline(
        id=rule.id,
        title=rule.title,
        due=None,
        days=limit.value[0] if limit.unit == "day" else None,
        period=spoken(limit),
        from_=rule.start,
        start=None,
        do=rule.do,
        remark=rule.how,
        basis=tuple(cite(known.provisions[name]) for name in rule.basis),
    )


def _restarts(rule: PeriodRule, dates: Days) -> list[tuple[str, Restart]]:
    """What restarts the period, in the order of the days."""
    told = [(day, restart) for restart in rule.restarts for day in _several(dates, restart.on)]
    return sorted(told, key=lambda pair: pair[0])


def _ends(rule: PeriodRule, start: str, known: Knowledge) -> tuple[str, str]:
    """The last day of the period from `start`, and what is said of it."""
    limit = known.limits[rule.period]
    end = counted(date.fromisoformat(start), limit.value[0], limit.unit)
    return _last_day(end, known) if rule.moves else (end.isoformat(), "")


def _last_day(end: date, known: Knowledge) -> tuple[str, str]:
    """The last day of a period counted to `end` (ISO), moved off rest days, and a remark or ""."""
    last = working_day(end, known.calendar)
    if last is None:
        return end.isoformat(), known.counting.unchecked_year.format(year=end.year)
    moved = "" if last == end else known.counting.moved.format(day=end.isoformat())
    return last.isoformat(), moved


def _law(names: tuple[str, ...], known: Knowledge, day: str) -> tuple[Basis, ...]:
    """Those of the provisions that are in force on `day`."""
    provisions = (known.provisions[name] for name in names)
    return tuple(cite(one) for one in provisions if not day or one.in_force_on(day))


def _several(dates: Days, name: str) -> tuple[str, ...]:
    told = dates.get(name, ())
    return (told,) if isinstance(told, str) else told
