"""Pages as pictures, made in a worker process: a hostile file must not take the screen down."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image

from prereview.documents.package import SourcePath

DPI = 150
"""Fine enough to read small print, coarse enough to be drawn at once."""


def picture_job(source: SourcePath, number: int, password: str | None, dpi: int = DPI) -> Iterator[bytes]:
    """Page `number` (from 1) of a PDF or picture file as JPEG; nothing for other files."""
    if source.format == "pdf":
        from prereview.documents.rendering import as_jpeg, rendered

        with rendered(source.path, password) as renderer:
            if number <= renderer.page_count:
                yield as_jpeg(renderer.page(number, dpi), 85)
    elif source.format == "image":
        from prereview.documents.pictures import load_picture
        from prereview.documents.rendering import as_jpeg

        pixels = load_picture(source.path, number - 1).pixels
        yield as_jpeg(Image.fromarray(pixels[:, :, ::-1].copy()), 85)


def opened(jpeg: bytes) -> Image.Image:
    """The picture a job sent."""
    return Image.open(io.BytesIO(jpeg)).convert("RGB")
