"""Ledgers of R&D costs: summaries either way round, and accounts of single activities."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dossier.extractors.sections import facts_of, values_of
from tests.dossier.pages import line, page, table

HEAD = ["项目编号", "项目名称", "人员人工费用", "直接投入费用", "折旧与长期待摊", "委托外部研发", "合计"]
ROWS = [
    ["RD01", "蓄热材料的研发", "657,294.92", "143,204.02", "43,301.45", "0.00", "843,800.39"],
    ["RD02", "储热装置的研究", "543,904.37", "135,596.42", "49,004.54", "10,000.00", "738,505.33"],
    ["合计", "", "1,201,199.29", "278,800.44", "92,305.99", "10,000.00", "1,582,305.72"],
]


def ledger(*blocks):
    return values_of("rd_ledger", page(*blocks))


def caption(*texts: str):
    return [line(text, top=50 + 20 * n) for n, text in enumerate(texts)]


def test_a_summary_by_activity():
    values = ledger(
        *caption(
            "研发支出辅助账汇总表", "2023年度", "纳税人名称：合肥示例材料有限公司", "金额单位：元（列至角分）"
        ),
        table([HEAD, *ROWS], top=150),
    )
    assert values["ledgers[2023][RD01].name"] == "蓄热材料的研发"
    assert values["ledgers[2023][RD01].personnel"] == Decimal("657294.92")
    assert values["ledgers[2023][RD02].outsourced"] == Decimal("10000.00")
    assert values["ledgers[2023][RD02].total"] == Decimal("738505.33")
    assert values["ledgers[2023][total].total"] == Decimal("1582305.72")
    assert values["firm_names[2023年度研发支出辅助账].name"] == "合肥示例材料有限公司"


def test_a_caption_that_holds_the_firm_and_more():
    values = ledger(
        *caption(
            "研发支出辅助账汇总表", "单位名称：合肥示例材料有限公司   所属年度：2023年度   币种：人民币"
        ),
        table([HEAD, *ROWS], top=150),
    )
    assert values["firm_names[2023年度研发支出辅助账].name"] == "合肥示例材料有限公司"


def test_the_same_turned_by_a_quarter_in_ten_thousands():
    rows = [
        ["费用科目", "RD01", "RD02", "合计"],
        ["一、人员人工费用", "65.73", "54.39", "120.12"],
        ["二、直接投入费用", "14.32", "13.56", "27.88"],
        ["三、折旧费用", "4.33", "4.90", "9.23"],
        ["合计", "84.38", "72.85", "157.23"],
    ]
    values = ledger(*caption("2024年度研究开发费用归集表", "单位：万元"), table(rows, top=150))
    assert values["ledgers[2024][RD01].personnel"] == Decimal("657300")
    assert values["ledgers[2024][RD02].total"] == Decimal("728500")
    assert values["ledgers[2024][total].depreciation"] == Decimal("92300")


ACCOUNT = [
    ["项目编号：RD03", "<", "项目名称：示例控制器的研发", "<", "金额单位：元", "<"],
    ["月", "日", "凭证号", "摘要", "借方金额", "人员人工"],
    ["2", "28", "记-055", "2月研发工资", "94,986.75", "56,135.94"],
    ["2", "28", "", "本月合计", "94,986.75", "56,135.94"],
    ["3", "30", "记-093", "3月领料", "82,778.44", "42,826.57"],
    ["", "", "", "本年累计", "177,765.19", "98,962.51"],
]


def test_an_account_of_one_activity():
    facts = facts_of(
        "rd_ledger", page(*caption("自主研发“研发支出”辅助账", "2023年度"), table(ACCOUNT, top=150))
    )
    assert facts["ledgers[2023][RD03].name"].value == "示例控制器的研发"
    assert facts["ledgers[2023][RD03].detail_total"].value == Decimal("177765.19")
    assert facts["ledgers[2023][RD03].entries_total"].value == Decimal("177765.19")
    assert facts["ledgers[2023][RD03].entries_total"].working == "2 笔合计 177,765.19"
    assert facts["ledgers[2023][RD03].total"].value == Decimal("177765.19")
    assert facts["ledgers[2023][RD03].personnel"].value == Decimal("98962.51")


def test_an_account_beside_a_summary_keeps_both_totals():
    summary = [["项目编号", "项目名称", "人员人工", "直接投入", "设计费", "合计"]]
    summary.append(["RD03", "示例控制器的研发", "98,962.51", "70,000.00", "8,802.68", "177,765.00"])
    values = ledger(
        *caption("研发支出辅助账汇总表", "2023年度"),
        table(summary, top=100),
        line("明细账", top=200),
        table(ACCOUNT, top=230),
    )
    assert values["ledgers[2023][RD03].total"] == Decimal("177765.00")
    assert values["ledgers[2023][RD03].detail_total"] == Decimal("177765.19")


@pytest.mark.parametrize("texts", [["研发支出辅助账"], []])
def test_without_a_year_there_is_no_figure(texts):
    assert not [k for k in ledger(*caption(*texts), table([HEAD, *ROWS], top=150)) if k.startswith("ledgers")]


def test_dates_of_entries_are_no_figures():
    assert date(2023, 2, 28) not in ledger(*caption("2023年度"), table(ACCOUNT, top=150)).values()
