"""A table drawn in cells: columns where they stand on the page, as narrow as their content allows.

A boundary between columns is placed by its position on the page, but never so that
a number would have to be broken; when that makes the table wider than the canvas it
is drawn wider, and the reader scrolls. Rows of one line each need no ruled line
between them, so that a statement of accounts fits a screen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from prereview.documents.model import Cell, Page, Table
from prereview.tui.cells import longest_atom, plain, width, wrap
from prereview.tui.paging.canvas import Canvas, Ink
from prereview.tui.paging.marks import Mark, mark_of

LONGEST_WHOLE = 22
"""Cells; a longer number or word may be broken."""

LABEL = 8
"""Cells; a text up to this long is not broken where it can be helped."""

LONGEST_ROW = 36
"""Cells; a longer text is broken even where there is room."""

MOST_ROWS = 240
"""Rows of a table that are drawn; of a longer one those around the mark."""

_NUMBER = re.compile(r"[(（]?[-+－]?[¥￥]?[\d,，.]+%?[)）]?$")

_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_LINES = {
    0: " ", _UP: "│", _DOWN: "│", _LEFT: "─", _RIGHT: "─",
    _UP | _DOWN: "│", _LEFT | _RIGHT: "─",
    _DOWN | _RIGHT: "┌", _DOWN | _LEFT: "┐", _UP | _RIGHT: "└", _UP | _LEFT: "┘",
    _UP | _DOWN | _RIGHT: "├", _UP | _DOWN | _LEFT: "┤",
    _DOWN | _LEFT | _RIGHT: "┬", _UP | _LEFT | _RIGHT: "┴",
    _UP | _DOWN | _LEFT | _RIGHT: "┼",
}  # fmt: skip


def draw_table(
    canvas: Canvas, top: int, left: int, room: int, table: Table, page: Page, marks: tuple[Mark, ...]
) -> int:
    """Draw a table from row `top` in about `room` columns; gives the row below it."""
    marked = {id(c): n for c in table.cells if (n := mark_of(marks, page, c.box, c.where)) is not None}
    cells = _around_marks(table, marked)
    if not cells:
        return top
    columns = _boundaries(table, cells, max(room - 1, 8))
    texts = {id(c): wrap(plain(c.text), _inner(c, columns)) for c in cells}
    rows, ruled = _rows(cells, texts)
    _rule(canvas, top, left, columns, rows, ruled, cells)
    for cell in cells:
        _write(canvas, top, left, columns, rows, cell, texts[id(cell)], marked.get(id(cell)), marks)
    return top + max(rows.values()) + 1


def _around_marks(table: Table, marked: Mapping[int, int]) -> list[Cell]:
    """All cells, or of a very long table the rows around the first marked one."""
    if table.row_count <= MOST_ROWS:
        return list(table.cells)
    middle = next((c.row for c in table.cells if id(c) in marked), 0)
    first = max(0, middle - MOST_ROWS // 2)
    return [c for c in table.cells if first <= c.row < first + MOST_ROWS]


# ---- where the boundaries of columns lie


def _boundaries(table: Table, cells: Sequence[Cell], room: int) -> list[int]:
    """Column of each vertical boundary, the first at 0.

    When the texts fit unbroken, the boundaries go where they are on the page as far as
    that leaves room; when not, all texts are broken to the same degree.
    """
    count = max(table.column_count, max(c.column + c.column_span for c in cells))
    shares = _shares(table, count)

    def placed(ease: float, scale: float) -> list[int]:
        return _placed(count, _needs(cells, ease), [share * room * scale for share in shares])

    if placed(1.0, 0.0)[-1] <= room:
        return placed(1.0, _most(lambda scale: placed(1.0, scale)[-1] <= room))
    return placed(_most(lambda ease: placed(ease, 0.0)[-1] <= room), 0.0)


def _most(fits: Callable[[float], bool]) -> float:
    """The largest number from 0 to 1 that fits, nearly; 0 when none does."""
    if fits(1.0):
        return 1.0
    least, most = 0.0, 1.0
    for _ in range(6):
        middle = (least + most) / 2
        if fits(middle):
            least = middle
        else:
            most = middle
    return least


def _placed(count: int, needs: Mapping[int, list[tuple[int, int]]], wanted: Sequence[float]) -> list[int]:
    """Boundaries at the places wanted, pushed right by what stands between them."""
    places = [0]
    for end in range(1, count + 1):
        place = max(places[-1] + 1, round(wanted[end]))
        for start, need in needs.get(end, ()):
            place = max(place, places[start] + need + 1)
        places.append(place)
    return places


def _needs(cells: Sequence[Cell], ease: float) -> dict[int, list[tuple[int, int]]]:
    """By the boundary cells end at: where they begin, and how wide they are, broken (0) or whole (1)."""
    needs: dict[int, dict[int, int]] = {}
    for cell in cells:
        least, most = _extent(plain(cell.text))
        need = least + round(ease * (most - least))
        known = needs.setdefault(cell.column + cell.column_span, {})
        known[cell.column] = max(known.get(cell.column, 0), need)
    return {end: list(starts.items()) for end, starts in needs.items()}


@lru_cache(maxsize=4096)
def _extent(text: str) -> tuple[int, int]:
    """Cells a text takes at least, and to stand in one row."""
    cells = width(text)
    least = max(min(longest_atom(text), LONGEST_WHOLE), min(cells, LABEL), 1)
    return least, max(min(cells, LONGEST_ROW), least)


def _shares(table: Table, count: int) -> list[float]:
    edges = table.edges
    if len(edges) != count + 1 or edges[-1] <= edges[0]:
        return [i / count for i in range(count + 1)]
    return [(edge - edges[0]) / (edges[-1] - edges[0]) for edge in edges]


def _inner(cell: Cell, columns: Sequence[int]) -> int:
    return columns[cell.column + cell.column_span] - columns[cell.column] - 1


# ---- where the rows lie


def _rows(cells: Sequence[Cell], texts: Mapping[int, Sequence[str]]) -> tuple[dict[int, int], frozenset[int]]:
    """Canvas row of each horizontal boundary from the table's top, and the boundaries with a ruled line."""
    first = min(c.row for c in cells)
    last = max(c.row + c.row_span for c in cells)
    heights = dict.fromkeys(range(first, last), 1)
    for cell in cells:
        if cell.row_span == 1:
            heights[cell.row] = max(heights[cell.row], len(texts[id(cell)]))
    ends: dict[int, list[Cell]] = {}
    for cell in cells:
        ends.setdefault(cell.row + cell.row_span, []).append(cell)
    tall = {row for row, height in heights.items() if height > 1}
    ruled = {first, last} | {row for row in range(first + 1, last) if row in tall or row - 1 in tall}
    rows = {first: 0}
    for row in range(first, last):
        place = rows[row] + (row in ruled) + heights[row]
        for cell in ends.get(row + 1, ()):
            place = max(place, rows[cell.row] + (cell.row in ruled) + len(texts[id(cell)]))
        rows[row + 1] = place
    return rows, frozenset(ruled)


# ---- drawing


def _rule(
    canvas: Canvas,
    top: int,
    left: int,
    columns: Sequence[int],
    rows: Mapping[int, int],
    ruled: frozenset[int],
    cells: Sequence[Cell],
) -> None:
    lines: dict[tuple[int, int], int] = {}

    def draw(row: int, column: int, direction: int) -> None:
        lines[row, column] = lines.get((row, column), 0) | direction

    for cell in cells:
        x0, x1 = columns[cell.column], columns[cell.column + cell.column_span]
        y0, y1 = rows[cell.row], rows[cell.row + cell.row_span]
        above, below = cell.row in ruled, cell.row + cell.row_span in ruled
        for x in (x0, x1):
            if above:
                draw(y0, x, _DOWN)
            if below:
                draw(y1, x, _UP)
            for y in range(y0 + above, y1):
                draw(y, x, _UP | _DOWN)
        for y, there in ((y0, above), (y1, below)):
            if there:
                draw(y, x0, _RIGHT)
                draw(y, x1, _LEFT)
                for x in range(x0 + 1, x1):
                    draw(y, x, _LEFT | _RIGHT)
    for (row, column), directions in lines.items():
        canvas.put(top + row, left + column, _LINES[directions], "rule")


def _write(
    canvas: Canvas,
    top: int,
    left: int,
    columns: Sequence[int],
    rows: Mapping[int, int],
    cell: Cell,
    texts: Sequence[str],
    mark: int | None,
    marks: tuple[Mark, ...],
) -> None:
    first, last = left + columns[cell.column] + 1, left + columns[cell.column + cell.column_span]
    start = top + rows[cell.row]
    if canvas.is_ruled(start, first):
        start += 1
    right = _NUMBER.match(cell.text.strip()) is not None
    ink: Ink = "" if mark is None else "other" if marks[mark].other else "mark"
    for offset, text in enumerate(texts):
        column = last - width(text) if right else first
        if ink == "mark":
            canvas.put(start + offset, first, " " * (last - first), ink)
        canvas.put(start + offset, column, text, ink)
        if mark is not None:
            canvas.mark(start + offset, first, last, mark, ink)
