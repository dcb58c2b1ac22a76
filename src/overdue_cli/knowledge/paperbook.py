"""YAML to everything that papers are made from: letters and the plan, every reference checked."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge import papers, plans
from overdue_cli.knowledge.letterbook import Letterbook
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.planbook import Planbook
from overdue_cli.knowledge.references import fault_at, missing
from overdue_cli.knowledge.yamlfile import read

FILES = ("letters", "plan")


def files(data: Path) -> list[Path]:
    """Every file that papers are made from."""
    return [*(data / f"{name}.yaml" for name in FILES), *sorted((data / "letters").glob("*.yaml"))]


def build(data: Path, known: Knowledge) -> papers.Papers:
    """The papers in `data`. Raises KnowledgeError with all faults."""
    faults: list[Fault] = []
    made = build_with_faults(data, known, faults)
    if faults:
        raise KnowledgeError(faults)
    return made


def build_with_faults(data: Path, known: Knowledge, faults: list[Fault]) -> papers.Papers:
    """As `build`, but appends what is wrong to `faults`."""
    tops = {name: read(data / f"{name}.yaml", faults) for name in FILES}
    maker, planner = Letterbook(tops, faults, known), Planbook(tops, faults, known)
    letters: dict[str, papers.Letter] = {}
    for path in sorted((data / "letters").glob("*.yaml")):
        top = read(path, faults)
        letter = maker.letter(top)
        top.close()
        letters[letter.id] = letter
    ordered = {name: letters[name] for name in papers.KINDS if name in letters}
    made = papers.Papers(maker.words(tops["letters"]), ordered, planner.plan(tops["plan"]))
    for name in papers.KINDS:
        if name not in letters:
            tops["letters"].fault(f"没有“{name}”这种文书", f"在 letters 文件夹里写 {name}.yaml")
    for top in tops.values():
        top.date("checked_on")
        top.close()
    faults.extend(fault for letter in letters.values() for fault in _check(letter, known))
    faults.extend(missing("plan.yaml:1", "法条", plan_basis(made), known.provisions))
    return made


def basis(made: papers.Papers) -> set[str]:
    """Ids of all provisions that templates name."""
    return {name for letter in made.letters.values() for name in letter_basis(letter)} | plan_basis(made)


def letter_basis(letter: papers.Letter) -> set[str]:
    """Ids of the provisions that one letter names by itself."""
    cover = letter.cover
    lines = (*letter.title, *letter.to, *cover.hand_in, *cover.attach, *cover.receipt, *cover.answer, *cover.next)
    holders: Iterable[plans.Line | papers.Part | papers.Element] = [*letter.elements, *letter.parts, *lines]
    return {name for holder in holders for name in holder.basis}


def plan_basis(made: papers.Papers) -> set[str]:
    """Ids of the provisions that the plan names by itself."""
    lines = (*made.plan.written, *made.plan.dont, *made.plan.changes)
    return {name for lists in (made.plan.steps, lines) for holder in lists for name in holder.basis}


def _check(letter: papers.Letter, known: Knowledge) -> Iterator[Fault]:
    """References that lead nowhere, and elements that nothing brings."""
    yield from missing(letter.where, "法条", sorted(letter_basis(letter)), known.provisions)
    titles = {provision.title for provision in known.provisions.values()}
    yield from missing(letter.where, "法律", (*letter.cites, *letter.cites_not), titles)
    brought = {part.element for part in letter.parts}
    for element in letter.elements:
        if element.id not in brought:
            yield fault_at(letter.where, f"没有一段写到要件“{element.id}”", f"在一段里写 element: {element.id}")
