"""Reading a table by its labels: the cell right of one, below one, where two cross.

Merged cells are resolved: every position answers with the cell that covers it.
Where a label occurs more than once, the first in reading order is taken;
`find_all` gives them all. Positions count from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prereview.documents.model import Cell, Table
from prereview.dossier.finders.matching import is_label


class Grid:
    """A table with its merged cells spread over the positions they cover."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.row_count = table.row_count
        self.column_count = table.column_count
        self._at: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._at.setdefault((row, column), cell)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position; None outside the table or where nothing is drawn."""
        return self._at.get((row, column))

    def text(self, row: int, column: int) -> str:
        """Text of the cell that covers a position; empty when there is none."""
        cell = self.cell(row, column)
        return cell.text if cell else ""

    def row(self, row: int) -> tuple[Cell, ...]:
        """The cells of a row from left to right, each once, those merged from above included."""
        cells = (self.cell(row, column) for column in range(self.column_count))
        return tuple(dict.fromkeys(cell for cell in cells if cell is not None))

    def column(self, column: int) -> tuple[Cell, ...]:
        """The cells of a column from top to bottom, each once."""
        cells = (self.cell(row, column) for row in range(self.row_count))
        return tuple(dict.fromkeys(cell for cell in cells if cell is not None))

    def find_all(self, *variants: str) -> tuple[Cell, ...]:
        """Every cell whose text is one of the labels, in reading order."""
        return tuple(cell for cell in self.table.cells if is_label(cell.text, variants))

    def find(self, *variants: str) -> Cell | None:
        """The first cell whose text is one of the labels."""
        return next(iter(self.find_all(*variants)), None)

    def right_of(self, cell: Cell) -> Cell | None:
        """The next cell in the row band of `cell`."""
        return self.cell(cell.row, cell.column + cell.column_span)

    def below(self, cell: Cell) -> Cell | None:
        """The next cell in the column band of `cell`."""
        return self.cell(cell.row + cell.row_span, cell.column)

    def value(self, *variants: str) -> Cell | None:
        """The cell right of the first cell with one of the labels."""
        label = self.find(*variants)
        return self.right_of(label) if label else None

    def crossing(self, row_cell: Cell, column_cell: Cell) -> Cell | None:
        """The cell in the row of one label and the column of another."""
        return self.cell(row_cell.row, column_cell.column)

    def columns(self, row: int, names: Mapping[str, Iterable[str]]) -> dict[str, int]:
        """Columns of a header row by label: `{"name": ("姓名",)}` → `{"name": 2}`; absent ones left out."""
        found: dict[str, int] = {}
        for cell in self.row(row):
            for name, variants in names.items():
                if name not in found and is_label(cell.text, variants):
                    found[name] = cell.column
                    break
        return found
