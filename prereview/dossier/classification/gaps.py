"""Pages without text: blank ones, those that hold a seal alone, and those that could not be read.

Inside a document they are part of it. Behind one they are part of it when its page
numbers say that pages are missing, or when it is the only one in its file. Elsewhere
a blank page is `blank`, and what could not be read is `unknown`. A seal alone ends the
document above it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from prereview.documents.model import Document, Page
from prereview.dossier.classification.page_text import PageNumber
from prereview.dossier.kinds import DocumentKind
from prereview.dossier.sections import Section

SURE = 0.99
BY_NEIGHBOUR = 0.5
"""Most that can be known of a document whose pages were partly not read."""


def fill_gaps(
    document: Document, found: Sequence[Section], printed: Mapping[int, PageNumber]
) -> tuple[Section, ...]:
    """The sections of the pages with text, and between them those of the other pages.

    `printed` are the printed page numbers by page of the file.
    """
    filled: list[Section] = []
    inside = {number for s in found for number in range(s.first, s.last + 1)}
    begins = {s.first: s for s in found}
    for page in document.pages:
        number = page.number or 1
        if number in begins:
            filled.append(begins[number])
        elif number not in inside:
            _add(filled, page, number, document.path, printed, alone=len(found) == 1)
    return tuple(filled)


def _add(
    filled: list[Section],
    page: Page,
    number: int,
    path: str,
    printed: Mapping[int, PageNumber],
    *,
    alone: bool,
) -> None:
    above = filled[-1] if filled else None
    kind: DocumentKind
    if page.state == "blank":
        kind, confidence = "blank", SURE
    elif above and page.state == "read" and above.kind != "blank":  # a seal on an empty page
        kind, confidence = above.kind, above.confidence
    elif above and (alone or _goes_on(above, number, printed)) and above.kind not in ("blank", "unknown"):
        kind, confidence = above.kind, min(above.confidence, BY_NEIGHBOUR)
    else:
        kind, confidence = "unknown", 0.0
    if above and above.kind == kind:
        filled[-1] = msgspec.structs.replace(above, last=number, confidence=confidence)
    else:
        filled.append(Section(path, kind, number, number, confidence))


def _goes_on(above: Section, number: int, printed: Mapping[int, PageNumber]) -> bool:
    """Whether the page numbers of the document above reach as far as this page."""
    counted = [(page, printed[page]) for page in range(above.first, above.last + 1) if page in printed]
    if not counted or any(b.number - a.number != q - p for (p, a), (q, b) in pairwise(counted)):
        return False
    page, shown = counted[-1]
    return shown.total is not None and shown.number + number - page <= shown.total
