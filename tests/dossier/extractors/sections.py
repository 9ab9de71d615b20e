"""Sections for tests of extractors: pages in, recorded values out."""

from __future__ import annotations

from prereview.documents.model import Page
from prereview.dossier.extractors import EXTRACTORS
from prereview.dossier.facts import Fact, FactCollector, Value
from prereview.dossier.finders.stitch import stitch
from prereview.dossier.kinds import DocumentKind
from prereview.dossier.sections import Section, SectionView
from prereview.dossier.vocabulary import vocabulary


def facts_of(kind: DocumentKind, *pages: Page) -> dict[str, Fact]:
    """What the extractor of a kind records for these pages, by path; every path is in the vocabulary."""
    section = Section("a.pdf", kind, pages[0].number or 1, pages[-1].number or 1, 1.0)
    collector = FactCollector("a.pdf")
    EXTRACTORS[kind](SectionView(section, pages, stitch(pages)), collector)
    facts = {fact.path: fact for fact in collector.facts()}
    unknown = [path for path in facts if vocabulary().term(path) is None]
    assert unknown == []
    return facts


def values_of(kind: DocumentKind, *pages: Page) -> dict[str, Value]:
    """The values of `facts_of`; money is in yuan."""
    return {path: fact.value for path, fact in facts_of(kind, *pages).items()}
