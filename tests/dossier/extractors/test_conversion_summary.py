"""Lists of conversions in the columns and prints they come in."""

from __future__ import annotations

import pytest

from prereview.dossier.extractors.conversion_summary import evidence_kinds
from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page, paragraph, table


def summary(*blocks):
    return values_of("conversion_summary", page(*blocks))


def test_a_list_with_an_overview():
    rows = [
        [
            "序号",
            "科技成果名称",
            "成果类型",
            "转化结果",
            "转化年度",
            "关联IP",
            "关联RD",
            "关联PS",
            "转化形式",
            "证明材料",
        ],
        [
            "1",
            "甲技术",
            "专利",
            "新产品",
            "2023",
            "IP02",
            "RD02",
            "PS02",
            "自行投资实施转化",
            "知识产权证书、发票",
        ],
        ["2", "乙软件", "版权", "新服务", "2024年度", "IP03、IP05-IP06", "RD01", "PS01", "转让", "合同"],
    ]
    values = summary(
        line("科技成果转化情况汇总表", em=18.0, top=60),
        line("公司近三年内共完成科技成果转化2项（2023年1项、2024年1项），形式均为自行实施。", top=90),
        table(rows),
    )
    assert values["conversions[1].name"] == "甲技术"
    assert values["conversions[1].evidence_kinds"] == ("知识产权证书", "发票")
    assert values["conversions[1].result"] == "新产品"
    assert values["conversions[2].ip"] == ("IP03", "IP05", "IP06")
    assert values["conversions[2].rd"] == ("RD01",)
    assert values["conversions[2].year"] == 2024
    assert values["conversions[2].form"] == "转让"
    assert values["conversion_counts.total"] == 2
    assert values["conversion_counts[2024].count"] == 1


def test_other_labels_in_another_order():
    rows = [
        ["产品编号", "转化方式", "对应知识产权编号", "研发项目编号", "成果名称", "转化时间", "佐证材料"],
        ["无", "许可", "IP01", "RD01", "甲技术", "2023年5月", "1.许可合同；2.发票"],
        ["PS02", "作价投资", "—", "RD02", "乙技术", "2024-06-01", "验资报告"],
    ]
    values = summary(table(rows))
    assert values["conversions[1].product"] == ()
    assert values["conversions[1].evidence_kinds"] == ("许可合同", "发票")
    assert values["conversions[1].year"] == 2023
    assert values["conversions[2].ip"] == ()
    assert values["conversions[2].year"] == 2024


def test_numbers_under_one_head_and_a_product_by_name():
    rows = [
        ["序号", "成果名称", "关联编号", "<", "<", "转化年度"],
        ["^", "^", "IP", "RD", "产品名称", "^"],
        ["3", "甲技术", "IP01", "RD01", "示例控制器", "2023"],
        ["5", "乙技术", "IP02", "RD02", "示例阀门、示例泵", "2023"],
    ]
    values = summary(table(rows))
    assert values["conversions[3].ip"] == ("IP01",)
    assert values["conversions[3].product"] == ("示例控制器",)
    assert values["conversions[5].product"] == ("示例阀门", "示例泵")


def test_all_numbers_in_one_column():
    rows = [["成果名称", "IP/RD/PS", "转化年度"], ["甲技术", "IP01/RD02/PS03", "2023"]]
    values = summary(table(rows))
    assert values["conversions[1].ip"] == ("IP01",)
    assert values["conversions[1].rd"] == ("RD02",)
    assert values["conversions[1].product"] == ("PS03",)


def test_a_right_named_without_its_number_is_no_reference():
    rows = [["成果名称", "知识产权", "转化年度"], ["甲技术", "一种示例装置", "2023"]]
    assert "conversions[1].ip" not in summary(table(rows))


def test_a_result_over_several_rows():
    rows = [
        ["序号", "成果名称", "知识产权编号", "转化年度"],
        ["1", "甲技术", "IP01", "2023"],
        ["^", "^", "IP02", "^"],
        ["2", "乙技术", "IP03", "2024"],
    ]
    values = summary(table(rows))
    assert values["conversions[1].ip"] == ("IP01", "IP02")
    assert values["conversions[2].name"] == "乙技术"
    assert "conversions[3].name" not in values


def test_a_list_over_two_pages_with_its_head_repeated():
    head = ["序号", "成果名称", "IP编号", "转化年度"]
    first = page(table([head, ["1", "甲技术", "IP01", "2023"]], page=1), number=1)
    second = page(table([head, ["2", "乙技术", "IP02", "2024"]], page=2, width=400.0), number=2)
    values = values_of("conversion_summary", first, second)
    assert values["conversions[2].name"] == "乙技术"


def test_a_sheet_for_one_result():
    rows = [
        ["科技成果名称", "甲技术", "转化年度", "2023"],
        ["知识产权编号", "IP01、IP02", "研发活动编号", "RD01"],
        ["转化形式", "自行投资实施转化", "证明材料", "合同、发票"],
    ]
    values = summary(table(rows))
    assert values["conversions[1].name"] == "甲技术"
    assert values["conversions[1].ip"] == ("IP01", "IP02")
    assert values["conversions[1].year"] == 2023
    assert values["conversions[1].evidence_kinds"] == ("合同", "发票")


def test_a_scan_that_lost_its_rules():
    def row(top: float, *cells: tuple[float, str]):
        return [line(text, x=x, top=top, em=8.0, method="ocr") for x, text in cells]

    values = summary(
        *row(60, (250, "科技成果转化情况汇总表")),
        *row(
            100,
            (50, "序号"),
            (110, "成果名称"),
            (240, "转化"),
            (300, "关联IP"),
            (360, "关联RD"),
            (430, "转化形式"),
        ),
        *row(109, (240, "年度")),
        *row(
            125,
            (54, "1"),
            (75, "电池簇双向均衡模块"),
            (239, "2023"),
            (303, "1P04"),
            (364, "RD01"),
            (415, "自行投资实施转化"),
        ),
        *row(
            142,
            (54, "2"),
            (75, "液冷板"),
            (239, "2024"),
            (303, "IP05"),
            (364, "RDO2"),
            (415, "自行投资实施转化"),
        ),
        *row(180, (300, "示例储能科技有限公司（盖章）2026年8月5日")),
    )
    assert values["conversions[1].name"] == "电池簇双向均衡模块"
    assert values["conversions[1].ip"] == ("IP04",)
    assert values["conversions[2].name"] == "液冷板"
    assert values["conversions[2].rd"] == ("RD02",)
    assert values["conversions[2].year"] == 2024
    assert "conversions[3].name" not in values


def test_a_docx():
    blocks = [
        paragraph("企业名称：示例储能科技有限公司", 1),
        table([["成果名称", "转化年度"], ["甲技术", "2023"]], page=None),
    ]
    values = values_of("conversion_summary", page(*blocks, number=None))
    assert values["conversions[1].year"] == 2023
    assert values["firm_names[科技成果转化汇总表].name"] == "示例储能科技有限公司"


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (["知识产权证书、销", "售合同、发票"], ("知识产权证书", "销售合同", "发票")),
        (["知识产权证书", "销售合同", "发票"], ("知识产权证书", "销售合同", "发票")),
        (["①检测报告", "②用户意见"], ("检测报告", "用户意见")),
        (["销售合同（编号1、2）及发票"], ("销售合同(编号1、2)", "发票")),
        (["科技成果转化应用情况", "证明"], ("科技成果转化应用情况证明",)),
        (["无"], None),
    ],
)
def test_kinds_of_evidence(lines, kinds):
    assert evidence_kinds(lines) == kinds


def test_a_tick_is_no_proof_and_the_overview_in_other_words():
    rows = [["序号", "成果名称", "转化年度", "证明材料"], ["1", "甲成果", "2024", "√"]]
    values = values_of(
        "conversion_summary",
        page(line("公司近三年共转化科技成果9项，其中2024年转化3项。", top=60), table(rows, top=100)),
    )
    assert "conversions[1].evidence_kinds" not in values
    assert values["conversion_counts.total"] == 9


def test_numbers_in_the_columns_of_source_and_outcome():
    rows = [
        ["序号", "科技成果名称", "成果来源", "转化时间", "转化结果"],
        ["1", "甲技术", "自主研发（RD01、IP02）", "2023年", "新产品：IP65防护灯（PS01）"],
        ["2", "乙技术", "自主研发", "2023年", "样品"],
    ]
    values = summary(line("科技成果转化汇总表", em=18.0), table(rows))
    assert values["conversions[1].ip"] == ("IP02",)
    assert values["conversions[1].rd"] == ("RD01",)
    assert values["conversions[1].product"] == ("PS01",)
    assert not any(
        path.startswith("conversions[2]") and path.endswith((".ip", ".product")) for path in values
    )
