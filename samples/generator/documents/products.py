"""Papers of a product: its description and a test report of a laboratory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from samples.generator.documents.sheet import Sheet, remarks
from samples.generator.layout.blocks import (
    Block,
    Break,
    Paper,
    Signature,
    Space,
    Text,
    Title,
    label,
    table,
    value,
)
from samples.generator.model import Dossier
from samples.generator.money import plain, wan
from samples.generator.style import Style
from samples.generator.texts import KINDS


def sheets(d: Dossier) -> Iterator[Sheet]:
    """Two files per product."""
    for key, product in d.products.items():
        yield Sheet(
            id=f"product/{key}",
            folder="products",
            name=f"{key}_{product.name}_说明",
            build=partial(_description, key=key),
        )
        yield Sheet(
            id=f"test/{key}",
            folder="products",
            name=f"{key}_{product.name}_检验报告",
            build=partial(_test, key=key),
        )


def _description(d: Dossier, s: Style, key: str) -> Paper:
    p = d.products[key]
    rights = [d.rights[r] for r in p.rights if r in d.rights]
    blocks: list[Block] = [
        Title(text=s.label("说明")),
        table(
            [
                [label("产品（服务）编号"), value(key), label("产品（服务）名称"), value(p.name)],
                [
                    label("规格型号"),
                    value(p.model),
                    label("是否主要产品（服务）"),
                    value("是" if p.main else "否"),
                ],
                [label("技术领域"), value(s.path(p.field), 3)],
                [
                    label("上年度销售收入（万元）"),
                    value(plain(wan(p.income))),
                    label("知识产权编号"),
                    value(s.join(p.rights)),
                ],
            ],
            (22, 26, 24, 28),
            header=0,
        ),
        Title(text="一、产品概述", level=1),
        Text(text=f"{p.name}{p.use}。产品由公司自行设计、生产和检验。"),
        Title(text="二、关键技术", level=1),
        Text(text=p.key_technology),
        Title(text="三、主要技术指标", level=1),
        table([["指标", "设计要求", "实测值"], *[list(target) for target in p.targets]], (46, 27, 27)),
        Title(text="四、竞争优势", level=1),
        Text(text=p.advantage),
        Title(text="五、知识产权及其支持作用", level=1),
        Text(text="；".join(f"{r.key} {r.name}（{KINDS[r.kind]}）" for r in rights) + "。" + p.support),
        Title(text="六、属于国家重点支持的高新技术领域的说明", level=1),
        Text(text=f"产品的核心技术属于{s.path(p.field)}，不在该领域的除外范围内。"),
        *remarks(d, f"product/{key}"),
        Signature(lines=(d.firm.name, s.day(d.applied_on)), seal=d.firm.name),
    ]
    return Paper(
        blocks=tuple(blocks), font=s.body, heading_font=s.headings, table_font=s.tables, title=p.name
    )


def _test(d: Dossier, s: Style, key: str) -> Paper:
    p = d.products[key]
    number = f"JC{d.last_year % 100}{int(key[2:]):02d}{len(p.name):02d}{d.seed % 97:02d}"
    tested = date(d.last_year, 3 + int(key[2:]), 14)
    blocks: list[Block] = [
        Text(text=f"CMA　CNAS　　　　　　　　　　　　　　报告编号：{number}", indent=False),
        Space(height=120),
        Title(text="检 验 检 测 报 告"),
        Space(height=90),
        *[
            Text(text=line, size=13)
            for line in (
                f"样品名称：{p.name}",
                f"型号规格：{p.model}",
                f"委托单位：{d.firm.name}",
                f"生产单位：{d.firm.name}",
                "检验类别：委托检验",
            )
        ],
        Space(height=150),
        Signature(lines=(d.laboratory, s.day(tested)), seal=f"{d.laboratory}", align="right"),
        Break(),
        Title(text="检验检测结果", level=1),
        Text(text=f"报告编号：{number}　　样品名称：{p.name}", indent=False),
        table(
            [
                ["序号", "检验项目", "技术要求", "检验结果", "单项判定"],
                *[[str(i), name, aim, got, "符合"] for i, (name, aim, got) in enumerate(p.targets, 1)],
            ],
            (9, 37, 20, 20, 14),
        ),
        Text(text="检验依据：产品技术要求及出厂检验规范。"),
        Text(text="检验结论：所检项目符合技术要求。"),
        Signature(lines=("批准：", f"签发日期：{s.day(tested)}"), seal="检验检测专用章", hand=(d.agency.partner,)),
    ]  # fmt: skip
    return Paper(blocks=tuple(blocks), font="song", table_font="song", title="检验检测报告")
