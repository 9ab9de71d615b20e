"""Extractors: one per kind of document, from a section to facts.

`EXTRACTORS` is the whole list: a kind without an entry is kept as material of
the package, but nothing is read from it. An extractor reads its section only,
writes paths of the vocabulary only, and leaves out what it cannot read surely.
"""

from __future__ import annotations

from typing import Protocol

from prereview.dossier.extractors import application_form, financial_audit_report
from prereview.dossier.facts import FactCollector
from prereview.dossier.kinds import DocumentKind
from prereview.dossier.sections import SectionView


class Extractor(Protocol):
    """Reads one section and records what it states."""

    def __call__(self, view: SectionView, facts: FactCollector) -> None:
        """Add the facts of `view` to `facts`."""


EXTRACTORS: dict[DocumentKind, Extractor] = {
    "application_form": application_form.extract,
    "financial_audit_report": financial_audit_report.extract,
}
