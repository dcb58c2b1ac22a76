"""The types that knowledge compiles into: what the program knows, nothing about any case.

Plain named tuples: immutable, typed, and cheap to create at every start. Dates are ISO strings
(`"2026-01-01"`), times `"HH:MM"` of local time; both compare correctly as text. Empty text stands
for "nothing said"; `None` only where callers of the JSON are promised a null.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from overdue_cli.knowledge.condition import ALWAYS
from overdue_cli.knowledge.condition import Condition as Condition
from overdue_cli.knowledge.condition import Unless as Unless
from overdue_cli.knowledge.condition import When as When
from overdue_cli.knowledge.dangers import Learned, Letters, Sign
from overdue_cli.knowledge.declared import (
    Above,
    Actions,
    Agencies,
    Annotated,
    Bare,
    Behaviours,
    By,
    Date,
    Day,
    Default,
    Each,
    Filled,
    Id,
    In,
    Inherits,
    Key,
    KeysAre,
    LimitOf,
    Made,
    Matches,
    Names,
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
from overdue_cli.knowledge.lenders import Lender as Lender
from overdue_cli.knowledge.patterns import Shelf
from overdue_cli.knowledge.periods import Calendar, Counting, PeriodRule
from overdue_cli.knowledge.safety import Safety as Safety
from overdue_cli.knowledge.scales import DANGERS as DANGERS
from overdue_cli.knowledge.scales import FORCES as FORCES
from overdue_cli.knowledge.scales import HOW_SURE as HOW_SURE
from overdue_cli.knowledge.scales import KINDS as KINDS
from overdue_cli.knowledge.scales import NORMS as NORMS
from overdue_cli.knowledge.scales import STANDINGS as STANDINGS
from overdue_cli.knowledge.scales import UNITS as UNITS
from overdue_cli.knowledge.scales import VERDICTS as VERDICTS
from overdue_cli.knowledge.scales import HowSure as HowSure
from overdue_cli.knowledge.scales import gravity as gravity
from overdue_cli.knowledge.wording import Opening, Wording


class Question(NamedTuple):
    """One fact: how it is given, asked for and spoken of."""

    fact: Annotated[str, Unique("facts"), "事实的名字：小写英文，定了就不改"]
    kind: Annotated[str, OneOf(KINDS), "count 数，flag 是非，one 单选，many 多选，date 日，clock 时刻，text 文字"]
    option: Annotated[Texts, "check 的旗标；是非题写两个：--是的、--否的"]
    """Flags of `check`; a `flag` fact has two: the one for yes, the one for no."""
    label: Annotated[str, "怎么称呼它"]
    ask: Annotated[Optional, "问句；没有的不问"]
    why: Annotated[Optional, "为什么问"]
    names: Annotated[dict[str, str], "单选、多选的值和它的中文名"]
    """Chinese name of each value of a `one` or `many` fact."""
    groups: Annotated[dict[str, tuple[str, ...]], "条件里常一起说的几个值，和代表它们的名字"]
    """Values that conditions speak of together, by the name that stands for them."""
    yes: Annotated[Optional, "“是”怎么说"]
    no: Annotated[Optional, "“否”怎么说"]
    unit: Annotated[Optional, "数的单位"]
    largest: Annotated[int, Default(0), "最大是多少"]
    urgent_when: Annotated[Condition | None, "这时最先问"]
    """Where this holds, the question comes before all others."""


class Provision(NamedTuple):
    """One article (or paragraph, or item) of one instrument, with its dates and standing."""

    id: Id
    title: Annotated[str, Above(), "法的全称（写在法上，一次）"]
    edition: Annotated[Optional, Above(), "哪个版本，如 2025 年修订"]
    number: Annotated[str | None, Above(), "文号"]
    issuer: Annotated[str, Above(), "谁发布的"]
    article: Annotated[str | None, "条号，用中文数字；没读到原文的不写"]
    gist: Annotated[Filled, "用自己的话说它说了什么：写准，不多说"]
    sanction: Annotated[Optional, "有处罚才写"]
    force: Annotated[str, Above(), OneOf(FORCES), "效力，从强到弱"]
    in_force_from: Annotated[Day, Inherits(), "这个文本从哪天起有效"]
    in_force_to: Annotated[str | None, Date(), Inherits(), "最后有效的一天；还有效的不写"]
    how_sure: Annotated[HowSure, Inherits()]
    checked_on: Annotated[Day, Inherits(), "哪天核对的"]
    source: Annotated[str, Inherits(), "从哪里读到的"]
    note: Annotated[Optional, Inherits(), "要当心什么"]
    scope_when: Annotated[Condition | None, Above(), Key("when"), "整部法管得着谁"]
    scope_unless: Annotated[Condition | None, Above(), Key("unless"), "整部法不管谁"]
    when: When
    unless: Unless
    needs: Annotated[Condition | None, "还差的要件（如多次、当众）：不知道有没有时照引，但撑不起重的结论"]
    """A further element of the offence (more than once, before others): while it is unknown the provision is cited,
    with the element said, but carries no verdict graver than `conditional` by itself."""
    where: Place

    def in_force_on(self, day: str) -> bool:
        """Whether this text is the law of `day` (ISO date)."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


class Agency(NamedTuple):
    """Who takes a matter, what it does not take, and what to do before calling."""

    id: Id
    name: Annotated[str, "叫什么"]
    aliases: Annotated[Texts, "别的叫法、人会用来找它的词"]
    operator: Annotated[str, "谁办的"]
    phone: Annotated[str | None, Matches("^[0-9]+$"), "只写短号，加引号；区号、时间写进 how、hours"]
    takes: Annotated[Texts, "管什么"]
    not_for: Annotated[Texts, "不管什么、那该找谁"]
    before: Annotated[Optional, "找它之前先做什么"]
    how: Annotated[str, "怎么找、怎么说"]
    hours: Annotated[Optional, "什么时间"]
    online: Annotated[Optional, "网上怎么办"]
    how_sure: HowSure
    checked_on: Annotated[Day, Inherits(), "哪天核对的；不写就是文件头上的"]
    source: Annotated[Optional, "从哪里读到的"]
    note: Annotated[Optional, "要当心什么"]


class Behaviour(NamedTuple):
    """Something a collector does or says, as the borrower would tell it."""

    id: Id
    name: Annotated[str, "叫什么；命令行也认"]
    group: Annotated[str, "访谈里归在哪一组"]
    plain: Annotated[Filled, "访谈里的一句话，像借款人自己说的"]
    brings: Annotated[Behaviours, "有了这一项，也一定有的行为"]
    open: Annotated[Filled, "没有规则能下结论时说什么"]
    """What to say where no rule reaches a verdict."""
    agencies: Stops
    actions: Actions


class Limit(NamedTuple):
    """A number that a provision sets: a count, a period, or a window of the day."""

    id: Id
    title: Annotated[str, "这个数是什么"]
    value: Annotated[tuple[Any, ...], "数；时段不写 value，写 from 和 to"]
    unit: Annotated[Optional, OneOf(tuple(UNITS)), "期限的单位"]
    provisions: Annotated[Texts, Refs("provisions"), "哪一条定的"]


class Implication(NamedTuple):
    """Facts that follow from facts: where `when` holds, `adds` is added, and `sets` where unknown."""

    when: Annotated[Condition, "什么时候"]
    unless: Unless
    adds: Annotated[dict[str, tuple[str, ...]], "给多选事实加上的值"]
    sets: Annotated[dict[str, bool], "还不知道时，是非题定为 true 或 false"]


class Rule(NamedTuple):
    """One judgement on one behaviour."""

    id: Id
    behaviour: Annotated[str, Each(), Refs("behaviours"), "判断哪一种行为；判断一样的几种写成列表"]
    title: Annotated[str, "一眼看懂的标题"]
    when: When
    unless: Unless
    verdict: Annotated[str, OneOf(VERDICTS[1:]), "结论，从轻到重"]
    basis: Annotated[Provisions, "撑得起结论的条文的 id"]
    explains: Annotated[Provisions, "只用来说明、撑不起结论的条文"]
    """Provisions that are cited to explain, and carry no verdict."""
    summary: Annotated[Filled, "一句话，害怕的人看得懂"]
    why: Annotated[Filled, "为什么"]
    actions: Actions
    agencies: Stops
    yields_to: Annotated[Texts, Refs("rules"), "这些规则成立时，这一条不显示"]
    covers: Annotated[Texts, Refs("behaviours", "rules"), "有了这一条就不再重复说的行为、规则"]
    """Behaviours and rules of which a page says nothing beside this one: it would be the same again."""
    claims: Annotated[Texts, Refs("claims"), "回答了源文档的哪些说法"]
    status: Annotated[str, OneOf(("draft", "stable")), Default("stable"), "draft 是还没定稿"]
    where: Place


class DecidedCase(NamedTuple):
    """What happened elsewhere and what was decided: an example, never a promise."""

    id: Id
    kind: Annotated[str, OneOf(("civil", "criminal", "regulatory", "police", "injunction")), "哪一类结果"]
    date: Annotated[str, "什么时候，什么程序"]
    title: Annotated[str, "标题"]
    what: Annotated[str, "发生了什么"]
    outcome: Annotated[str, "怎么处理的"]
    lesson: Annotated[str, "能学到什么"]
    resembles: Annotated[Behaviours, "像哪些行为"]
    core: Annotated[Behaviours, "要害：这些全有才拿来比；空的不拿来比"]
    """What made the case what it was: it is shown only where all of this was done; empty: never beside a finding."""
    when: When
    source: Annotated[Texts, "从哪里读到的"]
    how_sure: HowSure

    @property
    def criminal(self) -> bool:
        """Whether it went before the police or a criminal court."""
        return self.kind in ("criminal", "police")


class ActionStep(NamedTuple):
    """One step of an action, shown where `when` is known to hold and `unless` is not."""

    say: Annotated[str, Bare(), "做什么；只写这一句时，可以不写 say"]
    when: When
    unless: Unless


class Action(NamedTuple):
    """Something the reader can do, in steps; `part` is `do`, or `keep` for what to keep.

    Shown where `when` is known to hold, `unless` is not, and a step is left: a person who owes nothing does not
    negotiate, and one whose lender has no licence is not sent to the lender's App.
    """

    id: Id
    part: Annotated[str, OneOf(("do", "keep")), Default("do"), "do 要做的，keep 要留好的"]
    when: When
    unless: Unless
    title: Annotated[str, "标题"]
    steps: Annotated[tuple[ActionStep, ...], "一步一项：一句话，或带条件的 {say, when, unless}"]


class Branch(NamedTuple):
    """One choice of a route: where `when` holds, these agencies.

    `fits` says of all of them when they fit, shown where it is not certain; `each` says it of single ones, always.
    """

    when: Annotated[Condition, Default(ALWAYS), "什么时候；最后一项可以不写，管其余的"]
    agencies: Agencies
    fits: Annotated[Optional, "不确定时，说清什么情况下找它们"]
    each: Annotated[dict[str, str], KeysAre("agencies"), "单说某一个机构的"]


class Route(NamedTuple):
    """A name that rules use for "whoever answers for this lender", and its choices in order.

    `usual` are the kinds of lender to go by where it is not known who lent.
    """

    id: Id
    usual: Annotated[Texts, Refs("lender_kind"), "不知道谁放款时，按哪几类放款方"]
    choices: Annotated[tuple[Branch, ...], "从上往下，成立的算"]


class Passage(NamedTuple):
    """A sentence shown where `when` holds and `unless` is not known to: what a lender may do, what is owed."""

    id: Id
    when: When
    unless: Unless
    text: Annotated[Filled, "说什么"]
    basis: Provisions


class Pointer(NamedTuple):
    """What a fact calls for by itself, whatever the findings: a sentence, whom to call, what to do.

    Its actions come after those of the findings; of one that is `early` after those of the papers, before the
    findings; of one that is `first` before all others: who asks decides what is done first.
    """

    id: Id
    first: Annotated[bool, Default(False), "true：它的行动最先做"]
    early: Annotated[bool, Default(False), "true：它的行动排在文书之后、结论之前"]
    when: Annotated[Condition, "什么时候"]
    unless: Unless
    text: Annotated[Filled, Default(""), "说什么"]
    basis: Provisions
    agencies: Stops
    actions: Actions


class Stage(NamedTuple):
    """What usually happens, and what a rule says, from `first` to `last` days overdue."""

    when: When
    unless: Unless
    first: Annotated[int, Default(0), "从逾期第几天"]
    last: Annotated[int | None, "到第几天；最后一段不写"]
    usual: Annotated[str, "通常会怎样"]
    rule: Annotated[Filled, "规定怎么说"]
    how_sure: HowSure


class DeadlineRule(NamedTuple):
    """A period that runs from a day the reader knows; `length` is None where the paper itself says.

    `unit` is day or month.
    """

    id: Id
    title: Annotated[str, "什么期限"]
    when: Annotated[Condition, "什么时候"]
    start: Annotated[str, Refs("facts"), "从哪一天起：事实的名字"]
    length: Annotated[int | None, Key("period"), LimitOf("length"), "多长：limits 里有单位的 id；文书自己写明的不写"]
    unit: Annotated[str, Key("period"), LimitOf("unit")]
    pressing: Annotated[bool, Default(True), "false：不是非做不可"]
    """Whether it must be done by a day; an invitation need not."""
    do: Annotated[Filled, "要做什么"]
    late: Annotated[Filled, Default(""), "过了这一天怎么说；不写就用所有期限共同的话"]
    """What is said once the day is over; "" where the words common to all periods fit."""
    basis: Provisions
    agencies: Stops
    actions: Actions


HEADLINES = ("deadline", *VERDICTS, "owed")
"""What the first line may be about: a deadline, a verdict; and the heading of what is owed."""


class Knowledge(NamedTuple):
    """Everything the program knows, compiled."""

    version: Annotated[str, In("rules"), "知识的版本"]
    checked_on: Annotated[Day, In("rules"), "整份知识哪天核对的"]
    questions: Annotated[dict[str, Question], In("rules"), Some(), "事实：怎么给、怎么问、怎么说"]
    provisions: Annotated[Mapping[str, Provision], In("authorities"), Key("instruments"), Some(), "法和它的条文"]
    counted: Annotated[dict[str, int], Made()]
    """How many provisions are read, reported, unverified."""
    agencies: Annotated[dict[str, Agency], In("agencies"), Some(), "机构和热线"]
    lenders: Annotated[dict[str, Lender], In("lenders"), Some(), "品牌和可能的放款方"]
    behaviours: Annotated[dict[str, Behaviour], In("behaviours"), Some(), "催收方做的事、说的话"]
    limits: Annotated[dict[str, Limit], In("rules"), Some(), "规定里的数：次数、期限、时段"]
    implications: Annotated[tuple[Implication, ...], In("rules"), Some(), "由事实推出的事实"]
    rules: Annotated[Mapping[str, tuple[Rule, ...]], In("rules"), By("behaviour"), Some(), "规则"]
    """By behaviour, in the order of the register."""
    cases: Annotated[tuple[DecidedCase, ...], In("cases"), Some(), "别处有结果的案例"]
    actions: Annotated[dict[str, Action], In("rules"), Some(), "能做的事，按先后"]
    routes: Annotated[dict[str, Route], In("rules"), Some(), "按放款方找机构的路线"]
    may: Annotated[tuple[Passage, ...], In("rules"), Some(), "对方可以合法做什么"]
    obligations: Annotated[tuple[Passage, ...], In("rules"), Some(), "还欠什么"]
    pointers: Annotated[tuple[Pointer, ...], In("rules"), "一个事实本身就要说、要做的"]
    stages: Annotated[tuple[Stage, ...], In("rules"), Some(), "逾期到哪一步通常怎样"]
    papers: Annotated[tuple[ActionStep, ...], In("rules"), "文书先看什么，对谁说什么"]
    deadlines: Annotated[tuple[DeadlineRule, ...], In("rules"), "文书、投诉的期限"]
    periods: Annotated[dict[str, PeriodRule], In("periods"), Some(), "从生活里的某一天起算的期间"]
    counting: Annotated[Counting, In("periods"), Key("says"), "数出来的日子旁边说什么"]
    safety: Annotated[tuple[Safety, ...], In("rules"), "危险：排在所有事情前面"]
    headlines: Annotated[
        dict[str, tuple[ActionStep, ...]], In("wording"), Names(HEADLINES), "第一句按结论说；最后一句对谁都能说"
    ]
    wording: Annotated[Wording, In("wording"), "每个答案里固定的话"]
    opening: Annotated[Opening, In("interview"), "访谈开头的话"]
    calendar: Annotated[Calendar, In("calendar"), Key("years"), Some(), "放假和调休，一年一项"]
    danger_words: Annotated[Mapping[str, Shelf], In("danger"), Made()]
    """What tells a danger in words, by first character; `danger_signs` by id, `danger_letters` in one row."""
    danger_signs: Annotated[Mapping[str, Sign], In("danger"), Made()]
    danger_letters: Annotated[Mapping[str, Letters], In("characters"), Made()]
    danger_learned: Annotated[Mapping[str, Learned], Made()]
    """What sentences taught about a danger, by its id in the fact `now`."""

    def every_rule(self) -> Iterator[Rule]:
        """The rules on all behaviours."""
        return (rule for name in self.rules for rule in self.rules[name])
