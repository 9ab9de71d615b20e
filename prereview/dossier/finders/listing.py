"""Lists: tables with a row of labels on top and one record in each row below.

Columns are known by their labels, whatever their order and number. What prints
of lists do is undone here: heads of two rows, several blocks of the same columns
side by side, a head repeated on each page or left out on the next one, rows of
totals, a record that spreads over several rows because one of its cells is merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from prereview.documents.model import Block, Cell, Line, Snippet, snippet
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.labels import Labels
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import bare, squash
from prereview.dossier.finders.unruled import lists_without_rules

HEADING_LINES = 6
"""At most so many lines above a table are taken for its heading."""

_BESIDE = (
    "序号",
    "编号",
    "性别",
    "身份证号",
    "身份证号码",
    "证件号码",
    "年龄",
    "民族",
    "专业",
    "毕业院校",
    "备注",
)
"""Labels of columns nobody asks for; they help to see that a row is a head."""

_TOTALS = re.compile(
    r".{0,8}(?:合计|小计|总计|累计)(?:数|人数)?(?:\([^()]{1,8}\))?(?::?\d{1,5}[人项个件家笔]?)?"
)
"""Labels of rows that sum others up."""

GROUP = "group"
"""Under this name a record has the heading of its group: a row across the list above it (`综合管理部`)."""

_FEWEST_COLUMNS = 4
"""In a list with so many columns, a row with a single filled cell is such a heading."""

_YEAR = re.compile(r"(20\d{2})\s*年?\s*度?")
"""A year that a head may begin with."""

_GROUP = re.compile(r"(?:部|部门|中心|室|组|科|处|所|人员|年度?|类|分公司|项目)(?:[(（].*[)）])?[:：]?$")
"""How such a heading ends; the rest of another record may have been left empty."""

Record = dict[str, list[Cell]]
"""The cells of one record by column; more than one where the record has several rows."""


class Listing(NamedTuple):
    """One list: the text above it, the labels of its columns, its records and its rows of totals."""

    heading: tuple[Snippet, ...]
    labels: dict[str, Cell]
    records: list[Record]
    totals: list[Record]


def read_listings(
    blocks: Iterable[Block], columns: Labels, key: str, beside: Iterable[str] = ()
) -> list[Listing]:
    """All lists that have the column `key` and one more of `columns` at least, in reading order.

    `columns` maps a name to the ways the column is headed, best first: where two
    columns of a list answer to one name, the better one is taken. `beside` are
    further labels such lists have. Where no table is one, a list without rules is
    sought in the lines.
    """
    blocks = list(blocks)
    lists = _Lists(columns, key, beside)
    found = [listing for listing in lists.read(blocks) if listing.records or listing.totals]
    return found or [listing for listing in lists.read(lists.without_rules(blocks)) if listing.records]


def text_of(record: Record, name: str) -> str:
    """The text of the first filled cell of a column; empty when there is none."""
    cell = cell_of(record, name)
    return cell.text if cell else ""


def cell_of(record: Record, name: str) -> Cell | None:
    """The first filled cell of a column."""
    return next((cell for cell in record.get(name, ()) if cell.text), None)


class _Head(NamedTuple):
    """A head from `row` to before `end`; each block of columns side by side by name of the column."""

    blocks: list[dict[str, Cell]]
    row: int
    end: int

    def places(self) -> list[dict[str, int]]:
        return [{name: cell.column for name, cell in block.items()} for block in self.blocks]


class _Lists:
    """Reads lists of one sort out of the blocks of a paper."""

    def __init__(self, columns: Labels, key: str, beside: Iterable[str]) -> None:
        self._book = LabelBook(columns, (*_BESIDE, *beside))
        self._key = key
        self._rank = {bare(v): rank for variants in columns.values() for rank, v in enumerate(variants)}

    def read(self, blocks: Iterable[Block]) -> list[Listing]:
        listings: list[Listing] = []
        last: tuple[_Head, int] | None = None
        lines: list[Line] = []
        for block in blocks:
            if isinstance(block, Line):
                lines.append(block)
                continue
            grid = Grid(block)
            heads = list(self._heads(grid))
            if not heads and last and not lines and last[1] == grid.column_count:
                self._fill(listings[-1], grid, last[0], 0, grid.row_count)
            elif heads:
                listings = _with(listings, list(self._lists_of(grid, heads, lines)), bool(lines))
                last = heads[-1], grid.column_count
            else:
                last = None
            lines = []
        return listings

    def without_rules(self, blocks: Iterable[Block]) -> list[Block]:
        """Tables made of lines that stand in the columns of a row of labels."""
        lines = [block for block in blocks if isinstance(block, Line)]
        made: list[Block] = []
        for heading, table in lists_without_rules(lines, self._any_name, self._key):
            made += [*heading, table]
        return made

    def _any_name(self, text: str) -> str | None:
        name = self._book.name_of(text)
        return name if name is not None else "" if self._book.knows(text) else None

    def _lists_of(self, grid: Grid, heads: Sequence[_Head], lines: Sequence[Line]) -> Iterator[Listing]:
        """The lists of one table; a head that says the same again goes on with the list."""
        listing: Listing | None = None
        before: _Head | None = None
        ends = [*(head.row for head in heads[1:]), grid.row_count]
        for head, end in zip(heads, ends, strict=True):
            if listing is None or before is None or before.places() != head.places():
                above = [c for c in grid.table.cells if (before.end if before else 0) <= c.row < head.row]
                places: list[Line | Cell] = [*lines[-HEADING_LINES:], *above] if before is None else [*above]
                heading = tuple(snippet(place) for place in places if place.text)
                listing = Listing(heading, head.blocks[0], [], [])
                yield listing
            self._fill(listing, grid, head, head.end, end)
            before = head

    # ---- heads

    def _heads(self, grid: Grid) -> Iterator[_Head]:
        row = 0
        while row < grid.row_count:
            head = self._head_at(grid, row)
            if head:
                yield head
            row = head.end if head else row + 1

    def _head_at(self, grid: Grid, row: int) -> _Head | None:
        """A head row holds the key and another label, and some label stands right beside another."""
        starting = [c for c in grid.row(row) if c.row == row]
        named = [c for c in starting if self._name(c)]
        if len(named) < 2 or self._key not in map(self._name, named):
            return None
        if not any(self._is_label(a) and self._is_label(b) for a, b in pairwise(starting)):
            return None
        end = max(c.row + c.row_span for c in starting)
        below = [c for c in grid.table.cells if row < c.row < end and self._name(c)]
        return _Head(self._side_by_side(_without_spanned(named, below)), row, end)

    def _name(self, cell: Cell) -> str | None:
        """The column a cell heads; the year before its label is no part of it (`2025年累计工作天数`)."""
        name = self._book.name_of(cell.text)
        if name is None and not self._book.knows(cell.text) and (year := _YEAR.match(cell.text)):
            name = self._book.name_of(cell.text[year.end() :])
        return name

    def _is_label(self, cell: Cell) -> bool:
        return self._name(cell) is not None or self._book.knows(cell.text)

    def _side_by_side(self, labels: Sequence[Cell]) -> list[dict[str, Cell]]:
        """The labels in as many blocks as the key stands over columns of its own."""
        keys = [c for c in labels if self._name(c) == self._key]
        if len({squash(c.text) for c in keys}) > 1:
            keys = keys[:1]
        names = [self._name(c) for c in labels]
        size = len(labels) // len(keys)
        if all(names[i] == names[i % size] for i in range(len(names))):
            chunks = [labels[i : i + size] for i in range(0, len(labels), size)]
        else:
            starts = [0, *(c.column for c in keys[1:]), 10**6]
            borders = pairwise(starts)
            chunks = [[c for c in labels if a <= c.column < b] for a, b in borders]
        return [self._best(chunk) for chunk in chunks]

    def _best(self, labels: Sequence[Cell]) -> dict[str, Cell]:
        best: dict[str, Cell] = {}
        for cell in sorted(labels, key=lambda c: (self._rank.get(bare(c.text), 0), -_year(c), c.column)):
            name = self._name(cell)
            if name:
                best.setdefault(name, cell)
        return best

    # ---- records

    def _fill(self, listing: Listing, grid: Grid, head: _Head, first: int, end: int) -> None:
        for places in head.places():
            last: Cell | None = None
            group: Cell | None = None
            for row in range(first, end):
                found = {name: grid.cell(row, column) for name, column in places.items()}
                cells = {name: _part(cell, row) for name, cell in found.items() if cell}
                if any(_TOTALS.fullmatch(squash(c.text)) for c in grid.row(row) if c.row == row):
                    listing.totals.append({column: [cell] for column, cell in cells.items()})
                elif (heading := self._group_at(grid, row, places)) is not None:
                    group, last = heading, None
                else:
                    if group is not None:
                        cells[GROUP] = group
                    last = self._add(listing, cells, last)

    def _group_at(self, grid: Grid, row: int, places: Mapping[str, int]) -> Cell | None:
        """The heading of a group that stands in a row: one cell across the list, or the only one filled."""
        key = grid.cell(row, places[self._key])
        if key is not None and key.text and key.row == row:
            across = range(key.column, key.column + key.column_span)
            if sum(column in across for column in places.values()) > 1:
                return key
        filled = [c for c in grid.row(row) if c.text]
        if len(filled) != 1 or filled[0].row != row or filled[0].method == "ocr":
            return None
        return filled[0] if len(places) >= _FEWEST_COLUMNS and _GROUP.search(filled[0].text) else None

    def _add(self, listing: Listing, cells: dict[str, Cell], last: Cell | None) -> Cell | None:
        """Add one row to the records; returns the key of the record it belongs to."""
        key = cells.get(self._key)
        if key is not None and key is last:
            for column, cell in cells.items():
                if cell not in listing.records[-1].setdefault(column, []):
                    listing.records[-1][column].append(cell)
        elif key is not None and key.text:
            listing.records.append({column: [cell] for column, cell in cells.items()})
            return key
        return last


def _year(head: Cell) -> int:
    """The year a column's head begins with; of columns for several years the latest is asked for."""
    year = _YEAR.match(head.text)
    return int(year[1]) if year else 0


def _part(cell: Cell, row: int) -> Cell:
    """A cell of a scan that lost the rules between its rows, one line to a row, is that row's line."""
    if cell.method != "ocr" or cell.row_span == 1 or len(cell.lines) != cell.row_span:
        return cell
    line = cell.lines[row - cell.row]
    return msgspec.structs.replace(cell, row=row, row_span=1, text=line, lines=(line,))


def _with(listings: list[Listing], more: list[Listing], apart: bool) -> list[Listing]:
    """Add the lists of the next table; with the same labels and nothing between it goes on with the last."""
    if listings and not apart and not more[0].heading and _labels(listings[-1]) == _labels(more[0]):
        listings[-1].records.extend(more[0].records)
        listings[-1].totals.extend(more[0].totals)
        more = more[1:]
    return [*listings, *more]


def _labels(listing: Listing) -> list[tuple[str, str]]:
    return [(name, squash(cell.text)) for name, cell in listing.labels.items()]


def _without_spanned(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """Labels over columns that have labels of their own give way to those."""
    taken = {c.column for c in lower}
    kept = [c for c in upper if not taken & set(range(c.column, c.column + c.column_span))]
    return sorted((*kept, *lower), key=lambda c: c.column)
