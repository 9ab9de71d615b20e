"""Reading: a package's files, spread over worker processes, to `Document`s.

PDFium is not thread-safe and may crash on a hostile file, so files are read in
spawned worker processes. What the cache knows is not read again. The other files
are probed (can it be opened, how many pages), then their pages are read in batches,
so that one long PDF keeps all workers busy. A worker that hangs, grows too large or
dies twice at one page costs that page. A file that cannot be read becomes a `Document` that
says why; nothing is ever dropped.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec

from prereview.documents.assembly import assemble, failed_page
from prereview.documents.cache import Cache, default_cache, document_key, page_key
from prereview.documents.limits import LIMITS
from prereview.documents.model import Document, Page
from prereview.documents.package import SourcePath, format_of, opened_package
from prereview.documents.work import (
    LASTING,
    PAGE_LOST,
    PAGED,
    PageRead,
    Probe,
    lost_probe,
    probe_file,
    probe_job,
    read_job,
    read_pages,
)
from prereview.documents.workers import Result, Task, Workers

PAGES_PER_BATCH = 8
"""Small enough to share out a merged PDF of scans, large enough to open a file rarely."""


class Progress(msgspec.Struct, frozen=True):
    """How far the reading of a package is; `current` is the file that a page was read from last.

    `pages_cached` of the `pages_done` were known from an earlier reading.
    """

    files_done: int
    files_total: int
    pages_done: int
    pages_total: int
    current: str
    pages_cached: int = 0


class Batch(msgspec.Struct, frozen=True):
    """Pages `first` to `last` (from 1) of one file: the unit of work."""

    source: SourcePath
    first: int
    last: int

    @property
    def size(self) -> int:
        """Number of pages."""
        return self.last - self.first + 1


def read_document(path: Path, name: str | None = None, password: str | None = None) -> Document:
    """One file in this process, without the isolation of workers and without the cache of documents."""
    source = SourcePath(path, name or path.name, format_of(path))
    probe = probe_file(source, password)
    pages = read_pages(source, 1, probe.steps, password, probe.pictures) if probe.steps else ()
    return assemble(probe, tuple(pages))


def read_documents(
    package: Path,
    *,
    jobs: int | None = None,
    password: str | None = None,
    on_page_done: Callable[[Progress], None] | None = None,
    on_document: Callable[[Document], None] | None = None,
    is_skipped: Callable[[str], bool] = lambda name: False,
    workers: Workers | None = None,
    ahead: Cache | None = None,
) -> Iterator[Document]:
    """All files of a package in natural order, each read as far as it can be.

    `jobs` bounds the worker processes (default: one per core). `on_page_done`
    is called after every page and `on_document` with every file as soon as it is
    finished, in the calling thread. `is_skipped` is asked again and again whether to
    leave out what is still to be read of a file; its name is that in the package.
    Who reads many packages gives `workers` that outlive one of them, and `ahead` with
    pages read before (`read_ahead`).
    """
    with ExitStack() as stack:
        sources = stack.enter_context(opened_package(package, password=password))
        if workers is None:
            workers = stack.enter_context(Workers(jobs or usable_cores()))
        yield from Reading(sources, workers, password, on_page_done, on_document, is_skipped, ahead).run()


def usable_cores() -> int:
    """Cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Reading:
    """One pass over the files of a package."""

    def __init__(
        self,
        sources: Sequence[SourcePath],
        workers: Workers,
        password: str | None,
        on_page_done: Callable[[Progress], None] | None = None,
        on_document: Callable[[Document], None] | None = None,
        is_skipped: Callable[[str], bool] = lambda name: False,
        ahead: Cache | None = None,
    ) -> None:
        self._sources = sources
        self._workers = workers
        self._password = password
        self._on_page_done = on_page_done
        self._on_document = on_document
        self._is_skipped = is_skipped
        self._cache = default_cache()
        self._ahead = ahead or Cache(None)
        self._crashed: set[tuple[str, int]] = set()
        self._again: tuple[str, int] | None = None
        self._finished: dict[str, Document] = {}
        self._probes: dict[str, Probe] = {}
        self._pages: dict[str, dict[int, Page]] = {}
        self._pages_cached = 0

    def run(self) -> Iterator[Document]:
        """Look up, probe, read, and put the documents together in their order."""
        self._look_up()
        missing = [source for source in self._sources if source.name not in self._finished]
        self.probe(missing)
        for source in missing:
            self._take_ahead(source)
        batches = [b for source in missing for b in _batches(source, self._probes[source.name])]
        for source in missing:
            self._finish_if_read(source)
        self.read(batches, self._finish_if_read)
        yield from (self._finished[source.name] for source in self._sources)
        self._cache.trim()

    def _look_up(self) -> None:
        for source in self._sources:
            known = known_document(source, self._password, self._cache)
            if known is not None:
                self._pages_cached += len(known.pages)
                self._finish(source, known)
        if self._finished:
            self._report(self._sources[-1].name)

    def probe(self, sources: Sequence[SourcePath]) -> None:
        """Open the files; must precede their reading."""
        tasks = [Task(source, probe_job, (source, self._password)) for source in sources]
        for result in self._workers.run(
            tasks, self._probe_again, lambda task: self._is_skipped(task.label.name)
        ):
            source: SourcePath = result.task.label
            if result.loss and result.index > 0:
                continue  # lost after it had answered
            self._note(result, source.name, 0)
            self._probes[source.name] = (
                lost_probe(source, result.loss)
                if result.loss
                else msgspec.msgpack.decode(result.payload, type=Probe)
            )
            self._pages[source.name] = {}

    def _take_ahead(self, source: SourcePath) -> None:
        probe, pages = self._probes[source.name], self._pages[source.name]
        if probe.format in PAGED:
            for number in range(1, probe.steps + 1):
                page = self._ahead.get("pages", page_key(probe.sha256, self._password, number), Page)
                if page is not None:
                    pages[number] = page

    def read(
        self, batches: Sequence[Batch], on_page: Callable[[SourcePath], None] = lambda source: None
    ) -> None:
        """Pages of probed files, file by file in the order of `_turn`."""
        wanted = [b for b in batches if b.source.name not in self._finished and not self._has(b)]
        tasks = [self._task(b) for b in sorted(wanted, key=self._turn)]
        for result in self._workers.run(tasks, self._rest, self._is_unwanted):
            batch: Batch = result.task.label
            number = batch.first + result.index
            if number > batch.last:
                continue  # lost after its last page
            self._note(result, batch.source.name, number)
            if self._again:
                continue
            self._pages[batch.source.name][number] = self._page(result, number)
            self._report(batch.source.name)
            on_page(batch.source)

    def _turn(self, batch: Batch) -> tuple[bool, int, str, int]:
        """Text comes first, it costs little; of the rest the longest, so that none is left at the end."""
        probe = self._probes[batch.source.name]
        return not probe.is_text, -probe.steps, batch.source.name, batch.first

    def _is_unwanted(self, task: Task) -> bool:
        return self._is_skipped(task.label.source.name)

    def _has(self, batch: Batch) -> bool:
        pages = self._pages[batch.source.name]
        return all(number in pages for number in range(batch.first, batch.last + 1))

    def pages_of(self, source: SourcePath) -> tuple[Probe, dict[int, Page]]:
        """What was read of a file so far."""
        return self._probes[source.name], self._pages[source.name]

    def _note(self, result: Result, name: str, number: int) -> None:
        """A step is tried again when its worker died the first time: something else may have ended it."""
        step = (name, number)
        self._again = step if result.loss == "crashed" and step not in self._crashed else None
        if self._again:
            self._crashed.add(step)

    def _page(self, result: Result, number: int) -> Page:
        if result.loss:
            return failed_page(number, PAGE_LOST[result.loss])
        read = msgspec.msgpack.decode(result.payload, type=PageRead)
        self._pages_cached += read.cached
        return read.page

    def _task(self, batch: Batch) -> Task:
        pictures = self._probes[batch.source.name].pictures
        return Task(batch, read_job, (batch.source, batch.first, batch.last, self._password, pictures))

    def _probe_again(self, task: Task, index: int) -> Task | None:
        return task if index == 0 and self._again == (task.label.name, 0) else None

    def _rest(self, task: Task, index: int) -> Task | None:
        """The pages after the one that was lost, with that page when it is tried again."""
        batch: Batch = task.label
        first = batch.first + index
        if self._again != (batch.source.name, first):
            first += 1
        return self._task(Batch(batch.source, first, batch.last)) if first <= batch.last else None

    def _finish_if_read(self, source: SourcePath) -> None:
        """A file is put together as soon as its last page is there."""
        if len(self._pages[source.name]) >= self._probes[source.name].steps:
            self._finish(source, self._assembled(source))

    def _finish(self, source: SourcePath, document: Document) -> None:
        self._finished[source.name] = document
        if self._on_document is not None:
            self._on_document(document)

    def _assembled(self, source: SourcePath) -> Document:
        probe, pages = self._probes.pop(source.name), self._pages.pop(source.name)
        document = assemble(probe, tuple(pages[number] for number in sorted(pages)))
        if is_lasting(document, probe):
            self._cache.put("documents", document_key(document.sha256, self._password), document)
        return document

    def _report(self, name: str) -> None:
        if self._on_page_done is None:
            return
        known = [len(document.pages) for document in self._finished.values()]
        expected = {n: probe.steps for n, probe in self._probes.items()}
        whole = sum(len(probe.pages) for probe in self._probes.values()) + sum(known)
        self._on_page_done(
            Progress(
                files_done=len(known) + sum(len(self._pages[n]) >= e for n, e in expected.items()),
                files_total=len(self._sources),
                pages_done=sum(map(len, self._pages.values())) + whole,
                pages_total=sum(expected.values()) + whole,
                current=name,
                pages_cached=self._pages_cached,
            )
        )


def known_document(source: SourcePath, password: str | None, cache: Cache) -> Document | None:
    """What an earlier reading made of a file with the same content, under its present name."""
    sha256 = content_hash(source)
    if sha256 is None:
        return None
    known = cache.get("documents", document_key(sha256, password), Document)
    return None if known is None else msgspec.structs.replace(known, path=source.name)


def content_hash(source: SourcePath) -> str | None:
    """SHA-256 of a file; None for one that is not to be read."""
    if source.problem is not None:
        return None
    try:
        if source.path.stat().st_size > LIMITS.file_bytes:
            return None
        with source.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def is_lasting(document: Document, probe: Probe) -> bool:
    """Whether reading the file again would give the same."""
    if not document.sha256 or (probe.problem is not None and probe.problem not in LASTING):
        return False
    return not any(page.state == "failed" for page in document.pages)


def _batches(source: SourcePath, probe: Probe) -> Iterator[Batch]:
    """The pages of a file that are to be read."""
    return batches_of(source, probe.steps)


def batches_of(source: SourcePath, last: int) -> Iterator[Batch]:
    """Pages 1 to `last` of a file, cut into units of work."""
    for first in range(1, last + 1, PAGES_PER_BATCH):
        yield Batch(source, first, min(first + PAGES_PER_BATCH - 1, last))
