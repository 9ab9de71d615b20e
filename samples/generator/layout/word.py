"""Papers as DOCX, written with python-docx.

Fonts are named, not embedded. Dates inside the file are fixed, so that the same paper
gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt

from samples.generator.layout.blocks import Block, Break, Paper, Parties, Signature, Space, Table, Text, Title
from samples.generator.layout.grid import placed

_FONTS = {"song": "宋体", "hei": "黑体", "kai": "楷体"}
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_DAY = datetime(2026, 1, 1)
_ZIP_DAY = (2026, 1, 1, 0, 0, 0)


def render(paper: Paper, author: str) -> bytes:
    """A paper as the bytes of a DOCX."""
    document = Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = author
    properties.title, properties.comments = paper.title, ""
    properties.created = properties.modified = _DAY
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONTS[paper.font], Pt(paper.size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONTS[paper.font])
    section = document.sections[0]
    if paper.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    if paper.header:
        section.header.paragraphs[0].text = paper.header
    for block in paper.blocks:
        _add(document, block, paper)
    out = io.BytesIO()
    document.save(out)
    return _with_fixed_dates(out.getvalue())


def _add(document: Any, block: Block, paper: Paper) -> None:
    if isinstance(block, Title):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(block.text)
        run.bold, run.font.size = True, Pt((18, 13, 11.5)[block.level])
        if block.level == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif isinstance(block, Text):
        _add_text(document, block, paper)
    elif isinstance(block, Table):
        _add_table(document, block)
    elif isinstance(block, Signature):
        for line in block.lines:
            document.add_paragraph(line).alignment = _ALIGN[block.align]
    elif isinstance(block, Parties):
        _add(document, block.left, paper)
        _add(document, block.right, paper)
    elif isinstance(block, Break):
        document.add_page_break()
    elif isinstance(block, Space) and block.height > 16:
        document.add_paragraph()


def _add_text(document: Any, block: Text, paper: Paper) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(block.text)
    paragraph.alignment = _ALIGN[block.align]
    if block.indent and block.align == "left":
        paragraph.paragraph_format.first_line_indent = Pt(2 * paper.size)
    if block.mark == "highlight":
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    if block.mark == "comment":
        comment = document.add_comment(run, text=block.note, author="申报组", initials="申")
        comment._comment_elm.set(qn("w:date"), "2026-01-01T00:00:00Z")


def _add_table(document: Any, block: Table) -> None:
    cells = list(placed(block))
    height = max(row + cell.rows for row, _, cell in cells)
    table = document.add_table(rows=height, cols=len(block.widths))
    table.style = "Table Grid" if block.ruled else None
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row, column, cell in cells:
        target = table.cell(row, column)
        if (cell.rows, cell.cols) != (1, 1):
            target = target.merge(table.cell(row + cell.rows - 1, column + cell.cols - 1))
        target.text = cell.text
        for paragraph in target.paragraphs:
            paragraph.alignment = _ALIGN[cell.align or block.align or "center"]
            for run in paragraph.runs:
                run.font.size = Pt(block.size)


def _with_fixed_dates(data: bytes) -> bytes:
    """The same archive with every member dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
