"""What one page shows: its squashed text, the lines that may be its title, its page number.

Everything is squashed once: no white space, one kind of bracket, quote and dash,
lower case, and the simplified form of characters that recognition likes to return
in the traditional one. The reader has already brought the text into NFKC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from prereview.documents.model import Line, Page, Table
from prereview.dossier.classification.headings import (
    LONGEST_TITLE,
    Heading,
    Spot,
    body_size,
    headings_of,
    is_frame,
    is_large,
    spots_of,
    squash,
)
from prereview.dossier.classification.needles import pairs_of

EDGE = 0.09
"""Head and foot of a page, as parts of its height, where page numbers and running heads stand."""

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


def read_pages(pages: Sequence[Page]) -> list[PageText]:
    """What each page shows."""
    spots = [list(spots_of(page)) for page in pages]
    edges = [{key for s in own if (key := _edge_key(s))} for own in spots]
    return [
        _page_text(
            page, own, (edges[i - 1] if i else set()) | (edges[i + 1] if i + 1 < len(edges) else set())
        )
        for i, (page, own) in enumerate(zip(pages, spots, strict=True))
    ]


def _page_text(page: Page, spots: list[Spot], beside: set[tuple[int, str]]) -> PageText:
    lines = [squash(text) for text in _texts(page)]
    text = "\n".join(lines)
    listed = _listed(lines)
    body = body_size(page, spots)
    spots = [s._replace(running=not is_large(s, body) and _edge_key(s) in beside) for s in spots]
    headings = tuple(headings_of(page, spots, body))
    inner = [b for b in page.blocks if not (isinstance(b, Line) and _at_edge(b, page))]
    return PageText(
        text=text,
        pairs=pairs_of(text),
        headings=headings,
        printed=_printed_number(page, spots),
        listed=listed,
        cover=not listed and _is_cover(page, lines) and any(_says_something(s) for s in spots),
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


def _says_something(spot: Spot) -> bool:
    """Whether a line is more than the running head or the number of its page."""
    return not spot.running and not _PLAIN.match(spot.text)


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
            if is_frame(cell, page):
                yield from cell.lines


def _edge_key(spot: Spot) -> tuple[int, str] | None:
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


# ---- page numbers


def _printed_number(page: Page, spots: Sequence[Spot]) -> PageNumber | None:
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
