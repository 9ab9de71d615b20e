"""Pictures of a DOCX put back where they stand, once they were read.

Boxes inside a picture mean nothing on the page, so what is read from one carries
its place in words.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from prereview.documents.model import Block, Line, Page


class DocxPicture(msgspec.Struct, frozen=True):
    """A picture: after how many blocks it stands, the archive member that holds it
    (empty when there is none), its place in words.

    `width` is how wide it is shown, in points (0 when unknown); `pages_before` is how many
    times a new page was begun before it.
    """

    at: int
    member: str
    where: str
    width: float = 0.0
    pages_before: int = 0


def with_pictures(body: Page, pictures: Sequence[DocxPicture], pages: Sequence[Page]) -> Page:
    """The body with what its pictures say put in where they stand."""
    blocks: list[Block] = list(body.blocks)
    breaks = list(body.breaks)
    order = sorted(zip(pictures, pages, strict=False), key=lambda pair: -pair[0].at)
    for picture, page in order:
        blocks[picture.at : picture.at] = [_without_box(b, picture.where) for b in page.blocks]
        for later in range(picture.pages_before, len(breaks)):
            breaks[later] += len(page.blocks)
    seals = tuple(seal for page in pages for seal in page.seals)
    return msgspec.structs.replace(body, blocks=tuple(blocks), seals=seals, breaks=tuple(breaks))


def _without_box(block: Block, where: str) -> Block:
    place = f"{where}, picture"
    if isinstance(block, Line):
        return msgspec.structs.replace(block, page=None, box=None, words=(), where=place)
    cells = tuple(msgspec.structs.replace(c, page=None, box=None, where=place) for c in block.cells)
    return msgspec.structs.replace(block, cells=cells, edges=(), page=None, box=None, where=place)
