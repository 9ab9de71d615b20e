"""Reading a package in a process of its own, so that the screen stays quick and Esc stops it at once.

Progress and first looks come back while it goes on, and single files can be left out.
The process ends with the one that started it, however that ends; so do the workers
it starts itself.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from prereview.errors import PrereviewError
from prereview.tui.processes import real_streams

if TYPE_CHECKING:
    from prereview.documents import Progress
    from prereview.review.model import Review

_SPAWN = multiprocessing.get_context("spawn")

PATIENCE = 0.1
"""Seconds between looks whether the reading is to be stopped."""

OFTEN = 0.08
"""Seconds between two reports of progress."""

_Message = tuple[Literal["progress", "look", "review", "failed"], object]


class Talk:
    """What a reading says while it goes on, and what it is asked for; shared by two threads."""

    def __init__(
        self,
        on_progress: Callable[[Progress], None],
        is_cancelled: Callable[[], bool],
        on_look: Callable[[Review], None] = lambda review: None,
    ) -> None:
        self.on_progress = on_progress
        self.is_cancelled = is_cancelled
        self.on_look = on_look
        """Called with what the files read so far already contradict."""
        self.skipped: set[str] = set()
        """Names of the files whose rest is to be left out."""


ReviewFunction = Callable[[Path, Talk], "Review"]
"""Reads and checks a package; raises `ReadingCancelled` soon after it is told to stop."""


class ReadingCancelled(Exception):  # noqa: N818 - no error, somebody wanted it
    """The reading was stopped."""


class ReadingFailedError(PrereviewError):
    """The package could not be read or checked."""


def review_in_process(package: Path, talk: Talk) -> Review:
    """Review a package in a process of its own. Raises `ReadingCancelled`, `ReadingFailedError`."""
    from prereview.review.codec import decode_review

    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(theirs, package))
    with real_streams():
        process.start()
    theirs.close()
    asked: set[str] = set()
    try:
        while True:
            if talk.is_cancelled():
                raise ReadingCancelled
            for name in talk.skipped - asked:
                asked.add(name)
                ours.send(name)
            if not ours.poll(PATIENCE):
                continue
            try:
                kind, content = ours.recv()
            except (EOFError, OSError) as error:
                raise ReadingFailedError(
                    "读取时程序异常中止", remedy="请重试；再次发生时请拆分材料"
                ) from error
            if kind == "progress":
                talk.on_progress(content)
            elif kind == "look":
                talk.on_look(decode_review(content))
            elif kind == "review":
                return decode_review(content)
            else:
                message, remedy = content
                raise ReadingFailedError(message, remedy=remedy)
    finally:
        process.kill()
        process.join(timeout=5)
        ours.close()


def _serve(connection: Connection, package: Path) -> None:
    """The life of the process: read, check, send."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _hush()
    try:
        from prereview.review import review_package
        from prereview.review.codec import encode_review

        review = review_package(
            package,
            on_progress=_Reporter(connection),
            on_look=lambda review: _send(connection, ("look", encode_review(review))),
            is_skipped=_skipped_names(connection).__contains__,
        )
        _send(connection, ("review", encode_review(review)))
    except PrereviewError as error:
        _send(connection, ("failed", (error.message, error.remedy)))
    except Exception as error:
        _send(connection, ("failed", (f"预审时程序出错（{type(error).__name__}：{error}）", None)))
    finally:
        connection.close()


def _skipped_names(connection: Connection) -> set[str]:
    """The files to leave out, as they are named from now on."""
    names: set[str] = set()

    def listen() -> None:
        while True:
            try:
                names.add(connection.recv())
            except (EOFError, OSError):
                return

    threading.Thread(target=listen, daemon=True).start()
    return names


class _Reporter:
    """Passes progress on, not more often than a screen can show."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last >= OFTEN or progress.pages_done >= progress.pages_total:
            self._last = now
            _send(self._connection, ("progress", progress))


def _send(connection: Connection, message: _Message) -> None:
    try:
        connection.send(message)
    except OSError:
        os._exit(1)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _hush() -> None:
    """What a library prints would land in the middle of the screen."""
    with open(os.devnull, "w") as sink:  # noqa: PTH123
        os.dup2(sink.fileno(), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        os.dup2(sink.fileno(), sys.__stderr__.fileno() if sys.__stderr__ else 2)
