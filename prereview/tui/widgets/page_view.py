"""A drawn page that can be scrolled both ways, with its marked place in view."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from prereview.tui.paging.canvas import Drawing

INKS = ("rule", "note", "mark", "other")

GUTTER = 2
"""Columns left of the page: the sign of another finding, the edge of a mark."""

ABOVE = 3
"""Rows shown above the marked place, where there are some."""


class PageView(ScrollView, can_focus=True):
    """Shows a `Drawing`; arrows and h j k l scroll."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"page--{ink}" for ink in INKS}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", show=False),
        Binding("down,j", "scroll_down", show=False),
        Binding("left,h", "sideways(-8)", show=False),
        Binding("right,l", "sideways(8)", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.drawing = Drawing((), 0)
        self._margin: dict[int, str] = {}
        self._styles_known: dict[str, Style] = {}

    @property
    def room(self) -> int:
        """Columns there are for a page; one is left for the edge of a mark."""
        return max(self.scrollable_content_region.width - GUTTER - 1, 1)

    def show(self, drawing: Drawing) -> None:
        """Show another drawing, its marked place in view."""
        self.drawing = drawing
        self._margin = dict(drawing.margin)
        self.virtual_size = Size(drawing.width + GUTTER, len(drawing.rows))
        self.refresh()
        self.call_after_refresh(self.to_mark)

    def to_mark(self) -> None:
        """Bring the marked place into view; without one the top of the page."""
        if not self.drawing.spots:
            self.scroll_home(animate=False)
            return
        spot = self.drawing.spots[0]
        size = self.size
        top = max(0, spot.row - max(ABOVE, size.height // 2 - 1))
        middle = (spot.first + spot.last) // 2 + GUTTER
        left = 0 if spot.last + GUTTER < size.width else max(0, middle - size.width // 2)
        self.scroll_to(left, top, animate=False, force=True)

    def to_row(self, number: int) -> None:
        """Bring a row into view."""
        self.scroll_to_region(Region(0, number, 1, 1), animate=False, force=True)

    def action_sideways(self, columns: int) -> None:
        """Scroll to the side."""
        self.scroll_relative(x=columns, animate=False)

    def notify_style_update(self) -> None:
        """Another theme: forget the styles."""
        self._styles_known = {}
        super().notify_style_update()

    def _gutter(self, number: int, base: Style) -> list[Segment]:
        """The sign of another finding, and the left edge of a mark that begins with the row."""
        segments = [Segment(f"{self._margin.get(number, '')} "[:1], base + self._style("other"))]
        at_edge = any(spot.row == number and spot.first == 0 for spot in self.drawing.spots)
        segments.append(Segment("▐" if at_edge else " ", base + self._style("mark") if at_edge else base))
        return segments

    def _style(self, ink: str) -> Style:
        known = self._styles_known.get(ink)
        if known is None:
            known = self._styles_known[ink] = self.get_component_rich_style(f"page--{ink}", partial=True)
        return known

    def render_line(self, y: int) -> Strip:
        """One visible row."""
        width = self.size.width
        base = self.rich_style
        number = y + int(self.scroll_offset.y)
        if number >= len(self.drawing.rows):
            return Strip.blank(width, base)
        segments = self._gutter(number, base)
        for text, ink in self.drawing.rows[number]:
            segments.append(Segment(text, base + self._style(ink) if ink else base))
        left = int(self.scroll_offset.x)
        strip = Strip(segments)
        return strip.crop_extend(left, left + width, base)
