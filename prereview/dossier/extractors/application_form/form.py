"""The form as the readers of its tables see it: parts, loose lines, years, where to write."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from prereview.documents.model import Line
from prereview.dossier.extractors.application_form.blanks import Blanks
from prereview.dossier.extractors.application_form.parts import Part, PartKind
from prereview.dossier.extractors.application_form.reading import Recorder
from prereview.dossier.extractors.application_form.years import Years
from prereview.dossier.facts import FactCollector


class Form(msgspec.Struct, frozen=True):
    """One application form; `years` are None where they cannot be told."""

    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    years: Years | None
    facts: FactCollector
    blanks: Blanks

    def of(self, *kinds: PartKind) -> Iterator[Part]:
        """Parts of the given kinds, in reading order."""
        return (part for part in self.parts if part.kind in kinds)

    @property
    def recorder(self) -> Recorder:
        """Writes values to this form's facts."""
        return Recorder(self.facts, self.blanks)
