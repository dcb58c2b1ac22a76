"""Where papers get their cases: files of `check --json`, the evidence record, or the interview."""

from pathlib import Path

from overdue_cli.cli import check, environment, inputs
from overdue_cli.errors import CallError
from overdue_cli.facts import shown
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.papers.case import Case, from_document, of


def cases(files: list[str], known: Knowledge, command: str) -> list[Case]:
    """The cases to write about; none where the person left the interview. Raises CallError."""
    if files:
        return [_of_file(file, known, len(files) > 1) for file in files]
    recorded = from_record(known)
    if recorded:
        return recorded
    if not environment.at_a_terminal():
        raise CallError(
            "没有给情况。先运行 overdue-cli check …… --json -o 情况.json，"
            f"再运行 overdue-cli {command} --case 情况.json。"
        )
    told = check.interviewed(known)
    return [of(check.assessment(known, *told))] if told else []


def from_record(known: Knowledge) -> list[Case]:
    """One case a debt of the evidence record, soonest due first; empty where there is no record."""
    return []


def _of_file(file: str, known: Knowledge, several: bool) -> Case:
    """The case in a file; of several that name no lender each goes by the name of its file."""
    where = "--case 的标准输入" if file == "-" else f"--case 的文件 {shown(file)}"
    case = from_document(inputs.document(file, "--case"), known, environment.today(), where)
    return case._replace(debt=Path(file).stem) if several and case.facts.get("lender") is None else case
