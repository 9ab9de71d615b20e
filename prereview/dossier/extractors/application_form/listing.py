"""Lists of the form: a head row of labels, one record per row, the head repeated or left out per page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from prereview.documents.model import Cell, Table
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.lexicon import LabelBook


class Columns(NamedTuple):
    """Where the columns of a list stand; `width` is the column count of its grid."""

    places: dict[str, int]
    rows: frozenset[int]
    width: int


def head_of(table: Table, book: LabelBook, least: int) -> Columns | None:
    """The columns of the first row that holds at least so many labels; None when there is no head."""
    grid = Grid(table)
    found: Columns | None = None
    for row in range(grid.row_count):
        places: dict[str, int] = {}
        for cell in grid.row(row):
            name = book.name_of(cell.text)
            if name and cell.row == row:
                places.setdefault(name, cell.column)
        if len(places) < least:
            continue
        if found is None:
            found = Columns(places, frozenset({row}), grid.column_count)
        elif places == found.places:
            found = found._replace(rows=found.rows | {row})
    return found


def rows_below(table: Table, columns: Columns) -> Iterator[dict[str, Cell]]:
    """The rows of a list below its head, each cell by its column."""
    grid = Grid(table)
    first = min(columns.rows) + 1 if columns.rows else 0
    for row in range(first, grid.row_count):
        if row not in columns.rows:
            cells = {name: grid.cell(row, column) for name, column in columns.places.items()}
            yield {name: cell for name, cell in cells.items() if cell}


def without_head(columns: Columns) -> Columns:
    """The same columns for a table that prints no head of its own."""
    return columns._replace(rows=frozenset())
