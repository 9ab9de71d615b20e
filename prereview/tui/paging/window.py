"""Which part of a page is looked at: a window that is moved and zoomed. In pixels of the page's picture."""

from __future__ import annotations

import msgspec
from PIL import Image, ImageDraw

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom."""

OUTLINE = "#d4380d"


class Window(msgspec.Struct, frozen=True):
    """Its middle, and its width as a share of the page's (1 is the whole width)."""

    x: float
    y: float
    share: float = 1.0

    def moved(self, across: int, down: int, picture: Image.Image) -> Window:
        """A quarter of the window further."""
        width = self.share * picture.width
        step = width / 4
        # not beyond the edge: the way back would begin with steps that show nothing new
        x = min(max(self.x + across * step, width / 2), picture.width - width / 2)
        y = min(max(self.y + down * step, 0.0), float(picture.height))
        return Window(x, y, self.share)

    def zoomed(self, step: int) -> Window:
        """Nearer (1) or farther (-1); 0 shows the whole width."""
        share = 1.0 if step == 0 else min(max(self.share * (0.75 if step > 0 else 1 / 0.75), 0.1), 1.0)
        return Window(self.x, self.y, share)


def window_on(picture: Image.Image, marks: list[Edges], share: float | None = None) -> Window:
    """The window on the first mark; `share` None takes one that the mark fills well."""
    if not marks:
        return Window(picture.width / 2, picture.height / 3, 1.0)
    left, top, right, bottom = marks[0]
    fitting = min(max((right - left) * 1.6 / picture.width, 0.3), 1.0)
    return Window((left + right) / 2, (top + bottom) / 2, share or fitting)


def cut_out(picture: Image.Image, window: Window, height_over_width: float) -> Image.Image:
    """The part of the picture in the window, whose shape is given."""
    width = window.share * picture.width
    height = width * height_over_width
    left = min(max(window.x - width / 2, 0.0), max(picture.width - width, 0.0))
    top = min(max(window.y - height / 2, 0.0), max(picture.height - height, 0.0))
    return picture.crop((round(left), round(top), round(left + width), round(top + height)))


def outlined(picture: Image.Image, marks: list[Edges]) -> Image.Image:
    """The picture with the marks framed."""
    framed = picture.copy()
    draw = ImageDraw.Draw(framed)
    for left, top, right, bottom in marks:
        draw.rectangle(
            (left - 5, top - 5, max(right, left + 2) + 5, max(bottom, top + 2) + 5), outline=OUTLINE, width=3
        )
    return framed
