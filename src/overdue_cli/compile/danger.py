"""Signs of danger as the reader looks for them: words by their first character, signs by id, letters in one row."""

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from unicodedata import normalize

from overdue_cli.compile import codes
from overdue_cli.compile.files import learned_files
from overdue_cli.errors import Fault
from overdue_cli.knowledge.dangers import LEARNED, Learned, Letters, Sign
from overdue_cli.knowledge.patterns import NUMBER
from overdue_cli.knowledge.wordbook import HIDES, Shelf
from overdue_cli.knowledge.written import DangerCue, Dangers, Silencer
from overdue_cli.words import letters as script
from overdue_cli.words.letters import syllables

EVERY = "every"
"""The one row of the letters."""


def as_heard(word: str) -> str:
    """A word as the text is when it is looked for."""
    return normalize("NFKC", word).lower()


def signs(told: Dangers, now: Iterable[str]) -> dict[str, Sign]:
    """Every sign, then every silencer, by id; one that names nothing silences every danger of `now`."""
    every = (*map(_sign, told.dangers), *(_silencer(one, tuple(now)) for one in told.silencers))
    return {one.id: one for one in every}


def _sign(one: DangerCue) -> Sign:
    return Sign(
        id=one.id, now=one.now, hint=one.hint, subject=one.subject, behaviours=one.behaviours, reach="", silences=(),
        find=one.find, needs=one.needs, part=one.part, unless=one.unless, never=one.never,
    )  # fmt: skip


def _silencer(one: Silencer, now: tuple[str, ...]) -> Sign:
    return Sign(
        id=one.id, now="", hint="no", subject=one.subject, behaviours=(), reach=one.reach, silences=one.silences or now,
        find=one.find, needs=(), part="sentence", unless=one.unless, never=(),
    )  # fmt: skip


def learned(data: Path, now: Collection[str], faults: list[Fault]) -> dict[str, Learned]:
    """What was learned, by danger of `now`; nothing where there is no file of it."""
    made: dict[str, Learned] = {}
    for path in learned_files(data):
        try:
            made = {name: Learned(**row) for name, row in json.loads(path.read_text(encoding="utf-8")).items()}
        except (ValueError, TypeError, AttributeError):
            what = "不是 make danger-weights 写出来的样子"
            faults.append(Fault(path.name, 1, 1, codes.SHAPE.code, what, "别用手改；重新学一遍"))
        for name in made:
            if name not in now:
                what, remedy = f"没有“{name}”这种危险", f"有：{'、'.join(now)}"
                faults.append(Fault(path.name, 1, 1, codes.REFERENCE.code, what, remedy))
    return made


def standing_for(now: str) -> Sign:
    """The sign that what was learned about a danger shows its words under."""
    return Sign(learned_id(now), now, "no", "any", (), "", (), (), (), "sentence", (), ())


def learned_id(now: str) -> str:
    """The id of that sign, which silencers may name too."""
    return f"{LEARNED}.{now}"


def letters(told: Dangers, table: script.Letters) -> dict[str, Letters]:
    """Other spellings, words by their syllables, and the tables of characters turned round."""
    readings: dict[str, str] = {}
    for char, syllable in table.readings.items():
        readings[syllable] = readings.get(syllable, "") + char
    row = Letters(
        respelled=told.respelled,
        sounds={word: "'".join(("", *syllables(word, table))) for word in told.sounds},
        spoken={word: "'".join(("", *syllables(word, table))) for word in told.spoken},
        simplified=table.simplified,
        readings=readings,
    )
    return {EVERY: row}


def shelves(told: Dangers) -> dict[str, Shelf]:
    """Words by their first character, each with its classes; for every class the signs to try where it stands."""
    words = {word: [*classes] for word, classes in told.words.items()}
    sizes: dict[str, float] = {NUMBER: 100.0}
    for word, classes in words.items():
        for name in classes:
            sizes[name] = sizes.get(name, 0.0) + 10.0 ** -len(word)
    tries: dict[str, list[str]] = {}
    every: list[DangerCue | Silencer] = [*told.dangers, *told.silencers]
    for sign in every:
        for pattern in sign.find:
            rarest = min(pattern.steps, key=lambda step: sum(sizes.get(name, 0.0) for name in step.classes))
            for name in rarest.classes:
                if sign.id not in tries.setdefault(name, []):
                    tries[name].append(sign.id)
    for word in told.hide:
        words[word] = [HIDES, *words.get(word, ())]
    found = {NUMBER: Shelf({}, {NUMBER: tries.get(NUMBER, [])})}
    for word, classes in words.items():
        shelf = found.setdefault(word[0], Shelf({}, {}))
        shelf.words[word] = classes
        shelf.tries.update({name: tries[name] for name in classes if name in tries})
    return found
