"""A107041 高新技术企业优惠情况及明细表, which only firms certified in the year file."""

from __future__ import annotations

from decimal import Decimal

from samples.generator.layout.blocks import Block, Cell, Row, Text, Title, label, table, value, words
from samples.generator.model import CostColumn, Dossier
from samples.generator.money import ZERO, grouped, percent, total, yuan
from samples.generator.style import Style

_COSTS = (
    ("16", "（一）内部研究开发投入（17+…+22+24）", "internal"),
    ("17", "1.人员人工费用", "personnel"),
    ("18", "2.直接投入费用", "direct"),
    ("19", "3.折旧费用与长期待摊费用", "depreciation"),
    ("20", "4.无形资产摊销费用", "amortisation"),
    ("21", "5.设计费用", "design"),
    ("22", "6.装备调试费与试验费用", "commissioning"),
    ("23", "7.其他费用", "other"),
    ("24", "其中：可计入研发费用的其他费用", "other"),
    ("25", "（二）委托外部研发费用[（26+28）×80%]", "outsourced"),
    ("26", "1.境内的外部研发费", "outsourced_full"),
    ("27", "2.境外的外部研发费", ""),
    ("28", "其中：可计入研发费用的境外的外部研发费", ""),
)
_EARLIER = Decimal("0.92")
"""Years before those of the application: each had so much of the cost and sales of the next."""


def certified_schedule(d: Dossier, s: Style, year: int) -> list[Block]:
    """The schedule of a year, with the two years before it."""
    columns = [_column(d, y) for y in (year, year - 1, year - 2)]
    sales = [_sales(d, y) for y in (year, year - 1, year - 2)]
    income = total(p.income for p in d.products.values())
    if year != d.last_year:
        income = yuan(d.books[year]["revenue_main"] * Decimal("0.85"))
    gross = d.books[year]["gross_income"]
    first, second, third = d.field.split("/")[:3]
    tech, everybody = d.staff.counts["total_tech"], d.staff.counts["total_all"]
    cost = [c.subtotal for c in columns]
    rows: list[Row] = [
        ["1", words("企业证书编号"), value(d.previous_certificate, 2), words("证书取得时间"), value(f"{d.previous_certificate[2:6]}-11-20")],
        ["2", words("对企业主要产品（服务）发挥核心支持作用的技术所属范围"), value(first), value(second, 2), value(third)],
        ["4", words("一、本年高新技术产品（服务）收入（5+6）"), _amount(income, 4)],
        ["5", words("其中：产品（服务）收入"), _amount(income, 4)],
        ["6", words("技术性收入"), _amount(ZERO, 4)],
        ["7", words("二、本年企业总收入（8-9）"), _amount(gross, 4)],
        ["8", words("其中：收入总额"), _amount(gross, 4)],
        ["9", words("不征税收入"), _amount(ZERO, 4)],
        ["10", words("三、本年高新技术产品（服务）收入占企业总收入的比例（4÷7）"), value(percent(income, gross), 4)],
        ["11", words("四、本年科技人员数"), value(str(tech), 4)],
        ["12", words("五、本年职工总数"), value(str(everybody), 4)],
        ["13", words("六、本年科技人员占企业当年职工总数的比例（11÷12）"), value(percent(yuan(tech), yuan(everybody)), 4)],
        ["14", words("高新研发费用归集年度"), label("本年度"), label("前一年度"), label("前二年度"), label("合计")],
        ["15", words("七、归集的高新研发费用金额（16+25）"), *_four(cost)],
        *[[number, words(text), *_four([_value(c, key) for c in columns])] for number, text, key in _COSTS],
        ["29", words("八、销售（营业）收入"), *_four(sales)],
        ["30", words("九、三年研发费用占销售（营业）收入的比例（15行4列÷29行4列）"), value(percent(total(cost), total(sales)), 4)],
        ["31", words("十、国家需要重点扶持的高新技术企业减征企业所得税"), _amount(d.returns[year]["certified_relief"], 4)],
        ["32", words("十一、经济特区和上海浦东新区新设立的高新技术企业定期减免税额"), _amount(ZERO, 4)],
    ]  # fmt: skip
    return [
        Text(text="A107041", indent=False),
        Title(text="高新技术企业优惠情况及明细表"),
        table(rows, (6, 38, 14, 14, 14, 14), header=0, size=8),
    ]


def _amount(amount: Decimal, cols: int = 1) -> Cell:
    return value(grouped(amount), cols, align="right")


def _four(amounts: list[Decimal]) -> Row:
    return [_amount(amount) for amount in (*amounts, total(amounts))]


def _column(d: Dossier, year: int) -> CostColumn:
    if year in d.costs:
        return d.costs[year]["total"]
    factor = _EARLIER ** (d.years[0] - year)
    first = d.costs[d.years[0]]["total"]
    return CostColumn(**{name: yuan(getattr(first, name) * factor) for name in CostColumn.__struct_fields__})


def _sales(d: Dossier, year: int) -> Decimal:
    if year in d.books:
        return d.books[year]["revenue"]
    return yuan(d.books[d.years[0]]["revenue"] * _EARLIER ** (d.years[0] - year))


def _value(column: CostColumn, key: str) -> Decimal:
    if key == "outsourced_full":
        return yuan(column.outsourced / Decimal("0.8"))
    return getattr(column, key) if key else ZERO
