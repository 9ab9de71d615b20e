"""The overview of a batch: ranking, counts of mistakes, and texts that must not act."""

from __future__ import annotations

import io
import json

import openpyxl

from prereview.batch.copies import Copied, Copies, Place, Template
from prereview.batch.ledger import Entry, FailedRule, PackageSummary
from prereview.batch.reports import render_overview_html, render_overview_workbook
from prereview.batch.summary import headline, overview_of, render_overview_json, render_overview_text

EVIL = "\x1b[31m甲<script>公司\u202e 身份证330106199001011234"


def entry(name, status="done", problem=None, failed=(), **counts):
    return Entry(name, "v", status, problem, 1.5, 40, PackageSummary(name, name, "结论", counts, failed))


def rule(name, count=1, severity="must_fix"):
    return FailedRule(name, f"规则{name}", severity, count)


ENTRIES = (
    entry("清楚"),
    entry("要改", must_fix=3, failed=(rule("X-1", 3),)),
    entry("暂缓", blocker=1, must_fix=1, failed=(rule("X-1"), rule("C-1", severity="blocker"))),
    entry("未读", unread=2),
    entry("搁置", "set_aside", "预审进程 3 次异常中止"),
)

COPIES = Copies(
    (
        Copied(
            "text", (Place("要改", EVIL, "RD01", EVIL, "a.pdf", 3), Place("暂缓", "乙", "RD02", "x")), 0.91
        ),
    ),
    (Template("大家都有的话", ("要改", "暂缓", "清楚", "未读")),),
)


def test_what_needs_a_person_first_stands_first():
    assert [e.package for e in overview_of(ENTRIES, COPIES).queue] == ["搁置", "暂缓", "要改", "未读", "清楚"]


def test_mistakes_are_counted_by_packages_then_by_findings():
    rules = overview_of(ENTRIES, COPIES).rules
    assert [(r.rule, len(r.packages), r.findings) for r in rules] == [("X-1", 2, 4), ("C-1", 1, 1)]


def test_hints_come_last_and_a_package_counts_once_for_a_rule_of_two_weights():
    failed = (rule("S-6", 9, "hint"), rule("X-1", 2, "explain"), rule("X-1"))
    (one, other) = overview_of([entry("甲", failed=failed), entry("乙", failed=failed[:1])], COPIES).rules
    assert (one.rule, one.severity, one.packages, one.findings) == ("X-1", "must_fix", ("甲",), 3)
    assert (other.rule, other.packages) == ("S-6", ("乙", "甲"))


def test_the_headline_accounts_for_every_package():
    assert headline(overview_of(ENTRIES, COPIES)) == (
        "5 家 · 2 家未发现必改问题 · 1 家建议修改后提交 · 1 家建议暂缓 · 1 家未能预审"
    )


def test_no_text_of_a_document_acts_or_shows_personal_numbers():
    evil = Entry("恶", "v", "done", None, 1.0, 1, PackageSummary(EVIL, "", EVIL))
    overview = overview_of((*ENTRIES, evil), COPIES)
    text, page, data = (
        render(overview) for render in (render_overview_text, render_overview_html, render_overview_json)
    )
    for shown in (text, page, data):
        assert "330106199001011234" not in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    assert "<script>" not in page
    assert json.loads(data)["copies"][0]["places"][0]["page"] == 3


def test_the_workbook_has_a_row_for_each_package_rule_place_and_pattern():
    book = openpyxl.load_workbook(io.BytesIO(render_overview_workbook(overview_of(ENTRIES, COPIES))))
    assert {sheet.title: sheet.max_row - 1 for sheet in book} == {
        "名单": 5,
        "常见问题": 2,
        "相同内容": 2,
        "通用模板": 1,
    }
