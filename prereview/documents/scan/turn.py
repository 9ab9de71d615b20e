"""Pages that lie on their side or stand on their head.

Lines of text are wide; where most are tall the page lies on its side. Whether it
stands on its head a small classifier tells from a few lines, and since a wrong
turn would lose the page, the recogniser has to read better that way.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from prereview.documents.scan.detect import TextBox
from prereview.documents.scan.engine import load
from prereview.documents.scan.image import Pixels
from prereview.documents.scan.recognise import padded, recognise

ELONGATED = 2.0
"""A box this many times longer than wide shows which way its line runs."""

LINES_ASKED = 8
"""Lines shown to the classifier."""

LINES_READ = 4
"""Lines read both ways when the classifier holds the page to be on its head."""

HEAD_SHARE = 0.5
"""Mean level of the classifier from which the lines are read both ways."""

INPUT = (48, 192)
"""Height and width in pixels of the classifier's input."""


def lies_on_side(boxes: Sequence[TextBox]) -> bool:
    """Whether most text runs downwards, by the length of its lines."""
    wide = sum(b.width for b in boxes if b.width > ELONGATED * b.height)
    tall = sum(b.height for b in boxes if b.height > ELONGATED * b.width)
    return tall > 1.5 * wide and sum(b.height > ELONGATED * b.width for b in boxes) >= 3


def stands_on_head(grey: Pixels, boxes: Sequence[TextBox]) -> bool:
    """Whether the lines are upside down; `boxes` are level."""
    asked = sorted((b for b in boxes if b.width > 3 * b.height), key=lambda b: -b.width)[:LINES_ASKED]
    if not asked or _head_level(grey, asked) < HEAD_SHARE:
        return False
    read = [padded(b, grey.shape) for b in asked[:LINES_READ]]
    return _sureness(np.ascontiguousarray(grey[::-1, ::-1]), [_turned(b, grey) for b in read]) > _sureness(
        grey, read
    )


def _head_level(grey: Pixels, boxes: Sequence[TextBox]) -> float:
    """The classifier's mean level for "upside down"."""
    height, width = INPUT
    batch = np.zeros((len(boxes), 3, height, width), np.float32)
    for row, box in enumerate(boxes):
        crop = grey[box.y0 : box.y1, box.x0 : box.x1]
        shown = min(max(round(crop.shape[1] * height / max(crop.shape[0], 1)), 1), 4 * width)
        line = cv2.resize(crop, (shown, height), interpolation=cv2.INTER_AREA)[:, :width]
        batch[row, :, :, : line.shape[1]] = line.astype(np.float32) / 127.5 - 1.0
    return float(load("turn")(batch)[:, 1].mean())


def _turned(box: TextBox, grey: Pixels) -> TextBox:
    height, width = grey.shape
    return TextBox(width - box.x1, height - box.y1, width - box.x0, height - box.y0)


def _sureness(grey: Pixels, boxes: Sequence[TextBox]) -> float:
    return sum(r.confidence * len(r.marks) for r in recognise(grey, boxes))
