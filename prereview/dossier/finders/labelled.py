"""Labelled values wherever a paper prints them: beside a label in a table, inside a cell, in running text.

Papers a firm writes itself have no fixed form: one prints `项目名称` in a table,
the next on a cover, a third as `项目编号：RD03` inside a merged cell. All three are
read here, in reading order, so that an extractor only says what its labels are.

A label whose neighbour is itself a label heads a column and has no value here
(`listing` reads those). Nothing is taken from below a label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

import msgspec

from prereview.documents.model import Block, Cell, Line, Snippet, Table, snippet
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.labels import Labels, cut_each, flat
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import bare
from prereview.dossier.values.amounts import YUAN, parse_amount, unit_in
from prereview.dossier.values.dates import Day, read_date

UNITS = ("(万元)", "(元)", "(人民币万元)", "(单位:万元)", "(单位:元)", "(千元)")
"""Units that may stand between a label of an amount and its colon."""

T = TypeVar("T")


class Labelled(NamedTuple):
    """A value with the label as printed, which may carry the unit."""

    label: str
    value: Snippet


Found = Mapping[str, Sequence[Labelled]]


def find_labelled(
    blocks: Iterable[Block], labels: Labels, amounts: Collection[str] = ()
) -> dict[str, list[Labelled]]:
    """Every value of each label, by name, in reading order.

    `labels` maps a name to the ways its label is printed, best first. `amounts`
    are the names whose labels may carry a unit in brackets.
    """
    book = LabelBook(labels)
    cutting = _cutting_labels(labels, amounts)
    found: dict[str, list[Labelled]] = {}
    for part in _parts(blocks, book):
        if isinstance(part, Table):
            values = _in_table(part, book, cutting, amounts)
        else:
            values = _in_lines(part, cutting)
        for name, labelled in values:
            found.setdefault(name, []).append(labelled)
    return found


def first_of(
    found: Found, name: str, parse: Callable[[str], T | None], ranked: Iterable[str] = ()
) -> tuple[T, Snippet] | None:
    """The first value of a label that `parse` can read, with its place.

    With `ranked`, values of an earlier label go before those of a later one.
    """
    for candidate in _ranked(found.get(name, ()), ranked):
        value = parse(flat(candidate.value))
        if value is not None:
            return value, candidate.value
    return None


def first_amount(
    found: Found, name: str, ranked: Iterable[str] = (), unit: Decimal | None = None
) -> tuple[Decimal, Snippet] | None:
    """The first amount in yuan whose unit is stated in the value, in its label, or by the caller.

    `unit` is what one printed unit is worth in yuan where neither says so; without
    it an amount of unknown unit is left alone.
    """
    for candidate in _ranked(found.get(name, ()), ranked):
        text = _PARTS_OF_IT.split(flat(candidate.value))[0]
        scale = unit_in(candidate.label) or unit
        if scale is None and not _NAMES_UNIT.search(text):
            continue
        yuan = parse_amount(text, scale or YUAN)
        if yuan is not None:
            return yuan, candidate.value
    return None


def first_day(found: Found, name: str, ranked: Iterable[str] = ()) -> tuple[Day, Snippet] | None:
    """The first value of a label that is one day; a day that does not exist counts, as text."""
    for candidate in _ranked(found.get(name, ()), ranked):
        day = read_date(flat(candidate.value))
        if day is not None:
            return day, candidate.value
    return None


_YEAR = re.compile(r"(?<!\d)20\d{2}(?=年|$)")
_NAMES_UNIT = re.compile(r"[元圆]|\d[万亿]$")
_PARTS_OF_IT = re.compile(r"[,;，；(（]\s*其中")
"""What an amount is made up of: `120万元，其中自筹100万元`."""


def _ranked(candidates: Sequence[Labelled], ranked: Iterable[str]) -> Sequence[Labelled]:
    rank = {bare(label): place for place, label in enumerate(ranked)}
    return sorted(candidates, key=lambda c: rank.get(bare(c.label), len(rank))) if rank else candidates


# ---- parts of a paper


def _parts(blocks: Iterable[Block], book: LabelBook) -> Iterable[Table | list[Line]]:
    """Tables, and the runs of lines between them.

    A scan may give the labels of a form as a table of one column and the values
    as lines beside it: such labels go among the lines.
    """
    run: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            run.append(block)
        elif _is_label_column(block, book):
            run += [
                Line(c.text, c.page, c.box, c.where, (), 0.0, c.method, c.confidence)
                for c in block.cells
                if c.text
            ]
        else:
            if run:
                yield run
            run = []
            yield block
    if run:
        yield run


def _is_label_column(table: Table, book: LabelBook) -> bool:
    filled = [c for c in table.cells if c.text]
    labels = [c for c in filled if book.name_of(c.text) is not None]
    return table.column_count == 1 and bool(labels) and 2 * len(labels) >= len(filled)


# ---- lines


class _Cutting(NamedTuple):
    """Labels as `cut_each` takes them, each under its own text, and the names they stand for."""

    labels: dict[str, tuple[str, ...]]
    names: dict[str, str]


def _cutting_labels(labels: Labels, amounts: Collection[str]) -> _Cutting:
    names: dict[str, str] = {}
    for name, variants in labels.items():
        for variant in variants:
            names.setdefault(variant, name)
            if name in amounts:
                for unit in UNITS:
                    names.setdefault(variant + unit, name)
    return _Cutting({label: (label,) for label in names}, names)


def _in_lines(lines: Sequence[Line], cutting: _Cutting) -> Iterable[tuple[str, Labelled]]:
    for label, value in cut_each(lines, cutting.labels):
        yield cutting.names[label], Labelled(label, value)


# ---- tables


def _in_table(
    table: Table, book: LabelBook, cutting: _Cutting, amounts: Collection[str]
) -> Iterable[tuple[str, Labelled]]:
    grid = Grid(table)
    for cell in table.cells:
        name = book.name_of(cell.text)
        if name is None:
            yield from _inside(cell, cutting)
            continue
        value = (_of_latest_year(grid, cell) if name in amounts else None) or grid.right_of(cell)
        if value is not None and value.text and book.name_of(value.text) is None:
            yield name, Labelled(cell.text, snippet(value))


def _of_latest_year(grid: Grid, label: Cell) -> Cell | None:
    """Of several cells beside a label, the one below the latest year; None where no years head them."""
    dated: list[tuple[int, Cell]] = []
    for value in grid.row(label.row):
        if value.column > label.column:
            heads = " ".join(grid.text(row, value.column) for row in range(label.row))
            dated += [(max(map(int, years)), value)] if (years := _YEAR.findall(heads)) else []
    return max(dated, key=lambda pair: pair[0])[1] if len(dated) > 1 else None


def _inside(cell: Cell, cutting: _Cutting) -> Iterable[tuple[str, Labelled]]:
    """Labels with a colon inside one cell, each line of the cell read as a paragraph."""
    if ":" not in cell.text:
        return
    for text in _paragraphs(cell):
        line = Line(text, cell.page, None, cell.where, (), 0.0, cell.method, cell.confidence)
        for name, labelled in _in_lines([line], cutting):
            yield name, labelled._replace(value=msgspec.structs.replace(labelled.value, box=cell.box))


def _paragraphs(cell: Cell) -> Sequence[str]:
    """The lines of a cell; one that does not begin anew with a label goes on with the one above."""
    paragraphs: list[str] = []
    for line in cell.lines or (cell.text,):
        head = line[:12]
        if paragraphs and ":" not in head and not paragraphs[-1].endswith((":", "。", ";")):
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
    return paragraphs
