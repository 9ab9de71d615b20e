"""The registered number on a certificate: beside its label, else the first of its shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from prereview.documents.model import Line, Snippet
from prereview.dossier.extractors.licence_lines import first_read, recognised, repaired
from prereview.dossier.finders.labels import flat
from prereview.dossier.values.repair import Reading


class NumberReader(Protocol):
    """Finds a registered number in a text."""

    def __call__(self, text: str, *, recognised: bool) -> Reading | None:
        """The number, and whether a misread character of it was put right."""


def number_on(
    labelled: Snippet | None, lines: Sequence[Line], read: NumberReader
) -> tuple[str, Snippet] | None:
    """The number beside its label, else the first of its shape on the page."""
    if labelled:
        reading = read(flat(labelled), recognised=recognised(labelled))
        if reading:
            return reading.value, repaired(labelled, reading.repaired)
    return first_read(lines, lambda text, from_image: read(text, recognised=from_image))
