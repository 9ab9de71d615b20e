"""A package on disk whose pages the reader's cache knows, its review, and the application over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from prereview.documents.cache import DIRECTORY_VARIABLE, default_cache, document_key
from prereview.documents.model import Box, Document
from prereview.review.model import Review
from prereview.settings import Settings
from prereview.tui.app import PrereviewApp
from tests.builders import AUDIT, FORM, RULES, review, source_file
from tests.dossier.pages import document, line, page, paragraph, table
from tests.tui.reviews import FINDINGS

DOCUMENTS = (
    document(
        *(page(line(f"申请书正文第{n}页", page=n), number=n) for n in range(1, 5)),
        page(
            line("一、主要情况", top=90, page=5),
            table(
                [["年度", "净资产", "利润总额"], ["2024", "1796.93", "810.02"]],
                page=5,
                top=290.25,
                x=72.0,
                width=432,
            ),
            number=5,
        ),
        path=FORM,
        sha256="f" * 64,
    ),
    document(
        *(page(line(f"审计报告第{n}页", page=n), number=n) for n in range(1, 4)),
        page(
            line("利 润 表", x=260, top=90, page=4),
            table([["项目", "本期金额"], ["利润总额", "8,200,227.74"]], page=4, top=290.25),
            number=4,
        ),
        path=AUDIT,
        sha256="a" * 64,
    ),
    document(
        page(
            paragraph("研发费用核算管理办法", 1),
            paragraph("第一条 本办法适用于全部研发活动。", 2),
            number=None,
        ),
        path=RULES,
        sha256="d" * 64,
    ),
)


@pytest.fixture
def cached_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Document, ...]]:
    """The documents as an earlier reading left them in the cache."""
    monkeypatch.setenv(DIRECTORY_VARIABLE, str(tmp_path / "cache"))
    default_cache.cache_clear()
    for known in DOCUMENTS:
        default_cache().put("documents", document_key(known.sha256, None), known)
    yield DOCUMENTS
    default_cache.cache_clear()


@pytest.fixture
def package(tmp_path: Path, cached_pages: tuple[Document, ...]) -> Path:
    """A folder with the files of the documents; their content does not matter."""
    del cached_pages
    folder = tmp_path / "某公司申报材料"
    for known in DOCUMENTS:
        path = folder / known.path
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
    return folder


@pytest.fixture
def store_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


@pytest.fixture
def reviewed() -> Review:
    files = tuple(
        msgspec.structs.replace(source_file(d.path), sha256=d.sha256, page_count=len(d.pages))
        for d in DOCUMENTS
    )
    return review(FINDINGS, files)


AppMaker = Callable[..., PrereviewApp]


@pytest.fixture
def make_app(package: Path, store_url: str, reviewed: Review, tmp_path: Path) -> AppMaker:
    """The application on the package; `result` is what reading gives, or a function that reads."""

    def make(
        result: object = None, path: Path | None = package, settings: Settings | None = None
    ) -> PrereviewApp:
        found = reviewed if result is None else result
        read = found if callable(found) else lambda package, talk: found
        wanted = settings or Settings(reviewer="王老师", output=str(tmp_path / "结果"))
        return PrereviewApp(path, read, store_url, wanted)  # type: ignore[arg-type]

    return make


BOX = Box(216.0, 310.25, 360.0, 330.25)
