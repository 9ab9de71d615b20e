"""二、知识产权汇总表: the counts by kind and the lists, evaluated (IP) and already used (NIP)."""

from __future__ import annotations

from collections.abc import Iterator

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

Row = dict[str, list[Cell]]


def read_counts(form: Form) -> None:
    """The number of rights by kind."""
    for part in form.of("ip_counts"):
        form.recorder.record(Reader(part, _COUNTS), COUNTS, "application.ip_counts", COUNTS_SUBJECT)


def read_rights(form: Form) -> None:
    """Both lists of rights; a list without a head of its own goes on with the one before."""
    head: Columns | None = None
    used = False
    count = 0
    for part in form.of("ip_list"):
        own = head_of(part.table, _RIGHTS, 3)
        if own:
            used = _says_used(part)
            count = 0
        head = own or (without_head(head) if head and head.width == part.table.column_count else None)
        if head is None:
            continue
        for row in _joined_rows(rows_below(part.table, head)):
            count += 1
            _read_right(row, part, form, used, count)


def _says_used(part: Part) -> bool:
    """Whether the heading says that the rights were used in an earlier recognition."""
    above = [squash(line.text) for line in part.heading[-3:]]
    return any("已使用" in text or "已经使用" in text or "不参与评价" in text for text in above)


def _joined_rows(rows: Iterator[dict[str, Cell]]) -> Iterator[Row]:
    """Rows with their remainders: one without number and not whole in itself goes on with the one above."""
    last: Row | None = None
    for row in rows:
        filled = {name: cell for name, cell in row.items() if cell.text}
        if not filled:
            continue
        remainder = (
            "key" in row and "key" not in filled and not {"name", "number", "granted_on"} <= set(filled)
        )
        if last and remainder:
            for name, cell in filled.items():
                last.setdefault(name, []).append(cell)
            continue
        if last:
            yield last
        last = {name: [cell] for name, cell in row.items()}
    if last:
        yield last


def _read_right(row: Row, part: Part, form: Form, used: bool, count: int) -> None:
    record, key = _key(row, used, count)
    if key is None:
        return
    subject = f"{COUNTS_SUBJECT} {key}"
    for name, cells in row.items():
        if name == "key":
            continue
        text = join_lines([cell.text for cell in cells if cell.text])
        form.blanks.note(part, subject, _TITLES[name], next((c for c in cells if c.text), cells[0]))
        if not is_nothing(text):
            form.facts.add(f"application.{record}[{key}].{name}", _value(name, text), _place(cells, text))


def _key(row: Row, used: bool, count: int) -> tuple[str, str | None]:
    """The list a row belongs to and its number; rows of a list without numbers are counted."""
    printed = "".join(cell.text for cell in row.get("key", ()))
    nip = row_numbers(printed, "NIP")
    if nip:
        return "used_ip", nip[0]
    ip = row_numbers(printed, "IP")
    number = int(tight(printed)) if tight(printed).isdecimal() and len(tight(printed)) < 4 else None
    if ip:
        number = int(ip[0][2:])
    elif "key" not in row:
        number = count
    if not number:
        return "ip", None
    return ("used_ip", f"NIP{number:02}") if used else ("ip", f"IP{number:02}")


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
