"""Rules to findings: for each behaviour the gravest judgement that the law of the day carries.

For a verdict graver than `conditional` every condition must be known to hold, and a provision in force
must bind; an exception holds a rule back only when it is known to apply. What is left open is said.
"""

from collections.abc import Iterable
from typing import NamedTuple

from overdue_cli.assessment import Finding, IfUnknown, Similar, Step
from overdue_cli.facts import Facts
from overdue_cli.knowledge.model import VERDICTS, Behaviour, Condition, Knowledge, Provision, Rule, gravity
from overdue_cli.reasoning import phrases
from overdue_cli.reasoning.law import Support, cite, only_norms, similar, support
from overdue_cli.reasoning.logic import Truth, evaluate

CONDITIONAL, CRIME = gravity("conditional"), gravity("crime")


class Outcome(NamedTuple):
    """What became of one rule: `fires`, `open` (hangs on an unknown fact), or why it does not apply."""

    rule: Rule
    state: str
    when: Truth
    unless: Truth
    support: Support

    @property
    def open_conditions(self) -> tuple[Condition, ...]:
        """The conditions on unknown facts that keep this rule from firing."""
        missing_law = () if self.support.carries else self.support.open
        return tuple(dict.fromkeys((*self.when.unknown, *missing_law)))


class Judged(NamedTuple):
    """One behaviour: its findings, and the outcomes that could still change them."""

    findings: tuple[Finding, ...]
    could_change: tuple[Outcome, ...]
    steps: tuple[Step, ...]


def judge(behaviour: Behaviour, facts: Facts, known: Knowledge, day: str) -> Judged:
    """The findings on one behaviour. There is always at least one."""
    outcomes = [weigh(rule, facts, known, day) for rule in known.rules.get(behaviour.id, ())]
    outcomes.sort(key=lambda outcome: (-gravity(outcome.rule.verdict), outcome.rule.id))
    firing = [outcome for outcome in outcomes if outcome.state == "fires"]
    names = {outcome.rule.id for outcome in firing}
    shown = [outcome for outcome in firing if names.isdisjoint(outcome.rule.yields_to)]
    gravest = max((gravity(outcome.rule.verdict) for outcome in shown), default=0)
    rising = [o for o in outcomes if o.state == "open" and gravity(o.rule.verdict) > max(gravest, CONDITIONAL)]
    writer = FindingWriter(facts, known, day)
    if shown:
        first, *rest = shown
        findings = (writer.finding(first, firing, rising), *(writer.finding(o, firing, []) for o in rest))
    else:
        findings = (writer.open_finding(behaviour, outcomes, rising),)
    steps = tuple(Step(o.rule.id, _state(o, names), writer.because(o)) for o in outcomes)
    return Judged(findings, (*shown, *rising), steps)


def weigh(rule: Rule, facts: Facts, known: Knowledge, day: str) -> Outcome:
    """What becomes of `rule` on these facts and the law of `day`."""
    when, unless = evaluate(rule.when, facts), evaluate(rule.unless, facts)
    if rule.unless is None:
        unless = Truth(False)
    found = support(rule.basis, facts, known, day)
    return Outcome(rule, _weighed(rule, when, unless, found), when, unless, found)


def _weighed(rule: Rule, when: Truth, unless: Truth, found: Support) -> str:
    if when.holds is False:
        return "not_met"
    if unless.holds:
        return "excepted"
    if gravity(rule.verdict) > CONDITIONAL and not found.carries:
        return "open" if found.open else "no_law"
    return "fires" if when.holds else "open"


def _state(outcome: Outcome, firing: set[str]) -> str:
    yielded = outcome.state == "fires" and not firing.isdisjoint(outcome.rule.yields_to)
    return "yielded" if yielded else outcome.state


class FindingWriter:
    """Writes findings for one case."""

    def __init__(self, facts: Facts, known: Knowledge, day: str) -> None:
        self.facts, self.known, self.day = facts, known, day

    def finding(self, outcome: Outcome, firing: list[Outcome], rising: list[Outcome]) -> Finding:
        """The finding of a rule that fires."""
        rule, cited = outcome.rule, outcome.support.cited
        explaining = support(rule.explains, self.facts, self.known, self.day).cited
        return Finding(
            rule=rule.id,
            behaviour=rule.behaviour,
            verdict=rule.verdict,
            label=self.label(rule.verdict, cited),
            title=rule.title,
            summary=rule.summary,
            why=self.why(rule.why, outcome),
            if_unknown=tuple(dict.fromkeys((*self.doubts(outcome, firing), *self.rises(rising)))),
            spans=(),
            basis=(*map(cite, cited), *(cite(provision, carries=False) for provision in explaining)),
            cases=tuple(self.similar(rule.behaviour, rule.verdict)),
            documents=rule.claims,
            agencies=rule.agencies,
            actions=rule.actions,
        )

    def open_finding(self, behaviour: Behaviour, outcomes: list[Outcome], rising: list[Outcome]) -> Finding:
        """The finding of a behaviour on which no rule reached a verdict."""
        cited = tuple(dict.fromkeys(p for outcome in rising for p in outcome.support.cited))
        excepted = [outcome for outcome in outcomes if outcome.state == "excepted"]
        why = self.excepted(excepted) or (self.missing(rising) if rising else self.no_provision())
        return Finding(
            rule=f"{behaviour.id.replace('_', '-')}-open",
            behaviour=behaviour.id,
            verdict="conditional",
            label=self.known.wording.verdict_names["conditional"],
            title=behaviour.name,
            summary=behaviour.open,
            why=why,
            if_unknown=tuple(dict.fromkeys(self.rises(rising))),
            spans=(),
            basis=tuple(cite(provision) for provision in cited),
            cases=(),
            documents=(),
            agencies=behaviour.agencies,
            actions=behaviour.actions,
        )

    def no_provision(self) -> str:
        """That nothing in force was found for this."""
        return self.known.wording.no_provision.replace("{day}", self.day)

    def excepted(self, outcomes: list[Outcome]) -> str:
        """Which exceptions apply; empty where none does."""
        met = [condition for outcome in outcomes for condition in outcome.unless.met]
        clauses = phrases.reasons(met, self.facts, self.known.questions)
        return self.known.wording.excepted.replace("{why}", "；".join(clauses)) if clauses else ""

    def similar(self, behaviour: str, verdict: str) -> Iterable[Similar]:
        """Decided cases in which the same was done, beside findings that something was wrong.

        All of the core of a case must have been done here; what went before the police is not set beside less.
        """
        done = self.facts.several("behaviours")
        for case in self.known.cases if gravity(verdict) > CONDITIONAL else ():
            same = behaviour in case.core and set(case.core).issubset(done)
            weight = not case.criminal or gravity(verdict) >= CRIME
            if same and weight and evaluate(case.when, self.facts).holds:
                yield similar(case)

    def label(self, verdict: str, cited: tuple[Provision, ...]) -> str:
        """How the verdict is called on screen; what rests on norms alone is never called unlawful."""
        wording = self.known.wording
        if verdict == "unlawful" and only_norms(cited):
            return wording.norm_name
        return wording.verdict_names[verdict]

    def why(self, because: str, outcome: Outcome) -> str:
        """The rule's reason, and which facts met it."""
        used = [*self.implied_by(outcome.rule.behaviour), *outcome.when.met, *self.scopes(outcome)]
        clauses = phrases.reasons(used, self.facts, self.known.questions)
        return f"{because}（你说的情况：{'；'.join(clauses)}。）" if clauses else because

    def implied_by(self, behaviour: str) -> Iterable[Condition]:
        """The conditions on facts from which this behaviour followed."""
        for implication in self.known.implications:
            if behaviour in implication.adds.get("behaviours", ()):
                yield from evaluate(implication.when, self.facts).met

    def scopes(self, outcome: Outcome) -> Iterable[Condition]:
        """The conditions that brought the case into the scope of the provisions cited."""
        for provision in outcome.support.cited:
            yield from (c for c in (provision.scope_when, provision.when) if c)

    def missing(self, rising: list[Outcome]) -> str:
        """Which facts the verdict waits for."""
        facts = {c.fact: None for outcome in rising for c in outcome.open_conditions if not self.never_asked(c.fact)}
        labels = [self.known.questions[fact].label for fact in facts]
        return f"还差这些情况才能判断：{'、'.join(labels)}。"

    def doubts(self, outcome: Outcome, firing: list[Outcome]) -> Iterable[IfUnknown]:
        """What is unknown behind a rule that fires: its exceptions, those of its provisions, further elements of these.

        A yes or no that nobody is asked for excepts a rule only where it is told.
        """
        others = [gravity(o.rule.verdict) for o in firing if o.rule.id != outcome.rule.id]
        fallback = max([CONDITIONAL, *(g for g in others if g < gravity(outcome.rule.verdict))])
        if gravity(outcome.rule.verdict) <= CONDITIONAL:
            fallback = gravity(outcome.rule.verdict)
        for condition in outcome.unless.unknown:
            if not self.never_asked(condition.fact):
                yield self.supposing(condition, VERDICTS[fallback], outcome)
        grave = gravity(outcome.rule.verdict) > CONDITIONAL
        for condition, falls in outcome.support.fragile():
            then = VERDICTS[fallback] if grave and falls else outcome.rule.verdict
            yield self.supposing(condition, then, outcome)
        for _, condition in outcome.support.wanting if outcome.support.carries else ():
            yield self.supposing(condition, outcome.rule.verdict, outcome)

    def rises(self, rising: list[Outcome]) -> Iterable[IfUnknown]:
        """Graver rules that hang on unknown facts: one entry for each of the facts.

        A yes or no that nobody is asked for is only ever read or given: it is not wondered about.
        """
        open_ = [o for o in rising if not any(self.never_asked(condition.fact) for condition in o.when.unknown)]
        wanted = [self.wanted(outcome) for outcome in open_]
        for outcome, (needed, facts) in zip(open_, wanted, strict=True):
            as_grave = zip(open_, wanted, strict=True)
            if any(
                set(less) < set(needed)
                for one, (less, _) in as_grave
                if gravity(one.rule.verdict) >= gravity(outcome.rule.verdict)
            ):
                continue  # less suffices for the same
            label = self.label(outcome.rule.verdict, (*outcome.support.cited, *outcome.support.hanging))
            for fact in facts:
                yield IfUnknown(fact, "，并且".join(needed), outcome.rule.verdict, label)

    def wanted(self, outcome: Outcome) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What would have to hold for a rule that is open, in clauses, and the facts these speak of."""
        lacking = () if outcome.support.carries else self.missing_law(outcome)
        needed = [phrases.supposed(condition, self.known.questions) for condition in outcome.when.unknown]
        if lacking:
            needed.append("，或者".join(phrases.supposed(condition, self.known.questions) for condition in lacking))
        facts = (condition.fact for condition in (*outcome.when.unknown, *lacking))
        return tuple(dict.fromkeys(needed)), tuple(dict.fromkeys(facts))

    def missing_law(self, outcome: Outcome) -> tuple[Condition, ...]:
        """The conditions of which one would bring a provision that carries; none where the rule asks for one anyway."""
        lacking = phrases.either(outcome.support.open)
        return () if set(lacking) & set(outcome.when.unknown) else lacking

    def never_asked(self, fact: str) -> bool:
        """Whether a fact is a yes or no without a question."""
        question = self.known.questions[fact]
        return question.kind == "flag" and not question.ask

    def supposing(self, condition: Condition, then: str, outcome: Outcome) -> IfUnknown:
        """What would follow for `outcome` if `condition`, unknown so far, held."""
        label = self.label(then, outcome.support.cited if then == outcome.rule.verdict else ())
        return IfUnknown(condition.fact, phrases.supposed(condition, self.known.questions), then, label)

    def because(self, outcome: Outcome) -> str:
        """One line for the trace."""
        questions = self.known.questions
        if outcome.state == "excepted":
            return "例外成立：" + "；".join(phrases.reasons(outcome.unless.met, self.facts, questions))
        if outcome.state == "no_law":
            return f"{self.day} 没有对这种情况有效的依据"
        if outcome.state == "open":
            waiting = (phrases.supposed(c, questions) for c in outcome.open_conditions)
            return "要看：" + "；".join(dict.fromkeys(waiting))
        if outcome.state == "not_met":
            return "条件不成立"
        return "、".join(provision.id for provision in outcome.support.cited) or "条件成立"
