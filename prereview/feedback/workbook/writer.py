"""Sheets in the formats they share; every text is a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from prereview.documents.glyphs import is_wide
from prereview.dossier.facts import Fact, Value
from prereview.feedback.plain import plain_lines

LONGEST_CELL = 32_000
"""Characters a cell may hold, a little under Excel's own limit."""


LINE_HEIGHT, HIGHEST_ROW = 15.0, 390.0
"""Points; a row cannot be higher than 409."""


class SheetWriter:
    """Writes sheets of one workbook in the formats they share."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - XlsxWriter is untyped
        self._book = book
        self._widths: dict[str, Sequence[float]] = {}
        self.head = book.add_format({"bold": True, "bg_color": "#E8ECF2", "border": 1, "text_wrap": True})
        self.text = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self.count = book.add_format({"num_format": "0", "valign": "top", "border": 1})
        self.share = book.add_format({"num_format": "0.00%", "valign": "top", "border": 1})
        self.money = book.add_format({"num_format": "#,##0.00", "valign": "top", "border": 1})
        self.differs = book.add_format({"bg_color": "#FFE3D0"})

    def sheet(self, name: str, head: Sequence[str], widths: Sequence[float]) -> Any:  # noqa: ANN401
        """A sheet with a frozen head."""
        sheet = self._book.add_worksheet(name)
        for column, (title, width) in enumerate(zip(head, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self.head)
        self._widths[name] = widths
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def rows(self, sheet: Any, rows: Iterable[Sequence[object]], columns: int) -> int:  # noqa: ANN401
        """Write rows below the head and set the filter; the number of rows."""
        count = 0
        widths = self._widths[sheet.get_name()]
        for count, row in enumerate(rows, 1):
            sheet.set_row(count, _height(row, widths))
            for column, value in enumerate(row):
                if isinstance(value, Decimal | int) and not isinstance(value, bool):
                    look = self.money if isinstance(value, Decimal) else self.count
                    sheet.write_number(count, column, float(value), look)
                else:
                    sheet.write_string(count, column, safe_text(value), self.text)
        sheet.autofilter(0, 0, max(count, 1), columns - 1)
        return count


def _height(row: Sequence[object], widths: Sequence[float]) -> float:
    """Height in points that shows all lines of a row: not every program finds it by itself."""
    most = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str) and value:
            cells = [sum(2 if is_wide(c) else 1 for c in line) for line in value[:LONGEST_CELL].split("\n")]
            most = max(most, sum(max(ceil(n / (width - 1)), 1) for n in cells))
    return min(most * LINE_HEIGHT, HIGHEST_ROW)


def safe_text(value: object) -> str:
    """A value as a text a cell may hold."""
    return plain_lines(str("" if value is None else value))[:LONGEST_CELL]


def shown_fact(fact: Fact | None) -> str:
    """A fact as text; empty for none."""
    return "" if fact is None else str(plain_value(fact.value))


def plain_value(value: Value) -> str | Decimal | int:
    """A fact's value as a cell shows it: yes and no in Chinese, lists joined, dates in ISO form."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(value)
    return value.isoformat() if isinstance(value, date) else value
