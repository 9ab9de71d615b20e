"""Ruled lines in an image: found by their shape, handed on as `Ruling`s, and erased before recognition.

A stroke of a letter is short, a border is long: opening the ink with a long thin
kernel keeps the borders alone. An upright stroke no longer than a row is high
counts only when it reaches from one level line to another without a gap, which tells
a column border from a letter's stem, also where rows are hardly higher than the print.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from prereview.documents.grids import Ruling
from prereview.documents.model import Box
from prereview.documents.scan.image import Pixels

SHORTEST_LEVEL = 22.0
SHORTEST_UPRIGHT = 8.5
"""Points; a table row may be this low, a letter's stem is no taller unless it is a title's."""

THICKEST = 3.0
"""Points; what is thicker is a bar or a picture."""

BRIDGED = 2.0
"""Points by which a level line may be broken (dust, coarse fax pixels); upright ones half as much."""

SOLID = 6.5
"""Points of unbroken ink that a line's pieces have; strokes of letters rarely align over more."""

STRIDE = 3
"""Every so many pixels of a stroke are looked at beside."""

BESIDE = 0.2
"""Part of a line's length that may have ink close to it on either side."""

MEETS = 2.0
"""Points by which an upright stroke may miss the level line it belongs to."""

GAP = 0.4
"""Points of paper there may be between a column border and the level line it ends at."""

ASIDE = 0.6
"""Points by which a border may lean between its end and that line."""

EXTENDED = 1.0
"""Points by which rulings are longer than their ink at either end, so that they cross."""

SURELY_BORDER, SURELY_RULE = 45.0, 60.0
"""Points; no letter has a stem or a bar as long as this."""

INK = 200
"""Grey levels darker than this are ink, after cleaning."""


def find_rules(grey: Pixels, scale: float, seals: Sequence[Box] = ()) -> tuple[list[Ruling], Pixels]:
    """Rulings in points, and the mask of their pixels; those broken by a seal (in points) are joined."""
    ink = (grey < INK).astype(np.uint8) * 255
    level_mask, level = _strokes(ink, scale, SHORTEST_LEVEL, across=True)
    upright_mask, upright = _strokes(ink, scale, SHORTEST_UPRIGHT, across=False)
    level += _bridges(level, seals)
    long = [r for r in level if r.x1 - r.x0 >= SURELY_RULE]
    ink = _under_seals(ink, seals, scale)
    upright = [_without_stems(r, long, ink, scale) for r in upright if _is_border(r, long, ink, scale)]
    upright += [b for b in _bridges(upright, seals) if _beside(b, upright)]
    level = [r for r in level if r.x1 - r.x0 >= SURELY_RULE or _touched(r, upright)]
    mask = cv2.bitwise_or(_only(level_mask, level, scale), _only(upright_mask, upright, scale))
    return level + upright, mask


def _strokes(ink: Pixels, scale: float, shortest: float, across: bool) -> tuple[Pixels, list[Ruling]]:
    length, bridge = max(int(shortest * scale), 5), max(int(BRIDGED * scale / (1 if across else 2)), 3)
    run = max(int(SOLID * scale), 5)
    run_kernel, bridge_kernel, long_kernel = (
        np.ones((1, n) if across else (n, 1), np.uint8) for n in (run, bridge, length)
    )
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, run_kernel)
    solid = cv2.dilate(solid, np.ones((2, 1) if across else (1, 2), np.uint8))
    opened = cv2.morphologyEx(
        cv2.morphologyEx(solid, cv2.MORPH_CLOSE, bridge_kernel), cv2.MORPH_OPEN, long_kernel
    )
    contours, _ = cv2.findContours(opened, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    mask = np.zeros_like(opened)
    found: list[Ruling] = []
    for contour in contours:
        x, y, width, height = cv2.boundingRect(contour)
        own = np.zeros((height, width), np.uint8)
        cv2.drawContours(own, [contour], -1, 1, cv2.FILLED, offset=(-x, -y))
        area = cv2.countNonZero(own)
        along, beside = (width, height) if across else (height, width)
        if area / max(along, 1) - 1 > THICKEST * scale or beside > max(0.06 * along, 4 * THICKEST * scale):
            continue
        if not _stands_clear(own, ink, x, y, scale, across):
            continue
        mask[y : y + height, x : x + width][own > 0] = 255
        found += _pieces(own, x, y, scale, across)
    return mask, found


def _stands_clear(own: Pixels, ink: Pixels, x: int, y: int, scale: float, across: bool) -> bool:
    """Whether paper runs along both sides of a stroke; beside aligned strokes of bold letters runs ink."""
    if not across:
        own, ink, x, y = own.T, ink.T, y, x
    columns = np.flatnonzero(own.any(axis=0))[::STRIDE]
    upper = y + own.argmax(axis=0)[columns]
    lower = y + own.shape[0] - 1 - own[::-1].argmax(axis=0)[columns]
    away = np.arange(2, max(int(2.0 * scale), 4))[:, None]
    rows = np.clip(np.stack([upper - away, lower + away]), 0, ink.shape[0] - 1)
    shares = (ink[rows, x + columns] > 0).sum(axis=(0, 2)) / (2 * len(columns))
    return float(np.median(shares)) < BESIDE


def _pieces(own: np.ndarray, x: int, y: int, scale: float, across: bool) -> list[Ruling]:
    """One stroke as straight rulings: in pieces where it bends or steps by more than a line's width."""
    if not across:
        own = own.T
    rows = np.arange(own.shape[0])[:, None]
    weight = own.sum(axis=0)
    middle = (own * rows).sum(axis=0) / np.maximum(weight, 1)
    length = own.shape[1]
    drift = float(middle[-min(length, 5) :].mean() - middle[: min(length, 5)].mean())
    parts = 1 + int(abs(drift) / (1.2 * scale))
    made: list[Ruling] = []
    for part in range(parts):
        first, last = length * part // parts, length * (part + 1) // parts
        centre = float(np.median(middle[first:last]))
        reach = EXTENDED * scale
        start, end = first - reach, last + reach
        if across:
            box = (x + start, y + centre, x + end, y + centre)
        else:
            box = (x + centre, y + start, x + centre, y + end)
        made.append(Ruling(*(float(v) / scale for v in box)))
    return made


def _bridges(found: Sequence[Ruling], seals: Sequence[Box]) -> list[Ruling]:
    """The missing parts of lines that run into a seal and come out of it on the other side."""
    made: list[Ruling] = []
    for seal in seals:
        near = sorted(r for r in found if _enters(r, seal))
        for a in near:
            after = [b for b in near if _continues(a, b)]
            if after:
                b = min(after, key=lambda r: (r.x0, r.top))
                made.append(
                    Ruling(*((a.x1, a.top, b.x0, a.top) if a.horizontal else (a.x0, a.bottom, a.x0, b.top)))
                )
    return made


def _enters(r: Ruling, seal: Box) -> bool:
    margin = 4.0
    return (
        r.x0 <= seal.x1 + margin
        and r.x1 >= seal.x0 - margin
        and r.top <= seal.bottom + margin
        and r.bottom >= seal.top - margin
    )


def _continues(a: Ruling, b: Ruling) -> bool:
    """Whether `b` goes on where `a` ends, with a gap between them."""
    if a.horizontal:
        return abs(a.top - b.top) <= MEETS and b.x0 > a.x1
    return abs(a.x0 - b.x0) <= MEETS and b.top > a.bottom


def _beside(bridge: Ruling, upright: Sequence[Ruling]) -> bool:
    """Whether another column border runs on the same height: the table goes on there."""
    middle = (bridge.top + bridge.bottom) / 2
    return any(r.top < middle < r.bottom for r in upright)


def _is_border(upright: Ruling, level: Sequence[Ruling], ink: Pixels, scale: float) -> bool:
    """Whether an upright stroke is long, or reaches from one level line to another."""
    crossed = [line.top for line in level if line.x0 - MEETS <= upright.x0 <= line.x1 + MEETS]
    if upright.bottom - upright.top >= SURELY_BORDER:
        return any(upright.top - MEETS <= y <= upright.bottom + MEETS for y in crossed)
    top, bottom = upright.top + EXTENDED, upright.bottom - EXTENDED
    above = any(abs(y - top) <= MEETS and _inked(ink, upright.x0, y, top, scale) for y in crossed)
    return above and any(
        abs(y - bottom) <= MEETS and _inked(ink, upright.x0, bottom, y, scale) for y in crossed
    )


def _without_stems(upright: Ruling, level: Sequence[Ruling], ink: Pixels, scale: float) -> Ruling:
    """A border without the stem of a letter right above or below it, short of the next level line."""
    crossed = sorted(line.top for line in level if line.x0 <= upright.x0 <= line.x1)
    top, bottom = upright.top + EXTENDED, upright.bottom - EXTENDED
    inside = [y for y in crossed if top + MEETS < y < bottom - MEETS]
    if not inside:
        return upright
    near = [y for y in crossed if 0 < top - y <= MEETS]
    short = inside[0] - top < SURELY_BORDER
    if near and short and not any(_inked(ink, upright.x0, y, top, scale) for y in near):
        upright = upright._replace(top=inside[0] - EXTENDED)
    near = [y for y in crossed if 0 < y - bottom <= MEETS]
    short = bottom - inside[-1] < SURELY_BORDER
    if near and short and not any(_inked(ink, upright.x0, bottom, y, scale) for y in near):
        upright = upright._replace(bottom=inside[-1] + EXTENDED)
    return upright


def _under_seals(ink: Pixels, seals: Sequence[Box], scale: float) -> Pixels:
    """The ink with all that a seal covers: where it was taken out, lines are missing too."""
    covered = ink.copy()
    for seal in seals:
        edges = (seal.x0, seal.top, seal.x1, seal.bottom)
        x0, top, x1, bottom = (max(int(v * scale), 0) for v in edges)
        covered[top : bottom + 1, x0 : x1 + 1] = 255
    return covered


def _inked(ink: Pixels, x: float, top: float, bottom: float, scale: float) -> bool:
    """Whether ink runs from `top` down to `bottom` at `x`, in points; true where they touch."""
    column, reach = int(x * scale), max(int(ASIDE * scale), 1)
    strip = ink[
        max(int(top * scale), 0) : int(bottom * scale) + 1, max(column - reach, 0) : column + reach + 1
    ]
    paper = int((strip == 0).all(axis=1).sum()) if top < bottom else 0
    return paper <= GAP * scale


def _touched(level: Ruling, upright: Sequence[Ruling]) -> bool:
    """Whether a level stroke meets a column border; a bold title's strokes do not."""
    return any(
        level.x0 - MEETS <= r.x0 <= level.x1 + MEETS and r.top - MEETS <= level.top <= r.bottom + MEETS
        for r in upright
    )


def _only(mask: Pixels, kept: Sequence[Ruling], scale: float) -> Pixels:
    """The mask where a kept ruling runs."""
    shown = np.zeros_like(mask)
    reach = max(int(THICKEST * scale), 2)
    for r in kept:
        x0, y0 = int(r.x0 * scale) - reach, int(r.top * scale) - reach
        x1, y1 = int(r.x1 * scale) + reach, int(r.bottom * scale) + reach
        shown[max(y0, 0) : y1 + 1, max(x0, 0) : x1 + 1] = 255
    return cv2.bitwise_and(mask, shown)


def erase(grey: Pixels, mask: Pixels, scale: float) -> Pixels:
    """Paper over the ruled lines; a letter's stroke that crosses one stays."""
    wide = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    ink = (grey < 200).astype(np.uint8) * 255
    rest = cv2.bitwise_and(ink, cv2.bitwise_not(wide))
    reach = max(int(1.2 * scale), 3)
    above = cv2.dilate(rest, np.ones((reach, 1), np.uint8), anchor=(0, 0))
    below = cv2.dilate(rest, np.ones((reach, 1), np.uint8), anchor=(0, reach - 1))
    crossing = cv2.bitwise_and(above, below)
    gone = cv2.bitwise_and(wide, cv2.bitwise_not(crossing))
    result = grey.copy()
    result[gone > 0] = 255
    return result
