"""Where papers get their cases: files of `check --json`, the evidence record, or the interview."""

from pathlib import Path
from typing import TYPE_CHECKING

from overdue_cli.cli import check, environment, inputs
from overdue_cli.errors import CallError
from overdue_cli.facts import shown
from overdue_cli.hearing import InDanger
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.papers import Papers
from overdue_cli.papers.case import Case, from_document, of

if TYPE_CHECKING:
    from overdue_cli.evidence.store import Debt, Record


def cases(files: list[str], debt: str | None, known: Knowledge, papers: Papers, command: str) -> list[Case]:
    """The cases to write about: those of the files, else of the record (of one `debt`, where named), else of the
    interview; none where the person left it. Raises CallError, InDanger where the interview tells of a danger."""
    if files and debt:
        raise CallError("--case 和 --debt 只能用一个：--debt 说的是记录里的哪一笔债。")
    if files:
        return [_of_file(file, known, len(files) > 1) for file in files]
    if recorded := from_record(debt, known, papers):
        return recorded
    if not environment.at_a_terminal():
        raise CallError(
            "没有给情况，记录里也没有。先运行 overdue-cli check …… --json -o 情况.json，"
            f"再运行 overdue-cli {command} --case 情况.json。"
        )
    told = check.interviewed(known)
    if told is None:
        return []
    answer = check.assessment(known, *told)
    if answer.safety:  # it ended the interview, and comes before any paper
        raise InDanger(*told)
    return [of(answer)]


def from_record(debt: str | None, known: Knowledge, papers: Papers) -> list[Case]:
    """A case for each debt of the record, or for the one named; empty where there is no record. Raises CallError."""
    from overdue_cli.evidence.store import Record

    with Record.open(environment.record_file(), writing=False) as record:
        name = record.debt(debt) if debt else None
        kept = [one for one in record.debts() if one.name == name or (name is None and (one.contacts or one.lender))]
        return [_of_debt(record, one, known, papers) for one in kept]


def _of_debt(record: "Record", debt: "Debt", known: Knowledge, papers: Papers) -> Case:
    """What the record tells of one debt."""
    from overdue_cli import casefile
    from overdue_cli.papers import events
    from overdue_cli.reading.read import load
    from overdue_cli.reasoning.assess import assess

    today, quiet = environment.today(), casefile.quiet_hours(known)
    contacts = [entry.contact for entry in record.current(debt.name)]
    days = casefile.by_day(record.current(debt.name), known)
    facts = casefile.case(record.current(debt.name), days, debt, known, today)
    told = casefile.read(record.current(debt.name), load(known, environment.cache()))
    answer = assess(facts, known, today, reading=told.reading)
    telling = {entry.contact.words for entries in told.entries.values() for entry in entries if entry.contact.words}
    lines = events.told(contacts, telling, quiet, known, papers.words)
    came = tuple(contact.at[:10] for contact in contacts if contact.direction != "out")
    return of(answer, debt=debt.name, events=lines, days={"due_on": debt.due, "demanded_on": came} if debt.due else {})


def _of_file(file: str, known: Knowledge, several: bool) -> Case:
    """The case in a file; of several that name no lender each goes by the name of its file."""
    where = "--case 的标准输入" if file == "-" else f"--case 的文件 {shown(file)}"
    case = from_document(inputs.document(file, "--case"), known, environment.today(), where)
    return case._replace(debt=Path(file).stem) if several and case.facts.get("lender") is None else case
