"""XLSX workbooks as tables: each sheet's used cells, with places said in words.

Values are what a person sees as nearly as the file tells it: cached results of
formulas, dates as dates, percentages as such. Formulas are never computed and
links never followed. Lines with a single value above and below a table (its
title, its unit, its signatures) are lines, as they are in print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl

from prereview.documents.glyphs import clean_text, join_lines
from prereview.documents.limits import LIMITS
from prereview.documents.model import Block, Cell, Line, Page, Table


def read_xlsx(path: Path) -> Page:
    """All visible sheets of a workbook as one page without a number.

    Raises whatever openpyxl raises for a damaged file.
    """
    book = openpyxl.load_workbook(path, data_only=True, keep_links=False)
    blocks: list[Block] = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and sheet.max_row * sheet.max_column <= LIMITS.sheet_cells:
            blocks += _sheet(sheet)
    return Page(None, 0.0, 0.0, tuple(blocks), "read" if blocks else "blank")


def _sheet(sheet: Any) -> Iterator[Block]:  # noqa: ANN401
    """Lines and one table of a sheet."""
    merged = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
    rows: list[list[Cell]] = []
    for cells in sheet.iter_rows():
        row = [_cell(sheet.title, c, merged) for c in cells if c.value not in (None, "")]
        row = [c for c in row if c.text]
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
            max(sum(c.row <= row < c.row + c.row_span for row in kept), 1),
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
