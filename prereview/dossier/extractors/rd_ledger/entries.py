"""Entries and closing sums of one account over all its pages.

A page ends with what was carried over, with the sum of a month and of the year so far, or with nothing;
only the last one closes the account. Entries are added up over the pages, and not at all where some of
them are not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import msgspec

from prereview.documents.model import Snippet, snippet
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.figures import amount_in
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.sheets import Sheet
from prereview.dossier.values.amounts import YUAN

_YEAR_SUM = re.compile(
    r"^(?:本年|年度|全年)?(?:累计|合计|总计)(?:数|额|金额|发生额)?$|^(?:本年|全年)(?:累计|合计)"
)
_PERIOD_SUM = re.compile(r"^本期(?:合计|发生额)")
_PART_SUM = re.compile(r"本月|本季|本页|期初|期末|承前页|过次页|年初|结转|上年")
"""What the tax scheme calls outsourced cost."""

ROUNDED = Decimal("0.05")

Amount = tuple[Decimal, Snippet]


class Part(msgspec.Struct, frozen=True):
    """What one table holds of an account; amounts are in yuan."""

    path: str
    entries: tuple[Amount, ...]
    closing: dict[str, Amount]
    """Sums of the year by field, `total` or a category; empty where the account goes on."""
    carried: bool
    """Whether entries come before these."""
    whole: bool
    """Whether none of its entries is missing."""

    def goes_on_with(self, other: Part) -> bool:
        """Whether another table continues this one, and does not begin an account of the same activity."""
        if self.path != other.path:
            return False
        sums = self.closing.get("total"), other.closing.get("total")
        if not self.closing or sums[0] is None or sums[1] is None:
            return not self.closing
        return abs(sums[0][0] + _sum(other.entries) - sums[1][0]) <= ROUNDED

    def joined(self, other: Part) -> Part:
        """Both as one."""
        return msgspec.structs.replace(
            self,
            entries=self.entries + other.entries,
            closing=other.closing or self.closing,
            whole=self.whole and other.whole,
        )


def _sum(entries: tuple[Amount, ...]) -> Decimal:
    return sum((yuan for yuan, _ in entries), Decimal(0))


class Accounts:
    """The accounts of a ledger one after the other, each recorded when it has come to its end."""

    def __init__(self) -> None:
        self._last: Part | None = None

    def add(self, part: Part, facts: FactCollector) -> None:
        """Go on with the account before, or record it and begin another."""
        if self._last is not None and self._last.goes_on_with(part):
            self._last = self._last.joined(part)
        else:
            self.flush(facts)
            self._last = msgspec.structs.replace(part, whole=part.whole and not part.carried)

    def flush(self, facts: FactCollector) -> None:
        """Record the account: its closing sums, and the sum of its entries where all are there."""
        part, self._last = self._last, None
        if part is None:
            return
        for field, (yuan, place) in part.closing.items():
            if field == "total":
                facts.add_money(f"{part.path}.detail_total", yuan, place)
            if facts.value(f"{part.path}.{field}") is None:
                facts.add_money(f"{part.path}.{field}", yuan, place)
        if part.entries and part.whole:
            total = _sum(part.entries)
            working = f"{len(part.entries)} 笔合计 {total:,.2f}"
            places = (place for _, place in part.entries)
            facts.add_money(f"{part.path}.entries_total", total, *places, working=working)


def read_part(sheet: Sheet, path: str, head: int, columns: Mapping[int, str]) -> Part:
    """The entries below row `head` and the closing sums; `columns` names the fields of columns."""
    closing = _closing_row(sheet, head)
    total = next((column for column, field in columns.items() if field == "total"), None)
    return Part(
        path,
        () if total is None else tuple(_entries(sheet, head, total, closing)),
        {} if closing is None else dict(_closing(sheet, closing, columns)),
        carried=any("承前页" in squash(cell.text) for cell in sheet.table.cells),
        whole=total is None or _is_whole(sheet, head, total, closing),
    )


def _closing_row(sheet: Sheet, head: int) -> int | None:
    """The last row that sums up the year."""
    rows = [cell.row for cell in sheet.table.cells if cell.row > head and _YEAR_SUM.match(squash(cell.text))]
    return max(rows, default=None)


def _closing(sheet: Sheet, row: int, columns: Mapping[int, str]) -> Iterator[tuple[str, Amount]]:
    for column, field in columns.items():
        cell = sheet.grid.cell(row, column)
        yuan = amount_in(cell, sheet.unit or YUAN) if cell else None
        if cell is not None and yuan is not None:
            yield field, (yuan, snippet(cell))


def _is_whole(sheet: Sheet, head: int, column: int, closing: int | None) -> bool:
    """Whether a single period that is summed up is the year: else entries of others are not printed here."""
    sums = [
        amount
        for row in range(head + 1, sheet.grid.row_count)
        if any(_PERIOD_SUM.match(squash(c.text)) for c in sheet.grid.row(row))
        and (amount := amount_in(sheet.grid.cell(row, column))) is not None
    ]
    year = amount_in(sheet.grid.cell(closing, column)) if closing is not None else None
    return len(sums) != 1 or year is None or sums[0] == year


def _entries(sheet: Sheet, head: int, column: int, closing: int | None) -> Iterator[Amount]:
    """Amounts of the rows that are entries, sums of a month, a page or the year left out."""
    end = closing if closing is not None else sheet.grid.row_count
    for row in range(head + 1, end):
        texts = [squash(c.text) for c in sheet.grid.row(row)]
        if any(_YEAR_SUM.match(text) or _PART_SUM.search(text) for text in texts):
            continue
        cell = sheet.grid.cell(row, column)
        yuan = amount_in(cell, sheet.unit or YUAN) if cell else None
        if cell is not None and yuan is not None:
            yield yuan, snippet(cell)
