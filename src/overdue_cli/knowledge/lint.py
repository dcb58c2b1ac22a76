"""Checks on the whole of the knowledge, beyond what keeps it from compiling.

Each check is one function from the knowledge to faults; `lint` runs them all and reports everything at once.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from overdue_cli.errors import Fault
from overdue_cli.knowledge import cuebook, exports, imports, lending, paperbook, shelf
from overdue_cli.knowledge.build import build_with_faults, files
from overdue_cli.knowledge.library import Library
from overdue_cli.knowledge.model import Condition, Knowledge, Rule, gravity
from overdue_cli.knowledge.references import directing, fault_at, sourced
from overdue_cli.words.letters import folded

STALE_AFTER = 400
"""Days after which a record must have been checked again, counted back from the knowledge's own day."""

OBSOLETE = {
    "银?保监会|银监会": "国家金融监督管理总局",
    "合同法第|侵权责任法第|担保法第": "民法典的条文",
}
"""Bodies and laws that are gone; allowed after 原 and in the names of papers that still bear them."""

PROMISES = "(?<!不)一定能|保证能|百分之百|肯定不会|绝对不会|必然胜诉|包赢"
"""Words that promise an outcome: nobody can."""

Check = Callable[[Knowledge, Library], Iterator[Fault]]


class Report(NamedTuple):
    """What the linter found: faults, and the ids of provisions that nothing refers to yet (no fault)."""

    faults: list[Fault]
    unused: list[str]


def lint(folder: Path) -> Report:
    """Every fault in the YAML files of `folder` and of the `seeds` beside or in it, by file and line."""
    known, faults = build_with_faults(folder)
    library = shelf.build_with_faults(folder, known, faults) if known else None
    imports.build_with_faults(folder, faults)
    if known:
        exports.build_with_faults(folder, known, faults)
    if known and library:
        cuebook.build_with_faults(folder, known, library.letters.simplified, faults)
        caps = lending.build_with_faults(folder, known, faults)
        papers = paperbook.build_with_faults(folder, known, faults)
    idle: list[str] = []
    if known and library and not faults:
        faults += [fault for check in CHECKS for fault in check(known, library)]
        faults += [fault for path in _texts(folder) for fault in wording(path)]
        used = _referred_to(known, library).union(*lending.sourced(caps), paperbook.basis(papers))
        idle = [name for name in known.provisions if name not in used]
    return Report(sorted(set(faults), key=lambda fault: (fault.file, fault.line, fault.what)), idle)


def _referred_to(known: Knowledge, library: Library) -> set[str]:
    """Ids of the provisions that rules, passages, pointers, deadlines, limits, topics and claims refer to."""
    lists = [rule.basis + rule.explains for rule in known.every_rule()]
    lists += [one.basis for one in sourced(known)]
    lists += [restart.basis for period in known.periods.values() for restart in period.restarts]
    lists += [limit.provisions for limit in known.limits.values()]
    lists += [topic.provisions() for topic in library.topics.values()]
    lists += [claim.basis for claim in library.claims.values()]
    return {name for ids in lists for name in ids}


def claims_exist(known: Knowledge, library: Library) -> Iterator[Fault]:
    """Rules answer claims that exist."""
    ids = set(library.claims)
    for rule in known.every_rule():
        for name in rule.claims:
            if name not in ids:
                yield fault_at(rule.where, f"说法“{name}”不存在", "改成 seeds 里已有的 id")


def limits_are_sourced(known: Knowledge, library: Library) -> Iterator[Fault]:
    """A rule that compares with a limit cites the provision that sets it."""
    for rule in known.every_rule():
        for name in _limits(rule.when) | _limits(rule.unless):
            limit = known.limits[name]
            if limit.provisions and not set(limit.provisions) & set(rule.basis):
                what = f"规则“{rule.id}”用了“{limit.title}”却没有引它的出处"
                yield fault_at(rule.where, what, f"basis 里加 {limit.provisions[0]}")


def everything_is_used(known: Knowledge, library: Library) -> Iterator[Fault]:
    """Limits, actions and routes that nothing refers to are left over."""
    named = {name for holder in directing(known) for name in (*holder.actions, *holder.agencies)}
    for action in known.actions.values():
        if action.id not in named:
            yield Fault("rules.yaml", 1, f"行动“{action.id}”没有用到", "删去，或在规则里写上")
    for route in known.routes.values():
        if route.id not in named:
            yield Fault("rules.yaml", 1, f"路线“{route.id}”没有用到", "删去，或在规则里写上")
    covered = {rule.behaviour for rule in known.every_rule()}
    for behaviour in known.behaviours.values():
        if behaviour.id not in covered:
            yield Fault("behaviours.yaml", 1, f"行为“{behaviour.id}”没有任何规则", "在 rules.yaml 里至少写一条")


def contradictions_yield(known: Knowledge, library: Library) -> Iterator[Fault]:
    """Of two rules on one behaviour with different verdicts that can both fire, one says that it yields."""
    for rule in known.every_rule():
        for other in known.every_rule():
            apart = rule.behaviour == other.behaviour and gravity(rule.verdict) < gravity(other.verdict)
            if apart and other.id not in rule.yields_to and not _exclusive(rule, other):
                yield fault_at(
                    rule.where, f"“{rule.id}”和“{other.id}”可能同时成立，结论不同", f"写 yields_to: [{other.id}]"
                )


def names_are_clear(known: Knowledge, library: Library) -> Iterator[Fault]:
    """No two brands answer to one name."""
    taken: dict[str, str] = {}
    for lender in known.lenders.values():
        for name in dict.fromkeys(map(folded, (lender.name, *lender.aliases))):
            if name in taken:
                yield Fault("lenders.yaml", 1, f"“{name}”同时是 {taken[name]} 和 {lender.id} 的名字", "只留一处")
            taken[name] = lender.id


def checks_are_fresh(known: Knowledge, library: Library) -> Iterator[Fault]:
    """Nothing was last checked too long before the day on which the knowledge was."""
    today = date.fromisoformat(known.checked_on)
    for provision in known.provisions.values():
        if (today - date.fromisoformat(provision.checked_on)).days > STALE_AFTER:
            yield fault_at(
                provision.where, f"“{provision.id}”上次核对是 {provision.checked_on}", "重新核对，改 checked_on"
            )


CHECKS: tuple[Check, ...] = (
    claims_exist, limits_are_sourced, everything_is_used, contradictions_yield, names_are_clear, checks_are_fresh,
)  # fmt: skip


def wording(path: Path) -> Iterator[Fault]:
    """Words that must not stand in what users read: bodies that are gone, promises, marks GBK lacks.

    What people ask may hold any word they use.
    """
    part = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        part = key[1] if (key := re.match(r"(\w+):", line)) else part
        if part in ("questions", "names") and path.parent.name == "topics":
            continue
        text = line.partition(" #")[0]
        for old, new in OBSOLETE.items():
            match = re.search(rf"(?<!原)(?<!原中国)(?<!原银)(?:{old})", text)
            if match and not re.search("(?:number|issuer|aliases|claim|title):", text):
                yield Fault(path.name, number, f"“{match[0]}”已经不存在", f"改成“{new}”，说旧名时前面加“原”")
        promise = re.search(PROMISES, text)
        if promise and "claim:" not in text:
            yield Fault(path.name, number, f"“{promise[0]}”是在保证结果", "改成“可能、通常、由公安或法院认定”")
        missing = {char for char in text if not _in_gbk(char)}
        if missing:
            yield Fault(
                path.name, number, f"GBK 里没有“{''.join(sorted(missing))}”", "换成中文 Windows 终端显示得出的字"
            )


def _texts(folder: Path) -> list[Path]:
    """The YAML files whose wording users read."""
    read = [path for path in shelf.files(folder) if path.stem not in ("characters", "synonyms")]
    parts = [*exports.files(folder), *imports.files(folder), *paperbook.files(folder)]
    return [*files(folder), lending.file(folder), *parts, *read]


def _limits(condition: Condition | None) -> set[str]:
    """Ids of the limits that a condition compares with."""
    if condition is None:
        return set()
    return {condition.limit} - {""} | {name for part in condition.parts for name in _limits(part)}


def _exclusive(one: Rule, other: Rule) -> bool:
    """Whether two rules plainly cannot both fire: they want different values of one single fact, or what
    the one wants is an exception of the other."""
    mine, theirs = _wants(one.when), _wants(other.when)
    differ = any(mine[fact].isdisjoint(theirs[fact]) for fact in mine.keys() & theirs.keys() - {"behaviours", "told"})
    return differ or _excepts(one, mine, other) or _excepts(other, theirs, one)


def _excepts(rule: Rule, wanted: dict[str, set[Any]], other: Rule) -> bool:
    unless = other.unless
    alternatives = unless.parts if unless and unless.op == "any" else (unless,)
    return bool(rule.when) and any(
        wanted[fact] <= values
        for alternative in alternatives
        for fact, values in _wants(alternative).items()
        if fact in wanted
    )


def _wants(condition: Condition | None) -> dict[str, set[Any]]:
    """The values that a condition plainly wants of single facts."""
    if condition is None:
        return {}
    parts = condition.parts if condition.op == "all" else (condition,)
    return {part.fact: set(part.operand) for part in parts if part.op == "in"}


def _in_gbk(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True
