"""The work of one run: which package is next, which long ones are under way, how far it is."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from prereview.batch.engine import TRIES, Engine
from prereview.batch.ledger import Entry
from prereview.batch.options import Options, Order, Step
from prereview.batch.packages import FoundPackage
from prereview.batch.work import Outcome, Task, work_on


class Season:
    """The work of one run: what waits, which long packages are under way, how far it is."""

    def __init__(self, todo: Sequence[FoundPackage], target: Path, options: Options, started: float) -> None:
        self._packages = {p.name: p for p in todo}
        self._options = options
        self._started = started
        self._waiting = deque(_task(p, target, options) for p in _ordered(todo, options.order))
        self._parts: dict[str, tuple[int, int]] = {}
        self._spent: dict[str, float] = defaultdict(float)
        self._done = self._pages = self._bytes = 0

    def location(self, name: str) -> str:
        """Where a package lies."""
        return self._packages[name].location

    def run(self, engine: Engine, program: str) -> Iterator[tuple[Entry | None, Step]]:
        """Every package with its entry once it is finished; before that, the parts of long ones."""
        for task, outcome in engine.run(work_on, self._waiting):
            if outcome is not None:
                self._spent[task.name] += outcome.seconds
            if outcome is not None and outcome.parts:
                self._split(task, outcome)
            elif task.portions:
                self._count_part(task)
                yield None, self._step(task.name, None)
            else:
                package = self._packages[task.name]
                version = version_of(program, package, self._options)
                entry = _entry(task, outcome, version, self._spent.pop(task.name, 0.0))
                self._parts.pop(task.name, None)
                self._done += 1
                self._pages += entry.pages
                self._bytes += package.byte_count
                yield entry, self._step(task.name, entry)

    def _split(self, task: Task, outcome: Outcome) -> None:
        """Parts come next, or last where small packages go first."""
        parts = [msgspec.structs.replace(task, portions=portions) for portions in outcome.parts]
        self._parts[task.name] = (0, len(parts))
        if self._options.order == "small":
            self._waiting.extend(parts)
        else:
            self._waiting.extendleft(reversed(parts))

    def _count_part(self, task: Task) -> None:
        """After the last part, even if it was lost, the package itself: it reads what is missing."""
        done, count = self._parts[task.name]
        self._parts[task.name] = (done + 1, count)
        if done + 1 == count:
            self._waiting.appendleft(msgspec.structs.replace(task, portions=(), long=0))

    def _step(self, name: str, entry: Entry | None) -> Step:
        whole = sum(p.byte_count for p in self._packages.values()) or 1
        partly = sum(self._packages[n].byte_count * done / of for n, (done, of) in self._parts.items())
        return Step(
            package=name,
            entry=entry,
            part=self._parts.get(name),
            done=self._done,
            total=len(self._packages),
            pages=self._pages,
            share=min((self._bytes + partly) / whole, 1.0),
            seconds=time.perf_counter() - self._started,
        )


def version_of(program: str, package: FoundPackage, options: Options) -> str:
    """Program, checklist, password and files in one: another one means another check."""
    parts = f"{program}\0{options.password or ''}\0{package.fingerprint}"
    return hashlib.sha256(parts.encode()).hexdigest()


def _ordered(packages: Sequence[FoundPackage], order: Order) -> list[FoundPackage]:
    """Large ones first keeps all workers busy to the end; small ones first shows results early."""
    if order == "name":
        return list(packages)
    return sorted(packages, key=lambda p: p.byte_count, reverse=order == "large")


def _task(package: FoundPackage, target: Path, options: Options) -> Task:
    return Task(
        package.name,
        package.location,
        (target / package.name).resolve(),
        options.checklist,
        options.as_of,
        options.password,
        options.long,
    )


def _entry(task: Task, outcome: Outcome | None, version: str, seconds: float) -> Entry:
    if outcome is None:
        return Entry(
            task.name, version, "set_aside", f"预审进程 {TRIES} 次异常中止，已搁置，请单独检查", seconds
        )
    if outcome.problem is not None:
        return Entry(task.name, version, "failed", outcome.problem, seconds)
    return Entry(task.name, version, "done", None, seconds, outcome.pages, outcome.summary)
