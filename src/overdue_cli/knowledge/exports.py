"""What an exported record says about itself, and which words are masked in it: the types (`data/export.yaml`).

Compiled apart from `Knowledge`, so that only an export pays for it.
"""

from typing import NamedTuple

from overdue_cli.knowledge.declared import Annotated, Default, In, Key, Provisions, Refs, Template, Texts
from overdue_cli.knowledge.model import HowSure

GAPS = ("head", "count", "debt")
"""What a line may leave open in braces."""


class Line(NamedTuple):
    """A sentence with the provisions that carry it; `how_sure` where none does and it is no plain matter of fact."""

    say: Annotated[str, Template(GAPS), "说什么；{head} 末条指纹，{count} 条数，{debt} 债的名字"]
    basis: Provisions
    how_sure: Annotated[HowSure, Default("read")]


class Section(NamedTuple):
    """A part of the explanation."""

    title: Annotated[str, "标题"]
    lines: Annotated[tuple[Line, ...], "一句一项"]


class Channel(NamedTuple):
    """Whom the record can be handed to, and what they want with it."""

    agency: Annotated[str, Refs("agencies"), "交给哪个机构"]
    lead: Annotated[str, "第一句"]
    wants: Annotated[Texts, "它要什么"]
    basis: Provisions
    how_sure: Annotated[HowSure, Default("read")]


class Masking(NamedTuple):
    """Words by which names and accounts are found in what somebody wrote."""

    surnames: Annotated[str, "单姓，连着写"]
    compound: Annotated[Texts, "复姓"]
    before: Annotated[Texts, "名字前面常有的词"]
    after: Annotated[Texts, "名字后面常有的词"]
    never: Annotated[str, "不会在名字里的字，连着写"]
    accounts: Annotated[Texts, "账号前面常有的词"]
    landlines: Annotated[Texts, "座机的样子"]
    organisations: Annotated[Texts, "机构名字的结尾，不遮"]
    ports: Annotated[Texts, "短信端口的样子，不遮"]


class Exports(NamedTuple):
    """Everything an export says that is no record."""

    about: Annotated[tuple[Section, ...], In("export"), "记录的说明，一段一项"]
    channels: Annotated[tuple[Channel, ...], In("export"), "交给谁"]
    masking: Annotated[Masking, In("export"), Key("masking"), "遮住名字和号码用的词"]
    untold: Annotated[str, In("export"), "旧记录的指纹为什么不写进遮住的导出"]
    """Why digests of a record of the first version are left out of a masked export."""
