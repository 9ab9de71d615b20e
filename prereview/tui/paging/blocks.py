"""A picture in plain cells: four pixels a cell by quarter blocks, two colours each.

Twice as fine across as half blocks, so that a seal, a signature or large print can be
made out where the terminal has no graphics.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""By bits: 1 upper left, 2 upper right, 4 lower left, 8 lower right."""

FLAT = 10.0
"""Brightness (of 255) within which a cell is one colour."""

Pixels = NDArray[np.float32]


def block_rows(picture: Image.Image, columns: int, rows: int) -> list[list[Segment]]:
    """The picture, stretched to `columns` by `rows` cells, as segments of one cell each."""
    small = picture.convert("RGB").resize((columns * 2, rows * 2), Image.Resampling.LANCZOS)
    pixels = np.asarray(small, dtype=np.float32).reshape(rows, 2, columns, 2, 3)
    quarters: Pixels = pixels.transpose(0, 2, 1, 3, 4).reshape(rows, columns, 4, 3)
    light = quarters @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    middle = (light.max(axis=2) + light.min(axis=2)) / 2
    dark = light < middle[:, :, None]
    flat = light.max(axis=2) - light.min(axis=2) < FLAT
    dark[flat] = False
    bits = (dark * np.array([1, 2, 4, 8])).sum(axis=2)
    front = _mean(quarters, dark)
    back = _mean(quarters, ~dark)
    return [[_segment(int(bits[y, x]), front[y, x], back[y, x]) for x in range(columns)] for y in range(rows)]


def _mean(quarters: Pixels, chosen: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The mean colour of the chosen pixels of each cell."""
    count = np.maximum(chosen.sum(axis=2), 1)[:, :, None]
    total = (quarters * chosen[:, :, :, None]).sum(axis=2)
    # Coarser colours make long runs of the same style, which terminals draw faster.
    mean: NDArray[np.uint8] = np.clip(total / count, 0, 255).astype(np.uint8)
    return mean & np.uint8(0xF8)


_styles: dict[tuple[int, ...], Style] = {}


def _segment(bits: int, front: NDArray[np.uint8], back: NDArray[np.uint8]) -> Segment:
    key = (*map(int, front), *map(int, back))
    style = _styles.get(key)
    if style is None:
        if len(_styles) > 20_000:
            _styles.clear()
        style = _styles[key] = Style(color=Color.from_rgb(*key[:3]), bgcolor=Color.from_rgb(*key[3:]))
    return Segment(QUARTERS[bits], style)
