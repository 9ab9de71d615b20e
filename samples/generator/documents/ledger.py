"""研发支出辅助账: a year's summary by activity and the vouchers behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from random import Random

from samples.generator.costs import CATEGORIES, months_in
from samples.generator.documents.sheet import Sheet
from samples.generator.layout.blocks import (
    Block,
    Break,
    Paper,
    Row,
    Signature,
    Text,
    Title,
    label,
    table,
    value,
)
from samples.generator.model import CostColumn, Dossier
from samples.generator.money import ZERO, grouped, split
from samples.generator.style import Style

_COLUMNS = (
    "人员人工",
    "直接投入",
    "折旧与长期待摊",
    "无形资产摊销",
    "设计",
    "装备调试与试验",
    "其他费用",
    "委托外部",
)
_WORDS = (
    "研发人员工资及社保",
    "领用试验材料",
    "研发设备折旧",
    "软件摊销",
    "设计费",
    "样机调试与试验",
    "检索及资料费",
    "委托研发进度款",
)


def sheets(d: Dossier) -> Iterator[Sheet]:
    """A file per year."""
    for year in d.years:
        yield Sheet(
            id=f"ledger/{year}",
            folder="organisation",
            name=f"10_研发支出辅助账_{year}年度",
            build=partial(_ledger, year=year),
        )


def _amounts(column: CostColumn) -> list[Decimal]:
    return [getattr(column, name) for name in (*CATEGORIES, "outsourced")]


def _ledger(d: Dossier, s: Style, year: int) -> Paper:
    title = s.label("辅助账")
    head = f"单位名称：{d.firm.name}　　所属年度：{year}年度　　金额单位：元（列至角分）"
    rows: list[Row] = [
        [key if key != "total" else "合计", d.activities[key].name if key in d.activities else "",
         *(value(grouped(a), align="right") for a in _amounts(column)), value(grouped(column.subtotal), align="right")]
        for key, column in d.costs[year].items()
    ]  # fmt: skip
    blocks: list[Block] = [
        Title(text=f"{title}汇总表"),
        Text(text=head, indent=False, size=9),
        table([["项目编号", "项目名称", *_COLUMNS, "合计"], *rows], (6, 17, *(9.4,) * 8, 10), size=7),
        Text(text="注：委托外部研究开发费用按实际发生额的80%列示。", indent=False, size=8.5),
        Signature(lines=(f"财务负责人：{d.firm.contact}",), seal=d.firm.name),
    ]
    for key, column in d.costs[year].items():
        if key != "total":
            blocks += [Break(), *_vouchers(d, s, year, key, column)]
    return Paper(
        blocks=tuple(blocks),
        font="song",
        table_font=s.tables,
        heading_font=s.headings,
        landscape=True,
        size=9,
        title=title,
    )


def _vouchers(d: Dossier, s: Style, year: int, key: str, column: CostColumn) -> list[Block]:
    """The vouchers of an activity: the sums spread over the quarters in which it ran."""
    a = d.activities[key]
    random = Random(f"{d.seed} {key} {year}")
    months = [
        m
        for m in range(1, 13)
        if (a.started_on.year, a.started_on.month) <= (year, m) <= (a.ended_on.year, a.ended_on.month)
    ]
    chosen = months[:: max(1, len(months) // 4)][:4]
    assert months_in(year, a.started_on, a.ended_on) == len(months)
    rows: list[Row] = []
    balance = ZERO
    shares = {
        i: split(amount, [random.uniform(0.7, 1.3) for _ in chosen])
        for i, amount in enumerate(_amounts(column))
    }
    for number, month in enumerate(chosen):
        for index, word in enumerate(_WORDS):
            amount = shares[index][number]
            if not amount:
                continue
            balance += amount
            day = date(year, month, 28)
            cells = [value(grouped(amount) if i == index else "", align="right") for i in range(len(_WORDS))]
            rows.append(
                [str(day.month), str(day.day), f"记-{random.randint(20, 190):03d}", label(word),
                 value(grouped(amount), align="right"), value(grouped(balance), align="right"), *cells]
            )  # fmt: skip
    rows.append(
        [label("本年累计", 4), value(grouped(column.subtotal), align="right"), value(grouped(balance), align="right"),
         *(value(grouped(a), align="right") for a in _amounts(column))]
    )  # fmt: skip
    return [
        Title(text=s.label("辅助账")),
        Text(
            text=f"项目编号：{key}　　项目名称：{a.name}　　支出类型：费用化　　所属年度：{year}年度　　金额单位：元",
            indent=False,
            size=9,
        ),
        table(
            [["月", "日", "凭证号数", "摘要", "借方金额", "余额", *_COLUMNS], *rows],
            (3.5, 3.5, 7, 13, 9.5, 9.5, *(8,) * 8),
            size=6.8,
        ),
    ]
