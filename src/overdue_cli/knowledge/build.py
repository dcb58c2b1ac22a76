"""YAML folder to `Knowledge`: every record typed, every reference checked, every fault reported at once.

One function per kind of record, in the order in which they refer to each other.
"""

import hashlib
import re
from pathlib import Path

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge import model
from overdue_cli.knowledge.conditions import Vocabulary
from overdue_cli.knowledge.yamlfile import Entry, is_date, is_time, read

FILES = ("authorities", "agencies", "lenders", "behaviours", "rules", "wording", "calendar")


def digest(folder: Path) -> str:
    """SHA-256 over the YAML files of `folder`, in hex: which text some compiled knowledge came from."""
    total = hashlib.sha256()
    for name in FILES:
        total.update((folder / f"{name}.yaml").read_bytes())
    return total.hexdigest()


def build(folder: Path) -> model.Knowledge:
    """The knowledge in the YAML files of `folder`. Raises KnowledgeError with all faults."""
    knowledge, faults = build_with_faults(folder)
    if faults:
        raise KnowledgeError(faults)
    return knowledge


def build_with_faults(folder: Path) -> tuple[model.Knowledge, list[Fault]]:
    """As `build`, but gives back the faults, so that a linter can add its own."""
    faults: list[Fault] = []
    builder = Builder({name: read(folder / f"{name}.yaml", faults) for name in FILES}, faults)
    return builder.knowledge(), faults


class Builder:
    """The state of one build: the files, what has been built so far, and the faults."""

    def __init__(self, files: dict[str, Entry], faults: list[Fault]) -> None:
        self.files, self.faults = files, faults
        self.checked_on = files["rules"].date("checked_on", "0000-00-00") or ""
        self.ids: dict[str, str] = {}
        self.limits: dict[str, model.Limit] = {}
        self.vocabulary = Vocabulary({}, self.limits)

    def knowledge(self) -> model.Knowledge:
        """Build everything, in the order in which the parts refer to each other."""
        rules = self.files["rules"]
        self.limits.update({limit.id: limit for limit in self.each("rules", "limits", self.limit)})
        behaviours = {b.id: b for b in self.each("behaviours", "behaviours", self.behaviour)}
        questions = self.questions(behaviours)
        knowledge = model.Knowledge(
            version=rules.text("version"),
            checked_on=self.checked_on,
            questions=questions,
            provisions={p.id: p for p in self.provisions()},
            agencies={a.id: a for a in self.each("agencies", "agencies", self.agency)},
            lenders={x.id: x for x in self.each("lenders", "lenders", self.lender)},
            behaviours=behaviours,
            limits=self.limits,
            implications=tuple(self.each("rules", "implications", self.implication)),
            rules=tuple(self.each("rules", "rules", self.rule)),
            actions={a.id: a for a in self.each("rules", "actions", self.action)},
            routes={r.id: r for r in self.each("rules", "routes", self.route)},
            may=tuple(self.each("rules", "may", self.passage)),
            obligations=tuple(self.each("rules", "obligations", self.passage)),
            stages=tuple(self.each("rules", "stages", self.stage)),
            deadlines=tuple(self.each("rules", "deadlines", self.deadline)),
            safety=tuple(self.each("rules", "safety", self.safety)),
            wording=self.wording(self.files["wording"]),
            calendar=self.calendar(self.files["calendar"]),
        )
        for file in self.files.values():
            file.date("checked_on")
            file.close()
        self.check_references(knowledge)
        return knowledge

    def each(self, file: str, key: str, make):  # type: ignore[no-untyped-def]
        """`make` applied to each entry of a list; unknown keys and repeated ids are faults."""
        for entry in list(self.files[file].entries(key)):
            made = make(entry)
            entry.close()
            yield made

    def id(self, entry: Entry) -> str:
        """The id of a record; a fault where it is malformed or taken."""
        name = entry.text("id")
        if not re.fullmatch(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*", name):
            entry.fault(f"id“{name}”不合格", "用小写英文字母、数字,中间用 - 或 _", "id")
        elif name in self.ids:
            entry.fault(f"id“{name}”已经用过", f"{self.ids[name]} 已有,换一个", "id")
        self.ids.setdefault(name, entry.where)
        return name

    def fill(self, entry: Entry, key: str, default: str | None = None) -> str:
        """A text in which `{limit_id}` stands for the limit, so that no number is written twice."""

        def value(match: re.Match[str]) -> str:
            limit = self.limits.get(match[1])
            if limit is None:
                entry.fault(f"没有叫“{match[1]}”的界限", f"界限有:{'、'.join(self.limits)}", key)
                return match[0]
            return spoken(limit)

        return re.sub(r"\{(\w+)\}", value, entry.text(key, default))

    # --- records -----------------------------------------------------------------------------

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
        names = entry.entry("names")
        question = model.Question(
            fact=entry.text("fact"),
            kind=entry.choice("kind", model.KINDS),
            option=entry.texts("option"),
            label=entry.text("label"),
            ask=entry.text("ask", ""),
            why=entry.text("why", ""),
            names={key: names.text(key) for key in names.values} if names else {},
            yes=entry.text("yes", ""),
            no=entry.text("no", ""),
            unit=entry.text("unit", ""),
            largest=entry.number("largest") or 0,
            urgent_when=None,
        )
        if question.kind == "flag" and not (question.yes and question.no):
            entry.fault("是非题缺 yes 或 no", "写出“是”和“否”各怎么说,如 yes: 能联系上你本人")
        return question

    def limit(self, entry: Entry) -> model.Limit:
        number, first, last = entry.number("value"), entry.optional("from"), entry.optional("to")
        window = first is not None and last is not None
        if window and not (is_time(first) and is_time(last)):
            entry.fault("时段不是 HH:MM", '写成 from: "22:00",带引号', "from")
        if window == (number is not None):
            entry.fault("界限要么是数,要么是时段", "写 value: 3,或写 from 和 to")
        return model.Limit(
            id=self.id(entry),
            title=entry.text("title"),
            value=(first, last) if window else (number or 0,),
            provisions=entry.texts("provisions"),
        )

    def provisions(self) -> list[model.Provision]:
        made = []
        for instrument in list(self.files["authorities"].entries("instruments")):
            self.id(instrument)
            made += [self.provision(instrument, entry) for entry in instrument.entries("provisions")]
            instrument.close()
        return made

    def provision(self, instrument: Entry, entry: Entry) -> model.Provision:
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
            where=entry.where,
        )
        reported = entry.optional("reported_article")
        if made.how_sure == "read" and not made.article:
            entry.fault(f"“{made.id}”标为读过原文,却没有条号", "写上 article,或把 how_sure 改为 reported")
        if made.how_sure != "read" and made.article:
            entry.fault(f"“{made.id}”没有读到原文,不能写 article", "改成 reported_article", "article")
        if reported:
            made = made._replace(note="；".join(filter(None, [f"据转述为{reported}", made.note])))
        if made.in_force_to and made.in_force_to < made.in_force_from:
            entry.fault(f"“{made.id}”失效早于生效", "检查 in_force_from 和 in_force_to", "in_force_to")
        entry.close()
        return made

    def agency(self, entry: Entry) -> model.Agency:
        phone = entry.optional("phone")
        if phone and not phone.isdigit():
            entry.fault(f"号码“{phone}”不是短号", '只写数字,如 "12378";区号、时间写进 how、hours', "phone")
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
            entry.fault(f"“loan_kind”不能是“{loan_kind}”", f"只能是:{'、'.join(loan_kinds[1:])}", "loan_kind")
        entry.optional("platform")
        entry.optional("note")
        return model.Lender(
            id=self.id(entry),
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

    def implication(self, entry: Entry) -> model.Implication:
        when, adds = self.vocabulary.condition(entry, "when"), entry.entry("adds")
        if when is None or adds is None:
            entry.fault("推论缺 when 或 adds", "写 when: {…} 和 adds: {behaviours: […]}")
        added = {key: adds.texts(key) for key in adds.values} if adds else {}
        for fact, values in added.items():
            question = self.vocabulary.questions.get(fact)
            if question is None or question.kind != "many" or not set(values) <= set(question.names):
                entry.fault(f"推论加的“{fact}: {'、'.join(values)}”不对", "只能加多选事实里已有的值", "adds")
        return model.Implication(
            when or model.Condition("all"), self.vocabulary.condition(entry, "unless"), added
        )

    def rule(self, entry: Entry) -> model.Rule:
        return model.Rule(
            id=self.id(entry),
            behaviour=entry.text("behaviour"),
            title=entry.text("title"),
            when=self.vocabulary.condition(entry, "when"),
            unless=self.vocabulary.condition(entry, "unless"),
            verdict=entry.choice("verdict", model.VERDICTS[1:]),
            basis=entry.texts("basis"),
            summary=self.fill(entry, "summary"),
            why=self.fill(entry, "why"),
            actions=entry.texts("actions"),
            agencies=entry.texts("agencies"),
            yields_to=entry.texts("yields_to"),
            claims=entry.texts("claims"),
            status=entry.choice("status", ("draft", "stable"), "stable"),
            where=entry.where,
        )

    def action(self, entry: Entry) -> model.Action:
        return model.Action(
            self.id(entry), entry.choice("part", ("do", "keep"), "do"), entry.text("title"), entry.texts("steps")
        )

    def route(self, entry: Entry) -> model.Route:
        choices = []
        for item in entry.entries("choices"):
            when = self.vocabulary.condition(item, "when") or model.Condition("all")
            choices.append((when, item.texts("agencies"), item.text("fits", "")))
            item.close()
        return model.Route(self.id(entry), entry.texts("usual"), tuple(choices))

    def passage(self, entry: Entry) -> model.Passage:
        return model.Passage(
            id=self.id(entry),
            when=self.vocabulary.condition(entry, "when"),
            unless=self.vocabulary.condition(entry, "unless"),
            text=self.fill(entry, "text"),
            basis=entry.texts("basis"),
        )

    def stage(self, entry: Entry) -> model.Stage:
        return model.Stage(
            first=entry.number("first") or 0,
            last=entry.number("last"),
            usual=entry.text("usual"),
            rule=self.fill(entry, "rule"),
            how_sure=entry.choice("how_sure", model.HOW_SURE),
        )

    def deadline(self, entry: Entry) -> model.DeadlineRule:
        limit = self.limits.get(entry.text("days", "none"))
        if limit is None and entry.values.get("days") is not None:
            entry.fault("“days”应当是界限的 id", f"界限有:{'、'.join(self.limits)}", "days")
        return model.DeadlineRule(
            id=self.id(entry),
            title=entry.text("title"),
            when=self.vocabulary.condition(entry, "when") or model.Condition("all"),
            start=entry.text("start"),
            days=int(limit.value[0]) if limit else None,
            do=self.fill(entry, "do"),
            basis=entry.texts("basis"),
            agencies=entry.texts("agencies"),
            actions=entry.texts("actions"),
        )

    def safety(self, entry: Entry) -> model.Safety:
        when = self.vocabulary.condition(entry, "when") or model.Condition("all")
        return model.Safety(entry.text("kind"), when, entry.text("say"), entry.texts("call"))

    def wording(self, entry: Entry) -> model.Wording:
        def names(key: str, allowed: tuple[str, ...]) -> dict[str, str]:
            inner = entry.entry(key)
            found = {name: inner.text(name) for name in allowed} if inner else {}
            if inner:
                inner.close()
            return found

        return model.Wording(
            danger_lines=entry.texts("danger_lines"),
            headlines=names("headlines", model.VERDICTS),
            verdict_names=names("verdict_names", model.VERDICTS),
            norm_name=entry.text("norm_name"),
            force_names=names("force_names", model.FORCES),
            reported=entry.text("reported"),
            unverified=entry.text("unverified"),
            scam_ending=entry.text("scam_ending"),
            no_provision=entry.text("no_provision"),
            text_not_read=entry.text("text_not_read"),
            notice=entry.text("notice"),
            stale=entry.text("stale"),
        )

    def calendar(self, entry: Entry) -> model.Calendar:
        years, rest, work = [], [], []
        for year in list(entry.entries("years")):
            years.append(year.text("year"))
            rest += year.texts("rest")
            work += year.texts("work")
            year.text("source")
            year.close()
        for day in rest + work:
            if not is_date(day):
                entry.fault(f"“{day}”不是日期", '写成 "2026-10-01"', "years")
        return model.Calendar(tuple(years), frozenset(rest), frozenset(work))

    # --- references --------------------------------------------------------------------------

    def check_references(self, known: model.Knowledge) -> None:
        """Report every id that points nowhere, and every grave rule without support."""
        places = {"agencies": {**known.agencies, **known.routes}, "actions": known.actions}
        rule_ids = {rule.id: rule for rule in known.rules}

        def check(where: str, kind: str, ids: tuple[str, ...], there: object) -> None:
            for name in ids:
                if name not in there:  # type: ignore[operator]
                    file, _, line = where.rpartition(":")
                    self.faults.append(Fault(file, int(line), f"{kind}“{name}”不存在", "改成已有的 id,或先写这一条"))

        for rule in known.rules:
            check(rule.where, "行为", (rule.behaviour,), known.behaviours)
            check(rule.where, "法条", rule.basis, known.provisions)
            check(rule.where, "让位的规则", rule.yields_to, rule_ids)
            check(rule.where, "机构或路线", rule.agencies, places["agencies"])
            check(rule.where, "行动", rule.actions, places["actions"])
            if model.gravity(rule.verdict) > model.gravity("conditional") and not rule.basis:
                file, _, line = rule.where.rpartition(":")
                self.faults.append(Fault(file, int(line), f"规则“{rule.id}”结论重却没有法条", "写 basis,或把结论改为 conditional"))
        for behaviour in known.behaviours.values():
            where = self.ids[behaviour.id]
            check(where, "行为", behaviour.brings, known.behaviours)
            check(where, "机构或路线", behaviour.agencies, places["agencies"])
            check(where, "行动", behaviour.actions, places["actions"])
        for item in (*known.may, *known.obligations, *known.deadlines):
            check(self.ids[item.id], "法条", item.basis, known.provisions)
        for deadline in known.deadlines:
            check(self.ids[deadline.id], "机构或路线", deadline.agencies, places["agencies"])
            check(self.ids[deadline.id], "行动", deadline.actions, places["actions"])
        for limit in known.limits.values():
            check(self.ids[limit.id], "法条", limit.provisions, known.provisions)
        for route in known.routes.values():
            for _, agencies, _ in route.choices:
                check(self.ids[route.id], "机构", agencies, known.agencies)
        top = self.files["rules"].where
        for danger in known.safety:
            check(top, "机构", danger.call, known.agencies)


def spoken(limit: model.Limit) -> str:
    """A limit as it is said in a sentence: `3`, or `22:00 至次日 8:00`."""
    if len(limit.value) == 1:
        return str(limit.value[0])
    first, last = limit.value
    return f"{first.removeprefix('0')} 至{'次日' if last < first else ''} {last.removeprefix('0')}"
