"""The types that the plan compiles into: its sentences, never a case."""

from typing import NamedTuple

from overdue_cli.knowledge.declared import (
    Annotated,
    Bare,
    Default,
    Id,
    Is,
    Key,
    Names,
    OneOf,
    Optional,
    Provisions,
    Refs,
    Stops,
    Template,
)
from overdue_cli.knowledge.model import DANGERS, VERDICTS, Unless, When

FIELDS = (
    "today", "event_day", "time", "lender", "product", "sender", "channels", "contacted", "pay_to", "province",
    "lender_kind", "days_overdue", "calls_per_day", "unanswered_per_day", "messages_per_day",
    "complained_on", "disputed_on", "reported_on",
)  # fmt: skip
"""Fields that the case fills; one that it does not fill becomes a blank."""

Text = Annotated[str, Template(FIELDS, blanks=True)]
"""A text with fields and blanks."""

Gravest = Annotated[Optional, OneOf(VERDICTS[1:])]

HEADINGS = ("title", "told", "urgent", "steps", "calls", "written", "dont", "order", "changes", "about")

WHY = (*DANGERS, "deadline", "scam", "crime", "unlawful", "conditional", "lawful", "none")
"""What can be most urgent: a kind of danger, a period, else the gravest verdict."""


By_ = Template(("by",), blanks=True)


class Line(NamedTuple):
    """A sentence that stands where `when` holds and `unless` is not known to; `basis` are ids of provisions."""

    when: When
    unless: Unless
    text: Annotated[
        str,
        Bare(),
        Template((*FIELDS, "answer_by"), blanks=True, beside=("basis",)),
        "说什么；只写这一句时可以不写 text",
    ]
    basis: Provisions


class StepRule(NamedTuple):
    """Something to do where `when` holds, `unless` does not, and the verdict is at least `at_least` (if given).

    By when: `today`; else within `workdays` working days, a day we choose; else on the last day of the period
    `after`, counted from the day it starts, or from today where it has not begun; else any time.
    """

    id: Id
    when: When
    unless: Unless
    at_least: Annotated[Gravest, "最重的结论至少到哪一级"]
    today: Annotated[bool, Key("on"), Is("today"), "写 today：今天就做"]
    workdays: Annotated[int, Default(0), "几个工作日以内，自己定的"]
    after: Annotated[Optional, Refs("periods"), "期限的 id，从今天算"]
    title: Annotated[str, "标题"]
    text: Annotated[Text, "怎么做"]
    tells: Annotated[Optional, Refs("periods"), "期限的 id：记录里有日子的，算出来接在后面"]
    """The id of a period of which the step says how it stands, where the record has its days."""
    basis: Provisions


class Script(NamedTuple):
    """What to say to an agency, where `when` holds."""

    agency: Annotated[str, Refs("agencies"), "打给谁"]
    when: When
    text: Annotated[Text, "怎么说"]


class Rank(NamedTuple):
    """Why a debt stands where it does among several; `last` are those that come after all others."""

    when: When
    last: Annotated[bool, Default(False), "true：排在所有别的后面"]
    text: Annotated[Text, "为什么先顾它"]


class PlanWords(NamedTuple):
    """All sentences of a plan."""

    headings: Annotated[dict[str, str], Names(HEADINGS), "各部分的标题"]
    unknown: Annotated[dict[str, str], "没有说的字段，话里怎么代"]
    """What stands for a field that the case does not fill."""
    why: Annotated[dict[str, str], Names(WHY), "为什么它最要紧"]
    today: Annotated[str, "今天怎么说"]
    own_day: Annotated[str, By_, "自己定的日子怎么说"]
    by_day: Annotated[str, By_, "规定的日子怎么说"]
    follow_day: Annotated[str, By_, "等答复的日子怎么说"]
    no_day: Annotated[str, "没有日子怎么说"]
    counted: Annotated[str, Template(("remark",), blanks=True), "按记录数出来的期间怎么说"]
    """How a period stands by the days of the record: `{remark}`."""
    later: Annotated[str, "撑不住的人：别的都可以等"]
    """When, for a person at the end of their strength: nothing but their life and a period is for today."""
    steps: Annotated[tuple[StepRule, ...], "要做的，按顺序"]
    always: Annotated[Stops, "无论如何都列出的机构"]
    """Agencies and routes to call in any case, after those of the case."""
    calls: Annotated[tuple[Script, ...], "打给谁怎么说：一个机构取先成立的"]
    written: Annotated[tuple[Line, ...], "付钱之前要有书面的"]
    dont: Annotated[tuple[Line, ...], "不要做"]
    order: Annotated[tuple[Rank, ...], "几笔债的先后：先成立的就是它的理由"]
    first: Annotated[str, "几笔债时，先顾哪一笔"]
    even: Annotated[str, "几笔债时，别的怎么办"]
    ask: Annotated[str, Key("changes", "ask"), Template(("question",), blanks=True), "答了会变的问题怎么说"]
    changes: Annotated[tuple[Line, ...], Key("changes", "lines"), "什么变了，计划也要变"]
