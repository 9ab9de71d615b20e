"""What stands along the ring of a seal: the band of text unrolled to a level line and read."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from prereview.documents.scan.clean import PixelBox
from prereview.documents.scan.detect import TextBox
from prereview.documents.scan.image import PageImage, Pixels
from prereview.documents.scan.recognise import Reading, recognise
from prereview.documents.scan.rings import Ring

TEXT_RING = (0.60, 0.93)
"""Inner and outer radius of the band that holds the text, in parts of the seal's radius."""

PRINT_DARK = 0.5
"""Black print is darker in red light than this part of the paper; red ink is not."""


def ring_text(image: PageImage, ring: Ring) -> Reading | None:
    """What stands along the ring, unrolled clockwise from its widest gap; None when nothing does."""
    strip = unrolled(image, ring)
    strip = np.roll(strip, -_widest_gap(_written(strip)), axis=1)
    filled = np.flatnonzero(_written(strip))
    if filled.size < strip.shape[0] / 2:
        return None
    margin = strip.shape[0] // 3
    first, last = max(int(filled[0]) - margin, 0), min(int(filled[-1]) + margin, strip.shape[1])
    return recognise(strip, [TextBox(first, 0, last, strip.shape[0])])[0]


def _written(strip: Pixels) -> NDArray[Any]:
    """Columns in which a character stands; specks and the text inside the ring are too low."""
    upper = strip[: int(0.8 * strip.shape[0])]
    dark = (upper < 130).sum(axis=0).astype(np.float32)
    near = cv2.blur(dark[None, :], (strip.shape[0] // 4, 1))[0]
    columns: NDArray[Any] = near > 0.12 * strip.shape[0]
    return columns


def unrolled(image: PageImage, ring: Ring) -> Pixels:
    """The band of text along the ring as a level strip: red ink dark on white, print left out."""
    inner, outer = TEXT_RING
    radius = (ring.across + ring.down) / 2
    rows = 48
    columns = int(2 * np.pi * radius * (inner + outer) / 2 * rows / (radius * (outer - inner)))
    angles = np.pi / 2 + np.linspace(0, 2 * np.pi, columns, endpoint=False)
    factors = np.linspace(outer, inner, rows)[:, None]
    xs = (ring.x + ring.across * factors * np.cos(angles)).astype(np.float32)
    ys = (ring.y + ring.down * factors * np.sin(angles)).astype(np.float32)
    x0, y0, x1, y1 = ring.box
    around = (max(x0 - 4, 0), max(y0 - 4, 0), x1 + 4, y1 + 4)
    strip: Pixels = cv2.remap(
        red_ink(image, around), xs - around[0], ys - around[1], cv2.INTER_CUBIC, borderValue=255
    )
    return strip


def red_ink(image: PageImage, box: PixelBox) -> Pixels:
    """Dark where a part of the image is red, white where it is black.

    Green light shows red ink as sharp as print; colours themselves are blurred by
    compression.
    """
    x0, y0, x1, y1 = box
    part = image.pixels[y0:y1, x0:x1]
    green, red = part[:, :, 1].astype(np.float32), part[:, :, 2].astype(np.float32)
    paper, ink = float(np.percentile(green, 75)), float(np.percentile(green, 6))
    level = np.clip((green - ink) / max(paper - ink, 20.0), 0, 1)
    black = np.clip((PRINT_DARK * float(np.percentile(red, 75)) - red) / 30.0, 0, 1)
    black = cv2.dilate(black, np.ones((3, 3), np.uint8))
    shown: Pixels = (255 * np.maximum(level, black)).astype(np.uint8)
    return shown


def _widest_gap(columns: NDArray[Any]) -> int:
    """The middle of the longest run of empty columns on the closed ring."""
    empty = np.flatnonzero(~np.concatenate([columns, columns]))
    if empty.size == 0:
        return 0
    runs = np.split(empty, np.flatnonzero(np.diff(empty) > 1) + 1)
    longest = max(runs, key=len)
    return int(longest[len(longest) // 2]) % len(columns)
