"""YAML to the sentences of a plan, in `plan.yaml`."""

from overdue_cli.knowledge import plans
from overdue_cli.knowledge.letterbook import Letterbook
from overdue_cli.knowledge.model import VERDICTS
from overdue_cli.knowledge.yamlfile import Entry


class Planbook(Letterbook):
    """Makes the sentences of a plan; fields, limits and conditions are as in letters."""

    def plan(self, entry: Entry) -> plans.PlanWords:
        """All of them."""
        unknown, changes = entry.entry("unknown"), entry.entry("changes")
        made = plans.PlanWords(
            headings=self.named(entry, "headings", plans.HEADINGS),
            unknown={name: unknown.text(name) for name in unknown.values} if unknown else {},
            why=self.named(entry, "why", plans.WHY),
            today=entry.text("today"),
            own_day=self.with_fields(entry, "own_day", "by"),
            by_day=self.with_fields(entry, "by_day", "by"),
            follow_day=self.with_fields(entry, "follow_day", "by"),
            no_day=entry.text("no_day"),
            counted=self.with_fields(entry, "counted", "remark"),
            later=entry.text("later"),
            steps=tuple(self.each("plan", "steps", self.step)),
            always=self.reachable(entry, "always"),
            calls=tuple(self.each("plan", "calls", self.script)),
            written=self.lines(entry, "written"),
            dont=self.lines(entry, "dont"),
            order=tuple(self.each("plan", "order", self.rank)),
            first=entry.text("first"),
            even=entry.text("even"),
            ask=self.with_fields(changes, "ask", "question") if changes else "",
            changes=self.lines(changes, "lines") if changes else (),
        )
        if changes:
            changes.close()
        return made

    def step(self, entry: Entry) -> plans.StepRule:
        """Something to do."""
        days = entry.number("workdays") or 0
        on = entry.choice("on", ("today", ""), "")
        after = self.period(entry, "after")
        if sum(map(bool, (on, days, after))) > 1:
            entry.fault("一步只能有一种日子", "on、workdays、after 只写一个")
        return plans.StepRule(
            id=self.id(entry),
            when=self.vocabulary.condition(entry, "when"),
            unless=self.vocabulary.condition(entry, "unless"),
            at_least=entry.choice("at_least", ("", *VERDICTS[1:]), ""),
            today=on == "today",
            workdays=days,
            after=after,
            title=entry.text("title"),
            text=self.fill(entry, "text"),
            tells=self.period(entry, "tells"),
            basis=self.basis(entry),
        )

    def reachable(self, entry: Entry, key: str) -> tuple[str, ...]:
        """Ids of agencies and routes, which must exist."""
        names = entry.texts(key)
        for name in names:
            if name not in self.known.agencies and name not in self.known.routes:
                entry.fault(f"没有叫“{name}”的机构或路线", "写 agencies.yaml 或 rules.yaml 的 routes 里的 id", key)
        return names

    def script(self, entry: Entry) -> plans.Script:
        """What to say to one agency."""
        agencies = tuple(self.known.agencies)
        return plans.Script(
            entry.choice("agency", agencies), self.vocabulary.condition(entry, "when"), self.fill(entry, "text")
        )

    def rank(self, entry: Entry) -> plans.Rank:
        """Why a debt stands where it does."""
        last = entry.raw("last") is True
        return plans.Rank(self.vocabulary.condition(entry, "when"), last, self.fill(entry, "text"))

    def named(self, entry: Entry, key: str, names: tuple[str, ...]) -> dict[str, str]:
        """A mapping with exactly these names."""
        inner = entry.entry(key)
        found = {name: inner.text(name) for name in names} if inner else {}
        if inner:
            inner.close()
        return found
