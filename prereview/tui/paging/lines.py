"""Lines of text drawn where they stand on the page, wrapped where the canvas is too narrow for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from prereview.documents.model import Box, Line, Page
from prereview.tui.cells import plain, slice_cells, width, wrap_after
from prereview.tui.paging.canvas import Canvas, Ink
from prereview.tui.paging.marks import Mark, mark_of, marked_part


class Remark(msgspec.Struct, frozen=True):
    """What is on the page but not as text, e.g. a seal, with its box in points."""

    text: str
    box: Box


OnRow = Line | Remark

SAME_ROW = 0.5
"""Part of the lower of two lines that must stand beside the other to be on its row."""


class Part(msgspec.Struct, frozen=True):
    """A piece of text on a row: where it wants to begin, and which characters of it are marked."""

    column: int
    text: str
    marked: tuple[int, int] = (0, 0)
    mark: int = 0
    ink: Ink = "mark"
    joins: bool = False
    """It goes on with the line before it."""


def rows_of_lines(lines: Sequence[OnRow]) -> list[list[OnRow]]:
    """Lines that stand side by side, put together; from the top of the page down."""
    bands: list[list[OnRow]] = []
    for line in sorted(lines, key=lambda x: x.box.middle if x.box else 0.0):
        box = line.box
        head = bands[-1][0].box if bands else None
        if box and head:
            shared = min(head.bottom, box.bottom) - max(head.top, box.top)
            if shared >= SAME_ROW * min(head.height, box.height):
                bands[-1].append(line)
                continue
        bands.append([line])
    return [sorted(band, key=lambda x: x.box.x0 if x.box else 0.0) for band in bands]


def draw_band(
    canvas: Canvas,
    row: int,
    band: Sequence[OnRow],
    room: int,
    page: Page,
    marks: tuple[Mark, ...],
    scale: tuple[float, float],
    running: bool = False,
) -> int:
    """Draw the lines of one row, or those of one paragraph (`running`); gives the row below.

    `scale` is (points at column 0, columns per point).
    """
    parts = [
        part
        for number, line in enumerate(band)
        for part in _parts(line, page, marks, scale, room, joins=running and number > 0)
    ]
    if not parts:
        return row
    placed = None if running else _side_by_side(parts, room)
    if placed is None:
        return _flow(canvas, row, parts, room)
    for part in placed:
        _put(canvas, row, part)
    return row + 1


def _parts(
    line: OnRow,
    page: Page,
    marks: tuple[Mark, ...],
    scale: tuple[float, float],
    room: int,
    joins: bool,
) -> Iterable[Part]:
    left, per_point = scale
    if isinstance(line, Remark):
        yield Part(_column(line.box.x0, left, per_point), line.text, (0, len(line.text)), -1, "note")
        return
    whole = mark_of(marks, page, line.box, line.where)
    if not line.words:
        text = plain(line.text)
        column = _column(line.box.x0 if line.box else left, left, per_point)
        marked = (0, len(text)) if whole is not None else (0, 0)
        yield Part(column, text, marked, whole or 0, _ink(marks, whole))
        return
    alone = len(line.words) == 1 and line.box is not None
    centred = alone and _is_centred(line.words[0].box.centre, left, per_point, room)
    for number, word in enumerate(line.words):
        text = plain(word.text)
        cells = width(text)
        part = marked_part(marks, page, word)
        marked, mark = (0, 0), None
        if part is not None:
            marked, mark = slice_cells(text, round(part[0] * cells), round(part[1] * cells)), part[2]
        column = _column(word.box.x0, left, per_point)
        if centred:
            column = max(0, _column(word.box.centre, left, per_point) - cells // 2)
        goes_on = joins and number == 0 and text[:1] > "\u2e80"
        yield Part(column, text, marked, mark or 0, _ink(marks, mark), goes_on)


def _ink(marks: tuple[Mark, ...], mark: int | None) -> Ink:
    return "other" if mark is not None and marks[mark].other else "mark"


def paragraphs(bands: Sequence[Sequence[OnRow]], left: float, right: float) -> list[tuple[OnRow, ...]]:
    """Rows, with those put together that a full line above runs on into; edges of the text in points."""
    found: list[tuple[OnRow, ...]] = []
    for band in bands:
        if found and len(band) == 1 and _goes_on(found[-1][-1], band[0], left, right):
            found[-1] = (*found[-1], band[0])
        else:
            found.append(tuple(band))
    return found


def _goes_on(above: OnRow, below: OnRow, left: float, right: float) -> bool:
    if not (isinstance(above, Line) and isinstance(below, Line) and above.box and below.box):
        return False
    size = max(above.size, below.size, 6.0)
    close = below.box.top - above.box.bottom < 1.3 * size
    full = above.box.x0 < left + 3.5 * size and above.box.x1 > right - 1.6 * size
    return close and full and below.box.x0 < left + 1.6 * size


def _column(x: float, left: float, per_point: float) -> int:
    return max(0, round((x - left) * per_point))


def _is_centred(centre: float, left: float, per_point: float, room: int) -> bool:
    return abs((centre - left) * per_point - room / 2) < room * 0.04


def _side_by_side(parts: Sequence[Part], room: int) -> list[Part] | None:
    """Every part at its place or as near as the others leave it; None when the row is too narrow for them."""
    columns: list[int] = []
    end = -1
    for part in parts:
        columns.append(max(part.column, end + 1))
        end = columns[-1] + width(part.text)
    limit = room
    for index in range(len(parts) - 1, -1, -1):
        columns[index] = min(columns[index], limit - width(parts[index].text))
        limit = columns[index] - 1
    if columns[0] < 0:
        return None
    return [msgspec.structs.replace(p, column=c) for p, c in zip(parts, columns, strict=True)]


def _flow(canvas: Canvas, row: int, parts: Sequence[Part], room: int) -> int:
    """The parts one after the other as running text, broken where the row ends."""
    column = 0
    for part in parts:
        gap = 1 if column and not part.joins else 0
        fits = column + gap + width(part.text) <= room
        if column and not fits and not part.joins:
            row, column, gap = row + 1, 0, 0
        at = 0
        for number, text in enumerate(wrap_after(part.text, room, column + gap)):
            if number:
                row, column, gap = row + 1, 0, 0
            start = part.text.find(text, at)
            at = start + len(text)
            first, last = max(part.marked[0], start), min(part.marked[1], at)
            marked = (first - start, last - start) if last > first else (0, 0)
            _put(canvas, row, msgspec.structs.replace(part, column=column + gap, text=text, marked=marked))
            column += gap + width(text)
    return row + 1


def _put(canvas: Canvas, row: int, part: Part) -> None:
    """Write a part, its marked characters in the ink of their mark."""
    first, last = part.marked
    column = canvas.put(row, part.column, part.text[:first])
    if last > first:
        end = canvas.put(row, column, part.text[first:last], part.ink)
        canvas.put(row, end, part.text[last:])
        if part.ink != "note":
            canvas.mark(row, column, end, part.mark, part.ink)
    else:
        canvas.put(row, column, part.text[first:])
