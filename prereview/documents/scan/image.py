"""A page as an image: rendered once, at the resolution its own image has.

`PageImage.pixels` are BGR, `scale` is pixels per point. What the file contains
besides (strips, masks, text over a picture) no longer matters from here on.
"""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from prereview.documents.limits import LIMITS

Pixels = NDArray[Any]
"""8-bit levels, `(height, width)` grey or `(height, width, 3)` BGR; typed loosely as OpenCV does."""

POINTS_PER_INCH = 72.0
USUAL_DPI = 200.0
LOWEST_DPI = 100.0
HIGHEST_DPI = 240.0
"""Finer images show nothing more to the recogniser and cost time to clean."""

MOST_IMAGES = 500
"""Images of a page that are looked at."""


class PageImage(NamedTuple):
    """An image of a page: BGR or grey pixels, pixels per point, and the dpi it was scanned with."""

    pixels: Pixels
    scale: float
    source_dpi: float


def render(page: pdfium.PdfPage, source: float | None = None) -> PageImage:
    """The page as displayed, at a resolution or that of its largest image within sensible bounds."""
    width, height = page.get_size()
    source = source or image_dpi(page) or USUAL_DPI
    dpi = min(max(source, LOWEST_DPI), HIGHEST_DPI)
    largest = (LIMITS.page_pixels / max(width * height, 1.0)) ** 0.5
    scale = min(dpi / POINTS_PER_INCH, largest, LIMITS.image_side / max(width, height, 1.0))
    pixels = page.render(scale=scale, may_draw_forms=True).to_numpy()
    return PageImage(_bgr(pixels), scale, source)


def _bgr(pixels: Pixels) -> Pixels:
    """Three channels, whatever PDFium gave."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
    return np.ascontiguousarray(pixels[:, :, :3])


def image_pixels(page: pdfium.PdfPage) -> int:
    """Pixels of all images of a page, as their headers declare them."""
    total = 0
    for count, item in enumerate(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        if count > MOST_IMAGES:
            break
        width, height = _pixel_size(item)
        total += width * height
    return total


def image_dpi(page: pdfium.PdfPage) -> float | None:
    """Pixels per displayed inch of the largest image; None without a large one."""
    best, dpi = 0.0, None
    area = max(page.get_width() * page.get_height(), 1.0)
    for count, item in enumerate(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        if count > MOST_IMAGES:
            break
        width, height = _pixel_size(item)
        left, bottom, right, top = item.get_bounds()
        shown = abs((right - left) * (top - bottom))
        if shown > max(best, 0.02 * area) and width and height:
            best = shown
            dpi = POINTS_PER_INCH * ((width * height) / shown) ** 0.5
    return dpi


def _pixel_size(item: pdfium.PdfObject) -> tuple[int, int]:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium_c.FPDFImageObj_GetImagePixelSize(item.raw, width, height):
        return 0, 0
    return width.value, height.value
