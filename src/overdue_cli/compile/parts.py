"""The parts that knowledge compiles into: one of them from the files of a folder, or all with all that is wrong."""

from pathlib import Path
from typing import Any, TypeVar

from overdue_cli.compile import danger
from overdue_cli.compile.compiled import Compiled
from overdue_cli.compile.lint import record
from overdue_cli.compile.reader import WordClasses
from overdue_cli.compile.reader_index import arrange, votes_of
from overdue_cli.compile.registers import registers
from overdue_cli.compile.special import letters as tables
from overdue_cli.errors import KnowledgeError
from overdue_cli.knowledge.cues import Cues
from overdue_cli.knowledge.dangers import ROLES
from overdue_cli.knowledge.exports import Exports
from overdue_cli.knowledge.imports import Imports
from overdue_cli.knowledge.lending import Lending
from overdue_cli.knowledge.library import Library, Topic
from overdue_cli.knowledge.model import HOW_SURE, Knowledge
from overdue_cli.knowledge.papers import KINDS, Papers
from overdue_cli.knowledge.wordbook import Wordbook
from overdue_cli.knowledge.written import Dangers
from overdue_cli.words.letters import Letters, plain

Part = TypeVar("Part")

BESIDES = ("library", "wordbook", "papers", "lending", "exports", "imports")
"""What an installed program has compiled beside the knowledge: functions of this module."""

PARTS = (Dangers, Knowledge, Library, Cues, Papers, Lending, Exports, Imports)
"""In the order in which they are compiled: each refers to those before it."""


def everything(data: Path) -> Compiled:
    """All parts in `data`, with all their faults."""
    made = Compiled(data)
    for kind in PARTS:
        add(made, kind)
    finish(made)
    return made


def knowledge(data: Path) -> Knowledge:
    """The knowledge in `data`. Raises KnowledgeError with all faults."""
    made = Compiled(data)
    add(made, Dangers)
    return _one(Knowledge, made)


def dangers(data: Path) -> Dangers:
    """The signs of danger in `data` as they are written; otherwise as `knowledge`."""
    made = Compiled(data)
    add(made, Dangers)
    _one(Knowledge, made)
    written: Dangers = made.parts[Dangers]
    return written


def library(data: Path, known: Knowledge) -> Library:
    """The library in `data` and its source documents; otherwise as `knowledge`."""
    return _one(Library, Compiled(data, known))


def cues(data: Path, known: Knowledge) -> Cues:
    """The cues in `data`; otherwise as `knowledge`."""
    return _one(Cues, Compiled(data, known))


def papers(data: Path, known: Knowledge) -> Papers:
    """The templates of letters and the plan in `data`; otherwise as `knowledge`."""
    return _one(Papers, Compiled(data, known))


def lending(data: Path, known: Knowledge) -> Lending:
    """The caps in `data`; otherwise as `knowledge`."""
    return _one(Lending, Compiled(data, known))


def exports(data: Path, known: Knowledge) -> Exports:
    """What an exported record says about itself; otherwise as `knowledge`."""
    return _one(Exports, Compiled(data, known))


def imports(data: Path, known: Knowledge) -> Imports:
    """How files to import read; otherwise as `knowledge`."""
    return _one(Imports, Compiled(data, known))


def wordbook(data: Path, known: Knowledge) -> Wordbook:
    """What the reader of texts knows, arranged as it looks for it; otherwise as `knowledge`."""
    return arrange(cues(data, known), votes_of(data))


def add(made: Compiled, kind: Any) -> None:
    """Make one more part."""
    made.shop.reader.classes = WordClasses(ROLES, danger.as_heard) if kind is Dangers else WordClasses()
    values = made.shop.read(kind)
    make = MAKE.get(kind)
    made.parts[kind] = make(made, values) if make else kind(**values)


def finish(made: Compiled) -> None:
    """Follow references, look at each record by itself, report keys that nobody asked for."""
    made.shop.reader.follow(registers(made.parts, made.shop.broken()))
    for check in record.CHECKS:
        check.check(made)
    made.shop.close()


def _one(kind: type[Part], made: Compiled) -> Part:
    add(made, kind)
    finish(made)
    if made.shop.faults:
        raise KnowledgeError(made.shop.faults)
    part: Part = made.parts[kind]
    return part


def _knowledge(made: Compiled, values: dict[str, Any]) -> Knowledge:
    """The values of the fact `behaviours` are the behaviours; `told` are those that somebody gave."""
    questions, behaviours = values["questions"], values["behaviours"]
    if "behaviours" in questions:
        questions["behaviours"].names.update({one.id: one.name for one in behaviours.values()})
        questions["told"] = questions["behaviours"]._replace(fact="told", option=())
    sure = [one.how_sure for one in values["provisions"].values()]
    values["counted"] = {name: sure.count(name) for name in HOW_SURE}
    told, now = made.parts[Dangers], tuple(questions["now"].names) if "now" in questions else ()
    learned = danger.learned(made.data, now, made.shop.faults)
    values["danger_words"] = danger.shelves(told)
    values["danger_signs"] = danger.signs(told, now) | {one.id: one for one in map(danger.standing_for, learned)}
    values["danger_learned"] = learned
    values["danger_letters"] = danger.letters(told, tables(made.shop.reader, None, made.shop.file("characters"), ()))
    return Knowledge(**values)


def _library(made: Compiled, values: dict[str, Any]) -> Library:
    """Every topic with the claims about it, and what calls it by itself."""
    about: dict[str, tuple[str, ...]] = {}
    for claim in values["claims"].values():
        about[claim.topic] = (*about.get(claim.topic, ()), claim.id)
    topics = {name: one._replace(claims=about.get(name, ())) for name, one in values["topics"].items()}
    return Library(**{**values, "topics": topics, "called": called(topics, values["letters"])})


def called(topics: dict[str, Topic], letters: Letters) -> dict[str, str]:
    """What calls a topic by itself: its id, its title, its names, as texts are compared; ids win."""
    ids = {plain(name, letters): name for name in topics}
    names = {plain(n, letters): t.id for t in topics.values() for n in (t.title, *t.names)}
    return {**names, **ids}


def _cues(made: Compiled, values: dict[str, Any]) -> Cues:
    """The cues with every word in its classes, those of patterns too, and the table of characters."""
    shop = made.shop
    letters = tables(shop.reader, None, shop.file("characters"), ())
    words = {word: tuple(classes) for word, classes in shop.reader.classes.words.items()}
    return Cues(**{**values, "words": words, "simplified": letters.simplified})


def _dangers(made: Compiled, values: dict[str, Any]) -> Dangers:
    """The signs with every word in its classes, those of patterns too."""
    words = {word: tuple(classes) for word, classes in made.shop.reader.classes.words.items()}
    return Dangers(**{**values, "words": words})


def _papers(made: Compiled, values: dict[str, Any]) -> Papers:
    """The letters in the order in which they are shown."""
    letters = values["letters"]
    return Papers(**{**values, "letters": {name: letters[name] for name in KINDS if name in letters}})


MAKE = {Dangers: _dangers, Knowledge: _knowledge, Library: _library, Cues: _cues, Papers: _papers}
