"""Papers as PDF: flowing text, ruled tables over pages, seals and signatures on top.

Built with reportlab in its invariant mode, so that the same paper gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as FlowTable

from samples.generator.layout import drawing
from samples.generator.layout.blocks import (
    Block,
    Break,
    Cell,
    Paper,
    Parties,
    Signature,
    Space,
    Table,
    Text,
    Title,
)
from samples.generator.layout.fonts import missing, register
from samples.generator.layout.grid import placed

_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?$")
_MARGIN = 52.0
_TITLE_SIZES = (18.0, 12.5, 11.0)


def render(paper: Paper) -> bytes:
    """A paper as the bytes of a PDF."""
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        title=paper.title,
        author="",
        invariant=1,
        pageCompression=1,
        allowSplitting=1,
        creator="",
        producer="",
    )
    upright, wide = A4, landscape(A4)
    templates = [_template("portrait", upright, paper), _template("landscape", wide, paper)]
    document.addPageTemplates(templates[::-1] if paper.landscape else templates)
    flow: list[Flowable] = []
    for block in paper.blocks:
        flow.extend(_flow(block, paper))
    document.build(flow, canvasmaker=_numbered(paper))
    return out.getvalue()


def draw(size: tuple[float, float], paint: Callable[[Canvas], None], title: str = "") -> bytes:
    """A page drawn by hand (licences, certificates) as the bytes of a PDF."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    paint(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _template(name: str, size: tuple[float, float], paper: Paper) -> PageTemplate:
    width, height = size
    frame = Frame(_MARGIN, 48, width - 2 * _MARGIN, height - 48 - 54, 0, 0, 0, 0)

    def furniture(canvas: Canvas, _: Any) -> None:
        if paper.header:
            canvas.setFont(register(paper.font), 8.5)
            canvas.drawString(_MARGIN, height - 40, paper.header)
            canvas.setLineWidth(0.4)
            canvas.line(_MARGIN, height - 44, width - _MARGIN, height - 44)

    return PageTemplate(id=name, frames=[frame], pagesize=size, onPage=furniture)


def _numbered(paper: Paper) -> type[Canvas]:
    """A canvas that knows the number of pages when it writes their numbers."""

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.states: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            self.states.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(self.states, 1):
                self.__dict__.update(state)
                if paper.numbered and len(self.states) > 1:
                    self.setFont(register(paper.font), 8.5)
                    self.drawCentredString(
                        self._pagesize[0] / 2, 28, f"第 {number} 页 共 {len(self.states)} 页"
                    )
                super().showPage()
            super().save()

    return Numbered


def _flow(block: Block, paper: Paper) -> list[Flowable]:
    if isinstance(block, Title):
        return _title(block, paper)
    if isinstance(block, Text):
        return [_paragraph(block, paper)]
    if isinstance(block, Table):
        table = _table(block, paper)
        return [KeepTogether([table]) if block.keep else table]
    if isinstance(block, Signature):
        return [CondPageBreak(130), _Signed(block, paper)]
    if isinstance(block, Parties):
        pair = FlowTable([[_Signed(block.left, paper), _Signed(block.right, paper)]], ["50%", "50%"])
        return [CondPageBreak(150), pair]
    if isinstance(block, Space):
        return [Spacer(1, block.height)]
    return [NextPageTemplate(block.turn), PageBreak()] if block.turn else [PageBreak()]


def _title(block: Title, paper: Paper) -> list[Flowable]:
    size = _TITLE_SIZES[block.level]
    style = ParagraphStyle(
        "title",
        fontName=register(paper.heading_font or paper.font),
        fontSize=size,
        leading=size * 1.5,
        alignment=TA_CENTER if block.level == 0 else TA_LEFT,
        spaceBefore=4 if block.level else 0,
        spaceAfter=10 if block.level == 0 else 3,
        wordWrap="CJK",
    )
    return [
        CondPageBreak(90 if block.level else 3 * size),
        Paragraph(_escaped(block.text, style.fontName), style),
    ]


def _paragraph(block: Text, paper: Paper) -> Paragraph:
    size = block.size or paper.size
    style = ParagraphStyle(
        "text",
        fontName=register(paper.font),
        fontSize=size,
        leading=size * 1.7,
        alignment=_ALIGN[block.align],
        firstLineIndent=2 * size if block.indent and block.align == "left" else 0,
        spaceAfter=2,
        wordWrap="CJK",
    )
    text = _escaped(block.text, style.fontName)
    if block.mark == "highlight":
        text = f'<font backColor="#ffff00">{text}</font>'
    return Paragraph(text, style)


def _escaped(text: str, font: str) -> str:
    """A text as reportlab's markup; signs the font lacks are set in another."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = escaped.replace("\u3000", "\u00a0" * 3)  # a paragraph would fold wide blanks into one
    for sign in missing(font, escaped):
        if sign in missing("signs", sign):
            raise ValueError(f"no font has {sign!r}")
        escaped = escaped.replace(sign, f'<font name="{register("signs")}">{sign}</font>')
    return escaped.replace("\n", "<br/>")


def _table(block: Table, paper: Paper) -> FlowTable:
    font = register(paper.table_font or paper.font)
    width = (landscape(A4) if _is_wide(block, paper) else A4)[0] - 2 * _MARGIN
    columns = [width * share / sum(block.widths) for share in block.widths]
    cells = list(placed(block))
    height = max(row + cell.rows for row, _, cell in cells)
    data: list[list[Any]] = [[""] * len(columns) for _ in range(height)]
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), font, block.size),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
    if block.ruled:
        commands.append(("GRID", (0, 0), (-1, -1), 0.6, (0.1, 0.1, 0.1)))
    for row, column, cell in cells:
        corner = (column + cell.cols - 1, row + cell.rows - 1)
        if (column, row) != corner:
            commands.append(("SPAN", (column, row), corner))
        align = (
            cell.align
            or block.align
            or ("right" if _NUMBER.match(cell.text) and len(cell.text) > 4 else "center")
        )
        commands.append(("ALIGN", (column, row), (column, row), align.upper()))
        data[row][column] = _cell(cell, align, font, block.size)
    return FlowTable(data, columns, repeatRows=block.header, style=commands, spaceBefore=4, spaceAfter=6)


def _is_wide(block: Table, paper: Paper) -> bool:
    """Whether a table stands on a landscape page."""
    turned = paper.landscape
    for other in paper.blocks:
        if isinstance(other, Break) and other.turn:
            turned = other.turn == "landscape"
        if other is block:
            break
    return turned


def _cell(cell: Cell, align: str, font: str, size: float) -> Any:
    if not cell.text or _NUMBER.match(cell.text):
        return cell.text
    style = ParagraphStyle(
        "cell", fontName=font, fontSize=size, leading=size * 1.35, alignment=_ALIGN[align], wordWrap="CJK"
    )
    return Paragraph(_escaped(cell.text, font), style)


class _Signed(Flowable):  # type: ignore[misc]
    """The lines at the end of a paper, the seal over them."""

    def __init__(self, block: Signature, paper: Paper) -> None:
        super().__init__()
        self.block, self.paper = block, paper

    def wrap(self, available: float, _: float) -> tuple[float, float]:
        self.width = available
        self.height = 22 * len(self.block.lines) + 24
        return available, self.height

    def draw(self) -> None:
        canvas, size = self.canv, self.paper.size
        names = list(self.block.hand)
        left = self.width * (0.52 if self.block.align == "right" else 0.04)
        for number, line in enumerate(self.block.lines):
            y = self.height - 18 - 22 * number
            canvas.setFont(register(self.paper.font), size)
            canvas.drawString(left, y, line)
            if names and line.endswith(("：", ":")):
                drawing.handwriting(canvas, left + (len(line) + 0.5) * size, y - 2, names.pop(0))
        if self.block.seal:
            drawing.seal(
                canvas, left + 118, self.height - 14 - 11 * len(self.block.lines), self.block.seal, radius=50
            )
