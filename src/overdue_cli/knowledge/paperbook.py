"""YAML to everything that papers are made from: letters and the plan, every reference checked."""

from pathlib import Path

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge import papers, plans
from overdue_cli.knowledge.letterbook import Letterbook
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.planbook import Planbook
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
    return made


def basis(made: papers.Papers) -> set[str]:
    """Ids of all provisions that templates and the plan name by themselves."""
    holders: list[papers.Element | papers.Part | plans.Line | plans.StepRule] = [*made.plan.steps]
    holders += [*made.plan.written, *made.plan.dont, *made.plan.changes]
    for letter in made.letters.values():
        cover = letter.cover
        holders += [*letter.elements, *letter.parts, *letter.title, *letter.to]
        holders += [*cover.hand_in, *cover.attach, *cover.receipt, *cover.answer, *cover.next]
    return {name for holder in holders for name in holder.basis}
