"""六、上年度高新技术产品（服务）情况表: one block per product or service."""

from __future__ import annotations

from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import label_book
from prereview.dossier.extractors.application_form.listing import head_of, rows_below
from prereview.dossier.extractors.application_form.numbering import filled_numbers, printed_number
from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.extractors.application_form.reading import Reader
from prereview.dossier.extractors.application_form.record_labels import PRODUCT, PRODUCT_KEY
from prereview.dossier.finders.grid import Grid
from prereview.dossier.values.identifiers import row_numbers

_FIELDS = {field.name: field for field in PRODUCT}
_BOOK = label_book({"key": PRODUCT_KEY, **{field.name: field.labels for field in PRODUCT}})
_LEAST_COLUMNS = 4


def read_products(form: Form) -> None:
    """The facts of all products."""
    blocks = [part for part in form.of("products") if not _read_list(part, form)]
    numbers = filled_numbers([printed_number(part, _BOOK, "PS") for part in blocks])
    for part, number in zip(blocks, numbers, strict=True):
        if number:
            reader = Reader(part, _BOOK)
            form.recorder.record(reader, PRODUCT, f"application.products[{number}]", number)


def _read_list(part: Part, form: Form) -> bool:
    """Products as rows; False when the part is no list."""
    head = head_of(part.table, _BOOK, _LEAST_COLUMNS)
    if head is None or "key" not in head.places:
        return False
    reader, grid = Reader(part, _BOOK), Grid(part.table)
    found = False
    for row in rows_below(part.table, head):
        numbers = row_numbers(row["key"].text, "PS") if "key" in row else ()
        for name, cell in row.items() if len(numbers) == 1 else ():
            label = grid.cell(min(head.rows), head.places[name])
            if name != "key" and label:
                found = True
                form.blanks.note(part, numbers[0], _FIELDS[name].title, cell)
                path = f"application.products[{numbers[0]}].{name}"
                form.recorder.write(path, _FIELDS[name], cell, reader.unit(label))
    return found
