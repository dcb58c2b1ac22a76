"""The page that goes with an export: what the digest proves and what it does not, and whom to give it to."""

from collections.abc import Iterable, Iterator

from overdue_cli.knowledge.exports import Channel, Exports
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.reasoning import law
from overdue_cli.render import citing, html
from overdue_cli.render.dossier import Dossier, broken

TITLE = "说明"


def page(one: Dossier, words: Exports, known: Knowledge) -> Iterator[str]:
    """The whole page, piece by piece."""
    return html.page(f"{TITLE} {one.debt.name}", _body(one, words, known))


def _body(one: Dossier, words: Exports, known: Knowledge) -> Iterator[str]:
    gaps = {"head": one.chain.head, "count": str(one.chain.records), "debt": one.debt.name}
    yield "<h1>这份记录怎么看、怎么用</h1>\n"
    yield from html.blocks(broken(one.chain))
    for section in words.about:
        if not one.chain.head and any("{head}" in line.say for line in section.lines):
            continue  # there is none to put away: `untold` says why
        yield f"<h2>{html.text(section.title)}</h2>\n<ul>\n"
        for line in section.lines:
            said = html.text(line.say.format_map(gaps))
            yield f"<li>{said}{_sources(line.basis, line.how_sure, known)}</li>\n"
        yield "</ul>\n"
    if one.untold:
        yield f"<h2>为什么没有写指纹</h2>\n<p>{html.text(one.untold)}</p>\n"
    yield "<h2>交给谁，各要什么</h2>\n"
    for channel in words.channels:
        yield from _channel(channel, known)
    yield f'<p class="soft">{html.text(citing.standing(one.stand))}{html.text(known.wording.notice)}</p>\n'


def _channel(channel: Channel, known: Knowledge) -> Iterator[str]:
    agency = known.agencies[channel.agency]
    yield f"<h3>{html.text(agency.name)}</h3>\n"
    yield f"<p>{html.text(channel.lead)}{_sources(channel.basis, channel.how_sure, known)}</p>\n<ul>\n"
    yield from (f"<li>{html.text(want)}</li>\n" for want in channel.wants)
    yield "</ul>\n"


def _sources(ids: Iterable[str], how_sure: str, known: Knowledge) -> str:
    """What carries a sentence, in small print."""
    named = "；".join(citing.cited((law.cite(known.provisions[name]) for name in ids), known.wording))
    said = f"依据：{named}。" if named else citing.sureness(how_sure, known.wording)
    return f" <small>{html.text(said)}</small>" if said else ""
