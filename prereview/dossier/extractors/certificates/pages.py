"""Which lines of a section are one certificate.

Certificates are scanned in a row into one file, two to a page, with or without
their back pages. A new one begins at a title, or on a page that shows another
registered number; a page without a number (fees, applicants) goes with the one before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from prereview.documents.model import Block, Line, Page, Table
from prereview.dossier.extractors.licence_lines import all_lines, frame_of
from prereview.dossier.finders.matching import squash
from prereview.dossier.sections import SectionView

NumberOf = Callable[[Sequence[Line]], str | None]
"""The registered number lines show, if any."""


def certificates_in(view: SectionView, title: re.Pattern[str], number_of: NumberOf) -> list[list[Block]]:
    """The blocks of each certificate; `title` is found in the squashed text of a title line."""
    parts: list[list[Block]] = []
    known: str | None = None
    titled = False
    # the pages as they are: a certificate number at the head of every page is no running head
    for piece in (piece for page in view.pages for piece in _pieces(page, title)):
        lines = all_lines(piece)
        number = number_of(lines)
        has_title = any(title.search(squash(line.text)) for line in lines)
        another = number is not None and known is not None and number != known
        if parts and not another and not (has_title and titled and number is None):
            parts[-1] += piece
            known, titled = known or number, titled or has_title
        else:
            parts.append(piece)
            known, titled = number, has_title
    return parts


def _pieces(page: Page, title: re.Pattern[str]) -> Iterator[list[Block]]:
    """The page, parted at its titles when it has several, one below the other."""
    tops = [b.box.top for b in page.blocks if isinstance(b, Line) and b.box and title.search(squash(b.text))]
    if len(tops) < 2 or any(isinstance(b, Table) and frame_of(b) for b in page.blocks):
        yield list(page.blocks)
        return
    # what stands above a title, as 证书号 may, is nearer to it than the foot of the certificate before
    cuts = [(a + b) / 2 if b - a < _CLOSE else b - _HEAD for a, b in pairwise(tops)]
    placed = [(block.box.middle if block.box else 0.0, block) for block in page.blocks]
    for low, high in zip([float("-inf"), *cuts], [*cuts, float("inf")], strict=True):
        yield [block for middle, block in placed if low <= middle < high]


_CLOSE = 120.0
_HEAD = 60.0
"""Points above a title that still belong to its certificate."""
