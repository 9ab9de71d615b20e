"""五、企业年度研究开发费用结构明细表: costs by item and activity, one table per year.

With many activities a year's table is cut into blocks side by side that repeat the
item labels; over a page end it may go on without its head. The year stands above
each table; a block without one belongs to the year before while it adds cells. A
summary with the years side by side is left alone: it has no activities.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from prereview.documents.model import Cell, Table
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import label_book
from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.extractors.application_form.reading import Reader
from prereview.dossier.extractors.application_form.record_labels import COSTS, SUBTOTAL_COLUMN, TOTAL_COLUMN
from prereview.dossier.extractors.application_form.years import caption_year, resolve, year_label
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.matching import is_label
from prereview.dossier.finders.rows import rows_of
from prereview.dossier.values.identifiers import row_numbers

SUBJECT = "年度研发费用结构明细表"
TOTAL, SUBTOTAL = "total", "subtotal of a block"

_SUM = re.compile(r"合计|小计|总计|实际|发生额|决算|本年")
"""Of several columns under one activity, the one that holds its costs."""

_ITEMS = label_book({field.name: field.labels for field in COSTS})
_FIELDS = {field.name: field for field in COSTS}
_ORDER = tuple(_FIELDS)


_Figure = tuple[str, str, Cell, Cell]
"""Activity, item, cell of the amount, and the label that may say its unit."""


class _Head(NamedTuple):
    """Which column (or row, in a table turned round) belongs to which activity."""

    places: Mapping[int, str]
    across: bool
    size: int


def read_costs(form: Form) -> dict[int, list[Table]]:
    """The costs of every year; returns the tables each year was read from."""
    tables: dict[int, list[Table]] = {}
    sums: dict[int, list[tuple[str, list[_Figure], Part]]] = {}
    head: _Head | None = None
    year: int | None = None
    taken: set[tuple[str, str]] = set()
    for part in form.of("costs"):
        if _has_years_beside(part):
            continue
        own = _head(part)
        head = own or (head if head and head.size == _size(part, head.across) else None)
        if head is None:
            continue
        cells = list(_cells(part, head))
        keys = {(rd, item) for rd, item, _, _ in cells}
        activities = {key for key in keys if key[0] not in (TOTAL, SUBTOTAL)} or keys
        printed = _year(part, form)
        if printed:
            taken = taken if printed == year else set()
            year = printed
        elif activities & taken:
            year = None
        taken |= keys
        if year:
            _write([figure for figure in cells if figure[0] != SUBTOTAL], part, year, form)
            tables.setdefault(year, []).append(part.table)
            for name in {rd for rd, _ in keys} & {TOTAL, SUBTOTAL}:
                sums.setdefault(year, []).append((name, [f for f in cells if f[0] == name], part))
    for year, blocks in sums.items():
        if len(blocks) == 1 and blocks[0][0] == SUBTOTAL:
            _write([(TOTAL, *figure[1:]) for figure in blocks[0][1]], blocks[0][2], year, form)
    return tables


def _has_years_beside(part: Part) -> bool:
    """Whether the columns are years: a head row names two or more, and no activity."""
    if any(row_numbers(c.text, "RD") for c in part.table.cells):
        return False
    years = Counter(c.row for c in part.table.cells if c.column > 0 and year_label(c.text))
    return any(count > 1 for count in years.values())


def _write(cells: Sequence[_Figure], part: Part, year: int, form: Form) -> None:
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
    for cell in (c for c in line if _position(c, across) > 0):
        name = TOTAL if cell in totals else SUBTOTAL if is_label(cell.text, SUBTOTAL_COLUMN) else None
        if name:
            places[_position(cell, across)] = name
    if across:
        places = _without_parts(grid, first.row, places)
    return _Head(places, across, _size(part, across))


def _without_parts(grid: Grid, head: int, places: Mapping[int, str]) -> dict[int, str]:
    """Of several columns under one activity, the sum or the actual costs; without such a one, none."""
    kept: dict[int, str] = {}
    for place, rd in places.items():
        cell = grid.cell(head, place)
        below = [] if cell is None else list(_below(grid, cell))
        if len(below) < 2:
            kept[place] = rd
        sums = [c for c in below if _SUM.search(c.text)]
        if len(sums) == 1:
            kept[sums[0].column] = rd
    return kept


def _below(grid: Grid, head: Cell) -> Iterator[Cell]:
    """The heads of the columns that a head spans."""
    row = head.row + head.row_span
    for column in range(head.column, head.column + head.column_span):
        cell = grid.cell(row, column)
        if cell is not None and cell.row == row and cell.text and not re.search(r"\d", cell.text):
            yield cell


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


def _cells(part: Part, head: _Head) -> Iterator[_Figure]:
    """The figures under the head."""
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
    found = _in_order([(c, _ITEMS.name_of(c.text)) for c in labels])
    items = [(c, item) for c, item in found if item]
    unknown = [c for c, item in found if item is None and c.text]
    for (above, before), (below, after) in pairwise(tuple(items)):
        missing = _ORDER[_ORDER.index(before) + 1 : _ORDER.index(after)]
        between = [c for c in unknown if _between(above, c, below, head.across)]
        if len(missing) == len(between):
            items += zip(between, missing, strict=True)
    return items


def _in_order(found: list[tuple[Cell, str | None]]) -> list[tuple[Cell, str | None]]:
    """An item that occurs twice is the one that stands in its order; the other is a line of another item."""
    counts = Counter(item for _, item in found if item)
    single = [(n, _ORDER.index(item)) for n, (_, item) in enumerate(found) if item and counts[item] == 1]
    kept = []
    for number, (cell, item) in enumerate(found):
        if item and counts[item] > 1:
            place = _ORDER.index(item)
            if any((n < number) != (other < place) for n, other in single):
                continue
        kept.append((cell, item))
    return kept


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
