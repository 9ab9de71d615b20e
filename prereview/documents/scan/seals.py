"""Seals: where red rings lie on a page, and what stands along the ring.

Sizes follow the rules for official seals: round ones of 38 to 58 mm, oval ones of
tax and invoice seals down to 30 mm high, name stamps from 18 mm; scans made to fit
another paper shrink or grow them. A filled red disc (the national emblem), a line of
red print or a logo is no seal: a seal is a ring or frame with little inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from prereview.documents.model import SealShape
from prereview.documents.scan.clean import PixelBox
from prereview.documents.scan.detect import TextBox, runs
from prereview.documents.scan.image import PageImage, Pixels
from prereview.documents.scan.recognise import padded, recognise
from prereview.documents.scan.ring_text import red_ink, ring_text
from prereview.documents.scan.rings import (
    LARGEST,
    MOST_FILLED,
    RING_SEEN,
    SMALLEST,
    Ring,
    circle_through,
    distinct,
    part_seen,
    rings_in,
)

STAMP = (14.0, 75.0)
"""Lowest and highest rectangular stamp in points."""

FRAME_SEEN = 0.66
"""Part of a stamp's frame that must be red."""

EDGE = 6.0
"""Points from the page's edge within which a seal is cut by it."""

CUT_HEIGHT = (30.0, LARGEST)
"""Height in points of the part of a cut seal."""

CUT_WIDTH = 0.85
"""A seal of which the page shows less than this part of the width is cut."""

LEAST_SURE = 0.5
"""Readings with less confidence say nothing."""


class FoundSeal(NamedTuple):
    """A seal in pixels of the image; `text` is empty when nothing could be read."""

    box: PixelBox
    shape: SealShape
    confidence: float
    text: str = ""
    text_confidence: float = 0.0
    cut: bool = False


def find_seals(
    image: PageImage, red: Pixels, boxes: Sequence[PixelBox], whole_page: bool = True
) -> list[FoundSeal]:
    """Seals among the red shapes `boxes`; only the edges of a whole page cut seals."""
    rings: list[Ring] = []
    others: list[FoundSeal] = []
    for box in boxes:
        stamp = _stamp(image, red, box)
        found = [] if stamp else rings_in(red, box, image.scale)
        rings += found
        other = stamp or (_cut_by_edge(red, box, image.scale) if whole_page and not found else None)
        others += [other] if other else []
    return [_read_ring(image, ring) for ring in distinct(rings)] + others


def _read_ring(image: PageImage, ring: Ring) -> FoundSeal:
    reading = ring_text(image, ring)
    shape: SealShape = "round" if 0.85 < ring.down / ring.across < 1.18 else "oval"
    sure = round(min(0.5 + 0.5 * ring.seen, 0.99), 3)
    box = _within(ring.box, image.pixels)
    cut = box[2] - box[0] < CUT_WIDTH * 2 * ring.across
    if reading is None or reading.confidence < LEAST_SURE:
        return FoundSeal(box, shape, sure, cut=cut)
    least = min(mark.confidence for mark in reading.marks)
    return FoundSeal(box, shape, sure, reading.text.strip(), round(least, 3), cut)


def _within(box: PixelBox, pixels: Pixels) -> PixelBox:
    height, width = pixels.shape[:2]
    return max(box[0], 0), max(box[1], 0), min(box[2], width), min(box[3], height)


def _stamp(image: PageImage, red: Pixels, box: PixelBox) -> FoundSeal | None:
    """A rectangular stamp: a red frame with a name in it."""
    x0, y0, x1, y1 = box
    width, height = (x1 - x0) / image.scale, (y1 - y0) / image.scale
    if not (STAMP[0] <= height <= STAMP[1] and 0.8 * height <= width <= 4.5 * height):
        return None
    part = red[y0:y1, x0:x1]
    edge = max(int(0.08 * part.shape[0]), 2)
    sides = [part[:edge].any(0), part[-edge:].any(0), part[:, :edge].any(1), part[:, -edge:].any(1)]
    seen = float(np.mean([side.mean() for side in sides]))
    filled = cv2.countNonZero(part) / part.size
    if seen < FRAME_SEEN or min(side.mean() for side in sides) < 0.3 or filled > MOST_FILLED:
        return None
    inner = (x0 + edge, y0 + edge, x1 - edge, y1 - edge)
    readings = recognise(*_lines_of_stamp(red_ink(image, inner)))
    sure = [r for r in readings if r.confidence >= LEAST_SURE]
    text = " ".join(r.text.strip() for r in sure)
    level = min((mark.confidence for r in sure for mark in r.marks), default=0.0)
    return FoundSeal(box, "frame", round(0.4 + 0.5 * seen, 3), text, round(level, 3))


def _lines_of_stamp(ink: Pixels) -> tuple[Pixels, list[TextBox]]:
    """The lines of print in a stamp by their rows of ink."""
    large = cv2.resize(ink, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    dark = large < 140
    boxes: list[TextBox] = []
    for top, bottom in runs(dark.sum(axis=1) > 0.02 * dark.shape[1], gap=1):
        columns = np.flatnonzero(dark[top:bottom].any(axis=0))
        if bottom - top >= 8 and columns.size:
            box = TextBox(int(columns[0]), top, int(columns[-1]) + 1, bottom)
            boxes.append(padded(box, large.shape))
    return large, boxes


def _cut_by_edge(red: Pixels, box: PixelBox, scale: float) -> FoundSeal | None:
    """Part of a ring at the left or right edge of the page: a seal across the edges of several pages."""
    x0, y0, x1, y1 = box
    width = red.shape[1]
    near = int(EDGE * scale)
    at_left, at_right = x0 <= near, x1 >= width - near
    if at_left == at_right or not CUT_HEIGHT[0] <= (y1 - y0) / scale <= LARGEST:
        return None
    part = red[y0:y1, x0:x1] > 0
    rows = np.flatnonzero(part.any(axis=1))
    inward = np.array([np.flatnonzero(part[row])[-1 if at_left else 0] for row in rows])
    circle = circle_through(inward + x0, rows + y0)
    if circle is None or not SMALLEST / 2 <= circle.across / scale <= LARGEST / 2:
        return None
    seen = part_seen(red, circle)
    return FoundSeal(box, "round", round(0.3 + 0.5 * seen, 3), cut=True) if seen >= RING_SEEN else None
