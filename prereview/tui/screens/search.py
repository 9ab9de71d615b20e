"""Searching in findings, facts and the text of all pages; what is found is gone to."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from prereview.tui.compositing import WideModalScreen
from prereview.tui.desk import Desk, Item
from prereview.tui.lines import Row, row, tail
from prereview.tui.places import Place
from prereview.tui.search import Found, PageTexts, search
from prereview.tui.widgets.rows import RowList

LEAST = 2
"""Characters from which page texts are searched."""


class SearchScreen(WideModalScreen[Item | Place | None]):
    """Gives the finding or the place that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", "关闭"),
        ("down", "results", ""),
        ("tab", "switch", ""),
    ]

    class PagesReady(Message):
        """The texts of all pages are at hand."""

        def __init__(self, texts: PageTexts) -> None:
            self.texts = texts
            super().__init__()

    def __init__(self, desk: Desk) -> None:
        super().__init__(classes="dialog")
        self._desk = desk
        self._texts: PageTexts | None = None
        self._found: dict[str, Found] = {}

    def compose(self) -> ComposeResult:
        """The words, and what was found."""
        with Vertical(id="box", classes="tall") as box:
            box.border_title = "查找"
            box.border_subtitle = Content("回车 前往   ↓ 结果   Esc 关闭")
            yield Input(placeholder="问题、数据、页面文字；多个词用空格分开", id="text")
            yield RowList(id="results")

    def on_mount(self) -> None:
        """Gather the texts of pages in a thread."""
        self._show()
        self.run_worker(self._gather, thread=True, group="search", exit_on_error=False)

    def _gather(self) -> None:
        """Runs in a thread: only posts a message."""
        worker = get_current_worker()
        texts = []
        for text in self._desk.shelf.texts():
            if worker.is_cancelled:
                return
            texts.append(text)
        self.post_message(self.PagesReady(tuple(texts)))

    @on(PagesReady)
    def _ready(self, message: PagesReady) -> None:
        self._texts = message.texts
        self._search()

    @on(Input.Changed)
    def _search(self) -> None:
        words = self.query_one("#text", Input).value.split()
        pages = self._texts if sum(map(len, words)) >= LEAST else ()
        self._found = {str(n): f for n, f in enumerate(search(self._desk, words, pages or ()))}
        self._show()

    def _show(self) -> None:
        self.query_one("#results", RowList).show(self._rows)

    def _rows(self, cells: int) -> list[Row]:
        rows: list[Row] = []
        group = ""
        for name, found in self._found.items():
            if found.group != group:
                group = found.group
                rows.append(row((group, "title")))
            rows.append(row("  ", *found.runs, id=name))
            if found.where:
                rows.append(row("    ", (tail(found.where, cells - 4), "dim"), id=name))
        if self._texts is None:
            rows.append(row(("正在取页面文字……", "dim")))
        if not self._found and self.query_one("#text", Input).value.strip():
            rows.append(row(("没有找到", "dim")))
        return rows

    def action_results(self) -> None:
        """From the words down to the results."""
        self.query_one("#results", RowList).focus()

    def action_switch(self) -> None:
        """Between the words and the results."""
        line, results = self.query_one("#text", Input), self.query_one("#results", RowList)
        (results if line.has_focus else line).focus()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one("#results", RowList).action_choose()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(self._found[event.id].target)
