"""The workers of a Dask cluster as an engine: several machines, one season."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from importlib import import_module
from typing import Any

from prereview.batch.engine import OutcomeT, TaskT
from prereview.errors import PrereviewError, UsageError


class ClusterLostError(PrereviewError):
    """The scheduler is gone; what was entered in the ledger is kept."""


class DaskEngine:
    """The workers of a Dask cluster; packages and target must be places that all of them see.

    The scheduler gives the tasks of a lost worker to others. A task whose worker
    was lost again and again is tried once more when nothing else runs: only then
    can it be the cause.
    """

    def __init__(self, scheduler: str, patience: str = "30s") -> None:
        try:
            self._dask: Any = import_module("distributed")
        except ImportError as error:
            raise UsageError("没有安装 Dask", remedy='请运行 pip install "prereview[dask]"') from error
        try:
            self._client = self._dask.Client(scheduler, timeout=patience)
        except (OSError, ValueError) as error:
            raise UsageError(f"无法连接 Dask 调度器 {scheduler}", remedy="请检查地址和网络") from error

    def close(self) -> None:
        """Leave the cluster; its workers go on, tasks of this run are dropped."""
        self._client.close()

    def run(
        self, job: Callable[[TaskT], OutcomeT], waiting: deque[TaskT]
    ) -> Iterator[tuple[TaskT, OutcomeT | None]]:
        """See `Engine.run`. What a job raises is raised here."""
        running: dict[str, TaskT] = {}
        suspects: list[TaskT] = []
        futures = self._dask.as_completed()
        while waiting or running or suspects:
            if not running and not waiting:
                task = suspects.pop()
                yield task, self._alone(job, task)
                continue
            while waiting and len(running) < self._room():
                task = waiting.popleft()
                future = self._client.submit(job, task, pure=False)
                running[future.key] = task
                futures.add(future)
            future = next(futures)
            task = running.pop(future.key)
            try:
                outcome = future.result()
            except self._dask.KilledWorker:
                suspects.append(task)
            except CancelledError as error:
                raise _cluster_lost() from error
            else:
                yield task, outcome

    def _room(self) -> int:
        """Tasks to hand out: one for each thread and one in reserve, however many workers there are now."""
        threads: int = sum(self._client.nthreads().values())
        return 2 * max(threads, 1)

    def _alone(self, job: Callable[[TaskT], OutcomeT], task: TaskT) -> OutcomeT | None:
        try:
            outcome: OutcomeT = self._client.submit(job, task, pure=False).result()
        except self._dask.KilledWorker:
            return None
        except CancelledError as error:
            raise _cluster_lost() from error
        return outcome


def _cluster_lost() -> ClusterLostError:
    return ClusterLostError("与 Dask 调度器的连接中断", remedy="恢复后再次运行同一命令，已完成的不会重做")
