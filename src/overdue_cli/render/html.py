"""Pages for a browser and for paper: no script, nothing loaded, every text escaped, light and dark."""

from collections.abc import Iterable, Iterator
from html import escape

from overdue_cli.facts import harmless
from overdue_cli.render.block import Block

STYLE = """
:root{color-scheme:light dark;--ink:#1c1f23;--soft:#5c636b;--line:#c9ced4;--paper:#fff;--band:#f4f6f8;
--night:#e9edf2;--mark:#1f4e79}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8ea;--soft:#a2a9b1;--line:#43494f;--paper:#16181b;
--band:#202428;--night:#262b31;--mark:#8ab4dd}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:15px/1.65 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",
"Noto Sans SC","Source Han Sans SC","WenQuanYi Micro Hei","Heiti SC",sans-serif;-webkit-text-size-adjust:100%}
body{max-width:1040px;margin:0 auto;padding:28px 20px 48px}
h1{font-size:26px;line-height:1.3;letter-spacing:.06em;margin:0 0 4px}
h2{font-size:18px;margin:36px 0 10px;padding-bottom:4px;border-bottom:2px solid var(--ink)}
h3{font-size:15px;margin:20px 0 4px}
p{margin:4px 0}
p.point{margin-top:11px;break-after:avoid}
.soft,small{color:var(--soft);font-size:13px}
.alert{border:2px solid currentColor;padding:8px 12px;font-weight:700}
.digest{font:13px/1.5 ui-monospace,Consolas,Menlo,monospace;word-break:break-all}
table{border-collapse:collapse;width:100%;margin:10px 0}
caption{text-align:left;color:var(--soft);font-size:13px;padding-bottom:4px}
th,td{border:1px solid var(--line);padding:5px 8px;text-align:left;vertical-align:top}
thead th{background:var(--band);font-weight:600;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.t{white-space:nowrap;font-variant-numeric:tabular-nums}
td.w{word-break:break-word;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:14px 0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
ul,ol{margin:6px 0;padding-left:1.5em}
li{margin:3px 0}
a{color:var(--mark)}
figure{margin:12px 0;break-inside:avoid}
figure{overflow-x:auto}
figure svg{display:block;width:100%;min-width:560px;height:auto}
@media screen and (max-width:640px){
body{padding:18px 14px 36px}
h1{font-size:22px}
table.wide thead{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}
table.wide,table.wide tbody,table.wide tr,table.wide td,table.wide caption{display:block;width:auto}
table.wide tr{border:1px solid var(--line);margin:10px 0;padding:6px 10px}
table.wide td{border:0;padding:1px 0;text-align:left}
table.wide td:empty{display:none}
table.wide td[data-name]::before{content:attr(data-name) "：";color:var(--soft)}
dl{gap:2px 10px}
}
@media print{
:root{color-scheme:light;--ink:#000;--soft:#444;--line:#888;--paper:#fff;--band:#eee;--night:#e6e6e6;--mark:#333}
@page{size:A4;margin:16mm 13mm}
html{font-size:10.5pt;line-height:1.5}
body{max-width:none;padding:0}
h2,h3{break-after:avoid}
tr,figure,dl{break-inside:avoid}
th,td{padding:3px 6px}
figure svg{min-width:0}
thead{display:table-header-group}
a{text-decoration:none}
}
"""


def text(words: object) -> str:
    """Words as HTML text: escaped, control and direction marks harmless, line breaks kept."""
    clean = "".join(char if char == "\n" else harmless(char) for char in str(words).replace("\r\n", "\n"))
    return escape(clean).replace("\n", "<br>")


def page(title: str, body: Iterable[str]) -> Iterator[str]:
    """A whole document, piece by piece."""
    yield (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    )
    yield from body
    yield "</body>\n</html>\n"


def table(headings: Iterable[tuple[str, str]], rows: Iterable[Iterable[str]], caption: str = "") -> Iterator[str]:
    """A table that becomes cards on a narrow screen. `headings` are names and classes; cells are HTML already."""
    heads = list(headings)
    yield '<table class="wide">\n'
    yield f"<caption>{text(caption)}</caption>\n" if caption else ""
    yield (
        "<thead><tr>"
        + "".join(f"<th{_class(kind)}>{text(name)}</th>" for name, kind in heads)
        + "</tr></thead>\n<tbody>\n"
    )
    for row in rows:
        cells = (
            f'<td{_class(kind)} data-name="{text(name)}">{cell}</td>'
            for (name, kind), cell in zip(heads, row, strict=True)
        )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody>\n</table>\n"


def terms(pairs: Iterable[tuple[str, str]]) -> str:
    """Names with what they are; the latter are HTML already. Those without are left out."""
    return "<dl>" + "".join(f"<dt>{text(name)}</dt><dd>{said}</dd>" for name, said in pairs if said) + "</dl>\n"


def blocks(said: Iterable[Block]) -> Iterator[str]:
    """Blocks of an answer as HTML."""
    for block in said:
        lead = f"<strong>{text(block.lead)}</strong>：" if block.lead else ""
        if block.kind in ("heading", "headline"):
            yield f"<h3>{text(block.text)}</h3>\n"
        elif block.kind in ("danger", "alert"):
            yield f'<p class="alert">{lead}{text(block.text)}</p>\n'
        else:
            kind = {"fine": "soft", "note": "soft", "point": "point", "step": "point"}.get(block.kind, "")
            yield f"<p{_class(kind)}>{lead}{text(block.text)}</p>\n"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
