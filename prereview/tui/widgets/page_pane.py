"""One page of the package on the screen: its values in a line on top, the page with its marks below.

The page is found and drawn in a worker thread; until it is there, the one before
stays. A page that cannot be had says so and shows what was read there.
"""

from __future__ import annotations

from functools import partial

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from prereview.feedback.places import where_in_words
from prereview.tui.desk import Desk
from prereview.tui.lines import tail
from prereview.tui.paging.canvas import Canvas, Drawing
from prereview.tui.paging.drawing import draw_page
from prereview.tui.paging.marks import Mark
from prereview.tui.places import Place
from prereview.tui.widgets.page_view import PageView

ZOOMS = (1.0, 1.3, 1.7, 2.2, 3.0)
"""Width of the drawn page as a multiple of the pane."""


class PagePane(Vertical):
    """Shows a `Place`; pages are turned and zoomed here."""

    class Drawn(Message):
        """A page was drawn in its thread."""

        def __init__(self, pane: PagePane, place: Place, number: int | None, drawing: Drawing) -> None:
            self.pane = pane
            self.place = place
            self.number = number
            self.drawing = drawing
            super().__init__()

        @property
        def control(self) -> PagePane:
            """For `on` with a selector."""
            return self.pane

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.desk = desk
        self.place: Place | None = None
        self.identity: str | None = None
        self._zoom = 0
        self._drawn_for: tuple[Place, int, int] | None = None

    def compose(self) -> ComposeResult:
        """The line of values, and the page."""
        yield Static("", classes="caption", markup=False)
        yield PageView()

    @property
    def view(self) -> PageView:
        """The page."""
        return self.query_one(PageView)

    def show(self, place: Place | None, identity: str | None = None) -> None:
        """Show a place of a finding (`identity`: its own marks are not shown as those of others)."""
        self.place = place
        self.identity = identity
        self.display = place is not None
        caption = self.query_one(".caption", Static)
        caption.update(place.caption if place else "")
        caption.display = bool(place and place.caption)
        self._draw_again()

    def turn(self, step: int) -> None:
        """Turn to another page of the same file."""
        if self.place is None:
            return
        last = self.desk.shelf.page_count(self.place.file)
        number = (self.place.page or 1) + step
        if 1 <= number <= last and last > 1:
            self.show(Place(self.place.file, number), self.identity)
        else:
            self.notify("已是最后一页" if step > 0 else "已是第一页")

    def zoom(self, step: int) -> None:
        """Draw the page wider or narrower; 0 goes back to the width of the pane."""
        self._zoom = min(max(self._zoom + step, 0), len(ZOOMS) - 1) if step else 0
        self._draw_again()

    def on_resize(self, event: events.Resize) -> None:
        """A page is drawn for the width there is."""
        del event
        self._draw_again()

    def _draw_again(self) -> None:
        room = int(self.view.room * ZOOMS[self._zoom])
        if self.place is None or self.view.size.width == 0:
            return
        wanted = (self.place, room, self._zoom)
        if wanted == self._drawn_for:
            return
        self._drawn_for = wanted
        others = self.desk.marks_on(self.place.file, self.place.page, but=self.identity)
        job = partial(self._draw, self.place, room, (*self.place.marks, *others))
        self.run_worker(job, thread=True, exclusive=True, group=f"page-{self.id}", exit_on_error=False)

    def _draw(self, place: Place, room: int, marks: tuple[Mark, ...]) -> None:
        """Runs in a thread: only posts a message."""
        worker = get_current_worker()
        page = self.desk.shelf.page(place.file, place.page)
        if worker.is_cancelled:
            return
        drawing = draw_page(page, room, marks) if page is not None else _words_only(place, room)
        self.post_message(self.Drawn(self, place, page.number if page else place.page, drawing))

    def on_page_pane_drawn(self, message: Drawn) -> None:
        """Show what was drawn, if it is still wanted."""
        if message.pane is self and message.place == self.place:
            self.view.show(message.drawing)
            self._entitle(message.place, message.number)

    def _entitle(self, place: Place, number: int | None) -> None:
        if number is not None:
            where = f" 第{number}页 / {self.desk.shelf.page_count(place.file)}"
        else:
            mark = next((m.where for m in place.marks if m.where), None)
            where = f" {where_in_words(mark)}" if mark else ""
        room = max(self.size.width - len(where) * 2 - 6, 12)
        self.border_title = Content(tail(place.file, room) + where)
        zoom = ZOOMS[self._zoom]
        self.border_subtitle = Content(f"{zoom:g}×") if zoom != 1 else Content("")


def _words_only(place: Place, room: int) -> Drawing:
    """In place of a page that cannot be had: what was read there."""
    from prereview.tui.cells import wrap

    canvas = Canvas()
    for line in wrap("（该页无法显示：原文件不在原处，或无法读取）", room):
        canvas.put(canvas.height, 0, line, "note")
    for text in place.texts:
        for line in wrap(f"读到的文字：{text}", room):
            canvas.put(canvas.height, 0, line)
    return canvas.finished()


def without_marks(place: Place) -> Place:
    """The page alone."""
    return msgspec.structs.replace(place, marks=(), caption="")
