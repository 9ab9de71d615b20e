"""Pages as pictures: the whole page, or the strip around a box, for people to look at.

Boxes are in points from the top left of the page as displayed, as everywhere.
Not for reading: what is recognised is rendered by the scan reader itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from prereview.documents.model import Box
from prereview.documents.pdf import open_pdf

POINTS_PER_INCH = 72
LARGEST_SIDE = 4000
"""Pixels; a larger page is rendered smaller."""


class Renderer:
    """One opened PDF; pages are rendered as they are asked for."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document

    @property
    def page_count(self) -> int:
        """Pages of the file."""
        return len(self._document)

    def page(self, number: int, dpi: int = 110) -> Image.Image:
        """Page `number` (from 1) as an RGB picture. Raises `IndexError` for a page that is not there."""
        if not 1 <= number <= self.page_count:
            raise IndexError(number)
        page = self._document[number - 1]
        try:
            width, height = page.get_size()
            scale = min(dpi / POINTS_PER_INCH, LARGEST_SIDE / max(width, height, 1))
            image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
            return image
        finally:
            page.close()

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
        page = self.page(number, dpi)
        width, height = self._document[number - 1].get_size()
        scale = page.width / width
        draw = ImageDraw.Draw(page)
        for box in boxes:
            edges = [round(v * scale) for v in (box.x0 - 2, box.top - 2, box.x1 + 2, box.bottom + 2)]
            edges = [
                max(edges[0], 0),
                max(edges[1], 0),
                max(edges[2], edges[0] + 1),
                max(edges[3], edges[1] + 1),
            ]
            draw.rectangle(edges, outline=colour, width=max(2, round(scale)))
        if not boxes:
            return page
        top = max(min(b.top for b in boxes) - above, 0.0)
        bottom = min(max(b.bottom for b in boxes) + above, height)
        return page.crop(
            (0, round(top * scale), page.width, max(round(bottom * scale), round(top * scale) + 8))
        )


@contextmanager
def rendered(path: Path, password: str | None = None) -> Iterator[Renderer]:
    """Open a PDF for rendering. Raises what `open_pdf` raises."""
    document = open_pdf(path, password)
    try:
        yield Renderer(document)
    finally:
        document.close()


def as_jpeg(image: Image.Image, quality: int = 72) -> bytes:
    """A picture as JPEG bytes."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()
