"""Lines, tables and pages for tests, laid out as a page would be: 12-point type, wide characters square."""

from __future__ import annotations

from collections.abc import Sequence

from prereview.documents.glyphs import clean_character, clean_text, is_wide
from prereview.documents.model import Block, Box, Cell, Document, Line, Page, Table, Word

EM = 12.0


def width_of(text: str, em: float = EM) -> float:
    return sum(em if is_wide(c) else em / 2 for c in text)


def line(
    text: str, x: float = 72.0, top: float = 100.0, *, page: int = 1, em: float = EM, method: str = "text"
) -> Line:
    """One line segment; blanks become gaps of half a character each, as printed."""
    words: list[Word] = []
    at = x
    for part in "".join(map(clean_character, text)).split(" "):
        if part:
            words.append(Word(part, Box(at, top, at + width_of(part, em), top + em)))
            at += width_of(part, em)
        at += em / 2
    box = Box(words[0].box.x0, top, words[-1].box.x1, top + em)
    return Line(" ".join(w.text for w in words), page, box, words=tuple(words), size=em, method=method)


def paragraph(text: str, number: int = 1) -> Line:
    return Line(clean_text(text), where=f"paragraph {number}")


def table(
    rows: Sequence[Sequence[str]],
    *,
    page: int | None = 1,
    x: float = 72.0,
    top: float = 120.0,
    width: float = 450.0,
) -> Table:
    """A plain grid; a cell "<" belongs to the one on its left, "^" to the one above."""
    columns = max(map(len, rows))
    edges = tuple(x + width * i / columns for i in range(columns + 1))
    cells: list[Cell] = []
    for r, texts in enumerate(rows):
        for c, text in enumerate(texts):
            if text in ("<", "^"):
                continue
            span = 1
            while c + span < columns and texts[c + span] == "<":
                span += 1
            depth = 1
            while r + depth < len(rows) and rows[r + depth][c] == "^":
                depth += 1
            box = Box(edges[c], top + 20 * r, edges[c + span], top + 20 * (r + depth))
            text = clean_text(text)
            cells.append(Cell(r, c, depth, span, text, (text,) if text else (), page, box))
    box = Box(edges[0], top, edges[-1], top + 20 * len(rows))
    return Table(len(rows), columns, tuple(cells), edges, page, box)


def page(
    *blocks: Block, number: int | None = 1, state: str = "read", width: float = 595.0, height: float = 842.0
) -> Page:
    return Page(number, width, height, blocks, state)


def text_page(*texts: str, number: int = 1, top: float = 90.0) -> Page:
    """A page of one line per text, the first one large, as titles are."""
    lines = [line(t, top=top + 24 * i, page=number, em=18.0 if i == 0 else EM) for i, t in enumerate(texts)]
    return page(*lines, number=number)


def document(*pages: Page, path: str = "a.pdf", sha256: str = "0" * 64, status: str = "read") -> Document:
    return Document(path, path.rpartition(".")[2], sha256, status, pages)
