"""Take one package through the floors: read, build the dossier, check, sum up."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from prereview.checklist.evaluate import evaluate
from prereview.checklist.loader import load_checklist
from prereview.checklist.model import Checklist
from prereview.checklist.questions import ask
from prereview.checklist.score import score_innovation
from prereview.documents import Progress, read_documents
from prereview.documents.cache import Cache, default_cache
from prereview.documents.workers import Workers
from prereview.dossier.build import build_dossier
from prereview.errors import NothingToCheckError
from prereview.review.looks import FirstLooks
from prereview.review.model import Review, Timings, Tool, summarise

DEFAULT_CHECKLIST = "hnte-2016"


def review_package(
    package: Path,
    *,
    checklist: str | Checklist = DEFAULT_CHECKLIST,
    as_of: date | None = None,
    password: str | None = None,
    jobs: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_look: Callable[[Review], None] | None = None,
    is_skipped: Callable[[str], bool] = lambda name: False,
    workers: Workers | None = None,
    ahead: Cache | None = None,
) -> Review:
    """Read and check one package: a folder, or a single PDF, DOCX or ZIP.

    `as_of` is the application date to use when the form prints none; `password`
    opens encrypted files; `jobs` bounds the reading processes (default: one per
    core). `on_progress` is called from the reading loop after each page, `on_look` now
    and then with what the files read so far already contradict (see `looks`); `is_skipped`
    is asked whether to leave out the rest of a file. Who reviews many packages gives the
    loaded checklist, `workers` that outlive one package, and `ahead` with pages that were
    read before.

    Raises `ChecklistError` for a faulty checklist, before anything is read, and
    `NothingToCheckError` when the package holds no file. A file that cannot be
    read is part of the review, never an error.
    """
    rules = load_checklist(checklist) if isinstance(checklist, str) else checklist
    if not package.exists():
        raise NothingToCheckError(f"找不到 {package}", remedy="请检查路径是否正确")

    started = time.perf_counter()
    cache = default_cache()
    looks = None if on_look is None else FirstLooks(package.resolve().name, rules, on_look, as_of, cache)
    reading = read_documents(
        package,
        jobs=jobs,
        password=password,
        on_page_done=on_progress,
        on_document=None if looks is None else looks.add,
        is_skipped=is_skipped,
        workers=workers,
        ahead=ahead,
    )
    documents = tuple(reading)
    if not documents:
        raise NothingToCheckError(
            f"{package} 中没有可检查的文件", remedy="请指定申报材料所在的文件夹，或单个 PDF、DOCX、ZIP 文件"
        )
    read = time.perf_counter()
    dossier = build_dossier(documents, as_of=as_of, cache=cache)
    built = time.perf_counter()
    findings = evaluate(rules, dossier.facts)
    questions = ask(rules, dossier.facts)
    checked = time.perf_counter()

    return Review(
        tool=Tool(checklist=rules.id, checklist_version=rules.version),
        name=package.resolve().name,
        files=dossier.files,
        facts=dossier.facts,
        sections=tuple((s.id, s.title) for s in rules.sections),
        findings=findings,
        score=score_innovation(dossier.facts),
        summary=summarise(dossier.files, findings),
        timings=Timings(reading=read - started, facts=built - read, rules=checked - built),
        questions=questions,
    )
