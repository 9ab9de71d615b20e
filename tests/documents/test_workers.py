"""Saboteurs: jobs that crash, hang or swallow memory cost their own step and nothing else."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import msgspec
import pytest

from prereview.documents.limits import LIMITS
from prereview.documents.workers import Loss, Result, Task, Workers, resident_bytes

HASTY = msgspec.structs.replace(LIMITS, page_seconds=1.5, worker_bytes=400 * 1024 * 1024)
PATIENT = msgspec.structs.replace(HASTY, page_seconds=60.0)
"""Time enough to swallow memory on a busy machine."""


def steps(first: int, last: int, bad: int, how: str) -> Iterator[bytes]:
    """Count from `first` to `last`; at `bad` do harm."""
    for number in range(first, last + 1):
        if number == bad:
            HARMS[how]()
        yield str(number).encode()


def crash() -> None:
    os._exit(3)


def hang() -> None:
    time.sleep(600)


def swallow() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(b"x" * 50_000_000))
        time.sleep(0.05)


def fail() -> None:
    raise ValueError("an exception that the job should have caught")


HARMS = {"crash": crash, "hang": hang, "swallow": swallow, "fail": fail}


def task(first: int, last: int, bad: int, how: str) -> Task:
    return Task((first, last, bad, how), steps, (first, last, bad, how))


def rest(done: Task, index: int) -> Task | None:
    first, last, bad, how = done.label
    after = first + index + 1
    return task(after, last, bad, how) if after <= last else None


def outcome(results: list[Result]) -> tuple[list[int], list[tuple[int, Loss]]]:
    """Numbers that came, and those lost with the reason."""
    good = sorted(int(r.payload) for r in results if r.loss is None)
    return good, [(r.task.label[0] + r.index, r.loss) for r in results if r.loss is not None]


@pytest.mark.parametrize(
    ("how", "loss"),
    [("crash", "crashed"), ("fail", "crashed"), ("hang", "hung"), ("swallow", "too_much_memory")],
)
def test_a_step_that_does_harm_is_lost_alone(how: str, loss: Loss) -> None:
    if how == "swallow" and not resident_bytes(os.getpid()):
        pytest.skip("this system does not tell how much memory a process holds")
    with Workers(2, PATIENT if how == "swallow" else HASTY) as workers:
        good, lost = outcome(list(workers.run([task(1, 3, 2, how), task(11, 13, 0, "")], rest)))
    assert good == [1, 3, 11, 12, 13]
    assert lost == [(2, loss)]


def test_a_task_that_becomes_unwanted_is_given_up_though_it_hangs() -> None:
    left_out: set[int] = set()
    with Workers(1) as workers:
        tasks = [task(1, 3, 2, "hang"), task(11, 12, 0, ""), task(21, 22, 0, "")]
        run = workers.run(tasks, rest, lambda t: t.label[0] // 10 * 10 in left_out)
        results = [next(run)]
        left_out |= {0, 20}
        good, lost = outcome([*results, *run])
    assert good == [1, 11, 12]
    assert sorted(lost) == [(2, "skipped"), (3, "skipped"), (21, "skipped"), (22, "skipped")]


def test_workers_serve_one_run_after_the_other() -> None:
    with Workers(1) as workers:
        for _ in range(2):
            assert outcome(list(workers.run([task(1, 2, 0, "")], rest))) == ([1, 2], [])


def test_a_run_without_tasks_starts_no_process() -> None:
    with Workers(2) as workers:
        assert list(workers.run([], rest)) == []
        assert workers._workers == []


def test_leaving_early_ends_the_workers() -> None:
    with Workers(1) as workers:
        run = workers.run([task(1, 2, 2, "hang")], rest)
        next(run)
        process = workers._workers[0]._process
    assert not process.is_alive()


def test_a_run_left_early_leaves_nothing_of_it_to_the_next() -> None:
    with Workers(2) as workers:
        next(workers.run([task(1, 2, 2, "hang"), task(11, 12, 12, "hang")], rest))
        assert outcome(list(workers.run([task(21, 22, 0, "")], rest))) == ([21, 22], [])


def test_workers_that_hold_too_much_are_renewed() -> None:
    with Workers(1) as workers:
        processes = []
        for most in (1, 10**12, 10**12):
            list(workers.run([task(1, 1, 0, "")], rest))
            processes.append(workers._workers[0]._process)
            workers.renew(most if resident_bytes(os.getpid()) else 10**12)
        if not resident_bytes(os.getpid()):
            pytest.skip("this system does not tell how much memory a process holds")
    assert processes[0] is not processes[1]
    assert processes[1] is processes[2]
