"""DOCX files: paragraphs and tables in body order, with places said in words.

Merged cells are resolved: a cell stands once, with its spans. Tracked changes are
read as accepted and reported as marks, as are comments and highlighted text.
Paragraphs of text boxes and content controls are read where they stand; footnotes,
headers and footers follow the body. Pictures are named with their places, to be
recognised page by page. Nothing outside the file is ever loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from docx.document import Document as DocxDocument
from docx.opc.part import PartFactory
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart

from prereview.documents.docx_mending import mended
from prereview.documents.docx_numbering import Numbering, labelled
from prereview.documents.docx_pictures import pictures_of
from prereview.documents.docx_xml import (
    FALLBACK,
    TRANSPARENT,
    W_DELETED,
    W_INSERTED,
    W_P,
    W_R,
    W_T,
    W_TBL,
    W_TC,
    W_TR,
    Element,
    children,
    grid_before,
    grid_span,
    highlighted,
    owner,
    page_breaks,
    run_text,
    sections_on_new_pages,
    text_boxes,
    text_of,
    vertical_merge,
)
from prereview.documents.glyphs import clean_text, join_lines
from prereview.documents.inserts import DocxPicture
from prereview.documents.model import Block, Cell, Line, Mark, MarkKind, Page, PageState, Table

IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
"""A picture as older programs write it."""

NOTES = ("footnotes", "endnotes")
"""Parts of a DOCX with notes; their kind is the end of the part's relationship."""


_MAIN = "application/vnd.{}.main+xml"
DOCUMENT_TYPES = tuple(
    _MAIN.format(name)
    for name in (
        "ms-word.document.macroEnabled",
        "ms-word.template.macroEnabledTemplate",
        "openxmlformats-officedocument.wordprocessingml.template",
    )
)
"""Content types of documents with macros and of templates, which python-docx does not know."""

for _type in DOCUMENT_TYPES:
    PartFactory.part_type_for[_type] = DocumentPart


class DocxContent(msgspec.Struct, frozen=True):
    """What a DOCX holds: one page without a number, marks of editing, pictures to recognise."""

    page: Page
    marks: tuple[Mark, ...]
    pictures: tuple[DocxPicture, ...]


def read_docx(path: Path) -> DocxContent:
    """The content of a DOCX, also of one with macros (DOCM, which are never run) and of a template.

    Raises whatever python-docx raises for a file that is not a sound DOCX.
    """
    reader = _Reader(open_docx(path))
    reader.read()
    blocks = tuple(reader.blocks)
    state: PageState = "read" if blocks or reader.pictures else "blank"
    shown = next(reader.body.iter(qn("a:blip"), IMAGE_DATA), None) is not None
    page = Page(None, 0.0, 0.0, blocks, state, image_share=float(shown), breaks=tuple(reader.breaks))
    return DocxContent(page, tuple(reader.marks()), tuple(reader.pictures))


def open_docx(path: Path) -> DocxDocument:
    """Open a DOCX, DOCM, DOTX or DOTM: the same document under four names of its content.

    Raises whatever python-docx raises for a file that is not a sound DOCX even after mending.
    """
    try:
        part = Package.open(str(path)).main_document_part
    except Exception:
        part = Package.open(mended(path)).main_document_part
    if not isinstance(part, DocumentPart):
        raise ValueError(f"{path.name} is no document: {part.content_type}")  # noqa: TRY004 (as python-docx)
    document: DocxDocument = part.document
    return document


def places_of(document: DocxDocument) -> dict[Element, str]:
    """Each paragraph element of an opened DOCX with the place that lines and cells name it by."""
    reader = _Reader(document)
    reader.read()
    return dict(reader._places)


class _Reader:
    """Counts paragraphs and tables while walking the body, so that each knows its place."""

    def __init__(self, document: DocxDocument) -> None:
        self._document = document
        self._paragraphs = 0
        self._tables = 0
        self._places: dict[Element, str] = {}
        self._numbering = Numbering(_part_of(document, "numbering"), _part_of(document, "styles"))
        self._section_ends = set(sections_on_new_pages(document.element.body))
        self.blocks: list[Block] = []
        self.breaks: list[int] = []
        self.pictures: list[DocxPicture] = []

    @property
    def body(self) -> Element:
        """The element of the document's body."""
        return self._document.element.body

    def read(self) -> None:
        """Body in order, then notes, headers and footers."""
        self._container(self.body)
        for where in NOTES:
            element = _part_of(self._document, where)
            if element is not None:
                self._furniture(element, where.removesuffix("s"))
        for section in self._document.sections:
            for where, part in (
                ("header", section.header),
                ("header", section.first_page_header),
                ("footer", section.footer),
                ("footer", section.first_page_footer),
            ):
                if not part.is_linked_to_previous:
                    self._furniture(part._element, where)

    def _furniture(self, element: Element, where: str) -> None:
        for paragraph in element.iter(W_P):
            text = clean_text(text_of(paragraph))
            if text and not _in_fallback(paragraph):
                self.blocks.append(Line(text=text, where=where))

    def _container(self, element: Element) -> None:
        for child in element:
            if child.tag == W_P:
                self._paragraph(child)
            elif child.tag == W_TBL:
                self._table(child)
            elif child.tag in TRANSPARENT:
                self._container(child)

    def _paragraph(self, paragraph: Element) -> None:
        self._paragraphs += 1
        where = f"paragraph {self._paragraphs}"
        begins, ends = page_breaks(paragraph)
        ends = ends or paragraph in self._section_ends
        if begins:
            self.breaks.append(len(self.blocks))
        self._line(paragraph, where)
        for box in text_boxes(paragraph):
            for inner in box.iter(W_P):
                self._line(inner, where)
        self._pictures_in(paragraph, where)
        if ends:
            self.breaks.append(len(self.blocks))

    def _line(self, paragraph: Element, where: str) -> None:
        self._places[paragraph] = where
        label = self._numbering.label(paragraph)
        text = clean_text(text_of(paragraph))
        if text:
            text = labelled(label, text)
            self.blocks.append(Line(text=text, where=where))

    def _pictures_in(self, element: Element, where: str) -> None:
        found = pictures_of(element, self._document.part, len(self.blocks), where)
        self.pictures += (msgspec.structs.replace(p, pages_before=len(self.breaks)) for p in found)

    def _table(self, element: Element) -> None:
        self._tables += 1
        number = self._tables
        cells, rows, columns, nested = self._cells(element, number)
        self.blocks.append(Table(rows, columns, tuple(cells), where=f"table {number}"))
        self._pictures_in(element, f"table {number}")
        for inner in nested:
            self._table(inner)

    def _cells(self, table: Element, number: int) -> tuple[list[Cell], int, int, list[Element]]:
        made: list[Cell] = []
        open_above: dict[int, int] = {}
        nested: list[Element] = []
        rows = list(children(table, W_TR))
        width = 0
        for row, tr in enumerate(rows):
            column = grid_before(tr)
            for tc in children(tr, W_TC):
                span = grid_span(tc)
                where = f"table {number}, row {row + 1}, column {column + 1}"
                if vertical_merge(tc) == "continue" and column in open_above:
                    index = open_above[column]
                    made[index] = msgspec.structs.replace(made[index], row_span=row - made[index].row + 1)
                else:
                    lines = tuple(self._cell_lines(tc, where))
                    open_above[column] = len(made)
                    made.append(Cell(row, column, 1, span, join_lines(list(lines)), lines=lines, where=where))
                    nested += [t for t in tc.iter(W_TBL) if owner(t) is tc]
                column += span
            width = max(width, column)
        return made, len(rows), width, nested

    def _cell_lines(self, tc: Element, where: str) -> Iterator[str]:
        for paragraph in tc.iter(W_P):
            if _in_fallback(paragraph):
                continue
            self._places[paragraph] = where
            text = labelled(self._numbering.label(paragraph), clean_text(text_of(paragraph)))
            if text:  # a number alone is what the column of running numbers holds
                yield text

    def marks(self) -> Iterator[Mark]:
        """Tracked changes, comments and highlighted runs; to be asked after `read`."""
        for paragraph, where in self._places.items():
            yield from _changes(paragraph, where)
            bright = clean_text("".join(run_text(r) for r in paragraph.iter(W_R) if highlighted(r)))
            if bright:
                yield Mark("highlight", bright, where)
        yield from self._comments()

    def _comments(self) -> Iterator[Mark]:
        anchors = {
            mark.get(qn("w:id")): where
            for paragraph, where in self._places.items()
            for mark in paragraph.iter(qn("w:commentRangeStart"), qn("w:commentReference"))
        }
        for comment in self._document.comments:
            yield Mark("comment", clean_text(comment.text), anchors.get(str(comment.comment_id), "comment"))


def _part_of(document: DocxDocument, kind: str) -> Element | None:
    """The XML of the part that the document names for a purpose: `numbering`, `styles`, `footnotes`."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _in_fallback(paragraph: Element) -> bool:
    """Whether a paragraph only repeats a text box for programs of old."""
    return any(ancestor.tag == FALLBACK for ancestor in paragraph.iterancestors())


def _changes(paragraph: Element, where: str) -> Iterator[Mark]:
    kinds: tuple[tuple[MarkKind, set[str]], ...] = (("insertion", W_INSERTED), ("deletion", W_DELETED))
    for kind, tags in kinds:
        for change in paragraph.iter(*tags):
            text = clean_text("".join(t.text or "" for t in change.iter(W_T, qn("w:delText"))))
            if text:
                yield Mark(kind, text, where)
