"""高新技术产品（服务）收入专项审计报告 of the last year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from samples.generator.dates import in_words
from samples.generator.documents.audits import signed_by
from samples.generator.documents.sheet import Sheet, remarks
from samples.generator.layout.blocks import (
    Block,
    Break,
    Paper,
    Row,
    Signature,
    Space,
    Text,
    Title,
    table,
    value,
    words,
)
from samples.generator.model import Dossier
from samples.generator.money import ZERO, grouped, percent, total
from samples.generator.style import Style


def sheets(d: Dossier) -> Iterator[Sheet]:
    """One file."""
    yield Sheet(
        id="special_income", folder="special", name="高新技术产品（服务）收入专项审计报告", build=build
    )


def build(d: Dossier, s: Style) -> Paper:
    """The report."""
    f = d.books[d.last_year]
    income, gross = total(p.income for p in d.products.values()), f["gross_income"]
    services = total(p.income for p in d.products.values() if p.unit == "项")
    blocks: list[Block] = [
        Space(height=150),
        Title(text="高新技术企业认定\n高新技术产品（服务）收入专项审计报告"),
        Text(text=d.income_report.number, align="center"),
        Space(height=90),
        Text(text=d.firm.name, align="center", size=14),
        Text(text=f"{d.last_year}年度", align="center", size=13),
        Space(height=140),
        Text(text=d.agency.name, align="center", size=14),
        Break(),
        Title(text="高新技术产品（服务）收入专项审计报告"),
        Text(text=d.income_report.number, align="right"),
        Text(text=f"{d.firm.name}：", indent=False),
        Text(text=f"我们接受委托，对{d.firm.name}（统一社会信用代码：{d.firm.credit_code}，以下简称贵公司）{d.last_year}年度高新技术产品（服务）收入明细表进行了专项审计。"),
        Title(text="一、管理层的责任", level=1),
        Text(text="按照《高新技术企业认定管理办法》和《高新技术企业认定管理工作指引》的规定编制明细表并保证其真实、完整，是贵公司管理层的责任。"),
        Title(text="二、注册会计师的责任", level=1),
        Text(text="我们的责任是在实施审计工作的基础上对明细表发表审计意见。我们检查了合同、发票、出库记录和收入确认依据，取得的审计证据是充分、适当的。"),
        Title(text="三、审计意见", level=1),
        Text(text=f"我们认为，上述明细表在所有重大方面公允反映了贵公司{d.last_year}年度高新技术产品（服务）收入情况。{d.last_year}年度高新技术产品（服务）收入{grouped(income)}元，企业总收入{grouped(gross)}元，高新技术产品（服务）收入占企业总收入的{percent(income, gross)}。"),
        Title(text="四、其他事项", level=1),
        Text(text="本报告仅供贵公司申请高新技术企业认定使用，不得用于其他目的。"),
        *signed_by(d.agency, in_words(d.income_report.dated_on)),
        Break(),
        Title(text=f"附表1　{d.last_year}年度高新技术产品（服务）收入明细表", level=1),
        Text(text=f"企业名称：{d.firm.name}　　　金额单位：元", indent=False, size=9),
        _products(d, s, income, services),
        Title(text="附表2　企业总收入计算表", level=1),
        _gross(d),
        Signature(lines=(f"企业法定代表人：{d.firm.legal_representative}",), seal=d.firm.name, align="left"),
        Title(text="编制说明", level=1),
        Text(text="高新技术产品（服务）收入按产品归集，未包含原材料销售和安装服务收入；企业总收入按税法规定的收入总额减去不征税收入计算。"),
        *remarks(d, "special_income"),
    ]  # fmt: skip
    return Paper(
        blocks=tuple(blocks),
        font=s.body,
        heading_font=s.headings,
        table_font=s.tables,
        title="高新技术产品（服务）收入专项审计报告",
    )


def _products(d: Dossier, s: Style, income: Decimal, services: Decimal) -> Block:
    rows: list[Row] = [
        (
            str(i),
            p.key,
            p.name,
            words(s.path(p.field)),
            s.join(p.rights),
            value(grouped(p.income), align="right"),
        )
        for i, p in enumerate(d.products.values(), 1)
    ]
    for text, amount in (
        ("一、产品（服务）收入合计", income - services),
        ("二、技术性收入合计", services),
        ("高新技术产品（服务）收入合计", income),
    ):
        rows.append(("", "", text, "", "", value(grouped(amount), align="right")))
    head = ("序号", "编号", "产品（服务）名称", "技术领域", "知识产权编号", "收入金额")
    return table([head, *rows], (6, 8, 26, 26, 16, 18), size=8.5)


def _gross(d: Dossier) -> Block:
    f = d.books[d.last_year]
    income = total(p.income for p in d.products.values())
    rows = [
        ("主营业务收入", f["revenue_main"]),
        ("其他业务收入", f["revenue_other"]),
        ("利息收入", f["interest_income"]),
        ("投资收益", f["investment_income"]),
        ("其他收益", f["other_income"]),
        ("营业外收入", f["nonop_income"]),
        ("收入总额", f["gross_income"]),
        ("减：不征税收入", ZERO),
        ("企业总收入", f["gross_income"]),
    ]
    lines = [[words(text), value(grouped(amount), align="right")] for text, amount in rows]
    last = [
        words("高新技术产品（服务）收入占企业总收入的比例"),
        value(percent(income, f["gross_income"]), align="right"),
    ]
    return table([["项目", "金额"], *lines, last], (60, 40))
