"""What `explain` says, in order: the answer, what to do, then what is lawful and why."""

from collections.abc import Iterable, Iterator

from overdue_cli.assessment import Basis
from overdue_cli.explanation import BrandNow, Explanation, Near, Record, TopicNow
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.render import citing
from overdue_cli.render.block import SHORT, Block


def page(answer: Explanation, known: Knowledge, *, full: bool = False) -> list[Block]:
    """The explanation as blocks; `full` spells out what each provision says and every claim."""
    return list(TopicWriter(answer, known, full).blocks())


class TopicWriter:
    """Writes the page of one explanation."""

    def __init__(self, answer: Explanation, known: Knowledge, full: bool) -> None:
        self.answer, self.known, self.words, self.full = answer, known, known.wording, full

    def blocks(self) -> Iterator[Block]:
        """All blocks, in the reader's order."""
        yield from citing.warnings(self.answer.knowledge, self.words, self.answer.safety)
        if self.answer.record:
            yield from self.record(self.answer.record)
        if self.answer.topic:
            yield from self.topic(self.answer.topic)
        yield from self.others(self.answer.alternatives[:3])
        yield Block("heading", "这份答案")
        yield Block("fine", citing.standing(self.answer.knowledge))
        yield Block("fine", self.answer.notice)

    def topic(self, topic: TopicNow) -> Iterator[Block]:
        """One topic."""
        yield Block("headline", topic.title)
        yield Block("plain", topic.answer)
        if self.answer.brand:
            yield from self.brand(self.answer.brand)
        yield Block("heading", "按这个顺序做")
        yield from (Block("step", step) for step in topic.steps)
        yield from self.periods(topic)
        basis = {one.id: one for one in topic.basis}
        yield from self.lines("对方可以", topic.lawful, topic.lawful_basis, basis)
        yield from self.lines("对方不可以", topic.unlawful, topic.unlawful_basis, basis)
        yield from self.points("要看清楚", topic.depends_on)
        yield from self.points("不要", topic.dont)
        yield from citing.stops(topic.agencies, full=self.full)
        yield from self.claims(topic)
        yield from self.cases(topic)
        yield Block("heading", "依据")
        yield from citing.sources(topic.basis, self.words, full=self.full)
        if topic.no_provision:
            yield Block("fine", topic.no_provision)
        if topic.related:
            yield Block("fine", "相关：" + "；".join(f"{near.title}（{near.id}）" for near in topic.related))

    def brand(self, brand: BrandNow) -> Iterator[Block]:
        """Who may stand behind the brand in the question."""
        kinds = self.known.questions["lender_kind"].names
        sure = citing.sureness(brand.how_sure, self.words)
        yield Block("heading", f"你问的是{brand.name}{f'（{sure}）' if sure else ''}")
        for entity, kind, agencies in brand.entities:
            route = " → ".join(self.known.agencies[name].name for name in agencies)
            yield Block("point", f"{kinds[kind]}。投诉顺序：{route}", entity)
        yield Block("note", brand.find_out)

    def periods(self, topic: TopicNow) -> Iterator[Block]:
        """Time limits with their provisions."""
        if topic.deadlines:
            yield Block("heading", "期限")
        for period in topic.deadlines:
            cited = "；".join(citing.cited(period.basis, self.words))
            yield Block("point", f"{period.says}。{cited}", period.title)
            if period.how:
                yield Block("note", period.how)

    def lines(
        self, title: str, sentences: tuple[str, ...], ids: tuple[tuple[str, ...], ...], basis: dict[str, Basis]
    ) -> Iterator[Block]:
        """Sentences, each with the provisions that carry it."""
        if sentences:
            yield Block("heading", title)
        for sentence, names in zip(sentences, ids, strict=True):
            yield Block("point", sentence)
            if names:
                yield Block("fine", "；".join(citing.cited((basis[name] for name in names), self.words)))

    def points(self, title: str, sentences: Iterable[str]) -> Iterator[Block]:
        """A list under its heading."""
        sentences = tuple(sentences)
        if sentences:
            yield Block("heading", title)
        yield from (Block("point", sentence) for sentence in sentences)

    def claims(self, topic: TopicNow) -> Iterator[Block]:
        """What goes round about this, and how it stands; questions are what the answer is for."""
        told = [claim for claim in topic.documents if claim.standing != "question"]
        if told:
            yield Block("heading", "网上的说法，对不对")
        worst = sorted(told, key=lambda claim: list(self.words.standings).index(claim.standing), reverse=True)
        for claim in worst if self.full else worst[:SHORT]:
            lead = f"【{self.words.standings[claim.standing]}】{claim.claim}"
            yield Block("point", f"{claim.correction}（{claim.id}）", lead)
        if len(told) > SHORT and not self.full:
            yield Block("note", f"还有 {len(told) - SHORT} 条，加 --full 看全。")

    def cases(self, topic: TopicNow) -> Iterator[Block]:
        """What was decided elsewhere."""
        if topic.cases:
            yield Block("heading", self.words.similar)
        for case in topic.cases:
            yield Block("point", f"{case.outcome}（{case.date}）来源：{case.source[0]}", case.title)

    def record(self, record: Record) -> Iterator[Block]:
        """A rule, behaviour or provision, and where in the data it stands."""
        kind = {"rule": "规则", "behaviour": "行为", "provision": "法条"}[record.kind]
        yield Block("headline", f"{kind} {record.id}：{record.title}")
        yield from (Block("plain", text) for text in record.says)
        yield from citing.sources(record.basis, self.words, full=self.full and record.kind != "provision")
        for one in record.basis if record.kind == "provision" else ():
            until = f"到 {one.in_force_to} 止" if one.in_force_to else "至今有效"
            yield Block("fine", f"{one.in_force_from} 起，{until}；{one.checked_on} 核对。")
        yield Block("fine", f"写在：{record.where}")

    def others(self, near: tuple[Near, ...]) -> Iterator[Block]:
        """Other topics that may be meant."""
        yield Block("heading", "不是你要问的？看看这几个" if self.answer.topic else "没有找到，最接近的是")
        yield from (Block("point", f"overdue-cli explain {other.id}", other.title) for other in near)
