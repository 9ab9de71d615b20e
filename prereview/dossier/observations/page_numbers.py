"""Pages that a printed numbering says are missing: `第 4 页 共 9 页` followed by `第 6 页 共 9 页`.

Only what two neighbouring pages or the end of a file show for certain is noted; a
page whose number was not read breaks the comparison, it is not a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from prereview.documents.model import Document, Line, Page
from prereview.dossier.facts import Evidence, Fact
from prereview.dossier.sections import Section
from prereview.dossier.values.characters import tight

_NUMBER = re.compile(r"第(\d{1,3})页[,/]?\(?共(\d{1,3})页\)?")

SURE = 0.9
"""A recognised page number less sure than this (0 to 1) is not used."""


def page_gaps(documents: Sequence[tuple[Document, tuple[Section, ...]]]) -> Iterator[Fact]:
    """`page_gaps`, one per place in a file where numbered pages are missing."""
    number = 0
    for document, _ in documents:
        for printed, present, line in _gaps(document):
            number += 1
            place = (
                Evidence(
                    document.path, line.page, line.box, line.where, line.text, line.method, line.confidence
                ),
            )
            head = f"page_gaps[{number}]"
            yield Fact(f"{head}.document", document.path, None, place)
            yield Fact(f"{head}.printed", printed, None, place)
            yield Fact(f"{head}.present", present, None, place)


def _gaps(document: Document) -> Iterator[tuple[int, int, Line]]:
    """Printed total, last page before the gap, and the line that shows it."""
    numbered = [_numbered(page) for page in document.pages]
    for one, other in pairwise(numbered):
        if one and other and one[1] == other[1] and other[0] > one[0] + 1:
            yield one[1], one[0], other[2]
    last = numbered[-1] if numbered else None
    before = numbered[-2] if len(numbered) > 1 else None
    runs_on = before is not None and last is not None and before[1] == last[1] and last[0] == before[0] + 1
    if last and runs_on and last[0] < last[1]:
        yield last[1], last[0], last[2]


def _numbered(page: Page) -> tuple[int, int, Line] | None:
    """Number, total and line of a page's printed numbering; None without exactly one that makes sense."""
    found = [
        (int(match[1]), int(match[2]), block)
        for block in page.blocks
        if isinstance(block, Line)
        and (match := _NUMBER.search(tight(block.text)))
        and block.confidence >= SURE
    ]
    return found[0] if len(found) == 1 and 1 <= found[0][0] <= found[0][1] else None
