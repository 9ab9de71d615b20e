"""A digital paper as somebody would scan it: slightly turned, noisy, no text layer."""

from __future__ import annotations

import io
from random import Random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 150


def scan(data: bytes, seed: str, *, grey: bool = False, quality: int = 55) -> bytes:
    """A PDF whose pages are pictures of the pages of another PDF.

    Args:
        data: the digital PDF
        seed: names the paper, so that each scan is turned differently but always alike
        grey: without colour, as office scanners are often set
        quality: of the JPEG pictures
    """
    random = Random(seed)
    source = pypdfium2.PdfDocument(data)
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for page in source:
        width, height = page.get_size()
        picture = page.render(scale=DPI / 72).to_pil().convert("RGB")
        canvas.setPageSize((width, height))
        canvas.drawImage(_jpeg(_worn(picture, random, grey), quality), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    source.close()
    return out.getvalue()


def _worn(picture: Image.Image, random: Random, grey: bool) -> Image.Image:
    turned = picture.rotate(random.uniform(-0.9, 0.9), Image.Resampling.BICUBIC, fillcolor=(250, 250, 247))
    blurred = turned.filter(ImageFilter.GaussianBlur(0.45))
    generator = np.random.default_rng(random.randrange(2**32))
    pixels = np.asarray(blurred, dtype=np.float32)
    rows = np.linspace(0, 1, pixels.shape[0], dtype=np.float32)[:, None, None]
    shade = 0.985 - 0.03 * np.abs(rows - random.random())
    noise = generator.normal(0, 2.2, pixels.shape[:2]).astype(np.float32)[:, :, None]
    worn = Image.fromarray(np.clip(pixels * shade + noise, 0, 255).astype(np.uint8))
    return worn.convert("L") if grey else worn


def _jpeg(picture: Image.Image, quality: int) -> ImageReader:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=quality, optimize=True)
    data.seek(0)
    return ImageReader(data)
