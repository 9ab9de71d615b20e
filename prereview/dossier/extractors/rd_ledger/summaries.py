"""Summaries of ledgers: activities by categories, one table for each year."""

from __future__ import annotations

from collections.abc import Sequence

from prereview.documents.model import snippet
from prereview.dossier.extractors.rd_ledger.accounts import is_account
from prereview.dossier.extractors.special_audit.axes import Key
from prereview.dossier.extractors.special_audit.costs import CostTable, cost_tables
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.figures import amount_in, heads_over, is_figure
from prereview.dossier.finders.sheets import Sheet
from prereview.dossier.values.amounts import unit_in


def record_summaries(sheets: Sequence[Sheet], facts: FactCollector) -> int | None:
    """`ledgers[year][rd]` of every summary; returns the last year met."""
    year: int | None = None
    for table in cost_tables([s for s in sheets if not is_account(s)], {}):
        if table.detailed and "project" in (table.axes.row_dimension, table.axes.column_dimension):
            year = table.year or year
            if year:
                _record(table, year, facts)
    return year


def _record(table: CostTable, year: int, facts: FactCollector) -> None:
    axes = table.axes
    by_rows = axes.row_dimension == "project"
    for key in (axes.rows if by_rows else axes.columns).values():
        if key.project and key.name and key.name_place:
            facts.add(f"ledgers[{year}][{key.project}].name", key.name, key.name_place)
    for row, by_row in axes.rows.items():
        for column, by_column in axes.columns.items():
            activity, category = (by_row, by_column) if by_rows else (by_column, by_row)
            field = _field(category)
            project = "total" if activity.total else activity.project
            cell = table.sheet.grid.cell(row, column)
            if field and project and cell is not None and cell.row == row and is_figure(cell):
                heads = heads_over(table.sheet.grid, axes.first_row, column)
                unit = next((u for text in heads if (u := unit_in(text)) is not None), table.unit)
                facts.add_money(f"ledgers[{year}][{project}].{field}", amount_in(cell, unit), snippet(cell))


def _field(category: Key) -> str | None:
    return category.category or ("total" if category.total else None)
