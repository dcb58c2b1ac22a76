"""The types of fixed texts: those of every answer, and those with which the interview begins."""

from typing import NamedTuple

from overdue_cli.knowledge.declared import Annotated, Key, KeysAre, Made, Names, Texts
from overdue_cli.knowledge.scales import FORCES, STANDINGS, VERDICTS

DANGER_PAGE = ("first", "also", "until_self", "until", "found", "rest", "again", "later")
"""What the page of a danger says beside the danger's own words: leads, a deadline, findings, how to go on."""


class Wording(NamedTuple):
    """The fixed texts of every answer."""

    danger_lines: Annotated[Texts, "站在每一个答案前面的危险提示"]
    danger: Annotated[dict[str, str], Names(DANGER_PAGE), "危险那一页上，危险自己的话以外的话"]
    """What stands on the page of a danger beside the danger's own words, by DANGER_PAGE."""
    similar: Annotated[str, "相似案例前面的话"]
    verdict_names: Annotated[dict[str, str], Names(VERDICTS), "每种结论的叫法"]
    norm_name: Annotated[str, "只有标准、自律规范撑着的，叫什么"]
    force_names: Annotated[dict[str, str], Names(FORCES), "每种效力的叫法"]
    reported: Annotated[str, "没读到原文时，条文旁边的话"]
    unverified: Annotated[str, "没核实时，旁边的话"]
    scam_ending: Annotated[str, "像诈骗时最后说的"]
    no_provision: Annotated[str, "没有找到规定时说的"]
    excepted: Annotated[str, "被例外挡住时说的"]
    too_late: Annotated[str, "期限可能过了时说的"]
    too_late_for_them: Annotated[str, "对方的期限可能过了时说的"]
    local: Annotated[str, "地方性规定前面的话"]
    text_read: Annotated[str, "读了原话以后说的"]
    notice: Annotated[str, "每个答案末尾的声明"]
    stale: Annotated[str, "知识有些旧时说的"]
    old: Annotated[str, "知识太旧时说的"]
    standings: Annotated[dict[str, str], Names(STANDINGS), "源文档的说法站不站得住，各叫什么"]


class Choice(NamedTuple):
    """One thing to choose in the interview, and the facts it stands for."""

    say: Annotated[str, "选项怎么说"]
    sets: Annotated[dict[str, str], KeysAre("facts"), "等于说了哪个单选事实的哪个值"]
    adds: Annotated[dict[str, tuple[str, ...]], KeysAre("facts"), "等于说了哪个多选事实的哪些值"]


class Opening(NamedTuple):
    """The words with which the interview begins; `groups` gives each group of behaviours its sentence."""

    greeting: Annotated[str, "第一句"]
    who: Annotated[tuple[Choice, ...], Key("who", "choices"), "问联系了谁：选项"]
    groups: Annotated[dict[str, str], Key("groups", "names"), KeysAre("groups", every=True), "每组行为的一句话"]
    ask: Annotated[dict[str, str], Made()]
    """The question of each part: `who`, `paste`, `groups`."""
    why: Annotated[dict[str, str], Made()]
    paste_kept: Annotated[str, Key("paste", "kept"), "收到原话、读出了东西时说的"]
    paste_nothing: Annotated[str, Key("paste", "nothing"), "收到原话、没读出东西时说的"]
