"""What threads say to the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from pathlib import Path

    from prereview.documents import Progress
    from prereview.errors import PrereviewError
    from prereview.review.model import Review
    from prereview.review.store import Store
    from prereview.tui.desk import Opened
    from prereview.tui.queue import QueueSource


class ReadingProgress(Message):
    """Some more pages were read."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        super().__init__()


class LookTaken(Message):
    """What the files of a package read so far already contradict."""

    def __init__(self, package: Path, review: Review) -> None:
        self.package = package
        self.review = review
        super().__init__()


class ReadingFailed(Message):
    """Nothing could be read."""

    def __init__(self, error: PrereviewError) -> None:
        self.error = error
        super().__init__()


class ReadingEnded(Message):
    """A reading is over, however it went."""


class PackageOpened(Message):
    """A review is there, from the store or from a reading; `store` is None when it is closed."""

    def __init__(self, opened: Opened, store: Store | None) -> None:
        self.opened = opened
        self.store = store
        super().__init__()


class FilesSeen(Message):
    """How the files of a package look now; see `watching.stamp`."""

    def __init__(self, package: Path, stamp: str | None) -> None:
        self.package = package
        self.stamp = stamp
        super().__init__()


class QueueFound(Message):
    """The path is that of a folder of packages."""

    def __init__(self, source: QueueSource) -> None:
        self.source = source
        super().__init__()


class StoreClosed(Message):
    """The store cannot be opened."""

    def __init__(self, error: PrereviewError) -> None:
        self.error = error
        super().__init__()


class Written(Message):
    """Files were written, or could not be."""

    def __init__(self, text: str = "", error: PrereviewError | None = None) -> None:
        self.text = text
        self.error = error
        super().__init__()
