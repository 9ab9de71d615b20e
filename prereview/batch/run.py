"""A season's packages in one run: what is new or changed, in order, on all workers, remembered.

The result of a package is written to its own folder first, then kept as a round in
the store of reviews, then entered in the ledger; a run that dies in between checks
that package again. Nothing else is kept in memory, so the next run needs only the
folder.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from prereview import __version__
from prereview.batch.cluster import DaskEngine
from prereview.batch.engine import Engine, LocalEngine
from prereview.batch.ledger import Entry, Ledger
from prereview.batch.options import Options, Result, Step
from prereview.batch.packages import FoundPackage, find_packages, is_url, is_whole
from prereview.batch.rounds import Rounds
from prereview.batch.season import Season, version_of
from prereview.batch.traces import TRACES
from prereview.batch.work import RESULT
from prereview.checklist.loader import load_checklist
from prereview.errors import NothingToCheckError, UsageError

LEDGER = "batch.sqlite"
"""The ledger's file in the target folder, unless a database is named."""

SETTLED_AFTER = 3.0
"""Seconds between two looks of a watching run; a package must be the same in both."""


def run_batch(
    root: str,
    target: Path,
    options: Options,
    on_step: Callable[[Step], None] | None = None,
    only: Mapping[str, str] | None = None,
) -> Result:
    """Check the packages in `root` (a folder or URL) that are new or changed; results below `target`.

    `only` holds all packages back but those with this name and fingerprint. Raises
    `UsageError` when `target` lies in a package, `NothingToCheckError` for a folder
    without packages, `ChecklistError` before anything is read.
    """
    started = time.perf_counter()
    packages = _packages(root, target, options)
    program = _program(options)
    with _ledger(root, target, options) as ledger:
        known = ledger.entries()
        todo = [
            p
            for p in packages
            if (only is None or only.get(p.name) == p.fingerprint)
            and (options.again or not _is_current(known.get(p.name), version_of(program, p, options), target))
        ]
        if todo:
            with _engine(options) as engine, Rounds(options.store) as rounds:
                season = Season(todo, target, options, started)
                for entry, step in season.run(engine, program):
                    if entry is not None:
                        rounds.save(entry, target, season.location(entry.package))
                        ledger.write(entry)
                    if on_step:
                        on_step(step)
        entries = ledger.entries()
    if options.store:
        _keep_beside(root, target, entries)
    present = tuple(entries[p.name] for p in packages if p.name in entries)
    checked = tuple(p.name for p in todo)
    return Result(present, checked, len(packages) - len(todo), time.perf_counter() - started)


def watch_batch(
    root: str,
    target: Path,
    options: Options,
    on_step: Callable[[Step], None] | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Result]:
    """Run again whenever packages arrive or change, until stopped; only complete copies are taken.

    A package is complete when nothing in it changed between two looks, and no file
    written just now lacks its end. Others are not held up by it. Raises as `run_batch`
    does, but waits where there is no package yet.
    """
    _check_folder(root)
    before: dict[str, str] = {}
    taken: dict[str, str] = {}
    while True:
        found = {p.name: p for p in find_packages(root, options.depth, options.pattern)}
        ready = {
            name: p.fingerprint
            for name, p in found.items()
            if before.get(name) == p.activity and (taken.get(name) == p.fingerprint or is_whole(p))
        }
        if ready and ready != taken:
            yield run_batch(root, target, options, on_step, ready)
            options = msgspec.structs.replace(options, again=False)
            taken = ready
        before = {name: p.activity for name, p in found.items()}
        pause(SETTLED_AFTER)


def _packages(root: str, target: Path, options: Options) -> tuple[FoundPackage, ...]:
    _check_folder(root)
    own = target.resolve()
    packages = find_packages(root, options.depth, options.pattern)
    local = {p.name: Path(p.location) for p in packages if not is_url(p.location)}
    packages = tuple(p for p in packages if local.get(p.name) != own)
    if any(own.is_relative_to(path) and path != own for path in local.values()):
        raise UsageError(f"{target} 在被检查的材料之内", remedy="请指定材料文件夹以外的位置")
    if not packages:
        raise NothingToCheckError(
            f"{root} 中没有材料", remedy="每家企业一个文件夹，或一个 PDF、DOCX、ZIP 文件"
        )
    return packages


def _check_folder(root: str) -> None:
    if not is_url(root) and not Path(root).is_dir():
        raise NothingToCheckError(f"找不到文件夹 {root}", remedy="请指定存放各企业材料的文件夹")


def _program(options: Options) -> str:
    """What else than the files decides a result."""
    checklist = load_checklist(options.checklist)
    content = hashlib.sha256()
    for path in sorted({rule.file for rule in checklist.rules}):
        content.update(path.read_bytes())
    return f"{__version__}/{checklist.id}/{content.hexdigest()}/{options.as_of or ''}"


def _is_current(entry: Entry | None, version: str, target: Path) -> bool:
    """Whether nothing is to be done. What could not be checked is tried again, what was set aside is not."""
    if entry is None or entry.version != version or entry.status == "failed":
        return False
    folder = target / entry.package
    return entry.status == "set_aside" or all((folder / name).exists() for name in (RESULT, TRACES))


def _keep_beside(root: str, target: Path, entries: Mapping[str, Entry]) -> None:
    """What a database elsewhere knows, also with the results: the terminal UI opens these alone."""
    with _ledger(root, target, Options()) as own:
        known = own.entries()
        own.write(*(entry for name, entry in entries.items() if known.get(name) != entry))


@contextmanager
def _ledger(root: str, target: Path, options: Options) -> Iterator[Ledger]:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"无法写入 {target}：{error.strerror or error}") from error
    url = options.store or f"sqlite:///{(target / LEDGER).resolve()}"
    ledger = Ledger(url, root if is_url(root) else str(Path(root).resolve()))
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
