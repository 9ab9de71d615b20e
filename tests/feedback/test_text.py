"""The text report: what blocks first, both sides with their places, the verdict last."""

from __future__ import annotations

from prereview.checklist.finding import Severity, Verdict
from prereview.feedback.places import place
from prereview.feedback.text import render_text
from tests.builders import evidence, finding, review, source_file


def test_blockers_come_first_whatever_their_section() -> None:
    text = render_text(
        review(
            (
                finding("X-RV-19", section="income"),
                finding("C-05", severity=Severity.BLOCKER, section="text", subject=None),
            )
        )
    )
    assert text.index("✖ 一票否决 C-05") < text.index("▲ 必改 X-RV-19")


def test_both_sides_are_shown_with_file_and_page() -> None:
    text = render_text(review())
    assert "利润总额（申请书）：810.02 万元（01 申请书/申请书.pdf 第5页）" in text
    assert "利润总额（审计）：8,200,227.74 元（10 审计/2024.pdf 第4页）" in text


def test_docx_places_are_said_in_words() -> None:
    assert place(evidence("制度.docx", None)) == "制度.docx 表3第2行第4列"


def test_undecided_rules_are_grouped_by_the_document_not_read() -> None:
    missing = ("audits[2024].profit",)
    undecided = tuple(
        finding(rule, Verdict.CANNOT_TELL, missing=missing) for rule in ("X-RV-19", "X-RV-19", "X-BS-04")
    )
    text = render_text(review(undecided))
    assert "【未能核对】3 项" in text
    assert "年度审计报告" in text
    assert "X-RV-19×2、X-BS-04" in text


def test_unread_files_are_named_with_their_problem() -> None:
    text = render_text(review((), (source_file("坏.pdf", "unreadable", "文件已损坏，请重新导出"),)))
    assert "! 坏.pdf：文件已损坏，请重新导出" in text
    assert "1 份文件未能读取，结论不完整" in text


def test_the_last_line_is_the_verdict() -> None:
    last = render_text(review()).rstrip("\n").splitlines()[-1]
    assert last == "结论：建议修改后提交（必改 1 项）"


def test_a_clean_review_promises_nothing() -> None:
    text = render_text(review(()))
    assert "已核对的内容中未发现需要修改之处" in text
    assert "可以通过" not in text
