"""研究开发费用专项审计报告: opinion, the cost tables of three years in yuan, notes on the activities."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from samples.generator.books import booked_rd
from samples.generator.dates import in_words
from samples.generator.documents.application_tables import cost_grid
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
)
from samples.generator.model import Dossier
from samples.generator.money import grouped, percent, total
from samples.generator.style import Style


def sheets(d: Dossier) -> Iterator[Sheet]:
    """One file for the three years."""
    yield Sheet(id="special_rd", folder="special", name="研发费用专项审计报告", build=build)


def build(d: Dossier, s: Style) -> Paper:
    """The report."""
    blocks: list[Block] = [*_cover(d), Break(), *_opinion(d)]
    blocks += signed_by(d.agency, in_words(d.rd_report.dated_on))
    blocks.append(Break(turn="landscape"))
    for number, year in enumerate(d.years, 1):
        if number > 1:
            blocks.append(Break())
        blocks += [
            Title(text=f"附表{number}　{year}年度研究开发费用结构明细表", level=1),
            Text(text=f"企业名称：{d.firm.name}　　　{year}年度　　　金额单位：元", indent=False, size=9),
            cost_grid(
                d.costs[year],
                s,
                money=lambda column, row: grouped(getattr(column, row)),
                corner="科目 / 研发项目编号",
            ),
            Signature(
                lines=(f"企业法定代表人：{d.firm.legal_representative}",), seal=d.firm.name, align="left"
            ),
        ]
    blocks += [Break(), *_summary(d), Break(turn="portrait"), *_notes(d, s), *remarks(d, "special_rd")]
    return Paper(
        blocks=tuple(blocks),
        font=s.body,
        heading_font=s.headings,
        table_font=s.tables,
        title="研究开发费用专项审计报告",
    )


def _cover(d: Dossier) -> list[Block]:
    return [
        Space(height=150),
        Title(text="高新技术企业认定\n研究开发费用专项审计报告"),
        Text(text=d.rd_report.number, align="center"),
        Space(height=90),
        Text(text=d.firm.name, align="center", size=14),
        Text(text=f"{d.years[0]}年度至{d.years[-1]}年度", align="center", size=13),
        Space(height=140),
        Text(text=d.agency.name, align="center", size=14),
    ]


def _sums(d: Dossier) -> tuple[Decimal, Decimal, Decimal]:
    return (
        total(d.costs[y]["total"].subtotal for y in d.years),
        total(d.costs[y]["total"].internal + d.costs[y]["total"].outsourced_domestic for y in d.years),
        total(d.books[y]["revenue"] for y in d.years),
    )


def _opinion(d: Dossier) -> list[Block]:
    cost, domestic, sales = _sums(d)
    years = "年度、".join(str(y) for y in d.years) + "年度"
    return [
        Title(text="研究开发费用专项审计报告"),
        Text(text=d.rd_report.number, align="right"),
        Text(text=f"{d.firm.name}：", indent=False),
        Text(
            text=f"我们接受委托，对{d.firm.name}（统一社会信用代码：{d.firm.credit_code}，以下简称贵公司）{years}的研究开发费用结构明细表进行了专项审计。"
        ),
        Title(text="一、管理层的责任", level=1),
        Text(
            text="按照《高新技术企业认定管理办法》和《高新技术企业认定管理工作指引》的规定归集研究开发费用、编制明细表并保证其真实、完整，是贵公司管理层的责任。"
        ),
        Title(text="二、注册会计师的责任", level=1),
        Text(
            text="我们的责任是在实施审计工作的基础上对明细表发表审计意见。我们检查了立项资料、辅助账、凭证和分摊依据，取得的审计证据是充分、适当的。"
        ),
        Title(text="三、审计意见", level=1),
        Text(
            text=f"我们认为，上述明细表在所有重大方面按照规定编制，公允反映了贵公司近三年研究开发费用的发生情况。"
            f"近三年研究开发费用总额{grouped(cost)}元，其中在中国境内发生的研究开发费用总额{grouped(domestic)}元，"
            f"占{percent(domestic, cost)}；近三年销售收入总额{grouped(sales)}元，研究开发费用总额占销售收入总额的{percent(cost, sales)}。"
        ),
        Title(text="四、其他事项", level=1),
        Text(text="本报告仅供贵公司申请高新技术企业认定使用，不得用于其他目的。"),
    ]


def _summary(d: Dossier) -> list[Block]:
    rows: list[Row] = []
    for key, a in d.activities.items():
        amounts = [d.costs[y][key].subtotal if key in d.costs[y] else None for y in d.years]
        cells = [grouped(amount) if amount is not None else "0.00" for amount in amounts]
        rows.append([key, a.name, *cells, grouped(total(x for x in amounts if x is not None))])
    cost, _, sales = _sums(d)
    yearly = [d.costs[y]["total"].subtotal for y in d.years]
    revenue = [d.books[y]["revenue"] for y in d.years]
    rows += [
        ["合计", "研究开发费用合计", *(grouped(x) for x in yearly), grouped(cost)],
        ["", "销售收入", *(grouped(x) for x in revenue), grouped(sales)],
        [
            "",
            "研究开发费用占销售收入比例",
            *(percent(a, b) for a, b in zip(yearly, revenue, strict=True)),
            percent(cost, sales),
        ],
    ]
    return [
        Title(text="附表4　研究开发项目费用汇总表", level=1),
        Text(text=f"企业名称：{d.firm.name}　　　金额单位：元", indent=False, size=9),
        table(
            [["项目编号", "研究开发项目名称", *(f"{y}年度" for y in d.years), "合计"], *rows],
            (9, 33, 14, 14, 14, 16),
        ),
    ]


def _notes(d: Dossier, s: Style) -> list[Block]:
    bridge = [
        ["高新技术企业认定研究开发费用", *(grouped(d.costs[y]["total"].subtotal) for y in d.years)],
        ["减：研发场地装修摊销（账面列管理费用）及委外未计入部分", *(grouped(d.costs[y]["total"].subtotal - booked_rd(d.costs[y]["total"])) for y in d.years)],
        ["利润表研发费用", *(grouped(booked_rd(d.costs[y]["total"])) for y in d.years)],
        ["企业所得税加计扣除研发费用", *(grouped(d.returns[y]["a_total"]) for y in d.years)],
    ]  # fmt: skip
    blocks: list[Block] = [
        Title(text="研究开发费用结构明细表编制说明"),
        Title(text="一、归集方法", level=1),
        Text(
            text="贵公司按研究开发活动设置辅助账。人员人工按工时记录分配，材料按领料单归集，折旧按使用台时分配；委托外部研究开发费用按实际发生额的80%计入。"
        ),
        Title(text="二、三种口径的差异（单位：元）", level=1),
        table([["项目", *(f"{y}年度" for y in d.years)], *bridge], (40, 20, 20, 20), size=8.5),
        Title(text="三、研究开发活动说明", level=1),
    ]
    for key, a in d.activities.items():
        blocks += [
            Text(
                text=f"{key}　{a.name}（{s.period(a.started_on, a.ended_on)}，负责人{a.leader}）",
                indent=False,
            ),
            Text(
                text=f"{a.topic.need}。主要内容：{a.topic.means[0]}。目标：{a.topic.targets[0][0]}{a.topic.targets[0][1]}。"
            ),
        ]
    return blocks
