"""四、企业研究开发活动情况表: one block per activity, or one list of all activities.

The number of an activity stands above its block (研发活动编号：RD01), in it, or was
lost in a scan; then it is taken only where the blocks around leave one number free.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from prereview.documents.model import Cell, snippet
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import Field, label_book
from prereview.dossier.extractors.application_form.listing import Columns, head_of, rows_below, without_head
from prereview.dossier.extractors.application_form.numbering import filled_numbers, printed_number
from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.extractors.application_form.reading import Reader, field_value
from prereview.dossier.extractors.application_form.record_labels import (
    ACTIVITY,
    ACTIVITY_KEY,
    ACTIVITY_LIST_KEY,
    ACTIVITY_STOPS,
    FIELD_LEVELS,
)
from prereview.dossier.extractors.application_form.years import place, three_years, year_cells, year_label
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.dates import read_period
from prereview.dossier.values.identifiers import row_numbers

_FIELDS = {field.name: field for field in ACTIVITY}
_LABELS = {**{f.name: f.labels for f in ACTIVITY}, **FIELD_LEVELS}
_BOOK = label_book({"key": ACTIVITY_KEY, **_LABELS}, ACTIVITY_STOPS)
_LIST_BOOK = label_book({"key": ACTIVITY_LIST_KEY, **_LABELS}, ACTIVITY_STOPS)
_YEAR_AND_AMOUNT = re.compile(
    r"(?P<year>第[一二三]年度?|20\d{2}年度?)(?::|为)?(?P<amount>-?[\d,]+\.?\d*(?:万?元)?)"
)
"""A year and its amount in one cell: `第一年 34.00`."""

_LEAST_COLUMNS = 4
_NTH = ("第一年", "第二年", "第三年")


def read_activities(form: Form) -> None:
    """The facts of all activities."""
    parts = list(form.of("rd"))
    heads = [head_of(part.table, _LIST_BOOK, _LEAST_COLUMNS) for part in parts]
    lists = [bool(head and _is_list(head, part)) for head, part in zip(heads, parts, strict=True)]
    blocks = [part for part, listed in zip(parts, lists, strict=True) if not listed]
    head: Columns | None = None
    for part, found, listed in zip(parts, heads, lists, strict=True):
        head = found if listed else head
        if listed and head:
            _read_list(part, head, form)
    numbers = filled_numbers([printed_number(part, _BOOK, "RD") for part in blocks])
    for part, number in zip(blocks, numbers, strict=True):
        if head and number is None and head.width == part.table.column_count:
            _read_list(part, without_head(head), form)
        elif number:
            _read_block(part, number, form)


def _is_list(head: Columns, part: Part) -> bool:
    """Whether labels head columns: most of them stand side by side, with a number below."""
    if "key" not in head.places:
        return False
    keys = [row["key"] for row in rows_below(part.table, head) if "key" in row]
    counted = [int(cell.text) for cell in keys if cell.text.isdecimal()]
    return any(row_numbers(cell.text, "RD") for cell in keys) or (
        len(counted) > 1 and counted == [*range(counted[0], counted[0] + len(counted))]
    )


def _number_in(cell: Cell | None) -> str | None:
    """The number of an activity in the first column of a list; a plain 1 is RD01."""
    text = cell.text if cell else ""
    numbers = row_numbers(f"RD{text}" if text.isdecimal() else text, "RD")
    return numbers[0] if len(numbers) == 1 else None


# ---- blocks


def _read_block(part: Part, key: str, form: Form) -> None:
    reader = Reader(part, _BOOK)
    subject, prefix = key, f"application.rd[{key}]"
    plain = [field for field in ACTIVITY if field.name != "period"]
    entries = list(reader.entries())
    form.recorder.record(reader, plain, prefix, subject, entries)
    for entry in entries:
        if entry.name == "period" and entry.value:
            form.blanks.note(part, subject, _FIELDS["period"].title, entry.value)
            _write_period(prefix, entry.value, form)
    for nth, cell, label in _yearly(reader, form):
        form.blanks.note(part, subject, f"研发经费近三年总支出 {_NTH[nth - 1]}", cell)
        field = Field(f"spent_{nth}", _NTH[nth - 1], (), "money")
        form.recorder.write(f"{prefix}.spent_{nth}", field, cell, reader.unit(label))


def _write_period(prefix: str, cell: Cell, form: Form) -> None:
    first, last = read_period(cell.text)
    form.facts.add(f"{prefix}.started_on", first, snippet(cell))
    form.facts.add(f"{prefix}.ended_on", last, snippet(cell))


def _yearly(reader: Reader, form: Form) -> Iterator[tuple[int, Cell, Cell]]:
    """Place of the year (1 to 3), cell of the amount, and the label that may say its unit."""
    years = three_years(reader.part.table) or year_cells(reader.part.table)
    printed = sorted({label.year for _, label in years if label.year})
    known = form.years or _three(printed)
    grid = reader.grid
    side_by_side = any(_names_year(grid.right_of(cell)) for cell, _ in years)
    for cell, label in years:
        nth = place(label, known)
        value = grid.below(cell) if side_by_side else grid.right_of(cell)
        if nth and value and year_label(value.text) is None:
            yield nth, value, cell
    for cell in reader.part.table.cells:
        inside = _YEAR_AND_AMOUNT.fullmatch(squash(cell.text))
        named = year_label(inside["year"]) if inside else None
        nth = place(named, known) if named else None
        if inside and nth:
            yield nth, msgspec.structs.replace(cell, text=inside["amount"], lines=()), cell


def _names_year(cell: Cell | None) -> bool:
    return cell is not None and year_label(cell.text) is not None


# ---- lists


def _read_list(part: Part, columns: Columns, form: Form) -> None:
    """Activities as rows, as in the tables some regions ask for."""
    grid = Grid(part.table)
    heads = {
        name: next(iter(_head_cells(grid, columns, column)), None) for name, column in columns.places.items()
    }
    reader = Reader(part, _LIST_BOOK)
    yearly = _year_columns(reader, columns, form)
    for row in rows_below(part.table, columns):
        number = _number_in(row.get("key"))
        if number is None:
            continue
        prefix = f"application.rd[{number}]"
        for name, cell in row.items():
            if name in FIELD_LEVELS or name == "key":
                continue
            field = _FIELDS[name]
            form.blanks.note(part, number, field.title, cell)
            if name == "period":
                _write_period(prefix, cell, form)
            else:
                head = heads[name]
                form.recorder.write(f"{prefix}.{name}", field, cell, *([reader.unit(head)] if head else []))
        for nth, column, label in yearly:
            spent = grid.cell(row["key"].row, column)
            if spent:
                field = Field(f"spent_{nth}", _NTH[nth - 1], (), "money")
                form.recorder.write(f"{prefix}.spent_{nth}", field, spent, reader.unit(label))
        _write_levels(prefix, [row[name] for name in FIELD_LEVELS if name in row], form)


def _year_columns(reader: Reader, columns: Columns, form: Form) -> list[tuple[int, int, Cell]]:
    """Place of a year (1 to 3), its column, and its head, which stands in the head row or right below it."""
    rows = {row + below for row in columns.rows for below in (0, 1)}
    heads = [cell for cell in reader.part.table.cells if cell.row in rows and "年" in cell.text]
    named = [(cell, label) for cell in heads if (label := year_label(cell.text))]
    printed = sorted({label.year for _, label in named if label.year})
    known = form.years or _three(printed)
    return [(nth, cell.column, cell) for cell, label in named if (nth := place(label, known))]


def _three(printed: Sequence[int]) -> tuple[int, int, int] | None:
    return (printed[0], printed[1], printed[2]) if len(printed) == len(_NTH) else None


def _head_cells(grid: Grid, columns: Columns, column: int) -> list[Cell]:
    return [cell for row in sorted(columns.rows) if (cell := grid.cell(row, column))]


def _write_levels(prefix: str, levels: Sequence[Cell], form: Form) -> None:
    """A field printed in a column per level."""
    texts = [cell.text for cell in levels if cell.text]
    if texts:
        path = field_value("/".join(texts))
        form.facts.add(f"{prefix}.field", path, *map(snippet, levels))
