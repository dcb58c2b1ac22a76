"""Cases that a lawyer writes: facts and a day, and what the answer must be.

    - name: 能联系上本人，却打给母亲
      facts: {lender: 微粒贷, contacted: [family], reachable: true}
      asked_on: "2026-11-22"
      expect:
        verdict: unlawful
        findings: {contact_third_party: unlawful}
        rules: [contact-third-party-reachable]

What `expect` may say is listed in `LOOKS`; what it does not say is not looked at.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from overdue_cli import facts
from overdue_cli.assessment import Assessment
from overdue_cli.compile import codes
from overdue_cli.compile.near import remedy
from overdue_cli.compile.yamlfile import Entry, plain, read
from overdue_cli.errors import CallError, Fault, KnowledgeError
from overdue_cli.knowledge.model import Knowledge, gravity
from overdue_cli.reasoning.assess import assess

SINCE = "2026-11-22"
"""The day a case is taken to be asked on, where it names no other."""


class Case(NamedTuple):
    """One case: the facts by name, the day it is asked on, and what is expected."""

    name: str
    facts: Mapping[str, Any]
    asked_on: str
    expect: Mapping[str, Any]
    where: str


def load(path: Path) -> list[Case]:
    """The cases in a YAML file, or in all YAML files of a folder. Raises KnowledgeError with all faults."""
    faults: list[Fault] = []
    paths = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    cases = [case for file in paths for case in _cases(read(file, faults))]
    if faults:
        raise KnowledgeError(faults)
    return cases


def run(case: Case, known: Knowledge) -> list[str]:
    """What differs from what the case expects, one line each; empty where all is as expected."""
    try:
        given = facts.from_document(case.facts, known.questions, case.name)
    except CallError as error:
        return [str(error)]
    return differences(case, assess(given, known, case.asked_on))


def differences(case: Case, answer: Assessment) -> list[str]:
    """What in `answer` differs from what the case expects, one line each."""
    return [line for look, wanted in case.expect.items() for line in LOOKS[look](answer, wanted)]


def _cases(top: Entry) -> Iterator[Case]:
    if not top.values.get("cases"):
        top.fault(codes.NO_PART, "没有案例", "写 cases:，下面每项一个案例")
    for entry in top.entries("cases"):
        looks = entry.entry("expect")
        expect = plain(looks) or {}
        if looks is None or not expect:
            entry.fault(codes.MISSING, "没有写 expect，这个案例永远不会不符", "写出应有的结论、规则或依据", "expect")
        for look, wanted in expect.items():
            if looks is None:
                break
            if look not in LOOKS:
                near = remedy(look, LOOKS, "能写的见 docs/writing-a-rule.md")
                looks.fault(codes.UNKNOWN_KEY, f"不认识“{look}”", near, look)
            elif not isinstance(wanted, SHAPES.get(look, list)):
                looks.fault(codes.SHAPE, f"“{look}”写得不对", "看别的案例：列表写 […]，对照写 {…}", look)
        yield Case(
            name=entry.text("name"),
            facts=plain(entry.entry("facts")) or {},
            asked_on=entry.date("asked_on", SINCE),
            expect={look: wanted for look, wanted in expect.items() if look in LOOKS},
            where=entry.where,
        )
        for part in (looks, entry.entry("facts")):
            if part:
                part.read.update(part.values)
    top.close()


def _same(what: str, is_: object, wanted: object) -> list[str]:
    return [] if is_ == wanted else [f"{what}：应为 {wanted}，得到 {is_}"]


def _holds(what: str, there: Any, wanted: list[str]) -> list[str]:
    return [f"{what}：缺 {name}，有 {'、'.join(there)}" for name in wanted if name not in there]


def _lacks(what: str, there: Any, unwanted: list[str]) -> list[str]:
    return [f"{what}：不该有 {name}" for name in unwanted if name in there]


def _findings(answer: Assessment, wanted: Mapping[str, str]) -> list[str]:
    """The gravest verdict on each behaviour named; `none` where there must be no finding."""
    gravest: dict[str, str] = {}
    for finding in answer.findings:
        gravest[finding.behaviour] = max(gravest.get(finding.behaviour, "none"), finding.verdict, key=gravity)
    return [line for name, verdict in wanted.items() for line in _same(name, gravest.get(name, "none"), verdict)]


def _cited(answer: Assessment) -> list[str]:
    return [basis.id for finding in answer.findings for basis in finding.basis]


def _only(answer: Assessment, rule: str, wanted: list[str]) -> list[str]:
    """The finding of one rule cites exactly these provisions."""
    cited = [basis.id for finding in answer.findings if finding.rule == rule for basis in finding.basis]
    return _same(f"{rule} 的依据", sorted(cited), sorted(wanted))


def _starts(answer: Assessment, wanted: list[str]) -> list[str]:
    return _same("先找", [agency.id for agency in answer.agencies][: len(wanted)], wanted)


def _deadlines(answer: Assessment, wanted: Mapping[str, str]) -> list[str]:
    due = {deadline.id: deadline.due for deadline in answer.deadlines}
    return [line for name, day in wanted.items() for line in _same(f"期限 {name}", due.get(name, "没有"), day)]


LOOKS: dict[str, Callable[[Assessment, Any], list[str]]] = {
    "verdict": lambda answer, wanted: _same("结论", answer.verdict, wanted),
    "findings": _findings,
    "rules": lambda answer, wanted: _holds("规则", [f.rule for f in answer.findings], wanted),
    "no_rules": lambda answer, unwanted: _lacks("规则", [f.rule for f in answer.findings], unwanted),
    "labels": lambda answer, wanted: _holds("叫法", [f.label for f in answer.findings], wanted),
    "no_labels": lambda answer, unwanted: _lacks("叫法", [f.label for f in answer.findings], unwanted),
    "cites": lambda answer, wanted: _holds("依据", _cited(answer), wanted),
    "only": lambda answer, wanted: [line for rule, ids in wanted.items() for line in _only(answer, rule, ids)],
    "no_cites": lambda answer, unwanted: _lacks("依据", _cited(answer), unwanted),
    "agencies": lambda answer, wanted: _holds("机构", [a.id for a in answer.agencies], wanted),
    "no_agencies": lambda answer, unwanted: _lacks("机构", [a.id for a in answer.agencies], unwanted),
    "first_agencies": _starts,
    "actions": lambda answer, wanted: _holds("行动", [a.id for a in answer.actions], wanted),
    "first_actions": lambda answer, wanted: _same(
        "先做", [a.id for a in answer.actions if a.part == "do"][: len(wanted)], wanted
    ),
    "first_step": lambda answer, wanted: [f"先做的没有说“{text}”" for text in wanted if text not in first_step(answer)],
    "first_step_not": lambda answer, unwanted: [
        f"先做的不该说“{text}”" for text in unwanted if text in first_step(answer)
    ],
    "safety": lambda answer, wanted: _same("危险", answer.safety.kind if answer.safety else None, wanted),
    "deadlines": _deadlines,
    "asks": lambda answer, wanted: _holds("接着问", [ask.fact for ask in answer.ask_next], wanted),
    "no_asks": lambda answer, unwanted: _lacks("接着问", [ask.fact for ask in answer.ask_next], unwanted),
    "first_ask": lambda answer, wanted: _same("先问", answer.ask_next[0].fact if answer.ask_next else None, wanted),
    "if_unknown": lambda answer, wanted: _holds(
        "未知", [doubt.fact for finding in answer.findings for doubt in finding.if_unknown], wanted
    ),
    "says": lambda answer, wanted: [f"没有说“{text}”" for text in wanted if text not in _words(answer)],
    "says_not": lambda answer, unwanted: [f"不该说“{text}”" for text in unwanted if text in _words(answer)],
}
"""What a case may expect, by the name it has in the YAML."""


SHAPES: dict[str, type | tuple[type, ...]] = {
    "verdict": str,
    "findings": dict,
    "only": dict,
    "deadlines": dict,
    "first_ask": str,
    "safety": (str, type(None)),
}
"""What kind of value each look takes; a list where nothing is said."""


def first_step(answer: Assessment) -> str:
    """The first thing to do, in words: of the danger where there is one, else the first action."""
    if answer.safety:
        return "；".join((answer.safety.say, answer.safety.first, *answer.safety.steps))
    first = next((action for action in answer.actions if action.part == "do"), None)
    return "；".join((first.title, *first.steps)) if first else ""


def _words(answer: Assessment) -> str:
    """All words of an answer, in one string."""
    return repr(answer)
