"""Ruled tables: from straight lines to a grid of cells.

The lines may come from path objects of a PDF or from an image. Cells get row and
column numbers on the union of the table's borders, so a merged cell stands once,
with its spans.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from prereview.documents.bands import with_unruled_rows
from prereview.documents.glyphs import join_lines
from prereview.documents.grids import Bounds, Ruling, grids
from prereview.documents.layout import Glyph, cell_words, join_words, lines_of, mean_confidence, method_of
from prereview.documents.model import Block, Box, Cell, Table

STRIP_LENGTH = 12.0
"""A strip is this many times longer than wide."""

FRAME_STRIP, FRAME_SHARE = 16.0, 0.3
"""Strips of a frame are at most this many points thick, and this part of what they enclose."""

FEWEST_NESTED = 2
"""Rows and columns of a table inside a cell; boxes for single digits are none."""

ENCLOSED, FEW_IN_STRIP = 0.55, 2
"""An ornate frame's inside is at least this part of it; its strips show at most this many characters."""


def find_tables(
    rulings: Iterable[Ruling], glyphs: Sequence[Glyph], page: int
) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page, top to bottom, and the glyphs that lie in none of them.

    A frame is not a table: certificates and licences draw one around the whole page,
    often of several lines. A table inside a cell follows the table it stands in, and
    its text is that cell's as well, as in a DOCX.
    """
    found = [cells for cells in grids(rulings) if not _is_frame(cells)]
    tables: list[Table] = []
    outside = list(glyphs)
    for cells in sorted(found, key=lambda c: min(b[1] for b in c)):
        if _is_nested(cells, found):
            table, _ = _table(cells, list(glyphs), page)
            tables += [table] if sum(bool(cell.text) for cell in table.cells) > 1 else []
            continue
        if _encloses_all(cells, outside):
            outside = _without_ornament(cells, outside)
            continue
        table, outside = _table(with_unruled_rows(cells, outside), outside, page)
        if any(cell.text for cell in table.cells):
            tables.append(table)
    return tables, outside


def _is_nested(cells: Sequence[Bounds], others: Sequence[Sequence[Bounds]]) -> bool:
    """Whether a grid of several rows and columns stands within one cell of another."""
    x0, top = min(c[0] for c in cells), min(c[1] for c in cells)
    x1, bottom = max(c[2] for c in cells), max(c[3] for c in cells)
    if len({c[1] for c in cells}) < FEWEST_NESTED or len({c[0] for c in cells}) < FEWEST_NESTED:
        return False
    return any(
        c[0] <= x0 and c[1] <= top and c[2] >= x1 and c[3] >= bottom
        for other in others
        if other is not cells
        for c in other
    )


def _is_frame(cells: Sequence[Bounds]) -> bool:
    """Whether all but one cell are the strips between the lines of a frame."""
    if len(cells) == 1:
        return True
    largest = max(cells, key=lambda c: (c[2] - c[0]) * (c[3] - c[1]))
    others = [c for c in cells if c is not largest]
    area = sum((c[2] - c[0]) * (c[3] - c[1]) for c in others)
    return all(min(c[2] - c[0], c[3] - c[1]) < FRAME_STRIP for c in others) and (
        area < FRAME_SHARE * (largest[2] - largest[0]) * (largest[3] - largest[1])
    )


def _encloses_all(cells: Sequence[Bounds], glyphs: Sequence[Glyph]) -> bool:
    """Whether one cell is most of the grid and the others hold next to nothing: an ornate frame."""
    largest = max(cells, key=_area)
    x0, x1 = min(c[0] for c in cells), max(c[2] for c in cells)
    top, bottom = min(c[1] for c in cells), max(c[3] for c in cells)
    if _area(largest) < ENCLOSED * (x1 - x0) * (bottom - top):
        return False
    counts: dict[Bounds, int] = {}
    for glyph in glyphs:
        home = _home(glyph, cells)
        if home is not None and glyph.text != " " and not (glyph.method == "ocr" and _is_strip(home)):
            counts[home] = counts.get(home, 0) + 1
    return all(count <= FEW_IN_STRIP for cell, count in counts.items() if cell != largest)


def _is_strip(cell: Bounds) -> bool:
    """Whether a cell is a narrow strip: a pattern in it may have been taken for letters."""
    sides = sorted((cell[2] - cell[0], cell[3] - cell[1]))
    return sides[0] < FRAME_STRIP and sides[1] > STRIP_LENGTH * sides[0]


def _without_ornament(cells: Sequence[Bounds], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs without those that were read out of the pattern of a frame."""
    largest = max(cells, key=_area)
    return [g for g in glyphs if g.method != "ocr" or _home(g, cells) in (None, largest)]


def _home(glyph: Glyph, cells: Sequence[Bounds]) -> Bounds | None:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
    return next((c for c in cells if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)


def _area(cell: Bounds) -> float:
    return (cell[2] - cell[0]) * (cell[3] - cell[1])


def blocks_of(rulings: Iterable[Ruling], glyphs: Sequence[Glyph], page: int) -> tuple[Block, ...]:
    """The tables of a page and the lines outside them, in reading order."""
    tables, outside = find_tables(rulings, glyphs, page)
    blocks: list[Block] = [*tables, *lines_of(outside, page)]
    return tuple(sorted(blocks, key=_reading_order))


def _reading_order(block: Block) -> tuple[float, float]:
    return (round(block.box.top, 0), block.box.x0) if block.box else (0.0, 0.0)


def _table(cells: list[Bounds], glyphs: list[Glyph], page: int) -> tuple[Table, list[Glyph]]:
    xs = sorted({c[0] for c in cells} | {c[2] for c in cells})
    ys = sorted({c[1] for c in cells} | {c[3] for c in cells})
    cells = sorted(cells, key=lambda c: (c[1], c[0]))
    inside, outside = _share_out(cells, ys, glyphs)
    made = [_cell(bounds, xs, ys, inside[i], page) for i, bounds in enumerate(cells)]
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    table = Table(len(ys) - 1, len(xs) - 1, tuple(made), edges=tuple(xs), page=page, box=box)
    return table, outside


def _share_out(
    cells: Sequence[Bounds], ys: Sequence[float], glyphs: list[Glyph]
) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Give each glyph to the cell its centre lies in."""
    inside: list[list[Glyph]] = [[] for _ in cells]
    outside: list[Glyph] = []
    bands: list[list[int]] = [[] for _ in range(len(ys) - 1)]
    for index, (_, top, _, bottom) in enumerate(cells):
        for band in range(bisect_left(ys, top), bisect_left(ys, bottom)):
            bands[band].append(index)
    for glyph in glyphs:
        x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
        band = bisect_left(ys, y) - 1
        home = None
        if 0 <= band < len(bands):
            for i in bands[band]:
                if cells[i][0] <= x <= cells[i][2]:
                    home = i
                    break
        (outside if home is None else inside[home]).append(glyph)
    return inside, outside


def _cell(bounds: Bounds, xs: Sequence[float], ys: Sequence[float], glyphs: list[Glyph], page: int) -> Cell:
    x0, top, x1, bottom = bounds
    row, column = bisect_left(ys, top), bisect_left(xs, x0)
    rows = cell_words(glyphs)
    lines = tuple(join_words([w.text for w in words]) for words in rows)
    return Cell(
        row=row,
        column=column,
        row_span=bisect_left(ys, bottom) - row,
        column_span=bisect_left(xs, x1) - column,
        text=join_lines(list(lines)),
        lines=lines,
        page=page,
        box=Box(x0, top, x1, bottom),
        method="ocr" if method_of(glyphs) == "ocr" else "table",
        confidence=mean_confidence([w for words in rows for w in words]),
    )
