"""From displayed coordinates back to those of the page: rotation and crop box undone."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pikepdf

from prereview.documents.model import Box

LETTER_BOX = (0.0, 0.0, 612.0, 792.0)
"""Where a page says nothing of its size."""


class Display(msgspec.Struct, frozen=True):
    """How a page is shown: its crop box in its own space, and the clockwise rotation in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @classmethod
    def of(cls, page: pikepdf.Page) -> Display:
        """Read crop box and rotation, inherited ones too."""
        raw = _inherited(page.obj, "/CropBox") or _inherited(page.obj, "/MediaBox")
        values = [float(Decimal(str(v))) for v in raw] if raw is not None else list(LETTER_BOX)
        x0, y0, x1, y1 = values if len(values) == 4 else LETTER_BOX
        rotation = _inherited(page.obj, "/Rotate")
        return cls(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), int(rotation or 0) % 360 // 90 * 90)

    @property
    def width(self) -> float:
        """Width as displayed, in points."""
        across = self.right - self.left, self.top - self.bottom
        return across[self.rotation in (90, 270)]

    @property
    def height(self) -> float:
        """Height as displayed, in points."""
        across = self.top - self.bottom, self.right - self.left
        return across[self.rotation in (90, 270)]

    @property
    def turn(self) -> tuple[int, int, int, int, int, int]:
        """Matrix that turns an upright drawing into the page's space."""
        return {
            0: (1, 0, 0, 1, 0, 0),
            90: (0, 1, -1, 0, 0, 0),
            180: (-1, 0, 0, -1, 0, 0),
            270: (0, -1, 1, 0, 0, 0),
        }[self.rotation]

    def to_page(self, box: Box) -> tuple[float, float, float, float]:
        """A displayed box (origin top left) as `[x0 y0 x1 y1]` of the page (origin bottom left)."""
        xa, ya = self._point(box.x0, box.top)
        xb, yb = self._point(box.x1, box.bottom)
        return (
            round(min(xa, xb), 2),
            round(min(ya, yb), 2),
            round(max(xa, xb), 2),
            round(max(ya, yb), 2),
        )

    def _point(self, x: float, y: float) -> tuple[float, float]:
        match self.rotation:
            case 90:
                return self.left + y, self.bottom + x
            case 180:
                return self.right - x, self.bottom + y
            case 270:
                return self.right - y, self.top - x
            case _:
                return self.left + x, self.top - y


def _inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """A page attribute, from the page or the nearest node above that has it."""
    for _ in range(32):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None
