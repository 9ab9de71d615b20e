"""DOCX files: paragraphs and tables in body order, with places said in words.

Merged cells are resolved: a cell stands once, with its spans. Tracked changes are
read as accepted and reported as marks, as are comments and highlighted text.
Paragraphs of text boxes and content controls are read where they stand; headers
and footers follow the body. Nothing outside the file is ever loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from prereview.documents.glyphs import clean_text, join_lines
from prereview.documents.model import Block, Cell, Line, Mark, MarkKind, Page, Table

Element = Any
"""An lxml element of the document's XML."""

_W_P, _W_R, _W_T, _W_TBL, _W_TR, _W_TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
_W_DELETED = {qn("w:del"), qn("w:moveFrom")}
_W_INSERTED = {qn("w:ins"), qn("w:moveTo")}
_TRANSPARENT = {
    qn("w:sdt"),
    qn("w:sdtContent"),
    qn("w:ins"),
    qn("w:moveTo"),
    qn("w:smartTag"),
    qn("w:customXml"),
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = qn("w:txbxContent")

_TICKED, _EMPTY_BOX = "☑", "□"
_SYMBOLS = {
    "F052": _TICKED,
    "F0FE": _TICKED,
    "F0FC": "√",
    "F0A3": _EMPTY_BOX,
    "F06F": _EMPTY_BOX,
    "F0A8": _EMPTY_BOX,
}
"""Wingdings characters that forms use as check boxes, by their code in `w:sym`."""


def read_docx(path: Path) -> tuple[Page, tuple[Mark, ...]]:
    """The content of a DOCX as one page without a number, and its editing marks.

    Raises whatever python-docx raises for a file that is not a sound DOCX.
    """
    document = docx.Document(str(path))
    reader = _Reader(document)
    blocks = tuple(reader.blocks())
    return Page(
        number=None, width=0.0, height=0.0, blocks=blocks, state="read" if blocks else "blank"
    ), tuple(reader.marks())


def places_of(document: DocxDocument) -> dict[Element, str]:
    """Each paragraph element of an opened DOCX with the place that lines and cells name it by."""
    reader = _Reader(document)
    for _ in reader.blocks():
        pass
    return dict(reader.places)


class _Reader:
    """Counts paragraphs and tables while walking the body, so that each knows its place."""

    def __init__(self, document: DocxDocument) -> None:
        self._document = document
        self._paragraphs = 0
        self._tables = 0
        self.places: dict[Element, str] = {}

    def blocks(self) -> Iterator[Block]:
        """Body in order, then headers and footers."""
        yield from self._container(self._document.element.body)
        for where, parts in (("header", self._headers()), ("footer", self._footers())):
            for part in parts:
                yield from self._furniture(part, where)

    def _headers(self) -> Iterator[Element]:
        for section in self._document.sections:
            if not section.header.is_linked_to_previous:
                yield section.header._element

    def _footers(self) -> Iterator[Element]:
        for section in self._document.sections:
            if not section.footer.is_linked_to_previous:
                yield section.footer._element

    def _furniture(self, element: Element, where: str) -> Iterator[Line]:
        for paragraph in element.iter(_W_P):
            text = clean_text(_text_of(paragraph))
            if text:
                yield Line(text=text, where=where)

    def _container(self, element: Element) -> Iterator[Block]:
        for child in element:
            if child.tag == _W_P:
                yield from self._paragraph(child)
            elif child.tag == _W_TBL:
                yield from self._table(child)
            elif child.tag in _TRANSPARENT:
                yield from self._container(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        self._paragraphs += 1
        where = f"paragraph {self._paragraphs}"
        self.places[paragraph] = where
        text = clean_text(_text_of(paragraph))
        if text:
            yield Line(text=text, where=where)
        for box in _text_boxes(paragraph):
            for inner in box.iter(_W_P):
                self.places[inner] = where
                boxed = clean_text(_text_of(inner))
                if boxed:
                    yield Line(text=boxed, where=where)

    def _table(self, element: Element) -> Iterator[Block]:
        self._tables += 1
        number = self._tables
        cells, rows, columns, nested = self._cells(element, number)
        yield Table(rows, columns, tuple(cells), where=f"table {number}")
        for inner in nested:
            yield from self._table(inner)

    def _cells(self, table: Element, number: int) -> tuple[list[Cell], int, int, list[Element]]:
        made: list[Cell] = []
        open_above: dict[int, int] = {}
        nested: list[Element] = []
        rows = list(_children(table, _W_TR))
        width = 0
        for row, tr in enumerate(rows):
            column = _grid_before(tr)
            for tc in _children(tr, _W_TC):
                span = _grid_span(tc)
                where = f"table {number}, row {row + 1}, column {column + 1}"
                if _vertical_merge(tc) == "continue" and column in open_above:
                    index = open_above[column]
                    above = made[index]
                    made[index] = _taller(above, row)
                else:
                    lines = tuple(self._cell_lines(tc, where))
                    open_above[column] = len(made)
                    made.append(Cell(row, column, 1, span, join_lines(list(lines)), lines=lines, where=where))
                    nested += [t for t in tc.iter(_W_TBL) if _owner(t) is tc]
                column += span
            width = max(width, column)
        return made, len(rows), width, nested

    def _cell_lines(self, tc: Element, where: str) -> Iterator[str]:
        for paragraph in tc.iter(_W_P):
            self.places[paragraph] = where
            text = clean_text(_text_of(paragraph))
            if text:
                yield text

    def marks(self) -> Iterator[Mark]:
        """Tracked changes, comments and highlighted runs; to be asked after `blocks`."""
        for paragraph, where in self.places.items():
            yield from _changes(paragraph, where)
            highlighted = clean_text("".join(_run_text(r) for r in paragraph.iter(_W_R) if _highlighted(r)))
            if highlighted:
                yield Mark("highlight", highlighted, where)
        yield from self._comments()

    def _comments(self) -> Iterator[Mark]:
        anchors = {
            mark.get(qn("w:id")): where
            for paragraph, where in self.places.items()
            for mark in paragraph.iter(qn("w:commentRangeStart"), qn("w:commentReference"))
        }
        for comment in self._document.comments:
            yield Mark("comment", clean_text(comment.text), anchors.get(str(comment.comment_id), "comment"))


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Direct children with a tag, looking through content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _children(child, tag)


def _owner(table: Element) -> Element | None:
    """The cell a nested table stands in."""
    parent = table.getparent()
    while parent is not None and parent.tag != _W_TC:
        parent = parent.getparent()
    return parent


def _property(element: Element, group: str, name: str) -> Element | None:
    properties = element.find(qn(f"w:{group}"))
    return None if properties is None else properties.find(qn(f"w:{name}"))


def _whole(element: Element | None, otherwise: int) -> int:
    value = None if element is None else element.get(qn("w:val"))
    return int(value) if value and value.isdigit() else otherwise


def _grid_span(tc: Element) -> int:
    return max(_whole(_property(tc, "tcPr", "gridSpan"), 1), 1)


def _grid_before(tr: Element) -> int:
    return _whole(_property(tr, "trPr", "gridBefore"), 0)


def _vertical_merge(tc: Element) -> str | None:
    merge = _property(tc, "tcPr", "vMerge")
    return None if merge is None else merge.get(qn("w:val"), "continue")


def _taller(cell: Cell, row: int) -> Cell:
    return Cell(
        cell.row, cell.column, row - cell.row + 1, cell.column_span, cell.text, cell.lines, where=cell.where
    )


def _text_of(paragraph: Element) -> str:
    """Text of a paragraph as it reads with all changes accepted, text boxes left out."""
    return "".join(_run_text(run) for run in paragraph.iter(_W_R) if _is_own_run(run, paragraph))


def _is_own_run(run: Element, paragraph: Element) -> bool:
    parent = run.getparent()
    while parent is not None and parent is not paragraph:
        if parent.tag in _W_DELETED or parent.tag in (_TEXT_BOX, _FALLBACK):
            return False
        parent = parent.getparent()
    return True


def _run_text(run: Element) -> str:
    parts: list[str] = []
    for child in run:
        if child.tag == _W_T:
            parts.append(child.text or "")
        elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            parts.append(" ")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag == qn("w:sym"):
            parts.append(_SYMBOLS.get((child.get(qn("w:char")) or "").upper(), ""))
    return "".join(parts)


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    for box in paragraph.iter(_TEXT_BOX):
        if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
            yield box


def _changes(paragraph: Element, where: str) -> Iterator[Mark]:
    kinds: tuple[tuple[MarkKind, set[str]], ...] = (("insertion", _W_INSERTED), ("deletion", _W_DELETED))
    for kind, tags in kinds:
        for change in paragraph.iter(*tags):
            text = clean_text("".join(t.text or "" for t in change.iter(_W_T, qn("w:delText"))))
            if text:
                yield Mark(kind, text, where)


def _highlighted(run: Element) -> bool:
    mark = _property(run, "rPr", "highlight")
    return mark is not None and mark.get(qn("w:val")) not in (None, "none")
