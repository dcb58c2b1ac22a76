"""Records that compile into others: as they are written, they are loaded only where knowledge is compiled."""

from typing import NamedTuple

from overdue_cli.knowledge.cues import Find, Patterns
from overdue_cli.knowledge.dangers import HINTS, REACHES, SUBJECTS
from overdue_cli.knowledge.declared import Annotated, Behaviours, Date, Default, Id, In, Key, OneOf, Place, Refs, Texts

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


class Year(NamedTuple):
    """The rest days of one year, as its official notice has them."""

    year: Annotated[str, "哪一年"]
    source: Annotated[str, "依据的通知"]
    rest: Annotated[Texts, Date(), "放假的工作日和周末"]
    work: Annotated[Texts, Date(), "要上班的周末"]
