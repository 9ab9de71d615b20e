"""Documents to dossier: sections, what each states, one firm's picture.

The order is the promise: pages get their kinds, each section is read by the
extractor of its kind, records are joined by their natural keys, and only then is
anything computed or observed. A section whose extractor breaks counts as unread;
the others go on.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from prereview.documents.cache import Cache
from prereview.documents.model import Document, Line, Page
from prereview.dossier.corroboration import corroborate
from prereview.dossier.derived import derive
from prereview.dossier.facts import Evidence, Fact, Facts
from prereview.dossier.joining import join_records
from prereview.dossier.materials import list_materials
from prereview.dossier.observations import observe
from prereview.dossier.parties import gather_names
from prereview.dossier.records import merge_sections
from prereview.dossier.sections import PageLook, Section, SectionFacts, SourceFile
from prereview.dossier.statements import read_statements


class Dossier(msgspec.Struct, frozen=True):
    """One package as it is known: its files with their sections, and all facts."""

    files: tuple[SourceFile, ...]
    facts: Facts


def build_dossier(
    documents: Iterable[Document], *, as_of: date | None = None, cache: Cache | None = None
) -> Dossier:
    """Everything the documents of one package state, with evidence.

    `as_of` is the application date to use when the form prints none; `cache` keeps
    what each document states, so that only changed ones are worked through again.
    """
    files: list[SourceFile] = []
    read: list[SectionFacts] = []
    marks: list[tuple[Document, tuple[Section, ...]]] = []
    turned: dict[tuple[str, int], Page] = {}
    for document in documents:
        known = read_statements(document, cache)
        sections = tuple(s.view.section for s in known)
        read += known
        files.append(_source_file(document, sections, known))
        marks.append((document, sections))
        turned |= {(document.path, p.number): p for p in document.pages if p.number and p.view}

    stated = corroborate(join_records(merge_sections(read)))
    stated = (*stated, *gather_names(stated))
    stated = (*stated, *list_materials(files, read))
    stated = (*stated, *derive(stated, as_of))
    stated = (*stated, *observe(read, marks, Facts(stated)))
    return Dossier(tuple(files), Facts(as_displayed(fact, turned) for fact in stated))


def as_displayed(fact: Fact, turned: Mapping[tuple[str, int], Page]) -> Fact:
    """The fact with its boxes on the pages as displayed; scans that lay askew were read set upright."""
    if not turned or not any((e.file, e.page) in turned for e in fact.evidence):
        return fact
    evidence = tuple(_as_displayed(e, turned) for e in fact.evidence)
    readings = tuple(as_displayed(r, turned) for r in fact.readings)
    return msgspec.structs.replace(fact, evidence=evidence, readings=readings)


def _as_displayed(evidence: Evidence, turned: Mapping[tuple[str, int], Page]) -> Evidence:
    page = turned.get((evidence.file, evidence.page or 0))
    if page is None or evidence.box is None:
        return evidence
    return msgspec.structs.replace(evidence, box=page.displayed(evidence.box))


def _source_file(
    document: Document, sections: tuple[Section, ...], read: Sequence[SectionFacts]
) -> SourceFile:
    broken = [s for s in read if s.problem]
    unread = {p.number or 1 for p in document.pages if p.state in ("image_only", "failed")}
    unread |= {n for s in broken for n in range(s.view.section.first, s.view.section.last + 1)}
    problem = "；".join(dict.fromkeys(p for p in (document.problem, *(s.problem for s in broken)) if p))
    return SourceFile(
        path=document.path,
        sha256=document.sha256,
        page_count=len(document.pages),
        status="partial" if broken and document.status == "read" else document.status,
        problem=problem or None,
        sections=sections,
        unread_pages=tuple(sorted(unread)),
        looks=tuple(PageLook(p.number or 1, p.look, _numbers(p)) for p in document.pages if p.look),
    )


def _numbers(page: Page) -> tuple[int, ...]:
    """Checksums of the numbers of three and more digits that a page prints."""
    texts = (b.text if isinstance(b, Line) else " ".join(c.text for c in b.cells) for b in page.blocks)
    found = {number for text in texts for number in re.findall(r"[0-9]{3,}", text)}
    return tuple(sorted(zlib.crc32(number.encode()) for number in found))


__all__ = ["Dossier", "Fact", "build_dossier"]
