"""YAML to cues (`data/cues/*.yaml`): every pattern parsed, every word in its classes."""

from collections.abc import Iterable
from pathlib import Path

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge.cues import REACHES, Block, Cue, Cues, FactCue
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.patterns import GAPS, NUMBER, Pattern, Step, Yielding
from overdue_cli.knowledge.records import Maker
from overdue_cli.knowledge.references import fault_at
from overdue_cli.knowledge.yamlfile import Entry, read


def build(data: Path, known: Knowledge, simplified: dict[str, str]) -> Cues:
    """The cues in `data/cues`. Raises KnowledgeError with all faults."""
    faults: list[Fault] = []
    made = build_with_faults(data, known, simplified, faults)
    if faults:
        raise KnowledgeError(faults)
    return made


def build_with_faults(data: Path, known: Knowledge, simplified: dict[str, str], faults: list[Fault]) -> Cues:
    """As `build`, but appends what is wrong to `faults`."""
    tops = [read(path, faults) for path in sorted((data / "cues").glob("*.yaml"))]
    maker = CueMaker(known, faults)
    for top in tops:
        maker.declare(top)
    cues = tuple(maker.cue(entry) for top in tops for entry in top.entries("cues"))
    facts = tuple(maker.fact(entry) for top in tops for entry in top.entries("facts"))
    blocks = tuple(maker.block(entry) for top in tops for entry in top.entries("blocks"))
    yielding = tuple(maker.yields(entry) for top in tops for entry in top.entries("yielding"))
    for top in tops:
        top.close()
    ids = {block.id for block in blocks}
    every: list[Cue | FactCue] = [*cues, *facts]
    for one in every:
        for name in one.despite:
            if name not in ids:
                faults.append(fault_at(one.where, f"没有叫“{name}”的 blocks", f"有：{'、'.join(sorted(ids))}"))
    words = {word: tuple(classes) for word, classes in maker.words.items()}
    return Cues(simplified, maker.respelled, words, tuple(maker.hide), cues, facts, blocks, yielding)


class PatternMaker(Maker):
    """Makes patterns; remembers the classes of words."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__({}, faults)
        self.words: dict[str, list[str]] = {}
        self.classes: set[str] = {NUMBER}
        self.respelled: dict[str, str] = {}
        self.hide: list[str] = []

    def declare(self, top: Entry) -> None:
        """The classes of words of one file, words that hide others, other spellings."""
        top.date("checked_on")
        classes = top.entry("words")
        for name in classes.values if classes else ():
            self.classes.add(name)
            for word in classes.texts(name) if classes else ():
                self._word(word, name)
        self.hide += top.texts("hide")
        spellings = top.entry("respelled")
        for word in spellings.values if spellings else ():
            self.respelled[word] = spellings.text(word) if spellings else ""

    def _word(self, word: str, name: str) -> None:
        listed = self.words.setdefault(word, [])
        if name not in listed:
            listed.append(name)

    def patterns(self, entry: Entry, key: str) -> tuple[Pattern, ...]:
        """The patterns under `key`."""
        return tuple(self.pattern(entry, key, text) for text in entry.texts(key))

    def pattern(self, entry: Entry, key: str, text: str) -> Pattern:
        """One pattern as it is written."""
        steps: list[Step] = []
        gap, bound = 0, "clause"
        for token in text.split():
            if token in GAPS:
                gap, bound = GAPS[token]
                continue
            steps.append(Step(tuple(self._classes(entry, key, token)), gap, bound))
            gap, bound = 0, "clause"
        if not steps or text.split()[-1] in GAPS or text.split()[0] in GAPS:
            entry.fault(f"“{text}”开头或结尾没有词", "两头都写词：联系 .. 家人", key)
        return Pattern(text, tuple(steps))

    def _classes(self, entry: Entry, key: str, token: str) -> Iterable[str]:
        for part in token.split("|"):
            if part.startswith("{") and part.endswith("}"):
                if part[1:-1] not in self.classes:
                    entry.fault(f"没有叫“{part[1:-1]}”的词类", f"有：{'、'.join(sorted(self.classes))}", key)
                yield part[1:-1]
            elif part == NUMBER:
                yield NUMBER
            elif part:
                self._word(part, f"={part}")
                yield f"={part}"
            else:
                entry.fault(f"“{token}”里有空的一项", "去掉多余的 |", key)


class CueMaker(PatternMaker):
    """Makes cues."""

    def __init__(self, known: Knowledge, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.known = known

    def cue(self, entry: Entry) -> Cue:
        """A cue of a behaviour."""
        made = Cue(
            id=self.id(entry),
            behaviour=entry.choice("behaviour", tuple(self.known.behaviours)),
            find=self.patterns(entry, "find"),
            needs=self.patterns(entry, "needs"),
            unless=self.patterns(entry, "unless"),
            never=self.patterns(entry, "never"),
            despite=entry.texts("despite"),
            fires=entry.texts("fires"),
            silent=entry.texts("silent"),
            where=entry.where,
        )
        self._whole(entry, made.find, made.fires)
        return made

    def fact(self, entry: Entry) -> FactCue:
        """A cue of a fact; its value must be one of the fact's."""
        fact, value = entry.choice("fact", tuple(self.known.questions)), entry.text("value", "")
        names = self.known.questions[fact].names
        if names and value not in names:
            entry.fault(f"“{fact}”没有“{value}”这个值", f"有：{'、'.join(names)}", "value")
        made = FactCue(
            id=self.id(entry),
            fact=fact,
            value=value,
            find=self.patterns(entry, "find"),
            unless=self.patterns(entry, "unless"),
            never=self.patterns(entry, "never"),
            despite=entry.texts("despite"),
            times=entry.number("times") or 1,
            fires=entry.texts("fires"),
            silent=entry.texts("silent"),
            where=entry.where,
        )
        self._whole(entry, made.find, made.fires)
        return made

    def _whole(self, entry: Entry, find: tuple[Pattern, ...], fires: tuple[str, ...]) -> None:
        if not find:
            entry.fault("没有写要找的词", "写 find: [词 .. 词]", "find")
        if not fires:
            entry.fault("没有写应当命中的例句", "写 fires: [例句]", "fires")
        entry.close()

    def block(self, entry: Entry) -> Block:
        """A block."""
        made = Block(
            self.id(entry),
            entry.choice("reach", REACHES),
            self.patterns(entry, "find"),
            self.patterns(entry, "unless"),
        )
        entry.close()
        return made

    def yields(self, entry: Entry) -> Yielding:
        """Which behaviours yield to which."""
        made = Yielding(entry.texts("behaviours"), entry.texts("to"), entry.choice("reach", REACHES[1:]))
        for name in (*made.behaviours, *made.to):
            if name not in self.known.behaviours:
                entry.fault(f"没有“{name}”这种行为", "用 behaviours.yaml 里的 id")
        entry.close()
        return made


def files(data: Path) -> list[Path]:
    """Every file the reader's knowledge is made from."""
    return [*sorted((data / "cues").glob("*.yaml")), data / "characters.yaml", data / "votes.json"]
