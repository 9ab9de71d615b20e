"""Figures in tables: which cells hold one, where they begin, what is printed over them."""

from __future__ import annotations

import re
from collections.abc import Container
from decimal import Decimal

from prereview.documents.model import Cell
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.amounts import YUAN, parse_amount

_LETTERHEAD = re.compile(r"编制单位|编报单位|单位[:]|会(?:小)?企|金额单位|负责人")


def is_dash(cell: Cell) -> bool:
    """Whether a cell holds nothing but a dash; in accountants' tables that is zero."""
    return re.fullmatch(r"-{1,3}", squash(cell.text)) is not None


_CUT_OFF = re.compile(r"\d{1,3}(?:[.,]\d{3})+\.\d?")
_RULE_READ = re.compile(r"(\(?-?\d{1,3}(?:[.,]\d{3})+\.\d{2})(?:[1lI]|)$")


def _figure_text(cell: Cell) -> str:
    """The figure of a cell; in a scan a rule beside it is no digit, and one without its end no figure.

    A bracket before it is the end of a note reference that ran over from the cell before.
    """
    if re.match(r"[)）]\s*[\d-]", cell.text):
        return cell.text[1:].lstrip()
    if cell.method != "ocr" or re.search(r"\d \d", cell.text):
        return cell.text
    text = squash(cell.text).strip("|丨[]_'`")
    if _CUT_OFF.fullmatch(text.lstrip("(-")):
        return ""
    whole = _RULE_READ.fullmatch(text)
    return whole[1] if whole else text


def is_figure(cell: Cell | None) -> bool:
    """Whether a cell holds an amount or the dash that stands for none."""
    return (
        cell is not None
        and bool(cell.text)
        and (is_dash(cell) or parse_amount(_figure_text(cell)) is not None)
    )


def is_year(cell: Cell) -> bool:
    """Whether a cell is a bare year, which is a head and not a figure."""
    return re.fullmatch(r"(?:19|20)\d\d", squash(cell.text)) is not None


def amount_in(cell: Cell | None, unit: Decimal = YUAN) -> Decimal | None:
    """The amount of a cell in yuan; a dash is zero, a blank cell or text is nothing."""
    if cell is None or not cell.text:
        return None
    return Decimal(0) if is_dash(cell) else parse_amount(_figure_text(cell), unit)


def first_figure_row(grid: Grid, skip: Container[int] = (0,)) -> int:
    """The first row with a figure that is not a year; columns in `skip` (running numbers) are not asked."""
    rows = [c.row for c in grid.table.cells if c.column not in skip and is_figure(c) and not is_year(c)]
    return min(rows, default=grid.row_count)


def heads_over(grid: Grid, first_row: int, column: int) -> list[str]:
    """Texts over a column above `first_row`, the lowest first; letterhead inside the table is left out."""
    rows = [row for row in range(first_row) if not _is_letterhead(grid, row)]
    rows = [row for row in rows if len(grid.row(row)) > 1] or rows
    cells = dict.fromkeys(cell for row in reversed(rows) if (cell := grid.cell(row, column)) is not None)
    return [cell.text for cell in cells if cell.text]


def _is_letterhead(grid: Grid, row: int) -> bool:
    cells = grid.row(row)
    across = len(cells) == 1 and cells[0].column_span == grid.column_count
    return across or any(_LETTERHEAD.search(squash(cell.text)) for cell in cells)
