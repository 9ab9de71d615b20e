"""The application: which screen is shown, and the reading and keeping that go on behind it.

Threads only post messages; what they say is handled here. Of the main screens (first
screen, queue, reading, review) one is there at a time, the others go over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from prereview.errors import PrereviewError
from prereview.review.watching import Watch, stamp
from prereview.settings import Settings
from prereview.tui.clock import Clock
from prereview.tui.messages import (
    FilesSeen,
    LookTaken,
    PackageOpened,
    QueueFound,
    ReadingEnded,
    ReadingFailed,
    ReadingProgress,
    StoreClosed,
    Written,
)
from prereview.tui.reading import ReadingCancelled, ReviewFunction, Talk, review_in_process
from prereview.tui.screens.opening import OpeningScreen
from prereview.tui.screens.reading import ReadingScreen
from prereview.tui.themes import THEMES

if TYPE_CHECKING:
    from prereview.review.model import Review
    from prereview.review.store import Store
    from prereview.tui.desk import Desk, Opened
    from prereview.tui.queue import QueueSource, QueueView
    from prereview.tui.screens.review import ReviewScreen

WATCH_EVERY = 4.0
"""Seconds between looks whether files changed, or somebody else decided something."""


class PrereviewApp(App[None]):
    """Opens a package or a folder of packages, and shows its review."""

    CSS_PATH = "prereview.tcss"
    TITLE = "prereview"
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+q", "quit", "退出"), ("f2", "next_theme", "配色")]
    COMMAND_PALETTE_DISPLAY = "命令"

    def __init__(
        self,
        path: Path | None = None,
        read: ReviewFunction = review_in_process,
        store_url: str | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self._path = path
        self.read = read
        self.settings = settings or Settings()
        self._store_url = store_url or self.settings.store
        self._opener = ThreadPoolExecutor(1, thread_name_prefix="open-store")
        self._store: Future[Store] | None = None
        self.clock = Clock(self.settings.session_minutes)
        self.desk: Desk | None = None
        self.queue: QueueSource | None = None
        self.queue_view: QueueView | None = None
        self._watch = Watch()
        self._talk: Talk | None = None

    def on_mount(self) -> None:
        """Colours, the store, and what was named on the command line."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self._store = self._opener.submit(_open_store, self._store_url)
        if self._path is None:
            self.push_screen(OpeningScreen())
        else:
            self.open_path(self._path)
        self.set_interval(WATCH_EVERY, self._look_around)

    # ---- main screens

    def show_main(self, screen: Screen[None]) -> None:
        """Put another main screen in the place of the present one and all that is over it."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    @property
    def review_screen(self) -> ReviewScreen | None:
        """The review, when one is open."""
        if self.desk is None or len(self.screen_stack) < 2:
            return None
        from prereview.tui.screens.review import ReviewScreen

        screen = self.screen_stack[1]
        return screen if isinstance(screen, ReviewScreen) else None

    def ask_for_package(self) -> None:
        """Let the person choose a package."""
        self._close_desk()
        self.show_main(OpeningScreen())

    def leave_review(self) -> None:
        """Back to the queue where there is one, else to the first screen."""
        self.stop_reading()
        if self.queue is None:
            self.ask_for_package()
        else:
            self._close_desk()
            self.show_queue()

    def leave_queue(self) -> None:
        """From the queue to the first screen."""
        self.queue = None
        self.ask_for_package()

    def show_queue(self) -> None:
        """The queue that was opened."""
        if self.queue is not None and self.queue_view is not None:
            from prereview.tui.screens.queue import QueueScreen

            self.show_main(QueueScreen(self.queue, self.queue_view))

    # ---- opening

    def open_path(self, path: Path, as_queue: bool | None = None) -> None:
        """Open what a path names: a package, a folder of packages, the results of a batch.

        `as_queue` decides where a folder could be either; None looks at what is in it.
        """
        self._close_desk()
        self.show_main(ReadingScreen(path))
        job = partial(self._look_at, path, as_queue)
        self.run_worker(job, thread=True, exclusive=True, group="reading", exit_on_error=False)

    def open_package(self, package: Path) -> None:
        """Open one package: what is known of it at once, and read it."""
        self._close_desk()
        self.show_main(ReadingScreen(package))
        job = partial(self._open_in_thread, package)
        self.run_worker(job, thread=True, exclusive=True, group="reading", exit_on_error=False)

    def open_result(self, package: Path, content: Path) -> None:
        """Open the review that a batch wrote of a package."""
        self._close_desk()
        self.show_main(ReadingScreen(package))
        job = partial(self._open_result_in_thread, package, content)
        self.run_worker(job, thread=True, exclusive=True, group="reading", exit_on_error=False)

    def reread(self) -> None:
        """Read the open package again, behind the review."""
        if self.desk is None or self.desk.package is None or not self.desk.package.exists():
            self.notify("原材料不在原处，无法重读", severity="warning")
            return
        if self._is_reading:
            self.notify("正在读取")
            return
        job = partial(self._read_in_thread, self.desk.package)
        self.run_worker(job, thread=True, exclusive=True, group="reading", exit_on_error=False)

    @property
    def _is_reading(self) -> bool:
        return any(w.group == "reading" and not w.is_finished for w in self.workers)

    def skip_file(self, name: str) -> None:
        """Leave out the rest of a file of the package that is being read."""
        if self._talk is not None:
            self._talk.skipped.add(name)

    @property
    def skipped(self) -> frozenset[str]:
        """Files that are left out of the present reading."""
        return frozenset(self._talk.skipped if self._talk is not None else ())

    def stop_reading(self) -> None:
        """Stop what is being read."""
        self.workers.cancel_group(self, "reading")

    # ---- in threads

    def store_in_thread(self) -> Store | None:
        """The store, waited for; None when it cannot be opened."""
        try:
            return self._store.result() if self._store is not None else None
        except PrereviewError as error:
            self.post_message(StoreClosed(error))
            return None

    def _look_at(self, path: Path, as_queue: bool | None) -> None:
        from prereview.tui.queue import queue_at

        worker = get_current_worker()
        source = queue_at(path, as_queue)
        if worker.is_cancelled:
            return
        if source is not None:
            self.post_message(QueueFound(source))
        else:
            self._open_in_thread(path)

    def _open_in_thread(self, package: Path) -> None:
        from prereview.tui.keeping import known

        worker = get_current_worker()
        store = self.store_in_thread()
        before = known(store, package)
        if worker.is_cancelled:
            return
        if before is not None:
            self.post_message(PackageOpened(before, store))
        self._read_in_thread(package)

    def _open_result_in_thread(self, package: Path, content: Path) -> None:
        from prereview.tui.keeping import from_batch

        worker = get_current_worker()
        store = self.store_in_thread()
        try:
            opened = from_batch(store, content.read_bytes(), package)
        except (PrereviewError, OSError):
            self._open_in_thread(package)
            return
        if not worker.is_cancelled:
            self.post_message(PackageOpened(opened, store))
            self.post_message(ReadingEnded())

    def _read_in_thread(self, package: Path) -> None:
        from prereview.tui.keeping import keep

        worker = get_current_worker()
        try:
            self._talk = Talk(
                on_progress=lambda progress: self._report(worker, progress),
                is_cancelled=lambda: worker.is_cancelled or not self.is_running,
                on_look=lambda review: self._look(worker, package, review),
            )
            review = self.read(package, self._talk)
            store = self.store_in_thread()
            opened = keep(store, review, package)
        except ReadingCancelled:
            return
        except PrereviewError as error:
            self.post_message(ReadingFailed(error))
            return
        finally:
            self.post_message(ReadingEnded())
        if not worker.is_cancelled:
            self.post_message(PackageOpened(opened, store))

    def _report(self, worker: Worker[None], progress: object) -> None:
        if not worker.is_cancelled:
            self.post_message(ReadingProgress(progress))  # type: ignore[arg-type]

    def _look(self, worker: Worker[None], package: Path, review: Review) -> None:
        if not worker.is_cancelled:
            self.post_message(LookTaken(package, review))

    # ---- what threads said

    def on_store_closed(self, message: StoreClosed) -> None:
        """Nothing can be kept: say so, plainly and for long."""
        remedy = f"\n{message.error.remedy}" if message.error.remedy else ""
        text = f"{message.error.message}：决定和轮次都不会保存{remedy}"
        self.notify(text, severity="error", timeout=30, markup=False)

    def on_queue_found(self, message: QueueFound) -> None:
        """A folder of packages."""
        from prereview.tui.queue import QueueView

        self.queue, self.queue_view = message.source, QueueView()
        self.show_queue()

    def on_reading_progress(self, message: ReadingProgress) -> None:
        """Pass progress on to the screen that shows it."""
        screen = self.screen_stack[1] if len(self.screen_stack) > 1 else None
        if isinstance(screen, ReadingScreen):
            screen.show_progress(message.progress)
        elif self.review_screen is not None:
            progress = message.progress
            self._tell(f"后台读取 {progress.pages_done}/{progress.pages_total} 页：{progress.current}")

    def on_look_taken(self, message: LookTaken) -> None:
        """Show what was found so far, where nothing better is shown."""
        screen = self.screen_stack[1] if len(self.screen_stack) > 1 else None
        if isinstance(screen, ReadingScreen):
            screen.show_look(message.review)
        elif self.review_screen is not None and self.desk is not None and self.desk.opened.is_partial:
            self.review_screen.update(_partial(message.review, message.package))

    def open_look(self, package: Path, review: Review, identity: str) -> None:
        """A review of what was read so far; it becomes the full one when everything is read."""
        self._show_desk(_partial(review, package), None)
        if self.review_screen is not None:
            self.call_after_refresh(self.review_screen.go_to, identity)

    def on_reading_ended(self) -> None:
        """Nothing is read any more."""
        self._tell("")

    def on_reading_failed(self, message: ReadingFailed) -> None:
        """Say why nothing could be read; without an older review ask for another package."""
        remedy = f"\n{message.error.remedy}" if message.error.remedy else ""
        self.notify(f"{message.error.message}{remedy}", severity="error", timeout=12, markup=False)
        if self.review_screen is None or (self.desk is not None and self.desk.opened.is_partial):
            self._close_desk()
            if self.queue is not None:
                self.show_queue()
            else:
                self.ask_for_package()

    def on_package_opened(self, message: PackageOpened) -> None:
        """Show a review, or its newer reading in the place of the older one."""
        opened = message.opened
        screen = self.review_screen
        if screen is not None and self.desk is not None and self.desk.package == opened.package:
            before = self.desk.opened
            self.desk.store = message.store
            screen.update(opened)
            if before.review.findings != opened.review.findings:
                self.notify("材料已重新核对，列表已更新")
            else:
                self.notify("材料已重新核对，结果没有变化", timeout=3)
            return
        self._show_desk(opened, message.store)
        if opened.stale:
            self._tell("显示上次的结果，正在后台核对材料是否有变化……")

    def _show_desk(self, opened: Opened, store: Store | None) -> None:
        from prereview.tui.desk import Desk
        from prereview.tui.screens.review import ReviewScreen

        self._close_desk()
        self.desk = Desk(opened, store, self.settings)
        self._watch = Watch()
        self.show_main(ReviewScreen(self.desk))

    def _tell(self, news: str) -> None:
        screen = self.review_screen
        if screen is not None:
            from prereview.tui.widgets.banner import Banner

            for banner in screen.query(Banner):
                banner.tell(news)

    def _close_desk(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    async def _look_around(self) -> None:
        """See whether files changed, and what others decided meanwhile."""
        desk = self.desk
        if desk is None:
            return
        if desk.package is not None and not self._is_reading:
            job = partial(self._see_files, desk.package)
            self.run_worker(job, thread=True, exclusive=True, group="watch", exit_on_error=False)
        if desk.store is None:
            return
        try:
            changed = await desk.refresh()
        except PrereviewError:
            return
        if changed and desk is self.desk:
            self.decisions_changed()
            self.notify("其他人更新了决定，已同步")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A job of the application failed where none should."""
        self.job_failed(event.worker)

    def job_failed(self, worker: Worker[object]) -> None:
        """Say that a job behind the screen failed; the screen stays as it is."""
        if worker.state is WorkerState.ERROR:
            self.log.error(worker.error)
            error = worker.error
            text = f"程序内部错误（{type(error).__name__}：{error}），材料和已保存的决定未受影响"
            self.notify(text, severity="error", timeout=20, markup=False)

    def _see_files(self, package: Path) -> None:
        """Runs in a thread: only posts a message."""
        self.post_message(FilesSeen(package, stamp(package)))

    def on_files_seen(self, message: FilesSeen) -> None:
        """Read a package again that changed on disk and has come to rest."""
        if self.desk is not None and self.desk.package == message.package and self._watch.look(message.stamp):
            self.notify("材料有变化，正在重新读取")
            self.reread()

    # ---- for the screens of an open review

    def decisions_changed(self) -> None:
        """Something was decided: every screen of the review shows it."""
        from prereview.tui.screens.desk_screen import DeskScreen

        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen) and screen.is_mounted:
                screen.decisions_changed()

    def clock_changed(self) -> None:
        """The clock was started or stopped."""
        self._tell_clock()

    def _tell_clock(self) -> None:
        from prereview.tui.widgets.banner import Banner

        for screen in self.screen_stack:
            for banner in screen.query(Banner):
                banner.show()

    def show_sheet(self, name: str) -> None:
        """A sheet over the review, in the place of another sheet."""
        if self.desk is None:
            return
        if self.desk.opened.is_partial:
            self.notify("材料还在读取，专表要等读完后才能列出", severity="warning")
            return
        from prereview.tui.screens.sheet import SheetScreen
        from prereview.tui.sheets import make_sheet

        try:
            made = make_sheet(name, self.desk)
            made.rows(80)
        except Exception as error:  # odd data must cost one sheet, not the session
            self.log(error)
            self.notify(f"该表无法显示（{type(error).__name__}）", severity="error", markup=False)
            return
        self._over_review(SheetScreen(self.desk, made))

    def show_large(self) -> None:
        """Large type for the firm."""
        if self.desk is not None and self.review_screen is not None:
            from prereview.tui.screens.large import LargeScreen

            self.push_screen(LargeScreen(self.desk, self.review_screen.item))

    def _over_review(self, screen: Screen[None]) -> None:
        while len(self.screen_stack) > 2:
            self.pop_screen()
        self.push_screen(screen)

    def go_to_finding(self, identity: str) -> None:
        """Back to the review, at a finding."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if self.review_screen is not None:
            self.review_screen.go_to(identity)

    def go_to_section(self, section: str) -> None:
        """Back to the review, at a section."""
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if self.review_screen is not None:
            self.review_screen.go_to_section(section)

    # ---- writing

    def write_opinion(self) -> None:
        """Write the opinion in a thread."""
        from prereview.tui.writing import opinion

        self._write(opinion, "正在生成意见书……")

    def write_copies(self) -> None:
        """Write the annotated copies in a thread."""
        from prereview.tui.writing import copies

        self._write(copies, "正在生成批注副本……")

    def _write(self, job: object, start: str) -> None:
        desk = self.desk
        if desk is None:
            return
        if desk.opened.is_partial:
            self.notify("材料还在读取，读完后再生成", severity="warning")
            return
        self.notify(start, timeout=3)

        def write() -> None:
            try:
                written = job(desk)  # type: ignore[operator]
            except PrereviewError as error:
                self.post_message(Written(error=error))
            else:
                self.post_message(Written(text=written))

        self.run_worker(write, thread=True, group="writing", exit_on_error=False)

    def on_written(self, message: Written) -> None:
        """Say where the files are."""
        if message.error is not None:
            self.notify(message.error.message, severity="error", timeout=12, markup=False)
        else:
            self.notify(message.text, title="已生成", timeout=15, markup=False)

    # ---- the rest

    def action_next_theme(self) -> None:
        """The next set of colours."""
        names = [theme.name for theme in THEMES]
        place = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(place + 1) % len(names)]

    def get_system_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """The palette: the actions of the screen, by the same table as everything else."""
        from prereview.tui.screens.base import TableScreen

        if isinstance(screen, TableScreen):
            for action in screen.ACTIONS:
                if action.name and not action.name.startswith("app.command"):
                    run = partial(self._run_from_palette, screen, action.name)
                    yield SystemCommand(f"{action.label}（{action.shown}）", action.explanation, run)

    def _run_from_palette(self, screen: Screen[None], action: str) -> None:
        self.call_later(screen.run_action, action)

    async def on_unmount(self) -> None:
        """Let go of everything; what was decided is on disk already."""
        self.stop_reading()
        self._close_desk()
        self._opener.shutdown(wait=False, cancel_futures=True)


def _partial(review: Review, package: Path) -> Opened:
    from prereview.tui.desk import Opened

    return Opened(review, package, is_partial=True)


def _open_store(url: str | None) -> Store:
    from prereview.review.store import Store

    return Store(url)
