"""A season's packages in one run: what is new or changed, in order, on all workers, remembered.

The result of a package is written to its own folder first, then entered in the
ledger; a run that dies between the two checks that package again. Nothing else
is kept in memory, so the next run needs only the folder.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from prereview import __version__
from prereview.batch.engine import TRIES, DaskEngine, Engine, LocalEngine
from prereview.batch.ledger import Entry, Ledger
from prereview.batch.packages import FoundPackage, find_packages, fingerprint, size_of
from prereview.batch.work import RESULT, Outcome, Task, check_package
from prereview.checklist.loader import load_checklist
from prereview.errors import NothingToCheckError, UsageError

LEDGER = "batch.sqlite"
"""The ledger's file in the target folder, unless a database is named."""

SETTLED_AFTER = 3.0
"""Seconds a package must not have changed before a watching run takes it."""

Order = Literal["small", "large", "name"]


class Options(msgspec.Struct, frozen=True):
    """How a batch is run; `scheduler` names a Dask cluster, else `jobs` local processes work."""

    checklist: str = "hnte-2016"
    depth: int = 1
    pattern: str = "*"
    jobs: int | None = None
    order: Order = "large"
    scheduler: str | None = None
    as_of: date | None = None
    password: str | None = None
    store: str | None = None
    again: bool = False
    """Check every package again, changed or not."""


class Step(msgspec.Struct, frozen=True):
    """One package finished: its entry, and how far the run is."""

    entry: Entry
    done: int
    total: int
    pages: int
    seconds: float
    """Since the run began."""


class Result(msgspec.Struct, frozen=True):
    """All packages of the folder as they stand after a run."""

    entries: tuple[Entry, ...]
    checked: int
    unchanged: int
    seconds: float


def run_batch(
    root: Path, target: Path, options: Options, on_step: Callable[[Step], None] | None = None
) -> Result:
    """Check the packages in `root` that are new or changed; results below `target`.

    Raises `UsageError` when `target` lies in a package, `NothingToCheckError` for a
    folder without packages, `ChecklistError` before anything is read.
    """
    started = time.perf_counter()
    packages = _packages(root, target, options)
    version = _version(options)
    with _ledger(root, target, options) as ledger:
        known = ledger.entries()
        open_ = {p.name: f"{version}/{fingerprint(p.path)}" for p in packages}
        todo = [
            p for p in packages if options.again or not _is_current(known.get(p.name), open_[p.name], target)
        ]
        pages = 0
        if todo:
            with _engine(options) as engine:
                tasks = [_task(p, target, options) for p in _ordered(todo, options.order)]
                for count, (task, outcome) in enumerate(engine.run(check_package, tasks), 1):
                    entry = _entry(task, outcome, open_[task.name])
                    ledger.write(entry)
                    pages += entry.pages
                    if on_step:
                        on_step(Step(entry, count, len(tasks), pages, time.perf_counter() - started))
        entries = ledger.entries()
    present = tuple(entries[p.name] for p in packages if p.name in entries)
    return Result(present, len(todo), len(packages) - len(todo), time.perf_counter() - started)


def watch_batch(
    root: Path,
    target: Path,
    options: Options,
    on_step: Callable[[Step], None] | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Result]:
    """Run again whenever packages arrive or change, until stopped; only complete copies are taken.

    A package is complete when its files did not change between two looks that lie
    `SETTLED_AFTER` seconds apart.
    """
    before: dict[str, str] = {}
    while True:
        found = {p.name: fingerprint(p.path) for p in find_packages(root, options.depth, options.pattern)}
        if found and found == before:
            yield run_batch(root, target, options, on_step)
        before = found
        pause(SETTLED_AFTER)


def _packages(root: Path, target: Path, options: Options) -> tuple[FoundPackage, ...]:
    if not root.is_dir():
        raise NothingToCheckError(f"找不到文件夹 {root}", remedy="请指定存放各企业材料的文件夹")
    packages = find_packages(root, options.depth, options.pattern)
    own = target.resolve()
    packages = tuple(p for p in packages if p.path.resolve() != own)
    if any(own.is_relative_to(p.path.resolve()) for p in packages):
        raise UsageError(f"{target} 在被检查的材料之内", remedy="请指定材料文件夹以外的位置")
    if not packages:
        raise NothingToCheckError(
            f"{root} 中没有材料", remedy="每家企业一个文件夹，或一个 PDF、DOCX、ZIP 文件"
        )
    return packages


def _version(options: Options) -> str:
    """What else than the files decides a result."""
    checklist = load_checklist(options.checklist)
    return f"{__version__}/{checklist.id}/{checklist.version}/{options.as_of or ''}"


def _is_current(entry: Entry | None, version: str, target: Path) -> bool:
    if entry is None or entry.version != version:
        return False
    return entry.status != "done" or (target / entry.package / RESULT).exists()


def _ordered(packages: list[FoundPackage], order: Order) -> list[FoundPackage]:
    """Large ones first keeps all workers busy to the end; small ones first shows results early."""
    if order == "name":
        return packages
    return sorted(packages, key=lambda p: size_of(p.path), reverse=order == "large")


def _task(package: FoundPackage, target: Path, options: Options) -> Task:
    return Task(
        package.name,
        package.path.resolve(),
        (target / package.name).resolve(),
        options.checklist,
        options.as_of,
        options.password,
    )


def _entry(task: Task, outcome: Outcome | None, version: str) -> Entry:
    if outcome is None:
        return Entry(task.name, version, "set_aside", f"预审进程 {TRIES} 次异常中止，已搁置，请单独检查")
    if outcome.problem is not None:
        return Entry(task.name, version, "failed", outcome.problem, outcome.seconds)
    return Entry(task.name, version, "done", None, outcome.seconds, outcome.pages, outcome.summary)


@contextmanager
def _ledger(root: Path, target: Path, options: Options) -> Iterator[Ledger]:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"无法写入 {target}：{error.strerror or error}") from error
    url = options.store or f"sqlite:///{(target / LEDGER).resolve()}"
    ledger = Ledger(url, str(root.resolve()))
    try:
        yield ledger
    finally:
        ledger.close()


@contextmanager
def _engine(options: Options) -> Iterator[Engine]:
    engine: Engine = DaskEngine(options.scheduler) if options.scheduler else LocalEngine(options.jobs)
    try:
        yield engine
    finally:
        engine.close()
