"""Two pages side by side over the whole screen: both sides of a contradiction, or of a row of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from prereview.tui.actions import SPREAD, bindings
from prereview.tui.desk import Desk, Item
from prereview.tui.places import Place
from prereview.tui.screens.desk_screen import DeskScreen
from prereview.tui.screens.paging import PagingMixin
from prereview.tui.widgets.key_bar import KeyBar
from prereview.tui.widgets.page_pane import PagePane
from prereview.tui.widgets.page_view import PageView


class SpreadScreen(PagingMixin, DeskScreen):
    """Shows places of a finding or a row; Esc goes back to where one was."""

    ACTIONS = SPREAD
    HELP = "原件"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SPREAD)]

    def __init__(
        self,
        desk: Desk,
        places: Sequence[Place],
        item: Item | None = None,
        first: Place | None = None,
        second: Place | None = None,
    ) -> None:
        super().__init__(desk)
        self.places = tuple(places)
        self._item = item
        self._first = first or (self.places[0] if self.places else None)
        self._second = second or (self.places[1] if len(self.places) > 1 and first is None else None)
        self.at_place = self.places.index(self._second) if self._second in self.places else 0

    @property
    def item(self) -> Item | None:
        """The finding whose pages are shown."""
        return self._item

    def compose(self) -> ComposeResult:
        """Two panes and the keys."""
        with Horizontal(id="spread"):
            yield PagePane(self.desk, id="first")
            yield PagePane(self.desk, id="second")
        yield KeyBar(SPREAD)

    def on_mount(self) -> None:
        """Show the places, and give the first page the keys."""
        self.show_pair(self._first, self._second)
        self.query_one("#first", PagePane).view.focus()

    def action_next_pane(self) -> None:
        """Give the other page the keys."""
        views = [view for view in self.query(PageView) if view.parent and view.parent.display]
        others = [view for view in views if view is not self.focused]
        if others:
            others[0].focus()
