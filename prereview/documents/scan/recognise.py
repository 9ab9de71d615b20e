"""What a line of text says, character by character with places and confidences.

Lines are set to one height and sorted into buckets of equal width, so that no
time goes into padding; the network reads each bucket in batches. Its columns tell
where a character stands (connectionist temporal classification), which is what
lets a line be shared out to the cells of a table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from prereview.documents.glyphs import is_wide
from prereview.documents.scan.detect import TextBox
from prereview.documents.scan.engine import Floats, alphabet, load_recogniser
from prereview.documents.scan.image import Pixels

LINE_HEIGHT = 48
"""Pixels; what the network was trained on."""

COLUMN = 8
"""Pixels of width per output column of the network."""

BUCKET = 32
"""Widths are rounded up to multiples of this many pixels."""

BATCH_PIXELS = 1_600
"""Summed width of one batch."""

LONGEST = 3_200
"""Widest line in pixels; longer ones are squeezed."""

PAD_DOWN, PAD_ACROSS = 0.2, 0.14
"""Paper kept around the ink, in parts of its height."""

NARROWED = 0.75
"""Lines are squeezed to this part of their width: the network reads them as well, and in less time.

Measured on scans of 17 pages: the same errors from 1.0 down to 0.65, four times as many at 0.55."""


class Mark(NamedTuple):
    """A recognised character: the middle of its column in parts of the line's width, and its confidence."""

    text: str
    at: float
    confidence: float


class Reading(NamedTuple):
    """What one box says; `em` is the width of a wide character in parts of the box's width."""

    box: TextBox
    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """The characters in a row."""
        return "".join(m.text for m in self.marks)

    @property
    def confidence(self) -> float:
        """The mean over the characters; 0 without any."""
        return sum(m.confidence for m in self.marks) / len(self.marks) if self.marks else 0.0


def padded(box: TextBox, shape: tuple[int, int]) -> TextBox:
    """The box with a little paper around it."""
    down, across = max(round(PAD_DOWN * box.height), 1), max(round(PAD_ACROSS * box.height), 1)
    return TextBox(
        max(box.x0 - across, 0),
        max(box.y0 - down, 0),
        min(box.x1 + across, shape[1]),
        min(box.y1 + down, shape[0]),
    )


def recognise(grey: Pixels, boxes: Sequence[TextBox]) -> list[Reading]:
    """Read each box; the order is that of the boxes."""
    crops = [_set_to_height(grey[b.y0 : b.y1, b.x0 : b.x1]) for b in boxes]
    made: dict[int, Reading] = {}
    for indices in _batches([c.shape[1] for c in crops]):
        width = _bucket(max(crops[i].shape[1] for i in indices))
        batch = np.zeros((len(indices), 3, LINE_HEIGHT, width), np.float32)
        for row, i in enumerate(indices):
            batch[row, :, :, : crops[i].shape[1]] = crops[i].astype(np.float32) / 127.5 - 1.0
        classes, sure = load_recogniser()(batch)
        for row, i in enumerate(indices):
            made[i] = Reading(boxes[i], _decode(classes[row], sure[row], crops[i].shape[1]))
    return [made[i] for i in range(len(boxes))]


def _set_to_height(crop: Pixels) -> Pixels:
    height, width = crop.shape
    wanted = min(max(round(NARROWED * width * LINE_HEIGHT / max(height, 1)), COLUMN), LONGEST)
    shrinking = height > LINE_HEIGHT
    return cv2.resize(
        crop, (wanted, LINE_HEIGHT), interpolation=cv2.INTER_AREA if shrinking else cv2.INTER_CUBIC
    )


def _bucket(width: int) -> int:
    return -(-width // BUCKET) * BUCKET


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of lines of one bucket, as many as a batch may be wide."""
    buckets: dict[int, list[int]] = defaultdict(list)
    for index, width in enumerate(widths):
        buckets[_bucket(width)].append(index)
    for width, indices in sorted(buckets.items()):
        size = max(BATCH_PIXELS // width, 1)
        for start in range(0, len(indices), size):
            yield indices[start : start + size]


def _decode(classes: NDArray[Any], sure: Floats, width: int) -> tuple[Mark, ...]:
    """Best path: equal neighbours are one character, class 0 is none."""
    marks: list[Mark] = []
    characters = alphabet()
    start = 0
    for end in range(1, len(classes) + 1):
        if end < len(classes) and classes[end] == classes[start]:
            continue
        if classes[start]:
            weights = sure[start:end]
            middle = float((weights * (np.arange(start, end) + 0.5)).sum() / max(weights.sum(), 1e-6))
            at = min(middle * COLUMN / width, 1.0)
            marks.append(Mark(characters[classes[start]], at, float(weights.max())))
        start = end
    return tuple(marks)


def spread(reading: Reading) -> list[tuple[str, float, float, float]]:
    """Characters with left and right ends in pixels and confidence.

    Neighbours share the paper between them.
    """
    box = reading.box
    marks = reading.marks
    middles = [box.x0 + m.at * box.width for m in marks]
    placed: list[tuple[str, float, float, float]] = []
    for i, mark in enumerate(marks):
        half = (0.5 if is_wide(mark.text) else 0.28) * box.height
        left = middles[i] - half if i == 0 else max(middles[i] - half, _border(marks, middles, i - 1, box))
        right = (
            middles[i] + half
            if i + 1 == len(marks)
            else min(middles[i] + half, _border(marks, middles, i, box))
        )
        placed.append((mark.text, max(left, box.x0), min(right, box.x1), mark.confidence))
    return placed


def _border(marks: Sequence[Mark], middles: Sequence[float], i: int, box: TextBox) -> float:
    """Between characters `i` and `i + 1`, nearer to the narrower one."""
    a, b = (2.0 if is_wide(marks[k].text) else 1.1 for k in (i, i + 1))
    return middles[i] + (middles[i + 1] - middles[i]) * a / (a + b)
