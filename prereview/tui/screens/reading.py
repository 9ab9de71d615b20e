"""Progress while a package is read, in pages; the screen never freezes."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Middle
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, ProgressBar, Static

from prereview.documents import Progress
from prereview.review import Review


class ReadingProgress(Message):
    """Some more pages were read."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        super().__init__()


class ReadingFailed(Message):
    """Nothing could be read; `text` says why, `remedy` what to do."""

    def __init__(self, text: str, remedy: str | None) -> None:
        self.text = f"{text}。{remedy}" if remedy else text
        super().__init__()


class ReviewReady(Message):
    """The package was read and checked."""

    def __init__(self, review: Review) -> None:
        self.review = review
        super().__init__()


class ReadingScreen(Screen[None]):
    """Shows how many pages and files are done and which file is being read."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "app.quit", "退出")]

    def __init__(self, package: Path) -> None:
        super().__init__()
        self._package = package

    def compose(self) -> ComposeResult:
        """A bar in the middle of the screen with the current file below it."""
        with Middle():
            yield Static(f"正在读取 {self._package}", id="reading-title", markup=False)
            yield ProgressBar(total=None, show_eta=True, id="reading-bar")
            yield Static("", id="reading-file", markup=False)
        yield Footer()

    def show_progress(self, progress: Progress) -> None:
        """Move the bar to the pages done so far."""
        self.query_one("#reading-bar", ProgressBar).update(
            total=progress.pages_total, progress=progress.pages_done
        )
        pages = f"{progress.pages_done}/{progress.pages_total} 页"
        files = f"{progress.files_done}/{progress.files_total} 份文件"
        self.query_one("#reading-file", Static).update(f"{pages}　{files}　{progress.current}")
