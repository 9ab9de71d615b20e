"""Annual income tax returns: forms of 2014, 2017 and 2024, ruled and not, printed and misread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from prereview.documents.model import Page
from prereview.dossier.extractors.tax_return.forms import row_label
from prereview.dossier.facts import Value
from tests.dossier.extractors.sections import values_of
from tests.dossier.pages import line, page, paragraph, table

COVER = [
    "中华人民共和国企业所得税年度纳税申报表",
    "(A类,2024年版)",
    "税款所属期间:2025年01月01日 至 2025年12月31日",
    "纳税人识别号(统一社会信用代码):91330108MA75H9D20Q",
    "纳税人名称:海州远山科技有限公司",
    "金额单位:人民币元(列至角分)",
    "谨声明:本纳税申报表是真实的、可靠的、完整的。",
    "2026 年 05 月 14 日",
]


def cover(texts: Sequence[str] = COVER) -> Page:
    return page(*(line(t, top=100 + 36 * i) for i, t in enumerate(texts)), number=1)


def schedule(code: str, title: str, rows: Sequence[Sequence[str]], number: int = 3) -> Page:
    head = [line(code, x=52, top=40, page=number), line(title, x=200, top=60, page=number)]
    return page(*head, table(rows, page=number, top=90, width=490), number=number)


def filed(*schedules: Page, year: int = 2025) -> dict[str, Value]:
    """Values of the return of a year, by the last step of the path."""
    values = values_of("tax_return", cover(), *schedules)
    return {path.removeprefix(f"tax_returns[{year}]."): value for path, value in values.items()}


def test_cover():
    assert values_of("tax_return", cover()) == {
        "tax_returns[2025].firm_name": "海州远山科技有限公司",
        "tax_returns[2025].uscc": "91330108MA75H9D20Q",
    }


def test_cover_as_a_table():
    rows = [
        ["税款所属期间", "2024年01月01日至2024年12月31日"],
        ["纳税人识别号", "91330108MA75H9D20Q"],
        ["纳税人名称", "海州远山科技有限公司"],
    ]
    head = line("中华人民共和国企业所得税年度纳税申报表(A类,2017年版)", top=60)
    values = values_of("tax_return", page(head, table(rows), number=1))
    assert values["tax_returns[2024].firm_name"] == "海州远山科技有限公司"


def test_a_return_without_a_year_gives_nothing():
    assert values_of("tax_return", cover(COVER[:2])) == {}


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("三、利润总额（10+11-12）", "利润总额"),
        ("13三、利润总额（10＋11－12）", "利润总额"),
        ("计算三、利润总额(15+16-17)", "利润总额"),
        ("利 润 总 额 计 算一、营业收入(填写A101010\\101020\\103000)", "营业收入"),
        ("一、营业收入（2+9）", "营业收入"),
        ("减:营业成本(填写A102010\\102020\\103000)", "营业成本"),
        ("三、年度研发费用小计（2+36×80%+38）", "年度研发费用小计"),
        ("一、本年高新技术产品（服务）收入（5+6）", "本年高新技术产品(服务)收入"),
        ("七、归集的高新研发费用金额（16+25）", "归集的高新研发费用金额"),
        ("（二）委托外部研发费用[(26+28)×80%]", "委托外部研发费用"),
        ("八、销售（营业）收入", "销售(营业)收入"),
    ],
)
def test_row_label(printed: str, label: str):
    assert row_label(printed) == label


MAIN_2017 = [
    ["行次", "类别", "项目", "金额"],
    ["1", "利润总额计算", "一、营业收入(填写A101010\\101020\\103000)", "40,600,005.54"],
    ["2", "^", "减:营业成本(填写A102010\\102020\\103000)", "19,490,207.95"],
    ["10", "^", "二、营业利润(1-2-3-4-5-6-7+8+9)", "9,937,761.22"],
    ["11", "^", "加:营业外收入(填写A101010\\101020\\103000)", "14,291.33"],
    ["13", "^", "三、利润总额（10+11-12）", "9,945,296.08"],
    ["23", "应纳税所得额计算", "五、应纳税所得额（19-20-21-22）", "5,000,000.00"],
]
MAIN_2024 = [
    *MAIN_2017[:3],
    ["6", "^", "减:研发费用(填写A104000)", "5,135,772.63"],
    *([str(int(r[0]) + 5), *r[1:]] for r in MAIN_2017[3:]),
]


@pytest.mark.parametrize("rows", [MAIN_2017, MAIN_2024], ids=["2017", "2024"])
def test_main_form_by_label(rows: list[list[str]]):
    values = filed(schedule("A100000", "中华人民共和国企业所得税年度纳税申报主表(A类)", rows))
    assert values["revenue"] == Decimal("40600005.54")
    assert values["profit"] == Decimal("9945296.08")


def test_main_form_without_rules_and_with_an_unread_title():
    lines = []
    for i, row in enumerate(MAIN_2017):
        for text, x in zip([row[0], row[2], row[3]], (50, 120, 450), strict=True):
            lines.append(line(text, x=x, top=100 + 18 * i, page=3, em=9))
    values = filed(page(line("A1O0OOO", x=52, top=40, page=3), *lines, number=3))
    assert values["revenue"] == Decimal("40600005.54")
    assert values["profit"] == Decimal("9945296.08")


def test_income_schedule_is_a_second_place_of_revenue_and_costs_are_not():
    rows = [
        ["行次", "项目", "金额"],
        ["1", "一、营业收入（2+9）", "300.00"],
        ["2", "（一）主营业务收入", "290.00"],
    ]
    costs = [
        ["行次", "项目", "金额"],
        ["1", "一、营业成本（2+9）", "30.00"],
        ["2", "（一）主营业务成本", "29.00"],
    ]
    values = filed(
        schedule("A101010", "一般企业收入明细表", rows),
        schedule("A102010", "一般企业成本支出明细表", costs, 4),
    )
    assert values["revenue"] == 300


PERIOD_COSTS = [
    [
        "行次",
        "项目",
        "销售费用",
        "其中：境外支付",
        "管理费用",
        "其中：境外支付",
        "财务费用",
        "其中：境外支付",
    ],
    ["", "", "1", "2", "3", "4", "5", "6"],
    ["4", "四、业务招待费", "10.00", "*", "20.00", "*", "*", "*"],
    ["19", "十九、研究费用", "5.00", "*", "4,092,414.29", "0.00", "*", "*"],
    ["26", "合计(1+2+3+…+25)", "15.00", "0.00", "30.00", "0.00", "*", "*"],
]


def test_research_cost_in_the_column_of_management_costs():
    values = filed(schedule("A104000", "期间费用明细表", PERIOD_COSTS))
    assert values["rd_expense_period"] == Decimal("4092414.29")


def test_research_cost_under_unread_heads_when_it_stands_alone():
    rows = [["行次", "项目", "x", "x", "x", "x", "x", "x"], *PERIOD_COSTS[2:]]
    alone = [[c if c != "5.00" else "*" for c in row] for row in rows]
    assert filed(schedule("A104000", "期间费用明细表", alone))["rd_expense_period"] == Decimal("4092414.29")
    assert "rd_expense_period" not in filed(schedule("A104000", "期间费用明细表", rows))


def test_rd_total_of_the_deduction_schedule():
    rows = [
        ["行次", "项目", "金额（数量）"],
        ["1", "本年可享受研发费用加计扣除项目数量", "3"],
        ["40", "三、年度研发费用小计(2+36×80%+38)", "6,440,972.78"],
        ["45", "六、允许扣除的研发费用合计（41+43+44）", "1.00"],
        ["51", "九、本年研发费用加计扣除总额", "2.00"],
    ]
    assert filed(schedule("A107012", "研发费用加计扣除优惠明细表", rows))["rd_deduction"] == Decimal(
        "6440972.78"
    )


def test_rd_total_of_the_form_of_2014():
    rows = [
        ["行次", "研发项目", "本年研发费用明细", "<", "减：作为不征税收入处理的财政性资金"],
        ["^", "^", "研发活动直接消耗的材料", "年度研发费用合计", "^"],
        ["1", "某项目的研发", "1.00", "2.00", "0.00"],
        ["10", "合计", "10.00", "20.00", "0.00"],
    ]
    assert filed(schedule("A107014", "研发费用加计扣除优惠明细表", rows))["rd_deduction"] == 20


HIGH_TECH = [
    ["1", "证书编号", "GR202344000999", "", "证书取得时间", "2023-12-28"],
    ["4", "一、本年高新技术产品（服务）收入（5+6）", "<", "<", "<", "90.00"],
    ["5", "其中：产品（服务）收入", "<", "<", "<", "80.00"],
    ["7", "二、本年企业总收入（8-9）", "<", "<", "<", "100.00"],
    ["8", "其中：收入总额", "<", "<", "<", "110.00"],
    ["9", "不征税收入", "<", "<", "<", "10.00"],
    ["14", "高新研发费用归集年度", "本年度", "前一年度", "前二年度", "合计"],
    ["15", "七、归集的高新研发费用金额（16+25）", "7.00", "6.00", "5.00", "18.00"],
    ["29", "八、销售（营业）收入", "70.00", "60.00", "50.00", "180.00"],
    ["31", "十、国家需要重点扶持的高新技术企业减征企业所得税", "<", "<", "<", "3.00"],
    ["32", "十一、经济特区和上海浦东新区新设立的高新技术企业定期减免税额", "<", "<", "<", "0.00"],
]


def test_high_tech_schedule():
    values = filed(schedule("A107041", "高新技术企业优惠情况及明细表", HIGH_TECH))
    assert {
        name: values[name]
        for name in ("ht_income", "gross_income", "total_income", "non_taxable_income", "ht_preference")
    } == {
        "ht_income": 90,
        "gross_income": 100,
        "total_income": 110,
        "non_taxable_income": 10,
        "ht_preference": 3,
    }
    assert [values[f"ht_rd[{year}]"] for year in (2025, 2024, 2023)] == [7, 6, 5]


def test_high_tech_schedule_over_two_pages():
    first = schedule("A107041", "高新技术企业优惠情况及明细表", HIGH_TECH[:5])
    second = page(table(HIGH_TECH[5:], page=4, x=80, width=470), number=4)
    values = filed(first, second)
    assert values["non_taxable_income"] == 10
    assert values["ht_rd[2023]"] == 5


def test_ten_thousands_of_the_basic_data_do_not_count_elsewhere():
    basic = [["103资产总额(填写平均值,单位:万元)", "8220.95", "104从业人数", "126"]]
    values = filed(
        schedule("A000000", "企业所得税年度纳税申报基础信息表", basic, 2),
        schedule("A100000", "中华人民共和国企业所得税年度纳税申报表(A类)", MAIN_2017),
    )
    assert values["profit"] == Decimal("9945296.08")


def test_the_list_of_forms_is_no_form():
    rows = [
        ["表单编号", "表单名称", "是否填报"],
        ["A100000", "中华人民共和国企业所得税年度纳税申报表(A类)", "√"],
        ["A104000", "期间费用明细表", "√"],
    ]
    head = line("企业所得税年度纳税申报表填报表单", page=2, top=50)
    assert set(filed(page(head, table(rows, page=2), number=2))) == {"firm_name", "uscc"}


def test_a_wrong_code_is_kept_as_printed():
    texts = [t.replace("9D20Q", "9D20") for t in COVER]
    values = values_of("tax_return", cover(texts))
    assert values["tax_returns[2025].uscc"] == "91330108MA75H9D20"


def test_a_retyped_document_without_pages():
    blocks = [paragraph(text, i) for i, text in enumerate(COVER)]
    title = paragraph("A100000 中华人民共和国企业所得税年度纳税申报表（A类）", 20)
    values = values_of("tax_return", page(*blocks, title, table(MAIN_2017, page=None), number=None))
    assert values["tax_returns[2025].profit"] == Decimal("9945296.08")


BASICS = [
    ["基本经营情况(必填项目)", "<", "<", "<"],
    ["103资产总额(填写平均值,单位:万元)", "5351.86", "104从业人数(填写平均值,单位:人)", "108"],
    [
        "211高新技术企业申报所属期年度有效的高新技术企业证书",
        "证书编号:GR202344000999",
        "发证时间",
        "2023-12-28",
    ],
]
CLAIMED = [
    ["行次", "项目", "金额(数量)"],
    ["1", "本年可享受研发费用加计扣除项目数量", "4"],
    ["3", "(一)人员人工费用(4+5+6)", "2,054,506.45"],
    ["4", "1.直接从事研发活动人员工资薪金", "1,602,515.03"],
    ["7", "(二)直接投入费用(8+9+10+11+12+13+14+15)", "1,581,383.29"],
    ["16", "(三)折旧费用(17+18)", "316,597.13"],
    ["19", "(四)无形资产摊销(20+21+22)", "132,010.97"],
    ["23", "(五)新产品设计费等(24+25+26+27)", "180,091.73"],
    ["24", "1.新产品设计费", "180,000.00"],
    ["28", "(六)其他相关费用(29+30+31+32+33)", "181,443.00"],
    ["34", "(七)经限额调整后的其他相关费用", "181,000.00"],
    ["35", "二、委托研发(36+37+39)", "400,000.00"],
    ["40", "三、年度研发费用小计(2+36×80%+38)", "4,991,790.36"],
]


def test_basic_data_and_the_certificate():
    values = filed(schedule("A000000", "企业所得税年度纳税申报基础信息表", BASICS))
    assert values["assets_average"] == Decimal("53518600")
    assert values["staff_average"] == 108
    assert values["certificate_number"] == "GR202344000999"
    assert values["certificate_issued_on"] == date(2023, 12, 28)


def test_lines_of_the_deduction_schedule():
    values = filed(schedule("A107012", "研发费用加计扣除优惠明细表", CLAIMED))
    assert values["rd_project_count"] == 4
    claimed = {
        name.removeprefix("deduction_"): v for name, v in values.items() if name.startswith("deduction")
    }
    assert claimed == {
        "personnel": Decimal("2054506.45"),
        "direct": Decimal("1581383.29"),
        "depreciation": Decimal("316597.13"),
        "amortisation": Decimal("132010.97"),
        "design": Decimal("180091.73"),
        "other": Decimal("181443.00"),
        "outsourced": Decimal("400000.00"),
    }


def test_the_day_of_filing():
    values = values_of("tax_return", cover([*COVER, "受理人:系统受理", "受理日期:2026年05月26日"]))
    assert values["tax_returns[2025].filed_on"] == date(2026, 5, 26)
