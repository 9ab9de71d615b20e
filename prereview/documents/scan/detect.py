"""Where text stands in a clean page: boxes of single lines, tight around their ink.

A network looks at a reduced copy (differentiable binarisation, as PP-OCR trains
it); its boxes are cut at ruled lines and tightened on the full image. Ink that it
overlooked, such as a single digit in a cell, is added by its own shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from prereview.documents.grids import Ruling
from prereview.documents.scan.engine import Floats, load
from prereview.documents.scan.image import Pixels

LOOK_SIDE = 960
"""Longest side in pixels of the copy that the network sees; a multiple of 32."""

SURE = 0.3
BOX_SURE = 0.5
"""Level of a pixel and mean level of a box from which it is text."""

UNCLIP = 1.5
"""The network marks the core of a line; its box is this ratio of area over length larger."""

CELL_INSET = 1.8
"""Points along a cell's border that hold remains of the border."""

LEAST_INK, MOST_INK = 1.2, 150.0
"""Square points of ink in an overlooked cell: less is dust, more is a picture."""

TALLEST_LEFT = 16.0
"""Points; overlooked ink is a digit or a dash, never a large thing."""

FARTHER = 0.3
"""Ends of a line are sought this part of its height farther out: the core stops short of a point."""

INK = 190
"""Grey levels darker than this are ink, after cleaning."""


class TextBox(NamedTuple):
    """A line of text in pixels of the upright page."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.y1 - self.y0


def text_map(grey: Pixels) -> Floats:
    """The network's level of text for each pixel of a reduced copy."""
    height, width = grey.shape
    look = min(LOOK_SIDE / max(height, width), 1.0)
    size = max(round(width * look / 32) * 32, 32), max(round(height * look / 32) * 32, 32)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    batch = np.repeat((small.astype(np.float32) / 127.5 - 1.0)[None, None], 3, axis=1)
    levels: Floats = load("detect")(np.ascontiguousarray(batch))[0, 0].copy()
    return levels


def rough_boxes(levels: Floats, shape: tuple[int, int]) -> list[tuple[TextBox, float]]:
    """Boxes of text in pixels of the full page with their slant in degrees (0 to 180)."""
    height, width = shape
    across, down = width / levels.shape[1], height / levels.shape[0]
    mask = (levels > SURE).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found: list[tuple[TextBox, float]] = []
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if min(w, h) < 3:
            continue
        inside = mask[y : y + h, x : x + w] > 0
        if float(levels[y : y + h, x : x + w][inside].mean()) < BOX_SURE:
            continue
        (_, (a, b), angle) = cv2.minAreaRect(contour)
        if a < b:
            angle += 90
        short, long = min(a, b), max(a, b)
        grow = short * long * UNCLIP / (2 * (short + long) + 1e-6)
        ahead = grow + FARTHER * min(w, h)
        box = TextBox(
            max(int((x - ahead) * across), 0),
            max(int((y - grow) * down), 0),
            min(int((x + w + ahead) * across) + 1, width),
            min(int((y + h + grow) * down) + 1, height),
        )
        found.append((box, float(angle) % 180.0))
    return found


def cut_at_rules(boxes: Sequence[TextBox], rules: Sequence[Ruling], scale: float) -> list[TextBox]:
    """Each box in the pieces that ruled lines cut it to."""
    upright = [(r.x0 * scale, r.top * scale, r.bottom * scale) for r in rules if not r.horizontal]
    level = [(r.top * scale, r.x0 * scale, r.x1 * scale) for r in rules if r.horizontal]
    pieces: list[TextBox] = []
    for box in boxes:
        middle_y, margin = (box.y0 + box.y1) / 2, 1.5 * scale
        xs = _cuts(box.x0, box.x1, [x for x, a, b in upright if a <= middle_y <= b], margin)
        for x0, x1 in xs:
            middle_x = (x0 + x1) / 2
            ys = _cuts(box.y0, box.y1, [y for y, a, b in level if a <= middle_x <= b], margin)
            pieces += [TextBox(x0, y0, x1, y1) for y0, y1 in ys]
    return pieces


def _cuts(first: int, last: int, at: Sequence[float], margin: float) -> list[tuple[int, int]]:
    """The spans between cutting points; a cut just inside an end only trims it."""
    points = sorted({round(p) for p in at if first < p < last})
    bounds = [first, *points, last]
    return [(a, b) for a, b in pairwise(bounds) if b - a > margin]


def overlooked(
    boxes: Sequence[TextBox], cells: Sequence[tuple[float, float, float, float]], ink: Pixels, scale: float
) -> list[TextBox]:
    """Ink in table cells (in points) in which no text was found: single digits and dashes."""
    middles = [((b.x0 + b.x1) / 2 / scale, (b.y0 + b.y1) / 2 / scale) for b in boxes]
    found: list[TextBox] = []
    for x0, top, x1, bottom in cells:
        if any(x0 <= x <= x1 and top <= y <= bottom for x, y in middles):
            continue
        inset = CELL_INSET
        left, upper = int((x0 + inset) * scale), int((top + inset) * scale)
        part = ink[upper : int((bottom - inset) * scale), left : int((x1 - inset) * scale)]
        if not LEAST_INK * scale * scale < cv2.countNonZero(part) < MOST_INK * scale * scale:
            continue
        x, y, width, height = cv2.boundingRect(part)
        if height <= TALLEST_LEFT * scale:
            found.append(TextBox(left + x, upper + y, left + x + width, upper + y + height))
    return found


def is_dash(box: TextBox, scale: float) -> bool:
    """Whether a tight box can only hold a dash: flat, and as long as one."""
    return box.height < 2.2 * scale and 1.3 * box.height < box.width < 16 * scale


def tighten(box: TextBox, ink: Pixels) -> TextBox | None:
    """The box around its own ink: the tallest run of inked rows; None when there is none."""
    part = ink[box.y0 : box.y1, box.x0 : box.x1]
    rows = part.sum(axis=1)
    spans = runs(rows > 0, gap=max(box.height // 6, 1))
    if not spans:
        return None
    middle = box.height / 2
    top, bottom = max(
        spans, key=lambda s: float(rows[s[0] : s[1]].sum()) / (1 + abs(sum(s) / 2 - middle) / middle)
    )
    columns = np.flatnonzero(part[top:bottom].any(axis=0))
    if bottom - top < 3 or columns.size == 0:
        return None
    return TextBox(
        box.x0 + int(columns[0]), box.y0 + int(top), box.x0 + int(columns[-1]) + 1, box.y0 + int(bottom)
    )


def runs(on: np.ndarray, gap: int) -> list[tuple[int, int]]:
    """Runs of true values; runs nearer than `gap` are one."""
    spans: list[tuple[int, int]] = []
    for i in np.flatnonzero(on).tolist():
        if spans and i - spans[-1][1] <= gap:
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    return spans
