"""Whether the preparer signed under the cost table of each year.

The line that asks for the signature stands below the last block of its year's
table. "Yes" is said where handwriting stands on that line. "No" only on a printed
page that was looked at, in a form that bears handwriting elsewhere: a form nobody
signed is another matter, on a scan a signature may have been read as words, and a
DOCX is signed on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from prereview.documents.model import Line, Page, Snippet, Table, snippet
from prereview.dossier.extractors.sealing import was_looked_at
from prereview.dossier.extractors.signing import SURE
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash

NEAR = 32.0
"""Points above or below the line within which the signature stands."""

_ASKS = re.compile(r"(?:填报人|填表人|经办人|填报负责人)\(?(?:签字|签名|签章|签)")

_Position = tuple[int, float]
"""Page and height on it, in points from the top."""


def read_cost_signatures(
    pages: Sequence[Page], tables: Mapping[int, Sequence[Table]], facts: FactCollector
) -> None:
    """Record `application.cost_tables` for the years whose tables and lines are told."""
    ends = sorted((end, year) for year, parts in tables.items() for part in parts if (end := _end(part)))
    signed_somewhere = any(mark.confidence >= SURE for page in pages for mark in page.signatures)
    done: set[int] = set()
    for page in pages:
        for place in _asking(page):
            year = _year_above(place, ends)
            if year is None or year in done:
                continue
            done.add(year)
            found = _signed(page, place)
            if found is None and signed_somewhere and place.method != "ocr" and was_looked_at(page):
                facts.add(f"application.cost_tables[{year}].signed", False, place)
            elif found:
                facts.add(f"application.cost_tables[{year}].signed", True, found)


def _end(table: Table) -> _Position | None:
    places = [(cell.page, cell.box.bottom) for cell in table.cells if cell.page and cell.box]
    return max(places) if places else None


def _asking(page: Page) -> Iterator[Snippet]:
    if page.number is None:
        return
    for block in page.blocks:
        for text in (block,) if isinstance(block, Line) else block.cells:
            if text.box is not None and _ASKS.search(squash(text.text)):
                yield snippet(text)


def _year_above(place: Snippet, ends: Sequence[tuple[_Position, int]]) -> int | None:
    """The year of the last table that ends above the line, on this page or the one before."""
    if place.box is None or place.page is None:
        return None
    here = (place.page, place.box.middle)
    above = [(end, year) for end, year in ends if end <= here]
    if not above or place.page - above[-1][0][0] > 1:
        return None
    return above[-1][1]


def _signed(page: Page, place: Snippet) -> Snippet | None:
    """The handwriting on the line."""
    for mark in page.signatures:
        on_line = place.box is not None and abs(mark.box.middle - place.box.middle) <= NEAR
        if on_line and mark.confidence >= SURE:
            return Snippet(mark.text or "签名", page.number, mark.box, None, "ocr", mark.confidence)
    return None
