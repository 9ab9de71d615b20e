"""The experts' forms: filled from facts and findings, never with a judgement of their own."""

from decimal import Decimal

import msgspec

from prereview.checklist.finding import Verdict
from prereview.dossier.facts import Facts
from prereview.review.sheets import expert_forms_of
from tests.builders import fact, finding, review

WAN = Decimal(10_000)


def fields(*facts, findings=()):
    forms = expert_forms_of(review(findings=findings, facts=Facts(facts)))
    return [{f.title: f for f in form.fields} for form in forms]


def test_there_are_the_three_forms_of_the_guide_and_unread_is_said():
    technical, financial, group = fields()
    assert technical["核心技术所属技术领域"].filled == "未读到"
    assert financial["近三年销售收入"].answer == "open"
    assert group["注册成立一年以上"].answer == "open"
    assert group["是否认定、不认定的理由"].answer == "experts"


def test_a_field_about_conformity_repeats_what_the_checklist_found():
    wrong, passed = finding("X-RE-08"), finding("X-RE-01", Verdict.PASS)
    field = "研究开发费用归集是否符合要求"
    assert fields(findings=(wrong, passed))[1][field].answer == "no"
    assert fields(findings=(passed,))[1][field].answer == "yes"
    assert fields(findings=(passed, finding("X-RE-02", Verdict.CANNOT_TELL)))[1][field].answer == "open"
    follows = msgspec.structs.replace(wrong, cause="a")
    assert fields(findings=(passed, follows))[1][field].answer == "yes"


def test_figures_are_those_of_the_papers_and_three_years_are_summed_when_all_were_read():
    years = fact("derived.accounting_years", ("2023", "2024", "2025"))
    sales = [
        fact(f"application.years[{y}].sales", n * 100 * WAN) for y, n in ((2023, 1), (2024, 2), (2025, 3))
    ]
    financial = fields(years, *sales)[1]
    assert financial["近三年销售收入合计"].filled == "600.00 万元"
    assert "2024 年 200.00 万元" in financial["近三年销售收入"].filled
    assert fields(years, *sales[:2])[1]["近三年销售收入合计"].filled == "未读到"


def test_a_share_below_the_floor_never_reads_as_the_floor():
    group = fields(fact("derived.staff_tech_ratio", Decimal("0.099996")))[2]
    assert group["科技人员占职工总数的比例"].filled == "9.9996%"


def test_scores_are_ranges():
    technical, _, group = fields(fact("application.ip[IP01].kind", "发明专利"))
    assert technical["　· 知识产权数量"].filled == "7～8 分"
    assert "～" in group["创新能力评价总分"].filled
