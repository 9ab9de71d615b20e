"""What the benchmarks read: printed pages of a package, and scans made of them with known text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from prereview.documents.model import Box, Line, Page
from prereview.documents.pdf import open_pdf, read_page

DPI = 150.0
PAPERS = ((235, 243, 245), (228, 240, 250), (240, 240, 240))
MOST_IMAGE = 0.12
"""A printed page with larger pictures holds text that its text layer does not have."""


class Scan(NamedTuple):
    """A scanned page: BGR pixels, the text of the page it was made of, piece by piece, and its seals."""

    pixels: np.ndarray
    truth: tuple[str, ...]
    seals: tuple[Box, ...]


def printed_files(package: Path) -> list[Path]:
    """The PDF files of a package that have a text layer."""
    return [path for path in sorted(package.rglob("*.pdf")) if _opens(path)]


def _opens(path: Path) -> bool:
    try:
        with pdfium.PdfDocument(path) as document:
            return document[0].get_textpage().count_chars() > 0
    except pdfium.PdfiumError:
        return False


def scans(package: Path, count: int) -> Iterator[Scan]:
    """Up to `count` pages of a package as a scanner would give them, spread over its files."""
    pages = [(path, i) for path in printed_files(package) for i in range(_page_count(path))]
    made = 0
    for number, (path, index) in enumerate(pages[:: max(len(pages) // (2 * count), 1)]):
        document = open_pdf(path)
        page = read_page(document, index)
        if page.image_share < MOST_IMAGE and page.character_count > 80:
            rendered = document[index].render(scale=DPI / 72).to_numpy()[:, :, :3]
            yield Scan(_scanned(rendered, number), tuple(pieces(page)), tuple(s.box for s in page.seals))
            made += 1
        document.close()
        if made >= count:
            return


def _page_count(path: Path) -> int:
    with pdfium.PdfDocument(path) as document:
        return len(document)


def _scanned(rendered: np.ndarray, number: int) -> np.ndarray:
    """Tinted paper, a slant, noise, JPEG."""
    random = np.random.default_rng(number)
    paper = PAPERS[number % len(PAPERS)]
    height, width = rendered.shape[:2]
    tinted = np.minimum(rendered, np.array(paper, np.uint8))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-1.2, 1.2), 1.0)
    slanted = cv2.warpAffine(tinted, turn, (width, height), borderValue=paper)
    noisy = np.clip(slanted + random.normal(0, 4, slanted.shape), 0, 255).astype(np.uint8)
    return cv2.imdecode(cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 72])[1], cv2.IMREAD_COLOR)


def pieces(page: Page) -> Iterator[str]:
    """Lines and cells of a page without blanks."""
    for block in page.blocks:
        parts = [block] if isinstance(block, Line) else block.cells
        for part in parts:
            text = "".join(part.text.split())
            if text:
                yield text


def write_scans(path: Path, found: list[Scan], repeat: int = 1) -> Path:
    """A PDF of scans, each `repeat` times."""
    canvas = Canvas(str(path))
    readers = [_reader(scan.pixels) for scan in found]
    for turn in range(repeat):
        for scan, reader in zip(found, readers, strict=True):
            size = scan.pixels.shape[1] / DPI * 72, scan.pixels.shape[0] / DPI * 72
            canvas.setPageSize(size)
            canvas.drawImage(reader, 0, 0, *size)
            canvas.drawString(1, 1, "." * (turn % 7))
            canvas.showPage()
    canvas.save()
    return path


def _reader(pixels: np.ndarray) -> ImageReader:
    sink = io.BytesIO()
    Image.fromarray(pixels[:, :, ::-1]).save(sink, "JPEG", quality=90)
    sink.seek(0)
    return ImageReader(sink)
