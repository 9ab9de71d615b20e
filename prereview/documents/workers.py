"""Worker processes that may die: what a dead one had in hand is done again, alone.

Spawned, not forked: the parent may run threads (the terminal UI does), and
Windows knows nothing else.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Self, TypeVar

Task = TypeVar("Task", bound=tuple[Any, ...])
Result = TypeVar("Result")


class Workers:
    """A pool of `count` spawned processes, replaced when one of them dies."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = self._spawn()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def _spawn(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._count, mp_context=multiprocessing.get_context("spawn"))

    def _replace(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._spawn()

    def run(self, job: Callable[..., Result], tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | None]]:
        """Do `job(*task)` for each task; results come as they are done.

        None stands for the result of a task that killed its worker when it was
        the only one running. `job` must be importable and must not raise.
        """
        lost: list[Task] = []
        futures = {self._pool.submit(job, *task): task for task in tasks}
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                lost.append(futures[future])
        if lost:
            self._replace()
        for task in lost:
            yield task, self._alone(job, task)

    def _alone(self, job: Callable[..., Result], task: Task) -> Result | None:
        try:
            return self._pool.submit(job, *task).result()
        except BrokenProcessPool:
            self._replace()
            return None
