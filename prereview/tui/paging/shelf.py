"""The files of the package under review: their pages as text and as pictures, found when they are asked for.

What was read is taken from the reader's cache by the content of the file; when it
is not there, only the page that is wanted is read again. To be called from worker
threads: it may take as long as reading a page does. Nothing here raises for a
file that is gone or damaged: it has no page.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from prereview.documents.cache import default_cache, document_key
from prereview.documents.model import Document, Line, Page
from prereview.documents.package import SourcePath, opened_package
from prereview.documents.work import PAGED, PageRead, Probe, probe_job, read_job
from prereview.documents.workers import Task, Workers
from prereview.tui.cells import plain
from prereview.tui.paging.pictures import opened, picture_job
from prereview.tui.processes import real_streams

if TYPE_CHECKING:
    from PIL import Image

    from prereview.dossier.sections import SourceFile

K = TypeVar("K")
V = TypeVar("V")

MOST_PAGES = 1_500
"""Pages of opened documents that are kept in memory."""

MOST_PICTURES = 6

PageKey = tuple[str, int]
"""File (as named in the package) and page number from 1; a file without pages has page 1."""


class Shelf:
    """Pages of one package. One thread at a time reads or renders; looking up what is known is quick."""

    def __init__(
        self, files: Iterable[SourceFile], package: Path | None, password: str | None = None
    ) -> None:
        self._files = {file.path: file for file in files}
        self._package = package
        self._password = password
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._pages: OrderedDict[PageKey, Page] = OrderedDict()
        self._pictures: OrderedDict[PageKey, Image.Image] = OrderedDict()
        self._sources: dict[str, SourcePath] | None = None
        self._stack = ExitStack()
        self._workers: Workers | None = None
        self._looking = threading.RLock()
        self._working = threading.RLock()
        self._closed = False

    @property
    def names(self) -> tuple[str, ...]:
        """The files in the order of the package."""
        return tuple(self._files)

    def page_count(self, file: str) -> int:
        """Pages of a file; 1 for one without pages, 0 for one that is not there."""
        known = self._files.get(file)
        return max(known.page_count, 1) if known else 0

    def page(self, file: str, number: int | None) -> Page | None:
        """A page by its number from 1 (None: the only page of a DOCX); None when it cannot be had."""
        document = self.document(file)
        wanted = number or 1
        if document is not None:
            return document.pages[wanted - 1] if 1 <= wanted <= len(document.pages) else None
        with self._working:
            known = self._pages.get((file, wanted))
            if known is None:
                known = self._read(file, wanted)
                if known is not None:
                    _keep(self._pages, (file, wanted), known, MOST_PAGES)
            return known

    def document(self, file: str) -> Document | None:
        """A whole file as it was read; None when the cache has forgotten it."""
        with self._looking:
            known = self._documents.get(file)
            source = self._files.get(file)
            if known is None and source is not None and source.sha256:
                key = document_key(source.sha256, self._password)
                known = default_cache().get("documents", key, Document)
                if known is not None:
                    self._documents[file] = known
                    while sum(len(d.pages) for d in self._documents.values()) > MOST_PAGES:
                        self._documents.popitem(last=False)
            elif known is not None:
                self._documents.move_to_end(file)
            return known

    def texts(self) -> Iterator[tuple[str, int | None, tuple[str, ...]]]:
        """Per page that is known: file, number (None in a DOCX), the texts of its lines and cells."""
        for file in self._files:
            document = self.document(file)
            for page in document.pages if document else ():
                yield file, page.number, tuple(_texts(page))

    def picture(self, file: str, number: int | None) -> Image.Image | None:
        """A page as a picture; None for a file that has none (DOCX, sheet) or cannot be opened."""
        wanted = number or 1
        with self._working:
            known = self._pictures.get((file, wanted))
            source = self._source(file)
            if known is None and source is not None and source.format in PAGED:
                payload = self._run(Task(source, picture_job, (source, wanted, self._password)))
                if payload:
                    known = opened(payload)
                    _keep(self._pictures, (file, wanted), known, MOST_PICTURES)
            return known

    def path_of(self, file: str) -> Path | None:
        """Where a file lies; None when it is gone or packed in an archive that is."""
        source = self._source(file)
        return source.path if source is not None and source.path.exists() else None

    def close(self) -> None:
        """Let go of files and processes."""
        self._closed = True
        with self._working:
            self._stack.close()

    # ---- reading what the cache has forgotten

    def _read(self, file: str, number: int) -> Page | None:
        source = self._source(file)
        if source is None or source.problem is not None:
            return None
        if source.format in PAGED:
            payload = self._run(Task(source, read_job, (source, number, number, self._password)))
            return msgspec.msgpack.decode(payload, type=PageRead).page if payload else None
        payload = self._run(Task(source, probe_job, (source, self._password)))
        probe = msgspec.msgpack.decode(payload, type=Probe) if payload else None
        return probe.pages[0] if probe and probe.pages else None

    def _run(self, task: Task) -> bytes | None:
        """The first result of a task, or None when its worker was lost."""
        if self._closed:
            return None
        if self._workers is None:
            self._workers = self._stack.enter_context(Workers(1))
        payload = None
        with real_streams():
            for result in self._workers.run([task], lambda task, index: None):
                if result.loss is None and payload is None:
                    payload = result.payload
        return payload

    def _source(self, file: str) -> SourcePath | None:
        with self._working:
            if self._sources is None:
                self._sources = {}
                if self._package is not None and self._package.exists() and not self._closed:
                    found = self._stack.enter_context(opened_package(self._package, password=self._password))
                    self._sources = {source.name: source for source in found}
            return self._sources.get(file)


def _keep(shelf: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    shelf[key] = value
    while len(shelf) > most:
        shelf.popitem(last=False)


def _texts(page: Page) -> Iterator[str]:
    for block in page.blocks:
        if isinstance(block, Line):
            yield plain(block.text)
        else:
            yield from (plain(cell.text) for cell in block.cells if cell.text)
