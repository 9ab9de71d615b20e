"""Summaries of ledgers: activities by categories for a year, or the categories of one activity by years."""

from __future__ import annotations

from collections.abc import Sequence

from prereview.documents.model import snippet
from prereview.dossier.extractors.rd_ledger.accounts import is_account
from prereview.dossier.extractors.special_audit.axes import Key
from prereview.dossier.extractors.special_audit.costs import (
    CostTable,
    amount_of,
    cost_tables,
    keyed_figures,
)
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.figures import is_figure
from prereview.dossier.finders.labels import flat
from prereview.dossier.finders.sheets import Sheet


def record_summaries(sheets: Sequence[Sheet], facts: FactCollector) -> int | None:
    """`ledgers[year][rd]` of every summary; returns the last year met."""
    year: int | None = None
    for table in cost_tables([s for s in sheets if not is_account(s)], {}):
        if table.detailed and _by_activity(table):
            _record(table, facts)
            year = max(_years(table), default=year)
    return year


def _by_activity(table: CostTable) -> bool:
    """Whether activities head rows or columns, or the caption names one, with its years or one sum."""
    dimensions = (table.axes.row_dimension, table.axes.column_dimension)
    one_sum = 1 in (len(table.axes.rows), len(table.axes.columns))
    return "project" in dimensions or (("year" in dimensions or one_sum) and bool(table.project))


def _keys(table: CostTable) -> list[Key]:
    return [*table.axes.rows.values(), *table.axes.columns.values()]


def _years(table: CostTable) -> set[int]:
    headed = {key.year for key in _keys(table) if key.year}
    return headed or ({table.year} if table.year else set())


def _record(table: CostTable, facts: FactCollector) -> None:
    for year in sorted(_years(table)):
        for key in _keys(table):
            if key.project and key.name and key.name_place:
                facts.add(f"ledgers[{year}][{key.project}].name", key.name, key.name_place)
        if table.name and table.project:
            facts.add(f"ledgers[{year}][{table.project}].name", flat(table.name), table.name)
    for cell, key in keyed_figures(table):
        if key.year and key.category and key.project and not key.total and is_figure(cell):
            field = "total" if key.category == "subtotal" else key.category
            path = f"ledgers[{key.year}][{key.project}].{field}"
            facts.add_money(path, amount_of(table, cell), snippet(cell))
