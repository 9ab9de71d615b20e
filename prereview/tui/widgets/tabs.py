"""The names of the sheets with their number keys; a click changes the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from prereview.tui.cells import width


class Tabs(Widget):
    """The sheet shown stands in brackets."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tabs--current"}

    class Chosen(Message):
        """A name was clicked."""

        def __init__(self, name: str) -> None:
            self.name = name
            super().__init__()

    def __init__(self, names: Sequence[tuple[str, str]], current: str) -> None:
        super().__init__()
        self._names = tuple(names)
        self._current = current

    def _labels(self) -> list[tuple[str, str]]:
        return [
            (name, f"[{n} {title}]" if name == self._current else f" {n} {title} ")
            for n, (name, title) in enumerate(self._names, 1)
        ]

    def render_line(self, y: int) -> Strip:
        """The only line."""
        base = self.rich_style
        if y:
            return Strip.blank(self.size.width, base)
        current = self.get_component_rich_style("tabs--current", partial=True)
        segments = [
            Segment(label, base + current if name == self._current else base)
            for name, label in self._labels()
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Change the sheet."""
        at = 0
        for name, label in self._labels():
            if at <= event.x < at + width(label):
                self.post_message(self.Chosen(name))
                return
            at += width(label)
