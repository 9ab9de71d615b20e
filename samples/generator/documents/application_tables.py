"""The tables of the application form that hold money and products."""

from __future__ import annotations

from collections.abc import Iterator

from samples.generator.layout.blocks import Block, Break, Signature, Text, Title, label, table, value, words
from samples.generator.model import CostColumn, Dossier
from samples.generator.money import plain, wan
from samples.generator.style import Style

COST_ROWS = (
    ("内部研究开发费用", "internal"),
    ("其中：人员人工费用", "personnel"),
    ("直接投入费用", "direct"),
    ("折旧费用与长期待摊费用", "depreciation"),
    ("无形资产摊销费用", "amortisation"),
    ("设计费用", "design"),
    ("装备调试费用与试验费用", "commissioning"),
    ("其他费用", "other"),
    ("委托外部研究开发费用", "outsourced"),
    ("其中：境内的外部研发费用", "outsourced_domestic"),
    ("研究开发费用（内、外部）小计", "subtotal"),
)


def main_table(d: Dossier, s: Style) -> Iterator[Block]:
    """一、主要情况."""
    form = {key: plain(wan(amount)) for key, amount in d.form.items()}
    years = [str(year) for year in d.years]
    named = [f"{year}年" for year in years] if s.folders != "flat" else ["第一年", "第二年", "第三年"]
    class_two = sum(d.ip_counts.get(kind, 0) for kind in ("utility", "design", "software"))
    yield Title(text="一、主要情况", level=1)
    yield table(
        [
            [label("技术领域"), value(s.path(d.field), 5)],
            [label("获得知识产权数量(件)"), label(s.label("Ⅰ类")), value(str(d.ip_counts["invention"])),
             label(s.label("Ⅱ类"), 2), value(str(class_two))],
            [label("人力资源情况（人）"), label("职工总数"), value(str(d.staff.counts["total_all"])),
             label("科技人员数", 2), value(str(d.staff.counts["total_tech"]))],
            [label("近三年经营情况（万元）", 1, 4), label("年度 / 种类"), label("净资产"), label("销售收入", 2), label("利润总额")],
            *[
                [label(name), value(form[f"net_assets_{year}"]), value(form[f"sales_{year}"], 2), value(form[f"profit_{year}"])]
                for year, name in zip(years, named, strict=True)
            ],
            [label("近三年研究开发费用总额（万元）", 2, 2), value(form["rd_total"], 1, 2), label("其中", 1, 2),
             label("在中国境内研发费用总额（万元）"), value(form["rd_domestic"])],
            [label("基础研究投入费用总额（万元）"), value(form["rd_basic"])],
            [label("近一年企业总收入（万元）", 3), value(form["gross_income"], 3)],
            [label("近一年高新技术产品（服务）收入（万元）", 3), value(form["ht_income"], 3)],
            [label("申请认定前一年内是否发生过重大安全、重大质量事故或严重环境违法行为", 3), value(f"□是 {s.tick}否", 3)],
        ],
        (20, 14, 18, 8, 20, 20),
        header=0,
        size=10,
    )  # fmt: skip


def costs_table(d: Dossier, s: Style) -> Iterator[Block]:
    """五、企业年度研究开发费用结构明细表, one page a year."""
    yield Break(turn="landscape")
    yield Title(text="五、企业年度研究开发费用结构明细表(按近三年每年分别填报)", level=1)
    for number, year in enumerate(d.years):
        if number:
            yield Break()
        yield Text(text=f"　　　{year} 年度　　　　　　　　单位：万元", indent=False)
        yield cost_grid(d.costs[year], s, money=lambda column, row: plain(wan(getattr(column, row))))
        yield Signature(
            lines=("企业填报人签字：", f"日 期：{s.day(d.applied_on)}"), hand=(d.firm.contact,), align="left"
        )


def cost_grid(columns: dict[str, CostColumn], s: Style, money: object, corner: str = "") -> Block:
    """The cost table of a year; also the appendix of the special audit."""
    keys = list(columns)
    head = [
        label(corner or "科目 / 累计发生额 / 研发项目编号"),
        *(label("合计" if k == "total" else k) for k in keys),
    ]
    rows = [
        [words(s.label(text)), *(value(money(columns[key], row), align="right") for key in keys)]  # type: ignore[operator]
        for text, row in COST_ROWS
    ]
    return table([head, *rows], (26, *(72 / len(keys) for _ in keys)), size=8.5)


def product_tables(d: Dossier, s: Style) -> Iterator[Block]:
    """六、上年度高新技术产品（服务）情况表."""
    yield Break(turn="portrait")
    yield Title(text="六、上年度高新技术产品（服务）情况表（按单一产品（服务）填报）", level=1)
    for number, (key, p) in enumerate(d.products.items()):
        if number:
            yield Break()
        box = f"{s.tick}是 □否" if p.main else f"□是 {s.tick}否"
        yield Text(text=f"编号：{key}", indent=False)
        yield table(
            [
                [label("产品（服务）名称"), value(p.name, 3)],
                [label("技术领域"), value(s.path(p.field), 3)],
                [
                    label("技术来源"),
                    value(p.source),
                    label("上年度销售收入（万元）"),
                    value(plain(wan(p.income))),
                ],
                [label("是否主要产品（服务）"), value(box), label("知识产权编号"), value(s.join(p.rights))],
                [label("关键技术及主要技术指标（限400字）"), words(p.key_technology, 3)],
                [label("与同类产品（服务）的竞争优势（限400字）"), words(p.advantage, 3)],
                [
                    label("知识产权获得情况及其对产品（服务）在技术上发挥的支持作用（限400字）"),
                    words(p.support, 3),
                ],
            ],
            (24, 28, 22, 26),
            header=0,
            size=9.5,
        )


def innovation_table(d: Dossier) -> Iterator[Block]:
    """七、企业创新能力."""
    yield Break()
    yield Title(text="七、企业创新能力", level=1)
    yield table(
        [
            [label("知识产权对企业竞争力的作用（限400字）"), words(d.innovation["ip_effect"])],
            [label("科技成果转化情况（限400字）"), words(d.innovation["conversion"])],
            [label("研究开发与技术创新组织管理情况（限400字）"), words(d.innovation["rd_management"])],
            [label("管理与科技人员情况（限400字）"), words(d.innovation["staff_management"])],
        ],
        (22, 78),
        header=0,
        size=10,
    )


def standards_table() -> Iterator[Block]:
    """八、企业参与国家标准或行业标准制定情况汇总表, empty."""
    yield Break()
    yield Title(text="八、（加分项）企业参与国家标准或行业标准制定情况汇总表", level=1)
    empty = ["0", "0", "□国家 □行业", "0", "□主持 □参与"]
    head = [label(t) for t in ("序号", "标准名称", "标准级别", "标准编号", "参与方式")]
    yield table([head, empty], (8, 34, 18, 22, 18))
