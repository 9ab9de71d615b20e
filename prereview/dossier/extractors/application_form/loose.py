"""Single cells of a form whose rules a scan lost: labels and values as lines beside each other.

Only what stands alone beside its label is read, and only where no table of that
kind was found: matrices and lists without rules are left out, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from prereview.documents.model import Cell, Snippet
from prereview.dossier.extractors.application_form.cover import with_stops
from prereview.dossier.extractors.application_form.form import Form
from prereview.dossier.extractors.application_form.labels import MAIN, REGISTER, Field
from prereview.dossier.finders.labels import cut_labels, flat
from prereview.dossier.values.fields import field_known
from prereview.dossier.values.identifiers import normalise_uscc


def read_loose_lines(form: Form) -> None:
    """Facts of the registration and main tables where those were not found as tables."""
    fields = [*_missing(form)]
    if not fields:
        return
    found = cut_labels(form.lines, with_stops({field.name: field.labels for field in fields}))
    for field in fields:
        place = found.get(field.name)
        if place and field.name == "uscc":
            form.facts.add("application.uscc", normalise_uscc(flat(place)), place)
        elif place and field.kind != "code" and (field.kind != "field" or field_known(flat(place))):
            form.recorder.write(f"application.{field.name}", field, _as_cell(place))


def _missing(form: Form) -> Iterator[Field]:
    for kind, fields in (("register", REGISTER), ("main", MAIN)):
        if not any(part.kind == kind for part in form.parts):
            yield from (f for f in fields if form.facts.value(f"application.{f.name}") is None)


def _as_cell(place: Snippet) -> Cell:
    text = flat(place)
    return Cell(0, 0, 1, 1, text, (), place.page, place.box, place.where, place.method, place.confidence)
