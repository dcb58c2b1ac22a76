"""Cues and votes to the wordbook: each word, run and pattern where the reader will look for it."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from overdue_cli.knowledge.cues import Block, Cue, Cues, FactCue
from overdue_cli.knowledge.patterns import NUMBER, Pattern, Step
from overdue_cli.knowledge.wordbook import BLOCK, CUE, FACT, HIDES, Denial, Patterns, Shelf, Sign, Try, Votes, Wordbook


def arrange(cues: Cues, votes: Votes | None) -> Wordbook:
    """The wordbook of these cues, with votes or without."""
    often = expected(cues)
    words = {word: [*classes] for word, classes in cues.words.items()}
    tries, by_class = _tries({CUE: cues.cues, FACT: cues.facts, BLOCK: cues.blocks}, often)
    for word in cues.hide:
        words[word] = [HIDES, *words.get(word, ())]
    return Wordbook(
        simplified=cues.simplified,
        respelled=cues.respelled,
        shelves=_shelves(words, by_class),
        cues={cue.id: sign(cue, often) for cue in cues.cues},
        facts={cue.id: sign(cue, often) for cue in cues.facts},
        blocks={block.id: Denial(block.reach, _by_rarest(block.unless, often)) for block in cues.blocks},
        tries=tries,
        yielding=cues.yielding,
        votes=votes._replace(runs={}) if votes else None,
        runs=_by_start(votes.runs, 2) if votes else {},
    )


def sign(cue: Cue | FactCue, often: Mapping[str, float]) -> Sign:
    """A cue as the reader uses it."""
    shows, value, times = (cue.behaviour, "", 1) if isinstance(cue, Cue) else (cue.fact, cue.value, cue.times)
    needs, unless, never = (
        _by_rarest(patterns, often) for patterns in (cue.needs if isinstance(cue, Cue) else (), cue.unless, cue.never)
    )
    return Sign(shows, value, times, needs, unless, never, cue.despite)


def expected(cues: Cues) -> dict[str, float]:
    """How often a word of each class may be expected: how often it stands in the examples, short words before long."""
    every: list[Cue | FactCue] = [*cues.cues, *cues.facts]
    texts = "\n".join(text for cue in every for text in (*cue.fires, *cue.silent))
    often = {NUMBER: float(len(texts))}
    for word, classes in cues.words.items():
        seen = texts.count(word) + 10.0 ** -len(word)
        for name in classes:
            often[name] = often.get(name, 0.0) + seen
    return often


def votes_of(data: Path) -> Votes | None:
    """The votes in the folder of the knowledge; None where there are none."""
    place = data / "votes.json"
    if not place.exists():
        return None
    read = json.loads(place.read_text(encoding="utf-8"))
    rows = [tuple(read[key]) for key in ("behaviours", "bias", "beside", "alone")]
    return Votes(rows[0], rows[1], rows[2], rows[3], read["runs"])


Value = TypeVar("Value")


def _shelves(words: dict[str, list[str]], by_class: dict[str, list[str]]) -> dict[str, Shelf]:
    """Words by their first character, with the patterns to try; numbers, which have no word, under their class."""
    shelves = {NUMBER: Shelf({}, {NUMBER: by_class.get(NUMBER, [])})}
    for first, row in _by_start(words, 1).items():
        classes = dict.fromkeys(name for names in row.values() for name in names)
        shelves[first] = Shelf(row, {name: by_class[name] for name in classes if name in by_class})
    return shelves


def _by_start(words: dict[str, Value], length: int) -> dict[str, dict[str, Value]]:
    """Words by their first characters, at most `length`."""
    found: dict[str, dict[str, Value]] = {}
    for word, value in words.items():
        found.setdefault(word[:length], {})[word] = value
    return found


def _tries(
    written: Mapping[str, Iterable[Cue | FactCue | Block]], often: Mapping[str, float]
) -> tuple[dict[str, Try], dict[str, list[str]]]:
    """The patterns that find, and for every class of their rarest steps which of them to try."""
    tries: dict[str, Try] = {}
    by_class: dict[str, list[str]] = {}
    every = ((kind, one.id, pattern) for kind, row in written.items() for one in row for pattern in one.find)
    for order, (kind, of, pattern) in enumerate(every):
        rarest = _rarest(pattern, often)
        rest = tuple(step.classes for step in pattern.steps if step is not rarest)
        tries[str(order)] = Try(order, kind, of, pattern, rest)
        for name in dict.fromkeys(rarest.classes):
            by_class.setdefault(name, []).append(str(order))
    return tries, by_class


def _by_rarest(patterns: tuple[Pattern, ...], often: Mapping[str, float]) -> Patterns:
    by_class: dict[str, list[int]] = {}
    for place, pattern in enumerate(patterns):
        for name in dict.fromkeys(_rarest(pattern, often).classes):
            by_class.setdefault(name, []).append(place)
    return Patterns(patterns, by_class)


def _rarest(pattern: Pattern, often: Mapping[str, float]) -> Step:
    """The step of which a word may be expected least often."""
    return min(pattern.steps, key=lambda step: sum(often[name] for name in step.classes))
