"""The queue: one row a package, what blocks first; Enter opens one, and leaving it comes back here."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from prereview.checklist.finding import SEVERITY_TITLES, Severity
from prereview.errors import PrereviewError
from prereview.feedback.text import MARKS, UNDECIDED_MARK
from prereview.tui.actions import QUEUE, bindings
from prereview.tui.cells import pad
from prereview.tui.lines import Row, columns, row
from prereview.tui.marks import ROLES
from prereview.tui.queue import QueueRow, QueueSource, QueueView, ordered, rows_of, strip
from prereview.tui.reading import ReadingCancelled, Talk
from prereview.tui.screens.base import TableScreen
from prereview.tui.widgets.key_bar import KeyBar
from prereview.tui.widgets.rows import RowList


class QueueScreen(TableScreen):
    """Lists the packages of a folder, or those a batch checked."""

    ACTIONS = QUEUE
    HELP = "多家企业"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(QUEUE)]

    class RowsFound(Message):
        """The packages as they stand."""

        def __init__(self, rows: tuple[QueueRow, ...]) -> None:
            self.rows = rows
            super().__init__()

    class Read(Message):
        """A package was read behind the queue; `news` says how far that is."""

        def __init__(self, news: str) -> None:
            self.news = news
            super().__init__()

    def __init__(self, source: QueueSource, view: QueueView) -> None:
        super().__init__()
        self.source = source
        self.view = view
        self.rows: tuple[QueueRow, ...] | None = None
        self._news = ""

    def compose(self) -> ComposeResult:
        """Sums, a line to filter by, the packages, keys."""
        yield Static("", id="banner", markup=False)
        yield Input(placeholder="按名称、结论筛选；回车返回列表", id="filter")
        yield Static("", id="queue-head", markup=False)
        yield RowList(id="queue", classes="pane")
        yield KeyBar(QUEUE)

    def on_mount(self) -> None:
        """List the packages in a thread."""
        self.query_one("#filter", Input).display = bool(self.view.text)
        self.query_one("#filter", Input).value = self.view.text
        self._show()
        self.query_one("#queue", RowList).focus()
        self._list()

    def action_refresh_rows(self) -> None:
        """List again."""
        self._list()
        self.notify("已重新列出", timeout=2)

    def _list(self) -> None:
        self.run_worker(self._find, thread=True, exclusive=True, group="rows", exit_on_error=False)

    def _find(self) -> None:
        """Runs in a thread: only posts a message."""
        try:
            rows = rows_of(self.source, self.main.store_in_thread())
        except (PrereviewError, OSError):
            rows = ()
        self.post_message(self.RowsFound(rows))

    @on(RowsFound)
    def _found(self, message: RowsFound) -> None:
        self.rows = message.rows
        self._show()

    # ---- what is shown

    @property
    def shown(self) -> tuple[QueueRow, ...]:
        """Rows as they are listed."""
        view = self.view
        return ordered(self.rows or (), view.order, view.text)

    def _show(self) -> None:
        view = self.view
        state = strip(self.rows) if self.rows is not None else "正在查看文件夹……"
        news = f"　{self._news}" if self._news else ""
        self.query_one("#banner", Static).update(f"{self.source.folder}\n{state}{news}")
        rows = self.query_one("#queue", RowList)
        rows.border_title = Content(f"企业（{len(self.shown)}）　按{view.order}排序")
        rows.show(self._rows, current=view.current)
        self.query_one("#queue-head", Static).update("  " + _head(max(self.size.width - 4, 40)))

    def on_resize(self) -> None:
        """Columns are made for the width there is."""
        self._show()

    def _rows(self, cells: int) -> list[Row]:
        if self.rows is None:
            return [row(("正在查看……", "dim"))]
        return [_line(r, cells) for r in self.shown] or [row(("没有符合条件的企业", "dim"))]

    @on(RowList.Highlighted, "#queue")
    def _at(self, event: RowList.Highlighted) -> None:
        if event.id is not None:
            self.view.current = event.id

    # ---- actions

    @on(RowList.Chosen, "#queue")
    def _chosen(self, event: RowList.Chosen) -> None:
        found = next((r for r in self.rows or () if r.name == event.id), None)
        if found is None:
            return
        self.workers.cancel_group(self, "rest")
        if found.content is not None:
            self.main.open_result(found.package, found.content)
        elif found.package.exists():
            self.main.open_package(found.package)
        else:
            self.notify(f"找不到 {found.package}", severity="error", markup=False)

    def action_sort(self) -> None:
        """Another order."""
        self.view.order = self.view.order.next()
        self._show()

    def action_search(self) -> None:
        """To the line to filter by."""
        line = self.query_one("#filter", Input)
        line.display = True
        line.focus()

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        self.view.text = event.value
        self._show()

    @on(Input.Submitted, "#filter")
    def _filtered(self) -> None:
        self._close_filter()

    def _close_filter(self) -> None:
        line = self.query_one("#filter", Input)
        line.display = bool(line.value)
        self.query_one("#queue", RowList).focus()

    def action_read_rest(self) -> None:
        """Read all packages that have no review, one after the other, behind the queue."""
        rest = [r for r in self.shown if not r.is_checked and r.package.exists()]
        if not rest:
            self.notify("没有尚未预审的企业")
            return
        self.run_worker(
            partial(self._read_rest, rest), thread=True, exclusive=True, group="rest", exit_on_error=False
        )

    def _read_rest(self, rest: list[QueueRow]) -> None:
        """Runs in a thread: only posts messages."""
        from prereview.tui.keeping import keep

        worker = get_current_worker()
        store = self.main.store_in_thread()
        for number, found in enumerate(rest, 1):
            place = f"{number}/{len(rest)} {found.name}"

            def report(progress: object, place: str = place) -> None:
                pages = f"{progress.pages_done}/{progress.pages_total} 页"  # type: ignore[attr-defined]
                self.post_message(self.Read(f"正在预审 {place}　{pages}"))

            try:
                talk = Talk(report, lambda: worker.is_cancelled)
                keep(store, self.main.read(found.package, talk), found.package)
            except ReadingCancelled:
                return
            except PrereviewError as error:
                self.post_message(self.Read(f"{found.name}：{error.message}"))
            self.post_message(self.RowsFound(rows_of(self.source, store)))
        self.post_message(self.Read(""))

    @on(Read)
    def _read_some(self, message: Read) -> None:
        self._news = message.news
        self._show()

    def action_open_other(self) -> None:
        """Choose another package."""
        self.main.leave_queue()

    def action_leave(self) -> None:
        """Close the filter, else back to the first screen."""
        line = self.query_one("#filter", Input)
        if line.has_focus or line.value:
            line.value = ""
            self._close_filter()
        else:
            self.main.leave_queue()


def _widths(cells: int) -> tuple[int, int]:
    """Columns of the name and of the verdict."""
    rest = cells - 46
    return max(rest * 2 // 5, 14), max(rest * 3 // 5 - 2, 0)


def _head(cells: int) -> str:
    name, verdict = _widths(cells)
    titles = [
        ("企业", name, "left"),
        *((MARKS[s], 3, "right") for s in Severity),
        (UNDECIDED_MARK, 4, "right"),
        ("未读", 5, "right"),
        ("已处理", 7, "right"),
        ("最近查看", 12, "left"),
        ("结论", verdict, "left"),
    ]
    return " ".join(pad(title, cells, align) for title, cells, align in titles)


def _line(found: QueueRow, cells: int) -> Row:
    name, verdict = _widths(cells)
    counts = found.counts
    problems = sum(counts.get(str(s), 0) for s in Severity)
    looked = found.looked_at.astimezone().strftime("%m-%d %H:%M") if found.looked_at else ""
    marks = [(_number(counts.get(str(s), 0)), ROLES[s], 3, "right") for s in SEVERITY_TITLES]
    parts = [
        (found.firm or found.name, "bold" if found.is_checked else "dim", name, "left"),
        *marks,
        (_number(counts.get("cannot_tell", 0)), "unsure", 4, "right"),
        (_number(counts.get("unread", 0)), "unsure", 5, "right"),
        (f"{found.decided}/{problems}" if problems else "", "", 7, "right"),
        (looked, "dim", 12, "left"),
        (found.verdict or found.status, "" if found.is_checked else "dim", verdict, "left"),
    ]
    return row(*columns(parts), id=found.name)


def _number(count: int) -> str:
    return str(count) if count else ""
