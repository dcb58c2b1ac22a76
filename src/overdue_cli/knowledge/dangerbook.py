"""YAML to the signs of danger (`data/danger.yaml`): every pattern parsed, every word where the reader looks for it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge.cuebook import PatternMaker
from overdue_cli.knowledge.dangers import HINTS, LEARNED, REACHES, ROLES, SUBJECTS, Learned, Letters, Sign
from overdue_cli.knowledge.model import Behaviour, Question
from overdue_cli.knowledge.patterns import NUMBER
from overdue_cli.knowledge.shelf import letters_of
from overdue_cli.knowledge.wordbook import HIDES, Shelf
from overdue_cli.knowledge.yamlfile import Entry, read
from overdue_cli.words.letters import syllables

EVERY = "every"
"""The one row of the letters."""


class Written(NamedTuple):
    """A sign as it is written, with the texts that must tell it and those that must not."""

    sign: Sign
    examples: tuple[str, ...]
    silent: tuple[str, ...]
    where: str


class Dangers(NamedTuple):
    """What the knowledge keeps: words by their first character, signs by id, letters, what was learned by danger."""

    words: Mapping[str, Shelf]
    signs: Mapping[str, Sign]
    letters: Mapping[str, Letters]
    learned: Mapping[str, Learned]


def files(data: Path) -> list[Path]:
    """Every file the signs are made from."""
    return [data / "danger.yaml", data / "characters.yaml", *learned_files(data)]


def learned_files(data: Path) -> list[Path]:
    """The file of what was learned, where there is one."""
    return [*data.glob("danger-weights.json")]


def build_with_faults(
    data: Path, questions: Mapping[str, Question], behaviours: Mapping[str, Behaviour], faults: list[Fault]
) -> Dangers:
    """The signs in `data/danger.yaml`; what is wrong is appended to `faults`."""
    top = read(data / "danger.yaml", faults)
    maker = DangerMaker(questions, behaviours, faults)
    maker.declare(top)
    written = tuple(maker.each_of(top))
    sounds, spoken = top.texts("sounds"), top.texts("spoken")
    top.close()
    try:
        letters = letters_of(data)
    except KnowledgeError as error:  # the table of characters is at fault: told with the library
        faults += [] if faults else error.faults
        return Dangers({}, {}, {}, {})
    readings: dict[str, str] = {}
    for char, syllable in letters.readings.items():
        readings[syllable] = readings.get(syllable, "") + char
    rows = Letters(
        respelled=maker.respelled,
        sounds={word: "'".join(("", *syllables(word, letters))) for word in sounds},
        spoken={word: "'".join(("", *syllables(word, letters))) for word in spoken},
        simplified=letters.simplified,
        readings=readings,
    )
    learned = learned_of(data, maker.now, faults)
    signs = {w.sign.id: w.sign for w in written} | {sign.id: sign for sign in map(standing_for, learned)}
    return Dangers(shelves(maker, [one.sign for one in written]), signs, {EVERY: rows}, learned)


def learned_of(data: Path, now: Iterable[str], faults: list[Fault]) -> dict[str, Learned]:
    """What was learned, by danger; nothing where there is no file of it."""
    learned: dict[str, Learned] = {}
    for path in learned_files(data):
        try:
            learned = {name: Learned(**row) for name, row in json.loads(path.read_text(encoding="utf-8")).items()}
        except (ValueError, TypeError, AttributeError):
            faults.append(Fault(path.name, 1, "不是 make danger-weights 写出来的样子", "别用手改；重新学一遍"))
        faults += [
            Fault(path.name, 1, f"没有“{name}”这种危险", f"有：{'、'.join(now)}") for name in learned if name not in now
        ]
    return learned


def standing_for(now: str) -> Sign:
    """The sign that what was learned about a danger shows its words under."""
    return Sign(f"{LEARNED}.{now}", now, "no", "any", (), "", (), (), (), "sentence", (), ())


def written(data: Path, questions: Mapping[str, Question], behaviours: Mapping[str, Behaviour]) -> list[Written]:
    """The signs with their examples. Raises KnowledgeError with all faults."""
    faults: list[Fault] = []
    top = read(data / "danger.yaml", faults)
    maker = DangerMaker(questions, behaviours, faults)
    maker.declare(top)
    made = list(maker.each_of(top))
    if faults:
        raise KnowledgeError(faults)
    return made


class DangerMaker(PatternMaker):
    """Makes signs of danger."""

    def __init__(
        self, questions: Mapping[str, Question], behaviours: Mapping[str, Behaviour], faults: list[Fault]
    ) -> None:
        super().__init__(faults)
        self.now = tuple(questions["now"].names) if "now" in questions else ()
        self.learned = tuple(f"{LEARNED}.{now}" for now in self.now)
        self.behaviours = behaviours
        self.classes.update(ROLES)

    def _word(self, word: str, name: str) -> None:
        super()._word(normalize("NFKC", word).lower(), name)  # as the text is when it is looked for

    def each_of(self, top: Entry) -> Iterator[Written]:
        """Every sign, then every silencer."""
        yield from map(self.sign, top.entries("dangers"))
        yield from map(self.silencer, top.entries("silencers"))

    def sign(self, entry: Entry) -> Written:
        """A sign of danger."""
        made = Sign(
            id=self.id(entry),
            now=entry.choice("now", self.now),
            hint=entry.choice("hint", HINTS, "no"),
            subject=entry.choice("subject", SUBJECTS, "any"),
            behaviours=entry.texts("behaviours"),
            reach="",
            silences=(),
            find=self.patterns(entry, "find"),
            needs=self.patterns(entry, "needs"),
            part=entry.choice("part", ("clause", "sentence"), "clause"),
            unless=self.patterns(entry, "unless"),
            never=self.patterns(entry, "never"),
        )
        for name in made.behaviours:
            if name not in self.behaviours:
                entry.fault(f"没有“{name}”这种行为", "用 behaviours.yaml 里的 id", "behaviours")
        return self._whole(entry, made)

    def silencer(self, entry: Entry) -> Written:
        """Words that keep signs silent."""
        silences = entry.texts("silences") or self.now
        for name in silences:
            if name not in self.now and name not in self.ids and name not in self.learned:
                there = "、".join((*self.now, *self.ids, *self.learned))
                entry.fault(f"没有“{name}”这种危险，也没有这个 id", f"有：{there}", "silences")
        made = Sign(
            id=self.id(entry),
            now="",
            hint="no",
            subject=entry.choice("subject", SUBJECTS, "any"),
            behaviours=(),
            reach=entry.choice("reach", REACHES),
            silences=silences,
            find=self.patterns(entry, "find"),
            needs=(),
            part="sentence",
            unless=self.patterns(entry, "unless"),
            never=(),
        )
        return self._whole(entry, made)

    def _whole(self, entry: Entry, sign: Sign) -> Written:
        if not sign.find:
            entry.fault("没有写要找的词", "写 find: [词 .. 词]", "find")
        made = Written(sign, entry.texts("examples"), entry.texts("not"), entry.where)
        if sign.now and sign.hint == "no" and not made.examples:
            entry.fault("没有写应当听出来的例句", "写 examples: [例句]", "examples")
        entry.close()
        return made


def shelves(maker: PatternMaker, signs: Iterable[Sign]) -> dict[str, Shelf]:
    """Words by their first character, each with its classes; for every class the signs to try where it stands."""
    words = {word: [*classes] for word, classes in maker.words.items()}
    sizes: dict[str, float] = {NUMBER: 100.0}
    for word, classes in words.items():
        for name in classes:
            sizes[name] = sizes.get(name, 0.0) + 10.0 ** -len(word)
    tries: dict[str, list[str]] = {}
    for sign in signs:
        for pattern in sign.find:
            rarest = min(pattern.steps, key=lambda step: sum(sizes.get(name, 0.0) for name in step.classes))
            for name in rarest.classes:
                if sign.id not in tries.setdefault(name, []):
                    tries[name].append(sign.id)
    for word in maker.hide:
        words[word] = [HIDES, *words.get(word, ())]
    found = {NUMBER: Shelf({}, {NUMBER: tries.get(NUMBER, [])})}
    for word, classes in words.items():
        shelf = found.setdefault(word[0], Shelf({}, {}))
        shelf.words[word] = classes
        shelf.tries.update({name: tries[name] for name in classes if name in tries})
    return found
