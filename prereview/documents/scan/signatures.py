"""Handwriting among the lines of a page: signatures in pen.

A signature is much taller than the print around it, drawn in strokes thin for its
height, and the recogniser is not sure of it. Titles are tall too, but bold and read
without doubt. This finds candidates; that one stands where a signature belongs is
for others to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from prereview.documents.model import Box, Signature
from prereview.documents.scan.detect import INK
from prereview.documents.scan.image import Pixels
from prereview.documents.scan.recognise import Reading

TALLER = 1.8
"""Handwriting is this many times taller than the lines of the page."""

UNSURE = 0.95
"""Print of that height is read with more confidence."""

THIN = 0.06
"""Mean stroke width of pen in parts of the height; titles are bolder."""

LARGEST = (260.0, 80.0)
"""Width and height in points of a signature together with the label before it."""

FEW_LINES = 4
"""Fewer lines on a page give no measure of its print."""


def find_signatures(bare: Pixels, readings: Sequence[Reading], scale: float) -> list[Signature]:
    """Signatures among the readings of a page, boxes in points."""
    sure = [r.box.height for r in readings if r.confidence > 0.8]
    if len(sure) < FEW_LINES:
        return []
    usual = median(sure)
    found = (_signature(bare, reading, usual, scale) for reading in readings)
    return [signature for signature in found if signature is not None]


def _signature(bare: Pixels, reading: Reading, usual: float, scale: float) -> Signature | None:
    """The part of a reading that is handwriting; `usual` is the height of print in pixels."""
    box = reading.box
    if box.height < TALLER * usual or reading.confidence >= UNSURE:
        return None
    if box.width > LARGEST[0] * scale or box.height > LARGEST[1] * scale:
        return None
    ink = (bare[box.y0 : box.y1, box.x0 : box.x1] < INK).astype(np.uint8)
    tall = _tall_part(ink, usual)
    if tall is None or _stroke_width(ink) > THIN * box.height:
        return None
    left, right = box.x0 + tall[0], box.x0 + tall[1]
    sure = min(0.5 + 0.5 * (box.height / usual - TALLER) + (UNSURE - reading.confidence), 0.95)
    return Signature(
        Box(left / scale, box.y0 / scale, right / scale, box.y1 / scale),
        round(sure, 3),
        _written(reading, tall),
    )


def _stroke_width(ink: Pixels) -> float:
    """Twice the mean distance of ink from paper, in pixels."""
    if not ink.any():
        return 0.0
    return 2 * float(cv2.distanceTransform(ink, cv2.DIST_L2, 3)[ink > 0].mean())


def _tall_part(ink: Pixels, usual: float) -> tuple[int, int] | None:
    """From where to where the ink is taller than print: a label before the signature is left out."""
    present = ink.any(axis=0)
    top = ink.argmax(axis=0)
    bottom = ink.shape[0] - 1 - ink[::-1].argmax(axis=0)
    middle = ink.shape[0] / 2
    outside = present & ((top < middle - 0.7 * usual) | (bottom > middle + 0.7 * usual))
    columns = np.flatnonzero(outside)
    return (int(columns[0]), int(columns[-1]) + 1) if columns.size >= 3 else None


def _written(reading: Reading, tall: tuple[int, int]) -> str:
    """The characters that stand in the tall part."""
    width, reach = max(reading.box.width, 1), 0.02
    first, last = tall[0] / width - reach, tall[1] / width + reach
    return "".join(m.text for m in reading.marks if first <= m.at <= last).strip()
