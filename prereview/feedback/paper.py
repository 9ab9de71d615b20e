"""A sheet of office paper: margins, fonts, headings, tables that repeat their heads, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import docx
import msgspec
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from prereview.feedback.plain import plain_line

SHADE = "EEF1F5"
RULE = "9AA3B2"
QUIET = RGBColor(0x55, 0x5B, 0x66)

BODY_SIZE = 11.0
TABLE_SIZE = 9.0

WIDTH = 16.4
"""Between the margins, in centimetres: what the widths of a table add up to."""

LONGEST_TEXT = 2000
"""Characters of one paragraph; no honest value of a document is longer."""

NUMERALS = "一二三四五六七八九十"


class Fonts(msgspec.Struct, frozen=True):
    """Names of the fonts: those every Chinese office has, unless told otherwise."""

    body: str = "仿宋"
    heading: str = "黑体"
    latin: str = "Times New Roman"


class Words(msgspec.Struct, frozen=True):
    """One paragraph of a cell."""

    text: str
    bold: bool = False
    quiet: bool = False


Cell = str | Sequence[Words]
"""A text, a paragraph per line; or paragraphs in their own look."""


class Paper:
    """A DOCX being written, top to bottom. All texts are cleaned of control characters."""

    def __init__(self, fonts: Fonts | None = None) -> None:
        self.document = docx.Document()
        self._fonts = fonts or Fonts()
        self._sections = 0
        self._annexes = 0
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
        section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.0)
        section.footer_distance = Cm(1.0)
        normal = self.document.styles["Normal"]
        self._set_font(normal.font, normal.element, self._fonts.body, BODY_SIZE)
        normal.paragraph_format.space_after = Pt(3)
        for level, size, before in ((1, 13.0, 12), (2, 11.0, 8)):
            style = self.document.styles[f"Heading {level}"]
            self._set_font(style.font, style.element, self._fonts.heading, size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.font.bold = False
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
            style.paragraph_format.keep_with_next = True

    def title(self, text: str, size: float = 20.0) -> None:
        """A centred line in large type."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(8)
        run = paragraph.add_run(_clean(text))
        self._set_font(run.font, run._element, self._fonts.heading, size)

    def section(self, title: str) -> None:
        """The next numbered part: 一、 二、 三、"""
        self.document.add_heading(_clean(f"{_numeral(self._sections)}、{title}"), 1)
        self._sections += 1

    def annex(self, title: str) -> None:
        """The next numbered table behind the signature; the first begins a page."""
        self._annexes += 1
        heading = self.document.add_heading(_clean(f"附表{self._annexes}　{title}"), 1)
        heading.paragraph_format.page_break_before = self._annexes == 1

    def subsection(self, title: str) -> None:
        """A heading inside a part."""
        self.document.add_heading(_clean(title), 2)

    def text(
        self, text: str, *, bold: bool = False, quiet: bool = False, lead: bool = False, right: bool = False
    ) -> None:
        """One paragraph; `lead` keeps it on the page of what follows."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = lead
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(_clean(text))
        run.bold = bold
        if quiet:
            run.font.size, run.font.color.rgb = Pt(TABLE_SIZE), QUIET

    def table(self, head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> None:
        """A ruled table; its head is repeated on every page. `widths` are in centimetres."""
        table = self._ruled(len(head), widths)
        for cell, text in zip(table.add_row().cells, head, strict=True):
            _fill(cell, (Words(text, bold=True),))
            _shade(cell)
        _repeat(table.rows[0])
        for row in rows:
            made = table.add_row()
            _keep_together(made, row)
            for cell, content in zip(made.cells, row, strict=True):
                _fill(cell, _paragraphs(content))
        self._close(table, widths)

    def form(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table of labels and values in turn, without a head."""
        table = self._ruled(len(widths), widths)
        for row in rows:
            made = table.add_row()
            for number, (cell, text) in enumerate(zip(made.cells, row, strict=True)):
                _fill(cell, (Words(text, bold=number % 2 == 0),))
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                if number % 2 == 0:
                    _shade(cell)
        self._close(table, widths)

    def footer(self, text: str) -> None:
        """The text and the page number at the foot of every page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(f"{_clean(text)}　第 ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" 页　共 ")
        _field(paragraph, "NUMPAGES")
        paragraph.add_run(" 页")
        for run in paragraph.runs:
            run.font.size = Pt(8)

    def _set_font(self, font: Any, element: Any, name: str, size: float) -> None:  # noqa: ANN401
        latin = self._fonts.latin
        font.name, font.size = latin, Pt(size)
        fonts = element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        for kind, family in (("w:eastAsia", name), ("w:ascii", latin), ("w:hAnsi", latin)):
            fonts.set(qn(kind), family)

    def _ruled(self, columns: int, widths: Sequence[float]) -> Any:  # noqa: ANN401 - python-docx is untyped
        table = self.document.add_table(rows=0, cols=columns)
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _rules(table)
        # the grid counts for LibreOffice, the cells for Word: both are set
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        return table

    def _close(self, table: Any, widths: Sequence[float]) -> None:  # noqa: ANN401
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Cm(width)
        gap = self.document.add_paragraph()
        gap.paragraph_format.space_after = Pt(0)
        gap.paragraph_format.line_spacing = Pt(6)


def _numeral(index: int) -> str:
    ten, one = divmod(index + 1, 10)
    if ten == 0:
        return NUMERALS[one - 1]
    return ("" if ten == 1 else NUMERALS[ten - 1]) + "十" + (NUMERALS[one - 1] if one else "")


def _clean(text: str) -> str:
    """Text without control characters and without whole identity or telephone numbers."""
    shown = plain_line(text)
    return shown if len(shown) <= LONGEST_TEXT else f"{shown[:LONGEST_TEXT]}……"


def _paragraphs(content: Cell) -> Sequence[Words]:
    return [Words(line) for line in content.split("\n")] if isinstance(content, str) else content


def _fill(cell: Any, paragraphs: Sequence[Words]) -> None:  # noqa: ANN401
    for number, words in enumerate(paragraphs):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(_clean(words.text))
        run.bold = words.bold
        run.font.size = Pt(TABLE_SIZE)
        if words.quiet:
            run.font.color.rgb = QUIET


def _shade(cell: Any) -> None:  # noqa: ANN401
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _rules(table: Any) -> None:  # noqa: ANN401
    """Thin grey rules instead of the style's black ones, and a little room inside the cells."""
    borders, room = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        rule = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    for edge, width in (("top", "40"), ("left", "80"), ("bottom", "40"), ("right", "80")):
        margin = OxmlElement(f"w:{edge}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        room.append(margin)
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    look = properties.find(qn("w:tblLook"))
    # the schema wants borders before the layout and cell margins behind it
    layout.addprevious(borders)
    (look.addprevious if look is not None else layout.addnext)(room)


def _repeat(row: Any) -> None:  # noqa: ANN401
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _keep_together(row: Any, content: Sequence[Cell]) -> None:  # noqa: ANN401
    """Keep a row on one page, unless it is so long that this would leave a page half empty."""
    if all(sum(len(w.text) for w in _paragraphs(cell)) < 700 for cell in content):
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
