"""What a reviewer would notice in the firm's own texts: leftovers of drafts, templates and other firms.

Observations are facts like any other; whether they matter is for the checklist.
Only papers the firm wrote itself are searched, contracts and certificates name
others as a matter of course.
"""

from __future__ import annotations

from collections.abc import Sequence

from prereview.documents.model import Document
from prereview.dossier.facts import Fact, Facts
from prereview.dossier.observations.attachments import attachments
from prereview.dossier.observations.dates import impossible_dates
from prereview.dossier.observations.drafts import draft_marks
from prereview.dossier.observations.foreign_names import foreign_names
from prereview.dossier.observations.leftovers import leftovers
from prereview.dossier.observations.page_numbers import page_gaps
from prereview.dossier.observations.repeated import repeated_evidence
from prereview.dossier.observations.similarity import similar_texts
from prereview.dossier.sections import Section, SectionFacts


def observe(
    sections: Sequence[SectionFacts],
    documents: Sequence[tuple[Document, tuple[Section, ...]]],
    facts: Facts,
) -> tuple[Fact, ...]:
    """All observations on a package whose other facts are known."""
    return (
        *leftovers(sections),
        *foreign_names(sections, facts),
        *draft_marks(documents, sections),
        *attachments(documents),
        *page_gaps(documents),
        *similar_texts(facts),
        *impossible_dates(facts),
        *repeated_evidence(facts),
    )


__all__ = ["observe"]
