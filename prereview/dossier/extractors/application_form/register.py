"""企业注册登记表: the firm as registered, in either generation of the table."""

from __future__ import annotations

from prereview.documents.model import Cell, Line, snippet
from prereview.dossier.extractors.application_form.cover import is_blank_date
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import (
    PERSON,
    REGISTER,
    REGISTER_OTHER,
    REGISTER_STOPS,
    REPRESENTATIVE,
    label_book,
)
from prereview.dossier.extractors.application_form.reading import Entry, Reader, text_value
from prereview.dossier.finders.labels import cut_labels, flat
from prereview.dossier.finders.matching import is_label, squash
from prereview.dossier.values.choices import parse_choice
from prereview.dossier.values.dates import read_date
from prereview.dossier.values.fields import field_path
from prereview.dossier.values.identifiers import normalise_uscc

SUBJECT = "企业注册登记表"
_COLLECTION = {"查账征收": ("查账征收", "查账"), "核定征收": ("核定征收", "核定")}
_REPRESENTATIVE = "legal_representative"
_CONTACT = ("手机", "电话", "传真", "E-mail")

_BOOK = label_book(
    {
        **{field.name: field.labels for field in REGISTER},
        _REPRESENTATIVE: REPRESENTATIVE,
        **{field.title: field.labels for field in REGISTER_OTHER},
        **{title: (title,) for title in _CONTACT},
    },
    REGISTER_STOPS,
)
_FIELD = label_book({"field": next(f.labels for f in REGISTER if f.name == "field")}, REGISTER_STOPS)
_SPECIAL = {"uscc", "tax_collection", "field_code", "applied_on"}


def read_register(form: Form) -> None:
    """The facts of the registration table, and of a cover printed as a table."""
    for part in form.of("register"):
        reader = Reader(part, _BOOK)
        entries = [entry for entry in reader.entries() if entry.value]
        plain = [field for field in REGISTER if field.name not in _SPECIAL]
        form.recorder.record(reader, plain, "application", SUBJECT, entries)
        for entry in entries:
            _read_special(entry, form)
            _note_other(entry, reader, form)
        for cell in part.table.cells:
            if _BOOK.name_of(cell.text) == _REPRESENTATIVE:
                _read_representative(reader, cell, form)


def add_field_code(form: Form) -> None:
    """The code of the main field, where the printed path is complete and of the list."""
    printed = form.facts.value("application.field")
    path = field_path(printed) if isinstance(printed, str) else None
    if path and path.code and form.facts.value("application.field_code") is None:
        readers = (Reader(part, _FIELD) for part in form.of("register", "main"))
        places = [snippet(e.value) for reader in readers for e in reader.entries() if e.value and e.text]
        form.facts.add("application.field_code", path.code, *places[:1])


def _read_special(entry: Entry, form: Form) -> None:
    assert entry.value
    if entry.name == "uscc":
        form.facts.add("application.uscc", normalise_uscc(entry.text), snippet(entry.value))
    elif entry.name == "tax_collection":
        chosen = parse_choice(entry.text, _COLLECTION)
        boxes = any(mark in entry.text for mark in "□☐☑■√")
        form.facts.add(
            "application.tax_collection",
            chosen or (None if boxes else text_value(entry.text)),
            snippet(entry.value),
        )
    elif entry.name == "applied_on":
        form.facts.add("application.applied_on", read_date(entry.text), snippet(entry.value))
        if is_blank_date(entry.text) and entry.value.method != "ocr":
            form.blanks.note_alone("申请日期", entry.value)
    elif entry.name == "field_code":
        code = squash(entry.text)
        form.facts.add("application.field_code", code if code.isdigit() else None, snippet(entry.value))


def _note_other(entry: Entry, reader: Reader, form: Form) -> None:
    """Blanks of cells no fact is taken from, contact data under the person's heading."""
    assert entry.value
    title = next(
        (f.title for f in (*REGISTER, *REGISTER_OTHER) if entry.name in (f.name, f.title)), entry.name
    )
    if entry.name in _CONTACT:
        group = reader.grid.cell(entry.label.row, 0)
        title = f"{squash(group.text) if group and group.text else ''} {title}".strip()
    if entry.name not in (_REPRESENTATIVE, "applied_on") and not any(
        f.name == entry.name and f.name not in _SPECIAL for f in REGISTER
    ):
        form.blanks.note(reader.part, SUBJECT, title, entry.value)


def _read_representative(reader: Reader, label: Cell, form: Form) -> None:
    """The representative's name: beside 姓名 in the band of the label, or right of the label itself."""
    band = range(label.row, label.row + label.row_span)
    named = [c for c in reader.part.table.cells if c.row in band and is_label(c.text, PERSON)]
    value = reader.value_of(named[0]) if named else reader.grid.right_of(label)
    if value is None:
        return
    form.blanks.note(reader.part, SUBJECT, "企业法定代表人 姓名", value)
    text = value.text
    if ":" in text:
        line = Line(text, value.page, None, value.where, (), 0.0, value.method, value.confidence)
        cut = cut_labels([line], {"name": PERSON, **{stop: (stop,) for stop in (*_CONTACT, *REGISTER_STOPS)}})
        text = flat(cut["name"]) if "name" in cut else ""
    form.facts.add(f"application.{_REPRESENTATIVE}", text_value(text), snippet(value))
