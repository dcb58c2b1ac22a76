"""The types of what is looked up rather than decided: topics, source documents and their claims.

Compiled apart from `Knowledge`, so that a check of a case never loads it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from overdue_cli.knowledge.declared import (
    Above,
    Annotated,
    Day,
    Files,
    Filled,
    FilledTexts,
    Id,
    In,
    Key,
    Lists,
    Made,
    OneOf,
    Optional,
    Place,
    Provisions,
    Refs,
    Some,
    Stops,
    Texts,
    Unique,
)
from overdue_cli.knowledge.scales import STANDINGS
from overdue_cli.words.letters import Letters


class Line(NamedTuple):
    """A sentence and the ids of the provisions that carry it."""

    say: Annotated[Filled, "说什么"]
    basis: Provisions


class Topic(NamedTuple):
    """The answer to one question as people ask it."""

    id: Id
    title: Annotated[str, "标题"]
    names: Annotated[Texts, "只指这一个话题的叫法、俗称、缩写"]
    questions: Annotated[Texts, "人会怎么问"]
    answer: Annotated[Filled, "先回答，再展开"]
    lawful: Annotated[tuple[Line, ...], "对方可以做的，一句一项"]
    unlawful: Annotated[tuple[Line, ...], "对方不该做的，一句一项"]
    depends_on: Annotated[FilledTexts, "要看什么"]
    steps: Annotated[FilledTexts, Some(), "一步一步怎么做"]
    dont: Annotated[FilledTexts, "不要做"]
    periods: Annotated[Texts, Refs("timed"), "有关的期限：limits 里有单位的 id"]
    """Ids of limits that matter here."""
    agencies: Stops
    """Ids of agencies and routes, best first."""
    basis: Provisions
    no_provision: Annotated[Optional, "没有规定时，怎么说"]
    cases: Annotated[Texts, Refs("cases"), "像的案例：cases.yaml 的 id"]
    related: Annotated[Texts, Refs("topics"), "有关的话题"]
    claims: Annotated[Texts, Made()]
    """Ids of the claims of source documents about it."""
    where: Place

    def provisions(self) -> tuple[str, ...]:
        """Ids of all provisions the topic rests on, each once, those of its lines first."""
        lines = [name for line in (*self.lawful, *self.unlawful) for name in line.basis]
        return tuple(dict.fromkeys([*lines, *self.basis]))


class Group(NamedTuple):
    """Topics that a person would look for in one place, the commonest first."""

    id: Id
    name: Annotated[str, "组名"]
    topics: Annotated[Texts, Refs("topics"), "组里的话题，常问的在前"]


class Claim(NamedTuple):
    """One claim or question of one source document, and how it stands today."""

    id: Annotated[str, Unique(), "文档号-序号，如 S001-08"]
    document: Annotated[str, Above(), "文档号（写在文件上，一次）"]
    claim: Annotated[str, "文章怎么说"]
    standing: Annotated[str, OneOf(STANDINGS), "站不站得住"]
    correction: Annotated[Optional, "现在对的说法；confirmed 的可以不写"]
    topic: Annotated[str, Refs("topics"), "归在哪个话题"]
    basis: Provisions
    where: Place


class Document(NamedTuple):
    """One of the source documents: web articles whose claims we judged."""

    id: Annotated[str, Key("document"), "文档号，如 S001"]
    title: Annotated[str, "是怎样的一篇文章"]
    about: Annotated[str, "写给谁、问题在哪"]
    checked_on: Annotated[Day, "哪天核对的"]


class Synonyms(NamedTuple):
    """Words for search: those that mean the same, the first standing for all; and those that say nothing.

    `elsewhere` are questions about other matters, by matter, which compete with the topics.
    """

    same: Annotated[tuple[tuple[str, ...], ...], "意思差不多的词，一组一行，第一个代表全组"]
    empty: Annotated[Texts, "问话里的空话"]
    elsewhere: Annotated[tuple[tuple[str, ...], ...], "别的事的问话，一件事一行"]


class Library(NamedTuple):
    """Everything that is looked up.

    `called`: the id, title and every name of a topic, plain, and the topic they call.
    """

    groups: Annotated[tuple[Group, ...], In("topics"), "话题的分组"]
    topics: Annotated[Mapping[str, Topic], Files("topics"), "一个话题一个文件"]
    documents: Annotated[dict[str, Document], Files("seeds"), "一篇源文档一个文件"]
    claims: Annotated[Mapping[str, Claim], Lists("seeds"), "文档里的说法"]
    called: Annotated[dict[str, str], Made()]
    letters: Annotated[Letters, In("characters")]
    synonyms: Annotated[Synonyms, In("synonyms")]
