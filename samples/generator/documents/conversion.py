"""科技成果转化: the list of conversions, and the proofs of each (contract, invoice, receipt or opinion)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from samples.generator.dates import add_days
from samples.generator.documents.sheet import Sheet, both_parties, remarks
from samples.generator.layout.blocks import (
    Block,
    Break,
    Paper,
    Row,
    Signature,
    Space,
    Text,
    Title,
    label,
    table,
    value,
)
from samples.generator.model import Conversion, Dossier
from samples.generator.money import grouped, yuan
from samples.generator.style import Style

_RATE = Decimal("0.13")
_TYPES = {"invention": "专利", "utility": "专利", "design": "专利", "software": "版权"}


def sheets(d: Dossier) -> Iterator[Sheet]:
    """The list and one file of proofs per conversion."""
    yield Sheet(id="conversions", folder="conversions", name="00_科技成果转化汇总表", build=_list)
    for index, conversion in enumerate(d.conversions):
        yield Sheet(
            id=f"evidence/{conversion.number:02d}",
            folder="conversions",
            name=f"{conversion.number:02d}_{conversion.name}",
            build=partial(_proofs, index=index),
        )


def _list(d: Dossier, s: Style) -> Paper:
    head = [
        "序号",
        "科技成果名称",
        "成果类型",
        "成果来源",
        "转化结果",
        "转化年度",
        "关联IP",
        "关联RD",
        "关联PS",
        "转化形式",
        "证明材料",
    ]
    rows: list[Row] = [
        [
            str(c.number), label(c.name), _TYPES[d.rights[c.right].kind], "自主研发", c.result, str(c.year), c.right,
            c.activity, c.product, c.form, "销售合同、发票、" + ("用户意见" if c.proof == "user" else "验收单"),
        ]
        for c in d.conversions
    ]  # fmt: skip
    return Paper(
        blocks=(
            Title(text="科技成果转化汇总表"),
            Text(text=f"企业名称：{d.firm.name}　　转化总数：{len(d.conversions)}项", indent=False),
            table([head, *rows], (5, 22, 7, 8, 7, 8, 7, 7, 7, 13, 16), size=8.5),
            Space(height=8),
            Text(text="以上成果均以自行投资方式实施，转化收入计入对应产品，成效见各项证明材料。"),
            *remarks(d, "conversions"),
            Signature(lines=(f"{d.firm.name}（盖章）", s.day(d.applied_on)), seal=d.firm.name),
        ),
        font=s.body,
        heading_font=s.headings,
        table_font=s.tables,
        landscape=True,
        title="科技成果转化汇总表",
    )


def _proofs(d: Dossier, s: Style, index: int) -> Paper:
    c = d.conversions[index]
    divider = Text(text=f"序号：{c.number:02d}　科技成果名称：{c.name}", indent=False, size=9)
    blocks: list[Block] = [divider, *_contract(d, s, c), Break(), *_invoice(d, c), Break()]
    blocks += _opinion(d, s, c) if c.proof == "user" else _delivery(d, s, c)
    return Paper(
        blocks=tuple(blocks), font=s.body, heading_font=s.headings, table_font=s.tables, title=c.name
    )


def _amounts(c: Conversion) -> tuple[Decimal, Decimal]:
    """Net amount and VAT."""
    net = yuan(c.sale.price * c.sale.quantity)
    return net, yuan(net * _RATE)


def _contract(d: Dossier, s: Style, c: Conversion) -> list[Block]:
    p, sale = d.products[c.product], c.sale
    net, tax = _amounts(c)
    clauses = (
        f"二、技术要求：产品应符合{p.name}的出厂检验规范，采用“{c.name}”。",
        "三、交货：签订后三十日内由卖方送达买方指定地点，运费由卖方承担。",
        "四、付款：到货验收合格后三十日内付清，卖方开具增值税专用发票。",
        "五、质保：自验收之日起十二个月，质保期内免费维修。",
        "六、争议：协商不成的，提交卖方所在地人民法院处理。",
    )
    return [
        Title(text="产品销售合同"),
        Text(text=f"合同编号：{sale.contract}　　签订日期：{s.day(sale.signed_on)}", indent=False),
        Text(text=f"甲方（卖方）：{d.firm.name}", indent=False),
        Text(text=f"乙方（买方）：{sale.buyer}", indent=False),
        Text(text="一、产品名称、数量与价款："),
        table(
            [
                ["产品名称", "型号", "单位", "数量", "单价（不含税，元）", "金额（元）", "税额（元）"],
                [
                    p.name,
                    p.model,
                    p.unit,
                    str(sale.quantity),
                    grouped(sale.price),
                    grouped(net),
                    grouped(tax),
                ],
            ],
            (26, 12, 8, 8, 17, 16, 13),
        ),
        Text(text=f"价税合计人民币{grouped(net + tax)}元。"),
        *[Text(text=clause) for clause in clauses],
        Space(height=16),
        both_parties(d.firm.name, sale.buyer, s.day(sale.signed_on)),
    ]


def _invoice(d: Dossier, c: Conversion) -> list[Block]:
    p, sale = d.products[c.product], c.sale
    net, tax = _amounts(c)
    return [
        Title(text="电子发票（增值税专用发票）"),
        Text(text=f"发票号码：{sale.invoice}", align="right"),
        Text(text=f"开票日期：{sale.invoiced_on.year}年{sale.invoiced_on.month:02d}月{sale.invoiced_on.day:02d}日", align="right"),
        table(
            [
                [label("购买方信息"), value(f"名称：{sale.buyer}\n统一社会信用代码/纳税人识别号：{sale.buyer_code}", 3, align="left"),
                 label("销售方信息"), value(f"名称：{d.firm.name}\n统一社会信用代码/纳税人识别号：{d.firm.credit_code}", 3, align="left")],
                ["项目名称", "规格型号", "单位", "数量", "单价", "金额", "税率", "税额"],
                [f"*专用设备*{p.name}" if p.unit != "套" else f"*软件*{p.name}", p.model, p.unit, str(sale.quantity),
                 grouped(sale.price), grouped(net), "13%", grouped(tax)],
                [label("合计", 5), grouped(net), "", grouped(tax)],
                [label("价税合计", 3), value(f"（小写）¥{grouped(net + tax)}", 5, align="left")],
            ],
            (16, 12, 8, 9, 14, 16, 9, 16),
            header=0,
            size=8.5,
        ),
        Text(text=f"备注：合同编号{sale.contract}", indent=False, size=9),
        Text(text=f"开票人：{d.firm.contact}", indent=False, size=9),
    ]  # fmt: skip


def _opinion(d: Dossier, s: Style, c: Conversion) -> list[Block]:
    p, sale = d.products[c.product], c.sale
    name, _, reached = p.targets[0]
    when = add_days(sale.invoiced_on, 3)
    return [
        Title(text="用户使用意见"),
        table(
            [
                [label("使用单位"), value(sale.buyer, 3)],
                [label("应用成果"), value(c.name, 3)],
                [label("产品名称"), value(p.name), label("型号"), value(p.model)],
                [label("数量"), value(f"{sale.quantity}{p.unit}"), label("合同编号"), value(sale.contract)],
                [label("使用情况"), value(f"设备安装后运行稳定，{name}实测{reached}，满足使用要求，操作和维护方便。", 3, align="left")],
            ],
            (18, 34, 14, 34),
            header=0,
            size=10,
        ),
        Signature(lines=(f"使用单位（盖章）：{sale.buyer}", s.day(when)), seal=sale.buyer),
    ]  # fmt: skip


def _delivery(d: Dossier, s: Style, c: Conversion) -> list[Block]:
    p, sale = d.products[c.product], c.sale
    when = add_days(sale.invoiced_on, 1)
    return [
        Title(text="产品验收单"),
        Text(text=f"验收单位：{sale.buyer}", indent=False),
        Text(text=f"供货单位：{d.firm.name}　　合同编号：{sale.contract}", indent=False),
        table(
            [["产品名称", "型号", "数量", "验收项目", "结果"], [p.name, p.model, f"{sale.quantity}{p.unit}", "外观、功能、随机文件", "合格"]],
            (30, 16, 12, 28, 14),
        ),
        Text(text=f"应用成果：{c.name}"),
        Signature(lines=(f"验收单位（盖章）：{sale.buyer}", f"验收日期：{s.day(when)}"), seal=sale.buyer),
    ]  # fmt: skip
