"""`overdue-cli hotline`: which agency takes what, what it does not take, what to do first."""

import sys
from typing import Annotated

from overdue_cli.assessment import plain
from overdue_cli.cli import environment, options, output
from overdue_cli.cli.explain import NOTHING_FOUND, asked, danger_told, ends_with_danger
from overdue_cli.facts import shown
from overdue_cli.knowledge.model import Knowledge
from overdue_cli.knowledge.store import library as load_library

HELP = """查电话和机构：管什么、不管什么、打之前先做什么；不写就列出全部。

例：overdue-cli hotline 征信错了；overdue-cli hotline 骚扰短信
"""


def hotline(
    known: Knowledge,
    *,
    words: Annotated[
        list[str] | None, options.Argument(metavar="[号码、机构或要办的事]", help="如 法院、骚扰短信")
    ] = None,
    json_: options.Json = False,
    format_: options.Format = None,
    out: options.Out = None,
    force: options.Force = False,
) -> int:
    """Find agencies. Returns the exit status: 3 where nothing is near. Raises CallError."""
    from overdue_cli.reasoning import directory
    from overdue_cli.reasoning.law import standing
    from overdue_cli.render import directory_page
    from overdue_cli.search import agencies, lookup

    format_ = output.chosen_format(format_, json_)
    output.check_target(out, force)
    query = asked(words) if words else ""
    danger = danger_told(query, known)
    if ends_with_danger(danger, known, format_, out, full=False):
        return 0
    library = load_library(known, environment.cache())
    found = agencies.Stops(list(known.agencies))
    if query:
        brands = lookup.brands(known)
        found = agencies.find(query, known, library, brands, lookup.tools(library, brands, environment.cache()))
    stand = standing(known, environment.today())
    entries = directory.entries(found.names, known, library, found.brand)
    if format_ == "json":
        document = {"schema": "overdue-cli/agencies/1", "query": query, "safety": plain(danger)}
        output.write_json({**document, "agencies": plain(entries)}, out)
    elif query and (found.near or danger):
        page = directory_page.agencies(entries if found.near else (), stand, known.wording, danger)
        output.write_blocks(list(page), format_, out)
    elif not query:
        output.write_blocks(list(directory_page.agency_list(known, stand)), format_, out)
    if found.near or danger:
        return 0
    print(
        f"没有找到管“{shown(query)}”的机构。最接近的：{'、'.join(entry.name for entry in entries)}。", file=sys.stderr
    )
    return NOTHING_FOUND
