"""First looks: only what more files cannot change is told, and not too often."""

from __future__ import annotations

import msgspec
import pytest

from prereview.checklist.finding import Side, Verdict
from prereview.checklist.loader import load_checklist
from prereview.review.looks import PAUSE, FirstLooks, is_settled
from prereview.review.model import Review
from tests.builders import AUDIT, FORM, evidence, finding
from tests.dossier.pages import document, line, page, table

PRINTED = Side("利润总额", "1 元", "audits[2024].profit", (evidence(),))


def test_a_contradiction_between_printed_values_is_settled() -> None:
    assert is_settled(finding())


@pytest.mark.parametrize(
    "other",
    [
        Side("研发费用占比", "4.80%", "derived.rd_ratio", (evidence(),)),
        Side("合计", "1 元", "application.rd_costs[2024][RD*].internal", (evidence(),)),
        Side("企业名称", "甲、乙", "firm_names[*].name", (evidence(),)),
        Side("利润总额", "无", "audits[2024].profit", ()),
    ],
    ids=["computed", "sum", "all names", "without a place"],
)
def test_what_more_files_may_change_is_not_settled(other: Side) -> None:
    assert not is_settled(msgspec.structs.replace(finding(), sides=(PRINTED, other)))


def test_what_is_not_said_to_be_wrong_or_has_no_sides_is_not_settled() -> None:
    assert not is_settled(finding(verdict=Verdict.CANNOT_TELL))
    assert not is_settled(msgspec.structs.replace(finding(), sides=()))


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def form(path: str) -> object:
    head = line("企业名称：测试样例科技有限公司", page=1)
    return document(page(head, table([["年度", "净资产"], ["2024", "10"]], page=1), number=1), path=path)


def test_looks_are_taken_now_and_then_and_see_all_that_was_read() -> None:
    clock, seen = Clock(), list[Review]()
    looks = FirstLooks("某公司", load_checklist("hnte-2016"), seen.append, clock=clock)
    looks.add(form(FORM))  # type: ignore[arg-type]
    assert not seen
    clock.now += PAUSE
    looks.add(form(AUDIT))  # type: ignore[arg-type]
    clock.now += PAUSE / 2
    looks.add(form("b.pdf"))  # type: ignore[arg-type]
    (review,) = seen
    assert [f.path for f in review.files] == [FORM, AUDIT]
    assert review.summary.verdict == "正在读取，尚无结论"
    assert all(is_settled(f) for f in review.findings)
