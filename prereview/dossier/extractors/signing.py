"""Who signed: handwriting and seals on the page that asks for them.

A form and a report are signed on one page, known by the words that ask for it.
Signatures elsewhere (under each table, under each statement) say nothing of it.
As with seals, "no" is said only of a page that was looked at, and never of a DOCX.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from prereview.documents.model import Line, Page, Signature, Snippet, Table, snippet
from prereview.dossier.extractors.sealing import record_seal, was_looked_at
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash

SURE = 0.6
"""Less sure shapes are not taken for handwriting."""

NEAR = 90.0
"""Points above or below the words that ask for it within which a signature may stand."""

ACCOUNTANT = re.compile(r"(?:中国)?注册(?:会计|税务)师(?:签名|签字|盖章|\(|:|$)")
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
        signed = [s for s in page.signatures if s.confidence >= SURE and _near(s, asked)]
        if not signed and not was_looked_at(page):
            continue
        places = [Snippet(s.text or "签名", page.number, s.box, None, "ocr", s.confidence) for s in signed]
        if counted:
            facts.add(f"{path}.{counted}", len(signed), *(places or asked[:1]))
        else:
            facts.add(f"{path}.signed", bool(signed), *(places or asked[:1]))
        return


def _texts(page: Page) -> Iterable[Snippet]:
    for block in page.blocks:
        if isinstance(block, Line):
            yield snippet(block)
        elif isinstance(block, Table):
            yield from (snippet(cell) for cell in block.cells)


def _near(signature: Signature, asked: Sequence[Snippet]) -> bool:
    return any(
        place.box is not None
        and place.box.top - NEAR <= signature.box.middle <= place.box.bottom + NEAR
        and signature.box.x1 >= place.box.x0 - NEAR
        for place in asked
    )
