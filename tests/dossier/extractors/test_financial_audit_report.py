"""Annual audit reports in the shapes they come in: column order, standards, units, prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from msgspec import structs

from prereview.documents.model import Block, Line, Page
from prereview.dossier.extractors.financial_audit_report.labels import statement_label
from prereview.dossier.facts import Value
from tests.dossier.extractors.sections import facts_of, values_of
from tests.dossier.pages import line, page, paragraph, table, width_of

OPINION = [
    "审 计 报 告",
    "某衡审字〔2025〕第0433号",
    "海州远山科技有限公司全体股东:",
    "一、审计意见",
    "我们审计了海州远山科技有限公司(以下简称贵公司)财务报表,包括2024年12月31日的资",
    "产负债表,2024年度的利润表、现金流量表以及相关财务报表附注。",
    "我们认为,后附的财务报表在所有重大方面按照企业会计准则的规定编制,公允反映了贵公司",
    "2024年12月31日的财务状况以及2024年度的经营成果和现金流量。",
    "二、形成审计意见的基础",
    "中国注册会计师:",
    "海州某衡会计师事务所(普通合伙)",
    "2025年3月24日",
]
BALANCE = [
    ["资产", "期末余额", "上年年末余额", "负债和所有者权益", "期末余额", "上年年末余额"],
    ["流动资产:", "", "", "流动负债:", "", ""],
    ["货币资金", "16,872,612.42", "1,000.00", "短期借款", "1,480,000.00", "-"],
    ["流动资产合计", "26,193,591.23", "1,000.00", "流动负债合计", "5,950,683.05", "5,008,648.60"],
    ["", "", "", "负债合计", "5,950,683.05", "5,008,648.60"],
    ["", "", "", "所有者权益合计", "25,000,240.26", "17,969,315.79"],
    ["资产总计", "30,950,923.31", "22,977,964.39", "负债和所有者权益总计", "30,950,923.31", "22,977,964.39"],
]
INCOME = [
    ["项目", "附注", "本期金额", "上期金额"],
    ["一、营业收入", "五、8", "31,499,994.03", "24,800,000.09"],
    ["减:营业成本", "五、8", "15,120,794.14", "1.00"],
    ["管理费用", "", "2,343,525.74", "1.00"],
    ["研发费用", "五、9", "4,092,414.29", "3,256,235.47"],
    ["加:其他收益", "", "243,538.21", "-"],
    ["投资收益(损失以“-”号填列)", "", "-1,000.00", "-"],
    ["二、营业利润(亏损以“-”号填列)", "", "8,088,102.40", "1.00"],
    ["加:营业外收入", "", "13,371.33", "-"],
    ["三、利润总额(亏损总额以“-”号填列)", "", "8,100,227.74", "6,279,556.02"],
    ["四、净利润(净亏损以“-”号填列)", "", "7,030,924.47", "1.00"],
]
TOTALS = {
    "total_assets": Decimal("30950923.31"),
    "total_liabilities": Decimal("5950683.05"),
    "equity": Decimal("25000240.26"),
    "net_assets": Decimal("25000240.26"),
    "opening_total_assets": Decimal("22977964.39"),
    "opening_total_liabilities": Decimal("5008648.60"),
    "opening_net_assets": Decimal("17969315.79"),
}
FLOWS = {
    "revenue": Decimal("31499994.03"),
    "rd_expense": Decimal("4092414.29"),
    "profit": Decimal("8100227.74"),
    "other_income": Decimal("256909.54"),
}


def text_page(texts: Sequence[str], number: int) -> Page:
    return page(*(line(t, top=60 + 22 * i, page=number) for i, t in enumerate(texts)), number=number)


def statement(
    title: str,
    rows: Sequence[Sequence[str]],
    number: int,
    *,
    when: str = "2024年12月31日",
    unit: str = "单位:元",
) -> Page:
    """A page with one statement: title, letterhead, ruled table."""
    return page(
        *letterhead(title, number, when, unit), table(rows, page=number, top=120, width=480), number=number
    )


def letterhead(title: str, number: int, when: str = "2024年12月31日", unit: str = "单位:元") -> list[Line]:
    return [
        line(title, x=250, top=40, page=number, em=16),
        line("编制单位:海州远山科技有限公司", x=66, top=80, page=number),
        line(when, x=300, top=80, page=number),
        line(unit, x=460, top=80, page=number),
    ]


def report(*statements: Page, opinion: Sequence[str] = OPINION) -> dict[str, Value]:
    """Values of the 2024 report made of an opinion page and these pages, by the last step of the path."""
    values = values_of("financial_audit_report", text_page(opinion, 2), *statements)
    return {path.removeprefix("audits[2024]."): value for path, value in values.items()}


def swapped(rows: Sequence[Sequence[str]], *pairs: tuple[int, int]) -> list[list[str]]:
    swapped_rows = [list(row) for row in rows]
    for row in swapped_rows:
        for a, b in pairs:
            row[a], row[b] = row[b], row[a]
    return swapped_rows


def test_head_of_the_report():
    cover = text_page(
        [
            "海州某衡会计师事务所",
            "(普通合伙)",
            "审计报告",
            "某衡审字〔2025〕第0433号",
            "海州远山科技有限公司",
            "2024年度财务报表审计",
            "报告编码:海25K298KZ64",
        ],
        1,
    )
    values = values_of("financial_audit_report", cover, text_page(OPINION, 2))
    assert values["audits[2024].firm_name"] == "海州远山科技有限公司"
    assert values["audits[2024].report_number"] == "某衡审字〔2025〕第0433号"
    assert values["audits[2024].audit_firm"] == "海州某衡会计师事务所(普通合伙)"
    assert values["audits[2024].opinion"] == "无保留意见"
    assert values["audits[2024].verification_code"] == "海25K298KZ64"
    assert values["audits[2024].dated_on"] == date(2025, 3, 24)


@pytest.mark.parametrize(
    "balance",
    [
        BALANCE,
        swapped(BALANCE, (1, 2), (4, 5)),
        [["资产", "2024.12.31", "2023.12.31", "负债和股东权益", "2024.12.31", "2023.12.31"], *BALANCE[1:]],
        [["资产", "2024年末数", "年初数", "负债及所有者权益", "2024年末数", "年初数"], *BALANCE[1:]],
        [["资产", "期未余额", "年初余额", "负债和所有者权益", "期未余额", "年初余额"], *BALANCE[1:]],
        [["资产", "2024年12月31日", "2024年1月1日", "负债", "2024年12月31日", "2024年1月1日"], *BALANCE[1:]],
    ],
    ids=["current first", "prior first", "dates", "other words", "misread", "first of January"],
)
def test_balance_sheet_by_its_heads(balance: list[list[str]]):
    values = report(statement("资 产 负 债 表", balance, 3))
    assert {name: values[name] for name in TOTALS} == TOTALS


def test_income_statement():
    values = report(statement("利 润 表", INCOME, 4, when="2024年度"))
    assert {name: values[name] for name in FLOWS} == FLOWS


def test_prior_year_first_and_years_in_the_heads():
    rows = swapped([["项目", "附注", "2024年度", "2023年度"], *INCOME[1:]], (2, 3))
    values = report(statement("利润表", rows, 4, when="2024年度"))
    assert {name: values[name] for name in FLOWS} == FLOWS


def test_two_dates_over_the_columns_in_place_of_a_date_line():
    heads = ["资产", "2023年12月31日", "2024年12月31日", "负债", "2023年12月31日", "2024年12月31日"]
    flows = ["项目", "附注", "2023年度", "2024年度"]
    values = report(
        statement("资产负债表", [heads, *swapped(BALANCE[1:], (1, 2), (4, 5))], 3, when="本位币"),
        statement("利润表", [flows, *swapped(INCOME[1:], (2, 3))], 4, when="本位币"),
        statement(
            "现金流量表", [flows, ["经营活动产生的现金流量净额", "", "1.00", "2.00"]], 5, when="本位币"
        ),
    )
    assert {name: values[name] for name in TOTALS} == TOTALS
    assert {name: values[name] for name in FLOWS} == FLOWS


def test_titles_with_english_beside_them():
    other = [[*row[:2], row[2] and "9.00", *row[3:5], row[5] and "9.00"] for row in BALANCE[1:]]
    group = statement("合并资产负债表 Consolidated Balance Sheet", [BALANCE[0], *other], 3)
    values = report(group, statement("资产负债表 Balance Sheet", BALANCE, 4))
    assert {name: values[name] for name in TOTALS} == TOTALS


def test_list_form_with_row_numbers_and_equity_under_another_name():
    rows = [["项目", "行次", "年初数", "期末数"]]
    for left in (0, 3):
        rows += [
            [row[left], str(i), row[left + 2], row[left + 1]]
            for i, row in enumerate(BALANCE[1:])
            if row[left]
        ]
    rows = [["所有者权益（或股东权益）合计" if c == "所有者权益合计" else c for c in row] for row in rows]
    values = report(statement("资产负债表", rows, 3))
    assert {name: values[name] for name in TOTALS} == TOTALS


def flush(rows: Sequence[Sequence[str]], edges: Sequence[float], number: int) -> list[Line]:
    """Rows without rules: texts flush left, figures flush right at the edges of their columns."""
    lines: list[Line] = []
    for i, texts in enumerate(rows):
        for text, edge in zip(texts, edges, strict=True):
            if text:
                numeric = text[-1].isdigit() or text == "-"
                x = (
                    edge - width_of(text, 8)
                    if numeric
                    else edge
                    if edge < 100 or edge in (300, 200)
                    else edge - 60
                )
                lines.append(line(text, x=x, top=120 + 16 * i, page=number, em=8))
    return lines


def test_statements_without_rules():
    sheet = page(*letterhead("资产负债表", 3), *flush(BALANCE, (50, 200.1, 280, 300, 450, 530), 3), number=3)
    flows = page(*letterhead("利润表", 4, "2024年度"), *flush(INCOME, (50, 300, 420, 520), 4), number=4)
    values = report(sheet, flows)
    assert {name: values[name] for name in TOTALS} == TOTALS
    assert {name: values[name] for name in FLOWS} == FLOWS


def test_amounts_in_ten_thousands():
    rows = [
        ["项目", "期末余额", "年初余额"],
        ["资产总计", "3,095.09", "2,297.80"],
        ["负债合计", "595.07", "500.86"],
    ]
    rows += [["货币资金", "1.00", "1.00"], ["所有者权益合计", "2,500.02", "1,796.93"]]
    values = report(statement("资产负债表", rows, 3, unit="金额单位:人民币万元"))
    assert values["total_assets"] == Decimal("30950900")
    assert values["net_assets"] == Decimal("25000200")


def group(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The same rows with other figures, as the group has them."""
    return [[f"9{c}" if c[:1].isdigit() and "." in c else c for c in row] for row in rows]


def test_the_parents_own_statements_count():
    values = report(
        statement("合并资产负债表", group(BALANCE), 3),
        statement("母公司资产负债表", BALANCE, 4),
        statement("合并利润表", group(INCOME), 5, when="2024年度"),
        statement("母公司利润表", INCOME, 6, when="2024年度"),
    )
    assert {name: values[name] for name in (*TOTALS, *FLOWS)} == TOTALS | FLOWS


def test_group_and_parent_in_one_table():
    rows = [
        ["项目", "期末余额", "<", "年初余额", "<"],
        ["^", "合并", "公司", "合并", "公司"],
        ["货币资金", "9.00", "1.00", "9.00", "1.00"],
        ["资产总计", "999.00", "300.00", "888.00", "200.00"],
        ["负债合计", "99.00", "100.00", "88.00", "50.00"],
        ["所有者权益合计", "900.00", "200.00", "800.00", "150.00"],
    ]
    values = report(statement("合并及公司资产负债表", rows, 3))
    assert (values["total_assets"], values["opening_total_assets"]) == (300, 200)
    assert values["net_assets"] == 200


def test_group_statements_alone_give_no_figures():
    values = report(statement("合并资产负债表", BALANCE, 3))
    assert values["has_balance_sheet"] is True
    assert "total_assets" not in values


def headed(values: dict[str, Value]) -> dict[str, Value]:
    return {path: value for path, value in values.items() if path.endswith("_year")}


def test_statements_are_headed_with_a_year():
    values = report(statement("资产负债表", BALANCE, 3), statement("利润表", INCOME, 4, when="2024年度"))
    assert headed(values) == {"balance_sheet_year": 2024, "income_statement_year": 2024}


def test_a_statement_headed_with_another_year():
    values = report(statement("资产负债表", BALANCE, 3), statement("利润表", INCOME, 4, when="2023年度"))
    assert headed(values) == {"balance_sheet_year": 2024, "income_statement_year": 2023}


def test_the_statements_of_the_year_before_may_be_bound_in():
    before = statement("资产负债表", BALANCE, 3, when="2023年12月31日")
    assert headed(report(before, statement("资产负债表", BALANCE, 4))) == {"balance_sheet_year": 2024}


def test_one_dated_column_does_not_head_a_statement():
    dated = [BALANCE[0][:], *BALANCE[1:]]
    dated[0][1:3] = ["期末余额", "2023年12月31日"]
    assert headed(report(statement("资产负债表", dated, 3, when="会企01表"))) == {}
    dated[0][1:3] = ["2024年12月31日", "2023年12月31日"]
    assert headed(report(statement("资产负债表", dated, 3, when="会企01表"))) == {"balance_sheet_year": 2024}


def test_small_enterprise_statement_with_monthly_column():
    rows = [
        ["项目", "行次", "本年累计金额", "本月金额"],
        ["一、营业收入", "1", "30,000,000.00", "2,500,000.00"],
        ["减:营业成本", "2", "20,822,342.00", "1.00"],
        ["税金及附加", "3", "183,000.00", "1.00"],
        ["管理费用", "14", "4,029,778.35", "1.00"],
        ["研究费用", "17", "1,639,220.00", "1.00"],
        ["三、利润总额(亏损总额以“-”号填列)", "30", "3,318,433.61", "1.00"],
    ]
    values = report(statement("利润表", rows, 4, when="2024年度"))
    assert (values["revenue"], values["rd_expense"], values["profit"]) == (
        Decimal(30_000_000),
        Decimal(1_639_220),
        Decimal("3318433.61"),
    )


def test_a_page_without_head_goes_on_with_the_columns():
    assets = [row[:3] for row in BALANCE]
    debts = [["短期借款", "1.00", "1.00"], *[row[3:] for row in BALANCE[3:]]]
    values = report(
        statement("资产负债表", assets, 3),
        page(line("资产负债表(续)", page=4, top=60), table(debts, page=4), number=4),
    )
    assert {name: values[name] for name in TOTALS} == TOTALS


def test_one_unread_head_of_two():
    rows = [["资产", "期末余额", "x", "负债和所有者权益", "期末余额", "x"], *BALANCE[1:]]
    assert report(statement("资产负债表", rows, 3))["opening_total_assets"] == TOTALS["opening_total_assets"]


def test_without_heads_there_are_no_figures():
    rows = [["资产", "", "", "负债和所有者权益", "", ""], *BALANCE[1:]]
    assert "total_assets" not in report(statement("资产负债表", rows, 3))


def test_total_assets_under_a_seal_are_those_of_the_other_side():
    rows = [["资产急讠" if c == "资产总计" else c for c in row] for row in BALANCE]
    assert report(statement("资产负债表", rows, 3))["total_assets"] == TOTALS["total_assets"]


def test_net_assets_without_a_row_are_computed():
    rows = [row for row in BALANCE if "所有者权益合计" not in row]
    facts = facts_of("financial_audit_report", text_page(OPINION, 2), statement("资产负债表", rows, 3))
    fact = facts["audits[2024].net_assets"]
    assert fact.value == TOTALS["net_assets"]
    assert fact.working == "30,950,923.31 - 5,950,683.05 = 25,000,240.26"
    assert len(fact.evidence) == 2
    assert "audits[2024].equity" not in facts


def test_a_dash_is_zero_and_a_blank_is_nothing():
    rows = [list(row) for row in BALANCE]
    rows[-1][2] = "-"
    rows[4][5] = ""
    values = report(statement("资产负债表", rows, 3))
    assert values["opening_total_assets"] == 0
    assert "opening_total_liabilities" not in values


def test_other_income_adds_gains_only():
    facts = facts_of("financial_audit_report", text_page(OPINION, 2), statement("利润表", INCOME, 4))
    fact = facts["audits[2024].other_income"]
    assert fact.working == "其他收益 243,538.21 + 营业外收入 13,371.33"


NOTES = [
    [
        ["项目", "本期收入", "本期成本"],
        ["主营业务", "31,247,998.94", "1.00"],
        ["其他业务", "251,995.09", "2.00"],
        ["合计", "31,499,994.03", "3.00"],
    ],
    [
        ["项目", "本期发生额", "<", "上期发生额", "<"],
        ["^", "收入", "成本", "收入", "成本"],
        ["主营业务", "31,247,998.94", "1.00", "5.00", "6.00"],
        ["其他业务", "251,995.09", "2.00", "7.00", "8.00"],
    ],
    [
        ["项目", "上期发生额", "本期发生额"],
        ["主营业务收入", "5.00", "31,247,998.94"],
        ["其他业务收入", "6.00", "251,995.09"],
        ["主营业务成本", "7.00", "8.00"],
    ],
]


@pytest.mark.parametrize("rows", NOTES, ids=["side by side", "two heads", "one below the other"])
def test_main_and_other_revenue_from_the_notes(rows: list[list[str]]):
    notes = page(line("财务报表附注", page=5, top=50), table(rows, page=5), number=5)
    values = report(statement("利润表", INCOME, 4, when="2024年度"), notes)
    assert values["revenue_main"] == Decimal("31247998.94")
    assert values["revenue_other"] == Decimal("251995.09")
    assert values["has_notes"] is True


def test_of_two_pairs_the_one_that_adds_up():
    blocks: list[Block] = [table(group(NOTES[0]), page=5, top=100), line("十、母公司", page=5, top=300)]
    notes = page(*blocks, table(NOTES[0], page=5, top=340), number=5)
    values = report(
        statement("合并利润表", group(INCOME), 3, when="2024年度"),
        statement("母公司利润表", INCOME, 4, when="2024年度"),
        notes,
    )
    assert values["revenue_main"] == Decimal("31247998.94")


OPINIONS = [
    (["一、审计意见", "我们认为,后附的财务报表在所有重大方面公允反映了"], "无保留意见"),
    (["一、保留意见", "我们认为,除“形成保留意见的基础”所述事项外,在所有重大方面公允反映了"], "保留意见"),
    (["三、审计意见", "我们认为,除上述事项可能产生的影响外,财务报表在所有重大方面公允反映了"], "保留意见"),
    (["一、否定意见", "我们认为,财务报表没有在所有重大方面公允反映"], "否定意见"),
    (["我们不对后附的贵公司财务报表发表审计意见。"], "无法表示意见"),
    (["一、审计意见", "在所有重大方面公允反映了", "三、强调事项"], "带强调事项段的无保留意见"),
    (
        ["一、审计意见", "在所有重大方面公允反映了", "三、与持续经营相关的重大不确定性"],
        "带持续经营重大不确定性段落的无保留意见",
    ),
]


@pytest.mark.parametrize(("texts", "opinion"), OPINIONS)
def test_opinion(texts: list[str], opinion: str):
    lead = ["审计报告", "我们审计了海州远山科技有限公司2024年度的利润表、现金流量表以及附注。"]
    assert report(opinion=[*lead, *texts])["opinion"] == opinion


@pytest.mark.parametrize(
    "number",
    ["某衡会审〔2025〕433号", "(2025)某衡审字第433号", "某衡财审字2025第433号", "某衡审字(2025)第A-0433号"],
)
def test_report_numbers(number: str):
    assert report(opinion=[OPINION[0], f"报告文号:{number}", *OPINION[2:]])["report_number"] == number


def test_the_year_is_not_that_of_the_date():
    lines = [
        "审计报告",
        "海州远山科技有限公司:",
        "截至2024年12月31日止年度财务报表",
        "中国注册会计师",
        "二〇二五年三月一日",
    ]
    values = values_of("financial_audit_report", text_page(lines, 1))
    assert values["audits[2024].dated_on"] == date(2025, 3, 1)


def test_the_year_of_statements_without_an_opinion():
    values = values_of("financial_audit_report", statement("资产负债表", BALANCE, 1))
    assert values["audits[2024].total_assets"] == TOTALS["total_assets"]
    assert "audits[2024].has_narrative" not in values


def test_a_report_on_three_years():
    sentence = "我们审计了海州远山科技有限公司2022年度、2023年度、2024年度的利润表、现金流量表以及附注。"
    rows = [
        ["项目", "2024年度", "2023年度", "2022年度"],
        ["一、营业收入", "300.00", "200.00", "100.00"],
        ["减:营业成本", "30.00", "20.00", "10.00"],
        ["二、营业利润", "3.00", "2.00", "1.00"],
        ["三、利润总额", "3.00", "2.00", "-1.00"],
    ]
    values = values_of(
        "financial_audit_report",
        text_page(["审计报告", sentence], 1),
        statement("利润表", rows, 2, when="2024年度"),
    )
    assert [values[f"audits[{year}].profit"] for year in (2022, 2023, 2024)] == [-1, 2, 3]


def test_the_year_compared_with_is_not_audited():
    sentence = [
        "我们审计了海州远山科技有限公司2024年12月31日及2023年12月31日的资产负债表、",
        "2024年度及2023年度的利润表、现金流量表。",
    ]
    values = values_of("financial_audit_report", text_page(["审计报告", *sentence, "一、审计意见"], 1))
    assert {path.partition(".")[0] for path in values} == {"audits[2024]"}


def test_a_narrative_of_its_own():
    texts = [
        "财务情况说明书",
        "本公司2025年度实现营业收入1元,比2024年度增长;2025年度利润总额2元。",
        "2026年3月17日",
    ]
    assert values_of("financial_audit_report", text_page(texts, 1)) == {"audits[2025].has_narrative": True}


def test_nothing_without_a_year():
    assert values_of("financial_audit_report", text_page(["审计报告", "一、审计意见"], 1)) == {}


def test_parts_of_a_report_read_to_the_end():
    flows = [
        ["项目", "本期金额"],
        *[[f"{n}活动产生的现金流量净额", "1.00"] for n in ("经营", "投资", "筹资")],
    ]
    values = report(
        statement("资产负债表", BALANCE, 3),
        statement("利润表", INCOME, 4, when="2024年度"),
        statement("现金流量表", flows, 5, when="2024年度"),
        text_page(["海州远山科技有限公司2024年度财务报表附注", "一、公司基本情况"], 6),
    )
    parts = ("balance_sheet", "income_statement", "cash_flow", "notes", "narrative")
    assert [values[f"has_{part}"] for part in parts] == [True, True, True, True, False]


def test_nothing_is_missing_while_a_page_is_unread():
    unread = page(number=3, state="image_only")
    assert "has_narrative" not in report(unread)


def test_a_contents_page_has_no_parts():
    contents = text_page(["目 录", "审计报告", "资产负债表", "利润表", "现金流量表", "财务报表附注"], 1)
    values = values_of("financial_audit_report", contents, text_page(OPINION, 2))
    assert values["audits[2024].has_balance_sheet"] is False


def test_papers_of_the_accountants_at_the_end_give_nothing():
    licence = text_page(
        ["营业执照", "名称 海州某衡会计师事务所(普通合伙)", "海州别处科技有限公司", "2009年6月21日"], 9
    )
    facts = facts_of(
        "financial_audit_report", text_page(OPINION, 2), statement("资产负债表", BALANCE, 3), licence
    )
    assert facts["audits[2024].firm_name"].value == "海州远山科技有限公司"
    assert facts["audits[2024].firm_name"].readings == ()
    assert facts["audits[2024].dated_on"].value == date(2025, 3, 24)


def test_another_firm_in_the_letterhead_is_kept_beside():
    other = statement("资产负债表", BALANCE, 3)
    blocks = [
        line("编制单位:海州近水科技有限公司", x=66, top=80, page=3)
        if "编制单位" in getattr(b, "text", "")
        else b
        for b in other.blocks
    ]
    fact = facts_of("financial_audit_report", text_page(OPINION, 2), page(*blocks, number=3))[
        "audits[2024].firm_name"
    ]
    assert fact.value == "海州远山科技有限公司"
    assert [reading.value for reading in fact.readings] == ["海州近水科技有限公司"]


OTHER = "海州近水科技有限公司"
OTHER_TEXT = [text.replace("海州远山科技有限公司", OTHER) for text in OPINION]


def other_named(opinion: Sequence[str], method: str = "text") -> Value | None:
    front = page(*(line(t, top=60 + 22 * i, page=2, method=method) for i, t in enumerate(opinion)), number=2)
    statements = (
        statement("资产负债表", BALANCE, 3),
        statement("利润表", INCOME, 4, when="2024年度"),
        statement("资产负债表(续)", BALANCE, 5),
    )
    values = values_of("financial_audit_report", front, *statements)
    return values.get("firm_names[2024年度审计报告正文].name")


def test_a_report_on_another_firm_than_its_statements():
    assert other_named(OTHER_TEXT) == OTHER
    assert other_named(OPINION) is None
    assert other_named([*OPINION[:2], OTHER_TEXT[2], *OPINION[3:]]) is None, "addressed to the parent, say"


def test_a_misread_name_is_no_other_firm():
    misread = [text.replace("远山", "远凸") for text in OPINION]
    assert other_named(misread, "ocr") is None
    assert other_named([text.replace(OTHER, "江北石桥机械有限公司") for text in OTHER_TEXT], "ocr")


@pytest.mark.parametrize("note", ["(三十四)", "五、(三十四)", "三十四", "附注五、34", "五(三十四)"])
def test_a_reference_to_the_notes_is_no_label(note: str):
    rows = [[row[0], note if row[1] else "", *row[2:]] for row in INCOME]
    rows[0][1] = "附注五"
    values = report(statement("利润表", rows, 4, when="2024年度"))
    assert {name: values[name] for name in FLOWS} == FLOWS


def test_a_reference_to_the_notes_that_runs_into_the_figures():
    rows = [[*r[:1], "五(三十四", f") {r[2]}", r[3]] if r[0] == "研发费用" else r for r in INCOME]
    assert report(statement("利润表", rows, 4, when="2024年度"))["rd_expense"] == FLOWS["rd_expense"]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["中国注册会计师:区某棠", "中国注册会计师(项目合伙人):招润生"], ("区某棠", "招润生")),
        (["中国注册会计师:区 某 棠 中国注册会计师:招润生"], ("区某棠", "招润生")),
        (["中国注册会计师(签名并盖章):", "中国注册会计师:签名"], None),
    ],
)
def test_names_of_the_accountants(lines: list[str], names: tuple[str, ...] | None):
    assert report(opinion=[*OPINION[:9], *lines, *OPINION[10:]]).get("cpas") == names


@pytest.mark.parametrize(
    "signer",
    [
        "中国注册会计师:某某",
        "中国注册会计师(签名并盖章):",
        "项目合伙人:某某",
        "二〇二五年三月二十四日",
        "2025年3月24日",
        "中国·海州",
    ],
)
def test_who_signs_beside_the_name_of_the_accountants(signer: str):
    opinion = [*OPINION[:9], f"海州某衡会计师事务所(特殊普通合伙)    {signer}", OPINION[-1]]
    assert report(opinion=opinion)["audit_firm"] == "海州某衡会计师事务所(特殊普通合伙)"


def test_a_retyped_document_without_pages():
    blocks: list[Block] = [paragraph(text, i) for i, text in enumerate(OPINION)]
    blocks += [paragraph("资产负债表", 20), paragraph("单位：万元", 21)]
    rows = [
        ["项目", "期末余额", "年初余额"],
        ["货币资金", "1", "1"],
        ["资产总计", "3,095.09", "2,297.80"],
        ["负债合计", "595.07", "5"],
    ]
    values = values_of("financial_audit_report", page(*blocks, table(rows, page=None), number=None))
    assert values["audits[2024].total_assets"] == Decimal("30950900")
    assert values["audits[2024].net_assets"] == Decimal("25000200")


def test_what_a_scan_gives_once_beside_the_name_is_no_name():
    texts = [line(t, top=60 + 22 * i, method="ocr") for i, t in enumerate(OPINION)]
    seal = line("编制单位:海州近水二限公司", x=66, top=80, page=3, method="ocr")
    facts = facts_of(
        "financial_audit_report",
        page(*texts, number=1),
        page(seal, table(BALANCE, page=3, top=120, width=480), number=3),
    )
    assert facts["audits[2024].firm_name"].readings == ()


def test_scanned_total_assets_that_fit_nothing():
    rows = [
        ["30,950,928.31" if c == "30,950,923.31" and i == 1 else c for i, c in enumerate(r)] for r in BALANCE
    ]
    printed = table(rows, page=3, top=120, width=480)
    scanned = structs.replace(printed, cells=tuple(structs.replace(c, method="ocr") for c in printed.cells))
    heads = letterhead("资产负债表", 3)
    assert report(page(*heads, scanned, number=3))["total_assets"] == TOTALS["total_assets"]
    assert report(page(*heads, printed, number=3))["total_assets"] == Decimal("30950928.31")


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("资产总计 Total assets", "资产总计"),
        ("三、利润总额（亏损总额以“-”号填", "利润总额"),
        ("所有者权益（或股东权益）合计", "所有者权益合计"),
        ("30资产总计", "资产总计"),
        ("一、营业收入 七、31", "营业收入"),
        ("负债及股东权益总计", "负债和所有者权益总计"),
        ("í负债合计", "负债合计"),
        ("研发费用(三十四)", "研发费用"),
    ],
)
def test_statement_label(printed: str, label: str):
    assert statement_label(printed) == label


TIES = [
    ["项目", "本期金额", "上期金额"],
    ["一、营业收入", "31,499,994.03", "24,800,000.09"],
    ["减:营业成本", "15,120,794.14", "1.00"],
    ["二、营业利润(亏损以“-”号填列)", "8,088,102.40", "6,000,000.00"],
    ["加:营业外收入", "13,371.33", "-"],
    ["减:营业外支出", "1,245.99", "-"],
    ["三、利润总额(亏损总额以“-”号填列)", "8,100,227.74", "6,279,556.02"],
    ["减:所得税费用", "1,069,303.27", "-"],
    ["四、净利润(净亏损以“-”号填列)", "7,030,924.47", "6,000,000.00"],
    ["(一)持续经营净利润(净亏损以“-”号填列)", "7,030,924.47", "6,000,000.00"],
]
CAPITAL = [
    ["资产", "期末余额", "年初余额", "负债和所有者权益", "期末余额", "年初余额"],
    ["货币资金", "16,872,612.42", "1,000.00", "实收资本(或股本)", "10,000,000.00", "10,000,000.00"],
    ["无形资产", "2,087,554.75", "2,182,593.06", "资本公积", "5.00", "6.00"],
    ["开发支出", "-", "-", "盈余公积", "1,500,024.01", "797,000.00"],
    ["流动资产合计", "26,193,591.23", "1,000.00", "未分配利润", "13,500,216.25", "7,172,315.79"],
    ["资产总计", "30,950,923.31", "22,977,964.39", "所有者权益合计", "25,000,240.26", "17,969,315.79"],
]
CASH = [
    ["项目", "本期金额"],
    ["经营活动现金流入小计", "1.00"],
    ["经营活动产生的现金流量净额", "1.00"],
    ["投资活动产生的现金流量净额", "1.00"],
    ["筹资活动产生的现金流量净额", "1.00"],
    ["加:期初现金及现金等价物余额", "1,000.00"],
    ["六、期末现金及现金等价物余额", "16,872,612.42"],
]


def test_lines_by_which_statements_hang_together():
    found = report(
        statement("资产负债表", CAPITAL, 2), statement("利润表", TIES, 3), statement("现金流量表", CASH, 4)
    )
    wanted = {
        "operating_profit": "8088102.40",
        "non_operating_income": "13371.33",
        "non_operating_expense": "1245.99",
        "income_tax": "1069303.27",
        "net_profit": "7030924.47",
        "prior_net_profit": "6000000.00",
        "prior_revenue": "24800000.09",
        "prior_profit": "6279556.02",
        "cash": "16872612.42",
        "closing_cash": "16872612.42",
        "intangible_assets": "2087554.75",
        "development_expenditure": "0",
        "paid_in_capital": "10000000.00",
        "surplus_reserve": "1500024.01",
        "opening_surplus_reserve": "797000.00",
        "retained_earnings": "13500216.25",
        "opening_retained_earnings": "7172315.79",
    }
    assert {name: found.get(name) for name in wanted} == {n: Decimal(v) for n, v in wanted.items()}


MOVEMENT = [
    ["项目", "上年年末余额", "本期增加", "本期减少", "期末余额"],
    ["原值", "4,832,367.75", "517,032.11", "-", "5,349,399.86"],
    ["累计折旧", "2,448,131.82", "712,818.57", "-", "3,160,950.39"],
]
PAY = [
    ["项目", "期初余额", "本期增加", "本期减少", "期末余额"],
    ["短期薪酬", "787,811.47", "10,000,000.00", "1.00", "1.00"],
    ["离职后福利", "-", "336,727.64", "1.00", "1.00"],
    ["合计", "787,811.47", "10,336,727.64", "1.00", "1.00"],
]


def test_what_the_year_added_by_the_notes():
    notes = page(
        line("财务报表附注", page=4, top=50),
        line("4.固定资产", page=4, top=80),
        table(MOVEMENT, page=4, top=100),
        line("6、应付职工薪酬", page=4, top=300),
        table(PAY, page=4, top=320),
        number=4,
    )
    found = report(statement("资产负债表", BALANCE, 2), statement("利润表", INCOME, 3), notes)
    assert found["depreciation_charged"] == Decimal("712818.57")
    assert found["payroll"] == Decimal("10336727.64")
    assert "amortisation_charged" not in found


def test_asset_classes_over_the_columns_say_nothing():
    rows = [
        ["项目", "房屋", "机器", "合计"],
        ["二、累计折旧", "", "", ""],
        ["本期增加", "1.00", "2.00", "3.00"],
    ]
    notes = page(line("4.固定资产", page=4, top=80), table(rows, page=4, top=100), number=4)
    found = report(statement("资产负债表", BALANCE, 2), statement("利润表", INCOME, 3), notes)
    assert "depreciation_charged" not in found


# ---- restatement


def restated(*pages: Page) -> list[Value]:
    values = report(*pages)
    return [value for path, value in values.items() if path.startswith("restated[")]


def test_amounts_of_a_correction_in_text_and_table():
    notes = text_page(
        [
            "财务报表附注",
            "三、会计政策、会计估计变更和前期差错更正",
            "本公司采用追溯重述法更正前期差错:调减2023年12月31日存货386,420.15元。",
        ],
        4,
    )
    rows = [
        ["受影响的报表项目", "重述前", "更正金额", "重述后"],
        ["存货", "1,386,420.15", "-386,420.15", "1,000,000.00"],
    ]
    compared = page(table(rows, page=5), number=5)
    balance = statement("资产负债表", BALANCE, 3)
    assert restated(balance, notes, compared) == [
        Decimal("386420.15"),
        Decimal("1386420.15"),
        Decimal(1000000),
    ]


def test_a_policy_is_no_correction():
    notes = text_page(["财务报表附注", "前期差错采用追溯重述法更正,累积影响数切实可行的除外。"], 4)
    rows = [
        ["项目", "本期金额"],
        ["加:会计政策变更", "-"],
        ["前期差错更正", ""],
        ["二、本年年初余额", "18.00"],
    ]
    assert restated(notes, page(table(rows, page=5), number=5)) == []
