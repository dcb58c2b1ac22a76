"""The types that knowledge compiles into: what the program knows, nothing about any case.

Plain named tuples: immutable, typed, and cheap to create at every start. Dates are ISO strings
(`"2026-01-01"`), times `"HH:MM"` of local time; both compare correctly as text. Empty text stands
for "nothing said"; `None` only where callers of the JSON are promised a null.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from overdue_cli.knowledge.condition import Condition as Condition
from overdue_cli.knowledge.dangers import Learned, Letters, Sign
from overdue_cli.knowledge.periods import Calendar, Counting, PeriodRule
from overdue_cli.knowledge.safety import Safety
from overdue_cli.knowledge.wordbook import Shelf
from overdue_cli.knowledge.wording import Opening, Wording

VERDICTS = ("none", "lawful", "conditional", "unlawful", "crime", "scam")
"""Verdicts in rising gravity; `none` is only ever the verdict of a whole assessment."""

FORCES = (
    "law", "judicial_interpretation", "regulation", "departmental_rule", "normative_document",
    "local_regulation", "standard", "self_regulation", "policy", "notice",
)  # fmt: skip
"""Kinds of authority, strongest first."""

NORMS = ("standard", "self_regulation")
"""Forces that are no law: a finding resting on these alone departs from an industry norm."""

HOW_SURE = ("read", "reported", "unverified")
"""One scale of verification: text read; known at second hand; not verified."""

STANDINGS = ("confirmed", "imprecise", "outdated", "unsupported", "wrong", "question")
"""How a claim stands today; all but `confirmed` need a correction (to a question: the answer)."""

KINDS = ("count", "flag", "one", "many", "date", "clock", "text")
"""What a fact can be: a number, yes/no, one of a list, several of a list, a day, a time, words."""


def gravity(verdict: str) -> int:
    """The place of `verdict` in VERDICTS: larger is graver."""
    return VERDICTS.index(verdict)


class Question(NamedTuple):
    """One fact: how it is given, asked for and spoken of."""

    fact: str
    kind: str
    option: tuple[str, ...]
    """Flags of `check`; a `flag` fact has two: the one for yes, the one for no."""
    label: str
    ask: str
    why: str
    names: dict[str, str]
    """Chinese name of each value of a `one` or `many` fact."""
    groups: dict[str, tuple[str, ...]]
    """Values that conditions speak of together, by the name that stands for them."""
    yes: str
    no: str
    unit: str
    largest: int
    urgent_when: Condition | None
    """Where this holds, the question comes before all others."""


class Provision(NamedTuple):
    """One article (or paragraph, or item) of one instrument, with its dates and standing."""

    id: str
    title: str
    edition: str
    number: str | None
    issuer: str
    article: str | None
    gist: str
    sanction: str
    force: str
    in_force_from: str
    in_force_to: str | None
    how_sure: str
    checked_on: str
    source: str
    note: str
    scope_when: Condition | None
    scope_unless: Condition | None
    when: Condition | None
    unless: Condition | None
    needs: Condition | None
    """A further element of the offence (more than once, before others): while it is unknown the provision is cited,
    with the element said, but carries no verdict graver than `conditional` by itself."""
    where: str

    def in_force_on(self, day: str) -> bool:
        """Whether this text is the law of `day` (ISO date)."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


class Agency(NamedTuple):
    """Who takes a matter, what it does not take, and what to do before calling."""

    id: str
    name: str
    aliases: tuple[str, ...]
    operator: str
    phone: str | None
    takes: tuple[str, ...]
    not_for: tuple[str, ...]
    before: str
    how: str
    hours: str
    online: str
    how_sure: str
    checked_on: str
    source: str
    note: str


class Lender(NamedTuple):
    """A brand and the lenders that may stand behind it.

    `contains`: not one brand but any full name with one of these words in it, which tells what kind it is.
    """

    id: str
    contains: tuple[str, ...]
    name: str
    aliases: tuple[str, ...]
    entities: tuple[tuple[str, str, str], ...]
    """(entity, lender_kind, share) of every possible lender."""
    loan_kind: str
    find_out: str
    official: str
    contact: str
    how_sure: str
    checked_on: str
    source: str

    def kinds(self) -> tuple[str, ...]:
        """The kinds of lender behind the brand, each once, in order."""
        return tuple(dict.fromkeys(kind for _, kind, _ in self.entities))


class Behaviour(NamedTuple):
    """Something a collector does or says, as the borrower would tell it."""

    id: str
    name: str
    group: str
    plain: str
    brings: tuple[str, ...]
    open: str
    """What to say where no rule reaches a verdict."""
    agencies: tuple[str, ...]
    actions: tuple[str, ...]


UNITS = {"": "", "day": "天", "month": "个月", "year": "年"}
"""What the number of a limit counts: nothing said, days, calendar months, years."""


class Limit(NamedTuple):
    """A number that a provision sets: a count, a period, or a window of the day."""

    id: str
    title: str
    value: tuple[Any, ...]
    unit: str
    provisions: tuple[str, ...]


class Implication(NamedTuple):
    """Facts that follow from facts: where `when` holds, `adds` is added, and `sets` where unknown."""

    when: Condition
    unless: Condition | None
    adds: dict[str, tuple[str, ...]]
    sets: dict[str, bool]


class Rule(NamedTuple):
    """One judgement on one behaviour."""

    id: str
    behaviour: str
    title: str
    when: Condition | None
    unless: Condition | None
    verdict: str
    basis: tuple[str, ...]
    explains: tuple[str, ...]
    """Provisions that are cited to explain, and carry no verdict."""
    summary: str
    why: str
    actions: tuple[str, ...]
    agencies: tuple[str, ...]
    yields_to: tuple[str, ...]
    covers: tuple[str, ...]
    """Behaviours and rules of which a page says nothing beside this one: it would be the same again."""
    claims: tuple[str, ...]
    status: str
    where: str


class DecidedCase(NamedTuple):
    """What happened elsewhere and what was decided: an example, never a promise."""

    id: str
    kind: str
    date: str
    title: str
    what: str
    outcome: str
    lesson: str
    resembles: tuple[str, ...]
    core: tuple[str, ...]
    """What made the case what it was: it is shown only where all of this was done; empty: never beside a finding."""
    when: Condition | None
    source: tuple[str, ...]
    how_sure: str

    @property
    def criminal(self) -> bool:
        """Whether it went before the police or a criminal court."""
        return self.kind in ("criminal", "police")


class ActionStep(NamedTuple):
    """One step of an action, shown where `when` is known to hold and `unless` is not."""

    say: str
    when: Condition | None
    unless: Condition | None


class Action(NamedTuple):
    """Something the reader can do, in steps; `part` is `do`, or `keep` for what to keep.

    Shown where `when` is known to hold, `unless` is not, and a step is left: a person who owes nothing does not
    negotiate, and one whose lender has no licence is not sent to the lender's App.
    """

    id: str
    part: str
    when: Condition | None
    unless: Condition | None
    title: str
    steps: tuple[ActionStep, ...]


class Branch(NamedTuple):
    """One choice of a route: where `when` holds, these agencies.

    `fits` says of all of them when they fit, shown where it is not certain; `each` says it of single ones, always.
    """

    when: Condition
    agencies: tuple[str, ...]
    fits: str
    each: dict[str, str]


class Route(NamedTuple):
    """A name that rules use for "whoever answers for this lender", and its choices in order.

    `usual` are the kinds of lender to go by where it is not known who lent.
    """

    id: str
    usual: tuple[str, ...]
    choices: tuple[Branch, ...]


class Passage(NamedTuple):
    """A sentence shown where `when` holds and `unless` is not known to: what a lender may do, what is owed."""

    id: str
    when: Condition | None
    unless: Condition | None
    text: str
    basis: tuple[str, ...]


class Pointer(NamedTuple):
    """What a fact calls for by itself, whatever the findings: a sentence, whom to call, what to do.

    Its actions come after those of the findings; of one that is `early` after those of the papers, before the
    findings; of one that is `first` before all others: who asks decides what is done first.
    """

    id: str
    first: bool
    early: bool
    when: Condition
    unless: Condition | None
    text: str
    basis: tuple[str, ...]
    agencies: tuple[str, ...]
    actions: tuple[str, ...]


class Stage(NamedTuple):
    """What usually happens, and what a rule says, from `first` to `last` days overdue."""

    when: Condition | None
    unless: Condition | None
    first: int
    last: int | None
    usual: str
    rule: str
    how_sure: str


class DeadlineRule(NamedTuple):
    """A period that runs from a day the reader knows; `length` is None where the paper itself says.

    `unit` is day or month.
    """

    id: str
    title: str
    when: Condition
    start: str
    length: int | None
    unit: str
    pressing: bool
    """Whether it must be done by a day; an invitation need not."""
    do: str
    late: str
    """What is said once the day is over; "" where the words common to all periods fit."""
    basis: tuple[str, ...]
    agencies: tuple[str, ...]
    actions: tuple[str, ...]


class Knowledge(NamedTuple):
    """Everything the program knows, compiled."""

    version: str
    checked_on: str
    questions: dict[str, Question]
    provisions: Mapping[str, Provision]
    counted: dict[str, int]
    """How many provisions are read, reported, unverified."""
    agencies: dict[str, Agency]
    lenders: dict[str, Lender]
    behaviours: dict[str, Behaviour]
    limits: dict[str, Limit]
    implications: tuple[Implication, ...]
    rules: Mapping[str, tuple[Rule, ...]]
    """By behaviour, in the order of the register."""
    cases: tuple[DecidedCase, ...]
    actions: dict[str, Action]
    routes: dict[str, Route]
    may: tuple[Passage, ...]
    obligations: tuple[Passage, ...]
    pointers: tuple[Pointer, ...]
    stages: tuple[Stage, ...]
    papers: tuple[ActionStep, ...]
    deadlines: tuple[DeadlineRule, ...]
    periods: dict[str, PeriodRule]
    counting: Counting
    safety: tuple[Safety, ...]
    headlines: dict[str, tuple[ActionStep, ...]]
    wording: Wording
    opening: Opening
    calendar: Calendar
    danger_words: Mapping[str, Shelf]
    """What tells a danger in words, by first character; `danger_signs` by id, `danger_letters` in one row."""
    danger_signs: Mapping[str, Sign]
    danger_letters: Mapping[str, Letters]
    danger_learned: Mapping[str, Learned]
    """What sentences taught about a danger, by its id in the fact `now`."""

    def every_rule(self) -> Iterator[Rule]:
        """The rules on all behaviours."""
        return (rule for name in self.rules for rule in self.rules[name])
