"""A page as a picture: by the terminal's graphics where it has them, else in quarter blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PIL import Image
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip
from textual.widget import Widget

from prereview.tui.graphics import picture_widget
from prereview.tui.paging.blocks import block_rows
from prereview.tui.paging.window import Edges, Window, cut_out, outlined, window_on

CELL = 2.0
"""Height of a cell over its width."""


class Blocks(Widget):
    """Cells that were made of a picture."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: Sequence[Sequence[Segment]] = ()

    def render_line(self, y: int) -> Strip:
        """One row."""
        if y >= len(self.cells):
            return Strip.blank(self.size.width, self.rich_style)
        return Strip(self.cells[y])


class PictureView(Container, can_focus=True):
    """Shows a part of a picture; `move` and `zoom` change the part."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._picture: Image.Image | None = None
        self._window = Window(0, 0)
        self._graphics: type[Any] | None = picture_widget()

    def compose(self) -> ComposeResult:
        """One of the two ways to show it."""
        yield self._graphics() if self._graphics else Blocks()

    def show(self, picture: Image.Image, marks: Sequence[Edges]) -> None:
        """Show a page, at its first mark; marks are in pixels of the picture."""
        framed = list(marks)
        self._picture = outlined(picture, framed)
        self._window = window_on(picture, framed, share=1.0 if self._graphics else None)
        self._draw()

    @property
    def window(self) -> Window:
        """The part that is shown."""
        return self._window

    def move(self, across: int, down: int) -> None:
        """Show the part beside."""
        if self._picture is not None:
            self._window = self._window.moved(across, down, self._picture)
            self._draw()

    def zoom(self, step: int) -> None:
        """Show a smaller or larger part."""
        self._window = self._window.zoomed(step)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """The part has the shape of the view."""
        del event
        self._draw()

    def _draw(self) -> None:
        width, height = self.size
        if self._picture is None or not width or not height:
            return
        part = cut_out(self._picture, self._window, height * CELL / width)
        if self._graphics:
            self.query_one(self._graphics).image = part
        else:
            blocks = self.query_one(Blocks)
            blocks.cells = block_rows(part, width, height)
            blocks.refresh()
