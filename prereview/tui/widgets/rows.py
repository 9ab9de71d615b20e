"""A scrolling list of text rows with a cursor: sections, findings, details, sheets are all made of it.

Only the visible rows are drawn, so thousands of them cost nothing. The cursor is a
sign of its own, not only a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from prereview.tui.lines import ROLES, Row, Rows, row, shortened

POINTER = "▸"

UNKNOWN, NARROWEST = 80, 16
"""Cells taken as the width before it is known, and at least."""


def _nothing(cells: int) -> Sequence[Row]:
    del cells
    return (row(("（没有内容）", "dim")),)


class RowList(ScrollView, can_focus=True):
    """Rows given by a function of the width; those with an id can be stood on and chosen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--cursor",
        "rows--pointer",
        *(f"rows--{role.replace('_', '-')}" for role in ROLES),
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor(-1)", show=False),
        Binding("down,j", "cursor(1)", show=False),
        Binding("pageup", "leap(-1)", show=False),
        Binding("pagedown", "leap(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Highlighted(Message):
        """The cursor came to stand on another thing."""

        def __init__(self, rows: RowList, id: str | None) -> None:
            self.rows = rows
            self.id = id
            super().__init__()

        @property
        def control(self) -> RowList:
            """For `on` with a selector."""
            return self.rows

    class Chosen(Message):
        """A thing was chosen with Enter or a second click."""

        def __init__(self, rows: RowList, id: str) -> None:
            self.rows = rows
            self.id = id
            super().__init__()

        @property
        def control(self) -> RowList:
            """For `on` with a selector."""
            return self.rows

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._make: Rows = _nothing
        self._rows: Sequence[Row] = ()
        self._starts: dict[str, tuple[int, int]] = {}
        self._order: list[str] = []
        self._styles_known: dict[str, Style] = {}
        self.current: str | None = None
        """Id of the thing under the cursor."""

    # ---- content

    def show(self, make: Rows, current: str | None = None) -> None:
        """Show other rows; the cursor goes to `current`, else stays where it was, else to the top."""
        place = self._order.index(self.current) if self.current in self._order else 0
        self._make = make
        self._lay_out()
        if current in self._starts:
            self._stand_on(current)
        elif self.current in self._starts:
            self._stand_on(self.current)
        elif self._order:
            self._stand_on(self._order[min(place, len(self._order) - 1)])
        else:
            self._stand_on(None)

    @property
    def ids(self) -> tuple[str, ...]:
        """Everything the cursor can stand on, from the top."""
        return tuple(self._order)

    @property
    def rows_shown(self) -> Sequence[Row]:
        """All rows from the top, visible or not."""
        return self._rows

    @property
    def lines(self) -> tuple[str, ...]:
        """The rows as plain text."""
        return tuple(r.text for r in self._rows)

    def _lay_out(self) -> None:
        width = max(self.scrollable_content_region.width or UNKNOWN, NARROWEST)
        self._rows = self._make(width - 1)
        self._starts, self._order = {}, []
        for number, line in enumerate(self._rows):
            if line.id is not None:
                if line.id not in self._starts:
                    self._order.append(line.id)
                first = self._starts.get(line.id, (number, number))[0]
                self._starts[line.id] = (first, number)
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Rows are made for the width there is."""
        del event
        self._lay_out()
        self._bring_into_view()

    # ---- cursor

    def stand_on(self, id: str) -> None:
        """Put the cursor on a thing, if it is there."""
        if id in self._starts:
            self._stand_on(id)

    def _stand_on(self, id: str | None) -> None:
        changed = id != self.current
        self.current = id
        self.refresh()
        self._bring_into_view()
        if changed:
            self.post_message(self.Highlighted(self, id))

    def _bring_into_view(self) -> None:
        if self.current in self._starts:
            first, last = self._starts[self.current]
            first = 0 if self.current == self._order[0] and first < self.size.height // 2 else first
            height = min(last - first + 1, max(self.size.height, 1))
            self.scroll_to_region(Region(0, first, 1, height), animate=False, force=True)
        elif not self._order:
            self.scroll_home(animate=False)

    def action_cursor(self, step: int) -> None:
        """The next or previous thing; without any, scroll."""
        if not self._order:
            self.scroll_relative(y=step, animate=False)
            return
        place = self._order.index(self.current) if self.current in self._order else -1
        if 0 <= place + step < len(self._order):
            self._stand_on(self._order[place + step])
        else:
            self.scroll_relative(y=step, animate=False)

    def action_leap(self, direction: int) -> None:
        """A screenful down or up."""
        step = max(self.size.height - 1, 1)
        if self.current not in self._order:
            self.scroll_relative(y=direction * step, animate=False)
            return
        target = self._starts[self.current][0] + direction * step
        nearest = min(self._order, key=lambda i: abs(self._starts[i][0] - target))
        self._stand_on(nearest)

    def action_edge(self, index: int) -> None:
        """The first or last thing."""
        if self._order:
            self._stand_on(self._order[index])
        elif index:
            self.scroll_end(animate=False)
        else:
            self.scroll_home(animate=False)

    def action_choose(self) -> None:
        """Choose what the cursor stands on."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a click on where it stands chooses."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        number = offset.y + int(self.scroll_offset.y)
        if number < len(self._rows) and self._rows[number].id is not None:
            clicked = self._rows[number].id
            if clicked == self.current:
                self.action_choose()
            else:
                self._stand_on(clicked)

    # ---- drawing

    def notify_style_update(self) -> None:
        """Another theme: forget the styles."""
        self._styles_known = {}
        super().notify_style_update()

    def _style(self, role: str) -> Style:
        known = self._styles_known.get(role)
        if known is None:
            known = self.get_component_rich_style(f"rows--{role.replace('_', '-')}", partial=True)
            self._styles_known[role] = known
        return known

    def render_line(self, y: int) -> Strip:
        """One visible row."""
        width = self.size.width
        base = self.rich_style
        number = y + int(self.scroll_offset.y)
        if number >= len(self._rows):
            return Strip.blank(width, base)
        line = self._rows[number]
        at_cursor = line.id is not None and line.id == self.current
        under = base + self._style("cursor") if at_cursor and self.has_focus else base
        first = at_cursor and self._starts[self.current or ""][0] == number
        segments = [Segment(POINTER if first else " ", under + self._style("pointer"))]
        for text, role in shortened(line.runs, width - 1):
            segments.append(Segment(text, under + self._style(role) if role else under))
        return Strip(segments).adjust_cell_length(width, under)
