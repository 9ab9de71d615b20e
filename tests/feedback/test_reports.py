"""Opinion, HTML report and workbook, opened with other software than wrote them; hostile text in all."""

import io
import re
from decimal import Decimal
from html.parser import HTMLParser

import docx
import msgspec
import openpyxl
import pytest

from prereview.checklist.finding import Severity, Side, Verdict
from prereview.dossier.facts import Facts
from prereview.feedback.html import render_html
from prereview.feedback.opinion import render_opinion
from prereview.feedback.workbook import render_workbook
from prereview.review.decisions import Decision, Decisions, OwnFinding
from prereview.settings import Settings
from tests.builders import evidence, fact, finding, review

HOSTILE = '=HYPERLINK("http://x")<script>alert(1)</script>\u202e\x07\x1b[31m{{7*7}}' + "很长" * 500


def hostile_review():
    side = Side(HOSTILE, HOSTILE, "application.firm_name", (evidence(file=HOSTILE, text=HOSTILE),))
    bad = msgspec.structs.replace(finding(), message=HOSTILE, sides=(side,), advice=HOSTILE, subject=HOSTILE)
    facts = Facts([fact("derived.firm_name", HOSTILE), fact("application.rd[RD01].name", HOSTILE)])
    return review(
        findings=(bad, finding("X-1", Verdict.CANNOT_TELL, missing=("licence.scope",))), facts=facts
    )


def words_of(document):
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_the_opinion_holds_the_problem_with_both_sides_and_the_office():
    content = render_opinion(review(), settings=Settings(office="某区科技局", reviewer="甲"))
    document = docx.Document(io.BytesIO(content))
    text = words_of(document)
    for expected in (
        "某区科技局",
        "M1",
        "810.02 万元",
        "8,200,227.74 元",
        "《2024》第4页",
        "不构成对认定结果的承诺",
    ):
        assert expected in text
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "一、预审结论"
    assert any("修改清单" in h for h in headings)


def test_a_dismissed_problem_leaves_the_list_and_is_named_with_its_reason():
    one = finding()
    decisions = Decisions(
        {one.identity: Decision("dismissed", "已核对原件")}, {"own-1": OwnFinding("缺骑缝章", Severity.HINT)}
    )
    text = words_of(docx.Document(io.BytesIO(render_opinion(review(findings=(one,)), decisions))))
    assert "已核对原件" in text
    assert "缺骑缝章" in text
    assert "核对是否误选" not in text
    assert "修改清单" not in text


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.scripts = 0
        self.links = []

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        self.links += [v for k, v in attrs if k in ("src", "href")]


def test_the_html_report_is_self_contained_and_escapes_what_documents_say():
    page = render_html(hostile_review())
    tags = _Tags()
    tags.feed(page)
    assert tags.scripts == 1
    assert all(link.startswith("#") for link in tags.links)
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search("[\u202e\x07\x1b]", page)
    assert "{{7*7}}" in page


def test_the_html_report_shows_problems_conditions_and_what_was_not_read():
    page = render_html(
        review(findings=(finding(), finding("X-1", Verdict.CANNOT_TELL, missing=("licence.scope",))))
    )
    for expected in ("M1", "认定条件", "≥ 365 天", "未能核对", "材料"):
        assert expected in page


def test_the_workbook_holds_text_as_text():
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(hostile_review())))
    assert book.sheetnames == ["问题清单", "数据勾稽", "人员", "读取内容"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        for row in sheet.iter_rows():
            for cell in row:
                if sheet.title != "数据勾稽":
                    assert cell.data_type != "f"
    message = book["问题清单"]["F2"].value
    assert message.startswith("=HYPERLINK")
    assert "\x1b" not in message


def test_differences_in_the_workbook_are_live_formulas():
    facts = Facts(
        [
            fact("derived.year_3", 2025),
            fact("application.years[2025].sales", Decimal(100)),
            fact("audits[2025].revenue", Decimal(350)),
        ]
    )
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook(review(facts=facts))))["数据勾稽"]
    assert sheet["H2"].value == '=IF(OR(C2="",E2=""),"",E2-C2)'


@pytest.mark.parametrize("render", [render_opinion, render_workbook])
def test_hostile_text_breaks_no_office_file(render):
    assert render(hostile_review())[:2] == b"PK"


def test_identity_numbers_are_masked_everywhere():
    number = "420106187904219027"
    masked = msgspec.structs.replace(finding(), message=f"身份证号{number}")
    shown = review(findings=(masked,), facts=Facts([fact("derived.firm_name", f"甲{number}")]))
    opinion = words_of(docx.Document(io.BytesIO(render_opinion(shown))))
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(shown)))
    cells = " ".join(str(c.value) for s in book for r in s.iter_rows() for c in r)
    for output in (opinion, render_html(shown), cells):
        assert number not in output
