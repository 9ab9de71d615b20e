"""Where the cells of a table stand once their spans are taken into account."""

from __future__ import annotations

from collections.abc import Iterator

from samples.generator.layout.blocks import Cell, Table


def placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and cell, in reading order.

    A cell takes the next column that no cell above reaches into. Raises ValueError when a
    row is wider or narrower than the grid: such a table is a mistake in a document.
    """
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        column = 0
        for item in cells:
            cell = item if isinstance(item, Cell) else Cell(text=item)
            while (row, column) in taken:
                column += 1
            taken |= {(row + i, column + j) for i in range(cell.rows) for j in range(cell.cols)}
            yield row, column, cell
            column += cell.cols
        filled = sum((row, column) in taken for column in range(len(table.widths)))
        if filled != len(table.widths) or (row, len(table.widths)) in taken:
            raise ValueError(f"row {row} of a table fills {filled} of {len(table.widths)} columns: {cells}")
