"""What `log … --json` gives, and the JSON of an export: records whose fields are those of the JSON."""

from typing import NamedTuple

from overdue_cli.assessment import Finding, Stand
from overdue_cli.evidence.chain import Chain
from overdue_cli.evidence.contact import Attachment, Skipped, Source
from overdue_cli.evidence.counts import Day
from overdue_cli.evidence.imports.kinds import KINDS
from overdue_cli.evidence.store import Debt
from overdue_cli.knowledge.declared import Absent, AnId, Annotated, AtLeast, Beside, Date, Less, Matches, OneOf, Text

Moment = Annotated[str, Matches(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$")]
Digest = Annotated[str, Matches("^[0-9a-f]{64}$")]
Head = Annotated[str | None, Matches("^[0-9a-f]{64}$")]
Number = Annotated[int, AtLeast(0)]


class ContactNow(NamedTuple):
    """A contact as it is kept; `words` is null where a message had no text."""

    id: Annotated[int, AtLeast(1)]
    debt: Text
    at: Moment
    zone: str
    direction: Annotated[str | None, OneOf(("in", "out"))]
    channel: AnId
    number: str | None
    claimed_name: str | None
    to_whom: str | None
    answered: bool | None
    duration_s: Annotated[int | None, AtLeast(0)]
    words: str | None
    words_are: Annotated[str | None, OneOf(("verbatim", "summary"))]
    behaviours: tuple[AnId, ...]
    attachments: tuple[Attachment, ...]
    source: Source
    entered_at: Moment
    previous: Digest
    digest: Digest
    corrects: int | None
    salt: Annotated[str, Matches("^[0-9a-f]{32}$"), Absent(), "not in links of the first version, nor in a masked copy"]


class Record(NamedTuple):
    """The contacts of the record (`log list`)."""

    schema: Annotated[str, OneOf(("overdue-cli/record/1",))]
    contacts: tuple[ContactNow, ...]


class Added(NamedTuple):
    """The contact that was kept (`log add`)."""

    schema: Annotated[str, OneOf(("overdue-cli/add/1",))]
    contact: ContactNow


class Debts(NamedTuple):
    """The debts of the record (`log debt`)."""

    schema: Annotated[str, OneOf(("overdue-cli/debt/1",))]
    debts: tuple[Debt, ...]


class Link(NamedTuple):
    """The entry that carries a digest."""

    debt: str
    id: int


class Verified(NamedTuple):
    """Whether the record stands as it was kept (`log verify`)."""

    schema: Annotated[str, OneOf(("overdue-cli/verify/1",))]
    ok: bool
    records: Number
    head: Head
    broken_at: int | None
    debts: tuple[Chain, ...]
    file: Annotated[str | None, "what is wrong with the file itself"]
    found: Annotated[Link | None, Absent(), "only with --head"]


class Gone(NamedTuple):
    """A debt that was removed, and how many contacts it had."""

    debt: str
    contacts: Number


class Purged(NamedTuple):
    """What was removed (`log purge`), with how many copies of attachments."""

    schema: Annotated[str, OneOf(("overdue-cli/purge/1",))]
    purged: tuple[Gone, ...]
    copies: Number


class Imported(NamedTuple):
    """What became of an imported file (`log import`)."""

    schema: Annotated[str, OneOf(("overdue-cli/import/1",))]
    kind: Annotated[str, OneOf(tuple(KINDS))]
    dry_run: bool
    read: Number
    added: Number
    duplicates: Number
    not_chosen: Number
    skipped: tuple[Skipped, ...]


class Exported(NamedTuple):
    """What was exported (`log export`): `files` has the SHA-256 of each."""

    schema: Annotated[str, OneOf(("overdue-cli/export/1",))]
    debt: Text
    path: Text
    masked: bool
    head: Head
    verified: bool
    contacts: Number
    files: dict[str, Digest]


class Counted(NamedTuple):
    """A finding on one count: on which day, how many, counted as which fact."""

    finding: Annotated[Finding, Beside()]
    date: Annotated[str, Date()]
    count_: Annotated[int, AtLeast(1)]
    counted_as: AnId


class Counts(NamedTuple):
    """One debt: its days, and what the law says of their counts."""

    debt: str
    days: tuple[Day, ...]
    findings: tuple[Counted, ...]


class Counting(NamedTuple):
    """What the record adds up to (`log count`)."""

    schema: Annotated[str, OneOf(("overdue-cli/counts/1",))]
    debts: tuple[Counts, ...]


class Heard(NamedTuple):
    """A finding on the words of entries of the record."""

    finding: Annotated[Finding, Beside()]
    entries: tuple[int, ...]


class DebtShown(NamedTuple):
    """A debt in an export: no digest where a masked copy leaves it out."""

    debt: Annotated[Debt, Beside(), Less("head")]
    head: Head


class ChainShown(NamedTuple):
    """A chain in an export, as it was verified."""

    chain: Annotated[Chain, Beside(), Less("head")]
    head: Head


class AttachmentShown(NamedTuple):
    """An attachment in an export."""

    name: str
    sha256: Head
    bytes: Number


class ContactShown(NamedTuple):
    """A contact in an export."""

    contact: Annotated[ContactNow, Beside(), Less("previous", "digest", "attachments")]
    previous: Head
    digest: Head
    attachments: tuple[AttachmentShown, ...]


class Dossier(NamedTuple):
    """The JSON in an export: every entry, also those that were corrected, and what they add up to."""

    schema: Annotated[str, OneOf(("overdue-cli/exported/1",))]
    debt: DebtShown
    made_at: Moment
    masked: bool
    knowledge: Stand
    digests_left_out: Annotated[str | None, "why, where they are"]
    verify: ChainShown
    files: dict[str, str]
    days: tuple[Day, ...]
    findings: tuple[Counted | Heard, ...]
    contacts: tuple[ContactShown, ...]
