"""The line of keys at the bottom: the actions of the screen by weight, as many as there is room for."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from prereview.tui.actions import Action
from prereview.tui.cells import width


class KeyBar(Widget):
    """Shows keys and what they do; a click on one does it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--label"}

    def __init__(self, actions: tuple[Action, ...]) -> None:
        super().__init__()
        self._actions = tuple(sorted((a for a in actions if a.weight), key=lambda a: a.weight))
        self._places: list[tuple[int, int, Action]] = []

    def chosen(self, room: int) -> tuple[Action, ...]:
        """The actions there is room for, the weightiest first and help at the end."""
        kept: list[Action] = []
        used = 1
        for action in self._actions:
            cells = width(f"{action.shown} {action.label}") + 2
            if used + cells <= room:
                kept.append(action)
                used += cells
        return tuple(sorted(kept, key=lambda action: action.name == "show_help"))

    def render_line(self, y: int) -> Strip:
        """The only line."""
        base = self.rich_style
        if y:
            return Strip.blank(self.size.width, base)
        key, label = self._style("key"), self._style("label")
        segments, at = [Segment(" ", base)], 1
        self._places = []
        for action in self.chosen(self.size.width):
            cells = width(f"{action.shown} {action.label}")
            self._places.append((at, at + cells, action))
            segments += [
                Segment(action.shown, base + key),
                Segment(f" {action.label}", base + label),
                Segment("  ", base),
            ]
            at += cells + 2
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"keys--{name}", partial=True)

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        for first, last, action in self._places:
            if first <= event.x < last and action.name:
                await self.screen.run_action(action.name)
                return
