"""一、主要情况: counts, three years of figures, totals, the declaration on incidents."""

from __future__ import annotations

from collections.abc import Iterator

from prereview.documents.model import Cell
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import MAIN, MAIN_STOPS, YEARLY, Field, label_book
from prereview.dossier.extractors.application_form.reading import Reader
from prereview.dossier.extractors.application_form.years import resolve, year_cells

SUBJECT = "主要情况"

_BOOK = label_book(
    {field.name: field.labels for field in MAIN},
    [*MAIN_STOPS, *(label for field in YEARLY for label in field.labels)],
)
_YEARLY = label_book({field.name: field.labels for field in YEARLY})
_COLUMNS_WITHOUT_HEAD = len(YEARLY)


def read_main_table(form: Form) -> None:
    """The facts of the main table."""
    for part in form.of("main"):
        reader = Reader(part, _BOOK)
        form.recorder.record(reader, MAIN, "application", SUBJECT)
        _read_years(reader, form)


def _read_years(reader: Reader, form: Form) -> None:
    """The matrix of years and figures, years down or across."""
    years = year_cells(reader.part.table)
    heads: dict[str, Cell] = {}
    for cell in reader.part.table.cells:
        if name := _YEARLY.name_of(cell.text):
            heads.setdefault(name, cell)
    down = len({cell.column for cell, _ in years}) == 1
    for year_cell, label in years:
        year = resolve(label, form.years)
        if year is None:
            continue
        for field, head, value in _figures(reader, year_cell, heads, down):
            form.blanks.note(reader.part, SUBJECT, f"{year}年 {field.title}", value)
            path = f"application.years[{year}].{field.name}"
            form.recorder.write(path, field, value, reader.unit(head or year_cell))


def _figures(
    reader: Reader, year_cell: Cell, heads: dict[str, Cell], down: bool
) -> Iterator[tuple[Field, Cell | None, Cell]]:
    """The figures of one year; where a scan lost part of the head, three figures are in the form's order."""
    beside = [c for c in reader.grid.row(year_cell.row) if c.column > year_cell.column]
    in_order = len(beside) == _COLUMNS_WITHOUT_HEAD and all(
        head.column == beside[i].column for i, f in enumerate(YEARLY) if (head := heads.get(f.name))
    )
    for index, field in enumerate(YEARLY):
        head = heads.get(field.name)
        if head:
            value = reader.grid.crossing(year_cell, head) if down else reader.grid.crossing(head, year_cell)
        else:
            value = beside[index] if down and in_order else None
        if value and value is not head and value is not year_cell:
            yield field, head, value
