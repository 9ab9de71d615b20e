"""Red rings: ellipses whose line is red for most of the way round, and that are hollow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from prereview.documents.scan.clean import PixelBox
from prereview.documents.scan.image import Pixels

SMALLEST, LARGEST = 52.0, 190.0
"""Points of a round or oval seal's longer axis."""

FLATTEST = 0.5
"""Shorter over longer axis of an oval seal."""

RING_SEEN = 0.55
"""Part of the ring's circumference that must be red."""

MOST_FILLED = 0.62
"""A ring filled with more red than this is a disc."""

CORE, CORE_FILLED = 0.5, 0.55
"""Within half the radius a seal has a star or a line of text; a disc is filled there."""

BAND = 0.045
"""Half of the ring's width in parts of its radius, within which red is sought."""

STEPS = 180
"""Directions in which the ring is looked for."""


class Ring(NamedTuple):
    """An ellipse in pixels of the image and how much of its line is red."""

    x: float
    y: float
    across: float
    down: float
    seen: float

    @property
    def box(self) -> PixelBox:
        """The box around it."""
        return (
            int(self.x - self.across),
            int(self.y - self.down),
            int(self.x + self.across) + 1,
            int(self.y + self.down) + 1,
        )


def circle_through(xs: NDArray[Any], ys: NDArray[Any]) -> Ring | None:
    """The circle nearest to points, by least squares; None without enough of them."""
    if len(xs) < 12:
        return None
    system = np.column_stack([2.0 * xs, 2.0 * ys, np.ones(len(xs))])
    (x, y, rest), *_ = np.linalg.lstsq(system, xs.astype(float) ** 2 + ys.astype(float) ** 2, rcond=None)
    square = rest + x * x + y * y
    return Ring(float(x), float(y), float(square**0.5), float(square**0.5), 0.0) if square > 0 else None


def rings_in(red: Pixels, box: PixelBox, scale: float) -> list[Ring]:
    """Rings in one red shape: the ellipse that fills it, or circles within it."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    longer = max(width, height) / scale
    if longer < SMALLEST:
        return []
    whole = Ring((x0 + x1) / 2, (y0 + y1) / 2, width / 2, height / 2, 0.0)
    if longer <= LARGEST and min(width, height) >= FLATTEST * max(width, height):
        best = _best(red, whole)
        if best.seen >= RING_SEEN:
            return [best] if _is_hollow(red, best) else []
    if longer <= 1.2 * SMALLEST:
        return []
    return [ring for ring in (_best(red, c) for c in _circles(red, box, scale)) if _is_ring(red, ring)]


def circles_on(ink: Pixels, scale: float, arcs: Pixels) -> list[Ring]:
    """Hollow circles of ink anywhere on a page, each with the part of it that is ink.

    They are sought in `arcs`, the ink that may be part of one.
    """
    height, width = ink.shape
    found = (_best(ink, circle) for circle in _circles(arcs, (0, 0, width, height), scale))
    return [ring for ring in found if _is_hollow(ink, ring)]


def _is_ring(red: Pixels, ring: Ring) -> bool:
    return ring.seen >= RING_SEEN and _is_hollow(red, ring)


def _best(red: Pixels, ring: Ring) -> Ring:
    """The ring a little shifted and scaled to where most of it is red."""
    best = ring
    for factor in (0.94, 0.97, 1.0):
        for dx in (-0.03, 0.0, 0.03):
            for dy in (-0.03, 0.0, 0.03):
                tried = Ring(
                    ring.x + dx * ring.across,
                    ring.y + dy * ring.down,
                    ring.across * factor,
                    ring.down * factor,
                    0,
                )
                tried = tried._replace(seen=part_seen(red, tried))
                if tried.seen > best.seen:
                    best = tried
    return best


def part_seen(red: Pixels, ring: Ring) -> float:
    """Part of the directions from the middle in which red lies on the ring, as far as the page goes."""
    angles = np.linspace(0, 2 * np.pi, STEPS, endpoint=False)
    hit, shown = np.zeros(STEPS, bool), np.zeros(STEPS, bool)
    height, width = red.shape
    for factor in np.linspace(1 - BAND, 1 + BAND, 5):
        xs = (ring.x + ring.across * factor * np.cos(angles)).astype(int)
        ys = (ring.y + ring.down * factor * np.sin(angles)).astype(int)
        inside = (xs >= 0) & (xs < width) & (ys >= 0) & (ys < height)
        shown |= inside
        hit[inside] |= red[ys[inside], xs[inside]] > 0
    return float(hit.sum() / shown.sum()) if shown.sum() > STEPS / 8 else 0.0


def _is_hollow(red: Pixels, ring: Ring) -> bool:
    x0, y0, x1, y1 = ring.box
    part = red[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)]
    if part.size == 0 or cv2.countNonZero(part) >= MOST_FILLED * part.size * np.pi / 4:
        return False
    inner = np.zeros(red.shape, np.uint8)
    axes = (max(int(CORE * ring.across), 1), max(int(CORE * ring.down), 1))
    cv2.ellipse(inner, (int(ring.x), int(ring.y)), axes, 0, 0, 360, 1, cv2.FILLED)
    return float((red[inner > 0] > 0).mean() if inner.any() else 0.0) < CORE_FILLED


def _circles(red: Pixels, box: PixelBox, scale: float) -> list[Ring]:
    """Circles in a red shape that is no single ring: seals side by side or over each other."""
    x0, y0, x1, y1 = box
    look = 1.2 / scale
    part = cv2.resize(red[y0:y1, x0:x1], None, fx=look, fy=look, interpolation=cv2.INTER_AREA)
    part = cv2.GaussianBlur(part, (5, 5), 0)
    found = cv2.HoughCircles(
        part,
        cv2.HOUGH_GRADIENT,
        dp=1.5,
        minDist=SMALLEST * 0.6,
        param1=100,
        param2=28,
        minRadius=int(SMALLEST * 0.6),
        maxRadius=int(LARGEST * 0.6),
    )
    if found is None:
        return []
    return [Ring(x0 + x / look, y0 + y / look, r / look, r / look, 0.0) for x, y, r in found[0][:8].tolist()]


def distinct(rings: Sequence[Ring]) -> list[Ring]:
    """The best of rings that lie on each other."""
    kept: list[Ring] = []
    for ring in sorted(rings, key=lambda r: -r.seen):
        if all(abs(ring.x - k.x) + abs(ring.y - k.y) > 0.5 * (ring.across + ring.down) for k in kept):
            kept.append(ring)
    return sorted(kept, key=lambda r: (r.y, r.x))
