"""Caps on what a loan may cost: their types, and YAML to them (`data/caps.yaml`). Only `cost` loads them."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge.model import HOW_SURE, Knowledge
from overdue_cli.knowledge.records import Maker
from overdue_cli.knowledge.references import missing
from overdue_cli.knowledge.yamlfile import Entry, read


class Lpr(NamedTuple):
    """The one-year loan prime rate: (first day, percent a year) of each change, known up to the day `through`."""

    title: str
    latest: str
    through: str
    how_sure: str
    source: str
    rates: tuple[tuple[str, str], ...]


class CapCase(NamedTuple):
    """Whether a cap applies to a loan by one of `lenders` (empty: any) signed `before` that day ("": any day).

    `applies` is None where it cannot be said; `rated` is false where no rate is given.
    """

    lenders: tuple[str, ...]
    before: str
    applies: bool | None
    rated: bool
    why: str
    basis: tuple[str, ...]


class Cap(NamedTuple):
    """A cap: `lpr_times` the LPR of the day of signing, or `percent` a year. Of its cases the first that fits.

    `claim` says what can be done about what is beyond it.
    """

    id: str
    title: str
    lpr_times: int | None
    percent: int | None
    claim: str
    cases: tuple[CapCase, ...]


class Remark(NamedTuple):
    """A sentence for loans by these lenders (empty: all) and not by those in `without`.

    `only`: where something was `withheld`, or where a cap applies (`capped`); "" is always.
    """

    id: str
    lenders: tuple[str, ...]
    without: tuple[str, ...]
    only: str
    text: str
    how_sure: str
    basis: tuple[str, ...]


class Says(NamedTuple):
    """What is said where something is not known, or of a loan without a licence."""

    lpr_unknown: str
    lpr_before: str
    lpr_was: str
    kind_unknown: str
    kind_depends: str
    unlicensed_sum: str


class Lending(NamedTuple):
    """Everything `cost` knows beside the law itself. `owed` are ids of obligations."""

    lpr: Lpr
    caps: tuple[Cap, ...]
    default_interest: tuple[Remark, ...]
    notes: tuple[Remark, ...]
    owed: tuple[str, ...]
    says: Says


def file(data: Path) -> Path:
    """The file it is made from."""
    return data / "caps.yaml"


def build(data: Path, known: Knowledge) -> Lending:
    """The caps in `data`. Raises KnowledgeError with all faults."""
    faults: list[Fault] = []
    made = build_with_faults(data, known, faults)
    if faults:
        raise KnowledgeError(faults)
    return made


def build_with_faults(data: Path, known: Knowledge, faults: list[Fault]) -> Lending:
    """As `build`, but appends what is wrong to `faults`."""
    top = read(file(data), faults)
    maker = LendingMaker(top, known, faults)
    top.date("checked_on")
    made = Lending(
        lpr=maker.lpr(top),
        caps=tuple(maker.each("caps", "caps", maker.cap)),
        default_interest=tuple(maker.each("caps", "default_interest", maker.remark)),
        notes=tuple(maker.each("caps", "notes", maker.remark)),
        owed=top.texts("owed"),
        says=maker.says(top),
    )
    top.close()
    faults.extend(missing(top.where, "还欠什么", made.owed, {one.id for one in known.obligations}))
    return made


def sourced(made: Lending) -> Iterator[tuple[str, ...]]:
    """The ids of provisions that each case of a cap and each remark names."""
    yield from (case.basis for cap in made.caps for case in cap.cases)
    yield from (remark.basis for remark in (*made.default_interest, *made.notes))


class LendingMaker(Maker):
    """Makes the caps."""

    def __init__(self, top: Entry, known: Knowledge, faults: list[Fault]) -> None:
        super().__init__({"caps": top}, faults)
        self.known = known
        self.limits.update(known.limits)

    def lpr(self, top: Entry) -> Lpr:
        """The table of the LPR: days in order, none after the last day it is known for."""
        entry = top.entry("lpr")
        if entry is None:
            top.fault("没有“lpr”这一部分", "写 lpr: 和下面的 rates", "lpr")
            return Lpr("", "", "", "unverified", "", ())
        rates = []
        for row in entry.entries("rates"):
            rates.append((row.date("from", "") or "", self.percent(row)))
            row.close()
        made = Lpr(
            title=entry.text("title"),
            latest=entry.text("latest"),
            through=entry.date("through", "") or "",
            how_sure=entry.choice("how_sure", HOW_SURE),
            source=entry.text("source"),
            rates=tuple(rates),
        )
        days = [day for day, _ in rates]
        if days != sorted(set(days)) or not days or days[-1] > made.through:
            entry.fault(
                "LPR 的日子要从早到晚、不重复、不晚于 through", "按起始日排好，核到新的一期就改 through", "rates"
            )
        entry.close()
        return made

    def percent(self, row: Entry) -> str:
        """A percentage written as text, `"3.45"`."""
        text = row.text("percent")
        try:
            fits = 0 < Decimal(text) < 100
        except InvalidOperation:
            fits = False
        if not fits:
            row.fault(f"“{text}”不是百分之几", '写成 percent: "3.45"（带引号）', "percent")
        return text

    def cap(self, entry: Entry) -> Cap:
        """A cap; its last case takes all that is left."""
        rows = list(entry.entries("cases"))
        percent = entry.optional("percent")
        limit = self.limits.get(percent or "")
        if percent and limit is None:
            entry.fault(f"没有叫“{percent}”的界限", "percent 写 rules.yaml 里 limits 的 id", "percent")
        made = Cap(
            id=self.id(entry),
            title=entry.text("title"),
            lpr_times=entry.number("lpr_times"),
            percent=int(limit.value[0]) if limit else None,
            claim=entry.text("claim"),
            cases=tuple(map(self.case, rows)),
        )
        if (made.lpr_times is None) == (percent is None):
            entry.fault("上限要么是 LPR 的几倍，要么是百分之几", "写 lpr_times: 4，或 percent: 界限的 id")
        if not made.cases or made.cases[-1].lenders or made.cases[-1].before:
            last = rows[-1] if rows else entry
            last.fault("最后一条 cases 要管其余的放款方", "最后一条不写 lenders 和 before")
        return made

    def case(self, entry: Entry) -> CapCase:
        """One case of a cap."""
        applies = entry.raw("applies")
        if applies not in (True, False, "unsure"):
            entry.fault("“applies”只能是 true、false 或 unsure", "写 applies: unsure", "applies")
        made = CapCase(
            lenders=self.lenders(entry, "lenders"),
            before=entry.date("before", "") or "",
            applies=applies if isinstance(applies, bool) else None,
            rated=entry.raw("rated") is not False,
            why=self.fill(entry, "why"),
            basis=self.basis(entry),
        )
        entry.close()
        return made

    def remark(self, entry: Entry) -> Remark:
        """A sentence; one without provisions says how sure it is."""
        basis = self.basis(entry)
        made = Remark(
            id=self.id(entry),
            lenders=self.lenders(entry, "lenders"),
            without=self.lenders(entry, "without"),
            only=entry.choice("only", ("withheld", "capped")) if entry.raw("only") else "",
            text=self.fill(entry, "text"),
            how_sure=entry.text("how_sure", ""),
            basis=basis,
        )
        if bool(basis) == bool(made.how_sure) or made.how_sure not in ("", *HOW_SURE):
            entry.fault("要么写 basis，要么写 how_sure", "没有条文的，写 how_sure: unverified")
        return made

    def lenders(self, entry: Entry, key: str) -> tuple[str, ...]:
        """Kinds of lender."""
        kinds = entry.texts(key)
        names = self.known.questions["lender_kind"].names
        self.faults.extend(missing(entry.where, "放款方", kinds, names))
        return kinds

    def basis(self, entry: Entry) -> tuple[str, ...]:
        """Provisions that exist."""
        names = entry.texts("basis")
        self.faults.extend(missing(entry.where, "法条", names, self.known.provisions))
        return names

    def says(self, top: Entry) -> Says:
        """The fixed sentences."""
        entry = top.entry("says")
        if entry is None:
            top.fault("没有“says”这一部分", "写 says: 和下面的句子", "says")
            return Says(*[""] * len(Says._fields))
        made = Says(*(entry.text(name) for name in Says._fields))
        entry.close()
        return made
