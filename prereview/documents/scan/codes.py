"""QR and bar codes on a page."""

from __future__ import annotations

from typing import Any

import cv2
import zxingcpp

from prereview.documents.glyphs import clean_text
from prereview.documents.scan.clean import PixelBox
from prereview.documents.scan.image import PageImage

LONGEST_TEXT = 2_000
"""Characters of a code's content that are kept."""

KINDS: Any = (zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.Code39)


def find_codes(image: PageImage) -> list[tuple[PixelBox, str, str]]:
    """Box in pixels of the image, kind and content of each code that can be read."""
    grey = cv2.cvtColor(image.pixels, cv2.COLOR_BGR2GRAY)
    found: list[tuple[PixelBox, str, str]] = []
    for code in zxingcpp.read_barcodes(grey, formats=KINDS):
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        xs, ys = [c.x for c in corners], [c.y for c in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
        found.append((box, str(code.format).rpartition(".")[2], clean_text(code.text)[:LONGEST_TEXT]))
    return found
