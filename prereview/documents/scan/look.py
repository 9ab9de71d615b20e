"""How a scanned page looks, in a few hundred bits: the same picture has the same look, whatever its format.

A difference hash: the page is shrunk to a coarse grid, each bit tells whether its
field is brighter than the one to the left. Compression, brightness and resolution
change few bits. Pages of one printed form look alike too, so that a look makes two
pages suspects and no more.
"""

from __future__ import annotations

import cv2
import numpy as np

from prereview.documents.scan.image import Pixels

COLUMNS, ROWS = 32, 44
"""Fields of the grid; an A4 page has fields of about 7 mm."""

STEP = 4
"""Levels (of 255) that count as brighter; less is noise."""


def look_of(pixels: Pixels) -> str:
    """The look of a page as hexadecimal digits."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    grid = cv2.resize(grey, (COLUMNS + 1, ROWS), interpolation=cv2.INTER_AREA).astype(np.int16)
    return np.packbits(grid[:, 1:] - grid[:, :-1] > STEP).tobytes().hex()
