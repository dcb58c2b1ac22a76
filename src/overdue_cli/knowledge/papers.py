"""The types that letters and plans compile into: templates, never a case. Compiled apart from `Knowledge`.

A text may hold `{field}`; which fields there are is said in `FIELDS`. What only the borrower knows stands in
the text as `【待填:…】`.
"""

from typing import NamedTuple

from overdue_cli.knowledge.declared import (
    Annotated,
    Default,
    Files,
    In,
    Key,
    KeyAmong,
    KeysAre,
    Names,
    OneOf,
    Optional,
    Place,
    Provisions,
    Refs,
    Some,
    Template,
    TextOfKey,
    Texts,
)
from overdue_cli.knowledge.model import VERDICTS, Unless, When
from overdue_cli.knowledge.plans import FIELDS as FIELDS
from overdue_cli.knowledge.plans import Gravest, Line, PlanWords, Text

KINDS = ("lender", "regulator", "stop_third_party", "police", "credit_dispute", "negotiate")
"""The letters there are."""

LISTS = ("events", "did", "words", "law")
"""What `each` can go through: contacts of the record, conduct as told, words as written, provisions."""

OPENS, CLOSES = "【待填:", "】"
"""The marks of a blank."""

BLOCKS = ("heading", "plain", "step", "sign")
"""What a part of a letter can be: a numbered heading, a paragraph, a numbered item, a line at the foot."""


COVER = ("title", "hand_in", "attach", "receipt", "answer", "next", "keep")
"""The headings of a cover."""


class Part(NamedTuple):
    """One paragraph of a letter. `element` is the required element that it brings, or empty.

    With `each` it is repeated for everything in that list, which stands in for `{each}`; `otherwise` stands
    there once where the list is empty. `no_events`: only where the record tells no contacts one by one.
    `of_event`: only where its provisions were law on the day of the event.
    """

    kind: Annotated[str, KeyAmong(BLOCKS), "一段一种：heading 标题（编号）、plain 一段、step 编号的一条、sign 落款"]
    element: Annotated[Optional, "写到哪个要件"]
    when: When
    unless: Unless
    each: Annotated[Optional, OneOf(LISTS), "逐条写：events 记录，did 做法，words 原话，law 条文；文字里用 {each}"]
    text: Annotated[str, TextOfKey("kind"), Template(FIELDS, blanks=True, beside=("each", "basis")), "那一段的文字"]
    otherwise: Annotated[
        str, Default(""), Template(FIELDS, blanks=True, beside=("each", "basis")), "一条也没有时写什么"
    ]
    no_events: Annotated[bool, Default(False), "true：记录里有联系时不写"]
    of_event: Annotated[bool, Default(False), "true：事情那天条文还没有施行就不写"]
    basis: Provisions


class Caution(NamedTuple):
    """What the first line says where the case does not support the letter.

    It holds where the gravest verdict is lighter than `lighter_than` (if given), and `when` holds.
    """

    lighter_than: Annotated[Gravest, "最重的结论比它轻时"]
    when: When
    unless: Unless
    text: Annotated[Text, "第一行怎么说"]


class Element(NamedTuple):
    """What whoever receives the letter must find in it, and the provisions that ask for it."""

    id: Annotated[str, "要件的编号"]
    name: Annotated[str, "要件的名字"]
    basis: Provisions


class Cover(NamedTuple):
    """What the writer keeps: where to hand it in, what to attach, the receipt, the answer, the next step.

    `period` is the id of the period of the answer, or empty; `{answer_by}` is its last day, counted from today.
    """

    hand_in: Annotated[tuple[Line, ...], "交到哪里"]
    attach: Annotated[tuple[Line, ...], "附什么"]
    receipt: Annotated[tuple[Line, ...], "要什么回执"]
    period: Annotated[Optional, Refs("periods"), "答复的期限的 id；文字里用 {answer_by}"]
    answer: Annotated[tuple[Line, ...], "多久答复"]
    next: Annotated[tuple[Line, ...], "没有答复怎么办"]


class Letter(NamedTuple):
    """One kind of letter. `to` and `title`: the first line that fits."""

    id: Annotated[str, OneOf(KINDS), "哪一种文书"]
    name: Annotated[str, "叫什么"]
    names: Annotated[Texts, "命令行还认的叫法"]
    title: Annotated[tuple[Line, ...], Some(), "标题：先成立的，最后一条不写条件"]
    to: Annotated[tuple[Line, ...], Some(), "写给谁：同上"]
    cautions: Annotated[tuple[Caution, ...], "情况撑不起这份文书时，第一行怎么说"]
    lightest: Annotated[str, OneOf(VERDICTS[1:]), Default("unlawful"), "结论至少多重，才引它的依据"]
    """The lightest verdict of a finding whose provisions are cited."""
    cites: Annotated[Texts, Key("cites", "only"), Refs("titles"), "只引这些法"]
    """Titles of the instruments that may be cited here; empty for any."""
    cites_not: Annotated[Texts, Key("cites", "not"), Refs("titles"), "不引这些法"]
    elements: Annotated[tuple[Element, ...], "收件的人要看到的要件"]
    parts: Annotated[tuple[Part, ...], "一段一项，按读的顺序"]
    cover: Annotated[Cover, "留给自己的一页"]
    where: Place


class Telling(NamedTuple):
    """How a letter tells of one behaviour: as the borrower does, and as somebody else does who was contacted."""

    borrower: Annotated[Text, "借款人怎么说"]
    other: Annotated[Text, "别的被联系的人怎么说"]


class LetterWords(NamedTuple):
    """What all letters say alike: labels of blanks, how conduct is told, headings of the cover."""

    blanks: Annotated[dict[str, str], Names(FIELDS[1:]), "没有说的字段，变成什么空"]
    told: Annotated[dict[str, Telling], KeysAre("behaviours", every=True), "每种行为在信里怎么说"]
    quoted: Annotated[str, Template(("words", "names"), blanks=True), "对方的原话怎么引"]
    """How words of the other side are told: `{words}`, and `{names}` of the conduct they show."""
    may_be: Annotated[str, Template(("product", "names"), blanks=True), "品牌后面可能是谁"]
    """Who may stand behind a brand: `{product}` and `{names}` of the possible lenders."""
    event: Annotated[str, Template(("day", "time", "manner", "words"), blanks=True), "记录里的一次联系怎么写"]
    """A contact of the record: `{day}`, `{time}`, `{manner}`, `{words}`; the words as `verbatim` or `summary`."""
    verbatim: Annotated[str, Template(("words",), blanks=True), "记下的是原话时"]
    summary: Annotated[str, Template(("words",), blanks=True), "记下的是大意时"]
    more_events: Annotated[str, Template(("count",), blanks=True), "另外还有几次"]
    """How many contacts there are besides: `{count}`."""
    fill_in: Annotated[str, "要填的空的标题"]
    nothing_to_fill: Annotated[str, "没有要填的空时"]
    cover: Annotated[dict[str, str], Names(COVER), "封面各部分的标题"]
    keep: Annotated[Texts, Template(FIELDS, blanks=True), "每张封面都有的提醒"]
    """What stands in every cover."""


class Papers(NamedTuple):
    """All that papers are made from."""

    words: Annotated[LetterWords, In("letters"), "各种文书共用的话"]
    letters: Annotated[dict[str, Letter], Files("letters"), "一种文书一个文件"]
    plan: Annotated[PlanWords, In("plan"), "行动计划的话"]
