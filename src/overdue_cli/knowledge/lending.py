"""Caps on what a loan may cost: their types (`data/caps.yaml`). Only `cost` loads them."""

from typing import NamedTuple

from overdue_cli.knowledge.declared import (
    Annotated,
    Day,
    Default,
    Filled,
    Id,
    In,
    Key,
    LimitOf,
    OneOf,
    Optional,
    Provisions,
    Refs,
    Some,
    Texts,
    Words,
)
from overdue_cli.knowledge.model import HOW_SURE, HowSure

Kinds = Annotated[Texts, Refs("lender_kind"), "哪几类放款方；不写是都算"]


class Rate(NamedTuple):
    """A loan prime rate, from its first day."""

    from_: Annotated[Day, "从哪天起"]
    percent: Annotated[str, "百分之几，加引号"]


class Lpr(NamedTuple):
    """The one-year loan prime rate: each change, known up to the day `through`."""

    title: Annotated[str, "叫什么"]
    latest: Annotated[str, "核到哪一期"]
    through: Annotated[Day, "那一期管到哪一天"]
    how_sure: HowSure
    source: Annotated[str, "从哪里读到的"]
    rates: Annotated[tuple[Rate, ...], Some(), "从早到晚，一次变动一项"]


class CapCase(NamedTuple):
    """Whether a cap applies to a loan by one of `lenders` (empty: any) signed `before` that day ("": any day).

    `applies` is None where it cannot be said; `rated` is false where no rate is given.
    """

    lenders: Kinds
    before: Annotated[Day, Default(""), "签约日在这一天以前；不写是哪天都算"]
    applies: Annotated[bool | None, Words("unsure"), "true 适用，false 不适用，unsure 说不准"]
    rated: Annotated[bool, Default(True), "false：不给出利率"]
    why: Annotated[Filled, "为什么"]
    basis: Provisions


class Cap(NamedTuple):
    """A cap: `lpr_times` the LPR of the day of signing, or `percent` a year. Of its cases the first that fits.

    `claim` says what can be done about what is beyond it.
    """

    id: Id
    title: Annotated[str, "什么上限"]
    lpr_times: Annotated[int | None, "LPR 的几倍"]
    percent: Annotated[int | None, LimitOf("number"), "百分之几：limits 的 id"]
    claim: Annotated[str, "超过的部分能怎么办"]
    cases: Annotated[tuple[CapCase, ...], Some(), "从上往下，第一个对得上的算；最后一条管其余的"]


class Remark(NamedTuple):
    """A sentence for loans by these lenders (empty: all) and not by those in `without`.

    `only`: where something was `withheld`, or where a cap applies (`capped`); "" is always.
    """

    id: Id
    lenders: Kinds
    without: Annotated[Kinds, "不适用的放款方"]
    only: Annotated[Optional, OneOf(("withheld", "capped")), "withheld 只在先扣了钱时说，capped 只在有上限适用时说"]
    text: Annotated[Filled, "说什么"]
    how_sure: Annotated[Optional, OneOf(HOW_SURE), "没有条文的写，有条文的不写"]
    basis: Provisions


class Says(NamedTuple):
    """What is said where something is not known, or of a loan without a licence."""

    lpr_unknown: Annotated[str, "那天的 LPR 没有核到"]
    lpr_before: Annotated[str, "那天还没有 LPR"]
    lpr_was: Annotated[str, "那天的 LPR 是多少"]
    kind_unknown: Annotated[str, "放款方是哪一类还不清楚"]
    kind_depends: Annotated[str, "要看放款的是谁"]
    unlicensed_sum: Annotated[str, "没有牌照的，一共付了多少"]


class Lending(NamedTuple):
    """Everything `cost` knows beside the law itself. `owed` are ids of obligations."""

    lpr: Annotated[Lpr, In("caps"), Key("lpr"), "贷款市场报价利率"]
    caps: Annotated[tuple[Cap, ...], In("caps"), "上限"]
    default_interest: Annotated[tuple[Remark, ...], In("caps"), "关于逾期利息的话"]
    notes: Annotated[tuple[Remark, ...], In("caps"), "别的话"]
    owed: Annotated[Texts, In("caps"), Refs("obligations"), "还要还的：rules.yaml 里 obligations 的 id"]
    says: Annotated[Says, In("caps"), Key("says"), "固定的话"]
