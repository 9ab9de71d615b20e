"""`python -m benchmarks.batch [PART …]`: a season of generated packages, one figure a line.

Parts: `throughput` (two jobs against one), `season` (all packages: memory, hostile
files, copies, the second run), `killed` (kill -9 at random moments), `dask` (two
local workers, one of them killed). Without a name all are run. Results are compared
byte by byte with those of the undisturbed run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.season import Season, write_season

MEGABYTE = 1024 * 1024
PARTS = ("throughput", "season", "killed", "dask")


def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="|".join(PARTS))
    parser.add_argument("--packages", type=int, default=120)
    parser.add_argument("--sample", type=int, default=120, help="packages for the ratio of two jobs to one")
    parser.add_argument("--turns", type=int, default=1, help="runs of each for that ratio")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--folder", type=Path, help="where the season is kept between benchmarks")
    parser.add_argument("--scans", action="store_true", help="certificates as scans: slower")
    arguments = parser.parse_args()
    parts = arguments.parts or PARTS
    with tempfile.TemporaryDirectory(prefix="prereview-benchmark-") as scratch:
        place = arguments.folder or Path(scratch, "season")
        os.environ["PREREVIEW_CACHE_DIR"] = "off"
        start = time.perf_counter()
        season = write_season(place, arguments.packages, scans=arguments.scans)
        print(
            f"{len(season.names)} packages, {season.files} files: {time.perf_counter() - start:.0f} s to make"
        )
        results = Path(scratch)
        if "throughput" in parts:
            throughput(season, results, arguments.sample, arguments.turns)
        if "season" in parts:
            whole_season(season, results)
        if "killed" in parts:
            killed(season, results, arguments.kills)
        if "dask" in parts:
            dask(season, results)


def command(season: Season, target: Path, *options: str) -> list[str]:
    """The command line that checks a season; reviews are kept beside the results."""
    options = (*options, "--store", f"sqlite:///{target}.sqlite")
    return [sys.executable, "-m", "prereview", "batch", str(season.folder), "-o", str(target), *options]


def run(season: Season, target: Path, *options: str) -> float:
    """Seconds of one run of the command."""
    start = time.perf_counter()
    done = subprocess.run(
        command(season, target, *options), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    if done.returncode not in (0, 1, 4):
        sys.exit(done.stderr.decode())
    return time.perf_counter() - start


def results_of(target: Path) -> dict[str, bytes]:
    """The result file of each package."""
    return {path.parent.name: path.read_bytes() for path in sorted(target.glob("*/result.json"))}


def throughput(season: Season, scratch: Path, sample: int, turns: int) -> None:
    """The same packages with one job and with two, by turns: other work may share the machine."""
    print("== two jobs against one")
    part = season.first(min(sample, len(season.names)), scratch / "sample")
    seconds: dict[str, float] = defaultdict(float)
    spent: dict[str, float] = defaultdict(float)
    for turn in range(turns):
        for jobs in ("1", "2"):
            with watched() as seen:
                seconds[jobs] += run(part, scratch / f"jobs{jobs}-{turn}", "--jobs", jobs)
            spent[jobs] += seen.spent
    same = results_of(scratch / "jobs1-0") == results_of(scratch / "jobs2-0")
    pages = sum(map(_pages, (scratch / "jobs1-0").glob("*/result.json")))
    one, two = (seconds[jobs] / turns for jobs in ("1", "2"))
    print(f"{len(part.names)} packages, {pages} pages: 1 job {one:.1f} s, 2 jobs {two:.1f} s: ", end="")
    print(f"{one / two:.2f} times the throughput (wanted: 1.8); equal results: {same}")
    print(
        f"processor time: 1 job {spent['1'] / turns:.1f} s, 2 jobs {spent['2'] / turns:.1f} s; "
        f"{spent['1'] / turns / pages * 1000:.0f} ms a page; cores that were busy with it: "
        f"{spent['1'] / seconds['1']:.2f} and {spent['2'] / seconds['2']:.2f}"
    )


def _pages(result: Path) -> int:
    return sum(file["pages"] for file in json.loads(result.read_text())["package"]["files"])


def whole_season(season: Season, scratch: Path) -> None:
    """All packages once, then once more."""
    print("== the season on two jobs")
    target = scratch / "undisturbed"
    with watched() as seen:
        first = run(season, target, "--jobs", "2")
    held = seen.held
    second = run(season, target, "--jobs", "2")
    results = results_of(target)
    pages = sum(map(_pages, target.glob("*/result.json")))
    print(f"{len(results)} of {len(season.names)} packages, {pages} pages: {first:.0f} s, ", end="")
    print(f"{pages / first:.1f} pages/s")
    middle = held[len(held) // 5 :]
    half = len(middle) // 2
    early, late = (max(part) / MEGABYTE for part in (middle[:half], middle[half:]))
    print(
        f"memory of all processes: {early:.0f} MB at most in the first half, {late:.0f} MB in the second: ",
        end="",
    )
    print(f"{late / early:.2f} (flat: about 1)")
    print(f"second run: {second:.1f} s, {second / first:.2%} of the first (wanted: 2 %)")
    accounted(season, target)
    copies(season, target)


class Watch:
    """All processes below this one: the bytes they hold, twice a second, and the processor time of each."""

    def __init__(self) -> None:
        self.held: list[int] = []
        self._spent: dict[int, float] = {}

    @property
    def spent(self) -> float:
        """Processor seconds of all processes, also of those that have ended."""
        return sum(self._spent.values())

    def look(self) -> None:
        """Take the figures of now."""
        pids = below(os.getpid())
        self.held.append(sum(map(_resident, pids)))
        for pid in pids:
            self._spent[pid] = max(_processor_seconds(pid), self._spent.get(pid, 0.0))


def _processor_seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def watched() -> Iterator[Watch]:
    """Look twice a second while the block runs."""
    seen = Watch()
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            seen.look()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def _resident(pid: int) -> int:
    from prereview.documents.workers import resident_bytes

    return resident_bytes(pid)


def below(pid: int, containing: bytes = b"") -> list[int]:
    """Processes below one, those with this in their command line."""
    children: dict[int, list[int]] = {}
    commands: dict[int, bytes] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            commands[int(entry.name)] = (entry / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        next_ = children.get(waiting.pop(), [])
        found += next_
        waiting += next_
    return [p for p in found if containing in commands.get(p, b"")]


def accounted(season: Season, target: Path) -> None:
    """Every file of every package is in its result; hostile ones are named as not read."""
    listed: dict[str, dict[str, Any]] = {}
    for path in target.glob("*/result.json"):
        for file in json.loads(path.read_text())["package"]["files"]:
            listed[f"{path.parent.name}/{file['path']}"] = file
    missing = [
        name for name in season.all_files() if not any(k == name or k.startswith(f"{name}/") for k in listed)
    ]
    silent = [
        n for n in season.hostile if all(f["status"] == "read" for k, f in listed.items() if k.startswith(n))
    ]
    print(
        f"{len(season.hostile)} hostile files of {season.files}: {len(missing)} files unaccounted for, ",
        end="",
    )
    print(f"{len(silent)} hostile files taken for read")


def copies(season: Season, target: Path) -> None:
    """What was planted across firms against what is reported."""
    overview = json.loads((target / "overview.json").read_text())
    found = {(c["kind"], *sorted({p["package"] for p in c["places"]})) for c in overview["copies"]}
    planted = {(kind, one, other) for kind, one, other in season.copied}
    templates = [len(t["packages"]) for t in overview["templates"]]
    print(f"copies across firms: {len(planted & found)} of {len(planted)} planted found, ", end="")
    print(f"{len(found - planted)} others reported; {len(templates)} patterns of many firms not reported")


def killed(season: Season, scratch: Path, kills: int) -> None:
    """kill -9 of the parent (every third time) or of some worker, at random moments, until it is done."""
    print("== kill -9 at random moments")
    started = time.perf_counter()
    expected = _undisturbed(season, scratch / "alone")
    pause = max((time.perf_counter() - started) / kills, 1.0)
    target, moments = scratch / "killed", random.Random(20)
    done, runs = Counter[str](), 0
    while True:
        runs += 1
        process = subprocess.Popen(
            command(season, target, "--jobs", "2"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while process.poll() is None and sum(done.values()) < kills:
            _wait(process, moments.uniform(0.3 * pause, 1.7 * pause))
            workers = below(process.pid, b"spawn_main")
            if process.poll() is None and workers:
                if moments.random() < 0.34:
                    process.kill()
                    done["parent"] += 1
                else:
                    os.kill(moments.choice(workers), signal.SIGKILL)
                    done["worker"] += 1
        if process.wait() in (0, 1, 4):
            break
    results = results_of(target)
    same = sum(results.get(name) == result for name, result in expected.items())
    print(f"{dict(done)} killed, {runs} runs: {same} of {len(expected)} results equal the undisturbed run's")


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def _undisturbed(season: Season, scratch: Path) -> dict[str, bytes]:
    target = scratch / "undisturbed"
    if not target.exists():
        run(season, target, "--jobs", "2")
    return results_of(target)


def dask(season: Season, scratch: Path) -> None:
    """The season on two local Dask workers, then with one of them killed in the middle."""
    print("== Dask, two local workers")
    from distributed import LocalCluster

    expected = _undisturbed(season, scratch)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        options = ("--engine", "dask", "--scheduler", cluster.scheduler_address)
        seconds = run(season, scratch / "dask", *options)
        print(f"{seconds:.0f} s; equal results: {results_of(scratch / 'dask') == expected}")

        def kill_one() -> None:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

        _after(scratch / "dask-killed", len(season.names) // 2, kill_one)
        run(season, scratch / "dask-killed", *options)
        print(
            f"a worker killed in the middle: equal results: {results_of(scratch / 'dask-killed') == expected}"
        )


def _after(target: Path, count: int, act: Callable[[], None]) -> None:
    """Act once so many packages have results."""

    def wait() -> None:
        while len(list(target.glob("*/result.json"))) < count:
            time.sleep(0.2)
        act()

    shutil.rmtree(target, ignore_errors=True)
    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    main()
