"""What one document states: its sections, and the facts each of them gives.

This is the part of a dossier that depends on one document alone, and the costly one.
It is therefore kept by the content of the document and of the code that reads it:
when one file of a package changes, the others are not worked through again. A section
whose extractor broke is not kept.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from prereview.documents.cache import Cache
from prereview.documents.model import Document, Page
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.stitch import stitch
from prereview.dossier.packing import PackedFact, pack_fact, unpack_fact
from prereview.dossier.sections import Section, SectionFacts, SectionView

logger = logging.getLogger(__name__)

NOT_UNDERSTOOD = "整理内容时出错，该部分未能核对"


class _Kept(msgspec.Struct, frozen=True):
    """Sections of a document, and the facts of each."""

    sections: tuple[Section, ...]
    facts: tuple[tuple[PackedFact, ...], ...]


def read_statements(document: Document, cache: Cache | None = None) -> tuple[SectionFacts, ...]:
    """The sections of a document with what each states, from `cache` where they are known."""
    if cache is None:
        return _read(document)
    key = _key(document)
    kept = cache.get("statements", key, _Kept)
    if kept is not None:
        return _restored(document, kept)
    read = _read(document)
    if not any(section.problem for section in read):
        facts = tuple(tuple(pack_fact(fact) for fact in section.facts) for section in read)
        cache.put("statements", key, _Kept(tuple(s.view.section for s in read), facts))
    return read


def _key(document: Document) -> str:
    digest = hashlib.blake2b(code_version().encode(), digest_size=20)
    digest.update(msgspec.msgpack.encode(document))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def code_version() -> str:
    """Changes with every change of the code and the word lists that this floor reads by."""
    digest = hashlib.blake2b(digest_size=8)
    folder = Path(__file__).parent
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".yaml")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _restored(document: Document, kept: _Kept) -> tuple[SectionFacts, ...]:
    views = section_views(document, kept.sections)
    return tuple(
        SectionFacts(view, tuple(unpack_fact(fact) for fact in facts))
        for view, facts in zip(views, kept.facts, strict=True)
    )


def _read(document: Document) -> tuple[SectionFacts, ...]:
    # Word lists and extractors take longer to import than most checks take to run.
    from prereview.dossier.classify import find_sections

    return tuple(read_section(view) for view in section_views(document, find_sections(document)))


def section_views(document: Document, sections: Sequence[Section]) -> Iterable[SectionView]:
    """Each section with its pages and their blocks as one stream."""
    for section in sections:
        pages = _pages_of(document, section)
        yield SectionView(section, pages, stitch(pages))


def _pages_of(document: Document, section: Section) -> tuple[Page, ...]:
    pages = tuple(p for p in document.pages if section.first <= (p.number or 1) <= section.last)
    if section.blocks is None:
        return pages
    first, end = section.blocks
    # the seals of a DOCX have no places: nobody can tell which of its papers they are on
    return tuple(msgspec.structs.replace(p, blocks=p.blocks[first:end], breaks=(), seals=()) for p in pages)


def read_section(view: SectionView) -> SectionFacts:
    """What one section states; a broken extractor gives nothing and says so."""
    from prereview.dossier.extractors import EXTRACTORS

    collector = FactCollector(view.section.file)
    extract = EXTRACTORS.get(view.kind)
    if extract is None:
        return SectionFacts(view, ())
    try:
        extract(view, collector)
    except Exception:
        logger.exception("%s, pages %s-%s", view.section.file, view.section.first, view.section.last)
        return SectionFacts(view, (), NOT_UNDERSTOOD)
    return SectionFacts(view, collector.facts())
