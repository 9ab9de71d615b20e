"""Opinion, HTML report and workbook, opened with other software than wrote them; hostile text in all."""

import io
import re
import shutil
import subprocess
from decimal import Decimal
from html.parser import HTMLParser

import docx
import msgspec
import openpyxl
import pytest

from prereview.checklist.finding import Severity, Side, Verdict
from prereview.checklist.questions import Question
from prereview.documents.office import converter, saved_as
from prereview.dossier.facts import Facts
from prereview.errors import UsageError
from prereview.feedback.html import render_html
from prereview.feedback.opinion import as_pdf, installed_fonts, render_opinion
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
    assert book.sheetnames == ["问题清单", "认定条件", "材料", "数据勾稽", "人员", "人员核对", "读取内容"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        for row in sheet.iter_rows():
            for cell in row:
                if sheet.title not in ("数据勾稽", "人员核对"):
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


def test_checks_on_people_count_the_list_and_stand_beside_the_form():
    people = [
        fact(f"personnel[{n}].{leaf}", value)
        for n in (1, 2, 3)
        for leaf, value in (("name", f"员工{n}"), ("tech", n < 3), ("days", 100 * n))
    ]
    facts = Facts([*people, fact("application.staff_total", 4), fact("application.staff_tech", 2)])
    sheet = openpyxl.load_workbook(io.BytesIO(render_workbook(review(facts=facts))))["人员核对"]
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=2)}
    assert rows["名单人数"][1:4] == ["=COUNTA(人员!$B$2:$B$4)", 4, '=IF(B2="","",B2-C2)']
    assert rows["不足 183 天的科技人员"][1] == '=COUNTIFS(人员!$H$2:$H$4,"是",人员!$I$2:$I$4,"<183")'


def test_formulas_are_understood_by_libreoffice(tmp_path):
    if converter() is None:
        pytest.skip("LibreOffice is not installed")
    people = [
        fact(f"personnel[{n}].{leaf}", value)
        for n in (1, 2)
        for leaf, value in (("name", f"员工{n}"), ("tech", True), ("days", 100 * n))
    ]
    facts = Facts([*people, fact("application.staff_total", 4)])
    path = tmp_path / "a.xlsx"
    path.write_bytes(render_workbook(review(facts=facts)))
    made = saved_as(path, "xlsx", "xls", tmp_path)
    again = saved_as(made, "xls", "xlsx", tmp_path)
    sheet = openpyxl.load_workbook(again, data_only=True)["人员核对"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [2, 2, 0.5, 1, 0.25, 4]
    assert sheet["D2"].value == -2


def test_the_opinion_becomes_a_pdf_that_says_the_same(tmp_path):
    if converter() is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or pdftotext is not installed")
    path = tmp_path / "a.pdf"
    path.write_bytes(as_pdf(render_opinion(review(), fonts=installed_fonts())))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    assert "预审意见书" in text
    assert "8,200,227.74" in text


def test_without_libreoffice_a_pdf_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr("prereview.feedback.opinion.pdf.converter", lambda: None)
    with pytest.raises(UsageError, match="LibreOffice"):
        as_pdf(b"")


def test_the_second_opinion_says_what_was_fixed_and_what_is_open():
    fixed = msgspec.structs.replace(finding(subject="2023"), identity="b", message="2023 年不一致")
    one = finding()
    text = words_of(docx.Document(io.BytesIO(render_opinion(review(findings=(one,)), previous=(one, fixed)))))
    for expected in ("与上一轮预审对比", "已解决 1 项", "2023 年不一致", "仍存在：M1", "上一轮已提出"):
        assert expected in text
    assert "与上一轮预审对比" not in words_of(docx.Document(io.BytesIO(render_opinion(review()))))


def test_the_opinion_has_the_parts_an_office_hands_out():
    asked = Question("OQ-09", "财务负责人", "请说明差异", "口径不同", (evidence(),), (), None, "q1")
    shown = msgspec.structs.replace(
        review(findings=(finding(severity=Severity.EXPLAIN), finding("X-2"))), questions=(asked,)
    )
    document = docx.Document(io.BytesIO(render_opinion(shown, Decisions(answers={"q1": "已说明口径"}))))
    headings = " ".join(p.text for p in document.paragraphs if p.style.name == "Heading 1")
    for part in (
        "结论",
        "条件速览",
        "评分范围",
        "问题清单",
        "缺少的材料",
        "修改清单",
        "说明的事项",
        "现场提问",
        "不作判断",
        "专家评价表",
        "材料清单",
    ):
        assert part in headings
    text = words_of(document)
    for expected in ("责任人", "期限", "由谁出具", "一般需时", "已说明口径", "附件5 专家组综合评价表"):
        assert expected in text


def test_columns_have_their_widths_in_the_grid_and_in_the_cells():
    document = docx.Document(io.BytesIO(render_opinion(review())))
    for table in document.tables:
        grid = [column.width for column in table.columns]
        assert grid == [cell.width for cell in table.rows[0].cells]
        assert abs(sum(grid) / 360_000 - 16.4) < 0.1


def chromium():
    return next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )


def test_a_browser_shows_the_report_and_nothing_in_it_runs(tmp_path):
    if chromium() is None:
        pytest.skip("Chromium is not installed")
    path = tmp_path / "a.html"
    path.write_text(render_html(hostile_review()), encoding="utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}")
    page = subprocess.run(
        [chromium(), *flags, "--dump-dom", path.as_uri()], capture_output=True, encoding="utf-8", timeout=100
    ).stdout
    tags = _Tags()
    tags.feed(page)
    assert tags.scripts == 1
    assert 'id="M1"' in page
    assert "认定条件" in page
