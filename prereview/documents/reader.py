"""Reading: a package's files, spread over worker processes, to `Document`s.

PDFium is not thread-safe and may crash on a hostile file, so files are read in
spawned worker processes. First every file is probed (can it be opened, how many
pages), then pages are read in batches, so that one long PDF keeps all workers
busy. A worker that dies costs the page it died on: what was lost with it is read
again in fresh workers. A file that cannot be read becomes a `Document` that says
why; nothing is ever dropped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from prereview.documents.model import Document, Page
from prereview.documents.package import SourcePath, format_of, opened_package
from prereview.documents.work import (
    CRASHED,
    PAGED,
    Probe,
    assemble,
    crashed_probe,
    failed_page,
    probe_file,
    probe_packed,
    read_packed,
    read_pages,
)
from prereview.documents.workers import Workers

PAGES_PER_BATCH = 20
"""Small enough to share out a merged PDF and to show progress, large enough to open a file rarely."""


class Progress(msgspec.Struct, frozen=True):
    """How far the reading of a package is; `current` is the file a batch of pages was read from."""

    files_done: int
    files_total: int
    pages_done: int
    pages_total: int
    current: str


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
    """One file in this process, without the isolation of workers."""
    source = SourcePath(path, name or path.name, format_of(path))
    probe = probe_file(source, password)
    pages = (
        read_pages(source, 1, probe.page_count, password)
        if probe.problem is None and probe.format in PAGED and probe.page_count
        else ()
    )
    return assemble(probe, pages)


def read_documents(
    package: Path,
    *,
    jobs: int | None = None,
    password: str | None = None,
    on_page_done: Callable[[Progress], None] | None = None,
) -> Iterator[Document]:
    """All files of a package in natural order, each read as far as it can be.

    `jobs` bounds the worker processes (default: one per core). `on_page_done`
    is called after every batch of pages, in the calling thread.
    """
    with opened_package(package) as sources:
        if sources:
            with Workers(min(jobs or os.cpu_count() or 1, len(sources))) as workers:
                yield from _Reading(sources, workers, password, on_page_done).run()


class _Reading:
    """One pass over the files of a package."""

    def __init__(
        self,
        sources: Sequence[SourcePath],
        workers: Workers,
        password: str | None,
        on_page_done: Callable[[Progress], None] | None,
    ) -> None:
        self._sources = sources
        self._workers = workers
        self._password = password
        self._on_page_done = on_page_done
        self._probes: dict[str, Probe] = {}
        self._pages: dict[str, dict[int, Page]] = {s.name: {} for s in sources}

    def run(self) -> Iterator[Document]:
        """Probe all files, read all pages, put the documents together in their order."""
        self._probe_files()
        batches = [batch for source in self._sources for batch in _batches(source, self._probes[source.name])]
        self._read_batches(batches)
        for source in self._sources:
            pages = self._pages[source.name]
            yield assemble(self._probes[source.name], tuple(pages[number] for number in sorted(pages)))

    def _probe_files(self) -> None:
        tasks = [(source, self._password) for source in self._sources]
        for (source, _), packed in self._workers.run(probe_packed, tasks):
            self._probes[source.name] = (
                crashed_probe(source) if packed is None else msgspec.msgpack.decode(packed, type=Probe)
            )

    def _read_batches(self, batches: list[Batch]) -> None:
        """The longest first, so that no worker is left with a long one at the end."""
        tasks = [self._task(batch) for batch in sorted(batches, key=lambda b: -b.size)]
        killers: list[Batch] = []
        for (source, first, last, _), packed in self._workers.run(read_packed, tasks):
            if packed is None and last > first:
                killers += [Batch(source, number, number) for number in range(first, last + 1)]
                continue
            pages = [failed_page(first, CRASHED)] if packed is None else _decode_pages(packed)
            self._pages[source.name].update((page.number or 1, page) for page in pages)
            self._report(source.name)
        if killers:
            self._read_batches(killers)

    def _task(self, batch: Batch) -> tuple[SourcePath, int, int, str | None]:
        return batch.source, batch.first, batch.last, self._password

    def _report(self, name: str) -> None:
        if self._on_page_done is None:
            return
        counts = {name: probe.page_count for name, probe in self._probes.items()}
        self._on_page_done(
            Progress(
                files_done=sum(len(self._pages[name]) >= count for name, count in counts.items()),
                files_total=len(self._sources),
                pages_done=sum(map(len, self._pages.values())),
                pages_total=sum(counts.values()),
                current=name,
            )
        )


def _batches(source: SourcePath, probe: Probe) -> Iterator[Batch]:
    """The pages of a file that are still to be read."""
    if probe.problem is None and probe.format in PAGED:
        for first in range(1, probe.page_count + 1, PAGES_PER_BATCH):
            yield Batch(source, first, min(first + PAGES_PER_BATCH - 1, probe.page_count))


def _decode_pages(packed: bytes) -> tuple[Page, ...]:
    return msgspec.msgpack.decode(packed, type=tuple[Page, ...])
