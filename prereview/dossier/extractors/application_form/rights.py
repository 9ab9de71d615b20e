"""二、知识产权汇总表: the counts by kind and the lists, evaluated (IP) and already used (NIP)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from prereview.documents.glyphs import join_lines
from prereview.documents.model import Cell, Snippet, snippet
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import COUNTS, COUNTS_STOPS, RIGHTS
from prereview.dossier.extractors.application_form.listing import Columns, head_of, rows_below, without_head
from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.extractors.application_form.reading import Reader, is_nothing, text_value
from prereview.dossier.facts import Value
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.characters import tight
from prereview.dossier.values.dates import read_date
from prereview.dossier.values.identifiers import right_key, row_numbers

COUNTS_SUBJECT = "知识产权汇总表"
_COUNTS = LabelBook({field.name: field.labels for field in COUNTS}, COUNTS_STOPS)
_RIGHTS = LabelBook({field.name: field.labels for field in RIGHTS})
_TITLES = {field.name: field.title for field in RIGHTS}


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
    for count, row in enumerate(_joined(_rows(form)), 1):
        _read_right(row, form, count)


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
    """Rows with their remainders: one without number and not whole in itself goes on with the one above."""
    last: _Row | None = None
    for row in rows:
        filled = {name for name, cells in row.cells.items() if cells[0].text}
        if not filled:
            continue
        whole = {"name", "number", "granted_on"} <= filled
        if last and not whole and "key" in row.cells and "key" not in filled:
            for name in filled:
                last.cells.setdefault(name, []).extend(row.cells[name])
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _read_right(row: _Row, form: Form, count: int) -> None:
    record, key = _key(row, count)
    if key is None:
        return
    subject = f"{COUNTS_SUBJECT} {key}"
    for name, cells in row.cells.items():
        if name == "key":
            continue
        text = join_lines([cell.text for cell in cells if cell.text])
        form.blanks.note(row.part, subject, _TITLES[name], next((c for c in cells if c.text), cells[0]))
        if not is_nothing(text):
            form.facts.add(f"application.{record}[{key}].{name}", _value(name, text), _place(cells, text))


def _key(row: _Row, count: int) -> tuple[str, str | None]:
    """The list a row belongs to and its number; rows of a list without numbers are counted."""
    printed = "".join(cell.text for cell in row.cells.get("key", ()))
    nip = row_numbers(printed, "NIP")
    if nip:
        return "used_ip", nip[0]
    ip = row_numbers(printed, "IP")
    number = int(tight(printed)) if tight(printed).isdecimal() and len(tight(printed)) < 4 else None
    if ip:
        number = int(ip[0][2:])
    elif "key" not in row.cells:
        number = count
    if not number:
        return "ip", None
    return ("used_ip", f"NIP{number:02}") if row.used else ("ip", f"IP{number:02}")


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
