"""Documents of many pages stay whole: annexes, running text, page numbers, contents."""

from __future__ import annotations

from prereview.documents.model import Page
from tests.dossier.pages import line, page, table
from tests.dossier.papers import (
    CONTRACT,
    FIRM,
    INVOICE,
    LICENCE,
    PATENT,
    approval,
    audit,
    centred,
    counted,
    kinds,
    merged,
    sheet,
    special,
)


def body(*texts: str) -> Page:
    """A page of running text without a title."""
    return page(*(line(text, top=80 + 22 * i, em=11) for i, text in enumerate(texts)))


def rule(title: str) -> Page:
    return sheet(title, "第一章 总则", "第一条 为规范研究开发活动,制定本制度。")


PROMISE = sheet("企业承诺书", "我公司郑重承诺", "材料真实")


def test_running_text_that_ends_like_a_title_begins_nothing() -> None:
    doc = merged(
        approval("RD01")[1],
        body(
            "本项目按照公司既定的流程组织实施,项目组成员分工明确并严格执行公司研发经费管理制度",
            "二、技术路线",
        ),
        body("第五条 质量保证", "五、项目验收报告", "由技术委员会组织验收。"),
    )
    assert kinds(doc) == [("rd_approval", 1, 3)]


def test_annexes_of_a_contract_belong_to_it() -> None:
    doc = merged(
        sheet("设备采购合同", "合同编号:CG-2024-01", *CONTRACT),
        body("第五条 质量保证", "第六条 售后服务承诺"),
        sheet("附件一:技术协议", "技术参数要求"),
        body("附件二 验收标准", "按国家标准验收"),
        sheet("产品清单", "名称 数量 单价"),
        sheet("电子发票(普通发票)", *INVOICE),
    )
    assert kinds(doc) == [("conversion_evidence", 1, 5), ("conversion_evidence", 6, 6)]


def test_notes_hold_tables_with_titles_of_their_own() -> None:
    notes = [
        body("应收账款明细", "项目 金额"),
        body("固定资产明细表", "类别 原值", "房屋 1.00"),
        body("七、研究开发费用", "职工薪酬 1.00"),
        body("关联方交易", "向关联方销售商品"),
    ]
    doc = merged(*audit(2023), *notes, *audit(2024))
    assert kinds(doc) == [("financial_audit_report", 1, 10), ("financial_audit_report", 11, 16)]


def test_the_contents_of_a_report_belong_to_it() -> None:
    cover, *rest = audit(2024)
    contents = sheet(
        "目 录", "一、审计报告 1-3", "二、财务报表", "1、资产负债表 4", "2、利润表 5", "三、财务报表附注 7-30"
    )
    assert kinds(merged(cover, contents, *rest)) == [("financial_audit_report", 1, 7)]


def test_a_book_of_rules_has_a_cover_and_contents() -> None:
    names = [
        "研发项目管理制度",
        "研发费用核算办法",
        "成果转化奖励制度",
        "人才引进办法",
        "培训制度",
        "绩效考核办法",
    ]
    doc = merged(
        page(centred("研发管理制度汇编", 300, 30), centred(FIRM, 600, 14)),
        sheet("目 录", *(f"{name} {'.' * 30} {n}" for n, name in enumerate(names, 1))),
        rule("研发项目管理制度"),
        body("第五章 附则", "第二十条 本制度由研发部解释。"),
        rule("研发费用核算办法"),
    )
    assert kinds(doc) == [("management_rules", 1, 2), ("management_rules", 3, 4), ("management_rules", 5, 5)]


def test_a_special_audit_keeps_the_account_of_the_activities() -> None:
    cost = special("研究开发费用专项审计报告", "附表1 2023年度研究开发费用结构明细表")
    annexes = [
        sheet("企业研究开发活动情况说明", "RD01 某某研究", "目标、内容"),
        body("RD02 某某研究", "目标、内容"),
        page(centred("研究开发费用汇总表", 60, 13), table([["编号", "合计"], ["RD01", "1.00"]])),
    ]
    assert kinds(merged(*cost, *annexes)) == [("special_audit_rd", 1, 7)]


def test_page_numbers_outweigh_a_title_inside_a_document() -> None:
    income = special("高新技术产品(服务)收入专项审计报告", "附表 2025年度高新技术产品(服务)收入明细表")
    pages = [*income, sheet("高新技术产品(服务)情况说明", "PS01 检测仪")]
    doc = merged(PROMISE, *(counted(p, n, 5) for n, p in enumerate(pages, 1)))
    assert kinds(doc) == [("commitment_letter", 1, 1), ("special_audit_income", 2, 6)]


def test_page_numbers_of_the_whole_file_do_not_join_its_documents() -> None:
    pages = [
        sheet("营业执照", *LICENCE),
        PROMISE,
        *approval("RD01"),
        sheet("研发项目验收报告", "项目编号:RD01", "完成情况"),
        sheet("发明专利证书", *PATENT),
        sheet("实用新型专利证书", *(t.replace("6004114", "19064759") for t in PATENT)),
    ]
    doc = merged(*(counted(p, n, 8) for n, p in enumerate(pages, 1)))
    assert kinds(doc) == [
        ("business_licence", 1, 1),
        ("commitment_letter", 2, 2),
        ("rd_approval", 3, 5),
        ("rd_acceptance", 6, 6),
        ("patent_certificate", 7, 7),
        ("patent_certificate", 8, 8),
    ]


def test_the_contents_page_of_the_file_points_at_documents() -> None:
    untitled = sheet("", "甲方:甲厂", "乙方:" + FIRM, "数量 单价 金额")
    people = page(centred("科技人员名单", 50, 15), table([["序号", "姓名"], ["1", "王甲"]]))
    pages = [
        sheet("高新技术企业认定申请书", "系统填报号:1", "认定机构:某某办公室"),
        sheet("营业执照", *LICENCE),
        PROMISE,
        *approval("RD01"),
        sheet("产品销售合同", *CONTRACT),
        untitled,
        people,
    ]
    listed = ["高新技术企业认定申请书 1", "营业执照 2", "企业承诺书 3", "研发项目立项报告 4"]
    listed += ["检测仪销售合同 7", "传感器销售合同 8", "科技人员名单 9"]
    contents = sheet("目 录", *(entry.replace(" ", f" {'.' * 30} ") for entry in listed))
    found = [("application_form", 2, 2), ("business_licence", 3, 3), ("commitment_letter", 4, 4)]
    found += [("rd_approval", 5, 7), ("conversion_evidence", 8, 8), ("conversion_evidence", 9, 9)]
    assert kinds(merged(contents, *pages)) == [("contents", 1, 1), *found, ("personnel_list", 10, 10)]
    assert ("conversion_evidence", 7, 8) in kinds(merged(*pages))


def test_the_text_of_a_patent_behind_its_certificate_is_not_the_certificate() -> None:
    text = [
        sheet(
            "",
            "(19)国家知识产权局",
            "(12)发明专利",
            "(10)授权公告号 CN 1 B",
            "(21)申请号 1",
            "(22)申请日 2",
            "(54)发明名称",
        ),
        sheet("权利要求书", "1.一种装置,其特征在于。"),
        sheet("说明书", "技术领域", "背景技术"),
        body("[0005]具体实施方式", "如图1所示。"),
    ]
    doc = merged(sheet("发明专利证书", *PATENT), *text)
    assert kinds(doc) == [("patent_certificate", 1, 1), ("other", 2, 5)]


def test_a_long_table_keeps_the_kind_its_first_page_names() -> None:
    head = ["序号", "科技成果名称", "转化形式", "涉及的关键技术", "转化成效"]
    text = "产品的关键技术指标、竞争优势、知识产权与应用领域均优于同类产品"
    pages = [
        page(centred("科技成果转化汇总表"), table([head, ["1", "成果一", "自行实施", text, text]], top=140))
    ]
    for number in range(2, 7):
        rows = [[str(number), f"成果{number}", "自行实施", text, text]]
        pages.append(page(table(rows, top=60)))
    assert kinds(merged(*pages)) == [("conversion_summary", 1, 6)]


def test_a_form_whose_tables_begin_behind_the_instructions_is_one() -> None:
    cover = sheet(
        "高新技术企业认定申请书", "企业名称：" + FIRM, "申请日期：2026年8月5日", "认定机构：示例省认定办"
    )
    notes = sheet("填报说明", "企业应参照《高新技术企业认定管理办法》的要求填报。")
    register = sheet("企业注册登记表", table([["企业名称", FIRM], ["注册类型", "有限责任公司"]], top=160))
    main = sheet("一、主要情况", table([["技术领域", "电子信息"], ["近三年经营情况（万元）", "1"]], top=160))
    assert kinds(merged(cover, notes, register, main)) == [("application_form", 1, 4)]
