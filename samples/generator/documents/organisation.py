"""研究开发组织管理: overview and R&D centre, the firm's rules, agreements with outside partners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from samples.generator.dates import add_days, add_months
from samples.generator.documents.sheet import Sheet, both_parties, remarks
from samples.generator.layout.blocks import Block, Break, Paper, Signature, Space, Text, Title, table
from samples.generator.model import Dossier
from samples.generator.money import grouped, plain, total, wan, yuan
from samples.generator.style import Style

_ORDINALS = "一二三四五六七八九十"


@cache
def rule_texts() -> tuple[dict[str, Any], ...]:
    """The firm's rules, as data."""
    path = Path(__file__).with_name("rules_texts.yaml")
    return tuple(yaml.safe_load(path.read_text(encoding="utf-8")))


def sheets(d: Dossier) -> Iterator[Sheet]:
    """Overview, one file per rule, the agreements."""
    yield Sheet(id="overview", folder="organisation", name="01_研究开发组织管理总体情况说明", build=_overview)
    for number, rule in enumerate(rule_texts(), 2):
        yield Sheet(
            id=f"rules/{rule['id']}",
            folder="organisation",
            name=f"{number:02d}_{rule['title']}",
            build=partial(_rule, rule=rule),
        )
    yield Sheet(id="cooperation", folder="organisation", name="08_产学研合作协议", build=_cooperation)
    if d.outsourced_to:
        yield Sheet(
            id="outsourcing", folder="organisation", name="09_技术开发（委托）合同", build=_outsourcing
        )


def _issued(d: Dossier, number: int = 0) -> date:
    """Rules were issued before the three years began."""
    return add_days(max(add_months(d.firm.established_on, 6), date(d.years[0] - 1, 1, 10)), 11 * number)


def _overview(d: Dossier, s: Style) -> Paper:
    rows = [
        [
            str(i),
            name,
            model,
            "研发中心",
            "1",
            f"SB-{bought.year % 100:02d}{i:03d}",
            s.day(bought),
            plain(wan(price)),
        ]
        for i, (name, model, bought, price) in enumerate(d.equipment, 1)
    ]
    sum_row = ["", "合计", "", "", str(len(rows)), "", "", plain(total(wan(e[3]) for e in d.equipment))]
    titles = {rule["id"]: rule["title"] for rule in rule_texts()}
    blocks: list[Block] = [
        Title(text="研究开发组织管理总体情况说明"),
        Title(text="一、研发组织管理制度与投入核算", level=1),
        Text(text=f"公司制定了《{titles['rd_system']}》和《{titles['rd_accounting']}》，研发项目实行立项、检查、验收管理，研发投入按项目设置辅助账。"),
        Title(text="二、研发机构、科研条件与产学研合作", level=1),
        Text(text=f"公司设立研发中心作为内设研发机构，现有科技人员{d.staff.counts['total_tech']}人，仪器设备{len(d.equipment)}台（套）。与{d.partner}签订产学研合作协议。"),
        Title(text="三、成果转化组织实施、激励奖励与创新创业平台", level=1),
        Text(text=f"公司制定了《{titles['conversion_incentive']}》和《{titles['innovation_platform']}》，转化奖励已按制度兑现，平台向院校师生和创业团队开放。"),
        Title(text="四、人才培养、引进与绩效评价", level=1),
        Text(text=f"公司制定了《{titles['training']}》和《{titles['talent_incentive']}》，培训、引进和评价均有记录。"),
        Signature(lines=(d.firm.name, s.day(add_days(d.applied_on, -12))), seal=d.firm.name),
        Break(),
        Title(text="关于成立研发中心的决定"),
        Text(text=f"为加强技术创新，经研究决定成立{d.firm.name}研发中心，负责新产品、新技术的研究开发和科技成果转化，{d.people[0].name}任中心负责人。"),
        Signature(lines=(d.firm.name, s.day(add_months(d.firm.established_on, 3))), seal=d.firm.name),
        Title(text="研发仪器设备清单", level=1),
        table(
            [["序号", "设备名称", "型号", "使用部门", "数量", "固定资产编号", "采购日期", "单价（万元）"], *rows, sum_row],
            (7, 24, 14, 12, 7, 14, 15, 12),
        ),
    ]  # fmt: skip
    return Paper(
        blocks=tuple(blocks),
        font=s.body,
        heading_font=s.headings,
        table_font=s.tables,
        title="研究开发组织管理总体情况说明",
    )


def _rule(d: Dossier, s: Style, rule: dict[str, Any]) -> Paper:
    number = [r["id"] for r in rule_texts()].index(rule["id"])
    issued = _issued(d, number)
    blocks: list[Block] = [
        Text(text=d.firm.name, align="center", size=14),
        Title(text=rule["title"]),
        Text(text=f"{d.firm.brand}发〔{issued.year}〕{number + 3}号", align="center"),
    ]
    article = 0
    for index, (chapter, articles) in enumerate(rule["chapters"]):
        blocks.append(Title(text=f"第{_ORDINALS[index]}章  {chapter}", level=1))
        for text in articles:
            article += 1
            words = _ORDINALS[article - 1] if article <= 10 else f"十{_ORDINALS[article - 11]}"
            blocks.append(Text(text=f"第{words}条  {text.replace('DAY', s.day(issued))}"))
    blocks += remarks(d, f"rules/{rule['id']}")
    blocks.append(Signature(lines=(d.firm.name, s.day(issued)), seal=d.firm.name))
    return Paper(blocks=tuple(blocks), font=s.body, heading_font=s.headings, title=rule["title"])


def _cooperation(d: Dossier, s: Style) -> Paper:
    first = _issued(d)
    last = add_days(add_months(first, 60), -1)
    blocks = (
        Title(text="产学研合作协议"),
        Text(text=f"甲方：{d.firm.name}", indent=False),
        Text(text=f"乙方：{d.partner}", indent=False),
        Text(text=f"为发挥各自优势，双方就{d.products['PS01'].name}相关技术的研究达成如下协议。"),
        Text(text="一、合作内容：乙方提供理论分析、试验方法和人才培养支持，甲方提供工程样机和试验场地，双方每年召开两次技术交流会。"),
        Text(text=f"二、合作期限：自{s.day(first)}至{s.day(last)}。"),
        Text(text="三、费用：甲方每年向乙方支付合作经费，具体金额按年度任务书确定。"),
        Text(text="四、知识产权归属：甲方独立完成的成果归甲方所有；合作中由乙方协助、甲方出资形成的成果归甲方所有，乙方享有署名权。"),
        Text(text="五、保密：双方对合作中知悉的技术秘密负有保密义务，期限五年。"),
        *remarks(d, "cooperation"),
        Space(height=20),
        both_parties(d.firm.name, d.partner, s.day(first)),
    )  # fmt: skip
    return Paper(blocks=blocks, font=s.body, heading_font=s.headings, title="产学研合作协议")


def _outsourcing(d: Dossier, s: Style) -> Paper:
    key = next(rd for table in d.costs.values() for rd, c in table.items() if rd != "total" and c.outsourced)
    a = d.activities[key]
    counted = total(table[key].outsourced for table in d.costs.values() if key in table)
    amount = yuan(counted / Decimal("0.8"))
    blocks = (
        Title(text="技术开发（委托）合同"),
        Text(text=f"项目名称：{a.name}（试验验证部分）", indent=False),
        Text(text=f"委托方（甲方）：{d.firm.name}", indent=False),
        Text(text=f"受托方（乙方）：{d.outsourced_to}", indent=False),
        Text(
            text=f"签订日期：{s.day(a.started_on)}　　有效期限：{s.period(a.started_on, a.ended_on)}",
            indent=False,
        ),
        Text(
            text=f"一、研究开发内容：甲方委托乙方承担“{a.name}”中部分试验方案的设计与验证，乙方按进度提交试验报告。"
        ),
        Text(
            text=f"二、研究开发经费：{grouped(amount)}元，按年度进度支付；本合同经费在高新技术企业研发费用中按实际发生额的80%计入。"
        ),
        Text(text="三、知识产权归属：本合同形成的知识产权和技术秘密归甲方所有。"),
        Text(text="四、验收：由甲方组织，按任务书列明的指标和资料清单逐项核对。"),
        Space(height=20),
        both_parties(d.firm.name, d.outsourced_to, s.day(a.started_on)),
    )
    return Paper(blocks=blocks, font=s.body, heading_font=s.headings, title="技术开发（委托）合同")
