"""What an answer says, in order, before any medium: the assessment as blocks of text.

The order is the reader's: danger, deadlines, the answer in one line, what to do now, then why.
"""

from collections.abc import Iterator
from datetime import date

from overdue_cli.assessment import WORTH_ASKING, Assessment, Basis, Deadline, Finding, Todo
from overdue_cli.facts import Facts, shown
from overdue_cli.knowledge.model import Knowledge, gravity
from overdue_cli.reasoning import phrases
from overdue_cli.reasoning.logic import first_fitting
from overdue_cli.render import citing, danger_page, marking
from overdue_cli.render.block import SHORT, Block

FIRST_ACTIONS = 3
"""How many things to do are named before the reasons: more is more than a frightened reader takes in."""


def page(
    answer: Assessment,
    known: Knowledge,
    *,
    message: str | None = None,
    full: bool = False,
    whole: bool = False,
    later: str = "",
) -> list[Block]:
    """The answer as blocks, with the marked `message` where one was read; `full` spells out each provision.

    A danger has a short page of its own, which says how to go on (`later`, where it is not by `--full`); all of the
    answer stands behind it only where it is wanted `whole` or `full`.
    """
    if answer.safety and not (full or whole):
        return list(danger_page.short(answer, known.wording, later))
    return list(PageWriter(answer, known, message, full).blocks())


class PageWriter:
    """Writes the page of one assessment."""

    def __init__(self, answer: Assessment, known: Knowledge, message: str | None, full: bool) -> None:
        self.answer, self.known, self.words, self.full = answer, known, known.wording, full
        self.message = message
        self.cases_told: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        """All blocks, in the reader's order."""
        yield from citing.warnings(self.answer.knowledge, self.words, self.answer.safety)
        yield from self.deadlines()
        if not self.answer.safety:  # a danger has said its own
            yield Block("headline", self.answer.headline)
        if self.message:
            yield from marking.blocks(self.message, self.answer)
        yield from self.told()
        yield from self.read()
        yield from (Block("note", remark) for remark in self.answer.remarks)
        yield from self.first_actions()
        yield from self.findings()
        yield from self.may()
        yield from self.agencies()
        yield from self.other_actions()
        yield from self.keep()
        yield from self.obligations()
        yield from self.questions()
        yield from self.trace()
        yield from self.standing()

    def deadlines(self) -> Iterator[Block]:
        """Periods that run."""
        if self.answer.deadlines:
            timed = any(deadline.due or deadline.period for deadline in self.answer.deadlines)
            yield Block("heading", "有期限，先办这件" if timed else "文书怎么办")
        for deadline in self.answer.deadlines:
            yield Block("point", self.last_day(deadline), deadline.title)
            yield Block("note", deadline.do)
            yield from self.sources(deadline.basis)

    def last_day(self, deadline: Deadline) -> str:
        """When it ends, with the weekday; how it is counted where the day of receipt is unknown."""
        if deadline.due:
            weekday = "一二三四五六日"[date.fromisoformat(deadline.due).weekday()]
            remark = f"。{deadline.remark}" if deadline.remark else ""
            return f"最晚 {deadline.due}（星期{weekday}）{remark}"
        if deadline.period:
            flag = self.known.questions[deadline.from_].option[0]
            return f"从收到的第二天起算 {deadline.period}；说出那一天（{flag}），就能算出日子"
        return "看文书上写的日期"

    def told(self) -> Iterator[Block]:
        """The facts as understood, so that a mistake is seen."""
        facts = Facts({k: v for k, v in self.answer.facts.items() if k in self.known.questions})
        clauses = [phrases.told(fact, facts, self.known.questions) for fact in facts.values]
        candidates = self.answer.facts.get("lender_candidates", [])
        if candidates:
            names = dict.fromkeys(self.known.questions["lender_kind"].names[c["lender_kind"]] for c in candidates)
            clauses.append(f"放款方可能是{'、'.join(names)}")
        if clauses:
            yield Block("fine", "我理解的情况：" + "；".join(filter(None, clauses)) + "。")

    def read(self) -> Iterator[Block]:
        """The facts that were read from the message, each with its words and the flag that corrects it."""
        for one in self.answer.read:
            question = self.known.questions[one.fact]
            told = phrases.told(one.fact, Facts({one.fact: one.value}), self.known.questions)
            words = "”“".join(shown(span.text) for span in one.spans[:2])
            used = f"不对就用 {question.option[0]} 改" if one.used else "你另外给了，以你给的为准"
            yield Block("fine", f"从原话里读到：{told}（“{words}”）；{used}。")

    def actions(self, part: str) -> list[Todo]:
        """The things to do, or to keep."""
        return [action for action in self.answer.actions if action.part == part]

    def first_actions(self) -> Iterator[Block]:
        """The first few things to do."""
        first = self.actions("do")[:FIRST_ACTIONS]
        if first:
            yield Block("heading", f"现在先做这{'一两三'[len(first) - 1]}件事")
        for action in first:
            yield Block("step", "；".join(action.steps) + "。", action.title)

    def findings(self) -> Iterator[Block]:
        """Findings under their verdict, gravest first."""
        last = ""
        findings = self.answer.findings if self.full else self.once()
        for finding in findings:
            if finding.label != last:
                yield Block("heading", f"【{finding.label}】")
                last = finding.label
            yield from self.finding(finding)
        if any(finding.verdict == "scam" for finding in self.answer.findings):
            yield Block("note", self.words.scam_ending)

    def once(self) -> tuple[Finding, ...]:
        """The findings without those that another, no less grave, makes needless, and without repetitions of a rule."""
        covers = {rule.id: {*rule.covers} for rule in self.known.every_rule()}
        told = list({finding.rule: finding for finding in reversed(self.answer.findings)}.values())[::-1]

        def needless(one: Finding) -> bool:
            graver = (other for other in told if gravity(other.verdict) >= gravity(one.verdict))
            return any({one.rule, one.behaviour} & covers.get(other.rule, set()) for other in graver)

        return tuple(finding for finding in told if not needless(finding))

    def finding(self, finding: Finding) -> Iterator[Block]:
        """One finding: what, why, what would change it, on what it rests."""
        yield Block("point", finding.summary, finding.title)
        yield Block("note", f"为什么：{finding.why}")
        yield from citing.doubts(finding)
        yield from self.sources(finding.basis)
        fresh = [case for case in finding.cases if case.id not in self.cases_told]
        for case in fresh[: SHORT if self.full else 1 - len(self.cases_told)]:
            self.cases_told.add(case.id)
            what = f"{case.what}{case.outcome}{case.lesson}" if self.full else case.outcome
            yield Block("fine", f"{self.words.similar}：{case.title}（{case.date}）。{what}来源：{case.source[0]}")

    def sources(self, basis: tuple[Basis, ...]) -> Iterator[Block]:
        """The provisions behind what was said."""
        return citing.sources(basis, self.words, full=self.full)

    def may(self) -> Iterator[Block]:
        """What the lender may lawfully do."""
        yield Block("heading", "对方可以做什么")
        for said in self.answer.may:
            yield Block("point", said.text)
            if self.full:
                yield from self.sources(said.basis)

    def agencies(self) -> Iterator[Block]:
        """Whom to contact, in order, and what each does not take."""
        return citing.stops(self.answer.agencies, full=self.full)

    def other_actions(self) -> Iterator[Block]:
        """What comes after the first things."""
        more = self.actions("do")[FIRST_ACTIONS:]
        if more:
            yield Block("heading", "接下来")
        for action in more:
            yield Block("point", "；".join(action.steps) + "。", action.title)

    def keep(self) -> Iterator[Block]:
        """What to keep."""
        kept = self.actions("keep")
        if kept:
            yield Block("heading", "要留好什么")
        for action in kept:
            yield from (Block("point", f"{step}。") for step in action.steps)

    def obligations(self) -> Iterator[Block]:
        """What is still owed, and what is usual at this stage."""
        facts = Facts({name: value for name, value in self.answer.facts.items() if name in self.known.questions})
        yield Block("heading", first_fitting(self.known.headlines["owed"], facts))
        yield from (Block("point", text) for text in self.answer.obligations)
        stage = self.answer.stage
        if stage:
            yield Block(
                "point", f"{stage.usual}（这是常见做法，{self.words.reported}，不是规定。）", f"逾期 {stage.days} 天"
            )
            yield Block("note", f"规定怎么说：{stage.rule}")

    def questions(self) -> Iterator[Block]:
        """What to tell to get a surer answer."""
        worth = [ask for ask in self.answer.ask_next if ask.weight >= WORTH_ASKING]
        if worth:
            yield Block("heading", "说清这些，答案会更准")
        for ask in worth[:SHORT]:
            flags = " 或 ".join(self.known.questions[ask.fact].option)
            yield Block("point", f"{ask.question}（{flags}）")

    def trace(self) -> Iterator[Block]:
        """What became of each rule."""
        if self.answer.trace:
            yield Block("heading", "推理经过")
        for step in self.answer.trace:
            yield Block("fine", f"{step.rule}：{step.outcome}，{step.because}")

    def standing(self) -> Iterator[Block]:
        """How old and how sure the knowledge is."""
        yield Block("heading", "这份答案")
        yield Block("fine", f"按 {self.answer.event_date} 有效的规定判断。" + citing.standing(self.answer.knowledge))
        yield Block("fine", self.words.notice)
