"""The application: which screen is shown, and the reading that goes on behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.worker import get_current_worker

from prereview.documents import Progress
from prereview.errors import PrereviewError
from prereview.review import Review, review_package
from prereview.tui.screens.opening import OpeningScreen
from prereview.tui.screens.reading import ReadingFailed, ReadingProgress, ReadingScreen, ReviewReady
from prereview.tui.screens.review import ReviewScreen

ReviewFunction = Callable[[Path, Callable[[Progress], None]], Review]
"""Reads and checks a package, reporting progress; tests put their own in its place."""


def review_from_disk(package: Path, on_progress: Callable[[Progress], None]) -> Review:
    """The real reading: the whole package through all floors."""
    return review_package(package, on_progress=on_progress)


class PrereviewApp(App[None]):
    """Opens a package, shows progress while it is read, then the review."""

    CSS_PATH = "prereview.tcss"
    TITLE = "prereview"
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+q", "quit", "退出")]

    def __init__(self, package: Path | None = None, read: ReviewFunction = review_from_disk) -> None:
        super().__init__()
        self._package = package
        self._read = read

    def on_mount(self) -> None:
        """Start with the package given on the command line, or ask for one."""
        if self._package is None:
            self.push_screen(OpeningScreen())
        else:
            self.open_package(self._package)

    def open_package(self, package: Path) -> None:
        """Read a package in the background and show how far it is."""
        self._package = package
        self._show(ReadingScreen(package))
        self.run_worker(lambda: self._review_in_thread(package), thread=True, exclusive=True, group="reading")

    def reread(self) -> None:
        """Read the same package again."""
        if self._package is not None:
            self.open_package(self._package)

    def ask_for_package(self) -> None:
        """Let the person choose another package."""
        self._show(OpeningScreen())

    def _show(self, screen: ReadingScreen | ReviewScreen | OpeningScreen) -> None:
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _review_in_thread(self, package: Path) -> None:
        """Runs outside the event loop: only posts messages, never touches a widget."""
        worker = get_current_worker()

        def report(progress: Progress) -> None:
            if not worker.is_cancelled:
                self.post_message(ReadingProgress(progress))

        try:
            review = self._read(package, report)
        except PrereviewError as error:
            self.post_message(ReadingFailed(error.message, error.remedy))
            return
        if not worker.is_cancelled:
            self.post_message(ReviewReady(review))

    def on_reading_progress(self, message: ReadingProgress) -> None:
        """Pass progress on to the reading screen, if it is still shown."""
        if isinstance(self.screen, ReadingScreen):
            self.screen.show_progress(message.progress)

    def on_reading_failed(self, message: ReadingFailed) -> None:
        """Say why nothing could be read, and ask for another package."""
        self.ask_for_package()
        self.notify(message.text, title="无法检查", severity="error", timeout=10)

    def on_review_ready(self, message: ReviewReady) -> None:
        """Show the review."""
        self._show(ReviewScreen(message.review))
