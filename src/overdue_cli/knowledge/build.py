"""YAML folder to `Knowledge`: every record typed, every reference checked, every fault reported at once."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge import dangerbook, model
from overdue_cli.knowledge.references import check_references
from overdue_cli.knowledge.rulebook import Rulebook
from overdue_cli.knowledge.yamlfile import read

FILES = (
    "authorities",
    "agencies",
    "lenders",
    "behaviours",
    "rules",
    "cases",
    "interview",
    "wording",
    "calendar",
    "periods",
)

NEEDED = {
    "authorities": ("instruments",),
    "agencies": ("agencies",),
    "lenders": ("lenders",),
    "behaviours": ("behaviours",),
    "rules": ("questions", "limits", "implications", "rules", "actions", "routes", "may", "obligations", "stages"),
    "cases": ("cases",),
    "calendar": ("years",),
    "periods": ("periods",),
}
"""Lists without which nothing else can be checked."""


def files(data: Path) -> list[Path]:
    """Every file the knowledge is made from."""
    return [data / f"{name}.yaml" for name in FILES]


def build(folder: Path) -> model.Knowledge:
    """The knowledge in the YAML files of `folder`. Raises KnowledgeError with all faults."""
    known, faults = build_with_faults(folder)
    if faults or known is None:
        raise KnowledgeError(faults)
    return known


def build_with_faults(folder: Path) -> tuple[model.Knowledge | None, list[Fault]]:
    """As `build`, but gives back the faults, so that a linter can add its own; None where a list is missing."""
    faults: list[Fault] = []
    missing = False
    make = Rulebook({name: read(folder / f"{name}.yaml", faults) for name in FILES}, faults)
    for name, lists in NEEDED.items():
        for key in lists:
            if not make.files[name].values.get(key):
                make.files[name].fault(f"没有“{key}”这一部分", f"写 {key}: 和下面的条目；看看键有没有写错")
                missing = True
    if missing:
        return None, faults
    known = assemble(make, folder)
    for file in make.files.values():
        file.date("checked_on")
        file.close()
    check_references(known, make.ids, faults)
    return known, faults


def assemble(make: Rulebook, folder: Path) -> model.Knowledge:
    """All records, made in the order in which they refer to each other; the signs of danger are read in `folder`."""
    rules = make.files["rules"]
    make.limits.update({limit.id: limit for limit in make.each("rules", "limits", make.limit)})
    behaviours = {b.id: b for b in make.each("behaviours", "behaviours", make.behaviour)}
    questions = make.questions(behaviours)
    dangers = dangerbook.build_with_faults(folder, questions, behaviours, make.faults)
    provisions = {p.id: p for p in make.provisions()}
    return model.Knowledge(
        version=rules.text("version"),
        checked_on=make.checked_on,
        questions=questions,
        provisions=provisions,
        counted={sure: [p.how_sure for p in provisions.values()].count(sure) for sure in model.HOW_SURE},
        agencies={a.id: a for a in make.each("agencies", "agencies", make.agency)},
        lenders={x.id: x for x in make.each("lenders", "lenders", make.lender)},
        behaviours=behaviours,
        limits=make.limits,
        implications=tuple(make.each("rules", "implications", make.implication)),
        rules=by_behaviour(make.each("rules", "rules", make.rule)),
        cases=tuple(make.each("cases", "cases", make.case)),
        actions={a.id: a for a in make.each("rules", "actions", make.action)},
        routes={r.id: r for r in make.each("rules", "routes", make.route)},
        may=tuple(make.each("rules", "may", make.passage)),
        obligations=tuple(make.each("rules", "obligations", make.passage)),
        pointers=tuple(make.each("rules", "pointers", make.pointer)),
        stages=tuple(make.each("rules", "stages", make.stage)),
        papers=tuple(make.sayings(make.files["rules"], "papers")),
        deadlines=tuple(make.each("rules", "deadlines", make.deadline)),
        periods={p.id: p for p in make.each("periods", "periods", make.period)},
        counting=make.counting(make.files["periods"]),
        safety=tuple(make.each("rules", "safety", make.safety)),
        headlines=make.headlines(make.files["wording"]),
        wording=make.wording(make.files["wording"]),
        opening=make.opening(make.files["interview"], behaviours),
        calendar=make.calendar(make.files["calendar"]),
        danger_words=dangers.words,
        danger_signs=dangers.signs,
        danger_letters=dangers.letters,
        danger_learned=dangers.learned,
    )


def by_behaviour(rules: Iterable[tuple[model.Rule, ...]]) -> dict[str, tuple[model.Rule, ...]]:
    """The rules of each behaviour, in their order."""
    found: dict[str, tuple[model.Rule, ...]] = {}
    for rule in chain.from_iterable(rules):
        found[rule.behaviour] = (*found.get(rule.behaviour, ()), rule)
    return found
