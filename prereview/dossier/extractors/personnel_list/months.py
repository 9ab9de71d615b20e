"""The table of monthly numbers from which the yearly average is made (办法 §11(四), 指引 三(五)2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prereview.documents.model import Cell, Line, snippet
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.matching import squash
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import parse_count

_MONTH = re.compile(r"(?:(?P<year>20\d{2})[年.\-/]?)?(?P<month>0?[1-9]|1[0-2])月?(?:份)?")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年")

_ACCOUNTING_YEAR = re.compile(
    r"(?<!\d)(20\d{2})年(?:度|各月|每月|月|1-12月|1月至12月|(?:企业)?职工|(?:企业)?科技)"
)

_HEAD_ROWS = 3
"""A table may name its year in its first rows."""

_FEWEST_MONTHS = 6
"""Fewer numbers in a row that look like months are something else, unless each names its year."""

_FEWEST_DATED = 2
"""So few months will do where each names its year."""


def record_months(view: SectionView, facts: FactCollector) -> None:
    """`staff_months[2025-01]`: people at the beginning and at the end of each month."""
    year: str | None = None
    for block in view.blocks:
        if isinstance(block, Line):
            year = accounting_year(block.text) or year or stated_year(block.text)
            continue
        grid = Grid(block)
        inside = (accounting_year(cell.text) for cell in block.cells if cell.row < _HEAD_ROWS)
        year = next((found for found in inside if found), year)
        for field, month, cell in (*_by_rows(grid, year), *_by_columns(grid, year)):
            facts.add(f"staff_months[{month}].{field}", parse_count(cell.text), snippet(cell))


def stated_year(text: str) -> str | None:
    """The first year a text names, as `2025`."""
    match = _YEAR.search(squash(text))
    return match[1] if match else None


def accounting_year(text: str) -> str | None:
    """The last accounting year a text names, as `2025`: `2025年度各月人数`; a day or month is none."""
    years = _ACCOUNTING_YEAR.findall(squash(text))
    return years[-1] if years else None


def months_of(cells: Iterable[Cell], year: str | None) -> list[tuple[Cell, str]]:
    """The cells that name a month, with the month as `2025-01`; none when the year is not known."""
    found: list[tuple[Cell, str]] = []
    for cell in cells:
        match = _MONTH.fullmatch(squash(cell.text))
        own_year = (match["year"] if match else None) or year
        if match and own_year:
            found.append((cell, f"{own_year}-{int(match['month']):02}"))
    dated = all(re.match(r"20\d\d", squash(cell.text)) for cell, _ in found)
    fewest = _FEWEST_DATED if dated else _FEWEST_MONTHS
    return found if len(found) == len({key for _, key in found}) >= fewest else []


def _by_rows(grid: Grid, year: str | None) -> Iterator[tuple[str, str, Cell]]:
    """Months from left to right, one row for each sort of people."""
    for head in range(grid.row_count):
        for month, key in months_of(grid.row(head), year):
            for row in range(head + 1, grid.row_count):
                labels = (grid.text(row, column) for column in range(min(2, month.column)))
                field = _field("".join(dict.fromkeys(labels)))
                cell = grid.cell(row, month.column)
                if field and cell:
                    yield field, key, cell


def _by_columns(grid: Grid, year: str | None) -> Iterator[tuple[str, str, Cell]]:
    """Months from top to bottom, one column for each sort of people."""
    for month, key in months_of(grid.column(0), year):
        for column in range(1, grid.column_count):
            labels = (grid.text(row, column) for row in range(min(3, month.row)))
            field = _field("".join(dict.fromkeys(labels)))
            cell = grid.cell(month.row, column)
            if field and cell:
                yield field, key, cell


def _field(label: str) -> str | None:
    plain = squash(label)
    ends = [name for word, name in (("月初", "opening"), ("月末", "closing")) if word in plain]
    tech = re.search(r"科技|研发", plain)
    everyone = re.search(r"职工|员工|全体|从业", plain)
    if len(ends) != 1 or bool(tech) == bool(everyone):
        return None
    return f"{ends[0]}_tech" if tech else f"{ends[0]}_all"
