"""Runs that are interrupted: the next one goes on, and the results are those of an undisturbed run."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from prereview.batch import Options, Step, run_batch
from prereview.batch.engine import TRIES
from prereview.batch.run import LEDGER
from tests.batch.conftest import NAMES, descendants, results

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs a system with /proc")


def start(folder: Path, target: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "prereview", "batch", str(folder), "-o", str(target), "--jobs", "2"]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_takes_ctrl_c,
    )


def _takes_ctrl_c() -> None:
    """A process started by one in the background ignores Ctrl-C unless told otherwise."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for_entry(target: Path, process: subprocess.Popen[str], count: int = 1) -> None:
    """Until so many packages are in the ledger."""
    while process.poll() is None:
        try:
            with closing(sqlite3.connect(target / LEDGER, timeout=10)) as ledger:
                if ledger.execute("SELECT COUNT(*) FROM batch_entries").fetchone()[0] >= count:
                    return
        except sqlite3.OperationalError:
            pass  # not made yet
        time.sleep(0.01)


def wait_until_gone(pids: list[int]) -> list[int]:
    """Those of the processes that still live after some seconds."""
    deadline = time.monotonic() + 10
    while (left := [p for p in pids if Path(f"/proc/{p}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def test_kill_9_of_the_parent_loses_nothing_and_leaves_no_process(season, undisturbed, tmp_path):
    moments = random.Random(8)
    for count in (1, 3):
        process = start(season, tmp_path)
        wait_for_entry(tmp_path, process, count)
        time.sleep(moments.uniform(0, 0.15))
        below = descendants(process.pid)
        process.kill()
        process.communicate()
        assert wait_until_gone(below) == []
    done = run_batch(str(season), tmp_path, Options(jobs=2))
    assert results(tmp_path) == undisturbed
    assert len(done.checked) < len(NAMES)


def test_kill_9_of_workers_changes_no_result(season, undisturbed, tmp_path):
    moments = random.Random(9)
    killed: list[int] = []
    timers: list[threading.Timer] = []

    def kill_one() -> None:
        """A batch worker or the reader below it; fewer than would set a package aside."""
        if len(killed) < TRIES - 1 and (below := descendants(os.getpid())):
            killed.append(moments.choice(below))
            os.kill(killed[-1], signal.SIGKILL)

    def kill_soon(step: Step) -> None:
        timers.append(threading.Timer(moments.uniform(0, 0.5), kill_one))
        timers[-1].start()

    outcome = run_batch(str(season), tmp_path, Options(jobs=2), kill_soon)
    for timer in timers:
        timer.cancel()
        timer.join()
    assert killed
    assert {e.status for e in outcome.entries} == {"done"}
    assert results(tmp_path) == undisturbed


def interrupted(folder: Path, target: Path) -> tuple[str, list[int]]:
    """What a run said that was ended by Ctrl-C after its first package, and the processes it had below it."""
    for _ in range(5):
        process = start(folder, target)
        wait_for_entry(target, process)
        below = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        if process.returncode == 130:
            return said, below
        assert process.returncode == 0  # the others were done before the signal came
        shutil.rmtree(target)
    pytest.fail("each run was over before Ctrl-C")


def test_ctrl_c_ends_with_130_at_once_and_the_next_run_goes_on(season, undisturbed, tmp_path):
    said, below = interrupted(season, tmp_path / "out")
    assert said.splitlines()[-1].startswith("已中断")
    assert "Traceback" not in said
    assert wait_until_gone(below) == []
    rest = run_batch(str(season), tmp_path / "out", Options(jobs=2))
    assert len(rest.checked) < len(NAMES)
    assert results(tmp_path / "out") == undisturbed
