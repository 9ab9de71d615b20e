"""Whether a page goes on from the one before it: page numbers, tables, numbers of the document.

A positive figure speaks for one document, a negative one for two; zero says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from prereview.documents.model import Block, Table
from prereview.dossier.classification.page_text import PageText
from prereview.dossier.classification.patterns import entries

GOES_ON = 14.0
"""`第 2 页 共 7 页` after `第 1 页 共 7 页`."""

STAMPED = 0.35
"""Part of these points when the numbers run through the whole file, which may be one document."""

NEXT_NUMBER = 6.0
"""The same without the number of pages."""

BEGINS = -6.0
"""`第 1 页` after a page with a number of its own."""

BROKEN = -3.0
"""Page numbers that do not follow each other."""

SAME_HEAD = 5.0
"""The same running head; less when the whole file has it, or when it is but a firm's name."""

SAME_HEAD_THROUGHOUT = 1.0

_FIRM = re.compile(r".{3,40}(?:公司|厂)")
"""A firm may print its name on the head of each of its papers."""

SAME_TABLE = 5.0
NEXT_ROW = 4.0
OTHER_MAKE = -2.0
"""A scan after a printed page, or the other way round."""

SAME_NUMBER = 6.0
SAME_SHORT_NUMBER = 2.0
"""`RD03` and `2024` stand on many papers."""

OTHER_NUMBER = -8.0

THROUGHOUT = 0.8
"""Page numbers that fit the file on this part of its pages count the file, not its documents."""

SAME_EDGE = 0.012


def link_pages(pages: Sequence[PageText]) -> list[float]:
    """For each page how much speaks for its going on from the one before it (0 for the first)."""
    stamped = _stamped(pages)
    common = _common_heads(pages)
    return [0.0, *(_link(a, b, stamped) + _by_head(a, b, common) for a, b in pairwise(pages))]


def tables_going_on(pages: Sequence[PageText]) -> list[bool]:
    """For each page whether it begins with the rest of the table that the page before it ends with."""
    return [False, *(_by_table(a.last, b.first) > 0 for a, b in pairwise(pages))]


def _stamped(pages: Sequence[PageText]) -> bool:
    """Whether the page numbers run through the whole file, so that they say little of its documents."""
    printed = [(i, p.printed) for i, p in enumerate(pages) if p.printed]
    offsets = Counter(shown.number - i for i, shown in printed)
    totals = [shown.total for _, shown in printed if shown.total]
    return (
        len(pages) > 1
        and max(offsets.values(), default=0) >= THROUGHOUT * len(pages)
        and all(total >= len(pages) for total in totals)
    )


def _link(above: PageText, below: PageText, stamped: bool) -> float:
    number = _by_number(above, below) * (STAMPED if stamped else 1.0)
    make = OTHER_MAKE if above.scanned != below.scanned else 0.0
    return number + make + _by_table(above.last, below.first)


def _by_number(above: PageText, below: PageText) -> float:
    a, b = above.printed, below.printed
    if b is None:
        return 0.0
    if b.number == 1:
        return BEGINS if a or b.total else 0.0
    if a is None:
        return NEXT_NUMBER / 2 if b.total else 0.0
    if b.number == a.number + 1 and b.total == a.total:
        return GOES_ON if b.total else NEXT_NUMBER
    return BROKEN if b.total else 0.0


def _common_heads(pages: Sequence[PageText]) -> set[str]:
    """Running heads of the whole file."""
    counted = Counter(head for page in pages for head in page.heads)
    return {head for head, count in counted.items() if count >= THROUGHOUT * len(pages)}


def _by_head(above: PageText, below: PageText, common: set[str]) -> float:
    shared = above.heads & below.heads
    if not shared:
        return 0.0
    telling = [head for head in shared - common if not _FIRM.fullmatch(head)]
    return SAME_HEAD if telling else SAME_HEAD_THROUGHOUT


def _by_table(above: Block | None, below: Block | None) -> float:
    if not isinstance(above, Table) or not isinstance(below, Table):
        return 0.0
    row = _numbered(above, last=True)
    if row is not None and _numbered(below, last=False) == row + 1:
        return SAME_TABLE + NEXT_ROW
    return SAME_TABLE if _same_columns(above, below) else 0.0


def _same_columns(above: Table, below: Table) -> bool:
    a, b = above.edges, below.edges
    if len(a) != len(b) or len(a) < 3:
        return False
    width = a[-1] - a[0]
    return all(abs(x - y) <= SAME_EDGE * width for x, y in zip(a, b, strict=True))


def _numbered(table: Table, *, last: bool) -> int | None:
    """The number in the first column of the last row, or of the first row that has one."""
    figures = [int(c.text) for c in table.cells if c.column == 0 and c.text.isdecimal() and len(c.text) <= 4]
    if not figures:
        return None
    return figures[-1] if last else figures[0]


# ---- numbers and years of documents


def number_links(pages: Sequence[PageText]) -> list[dict[int, float]]:
    """For each page and entry whether it states the number (or year) the pages before it stated."""
    links: list[dict[int, float]] = [{} for _ in pages]
    for entry in entries():
        if entry.number is None:
            continue
        carried = ""
        for page, link in zip(pages, links, strict=True):
            if not entry.number.may_match(page.text, page.pairs):
                continue
            if found := entry.number.search(page.text):
                number = next((g for g in found.groups() if g), found.group())
                if carried:
                    link[entry.index] = _compare(carried, number)
                carried = number
    return links


def _compare(one: str, other: str) -> float:
    if one == other:
        return SAME_NUMBER if len(one) > 4 else SAME_SHORT_NUMBER
    # A single figure may be misread; years have too few of them to forgive one.
    if len(one) > 4 and Levenshtein.distance(one, other, score_cutoff=1) <= 1:
        return 0.0
    return OTHER_NUMBER
