"""`overdue-cli sources`: every provision and every claim, with its standing."""

import sys
from typing import Annotated

from overdue_cli.assessment import plain
from overdue_cli.cli import environment, options, output
from overdue_cli.cli.explain import NOTHING_FOUND, asked
from overdue_cli.errors import CallError
from overdue_cli.facts import shown
from overdue_cli.knowledge.library import Claim, Library
from overdue_cli.knowledge.model import Knowledge, Provision
from overdue_cli.knowledge.store import library as load_library
from overdue_cli.words.letters import folded

HELP = """看依据：每条法律规范的效力、日期、有没有读过原文，每个网上说法对不对。

例：overdue-cli sources 民法典；overdue-cli sources S003；overdue-cli sources --stale 6
"""


def sources(
    known: Knowledge,
    *,
    words: Annotated[
        list[str] | None, options.Argument(metavar="[编号或法名]", help="如 pipl-13、民法典、S003-12")
    ] = None,
    stale: Annotated[
        int | None, options.Option("--stale", metavar="月数", min=0, help="只列多少个月以前核对的")
    ] = None,
    full: Annotated[bool, options.Option("--full", help="全部列出")] = False,
    json_: options.Json = False,
    format_: options.Format = None,
    out: options.Out = None,
    force: options.Force = False,
) -> int:
    """List authorities and claims. Returns the exit status: 3 where the query fits none. Raises CallError."""
    from overdue_cli.reasoning.law import cite
    from overdue_cli.render import directory_page

    format_ = output.chosen_format(format_, json_)
    output.check_target(out, force)
    library = load_library(known, environment.cache())
    query = asked(words) if words else ""
    provisions, claims = fitting(query, known, library)
    if stale is not None:
        provisions, claims = older(stale, provisions, claims, library)
    if format_ == "json":
        authorities = [{k: v for k, v in one._asdict().items() if k not in CONDITIONS} for one in provisions]
        document = {"schema": "overdue-cli/sources/1", "authorities": authorities, "claims": plain(claims)}
        output.write_json(document, out)
    elif query or full or stale is not None:
        page = directory_page.listed(provisions, claims, [cite(one) for one in provisions], known.wording)
        output.write_blocks(list(page), format_, out)
    else:
        output.write_blocks(list(directory_page.summary(known, library)), format_, out)
    if provisions or claims or not query:
        if stale is not None and not (provisions or claims):
            print(f"没有 {stale} 个月以前核对的条目。", file=sys.stderr)
        return 0
    print(f"没有找到“{shown(query)}”。写编号（如 pipl-13、S003-12）、文章号（S003）或法名（民法典）。", file=sys.stderr)
    return NOTHING_FOUND


CONDITIONS = ("scope_when", "scope_unless", "when", "unless", "needs")
"""What of a provision is for reasoning alone."""


def fitting(query: str, known: Knowledge, library: Library) -> tuple[list[Provision], list[Claim]]:
    """Provisions and claims by id, document, topic, or title and article; all where `query` is empty."""
    wanted = folded(query)
    exact = [p for p in known.provisions.values() if folded(p.id) == wanted]
    provisions = exact or [p for p in known.provisions.values() if wanted in folded(p.title + (p.article or ""))]
    claims = [c for c in library.claims.values() if wanted in ("", *map(folded, (c.id, c.document, c.topic)))]
    return provisions, claims


def older(
    months: int, provisions: list[Provision], claims: list[Claim], library: Library
) -> tuple[list[Provision], list[Claim]]:
    """Those that were last checked more than `months` months ago."""
    from overdue_cli.reasoning.directory import stale

    if months > 1200:
        raise CallError("--stale 的月数太大，最多 1200。")
    today = environment.today()
    old = {name for name, document in library.documents.items() if stale(document.checked_on, months, today)}
    return [p for p in provisions if stale(p.checked_on, months, today)], [c for c in claims if c.document in old]
