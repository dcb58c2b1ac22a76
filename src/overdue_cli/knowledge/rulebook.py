"""YAML to what is decided by conditions: implications, rules, actions, routes, passages, periods, dangers."""

from collections.abc import Iterator

from overdue_cli.knowledge import model
from overdue_cli.knowledge.periods import Counting, PeriodRule, Restart
from overdue_cli.knowledge.registers import Registers
from overdue_cli.knowledge.safety import DANGERS, Safety
from overdue_cli.knowledge.yamlfile import Entry


class Rulebook(Registers):
    """Makes the records whose conditions speak of the registers."""

    def implication(self, entry: Entry) -> model.Implication:
        """An implication; it can only add values to a `many` fact."""
        when, adds = self.vocabulary.condition(entry, "when"), entry.entry("adds")
        if when is None:
            entry.fault("推论缺 when", "写 when: {…} 和 adds: {behaviours: […]}")
        if not entry.values.keys() & {"adds", "sets"}:
            entry.fault("推论什么也没有推出来", "写 adds: {behaviours: […]} 或 sets: {…: true}")
        added = {key: adds.texts(key) for key in adds.values} if adds else {}
        for fact, values in added.items():
            question = self.vocabulary.questions.get(fact)
            if question is None or question.kind != "many" or not set(values) <= set(question.names):
                entry.fault(f"推论加的“{fact}: {'、'.join(values)}”不对", "只能加多选事实里已有的值", "adds")
        sets = entry.entry("sets")
        flags = {fact: sets.raw(fact) is True for fact in sets.values} if sets else {}
        for fact in flags:
            question = self.vocabulary.questions.get(fact)
            if question is None or question.kind != "flag":
                entry.fault(f"推论定的“{fact}”不是是非题", "sets 里只能写是非题，如 contact_shares_debt: true", "sets")
        unless = self.vocabulary.condition(entry, "unless")
        return model.Implication(when or model.Condition("all"), unless, added, flags)

    def rule(self, entry: Entry) -> tuple[model.Rule, ...]:
        """A rule, once for each behaviour that it judges alike."""
        judged = entry.texts("behaviour")
        if not judged:
            entry.fault("没有写判断哪种行为", "写 behaviour: 一个 id，或者几个：[…]")
        made = model.Rule(
            id=self.id(entry),
            behaviour="",
            title=entry.text("title"),
            when=self.vocabulary.condition(entry, "when"),
            unless=self.vocabulary.condition(entry, "unless"),
            verdict=entry.choice("verdict", model.VERDICTS[1:]),
            basis=entry.texts("basis"),
            explains=entry.texts("explains"),
            summary=self.fill(entry, "summary"),
            why=self.fill(entry, "why"),
            actions=entry.texts("actions"),
            agencies=entry.texts("agencies"),
            yields_to=entry.texts("yields_to"),
            covers=entry.texts("covers"),
            claims=entry.texts("claims"),
            status=entry.choice("status", ("draft", "stable"), "stable"),
            where=entry.where,
        )
        return tuple(made._replace(behaviour=name) for name in judged)

    def action(self, entry: Entry) -> model.Action:
        """Something to do, or to keep."""
        return model.Action(
            id=self.id(entry),
            part=entry.choice("part", ("do", "keep"), "do"),
            when=self.vocabulary.condition(entry, "when"),
            unless=self.vocabulary.condition(entry, "unless"),
            title=entry.text("title"),
            steps=tuple(self.sayings(entry, "steps")),
        )

    def headlines(self, entry: Entry) -> dict[str, tuple[model.ActionStep, ...]]:
        """What the first line says of a verdict, or instead of one, and the heading of what is owed.

        The last saying of each is for everybody.
        """
        inner = entry.entry("headlines")
        names = ("deadline", *model.VERDICTS, "owed")
        made = {name: tuple(self.sayings(inner, name)) for name in names} if inner else {}
        for name, sayings in made.items():
            if inner and (not sayings or sayings[-1].when or sayings[-1].unless):
                inner.fault(f"“{name}”最后一句要对谁都能说", "最后写一句不带 when、unless 的", name)
        if inner:
            inner.close()
        return made

    def sayings(self, entry: Entry, key: str) -> Iterator[model.ActionStep]:
        """The texts under `key`, one or several; `{say: …, when: …, unless: …}` where one is not for everybody."""
        for item in entry.items(key):
            if isinstance(item, Entry):
                when, unless = self.vocabulary.condition(item, "when"), self.vocabulary.condition(item, "unless")
                yield model.ActionStep(item.text("say"), when, unless)
                item.close()
            else:
                yield model.ActionStep(item, None, None)

    def route(self, entry: Entry) -> model.Route:
        """A route."""
        branches = []
        for item in entry.entries("choices"):
            each = item.entry("each")
            branches.append(
                model.Branch(
                    when=self.vocabulary.condition(item, "when") or model.Condition("all"),
                    agencies=item.texts("agencies"),
                    fits=item.text("fits", ""),
                    each={name: each.text(name) for name in each.values} if each else {},
                )
            )
            item.close()
        return model.Route(self.id(entry), entry.texts("usual"), tuple(branches))

    def passage(self, entry: Entry) -> model.Passage:
        """A sentence that is shown under a condition."""
        return model.Passage(
            id=self.id(entry),
            when=self.vocabulary.condition(entry, "when"),
            unless=self.vocabulary.condition(entry, "unless"),
            text=self.fill(entry, "text"),
            basis=entry.texts("basis"),
        )

    def pointer(self, entry: Entry) -> model.Pointer:
        """What a fact calls for by itself."""
        return model.Pointer(
            id=self.id(entry),
            first=entry.raw("first") is True,
            early=entry.raw("early") is True,
            when=self.vocabulary.condition(entry, "when") or model.Condition("all"),
            unless=self.vocabulary.condition(entry, "unless"),
            text=self.fill(entry, "text", ""),
            basis=entry.texts("basis"),
            agencies=entry.texts("agencies"),
            actions=entry.texts("actions"),
        )

    def stage(self, entry: Entry) -> model.Stage:
        """What is usual at some days overdue."""
        return model.Stage(
            when=self.vocabulary.condition(entry, "when"),
            unless=self.vocabulary.condition(entry, "unless"),
            first=entry.number("first") or 0,
            last=entry.number("last"),
            usual=entry.text("usual"),
            rule=self.fill(entry, "rule"),
            how_sure=entry.choice("how_sure", model.HOW_SURE),
        )

    def deadline(self, entry: Entry) -> model.DeadlineRule:
        """A period that a paper starts; its days are a limit."""
        limit = self.limits.get(self.timed(entry, "period"))
        return model.DeadlineRule(
            id=self.id(entry),
            title=entry.text("title"),
            when=self.vocabulary.condition(entry, "when") or model.Condition("all"),
            start=entry.text("start"),
            length=int(limit.value[0]) if limit else None,
            unit=limit.unit if limit else "",
            pressing=entry.raw("pressing") is not False,
            do=self.fill(entry, "do"),
            late=self.fill(entry, "late", ""),
            basis=entry.texts("basis"),
            agencies=entry.texts("agencies"),
            actions=entry.texts("actions"),
        )

    def timed(self, entry: Entry, key: str) -> str:
        """The id of a limit with a unit, or "" where there is none under `key`."""
        name = entry.text(key, "") if entry.raw(key) else ""
        limit = self.limits.get(name)
        if name and not (limit and limit.unit):
            timed = "、".join(name for name, one in self.limits.items() if one.unit)
            entry.fault(f"“{key}”应当是有单位的界限的 id", f"可用：{timed}", key)
            return ""
        return name

    def period(self, entry: Entry) -> PeriodRule:
        """A period in the reader's life, and what restarts it."""
        restarts = []
        for item in entry.entries("restarts"):
            restarts.append(
                Restart(
                    on=item.text("on"),
                    say=item.text("say"),
                    until=item.text("until", ""),
                    consents=item.raw("consents") is True,
                    basis=item.texts("basis"),
                    where=item.where,
                )
            )
            item.close()
        made = PeriodRule(
            id=self.id(entry),
            title=entry.text("title"),
            start=entry.text("start"),
            say=entry.text("say"),
            period=self.timed(entry, "period"),
            longest=self.timed(entry, "longest"),
            moves=entry.raw("moves") is not False,
            restarts=tuple(restarts),
            how=self.fill(entry, "how"),
            do=self.fill(entry, "do"),
            basis=entry.texts("basis"),
        )
        if not made.period:
            entry.fault("没有写 period", "写上有单位的界限的 id", "period")
        return made

    def counting(self, entry: Entry) -> Counting:
        """The words beside counted days."""
        says = entry.entry("says")
        if says is None:
            entry.fault("没有“says”这一部分", "写 says: 和下面的句子")
            return Counting(*[""] * len(Counting._fields))
        made = Counting(*(says.text(name) for name in Counting._fields))
        says.close()
        return made

    def safety(self, entry: Entry) -> Safety:
        """A danger, with the words of its page."""
        made = Safety(
            id=self.id(entry),
            kind=entry.choice("kind", DANGERS),
            when=self.vocabulary.condition(entry, "when") or model.Condition("all"),
            unless=self.vocabulary.condition(entry, "unless"),
            say=entry.text("say"),
            title=entry.text("title"),
            headline=entry.text("headline"),
            first=entry.text("first"),
            steps=entry.texts("steps"),
            script_for=entry.text("script_for"),
            script_to=entry.text("script_to", ""),
            script=entry.text("script"),
            dont=entry.text("dont"),
            last=entry.text("last"),
            call=entry.texts("call"),
            covers=entry.texts("covers"),
            instead=entry.texts("instead"),
            unsure_when=self.vocabulary.condition(entry, "unsure_when"),
            unsure=entry.text("unsure", ""),
        )
        if not 2 <= len(made.steps) <= 4:
            entry.fault(f"“{made.id}”有 {len(made.steps)} 步", "危险的页面写 2 到 4 步，多了看不进去", "steps")
        return made
