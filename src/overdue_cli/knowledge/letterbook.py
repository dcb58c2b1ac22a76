"""YAML to the templates of letters: one file a letter, and `letters.yaml` with what all say alike."""

import re

from overdue_cli.errors import Fault
from overdue_cli.knowledge import papers, plans
from overdue_cli.knowledge.conditions import Vocabulary
from overdue_cli.knowledge.model import VERDICTS, Knowledge
from overdue_cli.knowledge.records import Maker, spoken
from overdue_cli.knowledge.yamlfile import Entry


class Letterbook(Maker):
    """Makes the templates."""

    def __init__(self, files: dict[str, Entry], faults: list[Fault], known: Knowledge) -> None:
        super().__init__(files, faults)
        self.known = known
        self.limits.update(known.limits)
        self.vocabulary = Vocabulary(known.questions, self.limits)
        self.fields: tuple[str, ...] = papers.FIELDS

    def filled_in(self, entry: Entry, text: str, key: str) -> str:
        """As everywhere, but the fields of papers stay for the case to fill; blanks must be whole."""
        if text.count(papers.OPENS) != len(re.findall(f"{papers.OPENS}[^【】{{}}]+{papers.CLOSES}", text)):
            entry.fault("有一处【待填】写得不完整", "写成 【待填:要填什么】，里面不再有括号和字段", key)
        if re.search("[{}$]", re.sub(r"\{\w+\}", "", text)):
            entry.fault("多出来的 { } 或 $", "字段写成 {名字}，别的地方不用这三个符号", key)

        def value(match: re.Match[str]) -> str:
            if match[1] in self.fields:
                return match[0]
            if match[1] in self.limits:
                return spoken(self.limits[match[1]])
            entry.fault(f"没有叫“{match[1]}”的字段或界限", f"这里的字段有：{'、'.join(self.fields)}", key)
            return ""

        return re.sub(r"\{(\w+)\}", value, text)

    def letter(self, entry: Entry) -> papers.Letter:
        """One letter, from a file of its own."""
        cites = entry.entry("cites")
        elements = tuple(self.element(item) for item in entry.entries("elements"))
        made = papers.Letter(
            id=entry.choice("id", papers.KINDS),
            name=entry.text("name"),
            names=entry.texts("names"),
            title=self.lines(entry, "title"),
            to=self.lines(entry, "to"),
            cautions=tuple(self.caution(item) for item in entry.entries("cautions")),
            lightest=entry.choice("lightest", VERDICTS[1:], "unlawful"),
            cites=self.titles(cites, "only"),
            cites_not=self.titles(cites, "not"),
            elements=elements,
            parts=tuple(self.part(item, {element.id for element in elements}) for item in entry.entries("parts")),
            cover=self.cover(entry),
            where=entry.where,
        )
        if cites:
            cites.close()
        brought = {part.element for part in made.parts}
        for element in made.elements:
            if element.id not in brought:
                entry.fault(f"没有一段写到要件“{element.id}”", f"在一段里写 element: {element.id}", "elements")
        return made

    def element(self, entry: Entry) -> papers.Element:
        """What must stand in the letter."""
        made = papers.Element(entry.text("id"), entry.text("name"), self.basis(entry))
        entry.close()
        return made

    def caution(self, entry: Entry) -> papers.Caution:
        """A first line for a case that does not support the letter."""
        made = papers.Caution(
            lighter_than=entry.choice("lighter_than", ("", *VERDICTS[1:]), ""),
            when=self.vocabulary.condition(entry, "when"),
            unless=self.vocabulary.condition(entry, "unless"),
            text=self.fill(entry, "text"),
        )
        entry.close()
        return made

    def part(self, entry: Entry, elements: set[str]) -> papers.Part:
        """One paragraph: its kind is the key under which its text stands."""
        kinds = [kind for kind in papers.BLOCKS if kind in entry.values]
        if len(kinds) != 1:
            entry.fault("一段要有而且只有一种写法", f"写 {'、'.join(papers.BLOCKS)} 里的一个，后面是文字")
        kind = kinds[0] if kinds else "plain"
        each = entry.choice("each", ("", *papers.LISTS), "")
        element = entry.text("element", "")
        if element and element not in elements:
            entry.fault(f"没有叫“{element}”的要件", f"要件有：{'、'.join(sorted(elements))}", "element")
        basis = self.basis(entry)
        self.fields = (*papers.FIELDS, *(("each",) if each else ()), *(("basis",) if basis else ()))
        made = papers.Part(
            kind=kind,
            element=element,
            when=self.vocabulary.condition(entry, "when"),
            unless=self.vocabulary.condition(entry, "unless"),
            each=each,
            text=self.fill(entry, kind),
            otherwise=self.fill(entry, "otherwise", ""),
            no_events=entry.raw("no_events") is True,
            of_event=entry.raw("of_event") is True,
            basis=basis,
        )
        self.fields = papers.FIELDS
        if each and "{each}" not in made.text:
            entry.fault("写了 each，文字里却没有 {each}", "在要逐条写出的地方写 {each}", kind)
        entry.close()
        return made

    def cover(self, entry: Entry) -> papers.Cover:
        """The cover of a letter."""
        inner = entry.entry("cover")
        if inner is None:
            entry.fault("没有 cover", "写 cover：交到哪里、附什么、要什么回执、多久答复、没有答复怎么办")
            return papers.Cover((), (), (), "", (), ())
        period = self.period(inner, "period")
        parts = {key: self.lines(inner, key) for key in ("hand_in", "attach", "receipt", "next")}
        self.fields = (*papers.FIELDS, *(("answer_by",) if period else ()))
        made = papers.Cover(period=period, answer=self.lines(inner, "answer"), **parts)
        self.fields = papers.FIELDS
        inner.close()
        return made

    def basis(self, entry: Entry) -> tuple[str, ...]:
        """Ids of provisions, which must exist."""
        names = entry.texts("basis")
        for name in names:
            if name not in self.known.provisions:
                entry.fault(f"法条“{name}”不存在", "改成已有的 id，或先在 authorities.yaml 写这一条", "basis")
        return names

    def titles(self, entry: Entry | None, key: str) -> tuple[str, ...]:
        """Titles of instruments, which must exist."""
        names = entry.texts(key) if entry else ()
        known = {provision.title for provision in self.known.provisions.values()}
        for name in names:
            if entry and name not in known:
                entry.fault(f"没有叫“{name}”的法律或规范", "写 authorities.yaml 里的 title", key)
        return names

    def period(self, entry: Entry, key: str) -> str:
        """The id of a period, or empty."""
        name = entry.text(key, "")
        periods = (*(rule.id for rule in self.known.deadlines), *self.known.periods)
        if name and name not in periods:
            entry.fault(f"没有叫“{name}”的期限", f"期限有：{'、'.join(periods)}", key)
        return name

    def lines(self, entry: Entry, key: str) -> tuple[plans.Line, ...]:
        """Sentences under `key`: plain texts, or entries with conditions."""
        found = entry.raw(key)
        rows = found if isinstance(found, list) else [found]
        return tuple(made for row in rows if (made := self.line(entry, key, row)))

    def line(self, entry: Entry, key: str, row: object) -> plans.Line | None:
        """One sentence."""
        if isinstance(row, str) and row.strip():
            return plans.Line(None, None, self.filled_in(entry, row.strip(), key), ())
        if not isinstance(row, Entry):
            entry.fault(f"“{key}”应当是文字，或者带 when 的条目", "写成 - 文字，或 - {when: …, text: …}", key)
            return None
        basis = self.basis(row)
        kept, self.fields = self.fields, (*self.fields, *(("basis",) if basis else ()))
        made = plans.Line(
            self.vocabulary.condition(row, "when"),
            self.vocabulary.condition(row, "unless"),
            self.fill(row, "text"),
            basis,
        )
        self.fields = kept
        row.close()
        return made

    def words(self, entry: Entry) -> papers.LetterWords:
        """What all letters say alike; every behaviour has its telling."""
        blanks, told, cover = entry.entry("blanks"), entry.entry("told"), entry.entry("cover")
        tellings = {}
        for name in self.known.behaviours if told else ():
            inner = told.entry(name) if told else None
            if inner is None:
                entry.fault(
                    f"行为“{name}”没有写在信里怎么说", f"在 told 里写 {name}: {{borrower: …, other: …}}", "told"
                )
                continue
            tellings[name] = papers.Telling(self.fill(inner, "borrower"), self.fill(inner, "other"))
            inner.close()
        made = papers.LetterWords(
            blanks={name: blanks.text(name) for name in papers.FIELDS if name != "today"} if blanks else {},
            told=tellings,
            quoted=self.with_fields(entry, "quoted", "words", "names"),
            may_be=self.with_fields(entry, "may_be", "product", "names"),
            event=self.with_fields(entry, "event", "day", "time", "manner", "words"),
            verbatim=self.with_fields(entry, "verbatim", "words"),
            summary=self.with_fields(entry, "summary", "words"),
            more_events=self.with_fields(entry, "more_events", "count"),
            fill_in=entry.text("fill_in"),
            nothing_to_fill=entry.text("nothing_to_fill"),
            cover={name: cover.text(name) for name in papers.COVER} if cover else {},
            keep=tuple(self.filled_in(entry, text, "keep") for text in entry.texts("keep")),
        )
        for part in filter(None, (blanks, told, cover)):
            part.close()
        return made

    def with_fields(self, entry: Entry, key: str, *fields: str) -> str:
        """A text with fields of its own."""
        kept, self.fields = self.fields, fields
        made = self.fill(entry, key)
        self.fields = kept
        return made
