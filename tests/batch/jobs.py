"""Jobs for worker processes: quick ones, and saboteurs."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prereview.batch.work import Outcome, Task


def double(number: int) -> int:
    return 2 * number


def die_on_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def die_once(task: tuple[int, str]) -> int:
    """Ends its worker the first time, and only then."""
    number, folder = task
    mark = Path(folder, f"died-{number}")
    if number == 3 and not mark.exists():
        mark.touch()
        os._exit(9)
    time.sleep(0.01)
    return number


def swell(number: int) -> int:
    """Holds 200 MB for good, and gives the worker it ran in."""
    HOARD.append(b"x" * 200_000_000)
    return os.getpid()


HOARD: list[bytes] = []


def work_or_die(task: Task) -> Outcome:
    """The real work, but the package `恶意` always ends its worker."""
    from prereview.batch.work import work_on

    if task.name == "恶意":
        os._exit(9)
    return work_on(task)


def cores_after(task: tuple[int, int, str]) -> tuple[int, ...]:
    """The cores this worker may run on, once as many workers as wanted are at it."""
    number, wanted, folder = task
    Path(folder, f"began-{number}").touch()
    deadline = time.monotonic() + 60
    while len(list(Path(folder).glob("began-*"))) < wanted and time.monotonic() < deadline:
        time.sleep(0.01)
    return tuple(os.sched_getaffinity(0))
