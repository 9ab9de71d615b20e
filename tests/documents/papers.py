"""Papers for tests: printed pages, what a scanner or a camera makes of them, Word files."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from prereview.documents.model import Line, Page, Table
from prereview.documents.scan.image import PageImage, Pixels

WIDTH, HEIGHT = 595.0, 842.0
FONT = "STSong-Light"
PAPER = (232, 243, 246)

Draw = Callable[[Canvas], None]


def printed(path: Path, *pages: Draw, size: tuple[float, float] = (WIDTH, HEIGHT), **options: object) -> Path:
    """A PDF with one page for each function."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=size, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def text(canvas: Canvas, x: float, top: float, words: str, size: float = 12.0) -> None:
    """Text whose baseline lies `top` points below the top of an A4 page."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, HEIGHT - top, words)


def lines(*texts: str, x: float = 72.0, top: float = 90.0, size: float = 12.0) -> Draw:
    """A page of lines, 26 points apart."""

    def draw(canvas: Canvas) -> None:
        for number, words in enumerate(texts):
            text(canvas, x, top + 26 * number, words, size)

    return draw


def grid(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    x: float = 60.0,
    top: float = 150.0,
    row: float = 24.0,
) -> Draw:
    """A ruled table."""

    def draw(canvas: Canvas) -> None:
        edges = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
        canvas.setLineWidth(0.7)
        for number in range(len(rows) + 1):
            y = HEIGHT - top - number * row
            canvas.line(edges[0], y, edges[-1], y)
        for edge in edges:
            canvas.line(edge, HEIGHT - top, edge, HEIGHT - top - len(rows) * row)
        for number, cells in enumerate(rows):
            for edge, words in zip(edges, cells, strict=False):
                text(canvas, edge + 5, top + number * row + 16, words, 10.5)

    return draw


def both(*parts: Draw) -> Draw:
    """Several drawings on one page."""

    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


def seal(canvas: Canvas, x: float, y: float, name: str, radius: float = 52.0) -> None:
    """A round red seal with a star and a name along its ring; `y` upwards."""
    canvas.saveState()
    canvas.setStrokeColorRGB(0.85, 0.1, 0.12)
    canvas.setFillColorRGB(0.85, 0.1, 0.12)
    canvas.setLineWidth(2.2)
    canvas.circle(x, y, radius)
    canvas.setFont(FONT, 26)
    canvas.drawCentredString(x, y - 9, "★")
    for number, character in enumerate(name):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(125 - 250 * number / max(len(name) - 1, 1))
        canvas.setFont(FONT, 13)
        canvas.drawCentredString(0, radius - 18, character)
        canvas.restoreState()
    canvas.restoreState()


def pixels_of(path: Path, index: int = 0, dpi: float = 150.0) -> Pixels:
    """A page as BGR pixels."""
    with pdfium.PdfDocument(path) as document:
        return np.ascontiguousarray(document[index].render(scale=dpi / 72).to_numpy()[:, :, :3])


def scanned(pixels: Pixels, degrees: float = 0.7, dpi: float = 150.0) -> PageImage:
    """What a scanner makes of a page: tinted paper, a little slant, noise, compression."""
    height, width = pixels.shape[:2]
    tinted = np.minimum(pixels, np.array(PAPER, np.uint8))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    slanted = cv2.warpAffine(tinted, turn, (width, height), borderValue=PAPER)
    noise = np.random.default_rng(7).normal(0, 4, slanted.shape)
    noisy = np.clip(slanted + noise, 0, 255).astype(np.uint8)
    compressed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 70])[1]
    return PageImage(cv2.imdecode(compressed, cv2.IMREAD_COLOR), dpi / 72, dpi)


def photographed(pixels: Pixels, dpi: float = 150.0) -> PageImage:
    """A page on a dark desk, seen at an angle under uneven light."""
    height, width = pixels.shape[:2]
    edge = 90
    desk = np.full((height + 2 * edge, width + 2 * edge, 3), (70, 60, 50), np.uint8)
    desk[edge:-edge, edge:-edge] = np.minimum(pixels, np.array(PAPER, np.uint8))
    corners = np.float32(
        [[edge, edge], [width + edge, edge], [width + edge, height + edge], [edge, height + edge]]
    )
    moved = corners + np.float32([[35, 20], [-10, 45], [-30, -15], [15, -40]])
    seen = cv2.warpPerspective(
        desk, cv2.getPerspectiveTransform(corners, moved), desk.shape[1::-1], borderValue=(70, 60, 50)
    )
    light = np.linspace(0.7, 1.0, seen.shape[1])[None, :, None]
    return PageImage((seen * light).astype(np.uint8), dpi / 72, dpi)


def scan_pdf(path: Path, *images: PageImage) -> Path:
    """A PDF that holds nothing but images."""
    canvas = Canvas(str(path))
    for image in images:
        size = image.pixels.shape[1] / image.scale, image.pixels.shape[0] / image.scale
        canvas.setPageSize(size)
        canvas.drawImage(reader_of(image), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return path


def reader_of(image: PageImage) -> ImageReader:
    """An image for reportlab, compressed as scanners do."""
    sink = io.BytesIO()
    Image.fromarray(image.pixels[:, :, ::-1]).save(sink, "JPEG", quality=85)
    sink.seek(0)
    return ImageReader(sink)


def texts_of(page: Page) -> list[str]:
    """Texts of lines and cells in reading order, without blanks."""
    found: list[str] = []
    for block in page.blocks:
        parts = [block] if isinstance(block, Line) else block.cells
        found += [part.text.replace(" ", "") for part in parts]
    return found


def tables_of(page: Page) -> list[list[list[str]]]:
    """Tables as rows of texts."""
    return [
        [[c.text.replace(" ", "") for c in block.cells if c.row == row] for row in range(block.row_count)]
        for block in page.blocks
        if isinstance(block, Table)
    ]
