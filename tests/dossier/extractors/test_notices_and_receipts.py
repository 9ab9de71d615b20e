from datetime import date
from decimal import Decimal

from tests.dossier.extractors.sections import values_of as read
from tests.dossier.pages import line, page, table


def receipt(top, number, day):
    return (
        line("中央非税收入统一票据（电子）", x=186, top=top, em=16),
        line("票据代码：00010261", x=60, top=top + 30),
        line("票据号码：4330639852", x=365, top=top + 30),
        line("交款人：甲软件有限公司", x=60, top=top + 58),
        line(f"开票日期：{day}", x=365, top=top + 58),
        line(f"其他信息：申请号或专利号：{number}；费用种类：年费", x=60, top=top + 160),
    )


def test_each_receipt_counts_for_the_patents_it_names_and_the_last_day_wins():
    pages = (
        page(*receipt(22, "202210690936.6", "2025-06-18"), *receipt(303, "2022119853738", "2025-08-22")),
        page(*receipt(22, "ZL202210690936.6", "2026-06-18"), number=2),
    )
    assert read("ip_fee_receipt", *pages) == {
        "certificates[ZL202210690936.6].fee_paid_on": date(2026, 6, 18),
        "certificates[ZL202211985373.8].fee_paid_on": date(2025, 8, 22),
    }


def test_a_transfer_of_the_owner_is_recorded_and_a_change_of_address_is_not():
    def notice(item, before, after):
        return page(
            table([["申请号或专利号：202220228335.9", "发文序号：1"]], top=60),
            line("手续合格通知书", x=222, top=246, em=18),
            table([["变更项目", "变更前", "变更后"], [item, before, after]], top=320),
        )

    found = read("ip_transfer_notice", notice("专利权人", "甲热控有限公司", "乙储能有限公司"))
    assert found["ip_transfers[ZL202220228335.9].before"] == "甲热控有限公司"
    assert found["ip_transfers[ZL202220228335.9].after"] == "乙储能有限公司"
    assert read("ip_transfer_notice", notice("地址", "甲路1号", "乙路2号")) == {}


def test_a_new_name_is_read_from_a_table_and_from_a_sentence():
    grid = table([["变更事项", "变更前内容", "变更后内容"], ["名称", "甲贸易有限公司", "甲科技有限公司"]])
    sentence = line("准予你公司名称由“甲贸易有限公司”变更为“甲科技有限公司”。", x=80, top=200)
    for block in (grid, sentence):
        found = read("name_change_notice", page(line("准予变更登记通知书", x=200, top=60, em=18), block))
        assert (found["name_changes[1].before"], found["name_changes[1].after"]) == (
            "甲贸易有限公司",
            "甲科技有限公司",
        )


def test_a_letter_names_its_firm_in_the_text_and_where_it_signs():
    found = read(
        "commitment_letter",
        page(
            line("企 业 承 诺 书", x=233, top=97, em=20),
            line("我公司（企业名称：乙软件有限公司，统一社会信用代码：", x=104, top=177),
            line("91330108MA75H9D20Q）郑重承诺如下：", x=80, top=202),
            line("承诺单位（公章）：甲软件有限公司", x=230, top=578),
            line("2026年7月20日", x=380, top=608),
        ),
    )
    assert found["firm_names[企业承诺书].name"] == "乙软件有限公司"
    assert found["firm_names[企业承诺书落款].name"] == "甲软件有限公司"
    assert found["credit_codes[企业承诺书].code"] == "91330108MA75H9D20Q"
    assert found["commitment.dated_on"] == date(2026, 7, 20)
    assert found["commitment.sealed"] is False


def test_the_papers_of_an_intermediary():
    licence = page(
        line("名称 甲会计师事务所（普通合伙）", x=70, top=216),
        line("成立日期 2009年10月05日", x=446, top=216),
        line("经营范围 审查企业会计报表", x=70, top=297),
        line("统一社会信用代码 9133010859048370XP", x=70, top=128),
    )
    practice = page(
        line("会计师事务所执业证书", x=251, top=90, em=18, page=2),
        line("执业证书编号：", x=150, top=307, page=2),
        line("33010193", x=340, top=307, page=2),
        number=2,
    )
    counts = page(
        line("全年月平均职工人数31.50人，其中注册会计师12人，占38.10%。", x=75, top=153, page=3),
        line("甲会计师事务所成立三年以上，近三年内无不良记录；特此声明。", x=76, top=344, page=3),
        number=3,
    )
    assert read("agency_evidence", licence, practice, counts) == {
        "agency.name": "甲会计师事务所(普通合伙)",
        "agency.uscc": "9133010859048370XP",
        "agency.established_on": date(2009, 10, 5),
        "agency.licence_number": "33010193",
        "agency.staff_average": Decimal("31.50"),
        "agency.cpa_count": 12,
        "agency.cpa_ratio": Decimal("0.381"),
        "agency.statement": True,
    }
