"""A sheet of office paper: margins, fonts, headings, tables that repeat their heads, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from prereview.checklist.formatting import mask_personal_data
from prereview.documents.glyphs import clean_text

BODY, HEADING = "仿宋", "黑体"
LATIN = "Times New Roman"
SHADE = "E8ECF2"

BODY_SIZE = 10.5
TABLE_SIZE = 9.0


class Paper:
    """A DOCX being written, top to bottom. All texts are cleaned of control characters."""

    def __init__(self) -> None:
        self.document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.4)
        section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
        _set_font(
            self.document.styles["Normal"].font, self.document.styles["Normal"].element, BODY, BODY_SIZE
        )
        for level, size in ((1, 13.0), (2, 11.0)):
            style = self.document.styles[f"Heading {level}"]
            _set_font(style.font, style.element, HEADING, size)
            style.font.color.rgb = RGBColor(0x1F, 0x2A, 0x44)
            style.font.bold = False
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(4)

    def title(self, text: str, size: float = 18.0) -> None:
        """A centred line in large type."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(6)
        run = paragraph.add_run(_clean(text))
        _set_font(run.font, run._element, HEADING, size)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading that the navigation pane lists."""
        self.document.add_heading(_clean(text), level)

    def text(self, text: str, *, bold: bool = False, indent: bool = False) -> None:
        """One paragraph."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.line_spacing = 1.25
        if indent:
            paragraph.paragraph_format.left_indent = Cm(0.75)
        paragraph.add_run(_clean(text)).bold = bold

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A ruled table; its head is repeated on every page. `widths` are in centimetres."""
        table = self.document.add_table(rows=1, cols=len(head))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            _fill(cell, text, bold=True)
            _shade(cell)
        _repeat(table.rows[0])
        for row in rows:
            made = table.add_row()
            _keep_together(made)
            for cell, text in zip(made.cells, row, strict=True):
                _fill(cell, text)
        for column, width in enumerate(widths):
            for row_ in table.rows:
                row_.cells[column].width = Cm(width)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def footer(self, text: str) -> None:
        """The text and the page number at the foot of every page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(f"{_clean(text)}　第 ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" 页　共 ")
        _field(paragraph, "NUMPAGES")
        paragraph.add_run(" 页")
        for run in paragraph.runs:
            run.font.size = Pt(8)


def _clean(text: str) -> str:
    """Text without control characters and without whole identity or telephone numbers."""
    return mask_personal_data(clean_text(text))


def _set_font(font: Any, element: Any, name: str, size: float) -> None:  # noqa: ANN401 - python-docx is untyped
    font.name, font.size = LATIN, Pt(size)
    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)
    fonts.set(qn("w:ascii"), LATIN)
    fonts.set(qn("w:hAnsi"), LATIN)


def _fill(cell: Any, text: str, *, bold: bool = False) -> None:  # noqa: ANN401
    """One paragraph per line of the text."""
    for number, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(_clean(line))
        run.bold = bold
        run.font.size = Pt(TABLE_SIZE)


def _shade(cell: Any) -> None:  # noqa: ANN401
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: Any) -> None:  # noqa: ANN401
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _keep_together(row: Any) -> None:  # noqa: ANN401
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _field(paragraph: Any, code: str) -> None:  # noqa: ANN401
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._element.append(mark)
