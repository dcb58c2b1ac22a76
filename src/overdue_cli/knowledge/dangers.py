"""How a danger told in words is known: the types that `data/danger.yaml` compiles into.

Written in the patterns of the cues, but read before everything else: compiled with the knowledge itself, a row a line,
so that a text without such words costs nothing.
"""

from typing import NamedTuple

from overdue_cli.knowledge.patterns import Pattern

REACHES = ("next", "inside", "before", "after", "clause", "sentence", "text")
"""How far a silencer reaches: what follows it at once, what it stands inside, what follows it shortly in its clause (or
it stands inside), what it follows shortly, its clause, its sentence, the whole text."""

HINTS = ("no", "yes", "short")
"""Whether a sign is only a hint: two different ones tell a danger, in a short text one of the kind `short` too."""

SUBJECTS = ("any", "named", "me", "close", "inside", "voice")
"""Whom a sign may be said of: the writer or somebody close, named or not; only where one is named; only the writer;
only somebody close; whoever stands inside the words themselves; whoever speaks, to whom it may be."""

ROLES = ("me", "close", "you", "you_all", "he", "they", "stranger")
"""Classes of words for persons: the writer, somebody close, the one addressed (one, several), a third person whom the
text has named or not, the collector's side, somebody who is nobody in particular."""


class Sign(NamedTuple):
    """Words that tell a danger: `now` is an id of that fact, `behaviours` what the same words show of the other side.

    `subject` is one of SUBJECTS, `hint` one of HINTS. Of `needs` one must stand somewhere in the text; `unless` in the
    same `part` (a clause or sentence), or `never` anywhere in the text, keeps a sign silent. A silencer has no `now`,
    a `reach`, and the ids (of the fact or of signs) that it `silences`.
    """

    id: str
    now: str
    hint: str
    subject: str
    behaviours: tuple[str, ...]
    reach: str
    silences: tuple[str, ...]
    find: tuple[Pattern, ...]
    needs: tuple[Pattern, ...]
    part: str
    unless: tuple[Pattern, ...]
    never: tuple[Pattern, ...]


class Letters(NamedTuple):
    """How words of danger are also written: other spellings, what is read aloud, and the tables for both.

    `sounds` are words by their syllables, known in pinyin and with wrong characters; `spoken` those known in pinyin
    only. `simplified` and `readings` are the tables of `data/characters.yaml`.
    """

    respelled: dict[str, str]
    sounds: dict[str, str]
    spoken: dict[str, str]
    simplified: dict[str, str]
    readings: dict[str, str]


LEARNED = "learned"
"""What the signs are named for that stand for what was learned; the danger follows: learned.want_to_die."""


class Learned(NamedTuple):
    """What sentences taught about one danger (`data/danger-weights.json`).

    `weights` are signed bytes, one for each bucket of runs of characters, packed; a step of one is worth `step`, and
    `bias` is added. Words that a frame knows count from a score of `beside`; without one a stretch needs `alone`, in a
    text of more than `long` characters `paste`.
    """

    bias: float
    step: float
    beside: float
    alone: float
    paste: float
    long: int
    weights: str
