"""From the notes: main and other business revenue.

The table 营业收入和营业成本 stands in many shapes: income and cost side by side,
below each other, current and prior year over them. A pair counts when it adds up
to the income statement; without that, only a pair no other statement could own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from prereview.dossier.extractors.financial_audit_report.labels import statement_label
from prereview.dossier.extractors.financial_audit_report.periods import Column, columns_of
from prereview.dossier.extractors.financial_audit_report.statements import Figure, first_data_row, read_rows
from prereview.dossier.finders.figures import heads_over
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.sheets import Sheet
from prereview.dossier.values.amounts import YUAN

TOLERANCE = Decimal(1)
"""Printed rows may differ from the printed total by roundings, in yuan."""

_SPLIT = LabelBook(
    {
        "main": ("主营业务", "主营业务收入", "主营业务小计", "主营业务收入小计", "主营业务收入合计"),
        "other": ("其他业务", "其他业务收入", "其他业务小计", "其他业务收入小计", "其他业务收入合计"),
    },
    others=("主营业务成本", "其他业务成本", "主营业务利润", "其他业务利润"),
    clean=statement_label,
)


def revenue_split(
    sheets: Sequence[Sheet], year: int | None, revenue: Figure | None, *, alone: bool
) -> dict[str, Figure]:
    """`main` and `other` revenue of the accounting year.

    `alone`: the report holds no consolidated figures the pair could belong to.
    """
    candidates = list(_candidates(sheets, year))
    for pair in candidates:
        total = sum((figure.yuan for figure in pair.values()), Decimal(0))
        if revenue is not None and abs(total - revenue.yuan) <= TOLERANCE:
            return pair
    return candidates[0] if candidates and (alone or revenue is None) else {}


def _candidates(sheets: Sequence[Sheet], year: int | None) -> Iterator[dict[str, Figure]]:
    unit = YUAN
    for sheet in sheets:
        unit = sheet.unit or unit
        columns = _income_columns(sheet, year)
        pair: dict[str, Figure] = {}
        for (name, back), figure in read_rows(sheet, _SPLIT, columns, unit):
            if back == 0:
                pair.setdefault(name, figure)
        if "main" in pair:
            yield pair


def _income_columns(sheet: Sheet, year: int | None) -> dict[int, Column]:
    """The columns of income: one per year, those headed 收入 before those headed by the year alone."""
    first = first_data_row(sheet)
    columns = {
        c: column
        for c, column in columns_of(sheet.grid, first, year).items()
        if not any("成本" in text or "毛利" in text for text in heads_over(sheet.grid, first, c))
    }
    income = {
        c: column
        for c, column in columns.items()
        if any("收入" in text for text in heads_over(sheet.grid, first, c))
    }
    return income or columns
