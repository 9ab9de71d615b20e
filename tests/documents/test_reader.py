"""A package read by workers: order, progress, the cache, and files that go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prereview.documents import Progress, read_documents
from prereview.documents.assembly import ranges
from prereview.documents.cache import default_cache
from prereview.documents.model import Document
from tests.documents.papers import lines, printed, texts_of


@pytest.fixture(autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A cache of the test's own."""
    monkeypatch.setenv("PREREVIEW_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    default_cache.cache_clear()
    yield
    default_cache.cache_clear()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "材料"
    folder.mkdir()
    printed(folder / "02 长.pdf", *[lines(f"第{n}页内容") for n in range(1, 20)])
    printed(folder / "01 短.pdf", lines("营业执照"))
    (folder / "03 坏.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "04 空.docx").write_bytes(b"")
    return folder


def read(package: Path) -> tuple[list[Document], list[Progress]]:
    seen: list[Progress] = []
    return list(read_documents(package, jobs=2, on_page_done=seen.append)), seen


def test_documents_come_in_natural_order_with_all_pages_in_theirs(package: Path) -> None:
    documents, _ = read(package)
    assert [d.path[:2] for d in documents] == ["01", "02", "03", "04"]
    long = documents[1]
    assert [p.number for p in long.pages] == list(range(1, 20))
    assert [texts_of(p) for p in long.pages] == [[f"第{n}页内容"] for n in range(1, 20)]


def test_what_cannot_be_read_says_so_in_a_sentence(package: Path) -> None:
    documents, _ = read(package)
    assert [d.status for d in documents] == ["read", "read", "unreadable", "unreadable"]
    assert all(d.problem for d in documents[2:])


def test_progress_ends_with_everything_done(package: Path) -> None:
    _, seen = read(package)
    last = seen[-1]
    assert (last.pages_done, last.pages_total, last.pages_cached) == (20, 20, 0)
    assert last.files_done == last.files_total == 4
    assert [p.pages_done for p in seen] == sorted(p.pages_done for p in seen)


def test_each_file_is_handed_out_once_when_its_last_page_is_read(package: Path) -> None:
    seen: list[Document] = []
    documents = list(read_documents(package, jobs=2, on_document=seen.append))
    assert sorted(seen, key=lambda d: d.path) == documents
    again: list[Document] = []
    list(read_documents(package, jobs=2, on_document=again.append))
    assert sorted(d.path for d in again) == [d.path for d in documents]


def test_the_rest_of_a_skipped_file_is_said_to_be_unread_and_is_read_another_time(package: Path) -> None:
    skipped: set[str] = set()

    def read_some(progress: Progress) -> None:
        if progress.current.startswith("02"):
            skipped.add(progress.current)

    _, long, *_ = read_documents(package, jobs=1, on_page_done=read_some, is_skipped=skipped.__contains__)
    assert long.status == "partial"
    assert "由使用者跳过" in (long.problem or "")
    assert len(long.pages) == 19
    assert {p.state for p in long.pages} == {"read", "failed"}
    _, whole, *_ = read_documents(package, jobs=1)
    assert whole.status == "read"


def test_a_file_skipped_from_the_start_is_accounted_for(package: Path) -> None:
    short, *_ = read_documents(package, jobs=1, is_skipped=lambda name: name.startswith("01"))
    assert (short.path, short.status) == ("01 短.pdf", "unreadable")
    assert "由使用者跳过" in (short.problem or "")


def test_a_second_reading_reads_nothing(package: Path) -> None:
    first, _ = read(package)
    second, seen = read(package)
    assert second == first
    assert seen[-1].pages_cached == seen[-1].pages_total == 20


def test_after_a_change_only_the_changed_file_is_read(package: Path) -> None:
    read(package)
    printed(package / "01 短.pdf", lines("换过的一页"))
    documents, seen = read(package)
    assert texts_of(documents[0].pages[0]) == ["换过的一页"]
    assert seen[-1].pages_done - seen[-1].pages_cached == 1


def test_a_renamed_file_is_known_under_its_new_name(package: Path) -> None:
    read(package)
    (package / "01 短.pdf").rename(package / "05 改名.pdf")
    documents, seen = read(package)
    assert documents[-1].path == "05 改名.pdf"
    assert seen[-1].pages_cached == 20


def test_a_password_opens_and_its_absence_is_a_problem_again(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    printed(tmp_path / "p.pdf", lines("机密内容"), encrypt=StandardEncryption("sesame"))
    (opened,) = read_documents(tmp_path / "p.pdf", password="sesame")
    assert texts_of(opened.pages[0]) == ["机密内容"]
    (closed,) = read_documents(tmp_path / "p.pdf")
    assert closed.status == "unreadable"
    assert "密码" in (closed.problem or "")


def test_a_file_that_vanishes_is_reported(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from prereview.documents import reader

    listed = reader.Reading._look_up

    def look_up_then_delete(self: reader.Reading) -> None:
        listed(self)
        (package / "01 短.pdf").unlink()

    monkeypatch.setattr(reader.Reading, "_look_up", look_up_then_delete)
    documents, _ = read(package)
    assert documents[0].status == "unreadable"
    assert "消失" in (documents[0].problem or "")
    assert documents[1].status == "read"


def test_page_numbers_are_joined_as_people_write_them() -> None:
    assert ranges([1, 2, 3, 7]) == "1-3、7"
    assert ranges([5]) == "5"
