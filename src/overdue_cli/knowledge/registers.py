"""YAML to the registers: facts, limits, provisions, agencies, lenders, behaviours, wording, calendar."""

from overdue_cli.knowledge import model
from overdue_cli.knowledge.periods import Calendar
from overdue_cli.knowledge.records import Maker
from overdue_cli.knowledge.wording import DANGER_PAGE, Choice, Opening, Wording
from overdue_cli.knowledge.yamlfile import Entry, is_date, is_time


class Registers(Maker):
    """Makes the records that stand for themselves."""

    @property
    def checked_on(self) -> str:
        """The day on which the knowledge as a whole was checked."""
        return self.files["rules"].date("checked_on", "0000-00-00") or ""

    def questions(self, behaviours: dict[str, model.Behaviour]) -> dict[str, model.Question]:
        """The facts; `behaviours` takes its values from the behaviours, and `told` means those given."""
        entries = list(self.files["rules"].entries("questions"))
        known = self.vocabulary.questions = {q.fact: q for q in map(self.question, entries)}
        if "behaviours" in known:
            known["behaviours"].names.update({b.id: b.name for b in behaviours.values()})
            known["told"] = known["behaviours"]._replace(fact="told", option=())
        for entry in entries:  # only now can conditions speak of every fact
            fact = entry.text("fact")
            known[fact] = known[fact]._replace(urgent_when=self.vocabulary.condition(entry, "urgent_when"))
            entry.close()
        return known

    def question(self, entry: Entry) -> model.Question:
        """One fact, still without `urgent_when`."""
        names, groups = entry.entry("names"), entry.entry("groups")
        question = model.Question(
            fact=entry.text("fact"),
            kind=entry.choice("kind", model.KINDS),
            option=entry.texts("option"),
            label=entry.text("label"),
            ask=entry.text("ask", ""),
            why=entry.text("why", ""),
            names={key: names.text(key) for key in names.values} if names else {},
            groups={key: groups.texts(key) for key in groups.values} if groups else {},
            yes=entry.text("yes", ""),
            no=entry.text("no", ""),
            unit=entry.text("unit", ""),
            largest=entry.number("largest") or 0,
            urgent_when=None,
        )
        if question.kind == "flag" and not (question.yes and question.no):
            entry.fault("是非题缺 yes 或 no", "写出“是”和“否”各怎么说，如 yes: 能联系上你本人")
        for group, values in question.groups.items():
            if group in question.names or not set(values) <= set(question.names):
                entry.fault(f"一组值“{group}”写得不对", "名字不能和值同名，里面只能写 names 里有的值", "groups")
        if question.kind == "flag" and len(question.option) not in (0, 2):
            entry.fault("是非题要有两个旗标", "写 option: [--是的旗标, --否的旗标]", "option")
        return question

    def limit(self, entry: Entry) -> model.Limit:
        """A number or a window of the day."""
        number, first, last = entry.number("value"), entry.optional("from"), entry.optional("to")
        window = first is not None and last is not None
        if window and not (is_time(first) and is_time(last)):
            entry.fault("时段不是 HH:MM", '写成 from: "22:00",带引号', "from")
        if window == (number is not None):
            entry.fault("界限要么是数，要么是时段", "写 value: 3,或写 from 和 to")
        return model.Limit(
            id=self.id(entry),
            title=entry.text("title"),
            value=(first, last) if window else (number or 0,),
            unit=entry.choice("unit", tuple(model.UNITS), ""),
            provisions=entry.texts("provisions"),
        )

    def provisions(self) -> list[model.Provision]:
        """All provisions of all instruments."""
        made = []
        for instrument in list(self.files["authorities"].entries("instruments")):
            self.id(instrument)
            made += [self.provision(instrument, entry) for entry in instrument.entries("provisions")]
            instrument.close()
        return made

    def provision(self, instrument: Entry, entry: Entry) -> model.Provision:
        """One provision; what it does not say it takes from its instrument."""
        default = self.files["authorities"].date("checked_on", self.checked_on)
        made = model.Provision(
            id=self.id(entry),
            title=instrument.text("title"),
            edition=instrument.text("edition", ""),
            number=instrument.optional("number"),
            issuer=instrument.text("issuer"),
            article=entry.optional("article"),
            gist=self.fill(entry, "gist"),
            sanction=entry.text("sanction", ""),
            force=instrument.choice("force", model.FORCES),
            in_force_from=entry.date("in_force_from", instrument.date("in_force_from")) or "9999-12-31",
            in_force_to=entry.date("in_force_to", instrument.date("in_force_to")),
            how_sure=entry.choice("how_sure", model.HOW_SURE, instrument.choice("how_sure", model.HOW_SURE)),
            checked_on=entry.date("checked_on", instrument.date("checked_on", default)) or "",
            source=entry.text("source", instrument.text("source")),
            note=entry.text("note", instrument.text("note", "")),
            scope_when=self.vocabulary.condition(instrument, "when"),
            scope_unless=self.vocabulary.condition(instrument, "unless"),
            when=self.vocabulary.condition(entry, "when"),
            unless=self.vocabulary.condition(entry, "unless"),
            needs=self.vocabulary.condition(entry, "needs"),
            where=entry.where,
        )
        reported = entry.optional("reported_article")
        if made.how_sure == "read" and not made.article:
            entry.fault(f"“{made.id}”标为读过原文，却没有条号", "写上 article,或把 how_sure 改为 reported")
        if made.how_sure != "read" and made.article:
            entry.fault(f"“{made.id}”没有读到原文，不能写 article", "改成 reported_article", "article")
        if reported:
            made = made._replace(note="；".join(filter(None, [f"据转述为{reported}", made.note])))
        if made.in_force_to and made.in_force_to < made.in_force_from:
            entry.fault(f"“{made.id}”失效早于生效", "检查 in_force_from 和 in_force_to", "in_force_to")
        entry.close()
        return made

    def agency(self, entry: Entry) -> model.Agency:
        """An agency; its phone is a bare short number."""
        phone = entry.optional("phone")
        if phone and not phone.isdigit():
            entry.fault(f"号码“{phone}”不是短号", "只写数字，加引号；区号、时间写进 how、hours", "phone")
        return model.Agency(
            id=self.id(entry),
            name=entry.text("name"),
            aliases=entry.texts("aliases"),
            operator=entry.text("operator", ""),
            phone=phone,
            takes=entry.texts("takes"),
            not_for=entry.texts("not_for"),
            before=entry.text("before", ""),
            how=entry.text("how", ""),
            hours=entry.text("hours", ""),
            online=entry.text("online", ""),
            how_sure=entry.choice("how_sure", model.HOW_SURE),
            checked_on=entry.date("checked_on", self.files["agencies"].date("checked_on")) or "",
            source=entry.text("source", ""),
            note=entry.text("note", ""),
        )

    def lender(self, entry: Entry) -> model.Lender:
        """A brand and the lenders that may stand behind it."""
        kinds = tuple(self.vocabulary.questions["lender_kind"].names)
        entities = []
        for item in entry.entries("entities"):
            entities.append((item.text("entity"), item.choice("lender_kind", kinds), item.text("share", "")))
            item.close()
        if not entities:
            entry.fault("没有写可能的放款方", "写 entities,每项 entity 和 lender_kind", "entities")
        loan_kinds = ("", *self.vocabulary.questions["loan_kind"].names)
        loan_kind = entry.text("loan_kind", "")
        if loan_kind not in loan_kinds:
            entry.fault(f"“loan_kind”不能是“{loan_kind}”", f"只能是：{'、'.join(loan_kinds[1:])}", "loan_kind")
        entry.optional("platform")
        entry.optional("note")
        return model.Lender(
            id=self.id(entry),
            contains=entry.texts("contains"),
            name=entry.text("name"),
            aliases=entry.texts("aliases"),
            entities=tuple(entities),
            loan_kind=loan_kind,
            find_out=entry.text("find_out"),
            official=entry.text("official", ""),
            contact=entry.text("contact", ""),
            how_sure=entry.choice("how_sure", model.HOW_SURE),
            checked_on=entry.date("checked_on", self.files["lenders"].date("checked_on")) or "",
            source=entry.text("source", ""),
        )

    def behaviour(self, entry: Entry) -> model.Behaviour:
        """A behaviour."""
        return model.Behaviour(
            id=self.id(entry),
            name=entry.text("name"),
            group=entry.text("group"),
            plain=self.fill(entry, "plain"),
            brings=entry.texts("brings"),
            open=self.fill(entry, "open"),
            agencies=entry.texts("agencies"),
            actions=entry.texts("actions"),
        )

    def case(self, entry: Entry) -> model.DecidedCase:
        """A decided case."""
        return model.DecidedCase(
            id=self.id(entry),
            kind=entry.choice("kind", ("civil", "criminal", "regulatory", "police", "injunction")),
            date=entry.text("date"),
            title=entry.text("title"),
            what=entry.text("what"),
            outcome=entry.text("outcome"),
            lesson=entry.text("lesson"),
            resembles=entry.texts("resembles"),
            core=entry.texts("core"),
            when=self.vocabulary.condition(entry, "when"),
            source=entry.texts("source"),
            how_sure=entry.choice("how_sure", model.HOW_SURE),
        )

    def wording(self, entry: Entry) -> Wording:
        """The fixed texts."""

        def names(key: str, allowed: tuple[str, ...]) -> dict[str, str]:
            inner = entry.entry(key)
            found = {name: inner.text(name) for name in allowed} if inner else {}
            if inner:
                inner.close()
            return found

        return Wording(
            danger_lines=entry.texts("danger_lines"),
            danger=names("danger", DANGER_PAGE),
            similar=entry.text("similar"),
            verdict_names=names("verdict_names", model.VERDICTS),
            norm_name=entry.text("norm_name"),
            force_names=names("force_names", model.FORCES),
            reported=entry.text("reported"),
            unverified=entry.text("unverified"),
            scam_ending=entry.text("scam_ending"),
            no_provision=entry.text("no_provision"),
            excepted=entry.text("excepted"),
            too_late=entry.text("too_late"),
            too_late_for_them=entry.text("too_late_for_them"),
            local=entry.text("local"),
            text_read=entry.text("text_read"),
            notice=entry.text("notice"),
            stale=entry.text("stale"),
            old=entry.text("old"),
            standings=names("standings", model.STANDINGS),
        )

    def opening(self, entry: Entry, behaviours: dict[str, model.Behaviour]) -> Opening:
        """The beginning of the interview; every group of behaviours has its sentence."""
        parts = {name: part for name in ("who", "paste", "groups") if (part := entry.entry(name))}
        names = parts["groups"].entry("names") if "groups" in parts else None
        groups = dict.fromkeys(behaviour.group for behaviour in behaviours.values())
        opening = Opening(
            greeting=entry.text("greeting"),
            who=tuple(self.choice(item) for item in parts["who"].entries("choices")) if "who" in parts else (),
            groups={group: names.text(group) for group in groups} if names else {},
            ask={name: part.text("ask") for name, part in parts.items()},
            why={name: part.text("why") for name, part in parts.items()},
            paste_kept=parts["paste"].text("kept") if "paste" in parts else "",
            paste_nothing=parts["paste"].text("nothing") if "paste" in parts else "",
        )
        for part in (*parts.values(), *([names] if names else [])):
            part.close()
        return opening

    def choice(self, entry: Entry) -> Choice:
        """One choice of the interview; the facts it stands for must exist."""
        sets, adds = entry.entry("sets"), entry.entry("adds")
        made = Choice(
            say=entry.text("say"),
            sets={fact: sets.text(fact) for fact in sets.values} if sets else {},
            adds={fact: adds.texts(fact) for fact in adds.values} if adds else {},
        )
        for fact, values in ({fact: (value,) for fact, value in made.sets.items()} | made.adds).items():
            question = self.vocabulary.questions.get(fact)
            if question is None or not set(values) <= set(question.names):
                entry.fault(f"“{fact}: {'、'.join(values)}”不是已有的事实和值", "用 rules.yaml 里 questions 的事实和值")
        entry.close()
        return made

    def calendar(self, entry: Entry) -> Calendar:
        """Rest days, year by year."""
        years: list[str] = []
        rest: list[str] = []
        work: list[str] = []
        for year in list(entry.entries("years")):
            years.append(year.text("year"))
            rest += year.texts("rest")
            work += year.texts("work")
            year.text("source")
            year.close()
        for day in rest + work:
            if not is_date(day):
                entry.fault(f"“{day}”不是日期", '写成 "2026-10-01"', "years")
        return Calendar(tuple(years), frozenset(rest), frozenset(work))
