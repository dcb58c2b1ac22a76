"""How a danger told in words is known: the types that `data/danger.yaml` compiles into.

Written in the patterns of the cues, but read before everything else: compiled with the knowledge itself, a row a line,
so that a text without such words costs nothing.
"""

from typing import NamedTuple

from overdue_cli.knowledge.cues import Find, Patterns
from overdue_cli.knowledge.declared import Annotated, Behaviours, Default, Id, In, Key, OneOf, Place, Refs, Texts
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


Subject = Annotated[str, OneOf(SUBJECTS), Default("any"), "说的是谁才算：any、named、me、close、inside、voice"]
Examples = Annotated[Texts, "必须听出来的例句"]
Silent = Annotated[Texts, Key("not"), "不许听出来的例句"]


class DangerCue(NamedTuple):
    """A sign of danger as it is written, with the texts that must tell it and those that must not."""

    id: Id
    now: Annotated[str, Refs("now"), "哪种危险，是事实 now 的值"]
    hint: Annotated[str, OneOf(HINTS), Default("no"), "yes 是苗头，两个不同的才算；short 在短的话里一个就算"]
    subject: Subject
    behaviours: Annotated[Behaviours, "同样的话还说明对方做了什么"]
    find: Find
    needs: Annotated[Patterns, "全文要有其中之一"]
    part: Annotated[str, OneOf(("clause", "sentence")), Default("clause"), "unless 管多远：小句还是一句"]
    unless: Annotated[Patterns, "同一小句（或一句）里有这些就不算"]
    never: Annotated[Patterns, "全文哪里有这些都不算"]
    examples: Examples
    silent: Silent
    where: Place


class Silencer(NamedTuple):
    """Words that keep signs silent, as they are written."""

    id: Id
    subject: Subject
    reach: Annotated[str, OneOf(REACHES), "挡多远：next、inside、before、after、clause、sentence、text"]
    silences: Annotated[Texts, Refs("now", "dangers"), "挡哪些危险或哪几条；不写是都挡"]
    find: Find
    unless: Annotated[Patterns, "同一句里有这些就挡不住"]
    examples: Examples
    silent: Silent
    where: Place


class Dangers(NamedTuple):
    """All that `data/danger.yaml` says; `Knowledge` keeps it arranged as the reader looks for it."""

    words: Annotated[dict[str, tuple[str, ...]], In("danger"), "词类：名字和里面的词"]
    """Word to the classes it is in; every single word of a pattern is a class of its own."""
    hide: Annotated[Texts, In("danger"), "长词：里面的短词不算"]
    respelled: Annotated[dict[str, str], In("danger"), "别的写法"]
    sounds: Annotated[Texts, In("danger"), "拼音、错字也认的词"]
    spoken: Annotated[Texts, In("danger"), "只认拼音的词"]
    dangers: Annotated[tuple[DangerCue, ...], In("danger"), "危险的话"]
    silencers: Annotated[tuple[Silencer, ...], In("danger"), "让它不算的话"]
