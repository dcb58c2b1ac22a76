"""A page as one HTML file to print on A4. It runs nothing and loads nothing; every text is escaped."""

from collections.abc import Iterable, Iterator
from html import escape

from overdue_cli.render.block import Block

HEAD = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 10mm 12mm }}
body {{ font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  max-width: 46em; margin: 1.2em auto; padding: 0 1em; color: #111; background: #fff }}
h1 {{ font-size: 1.5em; margin: .3em 0 }}
h2 {{ font-size: 1.05em; margin: .8em 0 .2em; border-bottom: 1px solid #999 }}
p {{ margin: .2em 0 }}
ol, ul {{ margin: .2em 0; padding-left: 1.7em }}
li {{ margin: .15em 0 }}
.danger {{ font-weight: bold; border-left: 4px solid #b00; padding-left: .5em }}
.fine {{ color: #444; font-size: .85em }}
@media print {{
  body {{ font-size: 8.4pt; line-height: 1.28; max-width: none; margin: 0; padding: 0 }}
  h1 {{ font-size: 13pt; margin: .1em 0 }}
  h2 {{ margin: .35em 0 .1em; break-after: avoid }}
  li, p {{ margin: .05em 0; break-inside: avoid }}
}}
</style>
</head>
<body>
"""


def html(blocks: Iterable[Block], title: str) -> str:
    """The blocks as one HTML document."""
    return HEAD.format(title=escape(title)) + "\n".join(_lines(blocks)) + "\n</body>\n</html>\n"


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Items of one kind that follow each other make a list; notes belong to the item before them."""
    listing, inside = "", False
    for block in blocks:
        lead = f"<strong>{escape(block.lead)}</strong>：" if block.lead else ""
        text = lead + escape(block.text)
        wanted = {"step": "ol", "point": "ul"}.get(block.kind, listing if block.kind in ("note", "fine") else "")
        if inside and block.kind not in ("note", "fine"):
            yield "</li>"
            inside = False
        if wanted != listing:
            yield from (f"</{listing}>",) if listing else ()
            yield from (f"<{wanted}>",) if wanted else ()
            listing = wanted
        if block.kind in ("step", "point"):
            yield f"<li>{text}"
            inside = True
        elif block.kind in ("headline", "heading"):
            tag = "h1" if block.kind == "headline" else "h2"
            yield f"<{tag}>{text}</{tag}>"
        else:
            kind = "danger" if block.kind in ("danger", "alert") else block.kind
            yield f'<div class="fine">{text}</div>' if inside else f'<p class="{kind}">{text}</p>'
    yield "</li>" if inside else ""
    yield f"</{listing}>" if listing else ""
