"""What a worker does with one package: check it, write its results, say what came out.

Importable by any worker, also on another machine; its only inputs are values, its
only outputs files below the target and a small `Outcome`. Never raises: a package
that cannot be checked gives an outcome that says why.
"""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import msgspec

from prereview.batch.ledger import FailedRule, PackageSummary
from prereview.errors import ChecklistError, PrereviewError
from prereview.feedback.output import write_atomically
from prereview.feedback.result import render_json
from prereview.feedback.text import render_text
from prereview.review import Review, review_package
from prereview.review.codec import encode_review
from prereview.review.store import application_key

RESULT, TEXT, REVIEW = "result.json", "review.txt", "review.bin"
"""Files of one package's result folder: for machines, for people, for the terminal UI."""


class Task(msgspec.Struct, frozen=True):
    """One package to check, and where its results go."""

    name: str
    path: Path
    target: Path
    checklist: str
    as_of: date | None = None
    password: str | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What came of a task; `problem` is a Chinese sentence when nothing could be checked."""

    name: str
    seconds: float
    pages: int = 0
    summary: PackageSummary = PackageSummary()
    problem: str | None = None


def check_package(task: Task) -> Outcome:
    """Check one package and write its result folder. Raises `ChecklistError` only."""
    started = time.perf_counter()
    try:
        review = review_package(
            task.path, checklist=task.checklist, as_of=task.as_of, password=task.password, jobs=1
        )
        task.target.mkdir(parents=True, exist_ok=True)
        write_atomically(task.target / REVIEW, encode_review(review))
        write_atomically(task.target / TEXT, render_text(review).encode("utf-8"))
        write_atomically(task.target / RESULT, render_json(review).encode("utf-8"))
    except ChecklistError:
        raise
    except PrereviewError as error:
        return Outcome(task.name, time.perf_counter() - started, problem=error.message)
    except Exception as error:
        problem = f"预审时程序出错（{type(error).__name__}：{error}）"
        return Outcome(task.name, time.perf_counter() - started, problem=problem)
    pages = sum(f.page_count for f in review.files)
    return Outcome(task.name, time.perf_counter() - started, pages, summary_of(review, task.path))


def summary_of(review: Review, package: Path) -> PackageSummary:
    """What the queue and the statistics need of a review."""
    failing = review.failing()
    counts = Counter((f.rule, f.title, str(f.severity)) for f in failing)
    return PackageSummary(
        firm=str(review.facts.value("derived.firm_name") or ""),
        application=application_key(review, package),
        verdict=review.summary.verdict,
        counts={
            **{str(s): n for s, n in review.summary.failed.items()},
            "cannot_tell": review.summary.cannot_tell,
            "unread": review.summary.unread_pages + review.summary.unread_files,
        },
        failed=tuple(FailedRule(*key, count) for key, count in counts.items()),
    )
