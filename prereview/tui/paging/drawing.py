"""A page drawn from its words at their places, so that it can be read in plain cells.

Nothing is invented: what stands on the page is text, what does not (a seal, a
signature, that a page could not be read) is a remark in its own ink.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from prereview.documents.model import Box, Line, Page, Table
from prereview.tui.cells import width, wrap
from prereview.tui.paging.canvas import Canvas, Drawing
from prereview.tui.paging.lines import OnRow, Remark, draw_band, paragraphs, rows_of_lines
from prereview.tui.paging.marks import Mark
from prereview.tui.paging.tables import draw_table

GAP = 1.0
"""A gap between two rows of more than this many text heights leaves a row blank."""

MOST_LINES = 600
"""Lines of a file without pages that are drawn around its mark."""

NARROWEST = 20


class _Item(msgspec.Struct, frozen=True):
    """A table, or what stands on one row, and its box (None in a DOCX)."""

    part: Table | tuple[OnRow, ...]
    box: Box | None
    running: bool = False
    """The lines are those of one paragraph, one below the other."""


def draw_page(page: Page, room: int, marks: Sequence[Mark] = ()) -> Drawing:
    """Draw a page in `room` columns (more where a table needs them), with its marks.

    A DOCX or a sheet is drawn in its reading order; of a very long one the part
    around the first mark.
    """
    room = max(room, NARROWEST)
    marked = tuple(marks)
    canvas = Canvas()
    scale = _scale(page, room)
    row, before = 0, None
    for item in _items(page, room, scale, marked):
        if before is not None and item.box is not None and _is_apart(before, item.box, page):
            row += 1
        start = row
        row = _draw(canvas, row, item, room, page, marked, scale)
        if row > start:
            before = item.box
    if not canvas.height:
        _remark(canvas, 0, _why_empty(page), room)
    return _with_margin(canvas.finished(), marked)


def _draw(
    canvas: Canvas,
    row: int,
    item: _Item,
    room: int,
    page: Page,
    marks: tuple[Mark, ...],
    scale: tuple[float, float],
) -> int:
    match item.part:
        case Table() as table:
            return draw_table(canvas, row, 0, room, table, page, marks)
        case lines:
            return draw_band(canvas, row, lines, room, page, marks, scale, item.running)


def _items(page: Page, room: int, scale: tuple[float, float], marks: tuple[Mark, ...]) -> Iterator[_Item]:
    if page.number is None:
        yield from _flowing(page, marks)
        return
    tables = [_Item(b, b.box) for b in page.blocks if isinstance(b, Table)]
    lines = [b for b in page.blocks if isinstance(b, Line)]
    bands: Sequence[Sequence[OnRow]] = rows_of_lines([*lines, *_remarks(page)])
    if any(width(line.text) > room for line in lines):
        bands = paragraphs(bands, scale[0], max((x.box.x1 for x in lines if x.box), default=0.0))
    rows = [_Item(tuple(band), _around(band), _is_running(band)) for band in bands]
    yield from sorted((*tables, *rows), key=lambda item: item.box.top if item.box else 0.0)


def _is_running(band: Sequence[OnRow]) -> bool:
    first, last = band[0].box, band[-1].box
    return bool(first and last and last.top > first.middle)


def _remarks(page: Page) -> Iterator[Remark]:
    for seal in page.seals:
        yield Remark(f"◉印章{f'：{seal.text}' if seal.text else ''}", _waist(seal.box))
    for signature in page.signatures:
        yield Remark("✎手写", _waist(signature.box))
    for code in page.codes:
        yield Remark(f"▦条码：{code.text}", _waist(code.box))


def _waist(box: Box) -> Box:
    """A flat box through the middle: a tall thing is drawn on one row."""
    return Box(box.x0, box.middle - 5, box.x1, box.middle + 5)


def _flowing(page: Page, marks: tuple[Mark, ...]) -> Iterator[_Item]:
    """Paragraphs and tables in reading order, around the mark when there are very many."""
    wanted = {mark.where for mark in marks if mark.where}
    blocks = page.blocks
    at = next((i for i, b in enumerate(blocks) if _stands_at(b, wanted)), 0)
    first = max(0, at - MOST_LINES // 2) if len(blocks) > MOST_LINES else 0
    for block in blocks[first : first + MOST_LINES]:
        yield _Item(block if isinstance(block, Table) else (block,), None)


def _stands_at(block: Line | Table, wanted: set[str]) -> bool:
    if isinstance(block, Table):
        return any(cell.where in wanted for cell in block.cells)
    return block.where in wanted


def _around(band: Sequence[OnRow]) -> Box | None:
    boxes = [line.box for line in band if line.box]
    if not boxes:
        return None
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    return whole


def _is_apart(before: Box, box: Box, page: Page) -> bool:
    del page
    height = min(before.height, box.height, 14.0)
    return box.top - before.bottom > GAP * max(height, 8.0)


def _scale(page: Page, room: int) -> tuple[float, float]:
    """Points at the left edge of the text, and columns per point."""
    boxes = [b.box for b in page.blocks if b.box is not None]
    if not boxes:
        return 0.0, 0.1
    left = min(b.x0 for b in boxes)
    right = max(*(b.x1 for b in boxes), left + 0.6 * page.width)
    return left, room / max(right - left, 1.0)


def _why_empty(page: Page) -> str:
    if page.problem:
        return page.problem
    match page.state:
        case "blank":
            return "（空白页）"
        case "image_only" | "failed":
            return "（该页没有读到文字，可看图像）"
        case _:
            return "（没有文字）"


def _remark(canvas: Canvas, row: int, text: str, room: int, column: int = 0) -> int:
    for line in wrap(text, max(room - column, NARROWEST)):
        canvas.put(row, column, line, "note")
        row += 1
    return row


def _with_margin(drawing: Drawing, marks: tuple[Mark, ...]) -> Drawing:
    """The signs of other findings stand beside the first row of each of their places."""
    shown: dict[int, str] = {}
    seen: set[int] = set()
    spots = []
    for spot in drawing.spots:
        sign = marks[spot.mark].other
        if not sign:
            spots.append(spot)
        elif spot.mark not in seen:
            seen.add(spot.mark)
            shown.setdefault(spot.row, sign)
    return msgspec.structs.replace(drawing, spots=tuple(spots), margin=tuple(sorted(shown.items())))
