"""XLSX workbooks as tables: each sheet's used cells, with places said in words.

Values are what a person sees as nearly as the file tells it: cached results of
formulas, dates as dates, percentages as such. Formulas are never computed and
links never followed. Lines with a single value above and below a table (its
title, its unit, its signatures) are lines, as they are in print.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import openpyxl

from prereview.documents.glyphs import clean_text, join_lines
from prereview.documents.limits import LIMITS
from prereview.documents.model import Block, Cell, Line, Page, Table


def read_xlsx(path: Path) -> tuple[Page, list[str]]:
    """All visible sheets of a workbook as one page without a number, and the names of those cut short.

    Raises whatever openpyxl raises for a damaged file.
    """
    book = openpyxl.load_workbook(path, data_only=True, keep_links=False)
    blocks: list[Block] = []
    cut: list[str] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        filled = _filled(sheet)
        if len(filled) > LIMITS.sheet_cells:
            cut.append(sheet.title)
        blocks += _sheet(sheet, filled[: LIMITS.sheet_cells])
    return Page(None, 0.0, 0.0, tuple(blocks), "read" if blocks else "blank"), cut


def _filled(sheet: Any) -> list[Any]:  # noqa: ANN401
    """The cells with a value, row by row; a sheet with a stray cell in its last corner is not walked over."""
    return [cell for _, cell in sorted(sheet._cells.items()) if cell.value not in (None, "")]


def _sheet(sheet: Any, filled: Sequence[Any]) -> Iterator[Block]:  # noqa: ANN401
    """Lines and one table of a sheet."""
    merged = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
    rows: list[list[Cell]] = []
    for _, cells in groupby(filled, key=attrgetter("row")):
        row = [c for c in (_cell(sheet.title, cell, merged) for cell in cells) if c.text]
        if row:
            rows.append(row)
    first = next((i for i, row in enumerate(rows) if len(row) > 1), len(rows))
    last = max((i for i, row in enumerate(rows) if len(row) > 1), default=-1) + 1
    yield from (Line(text=c.text, where=c.where) for row in rows[:first] for c in row)
    if rows[first:last]:
        yield _table(sheet.title, rows[first:last])
    yield from (Line(text=c.text, where=c.where) for row in rows[max(last, first) :] for c in row)


def _table(title: str, rows: Sequence[Sequence[Cell]]) -> Table:
    """Rows and columns counted from the table's own corner; empty rows are left out."""
    left = min(c.column for row in rows for c in row)
    kept = sorted({c.row for row in rows for c in row})
    number = {row: i for i, row in enumerate(kept)}
    cells = [
        Cell(
            number[c.row],
            c.column - left,
            max(bisect_left(kept, c.row + c.row_span) - number[c.row], 1),
            c.column_span,
            c.text,
            c.lines,
            where=c.where,
        )
        for row in rows
        for c in row
    ]
    width = max(c.column + c.column_span for c in cells)
    return Table(len(kept), width, tuple(cells), where=f"sheet {title}")


def _cell(title: str, cell: Any, merged: dict[tuple[int, int], Any]) -> Cell:  # noqa: ANN401
    span = merged.get((cell.row, cell.column))
    lines = tuple(filter(None, (clean_text(part) for part in shown(cell).splitlines())))
    return Cell(
        cell.row,
        cell.column,
        span.max_row - span.min_row + 1 if span else 1,
        span.max_col - span.min_col + 1 if span else 1,
        join_lines(list(lines)),
        lines,
        where=f"sheet {title}, cell {cell.coordinate}",
    )


def shown(cell: Any) -> str:  # noqa: ANN401
    """A cell's value as text."""
    value, form = cell.value, str(cell.number_format or "")
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        case int() | float() if "%" in form:
            return f"{value * 100:.10g}%"
        case float():
            return f"{value:.15g}"
        case _:
            return str(value)
