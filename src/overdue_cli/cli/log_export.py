"""`overdue-cli log export`: a debt's record as a folder or ZIP that an official can use."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from overdue_cli.assessment import json_text, plain
from overdue_cli.cli import bundle, environment, options, output
from overdue_cli.cli.bundle import ABOUT, DATA, FOLDER, PAGE, TABLE
from overdue_cli.cli.log import Debt
from overdue_cli.cli.log_count import with_contacts
from overdue_cli.errors import CallError
from overdue_cli.facts import harmless, shown
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.parts import readers

if TYPE_CHECKING:
    from overdue_cli.evidence.contact import Entry
    from overdue_cli.evidence.masking import Masker
    from overdue_cli.evidence.store import Record
    from overdue_cli.render.dossier import Dossier

HELP = """把一笔债的记录导出成文件夹或 ZIP：时间线、次数和依据、附件、每个文件的指纹、一页说明。

例：overdue-cli log export --debt 微粒贷 -o 微粒贷催收记录.zip
"""

DIGESTS = ("head", "previous", "digest", "sha256")
BOM = "\ufeff"
"""Without it Excel takes UTF-8 for GBK."""

Target = Annotated[
    str | None, options.Option("--output", "-o", metavar="文件夹或.zip", help="写到哪里；.zip 结尾就是 ZIP")
]


def export(
    known: Knowledge,
    *,
    out: Target = None,
    debt: Debt = None,
    unmasked: Annotated[bool, options.Option("--unmasked", help="不遮别人的姓名和号码；只给要核对的机关")] = False,
    hide: Annotated[list[str], options.Option("--hide", metavar="姓名", help="这个名字也要遮住，可重复")] = [],  # noqa: B006
    keep: Annotated[
        list[str], options.Option("--keep", metavar="号码", help="话里的这个号码是对方的，不遮，可重复")
    ] = [],  # noqa: B006
    attachments: Annotated[
        bool, options.Option("--attachments/--no-attachments", help="带不带附件；附件里的画面和声音遮不了")
    ] = True,
    force: options.Force = False,
    json_: options.Json = False,
) -> int:
    """Write the export. Returns 0. Raises CallError, and then nothing was written."""
    from overdue_cli.evidence.store import Record

    if unmasked and (hide or keep):
        raise CallError("--unmasked 什么都不遮，不能和 --hide、--keep 一起用。")
    if not out:
        raise CallError("用 -o 说写到哪里，如 -o 催收记录.zip，或一个新文件夹的名字。")
    bundle.check_target(out, force)
    with Record.open(environment.record_file(), writing=False) as record:
        record.see_that_it_is_sound()
        found = with_contacts(record, debt)
        name = found.name
        masker = None if unmasked else _masker(known, record, name, keep, hide)
        with bundle.written(out) as made:
            files = _attached(made, record, name, masker) if attachments else {}
            one = _dossier(known, record, found, files, masker)
            everything = (masker.entry(entry, files) if masker else entry for entry in record.entries(name))
            _write(made, one, everything, known)
        sums = made.sums
    if json_:
        output.write_json(
            {"schema": "overdue-cli/export/1", "debt": name, "path": out, "masked": not unmasked,
             "head": one.chain.head or None, "verified": one.chain.ok, "contacts": len(one.entries), "files": sums},
            None,
        )  # fmt: skip
    _tell(one, out)
    return 0


def _masker(known: Knowledge, record: "Record", name: str, kept: list[str], hidden: list[str]) -> "Masker":
    from overdue_cli.evidence.masking import Masker, others_number
    from overdue_cli.knowledge import store

    words = store.exports(known, environment.cache()).masking
    contacts = (entry.contact for entry in record.entries(name))
    numbers = (one.number for one in contacts if one.number and not others_number(one))
    return Masker(words, [*numbers, *kept], hidden)


def _attached(made: bundle.Bundle, record: "Record", name: str, masker: "Masker | None") -> dict[str, str]:
    """Copy the attachments that were kept; the digest of each, and where it stands in the export."""
    from overdue_cli.evidence.attachments import place

    files: dict[str, str] = {}
    for entry in record.entries(name):
        for one in entry.contact.attachments:
            source = place(record.path, one)
            if one.sha256 in files or not source.is_file():
                continue
            called = f"{FOLDER}/{len(files) + 1:03}-{_file_name(masker.text(one.name) if masker else one.name)}"
            with open(source, "rb") as stream:
                digest = made.bytes(called, iter(lambda stream=stream: stream.read(1 << 20), b""))  # type: ignore[misc]
            files[digest if masker else one.sha256] = called  # what a masked copy tells is of the files in it
            if digest != one.sha256:
                print(f"附件 {shown(one.name)} 和记下时不一样了，被改过或坏了；照样放进去，请查看。", file=sys.stderr)
    return files


def _file_name(name: str) -> str:
    """A name that every system takes, with the ending it had."""
    clean = re.sub(r'[\\/:*?"<>|\s]', "_", "".join(map(harmless, name)))
    return clean if len(clean) <= 60 else clean[:50] + Path(clean).suffix[:10]


def _dossier(
    known: Knowledge, record: "Record", debt: Any, files: dict[str, str], masker: "Masker | None"
) -> "Dossier":
    """Everything the pages show."""
    from overdue_cli import casefile
    from overdue_cli.knowledge import store
    from overdue_cli.reading.read import load
    from overdue_cli.reasoning.assess import assess
    from overdue_cli.reasoning.law import standing
    from overdue_cli.render.dossier import Dossier

    today = environment.today()
    current = list(record.current(debt.name))
    days = casefile.by_day(current, known)
    told = casefile.read(current, load(known, environment.cache()))
    answer = assess(casefile.case(current, days, debt, known, today), known, today, reading=told.reading)
    weighed = list(casefile.weigh(days, debt, known, today))
    behind: dict[str, list[int]] = {name: [entry.id for entry in some] for name, some in told.entries.items()}
    for entry in current:
        for name in entry.contact.behaviours:
            behind.setdefault(name, []).append(entry.id)
    chain = next(chain for chain in record.verify() if chain.debt == debt.name)
    untold = masker is not None and (not chain.salted or any(not entry.salt for entry in record.entries(debt.name)))
    if masker:
        lender = debt.lender and masker.named_out(debt.lender)
        chain = chain._replace(debt=masker.text(chain.debt), head=chain.head if chain.salted else "")
        debt = debt._replace(name=chain.debt, lender=lender, head=chain.head)
        days = tuple(map(masker.day, days))
    return Dossier(
        debt=debt,
        chain=chain,
        entries=[masker.entry(entry, files) if masker else entry for entry in current],
        days=days,
        weighed=weighed,
        heard=[(f, sorted(set(behind[f.behaviour]))) for f in answer.findings if f.behaviour in behind],
        files=files,
        stand=standing(known, today),
        made_at=environment.now(),
        masked=masker is not None,
        untold=store.exports(known, environment.cache()).untold if untold else "",
    )


def _write(made: bundle.Bundle, one: "Dossier", everything: "Iterator[Entry]", known: Knowledge) -> None:
    """The pages and tables; `everything` are all entries, also those that were corrected."""
    from overdue_cli.evidence.imports import own
    from overdue_cli.knowledge import store
    from overdue_cli.render import about_export, dossier

    made.text(PAGE, dossier.page(one, known))
    table = io.StringIO(newline="")
    own.write(one.entries, table, known.questions)
    made.text(TABLE, [table.getvalue()], BOM)
    made.text(DATA, _document(one, everything))
    made.text(ABOUT, about_export.page(one, store.exports(known, environment.cache()), known))


def _document(one: "Dossier", entries: "Iterator[Entry]") -> Iterator[str]:
    """The JSON: every entry, also those that were corrected, then what they add up to."""
    from overdue_cli.evidence.chain import document

    head = {
        "schema": "overdue-cli/exported/1",
        "debt": _told(one.debt._asdict()),
        "made_at": one.made_at,
        "masked": one.masked,
        "knowledge": plain(one.stand),
        "digests_left_out": one.untold or None,
        "verify": _told(one.chain._asdict()),
        "files": one.files,
        "days": [day._asdict() for day in one.days],
        "findings": [
            {**plain(w.finding), "date": w.date, "count": w.times, "counted_as": w.fact} for w in one.weighed
        ] + [{**plain(finding._replace(spans=())), "entries": list(ids)} for finding, ids in one.heard],
    }  # fmt: skip
    yield json_text(head, indent=1).removesuffix("\n}") + ',\n "contacts": ['
    comma = ""
    for entry in entries:
        shown = _told(document(entry))
        shown["attachments"] = [_told(one) for one in shown["attachments"]]
        yield f"{comma}\n  {json_text(shown)}"
        comma = ","
    yield "\n ]\n}\n"


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with null for a digest that a masked copy leaves out."""
    return {name: None if name in DIGESTS and not value else value for name, value in fields.items()}


def _tell(one: "Dossier", out: str) -> None:
    """What the person must know of what was just written."""
    say = [f"已写入 {shown(out)}{readers(Path(out))}：{len(one.entries)} 条。先看“{PAGE}”和“{ABOUT}”。"]
    if not one.chain.ok:
        say.append(f"注意：记录第 {one.chain.broken_at} 条对不上，{one.chain.what}。导出的页上也写明了。")
    if one.chain.head:
        say.append(f"把末条指纹发给自己留底：{one.chain.head}")
    if one.untold:
        say.append(one.untold)
    if one.masked:
        say.append(
            "别人的姓名和号码按词句遮住了，可能漏，也可能多遮；先自己看一遍。还要遮的用 --hide，不该遮的号码用 --keep。"
        )
    else:
        say.append("这一份没有遮住任何人的姓名和号码，不要随便发。")
    if one.files:
        say.append("附件里的画面和声音没有遮；不要带就加 --no-attachments。")
    print("\n".join(say), file=sys.stderr)
