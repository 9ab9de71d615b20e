"""Seals, signatures and codes on a printed page, where they are small pictures.

The rendering of the page shows them as they are seen, whatever the file makes them
of: one picture, a picture with a mask, or drawn paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import cv2
import numpy as np
import pypdfium2 as pdfium
from msgspec.structs import replace

from prereview.documents.glyphs import clean_text
from prereview.documents.model import Box, Code, Page, Seal, Signature
from prereview.documents.pdf_objects import Drawing
from prereview.documents.scan import clean, codes, seals
from prereview.documents.scan.image import PageImage, Pixels, render

MARKS_DPI = 200.0
"""Enough for the text along a ring; the page itself need not be read."""

AROUND = 1.0
"""Points around a picture that are looked at with it."""

SMALL, LARGE = 14.0, 220.0
"""Points of the longer side of a picture that may be a seal, a signature or a code."""

PEN_SHAPE = (0.8, 8.0)
"""Width over height of a signature."""

PEN_HEIGHT = (9.0, 80.0)
"""Height of a signature in points."""

PEN_INK = (0.012, 0.35)
"""Part of a signature's picture that is dark."""

DARK = 130
"""Levels of red light below which ink is pen or print, not a seal."""

BETWEEN_STROKES = 3.0
"""Points around drawn strokes within which others belong to the same signature."""

MOST_STROKES = 400
"""Drawn strokes looked at on a page; drawings of machines have more."""

MANY_SHAPES = 12
"""Paths from which on a seal may be drawn by them."""


def may_be_stamped(drawing: Drawing) -> bool:
    """Whether a page holds pictures of the right size, enough drawn shapes, or drawn pen strokes."""
    return (
        drawing.shapes >= MANY_SHAPES
        or any(_is_small(box) for box in drawing.images)
        or any(map(_is_pen_sized, _drawn(drawing.strokes)))
    )


def with_marks(page: pdfium.PdfPage, read: Page, drawing: Drawing) -> Page:
    """The page with the seals, signatures and codes that its rendering shows."""
    image = render(page, MARKS_DPI)
    found: list[Seal] = []
    coded: list[Code] = []
    for region in _regions(drawing, read):
        left, top = int(region.x0 * image.scale), int(region.top * image.scale)
        part = image.pixels[top : round(region.bottom * image.scale), left : round(region.x1 * image.scale)]
        if part.size:
            look = PageImage(np.ascontiguousarray(part), image.scale, image.source_dpi)
            found += _seals(look, left / image.scale, top / image.scale)
            coded += [
                Code(_points(box, image.scale, left / image.scale, top / image.scale), kind, text)
                for box, kind, text in codes.find_codes(look)
            ]
    pens = [*drawing.images, *_drawn(drawing.strokes)]
    signatures = tuple(_signatures(image, pens, [seal.box for seal in found]))
    return replace(read, seals=tuple(found), codes=tuple(coded), signatures=signatures)


def seals_of_picture(source: BinaryIO, scale: float) -> tuple[Seal, ...]:
    """Seals in a picture of `scale` pixels per point, boxes in points of the picture."""
    from prereview.documents.pictures import load_picture

    return tuple(_seals(load_picture(source)._replace(scale=scale), 0.0, 0.0))


def _regions(drawing: Drawing, page: Page) -> list[Box]:
    """The parts of a page to look at: its small pictures, or all of it when it holds drawn shapes."""
    if drawing.shapes >= MANY_SHAPES:
        return [Box(0.0, 0.0, page.width, page.height)]
    regions = _merged([box for box in drawing.images if _is_small(box)], AROUND)
    return [
        Box(max(r.x0, 0.0), max(r.top, 0.0), min(r.x1, page.width), min(r.bottom, page.height))
        for r in regions
    ]


def _drawn(strokes: Sequence[Box]) -> list[Box]:
    """Strokes that stand together as one."""
    return _merged([s for s in strokes if max(s.width, s.height) <= LARGE][:MOST_STROKES], BETWEEN_STROKES)


def _merged(boxes: Sequence[Box], around: float) -> list[Box]:
    """Boxes widened by `around` points, those that overlap as one."""
    regions: list[Box] = []
    for box in boxes:
        wide = Box(box.x0 - around, box.top - around, box.x1 + around, box.bottom + around)
        while touched := [r for r in regions if _overlap(r, wide)]:
            regions = [r for r in regions if r not in touched]
            for other in touched:
                wide = wide.union(other)
        regions.append(wide)
    return regions


def _overlap(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _seals(image: PageImage, left: float, top: float) -> list[Seal]:
    """Seals of an image whose upper left corner lies at `left`, `top` in points."""
    red = clean.red_mask(image)
    return [
        Seal(
            _points(s.box, image.scale, left, top),
            s.shape,
            s.confidence,
            clean_text(s.text),
            s.text_confidence,
            s.cut,
        )
        for s in seals.find_seals(image, red, clean.seal_boxes(red, image.scale), whole_page=False)
    ]


def _is_small(box: Box) -> bool:
    return SMALL <= max(box.width, box.height) <= LARGE


def _is_pen_sized(box: Box) -> bool:
    return (
        PEN_HEIGHT[0] <= box.height <= PEN_HEIGHT[1]
        and PEN_SHAPE[0] <= box.width / box.height <= PEN_SHAPE[1]
    )


def _points(box: clean.PixelBox, scale: float, left: float, top: float) -> Box:
    x0, y0, x1, y1 = (value / scale for value in box)
    return Box(left + x0, top + y0, left + x1, top + y1)


def _signatures(image: PageImage, pictures: Sequence[Box], sealed: Sequence[Box]) -> list[Signature]:
    """Pictures of pen strokes: a few thin lines, dark also in the red light that seals vanish in."""
    found: list[Signature] = []
    for box in pictures:
        if not _is_pen_sized(box) or any(_same(box, s) for s in sealed):
            continue
        x0, y0, x1, y1 = (round(v * image.scale) for v in (box.x0, box.top, box.x1, box.bottom))
        part = image.pixels[max(y0, 0) : y1, max(x0, 0) : x1]
        if part.size == 0:
            continue
        ink = (part[:, :, 2] < DARK).astype(np.uint8)
        if PEN_INK[0] <= float(ink.mean()) <= PEN_INK[1] and _is_pen(ink):
            found.append(Signature(box, 0.85))
    return found


def _same(picture: Box, seal: Box) -> bool:
    """Whether a picture is that of the seal."""
    reach = 0.2 * max(seal.width, seal.height)
    return (
        abs(picture.centre - seal.centre) < reach
        and abs(picture.middle - seal.middle) < reach
        and picture.width < 1.4 * seal.width
    )


def _is_pen(ink: Pixels) -> bool:
    """Whether ink is a few long strokes, not the many blocks of a code or the dots of a photograph."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    large = stats[1:count, cv2.CC_STAT_AREA] > 0.02 * ink.sum()
    return 1 <= int(large.sum()) <= 40 and count < 200
