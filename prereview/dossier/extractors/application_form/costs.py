"""五、企业年度研究开发费用结构明细表: costs by item and activity, one table per year.

With many activities a year's table is cut into blocks side by side that repeat the
item labels; over a page end it may go on without its head. The year stands above
each table; a block without one belongs to the year before while it adds cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from prereview.documents.model import Cell, Table
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import label_book
from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.extractors.application_form.reading import Reader
from prereview.dossier.extractors.application_form.record_labels import COSTS, TOTAL_COLUMN
from prereview.dossier.extractors.application_form.years import caption_year, resolve
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.matching import is_label
from prereview.dossier.finders.rows import rows_of
from prereview.dossier.values.identifiers import row_numbers

SUBJECT = "年度研发费用结构明细表"
TOTAL = "total"

_ITEMS = label_book({field.name: field.labels for field in COSTS})
_FIELDS = {field.name: field for field in COSTS}
_ORDER = tuple(_FIELDS)


class _Head(NamedTuple):
    """Which column (or row, in a table turned round) belongs to which activity."""

    places: Mapping[int, str]
    across: bool
    size: int


def read_costs(form: Form) -> dict[int, list[Table]]:
    """The costs of every year; returns the tables each year was read from."""
    tables: dict[int, list[Table]] = {}
    head: _Head | None = None
    year: int | None = None
    taken: set[tuple[str, str]] = set()
    for part in form.of("costs"):
        own = _head(part)
        head = own or (head if head and head.size == _size(part, head.across) else None)
        if head is None:
            continue
        cells = list(_cells(part, head))
        keys = {(rd, item) for rd, item, _, _ in cells}
        printed = _year(part, form)
        if printed:
            taken = taken if printed == year else set()
            year = printed
        elif keys & taken:
            year = None
        taken |= keys
        if year:
            _write(cells, part, year, form)
            tables.setdefault(year, []).append(part.table)
    return tables


def _write(cells: list[tuple[str, str, Cell, Cell]], part: Part, year: int, form: Form) -> None:
    reader = Reader(part, _ITEMS)
    for rd, item, cell, label in cells:
        field = _FIELDS[item]
        subject = f"{year}{SUBJECT} {'合计' if rd == TOTAL else rd}"
        form.blanks.note(part, subject, field.title, cell)
        path = f"application.rd_costs[{year}][{rd}].{item}"
        form.recorder.write(path, field, cell, reader.unit(label))


def _year(part: Part, form: Form) -> int | None:
    """The year printed nearest above the figures; the date beside a signature is none."""
    rows = [row.text for row in rows_of(part.heading)]
    captions = [*(line.text for line in part.heading if line.box is None), *rows]
    inside = [c.text for c in part.table.cells if not row_numbers(c.text, "RD")]
    for text in (*inside, *reversed(captions)):
        label = caption_year(text)
        year = resolve(label, form.years) if label else None
        if year:
            return year
    return None


# ---- head


def _size(part: Part, across: bool) -> int:
    return part.table.column_count if across else part.table.row_count


def _head(part: Part) -> _Head | None:
    """The row or column that holds the numbers of the activities."""
    numbered = [(c, numbers[0]) for c in part.table.cells if len(numbers := row_numbers(c.text, "RD")) == 1]
    totals = [c for c in part.table.cells if is_label(c.text, TOTAL_COLUMN)]
    if numbered:
        first = numbered[0][0]
        along = [c for c, _ in numbered if c.row == first.row]
        down = [c for c, _ in numbered if c.column == first.column]
        across = len(along) >= len(down)
    else:
        # Only the last of the blocks side by side has the total, and it may stand there alone.
        items = [c for c in part.table.cells if _ITEMS.name_of(c.text) and c not in totals]
        head = [c for c in totals if items and c.row < min(i.row for i in items) and c.column > 0]
        return _Head({head[0].column: TOTAL}, True, part.table.column_count) if head else None
    grid = Grid(part.table)
    line = grid.row(first.row) if across else grid.column(first.column)
    places = {_position(c, across): rd for c, rd in numbered if c in line}
    places |= _lost(grid, line, places, across)
    for cell in totals:
        if cell in line and _position(cell, across) > min(places):
            places[_position(cell, across)] = TOTAL
    return _Head(places, across, _size(part, across))


def _position(cell: Cell, across: bool) -> int:
    return cell.column if across else cell.row


def _lost(grid: Grid, line: tuple[Cell, ...], places: Mapping[int, str], across: bool) -> dict[int, str]:
    """A number that a scan lost between two others that leave only one: RD01, ?, RD03."""
    found: dict[int, str] = {}
    for before, cell, after in zip(line, line[1:], line[2:], strict=False):
        left, right = places.get(_position(before, across)), places.get(_position(after, across))
        if left and right and _position(cell, across) not in places and int(right[2:]) - int(left[2:]) == 2:
            found[_position(cell, across)] = f"RD{int(left[2:]) + 1:02}"
    return found


# ---- cells


def _cells(part: Part, head: _Head) -> Iterator[tuple[str, str, Cell, Cell]]:
    """Activity, item, cell of the amount, and the label that may say its unit."""
    grid = Grid(part.table)
    for label, item in _items(part, head):
        for place, rd in head.places.items():
            cell = grid.cell(label.row, place) if head.across else grid.cell(place, label.column)
            if cell and cell is not label and _covered(cell, head) == 1:
                yield rd, item, cell, label


def _items(part: Part, head: _Head) -> list[tuple[Cell, str]]:
    """The labels of the items; one that a scan misread is told by those around it, when they leave one."""
    first = min(head.places)
    labels = [c for c in part.table.cells if (c.column if head.across else c.row) < first]
    found = [(c, _ITEMS.name_of(c.text)) for c in labels]
    items = [(c, item) for c, item in found if item]
    unknown = [c for c, item in found if item is None and c.text]
    for (above, before), (below, after) in pairwise(tuple(items)):
        missing = _ORDER[_ORDER.index(before) + 1 : _ORDER.index(after)]
        between = [c for c in unknown if _between(above, c, below, head.across)]
        if len(missing) == len(between):
            items += zip(between, missing, strict=True)
    return items


def _between(above: Cell, cell: Cell, below: Cell, across: bool) -> bool:
    """Whether a cell stands between two labels of items, in their column (or row)."""
    if across:
        return above.row < cell.row < below.row and cell.column == below.column
    return above.column < cell.column < below.column and cell.row == below.row


def _covered(cell: Cell, head: _Head) -> int:
    """How many activities a cell is merged over; a figure for two of them is nobody's."""
    first = _position(cell, head.across)
    span = cell.column_span if head.across else cell.row_span
    return sum(first <= place < first + span for place in head.places)
