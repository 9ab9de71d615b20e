"""The two lines on top: whose application, what was read, the time; the conclusion and what is left."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from prereview.checklist.finding import Severity
from prereview.feedback.text import MARKS, UNDECIDED_MARK
from prereview.tui.cells import cut, pad, width
from prereview.tui.clock import Clock
from prereview.tui.desk import Desk
from prereview.tui.words import headline


class Banner(Static):
    """Shows a desk; `tell` what goes on behind."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__("", id="banner", markup=False)
        self._desk = desk
        self._clock = clock
        self._news = ""

    def on_mount(self) -> None:
        """The clock moves on."""
        self.set_interval(1.0, self._tick)

    def on_resize(self) -> None:
        """Lines are made for the width there is."""
        self.show()

    def tell(self, news: str) -> None:
        """Say what goes on behind the screen; an empty text when nothing does."""
        self._news = news
        self.show()

    def _tick(self) -> None:
        if self._clock.is_running:
            self.show()

    def show(self) -> None:
        """Draw the lines again."""
        cells = max(self.size.width - 2, 20)
        time = self._clock.text
        room = cells - width(time) - 2 if time else cells
        opened = self._desk.opened
        first = pad(headline(opened.review, room, opened.is_partial), room) + (f"  {time}" if time else "")
        self.update(Content.assemble((first, "bold"), "\n", self._second(cells)))

    def _second(self, cells: int) -> str:
        summary = self._desk.review.summary
        counts = " ".join(f"{MARKS[s]}{summary.failed[s]}" for s in Severity)
        decided, problems = self._desk.progress()
        right = f"{counts} {UNDECIDED_MARK}{summary.cannot_tell}  已处理 {decided}/{problems}"
        left = self._news or summary.verdict
        room = cells - width(right) - 2
        if room < 12:
            return cut(right, cells)
        return f"{pad(left, room)}  {right}"
