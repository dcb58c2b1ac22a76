"""A plan in blocks: one page to carry away."""

from collections.abc import Iterator

from overdue_cli.assessment import Stand
from overdue_cli.knowledge.plans import PlanWords
from overdue_cli.knowledge.wording import Wording
from overdue_cli.papers.plan import Plan
from overdue_cli.render import citing
from overdue_cli.render.block import Block
from overdue_cli.render.calendar import Event


def page(plan: Plan, words: PlanWords, wording: Wording, stand: Stand) -> Iterator[Block]:
    """The whole page."""
    heading = words.headings
    yield from citing.warnings(stand, wording)
    yield Block("headline", heading["title"])
    yield Block("heading", heading["told"])
    yield from (Block("plain", told) for told in plan.told)
    yield Block("heading", heading["urgent"])
    yield Block("plain", plan.urgent.say + plan.urgent.why)
    if plan.debts:
        yield Block("heading", heading["order"])
        yield from (Block("step", debt.why, debt.name) for debt in plan.debts)
        yield Block("note", words.first + words.even)
    yield Block("heading", heading["steps"])
    for step in plan.steps:
        about = f"（{'、'.join(step.debts)}）" if step.debts else ""
        yield Block("step", step.text, f"{step.by}，{step.title}{about}")
        if step.basis:
            yield Block("fine", "依据：" + "；".join(citing.cited(step.basis, wording)) + "。")
    if plan.calls:
        yield Block("heading", heading["calls"])
    for call in plan.calls:
        yield Block("point", f"{f'{call.when}：' if call.when else ''}{call.say}", call.name)
    yield Block("heading", heading["written"])
    yield from (Block("point", line) for line in plan.written)
    yield Block("heading", heading["dont"])
    yield from (Block("point", line) for line in plan.dont)
    yield Block("heading", heading["changes"])
    yield from (Block("point", line) for line in plan.changes)
    yield Block("heading", heading["about"])
    yield Block("fine", citing.standing(stand))
    yield Block("fine", wording.notice)


def events(plan: Plan) -> Iterator[Event]:
    """The days that a provision sets and that have not passed, for a calendar."""
    for step in plan.steps:
        if step.statutory and step.due and step.due >= plan.today:
            about = f"（{'、'.join(step.debts)}）" if step.debts else ""
            law = "；".join(f"{citing.name(basis)}" for basis in step.basis)
            text = f"{step.by}。{step.text}" + (f"\n依据：{law}" if law else "")
            yield Event(f"{step.id}|{'|'.join(step.debts)}|{step.due}", step.due, f"{step.title}{about}", text)
