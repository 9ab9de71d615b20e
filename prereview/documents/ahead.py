"""Parts of a package, read before the package is: so that several processes share a long one.

`survey` says what is to be read, `read_ahead` reads some of it into a cache of its
own, and `read_documents(ahead=…)` takes it from there. Whether a page was read ahead
or not makes no difference to the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec

from prereview.documents.cache import Cache, default_cache, document_key, page_key
from prereview.documents.package import SourcePath, opened_package
from prereview.documents.reader import Batch, Reading, batches_of, content_hash
from prereview.documents.work import PAGED, count_job
from prereview.documents.workers import Task, Workers


class Portion(msgspec.Struct, frozen=True):
    """Pages `first` to `last` (from 1) of a file, named as in the package."""

    file: str
    first: int
    last: int

    @property
    def size(self) -> int:
        """Number of pages."""
        return self.last - self.first + 1


def survey(package: Path, workers: Workers, password: str | None = None) -> tuple[Portion, ...]:
    """The pages of a package that no earlier reading knows, in small portions; of PDFs and pictures only."""
    found: list[Portion] = []
    with opened_package(package, password=password) as sources:
        new = [s for s in sources if s.format in PAGED and s.problem is None and not _is_known(s, password)]
        tasks = [Task(source, count_job, (source, password)) for source in new]
        for result in workers.run(tasks, lambda task, index: None):
            count = 0 if result.loss else int(result.payload)
            batches = batches_of(result.task.label, count)
            found += [Portion(b.source.name, b.first, b.last) for b in batches]
    return tuple(found)


def _is_known(source: SourcePath, password: str | None) -> bool:
    sha256 = content_hash(source)
    return sha256 is None or default_cache().has("documents", document_key(sha256, password))


def read_ahead(
    package: Path, portions: Sequence[Portion], into: Cache, workers: Workers, password: str | None = None
) -> None:
    """Read portions and keep their pages in `into`; what fails is left to the reading of the package."""
    wanted: dict[str, list[Portion]] = defaultdict(list)
    for portion in portions:
        wanted[portion.file].append(portion)
    with opened_package(package, password=password) as sources:
        chosen = [source for source in sources if source.name in wanted and source.problem is None]
        reading = Reading(chosen, workers, password)
        reading.probe(chosen)
        batches = []
        for source in chosen:
            probe, _ = reading.pages_of(source)
            for portion in wanted[source.name]:
                keys = _keys(probe.sha256, password, portion)
                if portion.last <= probe.steps and not all(into.has("pages", key) for key in keys):
                    batches.append(Batch(source, portion.first, portion.last))
        reading.read(batches)
        for source in chosen:
            probe, pages = reading.pages_of(source)
            for number, page in pages.items():
                if page.state != "failed":
                    into.put("pages", page_key(probe.sha256, password, number), page)


def _keys(sha256: str, password: str | None, portion: Portion) -> list[str]:
    return [page_key(sha256, password, n) for n in range(portion.first, portion.last + 1)]
