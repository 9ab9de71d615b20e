"""七、企业创新能力: four texts, in a table or, retyped, as headings with paragraphs below."""

from __future__ import annotations

from collections.abc import Sequence

from prereview.documents.glyphs import join_lines
from prereview.documents.model import Line, Snippet
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import label_book
from prereview.dossier.extractors.application_form.parts import title_kind
from prereview.dossier.extractors.application_form.reading import Reader, text_value
from prereview.dossier.extractors.application_form.record_labels import INNOVATION

SUBJECT = "企业创新能力"
_BOOK = label_book({field.name: field.labels for field in INNOVATION})


def read_innovation(form: Form) -> None:
    """The four texts."""
    for part in form.of("innovation"):
        form.recorder.record(Reader(part, _BOOK), INNOVATION, "application.innovation", SUBJECT)
    if form.facts.value(f"application.innovation.{INNOVATION[0].name}") is None:
        _read_paragraphs(form)


def _read_paragraphs(form: Form) -> None:
    """Texts below their headings, up to the next heading."""
    name: str | None = None
    text: list[Line] = []
    for line in (*form.lines, None):
        heading = _BOOK.name_of(line.text) if line else None
        if line is None or heading or title_kind(line.text):
            _write(form, name, text)
            name, text = heading, []
        elif name:
            text.append(line)


def _write(form: Form, name: str | None, lines: Sequence[Line]) -> None:
    if not name or not lines:
        return
    text = join_lines([line.text for line in lines])
    first = lines[0]
    box = first.box
    for line in lines:
        box = box.union(line.box) if box and line.box and line.page == first.page else box
    confidence = min(line.confidence for line in lines)
    place = Snippet(text, first.page, box, first.where, first.method, confidence)
    form.facts.add(f"application.innovation.{name}", text_value(text), place)
