"""Parts of a package read ahead, and workers that something else ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prereview.documents import read_documents
from prereview.documents.ahead import read_ahead, survey
from prereview.documents.cache import Cache, default_cache
from prereview.documents.model import Document
from prereview.documents.workers import Workers
from tests.documents.papers import lines, printed


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PREREVIEW_CACHE_DIR", "off")
    default_cache.cache_clear()
    yield
    default_cache.cache_clear()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "材料"
    folder.mkdir()
    printed(folder / "长.pdf", *[lines(f"第{n}页内容") for n in range(1, 20)])
    printed(folder / "短.pdf", lines("营业执照"))
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "空.docx").write_bytes(b"")
    return folder


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(1) as found:
        yield found


def read(package: Path, workers: Workers, **options: object) -> list[Document]:
    return list(read_documents(package, workers=workers, **options))  # type: ignore[arg-type]


def test_a_survey_counts_what_is_to_be_read(package: Path, workers: Workers) -> None:
    assert [(p.file, p.first, p.last) for p in survey(package, workers)] == [
        ("短.pdf", 1, 1),
        ("长.pdf", 1, 8),
        ("长.pdf", 9, 16),
        ("长.pdf", 17, 19),
    ]


def test_pages_read_ahead_are_taken_and_change_nothing(
    package: Path, workers: Workers, tmp_path: Path
) -> None:
    plain = read(package, workers)
    ahead = Cache(tmp_path / "ahead")
    read_ahead(package, survey(package, workers)[1:3], ahead, workers)
    ahead.hits = 0
    assert read(package, workers, ahead=ahead) == plain
    assert ahead.hits == 16


def test_what_was_read_before_is_not_surveyed(
    package: Path, workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREREVIEW_CACHE_DIR", str(tmp_path / "cache"))
    default_cache.cache_clear()
    read(package, workers)
    assert survey(package, workers) == ()


def test_a_worker_that_something_else_ends_costs_nothing(package: Path, workers: Workers) -> None:
    plain = read(package, workers)
    ended = []

    def end_worker(progress: object) -> None:
        for worker in workers._workers:
            process = worker._process
            if len(ended) < 3 and process.pid not in ended:
                ended.append(process.pid)
                process.kill()
                process.join()

    assert read(package, workers, on_page_done=end_worker) == plain
    assert len(ended) == 3
