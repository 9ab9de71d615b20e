"""What a document states is kept by its content: the same facts, and never those of another content."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from prereview.documents.cache import Cache
from prereview.documents.model import Document, Snippet
from prereview.dossier import extractors, statements
from prereview.dossier.facts import FactCollector, Value
from prereview.dossier.sections import SectionView
from prereview.dossier.statements import NOT_UNDERSTOOD, read_statements
from tests.dossier.papers import PATENT, SOFTWARE, merged, sheet

CERTIFICATES = merged(
    sheet("计算机软件著作权登记证书", *SOFTWARE),
    sheet("", "权利取得方式:原始取得"),
    sheet("发明专利证书", *PATENT),
)


class Counting:
    """Stands in for an extractor and counts its sections."""

    def __init__(self, *values: Value) -> None:
        self.values = values
        self.count = 0

    def __call__(self, view: SectionView, facts: FactCollector) -> None:
        self.count += 1
        for index, value in enumerate(self.values):
            facts.add(f"licence.value{index}", value, Snippet("x", page=view.section.first))


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting("文字", "2024-01-01", date(2024, 1, 1), Decimal("1.50"), 3, True, ("RD01", "RD02"))
    for kind in ("software_certificate", "patent_certificate"):
        monkeypatch.setitem(extractors.EXTRACTORS, kind, counting)
    return counting


def test_kept_statements_are_the_same(tmp_path: Path, counting: Counting) -> None:
    first = read_statements(CERTIFICATES, Cache(tmp_path))
    again = read_statements(CERTIFICATES, Cache(tmp_path))
    assert again == first == read_statements(CERTIFICATES)
    assert [type(fact.value) for fact in again[0].facts] == [type(value) for value in counting.values]
    assert counting.count == 4  # two sections, read twice: the first time, and without a cache


def test_readings_and_workings_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def differing(view: SectionView, facts: FactCollector) -> None:
        facts.add_money("licence.capital", Decimal(1), Snippet("1"), working="a + b")
        facts.add_money("licence.capital", Decimal(2), Snippet("2", where="第 1 段"))

    monkeypatch.setitem(extractors.EXTRACTORS, "software_certificate", differing)
    first = read_statements(CERTIFICATES, Cache(tmp_path))
    assert [reading.value for reading in first[0].facts[0].readings] == [Decimal(2)]
    assert read_statements(CERTIFICATES, Cache(tmp_path)) == first


@pytest.mark.parametrize(
    "other",
    [
        merged(*CERTIFICATES.pages[:2], sheet("发明专利证书", *PATENT, "一行更多的文字")),
        Document("b.pdf", "pdf", "0" * 64, "read", CERTIFICATES.pages),
    ],
    ids=["one more line", "another path"],
)
def test_another_document_is_read_itself(tmp_path: Path, counting: Counting, other: Document) -> None:
    read_statements(CERTIFICATES, Cache(tmp_path))
    assert read_statements(other, Cache(tmp_path)) == read_statements(other)
    assert counting.count == 6


def test_other_code_reads_anew(tmp_path: Path, counting: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    read_statements(CERTIFICATES, Cache(tmp_path))
    monkeypatch.setattr(statements, "code_version", lambda: "other")
    read_statements(CERTIFICATES, Cache(tmp_path))
    assert counting.count == 4


def test_what_broke_is_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(view: SectionView, facts: FactCollector) -> None:
        raise RuntimeError("a fault in the code")

    with monkeypatch.context() as patch:
        patch.setitem(extractors.EXTRACTORS, "software_certificate", broken)
        read = read_statements(CERTIFICATES, Cache(tmp_path))
        assert [section.problem for section in read] == [NOT_UNDERSTOOD, None]
        assert read[0].facts == ()
    mended = read_statements(CERTIFICATES, Cache(tmp_path))
    assert [section.problem for section in mended] == [None, None]
    assert mended[0].facts
