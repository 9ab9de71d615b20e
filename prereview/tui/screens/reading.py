"""Progress while a package is read: pages, files, time left, and the files as they are found."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import ProgressBar, Static

from prereview.tui.actions import READING, bindings
from prereview.tui.lines import Row, row, tail
from prereview.tui.screens.base import TableScreen
from prereview.tui.widgets.key_bar import KeyBar
from prereview.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from prereview.documents import Progress

MOST_NAMES = 2_000


class ReadingScreen(TableScreen):
    """Esc stops the reading."""

    ACTIONS = READING
    HELP = "读取"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(READING)]

    class FilesFound(Message):
        """The names of the files of the package."""

        def __init__(self, names: tuple[str, ...]) -> None:
            self.names = names
            super().__init__()

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._started = time.monotonic()
        self._names: tuple[str, ...] = ()
        self._current = ""
        self.progress: Progress | None = None

    def compose(self) -> ComposeResult:
        """What is read, how far, and the files."""
        with Vertical(id="reading"):
            yield Static(Content(f"正在读取　{self.path}"), id="reading-title")
            yield ProgressBar(total=None, show_eta=False, id="reading-bar")
            yield Static("正在打开文件……", id="reading-state", markup=False)
        yield RowList(id="reading-files", classes="pane")
        yield KeyBar(READING)

    def on_mount(self) -> None:
        """Look what files there are, while they are opened."""
        files = self.query_one("#reading-files", RowList)
        files.border_title = "文件"
        files.show(self._rows)
        files.focus()
        job = partial(self._list_files, self.path)
        self.run_worker(job, thread=True, group="files", exit_on_error=False)

    def _list_files(self, path: Path) -> None:
        """Runs in a thread: only posts a message."""
        if path.is_dir():
            found = (p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")))
            names = sorted(
                p.relative_to(path).as_posix() for _, p in zip(range(MOST_NAMES), found, strict=False)
            )
        else:
            names = [path.name]
        self.post_message(self.FilesFound(tuple(names)))

    @on(FilesFound)
    def _files_found(self, message: FilesFound) -> None:
        self._names = message.names
        files = self.query_one("#reading-files", RowList)
        files.border_title = Content(f"文件（{len(message.names)}）")
        files.show(self._rows)

    def _rows(self, cells: int) -> list[Row]:
        if not self._names:
            return [row(("正在查看文件夹……", "dim"))]
        return [self._row(name, cells) for name in self._names]

    def _row(self, name: str, cells: int) -> Row:
        reading = name == self._current
        return row(
            ("▶ " if reading else "  ", "bold"), (tail(name, cells - 2), "bold" if reading else ""), id=name
        )

    def show_progress(self, progress: Progress) -> None:
        """Move the bar to the pages done so far."""
        self.progress = progress
        self.query_one("#reading-bar", ProgressBar).update(
            total=max(progress.pages_total, 1), progress=progress.pages_done
        )
        done = progress.pages_done >= progress.pages_total
        parts = [
            f"{progress.pages_done}/{progress.pages_total} 页",
            f"{progress.files_done}/{progress.files_total} 份文件",
            "正在整理数据、核对清单……" if done else self._left(progress),
        ]
        self.query_one("#reading-state", Static).update("　".join(p for p in parts if p))
        self._current = progress.current
        files = self.query_one("#reading-files", RowList)
        files.show(self._rows, current=progress.current)

    def _left(self, progress: Progress) -> str:
        """Time left at the speed so far; pages known from before do not count."""
        fresh = progress.pages_done - progress.pages_cached
        if fresh <= 0:
            return ""
        seconds = (time.monotonic() - self._started) / fresh * (progress.pages_total - progress.pages_done)
        return f"约剩 {seconds / 60:.0f} 分钟" if seconds >= 90 else f"约剩 {max(round(seconds), 1)} 秒"

    def action_cancel(self) -> None:
        """Stop the reading and go back."""
        self.main.leave_review()
        self.main.notify("已停止读取")
