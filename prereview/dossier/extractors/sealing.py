"""Whether a paper bears a seal, and whose.

Promised: yes where a seal is seen on one of its pages; no only where every page
was looked at: it holds no picture, or it was recognised as an image.

Refused: the part of a seal set over the edges of several pages seals none of
them; a DOCX shows no seal either way.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from prereview.documents.model import Line, Page, Seal, Snippet, snippet
from prereview.dossier.extractors.papers import signatures
from prereview.dossier.facts import FactCollector

SURE = 0.5
"""Less sure shapes are not taken for seals."""

OVERLOOKED = 0.7
"""How sure it is at most that a mark which scans may hide is not there, 0 to 1."""

NAME_SURE = 0.6
"""Text along a ring that is read less surely is not recorded."""


ABOUT = 0.05
"""Marks whose confidence differs by no more are about as sure."""


class Sealing(NamedTuple):
    """Seals of a paper with their places; `looked` says that none was overlooked."""

    seals: list[tuple[Seal, Snippet]]
    looked: bool


def sealing_of(pages: Iterable[Page]) -> Sealing:
    """The seals on pages, cut ones left out."""
    pages = tuple(pages)
    found = [
        (seal, Snippet(seal.text or "印章", page.number, seal.box, None, "ocr", seal.confidence))
        for page in pages
        for seal in page.seals
        if seal.confidence >= SURE and not seal.cut
    ]
    return Sealing(found, all(map(was_looked_at, pages)))


def record_seal(pages: Iterable[Page], facts: FactCollector, path: str) -> None:
    """`sealed` and `seal_name` of a paper."""
    pages = tuple(pages)
    seals, looked = sealing_of(pages)
    if seals:
        facts.add(f"{path}.sealed", True, *surest(place for _, place in seals))
        firms = [(s, p) for s, p in seals if s.shape != "frame"] or seals  # persons seal with frames
        named = [(s, p) for s, p in firms if s.text and s.text_confidence >= NAME_SURE]
        if named:
            facts.add(f"{path}.seal_name", named[0][0].text, named[0][1])
    elif looked:
        places = _place_for_seal(pages)
        if any(page.black_and_white for page in pages):
            places = [unsure(place) for place in places]
        facts.add(f"{path}.sealed", False, *places)


def surest(places: Iterable[Snippet]) -> list[Snippet]:
    """Marks on which it rests that there is one: the surest, and those about as sure."""
    places = list(places)
    least = max((place.confidence for place in places), default=0.0) - ABOUT
    return [place for place in places if place.confidence >= least]


def unsure(place: Snippet) -> Snippet:
    """The place of a mark that is not seen, but may be overlooked there."""
    return msgspec.structs.replace(place, confidence=min(place.confidence, OVERLOOKED))


def was_looked_at(page: Page) -> bool:
    """A page without pictures, or one that was recognised: its seals, if any, are known."""
    if page.number is None or page.state != "read":
        return False
    recognised = any(isinstance(b, Line) and b.method == "ocr" for b in page.blocks)
    return page.image_share == 0 or recognised or bool(page.signatures or page.codes or page.seals)


def _place_for_seal(pages: Iterable[Page]) -> list[Snippet]:
    """Where a seal would stand: the last line that asks for one, or is a firm's name, else the last line."""
    lines = [block for page in pages for block in page.blocks if isinstance(block, Line)]
    asked = [line for line in lines if "盖章" in line.text or "公章" in line.text or signatures([line])]
    return [snippet(line) for line in (asked or lines)[-1:]]
