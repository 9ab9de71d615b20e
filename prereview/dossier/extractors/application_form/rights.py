"""二、知识产权汇总表: the counts by kind and the lists, evaluated (IP) and already used (NIP)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from prereview.documents.glyphs import join_lines
from prereview.documents.model import Cell, Snippet, snippet
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import COUNTS, COUNTS_STOPS, RIGHTS, label_book
from prereview.dossier.extractors.application_form.listing import Columns, head_of, rows_below, without_head
from prereview.dossier.extractors.application_form.numbering import filled_numbers
from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.extractors.application_form.reading import Reader, is_nothing, text_value
from prereview.dossier.facts import Value
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.characters import tight
from prereview.dossier.values.dates import read_date
from prereview.dossier.values.identifiers import right_key, row_numbers

COUNTS_SUBJECT = "知识产权汇总表"
_COUNTS = label_book({field.name: field.labels for field in COUNTS}, COUNTS_STOPS)
_RIGHTS = label_book({field.name: field.labels for field in RIGHTS})
_TITLES = {field.name: field.title for field in RIGHTS}


_SHORTEST_ANSWER = 2
_USED = ("已使用", "已经使用", "不参与评价")


class _Row(NamedTuple):
    """One right as listed: the cells of each column, and the part its first cell stands in."""

    cells: dict[str, list[Cell]]
    part: Part
    used: bool


def read_counts(form: Form) -> None:
    """The number of rights by kind."""
    for part in form.of("ip_counts"):
        form.recorder.record(Reader(part, _COUNTS), COUNTS, "application.ip_counts", COUNTS_SUBJECT)


def read_rights(form: Form) -> None:
    """Both lists of rights."""
    rows = list(_joined(_rows(form)))
    for used in (False, True):
        listed = [row for row in rows if _is_used(row) == used]
        for row, key in zip(listed, filled_numbers([_key(row) for row in listed]), strict=True):
            if key:
                _read_right(row, key, form)


def _rows(form: Form) -> Iterator[_Row]:
    """Rows of all lists; a table without a head of its own goes on with the one before."""
    head: Columns | None = None
    used = False
    for part in form.of("ip_list"):
        own = head_of(part.table, _RIGHTS, 3)
        used = _says_used(part, own) if own else used
        head = own or (without_head(head) if head and head.width == part.table.column_count else None)
        if head:
            for cells in rows_below(part.table, head):
                yield _Row({name: [cell] for name, cell in cells.items()}, part, used)


def _says_used(part: Part, head: Columns) -> bool:
    """Whether the heading says that the rights were used in an earlier recognition."""
    above = [line.text for line in part.heading[-3:]]
    above += [c.text for c in part.table.cells if c.row <= min(head.rows)]
    return any(word in squash(text) for text in above for word in _USED)


def _joined(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Rows with their remainders: what a page end or a narrow column cut off goes on with the row above."""
    last: _Row | None = None
    for row in rows:
        if not any(cells[0].text for cells in row.cells.values()):
            continue
        if last and _is_remainder(row, last):
            for name, cells in row.cells.items():
                last.cells.setdefault(name, []).extend(cell for cell in cells if cell.text)
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _is_remainder(row: _Row, last: _Row) -> bool:
    """Whether a row without number says nothing complete that the row above says already."""
    if "key" not in row.cells or _text(row, "key"):
        return False
    return not any(
        _complete(name, _text(row, name)) and _complete(name, _text(last, name)) for name in row.cells
    )


def _complete(name: str, text: str) -> bool:
    if name == "granted_on":
        return read_date(text) is not None
    if name == "number":
        return right_key(text) is not None
    return name in ("kind", "acquisition") and len(tight(text)) >= _SHORTEST_ANSWER


def _text(row: _Row, name: str) -> str:
    return join_lines([cell.text for cell in row.cells.get(name, ()) if cell.text])


def _is_used(row: _Row) -> bool:
    return row.used or bool(row_numbers(_text(row, "key"), "NIP"))


def _key(row: _Row) -> str | None:
    """The number of a right; None where it is not printed."""
    printed = _text(row, "key")
    numbers = row_numbers(printed, "NIP") or row_numbers(printed, "IP")
    bare_number = tight(printed)
    if len(numbers) == 1:
        number = int(re.sub(r"\D", "", numbers[0]))
    elif bare_number.isdecimal() and len(bare_number) < 4:
        number = int(bare_number)
    else:
        return None
    return f"{'NIP' if _is_used(row) else 'IP'}{number:02}" if number else None


def _read_right(row: _Row, key: str, form: Form) -> None:
    record = "used_ip" if _is_used(row) else "ip"
    subject = f"{COUNTS_SUBJECT} {key}"
    for name, cells in row.cells.items():
        if name == "key":
            continue
        text = _text(row, name)
        form.blanks.note(row.part, subject, _TITLES[name], next((c for c in cells if c.text), cells[0]))
        if not is_nothing(text):
            form.facts.add(f"application.{record}[{key}].{name}", _value(name, text), _place(cells, text))


def _value(name: str, text: str) -> Value | None:
    if name == "granted_on":
        return read_date(text)
    if name == "number":
        return right_key(text) or tight(text)
    return text_value(text)


def _place(cells: list[Cell], text: str) -> Snippet:
    first = next(cell for cell in cells if cell.text)
    place = snippet(first)
    return Snippet(text, place.page, place.box, place.where, place.method, min(c.confidence for c in cells))
