"""Papers and their texts: what a paper is called, and the pieces of text it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from prereview.documents.model import Line, Snippet, Table, snippet
from prereview.dossier.facts import Evidence, Fact, split_path
from prereview.dossier.kinds import KIND_TITLES, DocumentKind
from prereview.dossier.sections import SectionFacts
from prereview.dossier.values.characters import tight

OWN_PAPERS: frozenset[DocumentKind] = frozenset(
    {
        "application_form",
        "commitment_letter",
        "rd_approval",
        "rd_acceptance",
        "conversion_summary",
        "management_rules",
        "personnel_list",
        "product_description",
        "contents",
    }
)
"""Kinds of papers whose words are the firm's own."""

_NUMBERED_RECORDS = frozenset({"rd_approvals", "rd_acceptances"})
_PRODUCT = re.compile(r"(?<![A-Z])PS\d{2,3}(?!\d)")
_RULE_TITLE = re.compile(r"^[^,。;:、]{2,40}(?:制度|办法|规定|细则|章程|规程|规范|流程)(?:\([^)]*\))?$")


class Piece(NamedTuple):
    """A line or cell of a paper, and what the paper (or the chapter it stands in) is called."""

    paper: str
    place: Snippet


def pieces(section: SectionFacts) -> Iterator[Piece]:
    """All texts of a section in reading order."""
    paper = paper_title(section)
    rules = section.view.kind == "management_rules"
    for block in section.view.blocks:
        if isinstance(block, Line):
            title = tight(block.text).removeprefix("《").removesuffix("》")
            if rules and _RULE_TITLE.match(title):
                paper = title
            yield Piece(paper, snippet(block))
        elif isinstance(block, Table):
            for cell in block.cells:
                if cell.text:
                    yield Piece(paper, snippet(cell))


def paper_title(section: SectionFacts) -> str:
    """A paper in words: its kind, with the number of the activity or product it is about."""
    number = _record_number(section.facts) or _product_number(section)
    return f"{number} {KIND_TITLES[section.view.kind]}" if number else KIND_TITLES[section.view.kind]


def _record_number(facts: Iterable[Fact]) -> str | None:
    for fact in facts:
        steps = split_path(fact.path)
        if steps[0] in _NUMBERED_RECORDS and not steps[1].startswith("[?"):
            return steps[1][1:-1]
    return None


def _product_number(section: SectionFacts) -> str | None:
    if section.view.kind != "product_description":
        return None
    for block in section.view.blocks[:12]:
        texts = [block.text] if isinstance(block, Line) else [c.text for c in block.cells]
        found = next((m for m in map(_PRODUCT.search, map(tight, texts)) if m), None)
        if found:
            return found[0]
    return None


def evidence_of(section: SectionFacts, place: Snippet) -> Evidence:
    """A piece of text as evidence."""
    return Evidence(
        section.view.section.file,
        place.page,
        place.box,
        place.where,
        place.text,
        place.method,
        place.confidence,
    )
