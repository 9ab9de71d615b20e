"""What one page shows: its squashed text, the lines that may be its title, its page number.

Everything is squashed once, here: no white space, one kind of bracket, quote and
dash, lower case, and the simplified form of characters that recognition likes to
return in the traditional one. The reader has already brought the text into NFKC.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from prereview.documents.model import Box, Cell, Line, Page, Table
from prereview.dossier.classification.needles import pairs_of

EDGE = 0.09
"""Head and foot of a page, as parts of its height, where page numbers and running heads stand."""

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
_CLAUSE = re.compile(r"第[一二三四五六七八九十\d]+[章条]|.{12,}。")
_DIGITS = re.compile(r"\d+")
_COUNTED = re.compile(
    r"第(\d{1,3})页[,/]?\(?共(\d{1,3})页|共(\d{1,3})页[,/]?\(?第(\d{1,3})页|page(\d{1,3})of(\d{1,3})"
)
_OF = re.compile(r"^(\d{1,3})/(\d{1,3})$")
_PLAIN = re.compile(r"^(?:-|第)?(\d{1,3})(?:-|页)?$")
_ENTRY = re.compile(r"[.…·]{3,}.{0,3}\d{0,4}$|^.{4,40}[^\d年月日.,]\d{1,3}$")
_DOTS = re.compile(r"[.…·]{4,}")


class PageNumber(NamedTuple):
    """A printed page number and, where printed, the number of pages."""

    number: int
    total: int | None


class Heading(NamedTuple):
    """A line that may be the title of its page; `prominence` from 0 to 1."""

    text: str
    prominence: float
    recognised: bool
    large: bool


class PageText(NamedTuple):
    """One page as the scoring needs it."""

    text: str
    """All lines and cells, squashed, one per line."""
    pairs: set[str]
    headings: tuple[Heading, ...]
    printed: PageNumber | None
    listed: int
    """Lines that look like entries of a contents page."""
    cover: bool
    """Little text and a title: a page before the document proper."""
    divider: bool
    """A line and nothing else: the sheet before a group of documents."""
    heads: frozenset[str]
    """Running heads, without their numbers."""
    scanned: bool
    first: Line | Table | None
    last: Line | Table | None


class _Spot(NamedTuple):
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


def read_pages(pages: Sequence[Page]) -> list[PageText]:
    """What each page shows."""
    spots = [list(_spots(page)) for page in pages]
    edges = [{key for s in own if (key := _edge_key(s))} for own in spots]
    return [
        _page_text(
            page, own, (edges[i - 1] if i else set()) | (edges[i + 1] if i + 1 < len(edges) else set())
        )
        for i, (page, own) in enumerate(zip(pages, spots, strict=True))
    ]


def _page_text(page: Page, spots: list[_Spot], beside: set[tuple[int, str]]) -> PageText:
    lines = [squash(text) for text in _texts(page)]
    text = "\n".join(lines)
    listed = _listed(lines)
    body = _body_size(page, spots)
    spots = [s._replace(running=not _is_large(s, body) and _edge_key(s) in beside) for s in spots]
    headings = tuple(_headings(page, spots, body))
    inner = [b for b in page.blocks if not (isinstance(b, Line) and _at_edge(b, page))]
    return PageText(
        text=text,
        pairs=pairs_of(text),
        headings=headings,
        printed=_printed_number(page, spots),
        listed=listed,
        cover=not listed and _is_cover(page, lines),
        divider=len(inner) == 1 and isinstance(inner[0], Line) and len(inner[0].text) <= LONGEST_TITLE,
        heads=frozenset(key[1] for s in spots if s.running and (key := _edge_key(s)) and _is_head(key[1])),
        scanned=any(s.recognised for s in spots),
        first=inner[0] if inner else None,
        last=inner[-1] if inner else None,
    )


def _is_cover(page: Page, lines: Sequence[str]) -> bool:
    """Whether a page has a few short lines and nothing else."""
    return (
        not any(isinstance(b, Table) for b in page.blocks)
        and len(lines) <= 16
        and sum(map(len, lines)) < 240
        and all(len(line) <= 40 and not _CLAUSE.match(line) for line in lines)
    )


def _listed(lines: Sequence[str]) -> int:
    """How many lines are entries of a contents page, when most of them are."""
    dotted = sum(1 for line in lines if _DOTS.search(line))
    if not dotted and not any("目录" in line[:8] for line in lines[:4]):
        return 0
    entries = sum(1 for line in lines if _ENTRY.search(line))
    return entries if entries + dotted >= 0.4 * len(lines) else 0


def _texts(page: Page) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Line):
            yield block.text
            continue
        for cell in block.cells:
            if cell.text:
                yield cell.text
            if _is_frame(cell, page):
                yield from cell.lines


# ---- lines with their places


def _spots(page: Page) -> Iterator[_Spot]:
    height = page.height or 1.0
    for order, block in enumerate(page.blocks):
        if isinstance(block, Line):
            top = block.box.top / height if block.box else order / 40
            if block.where not in ("header", "footer"):
                yield _Spot(squash(block.text), top, block.box, block.size, block.method == "ocr")
            continue
        for cell in block.cells:
            if _is_frame(cell, page):
                yield from _lines_of_frame(cell, height)
            elif cell.row == 0 and cell.column_span >= max(2, 0.6 * block.column_count) and cell.text:
                top = cell.box.top / height if cell.box else order / 40
                yield _Spot(squash(cell.text), top, cell.box, 0.0, cell.method == "ocr")


def _is_frame(cell: Cell, page: Page) -> bool:
    """Whether a cell is no cell but the border of a certificate around the whole text."""
    box = cell.box
    return (
        len(cell.lines) >= 4 and box is not None and box.width * box.height > 0.2 * page.width * page.height
    )


def _lines_of_frame(cell: Cell, height: float) -> Iterator[_Spot]:
    box = cell.box
    assert box is not None
    for i, text in enumerate(cell.lines):
        top = (box.top + box.height * i / len(cell.lines)) / height
        yield _Spot(squash(text), top, None, 0.0, cell.method == "ocr")


def _body_size(page: Page, spots: Sequence[_Spot]) -> float:
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


def _edge_key(spot: _Spot) -> tuple[int, str] | None:
    """What makes a running head: its height and its words without numbers."""
    if spot.box is None or EDGE < spot.top < 1 - EDGE:
        return None
    return round(spot.top * 100), _DIGITS.sub("", spot.text)


def _is_head(text: str) -> bool:
    """Whether a repeated line names a document; labels and page numbers do not."""
    return len(text) >= 6 and ":" not in text


def _at_edge(line: Line, page: Page) -> bool:
    return line.box is not None and (
        line.box.bottom < EDGE * page.height or line.box.top > (1 - EDGE) * page.height
    )


# ---- titles


def _headings(page: Page, spots: Sequence[_Spot], body: float) -> Iterator[Heading]:
    order = 0
    joined: list[_Spot] = []
    for spot in spots:
        large = _is_large(spot, body)
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


def _prominence(spot: _Spot, order: int, page: Page, body: float, *, few: bool) -> float:
    large = _is_large(spot, body)
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


def _is_large(spot: _Spot, body: float) -> bool:
    return body > 0 and spot.size >= min(LARGE * body, SURELY_LARGE)


def _is_centred(box: Box | None, width: float) -> bool:
    return box is not None and abs(box.centre - width / 2) < 0.04 * width and box.width < 0.7 * width


# ---- page numbers


def _printed_number(page: Page, spots: Sequence[_Spot]) -> PageNumber | None:
    plain: PageNumber | None = None
    for spot in spots:
        at_edge = spot.top < 1.5 * EDGE or spot.top > 1 - 1.5 * EDGE
        if len(spot.text) > 40 or not (at_edge or spot.box is None):
            continue
        if found := _COUNTED.search(spot.text) or (_OF.match(spot.text) if at_edge else None):
            number, total = (int(g) for g in found.groups() if g)
            if found.group().startswith("共"):
                number, total = total, number
            if 1 <= number <= total:
                return PageNumber(number, total)
        elif at_edge and page.number is not None and (found := _PLAIN.match(spot.text)):
            plain = PageNumber(int(found.group(1)), None)
    return plain
