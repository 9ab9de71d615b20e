"""One document to one kind: titles in many wordings, scans, look-alikes, DOCX."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from prereview.documents.model import Box, Line, Seal
from prereview.dossier.classify import find_sections
from prereview.dossier.statements import section_views
from tests.dossier.pages import document, page, paragraph, table
from tests.dossier.papers import (
    AGENCY_LICENCE,
    FIRM,
    LICENCE,
    PATENT,
    SOFTWARE,
    centred,
    kind_of,
    kinds,
    merged,
    sheet,
)

TITLES = yaml.safe_load(Path(__file__).with_name("kind_titles.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "title"), [(k, t) for k, titles in TITLES.items() for t in titles])
def test_a_title_tells_the_kind(kind: str, title: str) -> None:
    assert kind_of(merged(sheet(title, FIRM, "2025年6月1日", "共计三项内容"))) == kind


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("software_certificate", "计算机软件着作权登记证书"),
        ("patent_certificate", "实用新型专利证节"),
        ("special_audit_rd", "研究开发费用专顶审计报告"),
        ("tax_return", "中华人民共和国企业所得税年度纳税申扱表"),
        ("business_licence", "营业执熙"),
        ("conversion_summary", "科技成果转化情況汇总表"),
    ],
)
def test_a_scanned_title_may_be_misread(kind: str, title: str) -> None:
    assert kind_of(merged(sheet(title, FIRM, "某某", method="ocr"))) == kind
    assert kind_of(merged(sheet("会议室使用登记", FIRM, "某某", method="ocr"))) == "unknown"


def test_a_title_may_be_broken_in_two_lines() -> None:
    cover = page(centred("研究开发费用", 200, 30), centred("专项审计报告", 240, 30), centred(FIRM, 420, 14))
    assert kind_of(merged(cover)) == "special_audit_rd"


def test_a_title_may_stand_in_the_first_row_of_a_table() -> None:
    rows = [["2025年科技人员名单", "<", "<"], ["序号", "姓名", "部门"], ["1", "王甲", "研发部"]]
    assert kind_of(merged(page(table(rows, top=60)))) == "personnel_list"


# ---- documents without a readable title


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("software_certificate", SOFTWARE),
        ("software_certificate", ("软著登字第11665971号", "示例控制软件V1.0", "2023SR0012345")),
        ("patent_certificate", PATENT),
        ("business_licence", LICENCE),
        ("agency_evidence", ("营业执照", *AGENCY_LICENCE)),
    ],
)
def test_a_certificate_is_known_by_its_labels(kind: str, texts: tuple[str, ...]) -> None:
    assert kind_of(merged(sheet("", *texts))) == kind


def test_the_border_of_a_certificate_is_no_table() -> None:
    frame = table([["".join(PATENT)]], top=60, width=480)
    cell = frame.cells[0]
    framed = type(cell)(
        0,
        0,
        1,
        1,
        cell.text,
        ("第1页(共1页)", PATENT[0], "发明专利证书", *PATENT[1:]),
        1,
        type(cell.box)(50, 60, 540, 780),
    )
    assert (
        kind_of(merged(page(type(frame)(1, 1, (framed,), (50, 540), 1, framed.box)))) == "patent_certificate"
    )


# ---- look-alikes


def test_a_published_application_is_no_certificate() -> None:
    text = sheet(
        "",
        "(19)国家知识产权局",
        "(12)发明专利申请",
        "(10)申请公布号 CN 115000000 A",
        "(21)申请号 202210430096.0",
        "(22)申请日 2022.05.20",
        "(71)申请人 " + FIRM,
        "(54)发明名称",
        "一种夹持装置",
        "(57)摘要",
    )
    assert kind_of(merged(text, path="03 知识产权/IP01_发明专利证书.pdf")) == "other"


def test_other_programmes_share_the_labels_but_not_the_kind() -> None:
    form = sheet(
        "优质中小企业梯度培育 专精特新中小企业申请书",
        "企业名称 " + FIRM,
        "主导产品",
        "知识产权",
        "研发费用总额占营业收入总额比重",
    )
    assert kind_of(merged(form, path="01 申请书/高新技术企业认定申请书.pdf")) == "other"


def test_a_blank_form_is_still_the_form() -> None:
    form = page(
        centred("三、人力资源情况表", 80, 12),
        table([["(一)总体情况", "企业职工", "科技人员"], ["总数(人)", "", ""], ["留学归国人员", "", ""]]),
    )
    assert kind_of(merged(form)) == "application_form"


# ---- DOCX


@pytest.mark.parametrize(
    ("kind", "paragraphs"),
    [
        ("rd_approval", ("研究开发项目立项报告", "一、立项目的", "需要先完成研发项目管理制度的修订。")),
        (
            "management_rules",
            (
                FIRM,
                "示研字〔2022〕1号",
                "研发项目管理制度",
                "第一章 总则",
                "第一条 为规范研究开发活动,制定本制度。",
            ),
        ),
        ("commitment_letter", ("企业承诺书", "我公司郑重承诺:", "所提交的材料真实。")),
        ("unknown", ("今天的安排", "上午开会。")),
    ],
)
def test_a_docx_is_one_page_of_one_kind(kind: str, paragraphs: tuple[str, ...]) -> None:
    doc = document(
        page(*(paragraph(t, n) for n, t in enumerate(paragraphs, 1)), number=None), path="新建文档.docx"
    )
    assert kinds(doc) == [(kind, 1, 1)]


# ---- confidence


def test_what_is_less_clear_is_less_certain() -> None:
    [clear] = find_sections(merged(sheet("发明专利证书", *PATENT)))
    [vague] = find_sections(
        merged(sheet("", "甲方:" + FIRM, "乙方:示例大学", "合作内容"), path="合作协议.pdf")
    )
    [nothing] = find_sections(merged(sheet("会议室使用登记", "日期 部门")))
    assert 0.95 <= clear.confidence <= 1
    assert 0 < vague.confidence < clear.confidence
    assert nothing.confidence == 0


def test_a_law_copied_in_is_no_rule_of_the_firm() -> None:
    law = sheet(
        "高新技术企业认定管理办法",
        "第一章 总则",
        "第一条 为扶持高新技术企业,制定本办法。",
        "科技部 财政部 国家税务总局",
    )
    assert kind_of(merged(law)) == "other"
    own = sheet(
        "高新技术企业研发费用管理办法", "第一章 总则", "第一条 根据《高新技术企业认定管理办法》,制定本办法。"
    )
    assert kind_of(merged(own)) == "management_rules"


# ---- a DOCX of several papers


def paper(title: str, *texts: str, start: int = 0) -> list[Line]:
    return [paragraph(text, start + n) for n, text in enumerate((title, *texts), 1)]


def test_a_docx_of_several_papers_is_cut_where_pages_begin() -> None:
    first = paper(
        "研发项目立项报告", "项目名称：甲材料的研发", "一、立项依据", "二、研究内容", "三、经费预算"
    )
    second = paper("研发项目验收报告", "项目名称：甲材料的研发", "一、任务完成情况", "二、验收结论", start=10)
    whole = replace(page(*first, *second, number=None), breaks=(3, len(first)))
    sections = find_sections(document(whole, path="a.docx"))
    assert [(s.kind, s.first, s.last, s.blocks) for s in sections] == [
        ("rd_approval", 1, 1, (0, len(first))),
        ("rd_acceptance", 1, 1, (len(first), len(first) + len(second))),
    ]
    one = replace(page(*first, number=None), breaks=(3,))
    assert [(s.kind, s.blocks) for s in find_sections(document(one, path="a.docx"))] == [
        ("rd_approval", None)
    ]


def test_what_an_unknown_page_may_be() -> None:
    (section,) = find_sections(merged(sheet("培训签到记录", "参保人员名单由人事部另行提供", "共计三项内容")))
    assert section.kind == "unknown"
    assert section.maybe is not None
    assert "patent_certificate" not in section.maybe
    (scan,) = find_sections(merged(sheet("会议室使用登记", FIRM, "某某", method="ocr")))
    assert (scan.kind, scan.maybe) == ("unknown", None)


def test_a_seal_in_a_docx_of_several_papers_is_on_none_of_them_for_sure() -> None:
    papers = [*paper("研发项目立项报告", "一、立项依据"), *paper("研发项目验收报告", "一、验收结论", start=5)]
    seal = Seal(Box(0, 0, 100, 100), "round", 0.99)
    whole = replace(page(*papers, number=None), breaks=(2,), seals=(seal,))
    docx = document(whole, path="a.docx")
    views = list(section_views(docx, find_sections(docx)))
    assert [[line.text for line in view.lines()] for view in views] == [
        ["研发项目立项报告", "一、立项依据"],
        ["研发项目验收报告", "一、验收结论"],
    ]
    assert not any(p.seals for view in views for p in view.pages)
