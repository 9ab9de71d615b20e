"""Where tasks run: worker processes of this machine, or those of a Dask cluster.

Both give the same thing: outcomes as they come, and for a task that ended its
worker every time it was tried, `None`. Workers are spawned, never forked, and end
with the process that started them, whatever ended that.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from multiprocessing.queues import SimpleQueue
from typing import Protocol, TypeVar

from prereview.documents.reader import usable_cores
from prereview.documents.workers import resident_bytes

TaskT = TypeVar("TaskT")
OutcomeT = TypeVar("OutcomeT")

TRIES = 3
"""A task that ends its worker this often, alone, is given up."""

MOST_BYTES = 1_500 * 1024 * 1024
"""Memory a worker may hold between two tasks; one that holds more is replaced."""

_SPAWN = multiprocessing.get_context("spawn")


class Engine(Protocol):
    """Runs a job over tasks."""

    def run(
        self, job: Callable[[TaskT], OutcomeT], waiting: deque[TaskT]
    ) -> Iterator[tuple[TaskT, OutcomeT | None]]:
        """Each task with its outcome as soon as it is there; None for one that cannot be run.

        The caller may add to `waiting` whenever it was given an outcome.
        """

    def close(self) -> None:
        """Let go of the workers at once, whatever they are doing."""


class LocalEngine:
    """A pool of `jobs` worker processes on this machine.

    No more tasks are handed out than workers, so that memory is bounded by
    `jobs`; as many workers as cores keep to a core each. When a worker dies, what was
    under way is tried again at the end, one at a time: only the task that is alone when
    it happens can be the cause, and whatever else ends workers (a full memory, a
    person) has mostly passed by then.
    """

    def __init__(self, jobs: int | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._jobs = jobs or usable_cores()
        self._most_bytes = most_bytes
        self._pool = self._spawn()

    def _spawn(self) -> Executor:
        self._theirs, self._lifeline = _SPAWN.Pipe(duplex=False)
        cores: SimpleQueue[int | None] = _SPAWN.SimpleQueue()
        for core in cores_of(self._jobs):
            cores.put(core)
        return ProcessPoolExecutor(
            self._jobs, mp_context=_SPAWN, initializer=_begin, initargs=(self._theirs, cores)
        )

    def close(self) -> None:
        """End the workers; what has not begun is dropped."""
        self._lifeline.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._theirs.close()

    def run(
        self, job: Callable[[TaskT], OutcomeT], waiting: deque[TaskT]
    ) -> Iterator[tuple[TaskT, OutcomeT | None]]:
        """See `Engine.run`. What a job raises is raised here."""
        running: dict[Future[tuple[OutcomeT, int]], TaskT] = {}
        suspects: deque[tuple[TaskT, int]] = deque()
        worn = False
        while waiting or running or suspects:
            if not waiting and not running:
                task, tried = suspects.popleft()
                yield task, self._alone(job, task, tried)
                continue
            if worn and not running:
                self._replace()
                worn = False
            if not worn:
                self._hand_out(job, waiting, running)
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            lost: list[TaskT] = []
            finished: list[tuple[TaskT, OutcomeT]] = []
            for future in done:
                task = running.pop(future)
                try:
                    outcome, held = future.result()
                except BrokenProcessPool:
                    lost.append(task)
                else:
                    worn = worn or held > self._most_bytes
                    finished.append((task, outcome))
            if lost:
                lost += running.values()
                running.clear()
                suspects.extend((task, int(len(lost) == 1)) for task in lost)
                self._replace()
                worn = False
            elif not worn:  # before the outcomes are dealt with: no worker waits for that
                self._hand_out(job, waiting, running)
            yield from finished

    def _hand_out(
        self,
        job: Callable[[TaskT], OutcomeT],
        waiting: deque[TaskT],
        running: dict[Future[tuple[OutcomeT, int]], TaskT],
    ) -> None:
        while waiting and len(running) < self._jobs:
            task = waiting.popleft()
            running[self._submit(job, task)] = task

    def _submit(self, job: Callable[[TaskT], OutcomeT], task: TaskT) -> Future[tuple[OutcomeT, int]]:
        try:
            return self._pool.submit(_measured, job, task)
        except BrokenProcessPool:  # a worker died while it had nothing to do
            self._replace()
            return self._pool.submit(_measured, job, task)

    def _alone(self, job: Callable[[TaskT], OutcomeT], task: TaskT, tried: int) -> OutcomeT | None:
        for _ in range(TRIES - tried):
            try:
                return self._submit(job, task).result()[0]
            except BrokenProcessPool:
                self._replace()
        return None

    def _replace(self) -> None:
        self.close()
        self._pool = self._spawn()


def _measured(job: Callable[[TaskT], OutcomeT], task: TaskT) -> tuple[OutcomeT, int]:
    """The outcome, and the memory this worker holds after it."""
    return job(task), resident_bytes(os.getpid())


def cores_of(jobs: int) -> list[int | None]:
    """The core each worker keeps to, or None for each where the system is to choose.

    A worker and the process that reads for it take turns. Left to the system they
    often meet on one core while another is empty; with fewer workers than cores, or
    on a system without affinity, that is its own to arrange.
    """
    if not hasattr(os, "sched_getaffinity"):
        return [None] * jobs
    cores = sorted(os.sched_getaffinity(0))
    return [*cores] if len(cores) == jobs else [None] * jobs


def _begin(lifeline: Connection, cores: SimpleQueue[int | None]) -> None:
    """A worker's first act: leave Ctrl-C to the parent, end when the parent ends or lets go, take a core."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_without, args=(lifeline,), daemon=True).start()
    core = cores.get()
    if core is not None:
        os.sched_setaffinity(0, {core})  # inherited by the process that reads


def _end_without(lifeline: Connection) -> None:
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
