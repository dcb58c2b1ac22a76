"""Every document of the contract: its type, from which its JSON Schema is derived."""

from importlib import import_module
from typing import Any, NamedTuple


class Document(NamedTuple):
    """A document: the module and class that declare it, its id, and which command writes it."""

    module: str
    kind: str
    id: str
    command: str

    def load(self) -> Any:
        """The type."""
        return getattr(import_module(f"overdue_cli.{self.module}"), self.kind)


def _of(name: str, module: str, kind: str, command: str) -> tuple[str, Document]:
    return name, Document(module, kind, f"overdue-cli/{name}/1", f"overdue-cli {command}")


DOCUMENTS: dict[str, Document] = dict((
    _of("assessment", "assessment", "Assessment", "check --json"),
    _of("explanation", "explanation", "Explanation", "explain --json"),
    _of("topics", "documents.lookup", "Topics", "explain --json"),
    _of("agencies", "documents.lookup", "Agencies", "hotline --json"),
    _of("sources", "documents.lookup", "Sources", "sources --json"),
    _of("screened", "documents.screened", "Screened", "screen"),
    _of("compact", "documents.screened", "Compact", "screen --compact"),
    _of("refused", "documents.screened", "Refused", "screen"),
    _of("record", "documents.record", "Record", "log list --json"),
    _of("add", "documents.record", "Added", "log add --json"),
    _of("debt", "documents.record", "Debts", "log debt --json"),
    _of("counts", "documents.record", "Counting", "log count --json"),
    _of("verify", "documents.record", "Verified", "log verify --json"),
    _of("purge", "documents.record", "Purged", "log purge --json"),
    _of("import", "documents.record", "Imported", "log import --json"),
    _of("export", "documents.record", "Exported", "log export --json"),
    _of("exported", "documents.record", "Dossier", "log export"),
    _of("letter", "papers.letter_page", "Letter", "letter --json"),
    _of("plan", "papers.plan", "Plan", "plan --json"),
    _of("cost", "cost.answer", "Cost", "cost --json"),
    _of("lint", "documents.rules", "Linted", "rules lint --json"),
    _of("codes", "documents.rules", "Codes", "rules explain --json"),
    _of("cases", "documents.rules", "Cases", "rules test --json"),
    _of("cues", "documents.rules", "Cues", "rules cues --json"),
))  # fmt: skip
"""By the name that `rules schema` takes."""
