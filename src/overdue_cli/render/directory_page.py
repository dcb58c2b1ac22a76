"""What `hotline` and `sources` say: agencies and what they take; provisions and claims with their standing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from overdue_cli.assessment import Basis, Danger, Stand
from overdue_cli.explanation import AgencyEntry
from overdue_cli.knowledge.library import Claim, Library
from overdue_cli.knowledge.model import Knowledge, Provision
from overdue_cli.knowledge.wording import Wording
from overdue_cli.render import citing
from overdue_cli.render.block import Block


def agencies(
    entries: Sequence[AgencyEntry], stand: Stand, words: Wording, danger: Danger | None = None
) -> Iterator[Block]:
    """One or a few agencies, whole; before them the danger that the question told of."""
    yield from citing.warnings(stand, words, danger)
    for entry in entries:
        sure = citing.sureness(entry.how_sure, words)
        yield Block("headline", entry.name + (f"（{sure}）" if sure else ""))
        if entry.fits:
            yield Block("plain", f"适用：{entry.fits}。")
        if entry.operator:
            yield Block("fine", f"谁办的：{entry.operator}")
        yield from _points("受理", entry.takes)
        yield from _points("不受理", entry.not_for)
        for title, text in (
            ("打之前", entry.before),
            ("怎么找", entry.how),
            ("时间", entry.hours),
            ("网上", entry.online),
        ):
            if text:
                yield Block("heading", title)
                yield Block("plain", text)
        told = [claim for claim in entry.documents if claim.standing not in ("question", "confirmed")]
        if told:
            yield Block("heading", "网上说错的")
        for claim in told:
            yield Block(
                "point", f"{claim.correction}（{claim.id}）", f"【{words.standings[claim.standing]}】{claim.claim}"
            )
        if entry.note:
            yield Block("fine", entry.note)
        yield Block("fine", f"来源：{entry.source}。{entry.checked_on} 核对。")
    yield Block("fine", words.notice)


def agency_list(known: Knowledge, stand: Stand) -> Iterator[Block]:
    """All agencies, a line each."""
    yield from citing.warnings(stand, known.wording)
    yield Block("plain", "写号码、名字或者要办的事，如 overdue-cli hotline 征信错了。下面是全部。")
    for agency in known.agencies.values():
        yield Block("point", "；".join(agency.takes[:2]), agency.name)


def summary(known: Knowledge, library: Library) -> Iterator[Block]:
    """What the knowledge rests on, an instrument or a document a line."""
    yield Block("heading", "法律和规范")
    grouped: dict[tuple[str, str], list[Provision]] = {}
    for one in known.provisions.values():
        grouped.setdefault((one.title, one.edition), []).append(one)
    for (title, edition), provisions in grouped.items():
        yield Block(
            "point", _told_of(provisions, known.wording), citing.quoted(title) + (f"（{edition}）" if edition else "")
        )
    yield Block("heading", "来源文章，里面的说法对不对")
    for document in library.documents.values():
        counts = Counter(claim.standing for claim in library.claims.values() if claim.document == document.id)
        listed = "，".join(f"{name} {counts[key]}" for key, name in known.wording.standings.items() if counts[key])
        yield Block("point", f"{document.about}（{listed}）", f"{document.id} {document.title}")
    yield Block("fine", "看一条：overdue-cli sources 编号（如 pipl-13、S003-12、S003），或写法名；--full 全部列出。")


def listed(
    provisions: Iterable[Provision], claims: Iterable[Claim], cite: Sequence[Basis], words: Wording
) -> Iterator[Block]:
    """Provisions and claims in full; `cite` are the same provisions as cited."""
    provisions, claims = tuple(provisions), tuple(claims)
    if provisions:
        yield Block("heading", "法律和规范")
    for one, basis in zip(provisions, cite, strict=True):
        until = f"至 {one.in_force_to}" if one.in_force_to else "起，现在有效"
        yield Block("point", "；".join(citing.cited([basis], words)), one.id)
        yield Block("note", one.gist)
        if one.sanction:
            yield Block("note", f"处罚：{one.sanction}")
        yield Block(
            "fine",
            f"{words.force_names[one.force]}；{one.in_force_from} {until}；{one.checked_on} 核对；来源：{one.source}",
        )
        if one.note:
            yield Block("fine", one.note)
    if claims:
        yield Block("heading", "来源文章里的说法")
    for claim in claims:
        yield Block("point", claim.correction, f"{claim.id}【{words.standings[claim.standing]}】{claim.claim}")
        yield Block("fine", f"话题：{claim.topic}" + (f"；依据：{'、'.join(claim.basis)}" if claim.basis else ""))


def _points(title: str, lines: Iterable[str]) -> Iterator[Block]:
    lines = tuple(lines)
    if lines:
        yield Block("heading", title)
    yield from (Block("point", line) for line in lines)


def _told_of(provisions: Sequence[Provision], words: Wording) -> str:
    """The force, dates, number and standing of the provisions of one instrument."""
    first = provisions[0]
    until = f"至 {first.in_force_to}" if first.in_force_to else "起"
    counts = Counter(one.how_sure for one in provisions)
    read = f"{counts['read']} 条读过原文" if counts["read"] else ""
    other = f"{counts['reported']} 条据公开报道" if counts["reported"] else ""
    return "，".join(filter(None, (words.force_names[first.force], f"{first.in_force_from} {until}", read, other)))
