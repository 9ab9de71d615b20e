"""The lines of a page with their places, and which of them may be its title.

A title is large, or centred, or stands first; running text and running heads are
none. Lines inside the border of a certificate count as lines of the page, and so
does the first row of a table that spans it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from prereview.documents.model import Box, Cell, Line, Page, Table

TITLE_ZONE = 0.42
"""Titles of pages stand above this part of the height; those of covers also below."""

LARGE = 1.22
"""A title's characters are this much higher than those of the body, unless it has their size."""

SURELY_LARGE = 18
"""Points from which characters are large on any page, so that covers without body text have titles."""

COVER = 1.6
"""Below the title zone only lines this much larger than the body are titles."""

IN_TABLES = 10
"""The usual height of characters in tables, which the reader does not tell."""

WIDE = 0.62
"""A line of the body's size that is wider than this part of the page is running text."""

A_LINE = 20
"""Longer lines weigh no more, or the longest title would be the body."""

LONGEST_TITLE = 48
FIRST_LINES = 3
FEW = 12
"""On a page of so few lines a centred one is a title wherever it stands."""


_SQUASH = str.maketrans(
    "〔【［[〈〕】］]〉“”„‟＂‘’'`—–−‐‑‒―─━﹣額項別類減財務稅納構報單產業應類數據國標準證書會計師與發專",
    '((((()))))"""""""""----------额项别类减财务税纳构报单产业应类数据国标准证书会计师与发专',
)
_SENTENCE = re.compile(r"[。;?!]|,.*,")


class Heading(NamedTuple):
    """A line that may be the title of its page; `prominence` from 0 to 1."""

    text: str
    prominence: float
    recognised: bool
    large: bool


class Spot(NamedTuple):
    """A line or a line of a cell, with its place as parts of the page."""

    text: str
    top: float
    box: Box | None
    size: float
    recognised: bool
    running: bool = False


def squash(text: str) -> str:
    """Text in NFKC without white space, with one form of everything that varies."""
    return "".join(text.split()).translate(_SQUASH).lower()


def spots_of(page: Page) -> Iterator[Spot]:
    """Lines outside tables, lines within borders, and first rows that span a table, in reading order."""
    height = page.height or 1.0
    for order, block in enumerate(page.blocks):
        if isinstance(block, Line):
            top = block.box.top / height if block.box else order / 40
            if block.where not in ("header", "footer"):
                yield Spot(squash(block.text), top, block.box, block.size, block.method == "ocr")
            continue
        for cell in block.cells:
            if is_frame(cell, page):
                yield from _lines_of_frame(cell, height)
            elif cell.row == 0 and cell.column_span >= max(2, 0.6 * block.column_count) and cell.text:
                top = cell.box.top / height if cell.box else order / 40
                yield Spot(squash(cell.text), top, cell.box, 0.0, cell.method == "ocr")


def is_frame(cell: Cell, page: Page) -> bool:
    """Whether a cell is no cell but the border of a certificate around the whole text."""
    box = cell.box
    return (
        len(cell.lines) >= 4 and box is not None and box.width * box.height > 0.2 * page.width * page.height
    )


def _lines_of_frame(cell: Cell, height: float) -> Iterator[Spot]:
    box = cell.box
    assert box is not None
    for i, text in enumerate(cell.lines):
        top = (box.top + box.height * i / len(cell.lines)) / height
        yield Spot(squash(text), top, None, 0.0, cell.method == "ocr")


def body_size(page: Page, spots: Sequence[Spot]) -> float:
    """The height of most characters of the page, in points; 0 when unknown."""
    sizes: Counter[float] = Counter()
    if any(spot.size for spot in spots):
        sizes[IN_TABLES] = sum(len(c.text) for b in page.blocks if isinstance(b, Table) for c in b.cells)
    for spot in spots:
        if spot.size:
            sizes[round(spot.size)] += min(len(spot.text), A_LINE)
    half, seen = sizes.total() / 2, 0
    for size in sorted(sizes):
        seen += sizes[size]
        if seen >= half:
            return size
    return 0.0


# ---- titles


def headings_of(page: Page, spots: Sequence[Spot], body: float) -> Iterator[Heading]:
    """The lines that may be the title, and large ones that follow each other as one.

    `body` is the height of the body's characters in points.
    """
    order = 0
    joined: list[Spot] = []
    for spot in spots:
        large = is_large(spot, body)
        if not spot.text or spot.running:
            continue
        prominence = _prominence(spot, order, page, body, few=len(spots) <= FEW)
        order += 1
        if large and len(spot.text) <= LONGEST_TITLE:
            joined = [*joined[-2:], spot]
            for start in range(len(joined) - 1):
                text = "".join(s.text for s in joined[start:])
                yield Heading(text, prominence, spot.recognised, True)
        else:
            joined = []
        if prominence and len(spot.text) <= LONGEST_TITLE and not _SENTENCE.search(spot.text):
            yield Heading(spot.text, prominence, spot.recognised, large)


def _prominence(spot: Spot, order: int, page: Page, body: float, *, few: bool) -> float:
    large = is_large(spot, body)
    if page.number is None:
        return 1.0 if order < 6 else 0.6 if order < 14 else 0.0
    if spot.top > TITLE_ZONE:
        if body and spot.size >= COVER * body:
            return 1.0
        return 0.8 if few and spot.size >= body and _is_centred(spot.box, page.width) else 0.0
    if large or _is_centred(spot.box, page.width):
        return 1.0
    if spot.box is not None and spot.box.width > WIDE * page.width:
        return 0.3
    if order < FIRST_LINES:
        return 0.8
    return 0.6 if spot.top < 0.25 else 0.4


def is_large(spot: Spot, body: float) -> bool:
    """Whether a line's characters are larger than those of the body."""
    return body > 0 and spot.size >= min(LARGE * body, SURELY_LARGE)


def _is_centred(box: Box | None, width: float) -> bool:
    return box is not None and abs(box.centre - width / 2) < 0.04 * width and box.width < 0.7 * width
