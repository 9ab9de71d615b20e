"""Where tasks run: worker processes of this machine, or those of a Dask cluster.

Both give the same thing: outcomes as they come, and for a task that ended its
worker every time it was tried, `None`. Workers are spawned, never forked.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from typing import Any, Protocol, TypeVar

from prereview.errors import UsageError

TaskT = TypeVar("TaskT")
OutcomeT = TypeVar("OutcomeT")

TRIES = 3
"""A task that ends its worker this often, alone, is given up."""


class Engine(Protocol):
    """Runs a job over tasks."""

    def run(
        self, job: Callable[[TaskT], OutcomeT], tasks: Iterable[TaskT]
    ) -> Iterator[tuple[TaskT, OutcomeT | None]]:
        """Each task with its outcome as soon as it is there; None for one that cannot be run."""

    def close(self) -> None:
        """Let go of the workers."""


class LocalEngine:
    """A pool of `jobs` worker processes on this machine.

    No more tasks are handed out than workers, so that memory is bounded by
    `jobs`. When a worker dies, what was under way is tried again one at a time;
    only the task that is alone when it happens can be the cause.
    """

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = jobs or os.cpu_count() or 1
        self._pool = self._spawn()

    def _spawn(self) -> Executor:
        return ProcessPoolExecutor(self._jobs, mp_context=multiprocessing.get_context("spawn"))

    def close(self) -> None:
        """End the workers; what has not begun is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def run(
        self, job: Callable[[TaskT], OutcomeT], tasks: Iterable[TaskT]
    ) -> Iterator[tuple[TaskT, OutcomeT | None]]:
        """See `Engine.run`. What a job raises is raised here."""
        waiting = deque(tasks)
        running: dict[Future[OutcomeT], TaskT] = {}
        while waiting or running:
            while waiting and len(running) < self._jobs:
                task = waiting.popleft()
                running[self._pool.submit(job, task)] = task
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            lost: list[TaskT] = []
            for future in done:
                task = running.pop(future)
                try:
                    yield task, future.result()
                except BrokenProcessPool:
                    lost.append(task)
            if lost:
                lost += running.values()
                running.clear()
                self._replace()
                for task in lost:
                    yield task, self._alone(job, task)

    def _alone(self, job: Callable[[TaskT], OutcomeT], task: TaskT) -> OutcomeT | None:
        for _ in range(TRIES):
            try:
                return self._pool.submit(job, task).result()
            except BrokenProcessPool:
                self._replace()
        return None

    def _replace(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._spawn()


class DaskEngine:
    """The workers of a Dask cluster; packages and target must be paths that all of them see.

    The scheduler gives the tasks of a lost worker to others and gives a task up
    that took too many workers with it.
    """

    def __init__(self, scheduler: str, patience: str = "30s") -> None:
        try:
            self._dask: Any = import_module("distributed")
        except ImportError as error:
            raise UsageError("没有安装 Dask", remedy='请运行 pip install "prereview[dask]"') from error
        try:
            self._client = self._dask.Client(scheduler, timeout=patience)
        except OSError as error:
            raise UsageError(f"无法连接 Dask 调度器 {scheduler}", remedy="请检查地址和网络") from error

    def close(self) -> None:
        """Leave the cluster; its workers go on."""
        self._client.close()

    def run(
        self, job: Callable[[TaskT], OutcomeT], tasks: Iterable[TaskT]
    ) -> Iterator[tuple[TaskT, OutcomeT | None]]:
        """See `Engine.run`. What a job raises is raised here."""
        waiting = deque(tasks)
        running: dict[str, TaskT] = {}
        room = 2 * max(sum(self._client.nthreads().values()), 1)
        futures = self._dask.as_completed()

        def hand_out() -> None:
            while waiting and len(running) < room:
                task = waiting.popleft()
                future = self._client.submit(job, task, pure=False, retries=0)
                running[future.key] = task
                futures.add(future)

        hand_out()
        while running:
            future = next(futures)
            task = running.pop(future.key)
            try:
                yield task, future.result()
            except self._dask.KilledWorker:
                yield task, None
            hand_out()
