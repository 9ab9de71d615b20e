"""Sections with facts or texts for tests of what comes after the extractors."""

from __future__ import annotations

from decimal import Decimal

from prereview.documents.model import Block
from prereview.dossier.facts import Evidence, Fact, Value
from prereview.dossier.kinds import DocumentKind
from prereview.dossier.sections import Section, SectionFacts, SectionView
from tests.dossier.pages import page, paragraph


def fact(path: str, value: Value, file: str = "a.pdf", page_number: int = 1) -> Fact:
    unit = "CNY" if isinstance(value, Decimal) else None
    return Fact(path, value, unit, (Evidence(file, page_number, None, None, str(value), "text", 1.0),))


def section(
    kind: DocumentKind, *contents: Fact | Block | str, file: str = "a.pdf", first: int = 1
) -> SectionFacts:
    """A one-page section: facts it states, blocks or paragraphs it holds."""
    facts = tuple(c for c in contents if isinstance(c, Fact))
    blocks = tuple(
        paragraph(c, n) if isinstance(c, str) else c
        for n, c in enumerate((c for c in contents if not isinstance(c, Fact)), 1)
    )
    view = SectionView(Section(file, kind, first, first, 0.95), (page(*blocks, number=first),), blocks)
    return SectionFacts(view, facts)
