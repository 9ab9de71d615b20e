"""Pages as pictures: the whole page, or the strip around a box, for people to look at.

Pages of PDFs and of picture files alike. Boxes are in points from the top left of
the page as displayed, as everywhere. Not for reading: what is recognised is
rendered by the scan reader itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from prereview.documents.formats import format_of
from prereview.documents.model import Box
from prereview.documents.pdf import open_pdf
from prereview.documents.pdf_page import open_page
from prereview.documents.pictures import load_picture, picture_count

POINTS_PER_INCH = 72
LARGEST_SIDE = 4000
"""Pixels; a larger page is rendered smaller."""

RENDERED_FORMATS = ("pdf", "image")
"""Formats of files whose pages can be rendered."""


class Pages(Protocol):
    """A file whose pages can be drawn; `number` counts from 1."""

    count: int

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points as displayed."""

    def draw(self, number: int, scale: float) -> Image.Image:
        """The page at `scale` pixels a point."""


class Renderer:
    """One opened file; pages are rendered as they are asked for."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    @property
    def page_count(self) -> int:
        """Pages of the file."""
        return self._pages.count

    def size(self, number: int) -> tuple[float, float]:
        """Width and height in points of page `number` (from 1) as displayed."""
        return self._pages.size(number)

    def page(self, number: int, dpi: int = 110) -> Image.Image:
        """Page `number` (from 1) as an RGB picture. Raises `IndexError` for a page that is not there."""
        if not 1 <= number <= self.page_count:
            raise IndexError(number)
        scale = min(dpi / POINTS_PER_INCH, LARGEST_SIDE / max(*self._pages.size(number), 1))
        return self._pages.draw(number, scale)

    def strip(
        self,
        number: int,
        boxes: tuple[Box, ...],
        dpi: int = 110,
        above: float = 60.0,
        colour: str = "#c43d00",
    ) -> Image.Image:
        """The part of a page around some boxes, in full width, with the boxes outlined.

        `above` is the height in points shown above and below them.
        """
        return self.strips(number, (boxes,), dpi, above, colour)[0]

    def strips(
        self,
        number: int,
        groups: Sequence[tuple[Box, ...]],
        dpi: int = 110,
        above: float = 60.0,
        colour: str = "#c43d00",
    ) -> list[Image.Image]:
        """One strip per group of boxes, each with its own boxes outlined; the page is rendered once."""
        page = self.page(number, dpi)
        _, height = self._pages.size(number)
        return [_strip(page, boxes, page.height / height, above, colour) for boxes in groups]


class _PdfPages:
    """Pages of a PDF."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self.count = len(document)

    def size(self, number: int) -> tuple[float, float]:
        width, height = self._document.get_page_size(number - 1)
        return float(width), float(height)

    def draw(self, number: int, scale: float) -> Image.Image:
        page = open_page(self._document, number - 1)
        try:
            image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
            return image
        finally:
            page.close()


class _PicturePages:
    """Pages of a picture file: the frames of a TIFF, else one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.count = picture_count(path)
        self._loaded: tuple[int, Image.Image, float] | None = None

    def size(self, number: int) -> tuple[float, float]:
        picture, scale = self._picture(number)
        return picture.width / scale, picture.height / scale

    def draw(self, number: int, scale: float) -> Image.Image:
        picture, own = self._picture(number)
        size = max(round(picture.width * scale / own), 1), max(round(picture.height * scale / own), 1)
        return picture.resize(size, Image.Resampling.BILINEAR)

    def _picture(self, number: int) -> tuple[Image.Image, float]:
        if self._loaded is None or self._loaded[0] != number:
            loaded = load_picture(self._path, number - 1)
            self._loaded = (number, Image.fromarray(loaded.pixels[:, :, ::-1]), loaded.scale)
        return self._loaded[1:]


def _strip(page: Image.Image, boxes: tuple[Box, ...], scale: float, above: float, colour: str) -> Image.Image:
    """The part of a rendered page around some boxes, in full width; the whole page for none."""
    if not boxes:
        return page
    top = max(round((min(b.top for b in boxes) - above) * scale), 0)
    top = min(top, page.height - 1)
    bottom = min(round((max(b.bottom for b in boxes) + above) * scale), page.height)
    strip = page.crop((0, top, page.width, min(max(bottom, top + 8), page.height)))
    draw = ImageDraw.Draw(strip)
    for box in boxes:
        draw.rectangle(_edges(box, scale, top), outline=colour, width=max(2, round(scale)))
    return strip


def _edges(box: Box, scale: float, cut: int) -> list[int]:
    """The outline of a box in pixels below the cut, a little outside it and never empty."""
    left, right = round((box.x0 - 2) * scale), round((box.x1 + 2) * scale)
    top, bottom = round((box.top - 2) * scale) - cut, round((box.bottom + 2) * scale) - cut
    left, top = max(left, 0), max(top, 0)
    return [left, top, max(right, left + 1), max(bottom, top + 1)]


@contextmanager
def rendered(path: Path, password: str | None = None) -> Iterator[Renderer]:
    """Open a PDF or a picture file for rendering. Raises what reading such a file raises."""
    if format_of(path) == "image":
        yield Renderer(_PicturePages(path))
        return
    document = open_pdf(path, password)
    try:
        yield Renderer(_PdfPages(document))
    finally:
        document.close()


def as_jpeg(image: Image.Image, quality: int = 72) -> bytes:
    """A picture as JPEG bytes."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()
