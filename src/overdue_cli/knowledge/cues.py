"""How behaviours and facts read in a text: the types of cues, as they are written in `data/cues/*.yaml`."""

from typing import NamedTuple

from overdue_cli.knowledge.declared import (
    Annotated,
    Default,
    Id,
    Lists,
    Made,
    OneOf,
    Optional,
    Place,
    Refs,
    Some,
    Texts,
)
from overdue_cli.knowledge.patterns import REACHES as REACHES
from overdue_cli.knowledge.patterns import Pattern, Yielding

Patterns = tuple[Pattern, ...]
Find = Annotated[Patterns, Some(), "要找的词，一种说法一项"]
UnlessThere = Annotated[Patterns, "同一句里有这些就不算"]
Never = Annotated[Patterns, "全文哪里有这些都不算"]
Despite = Annotated[Texts, Refs("blocks"), "挡不住它的 blocks"]
Fires = Annotated[Texts, Some(), "应当由这一条命中的例句"]
Silent = Annotated[Texts, "不该由这一条命中的例句"]


class Cue(NamedTuple):
    """Words that show a behaviour.

    `unless` in the same sentence, or `never` anywhere in the text, keeps it silent; of `needs` one must stand
    somewhere in the text. `despite` names blocks that do not silence it.
    """

    id: Id
    behaviour: Annotated[str, Refs("behaviours"), "显出哪种行为"]
    find: Find
    needs: Annotated[Patterns, "全文要有其中之一"]
    unless: UnlessThere
    never: Never
    despite: Despite
    fires: Fires
    silent: Silent
    where: Place


class FactCue(NamedTuple):
    """Words that tell a fact: its `value`, or where that is empty the number in the words, times `times`."""

    id: Id
    fact: Annotated[str, Refs("facts"), "说了哪个事实"]
    value: Annotated[Optional, "哪个值；不写就是词里的数"]
    find: Find
    unless: UnlessThere
    never: Never
    despite: Despite
    times: Annotated[int, Default(1), "数要乘几，如按月说的写 30"]
    fires: Fires
    silent: Silent
    where: Place


class Block(NamedTuple):
    """Words that say that something is not so: a denial, a question, a warning. `reach` is one of REACHES."""

    id: Id
    reach: Annotated[str, OneOf(REACHES), "挡多远：before 同一小句里它后面的，clause 小句，sentence 一句，text 全文"]
    find: Annotated[Patterns, "挡住线索的话"]
    unless: UnlessThere


class Cues(NamedTuple):
    """Everything the reader knows."""

    simplified: Annotated[dict[str, str], Made()]
    respelled: Annotated[dict[str, str], Lists("cues"), "别的写法：方言、谐音、形近"]
    """Other spellings of words: dialect, homophones, look-alikes."""
    words: Annotated[dict[str, tuple[str, ...]], Lists("cues"), "词类：名字和里面的词"]
    """Word to the classes it is in; every single word of a pattern is a class of its own."""
    hide: Annotated[Texts, Lists("cues"), "长词：里面的短词不算"]
    """Longer words inside which shorter ones mean nothing."""
    cues: Annotated[tuple[Cue, ...], Lists("cues"), "行为的线索"]
    facts: Annotated[tuple[FactCue, ...], Lists("cues"), "事实的线索"]
    blocks: Annotated[tuple[Block, ...], Lists("cues"), "说明没有这回事的话：否认、打听、提醒"]
    yielding: Annotated[tuple[Yielding, ...], Lists("cues"), "有了更重的就不读出来的行为"]
