"""What `cost` says, in order: the real rate, the money, each cap, what is beyond it, what is still owed."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from overdue_cli.cost.answer import Cost
from overdue_cli.cost.caps import CapNow, Line
from overdue_cli.facts import shown
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.render import citing
from overdue_cli.render.block import Block

APPLIES = {True: "适用", None: "说不准", False: "不适用"}
"""How it is said, in the order in which caps are shown."""

METHODS = {
    "month": "每月还一样多，所以先算出每个月的利率，乘以 12 是年化，按月复利是实际年利率。",
    "day": "按实际的日子，先算出每天的利率，乘以 365 是年化，按天复利是实际年利率。",
}


def page(answer: Cost, known: Knowledge, *, full: bool = False) -> list[Block]:
    """The answer as blocks; `full` spells out what each provision says."""
    return list(CostWriter(answer, known, full).blocks())


class CostWriter:
    """Writes the page of one loan."""

    def __init__(self, answer: Cost, known: Knowledge, full: bool) -> None:
        self.answer, self.known, self.words, self.full = answer, known, known.wording, full

    def blocks(self) -> Iterator[Block]:
        """All blocks, in the reader's order."""
        answer = self.answer
        yield from citing.warnings(answer.knowledge, self.words)
        yield Block("headline", f"真实年化 {percent(answer.annual_rate_irr)}")
        yield Block("plain", self.compared())
        yield from self.money()
        yield from self.beyond()
        yield Block("heading", "上限管不管这笔借款")
        for cap in sorted(answer.caps, key=lambda cap: list(APPLIES).index(cap.applies)):
            yield from self.cap(cap)
        yield from self.lines("逾期以后的息费", answer.default_interest)
        yield Block("heading", "还是要还的")
        yield from (Block("point", sentence) for sentence in answer.obligations)
        yield from self.lines("怎么算的", answer.remarks, first=METHODS[answer.method])
        yield Block("heading", "这份答案")
        yield Block("fine", citing.standing(answer.knowledge))
        yield Block("fine", answer.notice)

    def compared(self) -> str:
        """The real rate beside the one it looks like."""
        answer = self.answer
        effective = f"算上复利是 {percent(answer.annual_rate_effective)}。"
        if Decimal(answer.annual_rate_irr) <= Decimal(answer.annual_rate_flat):
            return effective
        reasons = ["到手的比合同写的少"] if Decimal(answer.withheld) else []
        reasons += ["本金一直在还，利息却按整笔算"] if answer.payments > 1 else []
        why = f"：{'；'.join(reasons)}，所以实际更高" if reasons else "，实际更高"
        return f"{effective}看上去一年是 {percent(answer.annual_rate_flat)}{why}。"

    def money(self) -> Iterator[Block]:
        """What came and what goes."""
        answer = self.answer
        names = self.known.questions["lender_kind"].names
        kinds = "或".join(names[kind] for kind in answer.possible_kinds)
        kind = "不清楚是哪一类" if len(answer.possible_kinds) == len(names) else kinds
        yield Block("heading", "你说的借款")
        yield Block(
            "point", f"{f'{shown(answer.lender)}，' if answer.lender else ''}{kind}；{answer.signed} 签约", "放款方"
        )
        yield Block("point", f"{answer.received} 元", "实际到手")
        if Decimal(answer.withheld):
            yield Block("point", f"合同写 {answer.principal} 元，少给了 {answer.withheld} 元（砍头息）", "先扣掉的")
        fees = f"，其中另付的费用 {answer.fees} 元" if Decimal(answer.fees) else ""
        yield Block("point", f"{answer.paid} 元{fees}，到 {answer.last_payment} 付完", "一共要付")
        yield Block("point", f"{Decimal(answer.paid) - Decimal(answer.received)} 元", "比到手的多付")

    def beyond(self) -> Iterator[Block]:
        """The excess against each cap that applies, and what can be done about it."""
        applying = [cap for cap in self.answer.caps if cap.applies and cap.rate]
        if applying or self.answer.void:
            yield Block("heading", "付多了多少")
        over = {one.cap: one.excess_yuan for one in self.answer.over}
        for cap in applying:
            much = f"按你写的付完，超过 {over[cap.id]} 元。{cap.claim}" if cap.id in over else "按你写的付完，没有超过"
            yield Block("point", f"{much}。", f"{cap.title}（{percent(cap.rate or '')}）")
        if self.answer.void:
            yield Block("point", self.answer.void)

    def cap(self, cap: CapNow) -> Iterator[Block]:
        """One cap: whether it applies, its rate, and why."""
        rate = percent(cap.rate) if cap.rate else "不给数"
        yield Block("point", cap.why, f"【{APPLIES[cap.applies]}】{cap.title}，{rate}")
        if cap.prime_rate and cap.applies is not False:
            sure = citing.sureness(cap.how_sure, self.words)
            yield Block("note", f"{cap.prime_rate}{f'（{sure}）' if sure else ''}。")
        yield from citing.sources(cap.basis, self.words, full=self.full)

    def lines(self, title: str, lines: tuple[Line, ...], first: str = "") -> Iterator[Block]:
        """Sentences under a heading, each with its provisions."""
        if first or lines:
            yield Block("heading", title)
        if first:
            yield Block("point", first)
        for line in lines:
            sure = "" if line.basis else citing.sureness(line.how_sure, self.words)
            yield Block("point", f"{line.text}{f'（{sure}）' if sure else ''}")
            yield from citing.sources(line.basis, self.words, full=self.full)


def percent(rate: str) -> str:
    """A rate as people read it: `21.25%`; one beyond all sense as such."""
    value = Decimal(rate) * 100
    if value >= 1_000_000:
        return "100 万% 以上"
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"
