"""YAML to the library: topics, source documents, claims, letters, synonyms; every reference checked."""

from collections.abc import Container, Iterable
from pathlib import Path

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge import library
from overdue_cli.knowledge.model import STANDINGS, Knowledge
from overdue_cli.knowledge.records import Maker
from overdue_cli.knowledge.references import fault_at, missing
from overdue_cli.knowledge.yamlfile import Entry, read
from overdue_cli.words.letters import Letters, folded, plain

FILES = ("topics", "characters", "synonyms")


def files(data: Path) -> list[Path]:
    """Every file the library is made from."""
    single = [data / f"{name}.yaml" for name in FILES]
    return [*single, *sorted((data / "topics").glob("*.yaml")), *sorted(seeds_of(data).glob("*.yaml"))]


def seeds_of(data: Path) -> Path:
    """The folder of the source documents: beside the data in a checkout and in the wheel, or in it."""
    return next((place for place in (data.parent / "seeds", data / "seeds") if place.is_dir()), data / "seeds")


def build(data: Path, known: Knowledge) -> library.Library:
    """The library in `data` and its `seeds`. Raises KnowledgeError with all faults."""
    faults: list[Fault] = []
    made = build_with_faults(data, known, faults)
    if faults:
        raise KnowledgeError(faults)
    return made


def build_with_faults(data: Path, known: Knowledge, faults: list[Fault]) -> library.Library:
    """As `build`, but appends what is wrong to `faults`."""
    tops = {name: read(data / f"{name}.yaml", faults) for name in FILES}
    maker = Shelf(tops, faults)
    maker.limits.update(known.limits)
    topics = {}
    for path in sorted((data / "topics").glob("*.yaml")):
        top = read(path, faults)
        topic = maker.topic(top)
        top.close()
        topics[topic.id] = topic
    documents, claims = maker.documents(sorted(seeds_of(data).glob("*.yaml")))
    about: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        about[claim.topic] = (*about.get(claim.topic, ()), claim.id)
    letters = maker.letters(tops["characters"])
    made = library.Library(
        groups=tuple(maker.each("topics", "groups", maker.group)),
        topics={name: topic._replace(claims=about.get(name, ())) for name, topic in topics.items()},
        documents=documents,
        claims={claim.id: claim for claim in claims},
        called=called(topics, letters),
        letters=letters,
        synonyms=maker.synonyms(tops["synonyms"]),
    )
    for top in tops.values():
        top.date("checked_on")
        top.close()
    check(made, known, faults)
    return made


def called(topics: dict[str, library.Topic], letters: Letters) -> dict[str, str]:
    """What calls a topic by itself: its id, its title, its names, as texts are compared; ids win."""
    ids = {plain(name, letters): name for name in topics}
    names = {plain(n, letters): t.id for t in topics.values() for n in (t.title, *t.names)}
    return {**names, **ids}


def letters_of(data: Path) -> Letters:
    """The tables of characters alone. Raises KnowledgeError."""
    faults: list[Fault] = []
    top = read(data / "characters.yaml", faults)
    made = Shelf({"characters": top}, faults).letters(top)
    if faults:
        raise KnowledgeError(faults)
    return made


class Shelf(Maker):
    """Makes the records of the library."""

    def topic(self, entry: Entry) -> library.Topic:
        """One topic, from a file of its own."""
        return library.Topic(
            id=self.id(entry),
            title=entry.text("title"),
            names=entry.texts("names"),
            questions=entry.texts("questions"),
            answer=self.fill(entry, "answer"),
            lawful=self.lines(entry, "lawful"),
            unlawful=self.lines(entry, "unlawful"),
            depends_on=self.filled(entry, "depends_on"),
            steps=self.filled(entry, "steps"),
            dont=self.filled(entry, "dont"),
            periods=entry.texts("periods"),
            agencies=entry.texts("agencies"),
            basis=entry.texts("basis"),
            no_provision=entry.text("no_provision", "") if entry.raw("no_provision") else "",
            cases=entry.texts("cases"),
            related=entry.texts("related"),
            claims=(),
            where=entry.where,
        )

    def lines(self, entry: Entry, key: str) -> tuple[library.Line, ...]:
        """Sentences, each with its provisions."""
        made = []
        for line in entry.entries(key):
            made.append(library.Line(self.fill(line, "say"), line.texts("basis")))
            line.close()
        return tuple(made)

    def group(self, entry: Entry) -> library.Group:
        """A group of topics."""
        return library.Group(self.id(entry), entry.text("name"), entry.texts("topics"))

    def documents(self, paths: list[Path]) -> tuple[dict[str, library.Document], tuple[library.Claim, ...]]:
        """The source documents and all their claims."""
        documents: dict[str, library.Document] = {}
        claims: list[library.Claim] = []
        for path in paths:
            top = read(path, self.faults)
            top.text("file")
            day = top.date("checked_on", "") or ""
            made = library.Document(top.text("document"), top.text("title"), top.text("about"), day)
            documents[made.id] = made
            for entry in top.entries("claims"):
                claims.append(self.claim(entry, made.id))
                entry.close()
            top.close()
        return documents, tuple(claims)

    def claim(self, entry: Entry, document: str) -> library.Claim:
        """One claim; how it stands, and what is right instead."""
        claim = library.Claim(
            id=entry.text("id"),
            document=document,
            claim=entry.text("claim"),
            standing=entry.choice("standing", STANDINGS),
            correction=entry.text("correction", ""),
            topic=entry.text("topic"),
            basis=entry.texts("basis"),
            where=entry.where,
        )
        if not claim.correction and claim.standing != "confirmed":
            entry.fault(f"“{claim.id}”没有写更正", "写 correction：现在对的说法")
        if claim.id in self.ids:
            entry.fault(f"“{claim.id}”写了两次", f"{self.ids[claim.id]} 已有，换一个 id", "id")
        self.ids.setdefault(claim.id, claim.where)
        return claim

    def letters(self, entry: Entry) -> Letters:
        """The tables of characters."""
        pairs = entry.text("simplified").split()
        for pair in pairs:
            if len(pair) != 2:
                entry.fault(f"“{pair}”不是一对字", "一对两个字：繁体、简体，各对之间空一格", "simplified")
        readings, words = entry.entry("readings"), entry.entry("words")
        return Letters(
            simplified={pair[0]: pair[1] for pair in pairs if len(pair) == 2},
            readings={char: name for name in readings.values for char in readings.text(name)} if readings else {},
            words={word: tuple(words.text(word).split()) for word in words.values} if words else {},
        )

    def synonyms(self, entry: Entry) -> library.Synonyms:
        """Words that mean the same, one list each; and words that say nothing."""
        same, elsewhere = self.lists(entry, "same"), self.lists(entry, "elsewhere")
        once: dict[str, str] = {}
        for words in same:
            for word in words:
                if word in once:
                    entry.fault(f"“{word}”在两组同义词里：{once[word]}、{words[0]}", "只留一处", "same")
                once[word] = words[0]
        return library.Synonyms(same, entry.texts("empty"), elsewhere)

    def lists(self, entry: Entry, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of words."""
        found = entry.raw(key)
        rows = found if isinstance(found, list) else []
        if not rows or not all(isinstance(row, list) and row for row in rows):
            entry.fault(f"“{key}”应当是一行一组", "每组写成 - [词, 词]", key)
            return ()
        return tuple(tuple(map(str, row)) for row in rows)

    def filled(self, entry: Entry, key: str) -> tuple[str, ...]:
        """A list of texts in which `{limit_id}` stands for the limit."""
        return tuple(self.filled_in(entry, text, key) for text in entry.texts(key))


def check(made: library.Library, known: Knowledge, faults: list[Fault]) -> None:
    """Append a fault for every reference that cannot be followed, and for topics nobody would find."""

    def exist(where: str, kind: str, ids: Iterable[str], there: Container[str]) -> None:
        faults.extend(missing(where, kind, ids, there))

    def fault(where: str, what: str, remedy: str) -> None:
        faults.append(fault_at(where, what, remedy))

    cases = {case.id for case in known.cases}
    listed = [name for group in made.groups for name in group.topics]
    taken: dict[str, str] = {}
    for topic in made.topics.values():
        exist(topic.where, "法条", topic.provisions(), known.provisions)
        exist(topic.where, "界限", topic.periods, known.limits)
        for name in topic.periods:
            if name in known.limits and not known.limits[name].unit:
                fault(topic.where, f"“{name}”不是期限", "periods 里只写有 unit 的界限")
        exist(topic.where, "机构或路线", topic.agencies, {**known.agencies, **known.routes})
        exist(topic.where, "案例", topic.cases, cases)
        exist(topic.where, "话题", topic.related, made.topics)
        if bool(topic.provisions()) == bool(topic.no_provision):
            fault(topic.where, f"“{topic.id}”要么有法条，要么写 no_provision", "写上 basis，或说明没有规定")
        if not topic.steps or not (topic.lawful or topic.unlawful):
            fault(topic.where, f"“{topic.id}”缺 steps，或没有 lawful、unlawful", "补上")
        if listed.count(topic.id) != 1:
            fault(topic.where, f"“{topic.id}”要在一个分组里", "写进 topics.yaml 的一个 groups.topics")
        for name in dict.fromkeys(map(folded, topic.names)):
            if name in taken:
                fault(topic.where, f"“{name}”同时是 {taken[name]} 和 {topic.id} 的名字", "只留一处")
            taken[name] = topic.id
    exist("topics.yaml:1", "话题", listed, made.topics)
    for claim in made.claims.values():
        exist(claim.where, "话题", (claim.topic,), made.topics)
        exist(claim.where, "法条", claim.basis, known.provisions)
