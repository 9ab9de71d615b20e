"""Tables with what stands above them: title, period, unit.

One stream for ruled tables and for tables made of lines that align, so that
whoever reads statements and schedules need not ask how they were printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from prereview.documents.model import Block, Line, Table
from prereview.dossier.finders.columns import lay_out
from prereview.dossier.finders.grid import Grid
from prereview.dossier.values.amounts import unit_in

HEAD_ROWS = 5
"""A title, a period or a unit inside a table stands in its first rows."""

NEAR_LINES = 12
"""Lines further above a table do not belong to it."""


class Sheet:
    """A table, and the lines between it and the table before."""

    def __init__(self, heading: Iterable[Line], table: Table, *, ruled: bool = True) -> None:
        self.heading = tuple(heading)
        self.table = table
        self.grid = Grid(table)
        self.ruled = ruled

    @property
    def page(self) -> int | None:
        """Page of the table's first row."""
        return self.table.page

    def captions(self) -> Iterator[str]:
        """Texts that may be title, period or unit: the nearest line first, then the head inside."""
        yield from (line.text for line in self.near_heading())
        yield from (cell.text for cell in self.table.cells if cell.row < HEAD_ROWS)

    def near_heading(self) -> Iterator[Line]:
        """The lines above that may be title, period or unit, the nearest first."""
        return (line for line in reversed(self.heading[-NEAR_LINES:]) if line.page in (self.page, None))

    @property
    def unit(self) -> Decimal | None:
        """What one printed unit is worth in yuan; None where the table does not say."""
        found = (unit_in(text) for text in self.captions())
        return next((unit for unit in found if unit is not None), None)


def sheets_of(blocks: Iterable[Block]) -> list[Sheet]:
    """The tables of a section in reading order, those without rules included."""
    sheets: list[Sheet] = []
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        laid, rest = _laid_out(lines)
        sheets += [*laid, Sheet(rest, block)]
        lines = []
    sheets += _laid_out(lines)[0]
    return sheets


def _laid_out(lines: list[Line]) -> tuple[list[Sheet], list[Line]]:
    """Tables that lines make up, and the lines below the last of them."""
    made = lay_out(lines)
    if not made:
        return [], lines
    table = made[-1].table
    sheets = [Sheet(laid.heading, laid.table, ruled=False) for laid in made]
    return sheets, [line for line in lines if _below(line, table)]


def _below(line: Line, table: Table) -> bool:
    if line.box is None or table.box is None or line.page is None or table.page is None:
        return False
    return line.page > table.page or (line.page == table.page and line.box.middle > table.box.bottom)
