"""Papers that are sent: as plain text to paste into a form, and as a Word file."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from overdue_cli.errors import CallError
from overdue_cli.render.block import Block

INSTALL = "python -m pip install 'overdue-cli[docx]'"

SONG, HEI = "宋体", "黑体"
"""Fonts that every Chinese Word has; elsewhere the reader picks another one of its kind."""


def text(blocks: Iterable[Block]) -> str:
    """The paper as plain text: a paragraph a line, never wrapped, so that it can be pasted anywhere."""
    return "\n".join(line for line, _ in _lines(blocks)).strip("\n") + "\n"


def _lines(blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    """Each block with its mark; a blank line before a new part."""
    number = 0
    for place, block in enumerate(blocks):
        number = number + 1 if block.kind == "step" else 0 if block.kind in ("heading", "headline") else number
        if place and block.kind in ("heading", "headline"):
            yield "", Block("blank", "")
        mark = {"step": f"{number}. ", "point": "· ", "alert": "注意："}.get(block.kind, "")
        lead = f"{block.lead}：" if block.lead else ""
        yield f"{mark}{lead}{block.text}", block


def word(parts: list[list[Block]], title: str) -> bytes:
    """The parts as one Word file on A4, each part on a page of its own. Raises CallError without the extra."""
    try:
        import docx
        from docx.shared import Mm
    except ImportError:
        raise CallError(f"写 Word 文件要先装 docx 组件：{INSTALL}。装不了的，用 --format txt 再贴进 Word。") from None
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(28)
    page.top_margin = page.bottom_margin = Mm(25)
    document.core_properties.title, document.core_properties.author = title, ""
    document.core_properties.comments = ""
    for name, font, size in (("Normal", SONG, 12), ("Title", HEI, 18), ("Heading 1", HEI, 14)):
        _style(document.styles[name], font, size)
    for place, blocks in enumerate(parts):
        for line, block in _lines(blocks):
            if block.kind != "blank":
                _paragraph(document, line, block.kind)
        if place + 1 < len(parts):
            document.add_page_break()  # type: ignore[no-untyped-call]
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _style(style: Any, font: str, size: int) -> None:
    """One style in black, with its Chinese font, which Word keeps apart from the Latin one."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.color.rgb = "Times New Roman", Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    fonts.set(qn("w:eastAsia"), font)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    style.paragraph_format.line_spacing = 1.3
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.keep_with_next = style.name != "Normal"


def _paragraph(document: Any, line: str, kind: str) -> None:
    """One paragraph in the style of its kind; blanks stand out."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Pt

    style = {"headline": "Title", "heading": "Heading 1"}.get(kind, "Normal")
    paragraph = document.add_paragraph(style=style)
    for place, run in enumerate(line.replace("【", "\0【").replace("】", "】\0").split("\0")):
        made = paragraph.add_run(run)
        made.bold = True if place % 2 and run.startswith("【待填") else None
        made.underline = made.bold
    if kind == "headline":
        paragraph.alignment = ALIGN.CENTER
    if kind == "sign":
        paragraph.alignment = ALIGN.RIGHT
    if kind in ("step", "point"):
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(18), Pt(-18)
    if kind == "alert":
        made = paragraph.runs[0]
        made.bold = True
