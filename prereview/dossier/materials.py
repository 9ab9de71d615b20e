"""What the package is made of: kinds of documents present, unread pages, files with a problem, copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from prereview.documents.model import Line
from prereview.dossier.facts import Evidence, Fact
from prereview.dossier.kinds import KIND_TITLES, DocumentKind
from prereview.dossier.sections import SectionFacts, SourceFile

RECOGNISED = 0.5
"""Confidence of a section's kind from which the paper counts as present."""

WHOLE_FILE = "whole file"
"""Where the evidence points that concerns a file and no place in it."""


def list_materials(files: Sequence[SourceFile], sections: Sequence[SectionFacts]) -> Iterator[Fact]:
    """`materials` and `files` facts of a package."""
    yield from _kinds(sections)
    yield _unread(files)
    yield from _problems(files)
    yield from _copies(files)


def _kinds(sections: Sequence[SectionFacts]) -> Iterator[Fact]:
    by_kind: dict[DocumentKind, list[SectionFacts]] = {}
    for section in sections:
        by_kind.setdefault(section.view.kind, []).append(section)
    yield from _maybe(by_kind.get("unknown", ()))
    for kind, members in by_kind.items():
        evidence = tuple(_beginning(member) for member in members)
        pages = sum(m.view.section.last - m.view.section.first + 1 for m in members)
        yield Fact(f"materials[{kind}].title", KIND_TITLES[kind], None, evidence)
        yield Fact(f"materials[{kind}].pages", pages, None, evidence)
        yield Fact(f"materials[{kind}].count", len(members), None, evidence)


def _maybe(unknown: Sequence[SectionFacts]) -> Iterator[Fact]:
    """How many pages of unknown kind may be of each kind, for all they show."""
    for kind in KIND_TITLES:
        signs = [s for s in unknown if s.view.section.maybe is None or kind in s.view.section.maybe]
        pages = sum(s.view.section.last - s.view.section.first + 1 for s in signs)
        if pages:
            places = (msgspec.structs.replace(_beginning(s), confidence=1.0) for s in signs)
            yield Fact(f"materials[{kind}].maybe", pages, None, tuple(places))


def _beginning(section: SectionFacts) -> Evidence:
    """The first line of a section stands for the whole of it."""
    page = next(iter(section.view.pages), None)
    line = next((b for b in page.blocks if isinstance(b, Line)), None) if page else None
    file, confidence = section.view.section.file, _presence(section.view.section.confidence)
    if line is None:
        number = page.number if page else None
        return Evidence(file, number, None, None if number else WHOLE_FILE, "", "text", confidence)
    return Evidence(file, line.page, line.box, line.where, line.text, line.method, confidence)


def _presence(confidence: float) -> float:
    """How sure it is that such a paper is there: as good as certain unless its kind is doubtful."""
    return 1.0 if confidence >= RECOGNISED else confidence


def _unread(files: Sequence[SourceFile]) -> Fact:
    """Pages that were not read; a file that could not even be opened counts as one at least."""
    evidence: list[Evidence] = []
    count = 0
    for file in files:
        lost = file.status == "unreadable" and not file.unread_pages
        count += len(file.unread_pages) or int(lost)
        evidence += [Evidence(file.path, n, None, None, "", "text", 1.0) for n in file.unread_pages[:3]]
        if lost:
            evidence.append(_whole(file, file.problem or ""))
    return Fact("materials.unread_pages", count, None, tuple(evidence))


def _problems(files: Sequence[SourceFile]) -> Iterator[Fact]:
    """Files that cannot be opened or read to the end; unread scans are counted by page instead."""
    for file in files:
        if file.problem and file.status == "unreadable" and not file.unread_pages:
            yield Fact(f"files[{_key(file)}].problem", file.problem, None, (_whole(file, file.problem),))


def _copies(files: Sequence[SourceFile]) -> Iterator[Fact]:
    first: dict[str, SourceFile] = {}
    for file in files:
        original = first.setdefault(file.sha256, file) if file.sha256 and file.page_count else file
        if original is not file:
            places = (_whole(file, file.path), _whole(original, original.path))
            yield Fact(f"files[{_key(file)}].duplicate_of", _key(original), None, places)


def _whole(file: SourceFile, text: str) -> Evidence:
    """A file as evidence: its first page, or the file where it has no pages of its own."""
    paged = file.path.lower().endswith(".pdf")
    return Evidence(file.path, 1 if paged else None, None, None if paged else WHOLE_FILE, text, "text", 1.0)


def _key(file: SourceFile) -> str:
    return file.path.translate(str.maketrans("[]", "（）"))


__all__ = ["WHOLE_FILE", "list_materials"]
