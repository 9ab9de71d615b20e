"""Ledgers of R&D costs: summaries either way round, and accounts of single activities."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from prereview.documents.model import Page
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


def test_the_period_in_a_long_line_of_a_tax_form():
    values = ledger(
        *caption(
            "研发支出辅助账汇总表（2021版）",
            "纳税人识别号（统一社会信用代码）：91321200MA1W8K3N07 纳税人名称：合肥示例材料有限公司 "
            "属期：2024年 金额单位：元（列至角分）",
        ),
        table(
            [[*HEAD[:2], "允许加计扣除金额合计", *HEAD[2:6]], *(r[:2] + r[6:] + r[2:6] for r in ROWS)],
            top=150,
        ),
    )
    assert values["ledgers[2024][RD01].personnel"] == Decimal("657294.92")
    assert "ledgers[2024][RD01].total" not in values  # what may be deducted is not what was spent


def test_the_categories_of_one_activity_by_years():
    rows = [
        ["费用科目", "2022年度", "2023年度", "合计"],
        ["人员人工费用", "81.45", "54.75", "136.20"],
        ["直接投入费用", "8.42", "22.35", "30.77"],
        ["其他费用", "1.00", "0.00", "1.00"],
        ["研究开发费用（内、外部）小计", "90.87", "77.10", "167.97"],
    ]
    values = ledger(
        *caption("研发费用归集明细表", "研发项目：RD02 储热装置的研究 单位：万元"), table(rows, top=150)
    )
    assert values["ledgers[2022][RD02].personnel"] == Decimal(814500)
    assert values["ledgers[2023][RD02].total"] == Decimal(771000)
    assert {path[:14] for path in values} == {"ledgers[2022][", "ledgers[2023]["}


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


def summary(*rows: list[str], head: list[list[str]]) -> dict[str, object]:
    return ledger(*caption("2024年度研发支出辅助账汇总表", "单位:元"), table([*head, *rows], top=100))


def test_parts_beside_a_category_are_not_the_category():
    head = [
        ["项目编号", "项目名称", "人员人工费用", "<", "<", "直接投入费用", "其他费用", "合计"],
        ["^", "^", "工资薪金", "五险一金", "小计", "^", "^", "^"],
    ]
    values = summary(["RD01", "蓄热材料的研发", "80", "20", "100", "50", "7", "157"], head=head)
    assert values["ledgers[2024][RD01].personnel"] == 100
    assert values["ledgers[2024][RD01].total"] == 157


def test_of_two_accounts_the_one_for_the_application_counts():
    head = [
        ["项目编号", "项目名称", "账面研发费用", "<", "<", "<", "高企归集研发费用", "<", "<", "<"],
        ["^", "^", *["人员人工费用", "直接投入费用", "设计费用", "合计"] * 2],
    ]
    values = summary(["RD01", "蓄热材料的研发", "1", "2", "3", "6", "10", "20", "30", "60"], head=head)
    assert values["ledgers[2024][RD01].personnel"] == 10
    assert values["ledgers[2024][RD01].total"] == 60


def test_parts_below_a_category_are_not_the_category():
    rows = [
        ["一、人员人工费用", "100"],
        ["二、直接投入费用", "50"],
        ["1.材料费", "45"],
        ["2.其他费用", "5"],
        ["三、折旧费用", "6"],
        ["四、其他费用", "2"],
        ["合计", "158"],
    ]
    values = summary(*rows, head=[["费用项目", "RD01"]])
    assert values["ledgers[2024][RD01].direct"] == 50
    assert values["ledgers[2024][RD01].other"] == 2


def test_where_nothing_tells_which_column_counts_none_does():
    head = [["项目编号", "项目名称", *["人员人工费用"] * 2, "直接投入费用", "设计费用", "其他费用", "合计"]]
    values = summary(["RD01", "蓄热材料的研发", "1", "2", "3", "4", "5", "13"], head=head)
    assert "ledgers[2024][RD01].personnel" not in values
    assert values["ledgers[2024][RD01].direct"] == 3


def test_accounts_with_codes_of_the_firm_stay_apart_from_the_rows_of_the_summary():
    head = ["项目编号", "项目名称", "人员人工费用", "直接投入费用", "其他费用", "合计"]
    rows = [["LJ01", "蓄热材料的研发", "1", "2", "3", "6"], ["LJ02", "储热装置的研究", "4", "5", "6", "15"]]
    account = [
        ["日期", "凭证号", "摘要", "借方金额"],
        ["3-1", "记-1", "领料", "6.00"],
        ["", "", "合计", "6.00"],
    ]
    first = page(*caption("2024年度研发支出辅助账汇总表", "单位:元"), table([head, *rows], top=100))
    second = page(
        line("项目名称:蓄热材料的研发　会计年度:2024年　单位:元", top=60, page=2),
        table(account, top=100, page=2),
        number=2,
    )
    values = values_of("rd_ledger", first, second)
    names = {path: value for path, value in values.items() if path.endswith(".name") and "ledgers" in path}
    assert sorted(names.values()) == ["储热装置的研究", "蓄热材料的研发", "蓄热材料的研发"]
    assert len(names) == 3


ENTRIES = [
    ["日期", "凭证字号", "摘要", "借方金额", "贷方金额", "余额"],
    ["", "", "年初余额", "", "", "0.00"],
    ["01-31", "记-33", "分配工资", "61,300.00", "", "61,300.00"],
    ["02-28", "记-41", "领用材料", "38,700.00", "", "100,000.00"],
    ["02-28", "记-60", "结转研发费用", "", "100,000.00", "0.00"],
    ["", "", "本年累计", "100,000.00", "100,000.00", "0.00"],
]


@pytest.mark.parametrize(
    "head",
    [
        "公司:合肥示例材料有限公司 科目:5301.01 研发支出-费用化支出 项目:[RD02]储热装置的研究 "
        "期间:2023年第1期至2023年第12期 币别:人民币",
        "科目:5301.01 研发支出-费用化支出 项目:RD02 储热装置的研究 2023年度 币别:人民币",
        "研发活动:RD02 储热装置的研究 年度:2023 单位:元",
        "科目:530101 研发支出_费用化支出_RD02_储热装置的研究 期间:2023年01月-2023年12月",
    ],
)
def test_an_account_as_accounting_programs_print_it(head: str):
    values = ledger(*caption("研发支出 明细分类账", head), table(ENTRIES, top=150))
    assert values["ledgers[2023][RD02].name"] == "储热装置的研究"
    assert values["ledgers[2023][RD02].detail_total"] == 100_000
    assert values["ledgers[2023][RD02].entries_total"] == 100_000


def test_entries_of_one_period_are_not_those_of_the_year():
    rows = [
        *ENTRIES[:-1],
        ["", "", "本期合计", "100,000.00", "", ""],
        ["", "", "本年累计", "412,905.77", "", ""],
    ]
    values = ledger(*caption("研发支出明细账", "项目:RD02 储热装置的研究 年度:2023"), table(rows, top=150))
    assert values["ledgers[2023][RD02].detail_total"] == Decimal("412905.77")
    assert "ledgers[2023][RD02].entries_total" not in values


FORM_2021 = [
    ["凭证信息", "<", "<", "会计凭证记载金额", "税法规定的归集金额", "费用明细", "<"],
    ["日期", "号数", "摘要", "^", "^", "一、人员人工费用", "六、其他相关费用"],
    ["1月28日", "31", "归集研发支出", "149.02", "149.02", "110.00", "39.02"],
    ["3月28日", "38", "归集研发支出", "149.02", "149.02", "110.00", "39.02"],
    ["合计金额", "", "", "298.04", "298.04", "220.00", "78.04"],
]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("属期:2025年度", "制表人:某某"),
        ("会计年度:2025", "制表人:某某"),
        ("完成情况:未完成", "财务负责人:某某 填表日期:2025年12月31日"),
    ],
)
def test_the_account_of_the_tax_scheme(head: str, foot: str):
    values = ledger(
        *caption("自主研发“研发支出”辅助账", f"项目编号:RD05 项目名称:储热装置的研究 {head} 单位:元"),
        table(FORM_2021, top=150),
        line(foot, top=400),
    )
    assert values["ledgers[2025][RD05].detail_total"] == Decimal("298.04")
    assert values["ledgers[2025][RD05].entries_total"] == Decimal("298.04")
    assert values["ledgers[2025][RD05].other"] == Decimal("78.04")


def test_a_form_filled_in_the_year_after_says_no_year():
    values = ledger(
        *caption("自主研发“研发支出”辅助账", "项目编号:RD05 项目名称:储热装置的研究 单位:元"),
        table(FORM_2021, top=150),
        line("填表日期:2026年3月10日", top=400),
    )
    assert not values


def test_the_year_alone_between_the_firm_and_the_unit():
    values = ledger(
        *caption(
            "研发支出辅助账汇总表（2021版）",
            "纳税人识别号（统一社会信用代码）：91321200MA1W8K3N07 纳税人名称：合肥示例材料有限公司 "
            "2024年度 单位：元",
        ),
        table([[*HEAD[:5], "其他相关费用合计"], *(r[:6] for r in ROWS)], top=150),
    )
    assert values["ledgers[2024][RD01].personnel"] == Decimal("657294.92")
    assert values["ledgers[2024][RD02].other"] == Decimal("10000.00")


def account(number: int, *rows: list[str], heads: bool = True) -> Page:
    texts = ("研发支出明细账", "项目:RD02 储热装置的研究 年度:2023") if heads else ()
    lines = [line(text, top=50 + 20 * n, page=number) for n, text in enumerate(texts)]
    return page(*lines, table([ENTRIES[0], *rows], page=number, top=150), number=number)


FIRST = [["01-31", "记1", "工资", "100.00", "", "100.00"], ["02-28", "记2", "工资", "200.00", "", "300.00"]]
LAST = [["03-31", "记3", "工资", "400.00", "", "700.00"], ["", "", "本年累计", "700.00", "", "700.00"]]
CARRIED = ["", "", "承前页", "300.00", "", "300.00"]


def test_an_account_over_two_pages():
    facts = facts_of(
        "rd_ledger", account(1, *FIRST, ["", "", "过次页", "300.00", "", ""]), account(2, CARRIED, *LAST)
    )
    entries = facts["ledgers[2023][RD02].entries_total"]
    assert (entries.value, entries.readings) == (700, ())
    assert facts["ledgers[2023][RD02].detail_total"].value == 700


def test_an_account_without_its_first_page_has_no_sum_of_entries():
    values = values_of("rd_ledger", account(2, CARRIED, *LAST))
    assert values["ledgers[2023][RD02].detail_total"] == 700
    assert "ledgers[2023][RD02].entries_total" not in values


def test_months_of_one_activity():
    rows = [
        ["月份", *HEAD[2:5], "合计"],
        ["1月", "10.00", "2.00", "1.00", "13.00"],
        ["2月", "20.00", "2.00", "1.00", "23.00"],
        ["合计", "30.00", "4.00", "2.00", "36.00"],
    ]
    values = ledger(
        *caption("2023年度研发支出辅助账", "项目编号:RD02 项目名称:储热装置的研究"), table(rows, top=150)
    )
    assert values["ledgers[2023][RD02].personnel"] == 30
    assert values["ledgers[2023][RD02].total"] == 36


def test_the_sum_of_the_year_so_far_does_not_close_an_account():
    so_far = ["", "", "本年累计", "300.00", "", "300.00"]
    facts = facts_of("rd_ledger", account(1, *FIRST, so_far), account(2, *LAST))
    assert (
        facts["ledgers[2023][RD02].detail_total"].value,
        facts["ledgers[2023][RD02].entries_total"].value,
    ) == (
        700,
        700,
    )


def test_two_accounts_of_one_activity_stay_apart():
    closed = ["", "", "本年累计", "300.00", "", "300.00"]
    other = [["03-31", "记3", "工资", "400.00", "", "400.00"], ["", "", "本年累计", "400.00", "", "400.00"]]
    facts = facts_of("rd_ledger", account(1, *FIRST, closed), account(2, *other))
    assert facts["ledgers[2023][RD02].detail_total"].value == 300
    assert facts["ledgers[2023][RD02].entries_total"].value == 300
