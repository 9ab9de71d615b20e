"""Seals: where red rings lie on a page, and what stands along the ring.

Sizes follow the rules for official seals: round ones of 38 to 58 mm, oval ones of
tax and invoice seals down to 30 mm high, name stamps from 18 mm; scans made to fit
another paper shrink or grow them. A filled red disc (the national emblem), a line of
red print or a logo is no seal: a seal is a ring or frame with little inside. On a
page copied without colours only dark rings are found, and nothing is read of them.
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
    circles_on,
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

GREY_SCALE = 1.5
"""Pixels per point at which dark rings are sought."""

GREY_DARKER = 40
"""Levels (of 255) below the paper around that are ink."""

GREY_RING_SEEN = 0.85
"""Part of a dark ring that must be ink; circles over print reach about 0.6."""

RULE_LENGTH = 36.0
"""Points of an unbroken straight stroke that is a ruled line."""

ARC = (15.0, 24.0)
"""Points of the shorter and the longer side of the least part of a ring; print is lower."""

GREY_SURE = 0.9
"""How sure a dark ring is a seal, 0 to 1: a stamp without colours may be a printed one."""

PUREST_WHITE = 0.75
"""Part of a page copied without shades that has the highest level."""

MOST_CHROMA = 8.0
"""Levels by which the colours of a grey page differ at most."""

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


def find_grey_seals(image: PageImage) -> list[FoundSeal]:
    """Seals on a page copied without colours: dark rings, unbroken as no lines of print are."""
    if not is_colourless(image.pixels):
        return []
    look = min(GREY_SCALE / image.scale, 1.0)
    small = cv2.resize(image.pixels[:, :, 1], None, fx=look, fy=look, interpolation=cv2.INTER_AREA)
    paper = cv2.resize(cv2.medianBlur(cv2.resize(small, None, fx=0.25, fy=0.25), 31), small.shape[::-1])
    dark = (cv2.subtract(paper, small) > GREY_DARKER).astype(np.uint8) * 255
    scale = image.scale * look
    rings = circles_on(dark, scale, _larger_than_print(dark, scale))
    return [
        FoundSeal(_within(tuple(int(v / look) for v in ring.box), image.pixels), "round", GREY_SURE)  # type: ignore[arg-type]
        for ring in distinct([ring for ring in rings if ring.seen >= GREY_RING_SEEN])
    ]


def _larger_than_print(dark: Pixels, scale: float) -> Pixels:
    """The ink without ruled lines, characters and lines of print: what circles are sought in."""
    length = max(int(RULE_LENGTH * scale), 3)
    across = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    free = cv2.subtract(dark, cv2.bitwise_or(across, down))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(free)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]] / scale
    large = (sides.min(axis=1) >= ARC[0]) & (sides.max(axis=1) >= ARC[1])
    large[0] = False
    kept: Pixels = np.where(large, 255, 0).astype(np.uint8)[labels]
    return kept


def is_black_and_white(pixels: Pixels) -> bool:
    """Whether a page was copied without shades, as copiers and fax machines do: a pale seal is lost then.

    Its paper is of the purest white wherever nothing is printed; paper as it is has shades.
    """
    return float((pixels[::3, ::3, 1] == 255).mean()) > PUREST_WHITE and is_colourless(pixels)


def is_colourless(pixels: Pixels) -> bool:
    """Whether a page was copied in grey or in black and white."""
    sample = pixels[::3, ::3].astype(np.int16)
    return float(np.percentile(sample.max(axis=2) - sample.min(axis=2), 99.9)) <= MOST_CHROMA


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
