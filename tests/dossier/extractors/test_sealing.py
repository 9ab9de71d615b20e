"""Seals of papers: seen, absent, or not looked for."""

from __future__ import annotations

import msgspec
import pytest

from prereview.checklist.binding import SURE
from prereview.documents.model import Box, Page, Seal
from prereview.dossier.extractors.sealing import record_seal
from prereview.dossier.facts import FactCollector
from tests.dossier.pages import line, page

ROUND = Seal(Box(300, 400, 400, 500), "round", 0.99, "合肥示例材料有限公司", 0.95)
PAPER = page(line("立项报告"), line("合肥示例材料有限公司（盖章）", top=400))


def sealed(*pages: Page) -> dict[str, object]:
    facts = FactCollector("a.pdf")
    record_seal(pages, facts, "rd_approvals[RD01]")
    return {fact.path.rpartition(".")[2]: fact.value for fact in facts.facts()}


def with_seal(seal: Seal) -> Page:
    return msgspec.structs.replace(PAPER, seals=(seal,), image_share=0.02)


def test_a_seal_with_its_text():
    assert sealed(PAPER, with_seal(ROUND)) == {"sealed": True, "seal_name": "合肥示例材料有限公司"}


def test_text_that_is_not_sure_is_no_name():
    assert sealed(with_seal(msgspec.structs.replace(ROUND, text_confidence=0.3))) == {"sealed": True}


def test_a_seal_over_the_edges_of_several_pages_is_none():
    assert sealed(with_seal(msgspec.structs.replace(ROUND, cut=True))) == {"sealed": False}


@pytest.mark.parametrize(
    ("paper", "result"),
    [
        (PAPER, {"sealed": False}),
        (msgspec.structs.replace(PAPER, image_share=0.1), {}),
        (page(line("立项报告", method="ocr")), {"sealed": False}),
        (msgspec.structs.replace(PAPER, state="image_only"), {}),
        (msgspec.structs.replace(PAPER, number=None), {}),
    ],
)
def test_no_seal_is_said_only_where_one_would_have_been_seen(paper, result):
    assert sealed(paper) == result


def test_the_place_of_a_missing_seal():
    facts = FactCollector("a.pdf")
    record_seal([PAPER], facts, "rd_approvals[RD01]")
    assert facts.facts()[0].evidence[0].text == "合肥示例材料有限公司(盖章)"


def test_on_paper_copied_in_black_and_white_a_seal_may_be_overlooked():
    facts = FactCollector("a.pdf")
    scan = page(line("立项报告", method="ocr"))
    record_seal((msgspec.structs.replace(scan, black_and_white=True),), facts, "rd_approvals[RD01]")
    record_seal((scan,), facts, "rd_approvals[RD02]")
    unsure, sure = facts.facts()
    assert (unsure.value, sure.value) == (False, False)
    assert unsure.confidence < SURE < sure.confidence
