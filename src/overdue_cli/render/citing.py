"""What every answer says in the same way: provisions, agencies in order, how old the knowledge is."""

from collections.abc import Iterable, Iterator

from overdue_cli.assessment import AgencyNow, Basis, Danger, Finding, Stand
from overdue_cli.knowledge.wording import Wording
from overdue_cli.render import danger_page
from overdue_cli.render.block import SHORT, Block


def sources(basis: tuple[Basis, ...], words: Wording, *, full: bool) -> Iterator[Block]:
    """The provisions: what is law first, then each norm with what it is; sanctions in full."""
    if basis:
        yield Block("fine", "依据：" + "；".join(cited(basis, words)) + "。")
    for one in basis if full else ():
        yield Block("fine", f"{name(one)}：{one.gist}" + (f"（{one.note}）" if one.note else ""))
    sanctions: dict[tuple[str, str], list[str]] = {}
    for one in basis:
        if one.sanction:
            sanctions.setdefault((one.title, one.sanction), []).append(one.article or "")
    for (title, sanction), articles in sanctions.items():
        yield Block("fine", f"{quoted(title)}{'、'.join(dict.fromkeys(articles))}可能的处罚：{sanction.rstrip('。')}。")


def doubts(finding: Finding) -> Iterator[Block]:
    """What would change the finding."""
    changing = (one for one in finding.if_unknown if one.then != finding.verdict)
    for if_, label in dict.fromkeys((one.if_, one.label.partition("，")[0]) for one in changing):
        yield Block("note", f"如果{if_}，结论就变成“{label}”。")


def cited(basis: Iterable[Basis], words: Wording) -> list[str]:
    """Names of provisions: one mention of each instrument with all its articles, and what it is."""
    grouped: dict[tuple[str, str, str | None, str, str], list[str]] = {}
    for one in basis:
        key = (one.title, one.edition, one.number, one.force, one.how_sure)
        grouped.setdefault(key, []).append(one.article or "")
    mentions = []
    for (title, edition, number, force, how_sure), articles in grouped.items():
        kind = "" if force in ("law", "regulation") else words.force_names[force]
        about = "；".join(filter(None, (edition, number, kind, sureness(how_sure, words))))
        named = "、".join(dict.fromkeys(filter(None, articles)))
        mentions.append(f"{quoted(title)}{f'（{about}）' if about else ''}{named}")
    return mentions


def sureness(how_sure: str, words: Wording) -> str:
    """The words that stand beside what was not read; empty where the text was."""
    return {"reported": words.reported, "unverified": words.unverified}.get(how_sure, "")


def stops(agencies: Iterable[AgencyNow], *, full: bool) -> Iterator[Block]:
    """Whom to contact, in order, and what each does not take."""
    agencies = tuple(agencies)
    if agencies:
        yield Block("heading", "找谁，按这个顺序")
    for agency in agencies:
        fits = f"（{agency.fits}）" if agency.fits else ""
        yield Block("step", f"{agency.before}{fits}", agency.name)
        if agency.how:
            yield Block("note", f"怎么找：{agency.how}")
        if agency.not_for:
            shown = agency.not_for if full else agency.not_for[:SHORT]
            yield Block("note", "不管：" + "；".join(shown) + "。")


def standing(stand: Stand) -> str:
    """The version of the knowledge, its day, and how much of it was read."""
    age = f"（{stand.age_days} 天前）" if stand.age_days else ""
    return (
        f"知识版本 {stand.version}，核对到 {stand.checked_on}{age}："
        f"{stand.read} 条读过原文，{stand.reported} 条来自公开报道。"
    )


def warnings(stand: Stand, words: Wording, danger: Danger | None = None) -> Iterator[Block]:
    """What stands at the head of every answer: the danger that it tells of, else the lines on what may be one; and
    that the knowledge is old if it is."""
    if danger:
        yield from danger_page.alone(danger, words)
    else:
        yield from (Block("danger", line) for line in words.danger_lines)
    if stand.old:
        yield Block("alert", stand.old)


def name(basis: Basis) -> str:
    """A provision as one names it in a sentence."""
    return f"{quoted(basis.title)}{basis.article or ''}"


def quoted(title: str) -> str:
    """The title of a law in its marks; a title inside a title takes the single ones."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
