"""Progress while a package is read: pages, files, time left, and what the papers already contradict."""

from __future__ import annotations

import time
from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import ProgressBar, Static

from prereview.tui.actions import READING, bindings
from prereview.tui.lines import Row, row, tail, wrapped
from prereview.tui.marks import mark_of, role_of
from prereview.tui.screens.base import TableScreen
from prereview.tui.widgets.key_bar import KeyBar
from prereview.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from prereview.documents import Progress
    from prereview.review.model import Review

MOST_NAMES = 2_000

WINDOW = 20.0
"""Seconds over which the pace is taken: pages of text are there at once, scans take their time."""


class Pace:
    """How fast pages are read of late."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, moment: float, pages: int) -> None:
        """So many pages were read by this moment (in seconds)."""
        self._seen.append((moment, pages))
        while len(self._seen) > 2 and moment - self._seen[0][0] > WINDOW:
            self._seen.popleft()

    def seconds_for(self, pages: int) -> float | None:
        """Time that more pages will take; None before there is a pace."""
        if len(self._seen) < 2:
            return None
        (start, before), (end, after) = self._seen[0], self._seen[-1]
        return (end - start) / (after - before) * pages if after > before else None


class ReadingScreen(TableScreen):
    """Esc stops the reading, x leaves a file out, Enter shows a first finding with its pages."""

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
        self._pace = Pace()
        self._names: tuple[str, ...] = ()
        self._current = ""
        self._followed: str | None = None
        self.progress: Progress | None = None
        self.look: Review | None = None

    def compose(self) -> ComposeResult:
        """What is read, how far, and the files."""
        with Vertical(id="reading"):
            yield Static(Content(f"正在读取　{self.path}"), id="reading-title")
            yield ProgressBar(total=None, show_eta=False, id="reading-bar")
            yield Static("正在打开文件……", id="reading-state", markup=False)
        with Horizontal(id="reading-panes"):
            yield RowList(id="reading-files", classes="pane")
            yield RowList(id="reading-found", classes="pane")
        yield KeyBar(READING)

    def on_mount(self) -> None:
        """Look what files there are, while they are opened."""
        files = self.query_one("#reading-files", RowList)
        files.border_title = "文件"
        files.show(self._rows)
        files.focus()
        found = self.query_one("#reading-found", RowList)
        found.border_title = "初步发现"
        found.show(self._found_rows)
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
        if name in self.main.skipped:
            return row(("－ ", "dim"), (tail(name, cells - 10), "dim"), ("　已跳过", "dim"), id=name)
        reading = name == self._current
        return row(
            ("▶ " if reading else "  ", "bold"), (tail(name, cells - 2), "bold" if reading else ""), id=name
        )

    def _found_rows(self, cells: int) -> list[Row]:
        if self.look is None:
            return [row(("读到相互矛盾的数据时列在这里", "dim"))]
        if not self.look.findings:
            return [row(("已读部分尚未发现相互矛盾的数据", "dim"))]
        rows: list[Row] = []
        for found in self.look.findings:
            subject = f"{found.subject} " if found.subject else ""
            sign = (f"{mark_of(found)} ", role_of(found))
            rows.append(row(sign, (f"{found.rule} {subject}", "bold"), found.title, id=found.identity))
            rows += wrapped(found.message, cells, "dim", indent=2, id=found.identity)
        return rows

    def show_look(self, review: Review) -> None:
        """What was found so far; the cursor stays where it is."""
        self.look = review
        found = self.query_one("#reading-found", RowList)
        found.border_title = Content(f"初步发现（{len(review.findings)}）")
        found.show(self._found_rows)

    @on(RowList.Chosen, "#reading-found")
    def _found_chosen(self, event: RowList.Chosen) -> None:
        if self.look is not None:
            self.main.open_look(self.path, self.look, event.id)

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
        if self._followed in (None, files.current):  # whoever moved the cursor keeps it
            files.show(self._rows, current=progress.current)
            self._followed = files.current
        else:
            files.show(self._rows)

    def _left(self, progress: Progress) -> str:
        """Time left at the pace of late; pages known from before do not count."""
        self._pace.note(time.monotonic(), progress.pages_done - progress.pages_cached)
        seconds = self._pace.seconds_for(progress.pages_total - progress.pages_done)
        if seconds is None:
            return ""
        return f"约剩 {seconds / 60:.0f} 分钟" if seconds >= 90 else f"约剩 {max(round(seconds), 1)} 秒"

    def action_next_pane(self) -> None:
        """To the files or to what was found."""
        self.focus_next(".pane")

    def action_skip_file(self) -> None:
        """Leave out what is still to be read of the file under the cursor."""
        files = self.query_one("#reading-files", RowList)
        name = files.current
        if name is None or name in self.main.skipped:
            return
        self.main.skip_file(name)
        files.show(self._rows)
        self.notify(f"跳过：{name}", markup=False)

    def action_cancel(self) -> None:
        """Stop the reading and go back."""
        self.main.leave_review()
        self.main.notify("已停止读取")
