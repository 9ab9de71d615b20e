"""What screens with two pages share: turning, zooming, the other places, pictures, findings on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prereview.tui.desk import Item
from prereview.tui.dialogs.choosing import ListDialog, PageDialog
from prereview.tui.listing import Listed
from prereview.tui.places import Place
from prereview.tui.widgets.page_pane import PagePane
from prereview.tui.widgets.page_view import PageView
from prereview.tui.words import finding_rows

if TYPE_CHECKING:
    from prereview.tui.screens.desk_screen import DeskScreen

    Base = DeskScreen
else:
    Base = object


class PagingMixin(Base):
    """For a screen with panes `#first` and `#second`; keeps `places` and which of them was asked for last."""

    places: tuple[Place, ...]
    at_place: int

    @property
    def item(self) -> Item | None:
        """The finding whose pages are shown."""
        return None

    @property
    def active_pane(self) -> PagePane:
        """The pane that keys go to: the one with the focus, else the lower one where there are two."""
        first, second = self.query_one("#first", PagePane), self.query_one("#second", PagePane)
        if isinstance(self.focused, PageView) and isinstance(self.focused.parent, PagePane):
            return self.focused.parent
        return second if second.display else first

    def pages_shown(self) -> tuple[Place | None, Place | None]:
        """The places of both panes."""
        first, second = self.query_one("#first", PagePane), self.query_one("#second", PagePane)
        return first.place, second.place if second.display else None

    def show_pair(self, first: Place | None, second: Place | None) -> None:
        """Show two places, or one over the whole height."""
        identity = self.item.identity if self.item else None
        self.query_one("#first", PagePane).show(first, identity)
        self.query_one("#second", PagePane).show(second, identity)

    def show_place(self, index: int) -> None:
        """Show one of the places in the active pane."""
        self.at_place = index
        self.active_pane.show(self.places[index], self.item.identity if self.item else None)

    def show_anywhere(self, place: Place) -> None:
        """Show any page of the package in the active pane, and give that the focus."""
        pane = self.active_pane
        pane.show(place, self.item.identity if self.item else None)
        pane.view.focus()

    def action_next_place(self) -> None:
        """The next place the finding rests on."""
        self._step(1)

    def action_previous_place(self) -> None:
        """The place before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if not self.places:
            self.notify("该问题没有出处")
            return
        if len(self.places) == 1:
            self.show_place(0)
            return
        self.show_place((self.at_place + step) % len(self.places))
        self.notify(f"出处 {self.at_place + 1}/{len(self.places)}", timeout=2)

    def action_turn_page(self, step: int) -> None:
        """Turn a page of the file that is shown."""
        self.active_pane.turn(step)

    def action_zoom(self, step: int) -> None:
        """Draw the page wider or narrower."""
        self.active_pane.zoom(step)

    def action_show_picture(self) -> None:
        """The place as a picture."""
        place = self.active_pane.place
        if place is not None:
            from prereview.tui.screens.picture import PictureScreen

            self.app.push_screen(PictureScreen(self.desk, place))

    def action_findings_here(self) -> None:
        """All findings on the page shown; the chosen one is gone to."""
        place = self.active_pane.place
        if place is None:
            return
        items = self.desk.findings_on(place.file, place.page)
        if not items:
            self.notify("该页没有问题")
            return
        rows = finding_rows(self.desk, [Listed(item) for item in items])
        self.app.push_screen(ListDialog("本页上的问题", rows), self.chosen_here)

    def chosen_here(self, identity: str | None) -> None:
        """A finding on the page was chosen."""
        if identity:
            self.main.go_to_finding(identity)

    def action_go_to_page(self) -> None:
        """Any page of any file."""
        shelf = self.desk.shelf
        files = [(name, shelf.page_count(name)) for name in shelf.names]
        self.app.push_screen(PageDialog(files, self.active_pane.place), self._page_chosen)

    def _page_chosen(self, place: Place | None) -> None:
        if place is not None:
            self.show_anywhere(place)

    def action_copy(self) -> None:
        """The text of the page to the clipboard."""
        pane = self.active_pane
        self.app.copy_to_clipboard(pane.view.drawing.text())
        self.notify("已复制该页文字")
