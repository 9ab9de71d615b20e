"""A `Page` from an image: of a scan, of a picture file, or of what a printed page shows in pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from prereview.documents.cache import default_cache, pixels_key
from prereview.documents.layout import Glyph
from prereview.documents.model import Page
from prereview.documents.pdf_objects import Drawing
from prereview.documents.scan import read, seals
from prereview.documents.scan.engine import engine_names
from prereview.documents.scan.image import PageImage
from prereview.documents.scan.look import look_of
from prereview.documents.tables import blocks_of

COARSEST_DPI = 70.0
"""Print of usual size has seven pixels of height at this resolution: no one can read it."""

SMALLEST_SIDE = 300
"""Pixels of the shorter side; a smaller picture is a thumbnail."""

TOO_SMALL = "图像分辨率过低，无法识别，请重新扫描或提供清晰图片"

UNREAD = "图像中未能识别出文字"

AROUND_TEXT = 1.0
"""Points around printed text that are blanked before the picture behind it is read."""


def read_scan(image: PageImage, page: Page) -> Page:
    """The page with what its image says; `page` gives number and share of images."""
    if image.source_dpi < COARSEST_DPI or min(image.pixels.shape[:2]) < SMALLEST_SIDE:
        return replace(page, blocks=(), state="image_only", problem=TOO_SMALL)
    seen = _read_once(image)
    if seen.empty and not seen.seals:
        return replace(page, blocks=(), state="blank")
    blocks = blocks_of(seen.rulings, seen.glyphs, page.number or 1)
    return replace(
        page,
        width=round(seen.width, 2),
        height=round(seen.height, 2),
        blocks=blocks,
        state="read" if blocks or seen.empty else "image_only",
        problem=None if blocks or seen.empty else UNREAD,
        view=seen.view,
        seals=tuple(seen.seals),
        signatures=tuple(seen.signatures),
        codes=tuple(seen.codes),
        look=look_of(image.pixels),
        black_and_white=seals.is_black_and_white(image.pixels),
    )


def _read_once(image: PageImage) -> read.Scanned:
    """What the image says, from the cache when it was read before."""
    cache = default_cache()
    key = pixels_key(
        np.ascontiguousarray(image.pixels).tobytes(), image.pixels.shape, image.scale, engine_names()[:1]
    )
    known = cache.get("scans", key, read.Scanned)
    if known is not None:
        return known
    seen = read.read_image(image)
    cache.put("scans", key, seen)
    return seen


def text_beside(image: PageImage, glyphs: Sequence[Glyph], drawing: Drawing) -> list[Glyph]:
    """Characters that only the pictures of a printed page show; it lies level as it is."""
    pixels = image.pixels.copy()
    if drawing.images and drawing.shapes == 0:
        _blank_outside(pixels, image.scale, drawing)
    for glyph in glyphs:
        if glyph.text != " ":
            x0, y0, x1, y1 = (
                round(v * image.scale)
                for v in (
                    glyph.x0 - AROUND_TEXT,
                    glyph.top - AROUND_TEXT,
                    glyph.x1 + AROUND_TEXT,
                    glyph.bottom + AROUND_TEXT,
                )
            )
            part = pixels[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)]
            if part.size:
                part[:] = np.percentile(part.reshape(-1, 3), 90, axis=0)
    return read.read_level(image._replace(pixels=pixels))


def _blank_outside(pixels: np.ndarray, scale: float, drawing: Drawing) -> None:
    """White wherever no picture is."""
    shown = np.zeros(pixels.shape[:2], bool)
    for box in drawing.images:
        x0, y0, x1, y1 = (round(v * scale) for v in (box.x0, box.top, box.x1, box.bottom))
        shown[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)] = True
    pixels[~shown] = 255
