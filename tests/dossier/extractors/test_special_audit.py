"""Special audits: cost tables in every turn, incomes, text against tables, one report for both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from prereview.documents.model import Page
from prereview.dossier.facts import Value
from tests.dossier.extractors.sections import facts_of, values_of
from tests.dossier.pages import line, page, paragraph, table

LETTER = [
    "研究开发费用专项审计报告",
    "某衡专审字〔2026〕第0235号",
    "海州远山科技有限公司:",
    "我们接受委托,审计了后附的海州远山科技有限公司(以下简称贵公司)2024、2025年度研究开发费用结构明细表。",
    "按照《高新技术企业认定管理办法》(国科发火〔2016〕32号)的规定编制是管理层的责任。",
    "近三年研究开发费用总额为人民币300.50",
    "万元,其中在中国境内发生的研究开发费用总额为2,500,000.00元,占83.19%;同期销售收入总额为",
    "6,000.00万元,研究开发费用占销售收入的比例为5.01%。",
    "中国注册会计师:",
    "海州某衡会计师事务所(普通合伙)",
    "2026年5月11日",
]
ROWS = [
    ["内部研究开发费用", "60.00", "40.00", "100.00"],
    ["其中：人员人工费用", "30.00", "20.00", "50.00"],
    ["直接投入费用", "10.00", "10.00", "20.00"],
    ["折旧费用与长期待摊费用", "10.00", "5.00", "15.00"],
    ["无形资产摊销费用", "1.00", "1.00", "2.00"],
    ["设计费用", "2.00", "2.00", "4.00"],
    ["装备调试费用与试验费用", "3.00", "1.00", "4.00"],
    ["其他费用", "4.00", "1.00", "5.00"],
    ["委托外部研究开发费用", "5.00", "-", "5.00"],
    ["其中：境内的外部研发费用", "4.00", "-", "4.00"],
    ["研究开发费用（内、外部）小计", "65.00", "40.00", "105.00"],
]
SUMMARY = [
    ["编号", "研究开发活动名称", "2024年度", "2025年度", "合计"],
    ["RD01", "甲材料制备技术的研发", "65.00", "-", "65.00"],
    ["RD02", "乙装置控制方法的研究", "40.00", "60.00", "100.00"],
    ["", "研究开发费用合计", "105.00", "60.00", "165.00"],
    ["", "销售收入", "2,000.00", "1,000.00", "3,000.00"],
    ["", "占销售收入比例", "5.25%", "6.00%", "5.50%"],
]
SUMMED = {
    "special_rd.projects[RD01].name": "甲材料制备技术的研发",
    "special_rd.projects[RD01][2024]": Decimal(65),
    "special_rd.projects[RD01][2025]": Decimal(0),
    "special_rd.projects[RD01].total": Decimal(65),
    "special_rd.projects[RD02][2025]": Decimal(60),
    "special_rd[2024].total": Decimal(105),
    "special_rd[2025].total": Decimal(60),
    "special_rd[2024].sales": Decimal(2000),
    "special_rd[2025].ratio": Decimal("0.06"),
    "special_rd.total": Decimal(165),
}
DETAIL = {
    "special_rd.costs[2024][RD01].internal": Decimal(60),
    "special_rd.costs[2024][RD01].personnel": Decimal(30),
    "special_rd.costs[2024][RD02].outsourced": Decimal(0),
    "special_rd.costs[2024][RD01].outsourced_domestic": Decimal(4),
    "special_rd.costs[2024][RD02].subtotal": Decimal(40),
    "special_rd.costs[2024][total].subtotal": Decimal(105),
    "special_rd.costs[2024][total].other": Decimal(5),
}


def letter(texts: Sequence[str] = LETTER) -> Page:
    return page(*(line(t, top=60 + 22 * i) for i, t in enumerate(texts)), number=1)


def appendix(
    rows: Sequence[Sequence[str]], *heading: str, number: int = 2, unit: str = "金额单位:元"
) -> Page:
    lines = [line(t, x=150, top=40 + 20 * i, page=number) for i, t in enumerate((*heading, unit))]
    return page(*lines, table(rows, page=number, top=160, width=480), number=number)


def turned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]


def of(values: dict[str, Value], wanted: dict[str, Value]) -> dict[str, Value | None]:
    return {path: values.get(path) for path in wanted}


HEADS = [
    (["科目", "RD01", "RD02", "合计"], "附表1 2024年度研究开发费用结构明细表"),
    (["项目", "RD-1", "RD-2", "总计"], "2024年度"),
    (["费用科目", "甲材料制备技术的研发", "乙装置控制方法的研究", "合计"], "附表:2024年研究开发费用明细"),
]


@pytest.mark.parametrize(("head", "caption"), HEADS, ids=["numbers", "with hyphens", "names"])
@pytest.mark.parametrize("turn", [False, True], ids=["categories below", "categories beside"])
def test_category_by_activity(head: list[str], caption: str, turn: bool):
    rows = [head, *ROWS]
    listed = page(line("RD01 甲材料制备技术的研发(2024-01-01至2024-12-31,负责人某某)", page=3), number=3)
    more = page(line("RD02 乙装置控制方法的研究(2024-01-01至2025-12-31,负责人某某)", page=4), number=4)
    values = values_of(
        "special_audit_rd", letter(), appendix(turned(rows) if turn else rows, caption), listed, more
    )
    assert of(values, DETAIL) == DETAIL
    assert values["special_rd[2024].total"] == 105
    assert values["special_rd.projects[RD02][2024]"] == 40


def test_activities_by_name_only_have_provisional_keys():
    values = values_of("special_audit_rd", appendix([HEADS[2][0], *ROWS], HEADS[2][1]))
    assert values["special_rd.projects[?1].name"] == "甲材料制备技术的研发"
    assert values["special_rd.costs[2024][?2].subtotal"] == 40


@pytest.mark.parametrize(
    "rows",
    [
        SUMMARY,
        [
            ["序号", "项目名称", "2024年", "2025年", "小计"],
            *([str(i), f"{r[0]}{r[1]}", *r[2:]] for i, r in enumerate(SUMMARY[1:], 1)),
        ],
        [
            ["编号", "研发项目名称", "2025年度", "2024年度", "合计"],
            *([r[0], r[1], r[3], r[2], r[4]] for r in SUMMARY[1:]),
        ],
    ],
    ids=["plain", "number before the name", "latest year first"],
)
def test_activity_by_year(rows: list[list[str]]):
    values = values_of("special_audit_rd", letter(), appendix(rows, "研究开发项目费用汇总表"))
    assert of(values, SUMMED) == SUMMED


def test_year_by_measure():
    rows = [
        ["年度", "研究开发费用总额(万元)", "销售收入(万元)", "占比(%)"],
        ["2024年度", "105.00", "2,000.00", "5.25"],
        ["2025年度", "6.00", "1,000.00", "0.60"],
        ["合计", "111.00", "3,000.00", "3.70"],
    ]
    values = values_of("special_audit_rd", letter(), appendix(rows, "汇总表"))
    assert values["special_rd[2024].total"] == 1_050_000
    assert values["special_rd[2025].sales"] == 10_000_000
    assert values["special_rd[2024].ratio"] == Decimal("0.0525")
    assert values["special_rd[2025].ratio"] == Decimal("0.006")
    assert values["special_rd.total"] == 1_110_000


def test_categories_by_year_for_one_activity_and_for_all():
    rows = [["项目", "2023年度", "2024年度", "合计"], *ROWS]
    one = appendix(rows, "RD05 丙方法的研究", number=2)
    every = appendix(rows, "研究开发费用汇总表", number=3)
    values = values_of("special_audit_rd", letter(), one, every)
    assert values["special_rd.costs[2023][RD05].personnel"] == 30
    assert values["special_rd.costs[2024][total].subtotal"] == 40


def test_the_activity_above_its_table():
    rows = [["项目", "2023年度", "2024年度", "合计"], *ROWS]
    numbered = appendix(rows, "项目编号:RD05", "项目名称:丙方法的研究", number=2)
    named = appendix(rows, "研发项目名称:丁方法的研究", number=3)
    values = values_of("special_audit_rd", letter(), numbered, named)
    assert values["special_rd.projects[RD05].name"] == "丙方法的研究"
    assert values["special_rd.costs[2023][RD05].personnel"] == 30
    (other,) = [path for path, value in values.items() if value == "丁方法的研究"]
    assert other.startswith("special_rd.projects[?")
    assert not [path for path in values if "[total]" in path or path.endswith("].total")]


def test_a_table_cut_sideways_keeps_its_year():
    first = appendix([["科目", "RD01", "RD02"], *(r[:3] for r in ROWS)], "2024年度研究开发费用结构明细表")
    second = page(
        table([["科目", "RD03", "合计"], *([r[0], r[2], r[3]] for r in ROWS)], page=3, x=90), number=3
    )
    values = values_of("special_audit_rd", letter(), first, second)
    assert values["special_rd.costs[2024][RD03].subtotal"] == 40
    assert values["special_rd.costs[2024][total].subtotal"] == 105


def test_a_table_without_rules():
    lines = [line("2024年度研究开发费用结构明细表", x=150, top=40, page=2)]
    for i, row in enumerate([HEADS[0][0], *ROWS]):
        lines += [
            line(text, x=60 + (0, 240, 330, 420)[c], top=80 + 20 * i, page=2) for c, text in enumerate(row)
        ]
    values = values_of("special_audit_rd", letter(), page(*lines, number=2))
    assert of(values, DETAIL) == DETAIL


def test_totals_without_a_summary_are_sums_with_working():
    second = [[r[0], *(c if c == "-" else f"1{c}" for c in r[1:])] for r in ROWS]
    facts = facts_of(
        "special_audit_rd",
        letter(LETTER[:5]),
        appendix([HEADS[0][0], *ROWS], "2024年度研究开发费用结构明细表"),
        appendix([HEADS[0][0], *second], "2025年度研究开发费用结构明细表", number=3),
    )
    total, domestic = facts["special_rd.total"], facts["special_rd.domestic"]
    assert (total.value, total.working) == (1210, "105.00 + 1,105.00 = 1,210.00")
    assert domestic.value == 100 + 4 + 1100 + 14


def test_domestic_cost_is_not_computed_from_half_of_the_years():
    lost = [row for row in ROWS if not row[0].startswith("内部")]
    values = values_of(
        "special_audit_rd",
        letter(LETTER[:5]),
        appendix([HEADS[0][0], *ROWS], "2024年度研究开发费用结构明细表"),
        appendix([HEADS[0][0], *lost], "2025年度研究开发费用结构明细表", number=3),
    )
    assert values["special_rd.total"] == 210
    assert "special_rd.domestic" not in values


def test_the_explanation_of_differences_is_no_summary():
    rows = [
        ["项目", "2024年度", "2025年度"],
        ["本表研究开发费用", "105.00", "60.00"],
        ["利润表研发费用", "9.00", "9.00"],
        ["差额", "96.00", "51.00"],
        ["企业所得税加计扣除研发费用", "8.00", "8.00"],
    ]
    values = values_of(
        "special_audit_rd", letter(), appendix(SUMMARY, "汇总表"), appendix(rows, "差异", number=3)
    )
    assert of(values, SUMMED) == SUMMED
    assert not [path for path in values if "?" in path]


@pytest.mark.parametrize("label", ["其中：境内", "其中：境内发生额", "其中：境内研究开发费用", "境内委托"])
def test_the_part_at_home_below_outsourced_cost(label: str):
    rows = [[label if r[0] == ROWS[9][0] else r[0], *r[1:]] for r in ROWS]
    rows[8][0] = "二、委托外部研究开发投入额（按80%计）"
    rows[6][0] = "（6）装备调试及试验费"
    values = values_of("special_audit_rd", appendix([HEADS[0][0], *rows], HEADS[0][1]))
    assert of(values, DETAIL) == DETAIL
    assert values["special_rd.costs[2024][RD01].commissioning"] == 3
    assert values["special_rd.costs[2024][RD01].outsourced"] == 5
    assert not [path for path in values if "?" in path]


def test_a_comparison_of_what_is_counted_where_holds_no_activities():
    rows = [
        ["年度", "会计口径研发费用", "委托外部按80%计入差额", "高新口径（本报告）", "加计扣除口径"],
        ["2024年度", "106.00", "1.00", "105.00", "90.00"],
        ["2025年度", "60.00", "0.00", "60.00", "50.00"],
    ]
    values = values_of(
        "special_audit_rd", letter(), appendix(SUMMARY, "汇总表"), appendix(rows, "口径差异", number=3)
    )
    assert of(values, SUMMED) == SUMMED
    assert not [path for path in values if "?" in path]


def test_cost_at_home_by_year():
    rows = [
        ["项目", "2024年", "2025年", "合计"],
        ["研究开发费用（元）", "105.00", "60.00", "165.00"],
        ["其中：境内发生额", "100.00", "60.00", "160.00"],
        ["销售收入（元）", "2,000.00", "1,000.00", "3,000.00"],
        ["比例", "5.25%", "6.00%", "5.50%"],
    ]
    values = values_of("special_audit_rd", letter(LETTER[:5]), appendix(rows, "占销售收入比例计算表"))
    assert values["special_rd.domestic"] == 160
    assert values["special_rd.total"] == 165
    assert values["special_rd[2025].sales"] == 1000
    assert not [path for path in values if "?" in path]


def test_the_subtotal_of_a_group_is_not_the_total():
    rows = [
        ["项目", "<", "RD01"],
        ["内部研究开发费用", "人员人工费用", "30.00"],
        ["^", "直接投入费用", "10.00"],
        ["^", "其他费用", "5.00"],
        ["^", "小计", "45.00"],
        ["研究开发费用合计", "<", "50.00"],
    ]
    values = values_of("special_audit_rd", appendix(rows, "2024年度研究开发费用明细表"))
    assert values["special_rd.costs[2024][RD01].internal"] == 45
    assert values["special_rd.costs[2024][RD01].subtotal"] == 50


def test_three_years_over_the_columns_of_one_table():
    rows = [
        ["科目", "2024年度", "<", "<", "2025年度", "<"],
        ["^", "RD01", "RD02", "合计", "RD02", "合计"],
        *([r[0], *r[1:], r[2], r[2]] for r in ROWS),
    ]
    values = values_of("special_audit_rd", letter(), appendix(rows, "研究开发费用结构明细表"))
    assert of(values, DETAIL) == DETAIL
    assert values["special_rd.costs[2025][RD02].personnel"] == 20
    assert values["special_rd[2025].total"] == 40


def test_audited_figures_beside_those_of_the_books():
    rows = [
        ["研发项目", "账面金额", "审计调整", "审定金额"],
        ["RD01甲材料制备技术的研发", "100.00", "-10.00", "90.00"],
        ["RD02乙装置控制方法的研究", "50.00", "0.00", "50.00"],
        ["合计", "150.00", "-10.00", "140.00"],
    ]
    facts = facts_of("special_audit_rd", letter(LETTER[:5]), appendix(rows, "2024年度研究开发费用汇总表"))
    assert facts["special_rd.projects[RD01][2024]"].value == 90
    assert (facts["special_rd[2024].total"].value, facts["special_rd[2024].total"].readings) == (140, ())


def test_a_table_titled_with_its_activity():
    rows = [["项目", "账面数", "调整数", "审定数"], *([r[0], "9.00", "0.00", r[1]] for r in ROWS)]
    values = values_of(
        "special_audit_rd", appendix(rows, "RD01甲材料制备技术的研发2024年度研究开发费用明细表")
    )
    assert values["special_rd.projects[RD01].name"] == "甲材料制备技术的研发"
    assert values["special_rd.costs[2024][RD01].internal"] == 60


@pytest.mark.parametrize("turn", [False, True], ids=["months below", "months beside"])
@pytest.mark.parametrize("months", [("1月", "2月"), ("上半年", "下半年"), ("2024年1-6月", "2024年7-12月")])
def test_a_month_is_not_the_year(months: tuple[str, str], turn: bool):
    rows = [
        ["月份", "人员人工费用", "直接投入费用", "其他费用", "合计"],
        [months[0], "30.00", "20.00", "1.00", "51.00"],
        [months[1], "40.00", "10.00", "1.00", "51.00"],
        ["合计", "70.00", "30.00", "2.00", "102.00"],
    ]
    table_rows = turned(rows) if turn else rows
    values = values_of(
        "special_audit_rd", appendix(table_rows, "2024年度研究开发费用明细表", "项目编号:RD02")
    )
    assert values["special_rd.costs[2024][RD02].personnel"] == 70
    assert values["special_rd.projects[RD02][2024]"] == 102


def test_years_in_blocks_with_a_sum_over_all():
    rows = [
        ["年度", "编号", "研发项目名称", "研发费用", "销售收入", "占比"],
        ["2023年度", "RD01", "甲材料制备技术的研发", "10.00", "", ""],
        ["^", "RD02", "乙装置控制方法的研究", "20.00", "", ""],
        ["^", "小计", "<", "30.00", "300.00", "10%"],
        ["2024年度", "RD02", "乙装置控制方法的研究", "40.00", "", ""],
        ["^", "小计", "<", "40.00", "400.00", "10%"],
        ["合计", "<", "<", "70.00", "700.00", "10%"],
    ]
    facts = facts_of("special_audit_rd", letter(LETTER[:5]), appendix(rows, "研究开发费用明细"))
    assert (facts["special_rd[2023].total"].value, facts["special_rd[2023].total"].readings) == (30, ())
    assert facts["special_rd[2024].sales"].value == 400
    assert facts["special_rd.total"].value == 70
    assert facts["special_rd.projects[RD02][2024]"].value == 40


def test_cost_at_home_and_abroad_by_year():
    rows = [
        ["年度", "研究开发费用合计", "境内研究开发费用", "境外研究开发费用", "境内占比"],
        ["2023年度", "15.00", "15.00", "0.00", "100%"],
        ["2024年度", "16.00", "15.00", "1.00", "94%"],
        ["合计", "31.00", "30.00", "1.00", "97%"],
    ]
    facts = facts_of("special_audit_rd", letter(LETTER[:5]), appendix(rows, "境内研究开发费用表"))
    assert (facts["special_rd.domestic"].value, facts["special_rd.domestic"].readings) == (30, ())
    assert facts["special_rd[2024].total"].value == 16
    assert "special_rd[2024].ratio" not in facts


def test_outsourcing_abroad_is_not_that_at_home():
    rows = [*ROWS[:9], ["其中：境外的外部研发投入额", "1.00", "-", "1.00"], *ROWS[10:]]
    values = values_of("special_audit_rd", appendix([HEADS[0][0], *rows], HEADS[0][1]))
    assert values["special_rd.costs[2024][RD01].outsourced"] == 5
    assert "special_rd.costs[2024][RD01].outsourced_domestic" not in values


def test_names_in_a_row_below_the_numbers():
    rows = [
        ["序号", "费用项目", "RD04", "RD05", "合计"],
        ["", "项目名称", "丙装置控制方法研发", "丁材料的制备工艺", ""],
        *([str(i), *row] for i, row in enumerate(ROWS, 1)),
    ]
    values = values_of("special_audit_rd", letter(), appendix(rows, "2024年度研究开发费用结构明细表"))
    assert values["special_rd.projects[RD05].name"] == "丁材料的制备工艺"
    assert values["special_rd.costs[2024][RD04].personnel"] == 30


def test_a_total_of_rounded_figures_gives_way_to_that_of_the_details():
    head = ["项目", "RD01", "合计"]
    detail = [[r[0], r[1], "1,050,049.00"] if r[0].endswith("小计") else [r[0], r[1], r[3]] for r in ROWS]
    years = [
        appendix([head, *detail], f"{year}年度研究开发费用明细表", number=year - 2020)
        for year in (2024, 2025)
    ]
    rows = [
        ["编号", "名称", "2024年度", "2025年度", "合计"],
        ["RD01", "甲材料制备技术的研发", "105.00", "105.00", "210.00"],
    ]
    summary = [*rows, ["", "合计", "105.00", "105.00", "210.00"]]
    values = values_of(
        "special_audit_rd", letter(LETTER[:5]), appendix(summary, "汇总表", unit="单位:万元"), *years
    )
    assert values["special_rd.total"] == 2_100_098
    wrong = [*rows, ["", "合计", "105.00", "105.00", "220.00"]]
    values = values_of(
        "special_audit_rd", letter(LETTER[:5]), appendix(wrong, "汇总表", unit="单位:万元"), *years
    )
    assert values["special_rd.total"] == 2_200_000


# ---- text


def test_figures_of_the_text_in_their_own_units():
    values = values_of("special_audit_rd", letter(), appendix(SUMMARY, "汇总表"))
    assert values["special_rd.stated_total"] == 3_005_000
    assert values["special_rd.domestic"] == 2_500_000
    assert values["special_rd.stated_ratio"] == Decimal("0.0501")
    assert values["special_rd.total"] == 165


def test_numbered_sentences_of_a_scan_that_align_by_chance_are_still_text():
    texts = [
        *LETTER[:4],
        "1. 贵公司2024、2025年度研究开发费用总额为600.00元。",
        "2. 在中国境内发生的研究开发费用总额为500.00元。",
        "3. 2024年度、2025年度销售收入分别为1,000.00元、2,000.00元。",
        *LETTER[8:],
    ]
    lines = [line(text, top=60 + 22 * i, method="ocr") for i, text in enumerate(texts)]
    values = values_of("special_audit_rd", page(*lines, number=1), appendix(SUMMARY, "汇总表"))
    assert values["special_rd.stated_total"] == 600
    assert values["special_rd.domestic"] == 500


def test_head_of_the_report():
    values = values_of("special_audit_rd", letter(), appendix(SUMMARY, "汇总表"))
    assert values["special_rd.firm_name"] == "海州远山科技有限公司"
    assert values["special_rd.report_number"] == "某衡专审字〔2026〕第0235号"
    assert values["special_rd.audit_firm"] == "海州某衡会计师事务所(普通合伙)"
    assert values["special_rd.dated_on"] == date(2026, 5, 11)


def test_a_number_left_blank_is_kept():
    texts = [t.replace("第0235号", "第 号") for t in LETTER]
    assert (
        values_of("special_audit_rd", letter(texts))["special_rd.report_number"] == "某衡专审字〔2026〕第号"
    )


def test_years_one_by_one_in_the_text():
    texts = [
        "专项审计报告",
        "贵公司2023年度、2024年度、2025年度研究开发费用分别为1,000,000.00元、2,000,000.00元、300.50万元,",
        "合计6,005,000.00元;2023年度、2024年度、2025年度销售收入分别为10.00万元、20.00万元、30.00万元。",
    ]
    values = values_of("special_audit_rd", letter(texts))
    assert [values[f"special_rd[{y}].total"] for y in (2023, 2024, 2025)] == [1_000_000, 2_000_000, 3_005_000]
    assert values["special_rd[2025].sales"] == 300_000


def said(*texts: str) -> dict[str, Value]:
    """What a report on costs says in these lines, years and amounts of cost, sales and shares."""
    values = values_of("special_audit_rd", letter([*LETTER[:3], *texts]))
    names = ("total", "sales", "ratio", "domestic")
    return {p.removeprefix("special_rd"): v for p, v in values.items() if p.endswith(names)}


LISTED_COSTS = {
    "[2023].total": 100,
    "[2024].total": 200,
    "[2025].total": 300,
    ".total": 600,
    ".stated_total": 600,
}
LISTED_SALES = {"[2023].sales": 1000, "[2024].sales": 2000, "[2025].sales": 3000}


@pytest.mark.parametrize(
    "cost",
    [
        "贵公司2023、2024、2025三个会计年度研究开发费用总额为600.00元,其中2023年度100.00元、2024年度200.00元、2025年度300.00元。",
        "近三年研究开发费用合计为人民币600.00元(均在中国境内发生),其中:2023年度100.00元,2024年度200.00元,2025年度300.00元;",
        "2023年度、2024年度、2025年度研究开发费用总额分别为100.00元、200.00元、300.00元,合计600.00元,",
        "2023年度至2025年度研究开发费用分别为100.00元、200.00元、300.00元,合计为人民币600.00元;",
    ],
)
@pytest.mark.parametrize(
    "sales",
    [
        "同期销售收入总额为6,000.00元(2023年度1,000.00元、2024年度2,000.00元、2025年度3,000.00元)。",
        "同期销售收入总额分别为1,000.00元、2,000.00元、3,000.00元,合计6,000.00元。",
    ],
)
def test_costs_and_sales_of_the_years_in_the_text(cost: str, sales: str):
    if "分别" in sales and "分别" not in cost:
        sales = "2023年度、2024年度、2025年度" + sales
    values = said(cost, sales)
    values.pop(".domestic", None)
    assert values == LISTED_COSTS | LISTED_SALES


def test_a_sentence_for_each_year_and_one_for_all():
    values = said(
        "被鉴证人2024、2025年度的研究开发费用占比情况如下:",
        "2024年度研究开发费用占销售收入总额的比例为5.12%,其中:研究开发费用发生额为412.33万元,销",
        "售收入为8,053.32万元;",
        "2025年度研究开发费用占当年销售收入93,551,900.00元的5.40%,其中:研究开发费用发生额为505.18万元。",
        "2024、2025年度共发生研究开发费用917.51万元,其中在中国境内发生的研究开发费用900.00万元。",
    )
    assert values == {
        "[2024].ratio": Decimal("0.0512"),
        "[2024].total": 4_123_300,
        "[2024].sales": 80_533_200,
        "[2025].ratio": Decimal("0.054"),
        "[2025].total": 5_051_800,
        "[2025].sales": 93_551_900,
        ".stated_total": 9_175_100,
        ".total": 9_175_100,
        ".domestic": 9_000_000,
    }


def test_a_report_of_one_year_with_all_of_it_in_one_sentence():
    values = said("经审计,2024年度研究开发费用200.00元,销售收入4,000.00元,占比5.00%,均发生在中国境内。")
    assert values == {
        "[2024].total": 200,
        "[2024].sales": 4000,
        "[2024].ratio": Decimal("0.05"),
        ".domestic": 200,
    }


def test_cost_at_home_year_by_year_is_summed_up():
    one = "{}年度研究开发费用{}.00元,其中在中国境内发生的研究开发费用{}.00元。"
    values = said(one.format(2024, 200, 150), one.format(2025, 300, 300))
    assert values == {"[2024].total": 200, "[2025].total": 300, ".domestic": 450}


def test_sales_after_a_list_of_years_are_of_no_single_year():
    values = said(
        "研究开发费用合计600.00元,其中:2024年度200.00元,2025年度400.00元,同期销售收入为6,000.00元。",
        "2025年度高新技术产品销售收入900.00元,占比90.00%。",
    )
    assert values == {"[2024].total": 200, "[2025].total": 400, ".total": 600, ".stated_total": 600}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "2023-2025年度研究开发费用总额为600.00元(其中:2023年100.00元;2024年200.00元;2025年300.00元),"
            "占同期销售收入总额10,000.00元的6.00%。",
            LISTED_COSTS | {".stated_ratio": Decimal("0.06")},
        ),
        (
            "2024年度、2025年度研究开发费用占销售收入的比例分别为5.12%、5.40%。",
            {"[2024].ratio": Decimal("0.0512"), "[2025].ratio": Decimal("0.054")},
        ),
        (
            "贵公司2024年度销售收入为1,000.00元、2025年度销售收入为2,000.00元;三年研究开发费用合计600.00元。",
            {"[2024].sales": 1000, "[2025].sales": 2000, ".total": 600, ".stated_total": 600},
        ),
        ("2024年度,2025年度研究开发费用600.00元。", {".total": 600, ".stated_total": 600}),
        ("近三年研究开发费用占销售收入的比例应不低于4%。", {}),
        (
            "截至2025年12月31日,贵公司近三年研究开发费用总额为600.00元。",
            {".total": 600, ".stated_total": 600},
        ),
    ],
)
def test_years_and_figures_in_one_sentence(text: str, wanted: dict[str, Value]):
    assert said(text) == wanted


def test_shares_below_their_head():
    rows = [
        ["年度", "研究开发费用", "其中：境内研究开发费用", "销售收入", "占比"],
        ["2024年度", "105.00", "105.00", "2,000.00", "5.25%"],
        ["2025年度", "60.00", "60.00", "1,000.00", "6.00%"],
        ["两年合计", "165.00", "165.00", "3,000.00", "5.50%"],
    ]
    values = values_of("special_audit_rd", letter(LETTER[:5]), appendix(rows, "汇总表"))
    assert values["special_rd[2024].ratio"] == Decimal("0.0525")
    assert values["special_rd[2025].sales"] == 1000


# ---- income

PRODUCTS = [
    ["序号", "编号", "产品（服务）名称", "技术领域", "收入金额"],
    ["1", "PS01", "经营数据平台软件", "电子信息", "700.00"],
    ["2", "PS02", "成本库存管理软件", "电子信息", "200.00"],
    ["", "", "一、产品（服务）收入小计", "", "900.00"],
    ["", "", "二、技术性收入", "", "100.00"],
    ["", "", "合计", "", "1,000.00"],
]
GROSS = [
    ["项目", "金额"],
    ["主营业务收入", "1,100.00"],
    ["收入总额", "1,250.00"],
    ["减：不征税收入", "50.00"],
    ["企业总收入", "1,200.00"],
]
INCOME_LETTER = [
    "高新技术产品(服务)收入专项审计报告",
    "某衡专审字〔2026〕第0511号",
    "海州远山科技有限公司:",
    "贵公司2025年度高新技术产品(服务)收入情况。2025年度高新技术产品(服务)收入为人民币",
    "0.11万元,企业总收入为人民币1,200.00元,高新技术产品(服务)收入占企业总收入的83.33%。",
    "2026年5月12日",
]


def test_products_and_gross_income():
    values = values_of(
        "special_audit_income",
        letter(INCOME_LETTER),
        appendix(PRODUCTS, "附表 2025年度高新技术产品(服务)收入明细表"),
        appendix(GROSS, "企业总收入计算表", number=3),
    )
    assert values["special_income.products[PS01].name"] == "经营数据平台软件"
    assert values["special_income.products[PS02].income"] == 200
    assert values["special_income.ht_income"] == 1000
    assert values["special_income.gross_income"] == 1200
    assert values["special_income.stated_ht_income"] == 1100
    assert values["special_income.stated_gross_income"] == 1200
    assert values["special_income.year"] == 2025
    assert values["special_income.technical_income"] == 100
    assert values["special_income.has_gross_derivation"] is True
    assert values["special_income.report_number"] == "某衡专审字〔2026〕第0511号"
    assert not [path for path in values if path.startswith("special_rd")]


def test_products_without_numbers_in_ten_thousands_and_a_computed_gross_income():
    rows = [
        ["序号", "产品名称", "2024年度收入", "2025年度收入", "占比"],
        ["1", "经营数据平台软件", "1.00", "0.07", "70%"],
        ["2", "成本库存管理软件", "1.00", "0.02", "20%"],
        ["3", "技术服务收入", "-", "0.01", "10%"],
        ["高新技术产品（服务）收入合计", "<", "2.00", "0.10", "100%"],
    ]
    facts = facts_of(
        "special_audit_income",
        letter(INCOME_LETTER[:3]),
        appendix(rows, "2025年度高新技术产品(服务)收入明细表", unit="单位:万元"),
        appendix(GROSS[:4], "总收入", number=3),
    )
    assert facts["special_income.products[?1].income"].value == 700
    assert "special_income.products[?3].name" not in facts
    assert facts["special_income.ht_income"].value == 1000
    assert facts["special_income.gross_income"].working == "1,250.00 - 50.00 = 1,200.00"


def test_years_side_by_side_with_the_latest_last():
    rows = [
        ["序号", "产品名称", "2023年度", "2024年度", "2025年度"],
        ["1", "经营数据平台软件", "5.00", "6.00", "7.00"],
        ["2", "成本库存管理软件", "1.00", "2.00", "3.00"],
        ["", "小计", "6.00", "8.00", "10.00"],
        ["", "企业总收入", "9.00", "10.00", "12.00"],
    ]
    values = values_of("special_audit_income", letter(INCOME_LETTER[:3]), appendix(rows, "收入汇总表"))
    assert values["special_income.products[?2].income"] == 3
    assert values["special_income.ht_income"] == 10
    assert values["special_income.gross_income"] == 12
    assert not [path for path in values if path.startswith("special_rd")]


def test_total_under_all_income_is_not_high_tech_income():
    rows = [
        ["产品（服务）名称", "收入金额"],
        ["经营数据平台软件", "700.00"],
        ["成本库存管理软件", "300.00"],
        ["高新技术产品（服务）收入小计", "1,000.00"],
        ["其他业务收入", "200.00"],
        ["合计", "1,200.00"],
    ]
    values = values_of("special_audit_income", appendix(rows, "2025年度收入明细表"))
    assert values["special_income.ht_income"] == 1000


def test_products_behind_their_numbers():
    rows = [
        ["项目", "2025年度收入"],
        ["PS01经营数据平台软件", "700.00"],
        ["PS02成本库存管理软件", "300.00"],
        ["合计", "1,000.00"],
    ]
    values = values_of("special_audit_income", appendix(rows, "2025年度高新技术产品(服务)收入明细表"))
    assert values["special_income.products[PS02].name"] == "成本库存管理软件"
    assert values["special_income.ht_income"] == 1000


PARTS = [
    ["编号", "产品（服务）名称", "技术领域", "技术性收入", "产品（服务）收入", "收入合计", "占总收入比例"],
    ["PS01", "经营数据平台软件", "电子信息", "300.00", "0.00", "300.00", "25%"],
    ["PS02", "成本库存管理软件", "电子信息", "0.00", "700.00", "700.00", "58%"],
    ["合计", "", "", "300.00", "700.00", "1,000.00", "83%"],
]


def test_a_column_that_sums_up_goes_before_its_parts():
    values = values_of(
        "special_audit_income", letter(INCOME_LETTER[:3]), appendix(PARTS, "2025年度收入明细表")
    )
    assert values["special_income.products[PS02].income"] == 700
    assert values["special_income.ht_income"] == 1000
    assert values["special_income.technical_income"] == 300


@pytest.mark.parametrize(("stated", "income"), [("700.00", 700), ("450.00", None)])
def test_parts_without_a_sum_are_no_income_unless_the_text_says_so(stated: str, income: int | None):
    rows = [[*row[:5], row[6]] for row in PARTS]
    text = f"2025年度高新技术产品(服务)收入为{stated}元。"
    values = values_of(
        "special_audit_income", letter([*INCOME_LETTER[:3], text]), appendix(rows, "2025年度收入明细表")
    )
    assert values.get("special_income.products[PS02].income") == income


def test_a_column_headed_sum_goes_before_home_and_abroad():
    rows = [
        ["产品名称", "内销收入", "外销收入", "合计"],
        ["经营数据平台软件", "100.00", "200.00", "300.00"],
        ["成本库存管理软件", "50.00", "0.00", "50.00"],
        ["合计", "150.00", "200.00", "350.00"],
    ]
    values = values_of("special_audit_income", appendix(rows, "2025年度高新技术产品(服务)收入明细表"))
    assert values["special_income.products[?1].income"] == 300
    assert values["special_income.ht_income"] == 350


def test_what_has_a_product_number_is_a_product_and_nothing_else_beside_it():
    rows = [
        ["编号", "产品（服务）名称", "收入类别", "本期发生额"],
        ["PS01", "经营数据平台软件", "产品销售收入", "700.00"],
        ["PS02", "设备远程运维技术服务", "技术服务收入", "300.00"],
        ["", "合计", "", "1,000.00"],
        ["", "其他产品（服务）收入", "", "90.00"],
        ["", "减：无", "", "0.00"],
    ]
    values = values_of("special_audit_income", appendix(rows, "2025年度高新技术产品(服务)收入明细表"))
    assert values["special_income.products[PS02].name"] == "设备远程运维技术服务"
    assert values["special_income.products[PS02].income"] == 300
    assert values["special_income.ht_income"] == 1000
    assert sum(path.endswith("].name") for path in values) == 2


@pytest.mark.parametrize(
    ("text", "ht", "gross"),
    [
        (
            "高新技术产品(服务)收入为96,631,800.00元,占同期总收入121,503,300.00元的79.53%。",
            96631800,
            121503300,
        ),
        (
            "高新技术产品(服务)收入与技术性收入之和为9,663.18万元,占企业同期总收入12,150.33万元的比例为79.53%。",
            96631800,
            121503300,
        ),
        ("高新技术产品(服务)总收入500.00元,营业总收入900.00元。", 500, None),
        ("高新技术产品(服务)收入500.00元,企业总收入(收入总额减不征税收入)为900.00元。", 500, 900),
    ],
)
def test_incomes_of_the_text(text: str, ht: int, gross: int | None):
    values = values_of("special_audit_income", letter([*INCOME_LETTER[:3], f"经审计,贵公司2025年度{text}"]))
    assert values["special_income.stated_ht_income"] == ht
    assert values.get("special_income.stated_gross_income") == gross


def test_without_tables_the_text_stands():
    values = values_of("special_audit_income", letter(INCOME_LETTER))
    assert values["special_income.ht_income"] == 1100
    assert values["special_income.gross_income"] == 1200


def test_one_report_on_costs_and_income():
    values = values_of(
        "special_audit_rd",
        letter([*LETTER[:8], *INCOME_LETTER[3:5], *LETTER[8:]]),
        appendix(SUMMARY, "研究开发项目费用汇总表"),
        appendix(PRODUCTS, "2025年度高新技术产品(服务)收入明细表", number=3),
    )
    assert values["special_rd.total"] == 165
    assert values["special_income.ht_income"] == 1000
    assert values["special_income.report_number"] == values["special_rd.report_number"]
    assert values["special_rd.stated_total"] == 3_005_000
    assert values["special_income.stated_gross_income"] == 1200


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("2025年度高新技术产品(服务)收入为900.00元,企业总收入为1,000.00元,占比90.00%。", True),
        ("贵公司主营控制器,2025年度高新技术产品收入900.00元,连年增长。", False),
    ],
)
def test_income_in_the_text_alone(text: str, reported: bool):
    values = values_of(
        "special_audit_rd", letter([*LETTER[:8], text, *LETTER[8:]]), appendix(SUMMARY, "汇总表")
    )
    assert ("special_income.firm_name" in values) is reported


def test_a_report_of_one_page_with_the_table_above_the_signature():
    head = [line(text, top=60.0 + 20 * i) for i, text in enumerate(INCOME_LETTER[:5])]
    foot = [line("海州某衡会计师事务所(普通合伙)", top=600.0), line("2026年5月11日", top=620.0)]
    values = values_of("special_audit_income", page(*head, table(PRODUCTS, top=300.0), *foot))
    assert values["special_income.dated_on"] == date(2026, 5, 11)
    assert values["special_income.audit_firm"] == "海州某衡会计师事务所(普通合伙)"


def test_a_retyped_document_without_pages():
    blocks = [paragraph(text, i) for i, text in enumerate(LETTER)]
    caption = paragraph("附表 2024年度研究开发费用结构明细表（单位：万元）", 30)
    values = values_of(
        "special_audit_rd", page(*blocks, caption, table([HEADS[0][0], *ROWS], page=None), number=None)
    )
    assert values["special_rd.costs[2024][RD01].internal"] == 600_000
    assert values["special_rd.stated_total"] == 3_005_000


def test_what_a_report_does_not_hold_is_told_when_it_was_read_to_the_end():
    report = letter(INCOME_LETTER), appendix(PRODUCTS, "附表 2025年度高新技术产品(服务)收入明细表")
    unread = page(number=3, state="image_only")
    assert values_of("special_audit_income", *report)["special_income.has_gross_derivation"] is False
    assert "special_income.has_gross_derivation" not in values_of("special_audit_income", *report, unread)


@pytest.mark.parametrize(
    ("title", "held"),
    [("四、研究开发活动说明", True), ("附：研发项目情况说明", True), ("三、差异说明", False)],
)
def test_notes_on_the_activities(title: str, held: bool):
    notes = page(line(title, page=3, top=80), number=3)
    values = values_of("special_audit_rd", letter(), notes)
    assert values["special_rd.has_activity_notes"] is held


def test_categories_under_their_groups():
    rows = [
        [
            "项目编号",
            "项目名称",
            "内部研究开发费用",
            "<",
            "<",
            "<",
            "委托外部研究开发费用",
            "<",
            "研究开发费用小计",
        ],
        ["^", "^", "小计", "人员人工费用", "直接投入费用", "其他费用", "合计", "其中:境内", "^"],
        ["RD01", "甲材料的研发", "60.00", "30.00", "20.00", "10.00", "5.00", "4.00", "65.00"],
        ["RD02", "乙装置的研究", "40.00", "20.00", "15.00", "5.00", "-", "-", "40.00"],
    ]
    values = values_of("special_audit_rd", letter(), appendix(rows, "2024年度研究开发费用结构明细表"))
    assert {
        name: values[f"special_rd.costs[2024][RD01].{name}"]
        for name in ("internal", "personnel", "other", "outsourced", "outsourced_domestic", "subtotal")
    } == {
        "internal": 60,
        "personnel": 30,
        "other": 10,
        "outsourced": 5,
        "outsourced_domestic": 4,
        "subtotal": 65,
    }


def test_a_summary_in_yuan_behind_tables_in_ten_thousands():
    detail = appendix(
        [["科目", "RD01", "RD02", "合计"], *ROWS], "2024年度研究开发费用明细", unit="金额单位:万元"
    )
    rows = [["编号", "研究开发活动名称", "2024年度", "2025年度", "合计"]]
    rows += [["RD01", "甲材料的研发", "650,000.00", "100,000.00", "750,000.00"]]
    rows += [["", "合计", "650,000.00", "100,000.00", "750,000.00"]]
    values = values_of(
        "special_audit_rd", letter(), detail, appendix(rows, "汇总", number=3, unit="编制说明")
    )
    assert values["special_rd.costs[2024][RD01].subtotal"] == 650_000
    assert values["special_rd.projects[RD01][2024]"] == 650_000
    assert values["special_rd.total"] == 750_000
