"""Paper made even: light levelled, red seals and pale watermarks taken out.

Everything after this step sees dark print on white. Red seals cross the very
fields that matter, but red titles are print too: only what has the size and
shape of a seal is removed.
"""

from __future__ import annotations

import cv2
import numpy as np

from prereview.documents.scan.image import PageImage, Pixels

PixelBox = tuple[int, int, int, int]
"""`(x0, y0, x1, y1)` in pixels."""

SMALLEST_SEAL = 28.0
"""Points; a lower red shape is a line of red text."""

LONGEST_SEAL_SHAPE = 3.5
"""A red shape wider than this many times its height is a line of large red text."""

PAPER_WHITE = 0.94
"""What is lighter than this part of the paper around it counts as paper."""

REDDER, LEAST_RED, MOST_HUE = 24, 110, 70
"""Levels: red ink is this much redder than the paper, this bright in red, and neither orange nor violet."""

PAPER_PERCENT = 25
"""At least this part of any picture, in percent, is paper."""

SURELY_PRINT = 0.38
"""A pixel darker in red light than this part of the paper is black print, whatever red lies on it."""

BLACK_SHARE = 0.4
"""Percent of all pixels, the darkest, that are certainly print: they are made black."""

LIGHTEST_BLACK = 110
"""Grey level up to which print is darkened; paler pages keep some of their paleness."""


def red_mask(image: PageImage) -> Pixels:
    """255 where a pixel is red ink, also pale or over print."""
    blue, green, red = cv2.split(image.pixels)
    redness = cv2.subtract(red, cv2.max(blue, green))
    paper = int(np.percentile(redness[::4, ::4], PAPER_PERCENT))
    mask = (redness > paper + REDDER) & (red > LEAST_RED) & (cv2.absdiff(blue, green) < MOST_HUE)
    return mask.astype(np.uint8) * 255


def seal_boxes(red: Pixels, scale: float) -> list[PixelBox]:
    """Boxes `(x0, y0, x1, y1)` in pixels of red shapes as large as a seal."""
    if cv2.countNonZero(red) < (SMALLEST_SEAL * scale):
        return []
    reach = max(int(3 * scale), 3)
    x0, y0, across, down = cv2.boundingRect(red)
    left, top = max(x0 - reach, 0), max(y0 - reach, 0)
    part = red[top : y0 + down + reach, left : x0 + across + reach]
    joined = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes: list[PixelBox] = []
    for x, y, width, height, _ in stats[1:count]:
        if height >= SMALLEST_SEAL * scale and width <= LONGEST_SEAL_SHAPE * height:
            boxes.append((int(left + x), int(top + y), int(left + x + width), int(top + y + height)))
    return boxes


def clean_grey(image: PageImage, red: Pixels, seals: list[PixelBox]) -> Pixels:
    """Grey levels with seals taken out and the light made even: print dark, paper white."""
    grey = cv2.cvtColor(image.pixels, cv2.COLOR_BGR2GRAY)
    if seals:
        _take_out_seals(grey, image.pixels, red, seals)
    return even_light(grey, image.scale)


def _take_out_seals(grey: Pixels, pixels: Pixels, red: Pixels, seals: list[PixelBox]) -> None:
    """Add to each pixel what its redness says the red ink took from the paper; black print is not red.

    Working without a mask leaves no edges of the seal behind.
    """
    height, width = grey.shape
    for x0, y0, x1, y1 in seals:
        margin = max((y1 - y0) // 20, 3)
        part = np.s_[
            max(y0 - margin, 0) : min(y1 + margin, height), max(x0 - margin, 0) : min(x1 + margin, width)
        ]
        colours = pixels[part].astype(np.float32)
        light, redness = colours[:, :, 2], colours[:, :, 2] - colours[:, :, :2].mean(axis=2)
        ink = red[part] > 0
        paper = ~cv2.dilate(red[part], np.ones((9, 9), np.uint8)).astype(bool) & (
            light > np.percentile(light, 60)
        )
        if not ink.any() or not paper.any():
            continue
        paper_light, paper_redness = float(np.median(light[paper])), float(np.median(redness[paper]))
        full = redness[ink] >= np.percentile(redness[ink], 60)
        ink_light, ink_redness = float(np.median(light[ink][full])), float(np.median(redness[ink][full]))
        taken = max(paper_light - ink_light, 0.0) / max(ink_redness - paper_redness, 10.0)
        print_free = np.clip((light / max(paper_light, 1.0) - SURELY_PRINT) / 0.2, 0, 1)
        clean = light + taken * 1.1 * np.maximum(redness - paper_redness, 0) * print_free
        clean *= float(np.median(grey[part][paper])) / max(paper_light, 1.0)
        grey[part] = np.clip(clean, 0, 255).astype(np.uint8)


def even_light(grey: Pixels, scale: float) -> Pixels:
    """Divide by the paper's own brightness, found on a small copy, and whiten what is nearly paper."""
    height, width = grey.shape
    small = cv2.resize(grey, (max(width // 8, 1), max(height // 8, 1)), interpolation=cv2.INTER_AREA)
    reach = max(int(scale * 2.5) | 1, 5)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.GaussianBlur(paper, (reach, reach), 0)
    paper = np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), 40)
    even = cv2.divide(grey, paper, scale=255.0 / PAPER_WHITE)
    black = min(float(np.percentile(even[::3, ::3], BLACK_SHARE)), LIGHTEST_BLACK)
    levels = np.clip((np.arange(256) - black) * 255.0 / (255.0 - black), 0, 255).astype(np.uint8)
    return cv2.LUT(even, levels)
