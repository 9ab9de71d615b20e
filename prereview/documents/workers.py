"""Worker processes under supervision: a budget of time and memory for each step.

A job is a function that yields packed results, one a page. Each worker has one
task at a time, so when it dies, hangs or grows too large the page at fault is known:
that page is reported lost, and the rest of the task goes to a fresh worker.

Spawned, not forked: the parent may run threads (the terminal UI does), and
Windows knows nothing else.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from prereview.documents.limits import LIMITS, Limits

Job = Callable[..., Iterable[bytes]]
Unwanted = Callable[["Task"], bool]
"""Whether a task is not wanted any more; asked again and again while it waits and runs."""
Loss = Literal["crashed", "hung", "too_much_memory", "skipped"]

PATIENCE = 0.25
"""Seconds between looks at the clock and at the workers' memory."""

_DONE = b""
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Task:
    """`job(*arguments)` is run in a worker; `label` tells the caller what it is about.

    `job` must be importable. Its results are bytes, never empty.
    """

    label: Any
    job: Job
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The result number `index` (from 0) of a task, or how it was lost."""

    task: Task
    index: int
    payload: bytes
    loss: Loss | None = None


class Workers:
    """At most `count` processes, started when there is work and replaced when one is lost."""

    def __init__(self, count: int, limits: Limits = LIMITS) -> None:
        self._count = count
        self._limits = limits
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def run(
        self,
        tasks: Iterable[Task],
        rest: Callable[[Task, int], Task | None],
        unwanted: Unwanted = lambda task: False,
    ) -> Iterator[Result]:
        """Results of all tasks as they come.

        `rest(task, index)` gives what is left of a task after its result `index` was
        lost, or None; it is asked after that result was handed out. A task that becomes
        `unwanted` loses its results as `skipped`. A run that is left early ends the
        workers that are at something.
        """
        try:
            yield from self._run(deque(tasks), rest, unwanted)
        finally:
            for worker in [w for w in self._workers if w.task is not None]:
                self._drop(worker)

    def renew(self, most_bytes: int) -> None:
        """Let go of the workers that hold more memory; fresh ones start when there is work."""
        for worker in [w for w in self._workers if w.held_bytes() > most_bytes]:
            self._drop(worker)

    def _run(
        self, waiting: deque[Task], rest: Callable[[Task, int], Task | None], unwanted: Unwanted
    ) -> Iterator[Result]:
        while True:
            yield from _taken_out(waiting, rest, unwanted)
            self._share_out(waiting)
            busy = [w for w in self._workers if w.task is not None]
            if not busy:
                return
            ready = wait([w.connection for w in busy], timeout=PATIENCE)
            for worker in busy:
                task = worker.task
                assert task is not None
                if worker.connection in ready:
                    message, loss = worker.receive()
                else:
                    message, loss = None, "skipped" if unwanted(task) else worker.overdrawn(self._limits)
                if loss is not None:
                    index = worker.results
                    self._drop(worker)
                    yield Result(task, index, b"", loss)
                    left = rest(task, index)
                    if left is not None:
                        waiting.appendleft(left)
                elif message == _DONE:
                    worker.task = None
                elif message is not None:
                    worker.results += 1
                    worker.started = time.monotonic()
                    yield Result(task, worker.results - 1, message)

    def _share_out(self, waiting: deque[Task]) -> None:
        while waiting:
            idle = next((w for w in self._workers if w.task is None), None)
            if idle is None:
                if len(self._workers) >= self._count:
                    return
                idle = _Worker()
                self._workers.append(idle)
            task = waiting.popleft()
            if not idle.give(task):
                waiting.appendleft(task)
                self._drop(idle)

    def _drop(self, worker: _Worker) -> None:
        worker.end()
        self._workers.remove(worker)


def _taken_out(
    waiting: deque[Task], rest: Callable[[Task, int], Task | None], unwanted: Unwanted
) -> Iterator[Result]:
    """The tasks nobody wants any more, result by result."""
    for task in [task for task in waiting if unwanted(task)]:
        waiting.remove(task)
        left: Task | None = task
        while left is not None:
            yield Result(left, 0, b"", "skipped")
            left = rest(left, 0)


_STARTING = threading.Lock()


@contextmanager
def _main_module_left_out() -> Iterator[None]:
    """Processes started inside do not import the program that called us.

    A worker needs nothing of it, and a script without `if __name__ == "__main__"` would
    otherwise run again in every worker.
    """
    main = sys.modules["__main__"]
    names = ("__spec__", "__file__")
    with _STARTING:
        kept = {name: main.__dict__[name] for name in names if name in main.__dict__}
        try:
            main.__dict__.update({"__spec__": None})
            main.__dict__.pop("__file__", None)
            yield
        finally:
            main.__dict__.update(kept)


class _Worker:
    """One process, the pipe to it, and what it has in hand."""

    def __init__(self) -> None:
        self.connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
        with _main_module_left_out():
            self._process.start()
        theirs.close()
        self.task: Task | None = None
        self.results = 0
        self.started = 0.0

    def give(self, task: Task) -> bool:
        """Send a task; False when the worker died while it was idle."""
        try:
            self.connection.send((task.job, task.arguments))
        except (OSError, ValueError):
            return False
        self.task, self.results, self.started = task, 0, time.monotonic()
        return True

    def receive(self) -> tuple[bytes | None, Loss | None]:
        """The next message, or that the worker is gone."""
        try:
            return self.connection.recv_bytes(LARGEST_MESSAGE), None
        except (EOFError, OSError):
            return None, "crashed"

    def overdrawn(self, limits: Limits) -> Loss | None:
        """Whether the worker used more time or memory than one step may."""
        if time.monotonic() - self.started > limits.page_seconds:
            return "hung"
        return "too_much_memory" if self.held_bytes() > limits.worker_bytes else None

    def held_bytes(self) -> int:
        """Memory the process holds."""
        return resident_bytes(self._process.pid or 0)

    def end(self) -> None:
        """Stop the process, whatever it is doing."""
        self._process.kill()
        self._process.join(timeout=5)
        self.connection.close()


LARGEST_MESSAGE = 256 * 1024 * 1024
"""Bytes of one result; a worker that sends more is taken for broken."""


def resident_bytes(pid: int) -> int:
    """Memory a process holds; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def _serve(connection: Connection) -> None:
    """A worker's life: take a task, send its results, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")  # the workers are as many as the cores
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _hush()
    _bound_memory(LIMITS.worker_address_bytes)
    while True:
        try:
            job, arguments = connection.recv()
        except (EOFError, OSError):
            return
        try:
            for payload in job(*arguments):
                connection.send_bytes(payload)
            connection.send_bytes(_DONE)
        except OSError:
            return


def _end_with_parent() -> None:
    """A worker in the middle of a page would not notice that nobody waits for it any more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _hush() -> None:
    """Native libraries write to the terminal when they meet a damaged file; nobody is helped by it."""
    with open(os.devnull, "w") as sink:  # noqa: PTH123
        os.dup2(sink.fileno(), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        os.dup2(sink.fileno(), sys.__stderr__.fileno() if sys.__stderr__ else 2)


def _bound_memory(most: int) -> None:
    """A last bound of the system's own, where it has one; the parent's watch is tighter."""
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ImportError, OSError, ValueError):
        return
