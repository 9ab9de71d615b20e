"""Who signed: handwriting and seals on the page that asks for them.

A form and a report are signed on one page, known by the words that ask for it.
Signatures elsewhere (under each table, under each statement) say nothing of it.
As with seals, "no" is said only of a page that was looked at, and never of a DOCX.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from prereview.documents.model import Box, Line, Page, Snippet, Table, snippet
from prereview.dossier.extractors.sealing import record_seal, surest, unsure, was_looked_at
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash

SURE = 0.6
"""Less sure shapes are not taken for handwriting."""

NEAR = 90.0
"""Points above or below the words that ask for it within which a signature may stand."""

ACCOUNTANT = re.compile(r"(?:中国)?(?:注册(?:会计|税务)|税务)师(?:签名|签字|盖章|\(|:|$)")
_BEHIND = re.compile(r"(?:师|人)(?:\((?:签名|签字|签章)\))?:[\u4e00-\u9fff]{2,}")
REPRESENTATIVE = re.compile(r"法定代表人\(?(?:签名|签字|签章|盖章)")


def record_signing(
    pages: Sequence[Page], facts: FactCollector, path: str, asks: re.Pattern[str], counted: str | None = None
) -> None:
    """`sealed` of the page that asks for signatures, and who signed there.

    `counted` names the fact for the number of signatures; without it `signed` is
    recorded as yes or no.
    """
    for page in pages:
        asked = [place for place in _texts(page) if asks.search(squash(place.text))]
        if not asked or page.number is None:
            continue
        record_seal((page,), facts, path)
        marks = _marks(page, asked)
        if not marks and not was_looked_at(page):
            continue
        if counted:
            if not marks and any(map(_read_as_words, asked)):
                return  # names behind the labels: printed, or signatures that were read as words
            count = _signers(marks, asked)
            places = [mark.place(page) for mark in _counted(marks, count)]
            facts.add(f"{path}.{counted}", count, *(places or asked[:1]))
        else:
            signed = any(m.hand for m in marks) or any(map(_read_as_words, asked))
            places = surest(mark.place(page) for mark in marks)
            facts.add(f"{path}.signed", signed, *(places or _unsure_on_scans(asked[:1], signed)))
        return


def record_draft(pages: Sequence[Page], facts: FactCollector, path: str, asks: re.Pattern[str]) -> None:
    """A DOCX of a paper that is signed on paper is neither signed nor sealed, unless pictures stand in it."""
    for page in pages:
        asked = [place for place in _texts(page) if asks.search(squash(place.text))]
        if asked and page.number is None and not page.image_share:
            facts.add(f"{path}.signed", False, asked[0])
            facts.add(f"{path}.sealed", False, asked[0])


class _Mark(NamedTuple):
    """Handwriting, or the seal a person signs with, near the words that ask for it."""

    box: Box
    text: str
    confidence: float
    hand: bool

    def place(self, page: Page) -> Snippet:
        """The mark as evidence."""
        return Snippet(self.text or "签名", page.number, self.box, None, "ocr", self.confidence)


def _marks(page: Page, asked: Sequence[Snippet]) -> list[_Mark]:
    hands = [_Mark(s.box, s.text, s.confidence, True) for s in page.signatures]
    seals = [_Mark(s.box, s.text, s.confidence, False) for s in page.seals if s.shape != "round"]
    return [m for m in (*hands, *seals) if m.confidence >= SURE and _near(m.box, asked)]


def _signers(marks: Sequence[_Mark], asked: Sequence[Snippet]) -> int:
    """How many persons signed: each by hand, with a seal, or both.

    On a scan a signature may have been read as words behind the label; they count
    where something else shows that the page was signed.
    """
    hands = sum(mark.hand for mark in marks)
    read = sum(map(_read_as_words, asked))
    return max(hands, len(marks) - hands, read if marks else 0)


def _counted(marks: Sequence[_Mark], count: int) -> list[_Mark]:
    """The marks that show so many signers: signatures or seals, whichever are surer; else all."""
    kinds = [[m for m in marks if m.hand is hand] for hand in (True, False)]
    enough = [kind for kind in kinds if len(kind) == count > 0]
    return max(enough, key=lambda kind: min(m.confidence for m in kind), default=list(marks))


def _read_as_words(place: Snippet) -> bool:
    """Whether something on a scan was read behind the label that asks for a signature."""
    return place.method == "ocr" and bool(_BEHIND.search(squash(place.text)))


def _unsure_on_scans(places: Sequence[Snippet], signed: bool) -> list[Snippet]:
    """Faint handwriting may be overlooked on a scan; that nobody signed it is not certain."""
    if signed:
        return list(places)
    return [unsure(place) if place.method == "ocr" else place for place in places]


def _texts(page: Page) -> Iterable[Snippet]:
    for block in page.blocks:
        if isinstance(block, Line):
            yield snippet(block)
        elif isinstance(block, Table):
            yield from (snippet(cell) for cell in block.cells)


def _near(box: Box, asked: Sequence[Snippet]) -> bool:
    return any(
        place.box is not None
        and place.box.top - NEAR <= box.middle <= place.box.bottom + NEAR
        and box.x1 >= place.box.x0 - NEAR
        for place in asked
    )
