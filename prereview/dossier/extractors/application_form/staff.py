"""三、人力资源情况表: staff and technical staff by kind, all staff by degree, title and age.

The form has a row for each kind of staff; a retyped one may have a column for each,
and may hold a degree and its number in one cell.
"""

from __future__ import annotations

import re

import msgspec

from prereview.documents.model import Cell
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import (
    STAFF_COLUMNS,
    STAFF_GROUPS,
    STAFF_ROWS,
    STAFF_STOPS,
    Field,
    label_book,
)
from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.amounts import parse_count

SUBJECT = "人力资源情况表"
_COLUMN_TITLES = {"all": "企业职工", "tech": "科技人员"}

_COLUMNS = label_book(STAFF_COLUMNS)
_ROWS = label_book({field.name: field.labels for field in STAFF_ROWS}, STAFF_STOPS)
_GROUPS = label_book({field.name: field.labels for field in STAFF_GROUPS}, STAFF_STOPS)
_LABEL_AND_COUNT = re.compile(r"(?P<label>.*?\D):?(?P<count>\d{1,5})人?")
_ROW_FIELDS = {field.name: field for field in STAFF_ROWS}
_GROUP_FIELDS = {field.name: field for field in STAFF_GROUPS}


def read_staff(form: Form) -> None:
    """The facts of the staff table."""
    for part in form.of("staff"):
        grid = Grid(part.table)
        columns = _columns(grid)
        for cell in part.table.cells:
            row, group = _ROWS.name_of(cell.text), _GROUPS.name_of(cell.text)
            if row and _heads_column(grid, cell):
                _read_column(form, part, grid, cell, _ROW_FIELDS[row])
            elif row and (not columns or cell.column < min(columns.values())):
                _read_row(form, part, grid, cell, _ROW_FIELDS[row], columns)
            elif inside := _with_count(cell):
                form.recorder.write(f"application.staff.{inside[0]}", _GROUP_FIELDS[inside[0]], inside[1])
            elif group:
                _read_group(form, part, grid, cell, _GROUP_FIELDS[group])


def _with_count(cell: Cell) -> tuple[str, Cell] | None:
    """A degree, title or age with its number in one cell: `博士 2`."""
    match = _LABEL_AND_COUNT.fullmatch(squash(cell.text))
    name = _GROUPS.name_of(match["label"]) if match else None
    return (name, msgspec.structs.replace(cell, text=match["count"], lines=())) if match and name else None


def _columns(grid: Grid) -> dict[str, int]:
    """Where the columns of the upper half stand; the labels stand beside each other in one row."""
    for row in range(grid.row_count):
        found: dict[str, int] = {}
        for cell in grid.row(row):
            name = _COLUMNS.name_of(cell.text) if cell.row == row else None
            if name:
                found.setdefault(name, cell.column)
        if len(found) == len(STAFF_COLUMNS):
            return found
    return {}


def _heads_column(grid: Grid, label: Cell) -> bool:
    """Whether a kind of staff heads a column: another stands beside it, whose they are stands below."""
    beside = [c for c in grid.row(label.row) if c is not label and _ROWS.name_of(c.text)]
    below = (c for c in grid.table.cells if c.row > label.row and c.column < label.column)
    return bool(beside) and any(_COLUMNS.name_of(c.text) for c in below)


def _read_column(form: Form, part: Part, grid: Grid, label: Cell, field: Field) -> None:
    for row in range(label.row + 1, grid.row_count):
        name = next((n for c in grid.row(row) if (n := _COLUMNS.name_of(c.text))), None)
        cell = grid.cell(row, label.column)
        if name and cell and cell.row == row:
            form.blanks.note(part, SUBJECT, f"{field.title} {_COLUMN_TITLES[name]}", cell)
            form.recorder.write(f"application.staff.{field.name}_{name}", field, cell)


def _read_row(form: Form, part: Part, grid: Grid, label: Cell, field: Field, columns: dict[str, int]) -> None:
    cells = {name: grid.cell(label.row, column) for name, column in columns.items()}
    if not columns:
        beside = [c for c in grid.row(label.row) if c.column > label.column]
        if len(beside) != len(STAFF_COLUMNS) or any(parse_count(c.text) is None for c in beside):
            return
        cells = dict(zip(STAFF_COLUMNS, beside, strict=True))
    for name, cell in cells.items():
        if cell and cell is not label and _ROWS.name_of(cell.text) is None:
            form.blanks.note(part, SUBJECT, f"{field.title} {_COLUMN_TITLES[name]}", cell)
            form.recorder.write(f"application.staff.{field.name}_{name}", field, cell)


def _read_group(form: Form, part: Part, grid: Grid, label: Cell, field: Field) -> None:
    """The number below a label, or right of it where the table runs downwards."""
    right, below = grid.right_of(label), grid.below(label)
    value = right if right and parse_count(right.text) is not None else below
    if value is None or _GROUPS.name_of(value.text) or _GROUPS.knows(value.text):
        return
    form.blanks.note(part, SUBJECT, field.title, value)
    form.recorder.write(f"application.staff.{field.name}", field, value)
