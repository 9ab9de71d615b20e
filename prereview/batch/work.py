"""What a worker does with one package: check it, write its results, say what came out.

Importable by any worker, also on another machine; its only inputs are values, its
only outputs files below the target and a small `Outcome`. A package that cannot be
checked gives an outcome that says why.

Reading is left to one process below the worker, because a page may end the process
that reads it; that process outlives the package and is replaced when it holds too
much memory. A long package is not checked at once: the outcome names its parts, other
workers read them ahead into a folder beside the results, and the check comes last.
"""

from __future__ import annotations

import multiprocessing
import shutil
import threading
import time
from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from prereview.batch.ledger import FailedRule, PackageSummary
from prereview.batch.remote import at_hand
from prereview.batch.traces import TRACES, encode_traces, traces_of
from prereview.checklist.loader import load_checklist
from prereview.checklist.model import Checklist
from prereview.documents.ahead import Portion, read_ahead, survey
from prereview.documents.cache import Cache
from prereview.documents.workers import Workers
from prereview.errors import ChecklistError, PrereviewError
from prereview.feedback.output import write_atomically
from prereview.feedback.result import render_json
from prereview.feedback.text import render_text
from prereview.review import Review, review_package
from prereview.review.codec import encode_review
from prereview.review.model import Timings
from prereview.review.store import application_key

RESULT, TEXT, REVIEW = "result.json", "review.txt", "review.bin"
"""Files of one package's result folder: for machines, for people, for the terminal UI."""

AHEAD = ".pages"
"""Folder of the pages read ahead, inside the result folder until the package is checked."""

LONG = 160
"""Pages to be read from which a package is read in parts."""

PART = 64
"""Pages of a part, about."""

FORGOTTEN = 3600.0
"""Seconds after which a half-written file is one that an ended worker left."""

READER_BYTES = 1_200 * 1024 * 1024
"""Memory the reading process may hold between packages."""


class Task(msgspec.Struct, frozen=True):
    """One package to check, and where its results go; with `portions` only to read these ahead."""

    name: str
    location: str
    target: Path
    checklist: str
    as_of: date | None = None
    password: str | None = None
    long: int = LONG
    """Pages from which on the package is read in parts; 0: never."""
    portions: tuple[Portion, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    """What came of a task; `problem` is a Chinese sentence when nothing could be checked.

    With `parts` nothing was done yet: these are to be read ahead first.
    """

    name: str
    seconds: float
    pages: int = 0
    summary: PackageSummary = PackageSummary()
    problem: str | None = None
    parts: tuple[tuple[Portion, ...], ...] = ()


def work_on(task: Task) -> Outcome:
    """Read ahead, or check one package and write its result folder. Raises `ChecklistError` only."""
    started = time.perf_counter()
    done = Outcome(task.name, 0.0)
    try:
        workers = _reading_workers()
        if task.portions:
            _read_part(task, workers)
        else:
            done = _check(task, workers)
        workers.renew(READER_BYTES)
    except ChecklistError:
        raise
    except PrereviewError as error:
        done = Outcome(task.name, 0.0, problem=error.message)
    except Exception as error:
        done = Outcome(task.name, 0.0, problem=f"预审时程序出错（{type(error).__name__}：{error}）")
    return msgspec.structs.replace(done, seconds=time.perf_counter() - started)


def _read_part(task: Task, workers: Workers) -> None:
    with at_hand(task.location, {portion.file for portion in task.portions}) as package:
        read_ahead(package, task.portions, Cache(task.target / AHEAD), workers, task.password)


def _check(task: Task, workers: Workers) -> Outcome:
    rules = _rules(task.checklist)
    with at_hand(task.location) as package:
        if task.long:
            portions = survey(package, workers, task.password)
            if sum(portion.size for portion in portions) >= task.long:
                return Outcome(task.name, 0.0, parts=tuple(parts_of(portions)))
        ahead = task.target / AHEAD
        review = review_package(
            package,
            checklist=rules,
            as_of=task.as_of,
            password=task.password,
            workers=workers,
            ahead=Cache(ahead) if ahead.is_dir() else None,
        )
    write_results(review, task.target)
    shutil.rmtree(ahead, ignore_errors=True)
    pages = sum(f.page_count for f in review.files)
    return Outcome(task.name, 0.0, pages, summary_of(review, task.location))


def parts_of(portions: tuple[Portion, ...]) -> list[tuple[Portion, ...]]:
    """Portions put together to parts of about equal size, in their order."""
    parts: list[tuple[Portion, ...]] = []
    part: list[Portion] = []
    for portion in portions:
        part.append(portion)
        if sum(p.size for p in part) >= PART:
            parts.append(tuple(part))
            part = []
    return [*parts, tuple(part)] if part else parts


def write_results(review: Review, target: Path) -> None:
    """Write the result folder of a package, the result file last; the same review gives the same bytes."""
    review = msgspec.structs.replace(review, timings=Timings(0.0, 0.0, 0.0))
    target.mkdir(parents=True, exist_ok=True)
    for left in target.glob(".*.*"):
        if left.is_file() and left.stat().st_mtime < time.time() - FORGOTTEN:
            left.unlink(missing_ok=True)
    write_atomically(target / REVIEW, encode_review(review))
    write_atomically(target / TRACES, encode_traces(traces_of(review)))
    write_atomically(target / TEXT, render_text(review).encode("utf-8"))
    write_atomically(target / RESULT, render_json(review).encode("utf-8"))


@lru_cache(maxsize=1)
def _rules(checklist: str) -> Checklist:
    """The checklist, loaded once in each worker."""
    return load_checklist(checklist)


_mine = threading.local()
"""A Dask worker may run tasks in several threads: each has its own reading process."""


def _reading_workers() -> Workers:
    """The reading process of this thread, started with the first package."""
    if not hasattr(_mine, "workers"):
        if multiprocessing.current_process().daemon:
            # Dask's workers are marked so, and may then have no processes of their own;
            # the reading process ends with its parent all the same.
            multiprocessing.current_process().daemon = False
        _mine.workers = Workers(1)
    workers: Workers = _mine.workers
    return workers


def summary_of(review: Review, location: str) -> PackageSummary:
    """What the queue and the statistics need of a review."""
    failing = review.failing()
    counts = Counter((f.rule, f.title, str(f.severity)) for f in failing)
    return PackageSummary(
        firm=str(review.facts.value("derived.firm_name") or ""),
        application=application_key(review, Path(location)),
        verdict=review.summary.verdict,
        counts={
            **{str(s): n for s, n in review.summary.failed.items()},
            "cannot_tell": review.summary.cannot_tell,
            "unread": review.summary.unread_pages + review.summary.unread_files,
        },
        failed=tuple(FailedRule(*key, count) for key, count in counts.items()),
    )
