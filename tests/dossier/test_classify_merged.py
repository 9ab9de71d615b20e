"""One file to its documents: several in one PDF, pages without text, misleading names."""

from __future__ import annotations

import pytest

from prereview.documents.model import Bookmark, Box, Page, Seal
from prereview.dossier.classify import find_sections
from tests.dossier.pages import document, line, page, table
from tests.dossier.papers import (
    AGENCY_LICENCE,
    CONTRACT,
    FIRM,
    INVOICE,
    PATENT,
    PERMIT,
    SOFTWARE,
    approval,
    audit,
    centred,
    counted,
    kind_of,
    kinds,
    merged,
    sheet,
    special,
    tax_return,
)

# ---- merged files


def test_two_certificates_in_a_row_are_two_and_a_back_page_belongs_to_its_own() -> None:
    back = sheet(
        "",
        PATENT[0],
        "专利权人应当依照专利法及其实施细则规定缴纳年费。",
        "申请日时本专利记载的申请人、发明人信息如下:",
    )
    other = tuple(t.replace("6004114", "19064759") for t in PATENT)
    doc = merged(
        sheet("发明专利证书", *PATENT),
        back,
        sheet("实用新型专利证书", *other),
        sheet("计算机软件著作权登记证书", *SOFTWARE),
    )
    assert kinds(doc) == [
        ("patent_certificate", 1, 2),
        ("patent_certificate", 3, 3),
        ("software_certificate", 4, 4),
    ]


def test_contracts_and_invoices_in_a_row_are_one_document_each() -> None:
    doc = merged(
        sheet("产品销售合同", "合同编号:XS-2023-001", *CONTRACT),
        sheet("", "五、违约责任", "六、争议解决", "甲方(盖章) 乙方(盖章)"),
        sheet("电子发票(增值税专用发票)", *INVOICE),
        sheet("电子发票(增值税专用发票)", *(t.replace("383244", "990000") for t in INVOICE)),
        sheet("产品销售合同", "合同编号:XS-2024-017", *CONTRACT),
        sheet("用户使用报告", "使用单位:甲厂", "产品名称:检测仪"),
    )
    assert kinds(doc) == [("conversion_evidence", a, b) for a, b in [(1, 2), (3, 3), (4, 4), (5, 5), (6, 6)]]


def test_an_invoice_behind_a_research_contract_pays_it() -> None:
    doc = merged(
        sheet("技术开发(委托)合同", "委托方(甲方):" + FIRM, "受托方(乙方):示例大学", "知识产权归属"),
        sheet("电子发票(增值税专用发票)", *INVOICE),
    )
    assert kinds(doc) == [("cooperation_agreement", 1, 1), ("other", 2, 2)]


def test_a_test_report_among_evidence_or_in_its_folder_is_evidence() -> None:
    report = sheet("检测报告", "样品名称 检测仪", "委托单位 " + FIRM)
    contract = sheet("产品销售合同", *CONTRACT)
    assert kinds(merged(contract, report, contract)) == [("conversion_evidence", n, n) for n in (1, 2, 3)]
    assert kind_of(merged(report, path="05 科技成果转化/07_检测仪.pdf")) == "conversion_evidence"
    assert kind_of(merged(report, path="07 产品/PS01_检测报告.pdf")) == "product_test_report"


def test_an_approval_keeps_its_cover_and_the_list_of_its_people() -> None:
    acceptance = sheet("研发项目验收报告", "项目编号:RD01", "一、完成情况", "验收结论:通过")
    doc = merged(*approval("RD01"), acceptance, *approval("RD02"), *approval("RD03"))
    assert kinds(doc) == [
        ("rd_approval", 1, 3),
        ("rd_acceptance", 4, 4),
        ("rd_approval", 5, 7),
        ("rd_approval", 8, 10),
    ]


def test_a_last_page_with_nothing_but_its_running_head_is_no_cover() -> None:
    def printed(number: int, *blocks):
        return page(line(FIRM, top=30), *blocks, line(str(number), x=290, top=800))

    def decision(rd: str) -> Page:
        body = ["一、立项目的", "国内外现状，需要解决的问题。", "二、创新点", "三、经费预算"]
        texts = [line(text, top=140 + 22 * i) for i, text in enumerate([f"(编号:甲研-{rd})", *body])]
        return printed(1, centred("企业研究开发项目立项决议书", 80, 18), *texts)

    doc = merged(decision("RD11"), printed(2), decision("RD12"))
    assert kinds(doc) == [("rd_approval", 1, 2), ("rd_approval", 3, 3)]


def test_the_name_of_the_firm_on_every_head_holds_no_papers_together() -> None:
    def printed(number: int, title: str, *body) -> Page:
        texts = [line(text, top=140 + 22 * i) for i, text in enumerate(body)]
        head = [centred(title, 80, 18)] if title else []
        return page(line(FIRM, top=30), *head, *texts, line(str(number), x=290, top=800))

    plan = ("项目编号:RD05", "一、立项目的", "国内外现状,需要解决的问题。", "二、创新点", "三、经费预算")
    opinion = ("项目编号:RD05", "项目负责人:王甲", "验收结论", "一致同意通过验收。")
    doc = merged(
        printed(1, "研发项目任务书", *plan),
        printed(2, ""),
        printed(3, "项 目 验 收 意 见 表", *opinion),
        sheet("研发项目管理制度", "第一章 总则", "第一条 为规范研发项目管理,制定本制度。"),
    )
    assert kinds(doc)[:2] == [("rd_approval", 1, 2), ("rd_acceptance", 3, 3)]


@pytest.mark.parametrize("cover", [True, False])
def test_audits_of_two_years_in_one_file_are_two(cover: bool) -> None:
    doc = merged(*audit(2023, cover=cover), *audit(2024, cover=cover))
    size = 6 if cover else 5
    assert kinds(doc) == [("financial_audit_report", 1, size), ("financial_audit_report", size + 1, 2 * size)]


def test_the_licence_of_the_auditor_at_the_end_belongs_to_the_report() -> None:
    papers = [sheet("营业执照", *AGENCY_LICENCE), sheet("会计师事务所执业证书", *PERMIT)]
    doc = merged(*audit(2023), *papers, *audit(2024), *papers)
    assert kinds(doc) == [("financial_audit_report", 1, 8), ("financial_audit_report", 9, 16)]


def test_papers_of_the_agency_kept_for_the_application_are_a_document_of_their_own() -> None:
    papers = [
        sheet("营业执照", *AGENCY_LICENCE),
        sheet("会计师事务所执业证书", *PERMIT),
        sheet(
            "中介机构人员情况表",
            "机构名称:示例会计师事务所(普通合伙)",
            "全年月平均职工人数30人,其中注册会计师12人",
            "近三年无不良记录",
        ),
    ]
    assert kinds(merged(*papers)) == [("agency_evidence", 1, 3)]
    assert kinds(merged(*audit(2024), *papers)) == [
        ("financial_audit_report", 1, 6),
        ("agency_evidence", 7, 9),
    ]


def test_special_audits_are_two_or_one_for_both() -> None:
    cost = special("研究开发费用专项审计报告", "附表1 2023年度研究开发费用结构明细表")
    income = special("高新技术产品(服务)收入专项审计报告", "附表 2025年度高新技术产品(服务)收入明细表")
    assert kinds(merged(*cost, *income)) == [("special_audit_rd", 1, 4), ("special_audit_income", 5, 8)]
    both = special("高新技术企业认定专项审计报告", "附表1 2023年度研究开发费用结构明细表")
    assert kinds(merged(*both[:3], income[2], both[3])) == [("special_audit_rd", 1, 5)]


@pytest.mark.parametrize("title", ["高新技术企业认定申请专项审计报告", "专项审计报告"])
@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("高新技术产品(服务)收入为9,000.00元,占同期总收入12,000.00元的75.00%。", "special_audit_income"),
        ("研究开发费用2,106.00元,销售收入16,527.00元,占比12.74%。", "special_audit_rd"),
    ],
)
def test_what_a_special_audit_is_of_is_told_by_its_text(title: str, subject: str, kind: str) -> None:
    texts = "某会专审字〔2026〕第8号", FIRM + ":", "经审计,贵公司2025年度" + subject
    assert kind_of(merged(sheet(title, *texts, "中国注册会计师:"))) == kind


def test_tables_of_single_activities_in_a_special_audit_are_no_ledger() -> None:
    cost = special("研究开发费用专项审计报告", "附表1 2023年度研究开发费用结构明细表")
    single = sheet("附表3 单个研发项目费用归集表(金额单位:元)", "RD01 某某研究", "直接投入 合计")
    assert kinds(merged(*cost, single)) == [("special_audit_rd", 1, 5)]
    assert kind_of(merged(sheet("2025年研发项目费用归集表", "RD01 某某研究", "科目 合计"))) == "rd_ledger"


def test_returns_of_two_years_in_one_file_are_two() -> None:
    assert kinds(merged(*tax_return(2023), *tax_return(2024))) == [
        ("tax_return", 1, 5),
        ("tax_return", 6, 10),
    ]


def test_ledgers_are_cut_by_year_and_lists_by_their_titles_are_not() -> None:
    def ledger(year: int) -> Page:
        return page(
            centred("研发支出辅助账", 42, 15),
            centred(f"{year}年度", 66, 10),
            table([["摘要", "借方金额"]], top=120),
        )

    assert kinds(merged(ledger(2023), ledger(2023), ledger(2024))) == [
        ("rd_ledger", 1, 2),
        ("rd_ledger", 3, 3),
    ]
    people = page(
        centred("职工花名册", 50, 15),
        table([["序号", "姓名", "部门", "入职日期"], ["1", "王甲", "研发部", "2020-01-01"]]),
    )
    assert kinds(merged(people, people, people)) == [("personnel_list", 1, 3)]


def test_rules_in_a_row_are_one_document_each() -> None:
    first = sheet("研发项目管理制度", "第一章 总则", "第一条 为规范研究开发活动,制定本制度。")
    second = sheet("", "第三章 附则", "第九条 本制度自发布之日起施行。")
    third = sheet("科技成果转化奖励制度", "第一章 总则", "第一条 为推动科技成果转化,制定本制度。")
    assert kinds(merged(first, second, third)) == [("management_rules", 1, 2), ("management_rules", 3, 3)]


# ---- neighbours: page numbers, tables that go on


def test_page_numbers_hold_a_document_together_and_cut_two_apart() -> None:
    report = [
        counted(sheet("检验检测报告", "样品名称:检测仪"), 1, 3),
        counted(sheet("检测报告", "检测项目", "检测结果"), 2, 3),
        counted(sheet("", "注意事项", "报告无检测单位印章无效"), 3, 3),
    ]
    doc = merged(*report, *report)
    assert kinds(doc) == [("product_test_report", 1, 3), ("product_test_report", 4, 6)]


def test_a_table_that_goes_on_is_one_document() -> None:
    head = page(
        centred("社会保险参保证明", 50, 16),
        line("单位编号 123", top=90),
        table([["序号", "姓名", "险种"], ["1", "王甲", "养老保险"]], top=120),
    )
    rest = page(table([["2", "李乙", "养老保险"], ["3", "赵丙", "养老保险"]], top=60))
    assert kinds(merged(head, rest, rest)) == [("social_security", 1, 3)]


def test_a_page_that_fits_nothing_does_not_join_a_certificate() -> None:
    doc = merged(sheet("发明专利证书", *PATENT), sheet("会议室使用登记", "日期 部门", "用途"))
    assert kinds(doc) == [("patent_certificate", 1, 1), ("unknown", 2, 2)]


# ---- pages without text


def test_blank_pages_belong_to_the_document_around_them_or_stand_alone() -> None:
    blank = Page(1, 595.0, 842.0, (), "blank")
    rules = sheet("研发项目管理制度", "第一章 总则", "第一条 为规范研究开发活动,制定本制度。")
    rest = sheet("", "第三章 附则", "第九条 本制度自发布之日起施行。")
    doc = merged(rules, blank, rest, blank, sheet("发明专利证书", *PATENT), blank)
    assert kinds(doc) == [
        ("management_rules", 1, 3),
        ("blank", 4, 4),
        ("patent_certificate", 5, 5),
        ("blank", 6, 6),
    ]
    assert kinds(merged(blank, blank)) == [("blank", 1, 2)]


def test_a_page_with_a_seal_alone_ends_the_document_above() -> None:
    mark = Seal(Box(200, 300, 320, 420), "round", 0.9, "", 0.0, False)
    sealed = Page(1, 595.0, 842.0, (), "read", seals=(mark,))
    rules = sheet("研发项目管理制度", "第一章 总则", "第一条 为规范研究开发活动,制定本制度。")
    doc = merged(rules, sealed, sheet("发明专利证书", *PATENT))
    assert kinds(doc) == [("management_rules", 1, 2), ("patent_certificate", 3, 3)]


def test_unread_pages_are_unknown_unless_their_document_is_plain() -> None:
    unread = Page(1, 595.0, 842.0, (), "image_only")
    certificate = sheet("发明专利证书", *PATENT)
    assert kinds(merged(unread, unread)) == [("unknown", 1, 2)]
    assert kinds(merged(certificate, unread, certificate)) == [
        ("patent_certificate", 1, 1),
        ("unknown", 2, 2),
        ("patent_certificate", 3, 3),
    ]
    report = counted(sheet("检验检测报告", "样品名称:检测仪"), 1, 3)
    assert kinds(merged(report, unread, unread, certificate)) == [
        ("product_test_report", 1, 3),
        ("patent_certificate", 4, 4),
    ]
    assert kinds(merged(sheet("审计报告", "一、审计意见", "我们审计了财务报表"), unread)) == [
        ("financial_audit_report", 1, 2)
    ]


def test_a_file_without_pages_has_no_section() -> None:
    assert find_sections(document(path="名单.xlsx", status="unreadable")) == ()


# ---- names, bookmarks, contents


def test_names_lie() -> None:
    software = sheet("计算机软件著作权登记证书", *SOFTWARE)
    assert (
        kind_of(merged(software, path="03 知识产权/专利证书/IP05_发明专利证书.pdf")) == "software_certificate"
    )
    assert (
        kind_of(
            merged(*special("研究开发费用专项审计报告", "研究开发费用结构明细表"), path="2024年审计报告.pdf")
        )
        == "special_audit_rd"
    )


def test_a_name_decides_only_with_words_that_fit() -> None:
    words = ("甲方:" + FIRM, "乙方:示例大学", "双方就人才培养达成一致")
    assert kind_of(merged(sheet("", *words), path="产学研合作协议.pdf")) == "cooperation_agreement"
    assert kind_of(merged(sheet("", "今天的安排"), path="产学研合作协议.pdf")) == "unknown"


def test_bookmarks_point_at_documents_without_titles() -> None:
    pages = [sheet("产品销售合同", *CONTRACT), sheet("", "甲方:甲厂", "乙方:" + FIRM, "数量 单价 金额")]
    assert kinds(merged(*pages)) == [("conversion_evidence", 1, 2)]
    outline = (Bookmark("01 检测仪 销售合同", 1), Bookmark("02 传感器 销售合同", 2))
    assert kinds(merged(*pages, outline=outline)) == [
        ("conversion_evidence", 1, 1),
        ("conversion_evidence", 2, 2),
    ]


def test_bookmarks_of_headings_cut_nothing() -> None:
    pages = approval("RD01")
    outline = (Bookmark("一、立项目的", 2), Bookmark("二、研究内容", 3))
    assert kinds(merged(*pages, outline=outline)) == [("rd_approval", 1, 3)]


def test_a_contents_page_holds_every_title_and_is_none_of_them() -> None:
    entries = [
        "高新技术企业认定申请书",
        "营业执照",
        "企业承诺书",
        "专利证书",
        "研发项目立项报告",
        "专项审计报告",
        "审计报告",
    ]
    listed = sheet("目 录", *(f"{t} {'.' * 30} {2 * n + 2}" for n, t in enumerate(entries)))
    doc = merged(listed, sheet("企业承诺书", "我公司郑重承诺", "材料真实"))
    assert kinds(doc) == [("contents", 1, 1), ("commitment_letter", 2, 2)]


def test_a_sheet_between_groups_is_not_the_document_it_announces() -> None:
    doc = merged(
        page(centred("三、专项审计报告", 380, 30)), sheet("企业承诺书", "我公司郑重承诺", "材料真实")
    )
    assert kinds(doc) == [("contents", 1, 1), ("commitment_letter", 2, 2)]
