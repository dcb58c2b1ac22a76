"""What an exported record says about itself, and which words are masked in it (`data/export.yaml`).

Compiled apart from `Knowledge`, so that only an export pays for it.
"""

from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from overdue_cli.errors import Fault, KnowledgeError
from overdue_cli.knowledge.model import HOW_SURE, Knowledge
from overdue_cli.knowledge.records import Maker
from overdue_cli.knowledge.references import missing
from overdue_cli.knowledge.yamlfile import Entry, read

FILE = "export.yaml"

GAPS = ("head", "count", "debt")
"""What a line may leave open in braces."""


class Line(NamedTuple):
    """A sentence with the provisions that carry it; `how_sure` where none does and it is no plain matter of fact."""

    say: str
    basis: tuple[str, ...]
    how_sure: str


class Section(NamedTuple):
    """A part of the explanation."""

    title: str
    lines: tuple[Line, ...]


class Channel(NamedTuple):
    """Whom the record can be handed to, and what they want with it."""

    agency: str
    lead: str
    wants: tuple[str, ...]
    basis: tuple[str, ...]
    how_sure: str


class Masking(NamedTuple):
    """Words by which names and accounts are found in what somebody wrote."""

    surnames: str
    compound: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    never: str
    accounts: tuple[str, ...]
    landlines: tuple[str, ...]
    organisations: tuple[str, ...]
    ports: tuple[str, ...]


class Exports(NamedTuple):
    """Everything an export says that is no record."""

    about: tuple[Section, ...]
    channels: tuple[Channel, ...]
    masking: Masking
    untold: str
    """Why digests of a record of the first version are left out of a masked export."""


def files(data: Path) -> list[Path]:
    """Every file it is made from."""
    return [data / FILE]


def build(data: Path, known: Knowledge) -> Exports:
    """The explanation in `data`. Raises KnowledgeError with all faults."""
    faults: list[Fault] = []
    made = build_with_faults(data, known, faults)
    if faults:
        raise KnowledgeError(faults)
    return made


def build_with_faults(data: Path, known: Knowledge, faults: list[Fault]) -> Exports:
    """As `build`, but appends what is wrong to `faults`."""
    top = read(data / FILE, faults)
    maker = _ExportMaker({"export": top}, known, faults)
    made = Exports(
        about=tuple(maker.each("export", "about", maker.section)),
        channels=tuple(maker.each("export", "channels", maker.channel)),
        masking=maker.masking(top),
        untold=top.text("untold"),
    )
    top.date("checked_on")
    top.close()
    return made


class _ExportMaker(Maker):
    def __init__(self, tops: dict[str, Entry], known: Knowledge, faults: list[Fault]) -> None:
        super().__init__(tops, faults)
        self.known = known

    def section(self, entry: Entry) -> Section:
        """A part of the explanation."""
        lines = []
        for one in entry.entries("lines"):
            say = one.text("say")
            try:
                say.format_map(dict.fromkeys(GAPS, ""))
            except (KeyError, ValueError, IndexError):
                one.fault("花括号里的词不认识", f"只能用：{'、'.join(f'{{{gap}}}' for gap in GAPS)}", "say")
            lines.append(Line(say, self.basis(one), one.choice("how_sure", HOW_SURE, "read")))
            one.close()
        return Section(entry.text("title"), tuple(lines))

    def channel(self, entry: Entry) -> Channel:
        """Whom it can be handed to."""
        agency = entry.text("agency")
        self.there(entry, "机构", (agency,), self.known.agencies)
        made = Channel(
            agency, entry.text("lead"), entry.texts("wants"), self.basis(entry),
            entry.choice("how_sure", HOW_SURE, "read"),
        )  # fmt: skip
        if not made.basis and made.how_sure == "read":
            entry.fault("没有依据，也没有写 how_sure", "写 basis: [条文]，或 how_sure: reported")
        return made

    def basis(self, entry: Entry) -> tuple[str, ...]:
        """Ids of provisions that are there."""
        ids = entry.texts("basis")
        self.there(entry, "法条", ids, self.known.provisions)
        return ids

    def there(self, entry: Entry, kind: str, ids: tuple[str, ...], those: Container[str]) -> None:
        """A fault for each id that is not among `those`."""
        self.faults.extend(missing(entry.where, kind, ids, those))

    def masking(self, top: Entry) -> Masking:
        """Words by which names are found."""
        entry = top.entry("masking")
        if entry is None:
            top.fault("没有“masking”这一部分", "写 masking: 和下面的词")
            return Masking("", (), (), (), "", (), (), (), ())
        made = Masking(
            surnames=entry.text("surnames"),
            compound=entry.texts("compound"),
            before=entry.texts("before"),
            after=entry.texts("after"),
            never=entry.text("never"),
            accounts=entry.texts("accounts"),
            landlines=entry.texts("landlines"),
            organisations=entry.texts("organisations"),
            ports=entry.texts("ports"),
        )
        entry.close()
        return made
