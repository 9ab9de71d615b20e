"""JPG, PNG, TIFF and other picture files as pages.

Pixels are counted before anything is decoded. Photographs are turned the way
their camera says. A picture without a sound resolution is taken to be an A4 sheet.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import msgspec
import numpy as np
from PIL import Image, ImageOps

from prereview.documents.limits import LIMITS
from prereview.documents.model import Page
from prereview.documents.scan import engine
from prereview.documents.scan.image import HIGHEST_DPI, POINTS_PER_INCH, PageImage

A4_LONG = 842.0
"""Points of the longer side of an A4 sheet."""

SOUND_DPI = (90.0, 700.0)
"""Resolutions outside are what an editor wrote into the file, not what a scanner did."""

TOO_LARGE = "图片尺寸超过限制，请缩小后重新提供"
NO_ENGINE = "未安装文字识别组件，图片未识别"


class TooLargeError(Exception):
    """The picture has more pixels than may be decoded."""


def picture_count(path: Path) -> int:
    """Pages of a picture file (frames of a TIFF); raises when it is damaged or too large."""
    with Image.open(path) as picture:
        _check_size(picture)
        return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1


def read_picture(path: Path, index: int) -> Page:
    """One page of a picture file (`index` from 0)."""
    page = Page(index + 1, 0.0, 0.0, state="image_only", image_share=1.0)
    if not engine.available():
        return msgspec.structs.replace(page, problem=NO_ENGINE)
    return page_of_picture(path, index, page)


def page_of_picture(source: Path | BinaryIO, index: int, page: Page) -> Page:
    """The page with what a picture says; `index` counts the frames of a TIFF from 0."""
    from prereview.documents.scan.page import read_scan

    image = load_picture(source, index)
    height, width = image.pixels.shape[:2]
    sized = msgspec.structs.replace(
        page, width=round(width / image.scale, 2), height=round(height / image.scale, 2)
    )
    return read_scan(image, sized)


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > LIMITS.picture_pixels:
        raise TooLargeError(f"{picture.width}x{picture.height}")


def load_picture(source: Path | BinaryIO, index: int = 0) -> PageImage:
    """A picture as BGR pixels, upright as its camera says, no finer than recognition needs."""
    with Image.open(source) as picture:
        _check_size(picture)
        if index:
            picture.seek(index)
            _check_size(picture)
        dpi = _dpi(picture)
        finest = (LIMITS.page_pixels / (picture.width * picture.height)) ** 0.5
        shrink = min(HIGHEST_DPI / dpi, finest, 1.0)
        if shrink < 0.99:
            picture.draft("RGB", (int(picture.width * shrink), int(picture.height * shrink)))
        upright = ImageOps.exif_transpose(picture)
        flat = _on_white(upright)
        size = (max(round(flat.width * shrink), 1), max(round(flat.height * shrink), 1))
        if shrink < 0.99 and flat.width > size[0]:
            flat = flat.resize(size, Image.Resampling.LANCZOS)
    pixels = np.ascontiguousarray(np.asarray(flat)[:, :, ::-1])
    return PageImage(pixels, dpi * shrink / POINTS_PER_INCH, dpi)


def _dpi(picture: Image.Image) -> float:
    """The resolution the file states when it is sound, else that of an A4 sheet."""
    stated = picture.info.get("dpi")
    if stated and stated[0] and SOUND_DPI[0] <= float(stated[0]) <= SOUND_DPI[1]:
        longer = max(picture.width, picture.height) / float(stated[0]) * POINTS_PER_INCH
        if A4_LONG * 0.4 <= longer <= A4_LONG * 2.5:
            return float(stated[0])
    return max(picture.width, picture.height) / A4_LONG * POINTS_PER_INCH


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, clear).convert("RGB")
    return picture.convert("RGB")
