"""企业所得税年度纳税申报表: cover and the schedules that hold figures, one file a year.

Two editions of the main form: up to 2023 without, from 2024 with a line for R&D expense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path

import yaml

from samples.generator.dates import add_months
from samples.generator.documents.sheet import Sheet
from samples.generator.documents.tax_certified import certified_schedule
from samples.generator.layout.blocks import (
    Block,
    Break,
    Cell,
    Paper,
    Row,
    Signature,
    Space,
    Text,
    Title,
    label,
    table,
    value,
    words,
)
from samples.generator.model import Dossier, Figures
from samples.generator.money import ZERO, grouped, split, wan, yuan
from samples.generator.style import Style

_TERM = re.compile(r"([+-]?)(\w+)")
_TITLE = "中华人民共和国企业所得税年度纳税申报表"


@cache
def forms() -> dict[str, list[list[str]]]:
    """Rows of the schedules."""
    return yaml.safe_load(Path(__file__).with_name("tax_rows.yaml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def sheets(d: Dossier) -> Iterator[Sheet]:
    """A file per year."""
    for year in d.years:
        yield Sheet(
            id=f"tax/{year}",
            folder="tax",
            name=f"{year}年度企业所得税纳税申报表",
            build=partial(_return, year=year),
        )


def figures(d: Dossier, year: int) -> Figures:
    """All figures of a year's return by the names of the rows."""
    f = {**d.books[year], **d.returns[year]}
    f["other_income_line"] = ZERO if d.small_standards else f["other_income"]
    f["goods_income"], f["service_income"] = split(f["revenue_main"], (91, 9))
    f["goods_cost"], f["service_cost"] = split(f["cost_main"], (93, 7))
    f["wages"], f["welfare"], f["insurance"], f["housing"] = split(f["payroll"], (78, 4, 14, 4))
    f["prepaid_tax"] = yuan(f["tax_due"] * Decimal("0.82"))
    return f


def _return(d: Dossier, s: Style, year: int) -> Paper:
    f = figures(d, year)
    main = "A100000_2024" if year >= 2024 else "A100000_2023"
    blocks: list[Block] = [*_cover(d, year), Break(), *_basics(d, f, year)]
    blocks += _main(main, f)
    blocks += _simple("A101010", "一般企业收入明细表", "A101010", f)
    blocks += _simple("A102010", "一般企业成本支出明细表", "A102010", f)
    blocks += _wide(
        "A104000",
        "期间费用明细表",
        f,
        ("销售费用", "其中：境外支付", "管理费用", "其中：境外支付", "财务费用", "其中：境外支付"),
        turn="landscape",
    )
    blocks += _wide("A105000", "纳税调整项目明细表", f, ("账载金额", "税收金额", "调增金额"), turn="portrait")
    blocks += _wide("A105050", "职工薪酬支出及纳税调整明细表", f, ("账载金额", "税收金额", "纳税调整金额"))
    if year < 2024:
        blocks += _simple("A107010", "免税、减计收入及加计扣除优惠明细表", "A107010", f)
    blocks += _simple("A107012", "研发费用加计扣除优惠明细表", "A107012", f)
    blocks += _simple("A107040", "减免所得税优惠明细表", "A107040", f)
    if d.previous_certificate:
        blocks += [Break(), *certified_schedule(d, s, year)]
    return Paper(
        blocks=tuple(blocks),
        font="song",
        table_font=s.tables,
        heading_font=s.headings,
        title=f"{year}年度企业所得税年度纳税申报表",
    )


def _cover(d: Dossier, year: int) -> list[Block]:
    filed = date(year + 1, 5, 8 + d.seed % 19)
    return [
        Space(height=70),
        Title(text=_TITLE),
        Text(text="（A类，2017年版）", align="center"),
        Space(height=60),
        *[
            Text(text=line, size=12)
            for line in (
                f"税款所属期间：{year}年01月01日 至 {year}年12月31日",
                f"纳税人识别号（统一社会信用代码）：{d.firm.credit_code}",
                f"纳税人名称：{d.firm.name}",
                "金额单位：人民币元（列至角分）",
            )
        ],
        Space(height=40),
        Text(text="谨声明：本纳税申报表是根据国家税收法律法规及相关规定填报的，是真实的、可靠的、完整的。"),
        Signature(lines=(f"纳税人（签章）：{d.firm.name}", f"{filed.year}年{filed.month:02d}月{filed.day:02d}日"), seal=d.firm.name),
        Text(text=f"经办人：{d.firm.contact}　　　受理税务机关（章）：{d.firm.tax_office}", indent=False),
        Text(text=f"受理日期：{filed.isoformat()}　　　电子受理", indent=False),
        Space(height=60),
        Text(text="国家税务总局监制", align="center"),
    ]  # fmt: skip


def _basics(d: Dossier, f: Figures, year: int) -> list[Block]:
    certificate, issued = d.previous_certificate or "", ""
    if certificate:
        issued = add_months(date(int(certificate[2:6]), 11, 20), 0).isoformat()
    rows: list[Row] = [
        [label("基本经营情况（必填项目）", 4)],
        [words("101纳税申报企业类型（填写代码）"), value("100非跨地区经营企业"), words("102分支机构就地纳税比例（%）"), ""],
        [words("103资产总额（填写平均值，单位：万元）"), value(f"{wan(f['average_assets'])}"),
         words("104从业人数（填写平均值，单位：人）"), value(str(d.staff.counts["total_all"]))],
        [words("105所属国民经济行业（填写代码）"), value(d.firm.industry), words("106从事国家限制或禁止行业"), value("□是 ☑否")],
        [words("107适用会计准则或会计制度（填写代码）"), value("200小企业会计准则" if d.small_standards else "110一般企业"),
         words("108采用一般企业财务报表格式（2019年版）"), value("□是 ☑否" if d.small_standards else "☑是 □否")],
        [words("109小型微利企业"), value("☑是 □否" if f["small_relief"] else "□是 ☑否"), words("110上市公司"), value("□境内 □境外 ☑否")],
        [label("有关涉税事项情况（存在或者发生下列事项时必填）", 4)],
        [words("211-1高新技术企业证书编号1"), value(certificate), words("211-2发证时间1"), value(issued)],
        [words("224研发支出辅助账样式"), value("□2015版 □2021版 ☑自行设计", 3)],
    ]  # fmt: skip
    return [
        Text(text="A000000", indent=False),
        Title(text="企业所得税年度纳税申报基础信息表"),
        table(rows, (30, 20, 30, 20), header=0, size=8.5),
    ]


def _simple(code: str, title: str, name: str, f: Figures) -> list[Block]:
    """A schedule with one column of amounts."""
    rows: list[Row] = [[number, words(text), _figure(f, key)] for number, text, key in forms()[name]]
    size = 7.6 if len(rows) > 30 else 8.8
    return [
        Break(),
        Text(text=code, indent=False),
        Title(text=title),
        table([("行次", "项　　目", "金　额"), *rows], (8, 66, 26), size=size),
    ]


def _main(name: str, f: Figures) -> list[Block]:
    """The main form, with the names of its three parts printed beside them."""
    parts = {"A100000_2023": (13, 10, 10), "A100000_2024": (18, 11, 10)}[name]
    rows: list[list[Cell | str]] = [
        [number, words(text), _figure(f, key)] for number, text, key in forms()[name]
    ]
    at = 0
    for title, length in zip(("利润总额计算", "应纳税所得额计算", "应纳税额计算"), parts, strict=True):
        rows[at].insert(1, label("\n".join(title), 1, length))
        at += length
    return [
        Break(),
        Text(text="A100000", indent=False),
        Title(text=f"{_TITLE}（A类）"),
        table([("行次", "类别", "项　　目", "金　额"), *rows], (7, 6, 61, 26), size=7.4),
    ]


def _wide(code: str, title: str, f: Figures, columns: tuple[str, ...], turn: str = "") -> list[Block]:
    """A schedule with several columns; those for payments abroad stay zero."""
    rows: list[Row] = []
    for number, text, *keys in forms()[code]:
        cells = [_figure(f, key) for key in keys]
        if len(columns) == 6:
            cells = [
                cell
                for own in cells
                for cell in (own, value("*" if own.text == "*" else "0.00", align="right"))
            ]
        rows.append([number, words(text), *cells])
    numbers = [label(str(i)) for i in range(1, len(columns) + 1)]
    return [
        Break(turn=turn),
        Text(text=code, indent=False),
        Title(text=title),
        table(
            [["行次", "项　　目", *columns], [label("", 2), *numbers], *rows],
            (7, 33, *(60 / len(columns) for _ in columns)),
            header=2,
            size=7.2 if turn == "landscape" else 8,
        ),
    ]


def _figure(f: Figures, key: str) -> Cell:
    if key in {"", "*"}:
        return value(key)
    if key == "rate":
        return value("25%", align="right")
    if key == "activities":
        return value(str(int(f["activities"])), align="right")
    if key == "0":
        return value("0.00", align="right")
    amount = sum(((-1 if sign == "-" else 1) * f[name] for sign, name in _TERM.findall(key)), ZERO)
    return value(grouped(amount), align="right")
