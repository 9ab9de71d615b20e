"""A made-up application form, table by table, for tests that print it in other ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prereview.documents.model import Block, Page
from prereview.dossier.extractors.application_form import extract
from prereview.dossier.facts import FactCollector, Value
from prereview.dossier.finders.stitch import stitch
from prereview.dossier.sections import Section, SectionView
from tests.dossier.pages import page, paragraph, table

Rows = list[list[str]]

REGISTER: Rows = [
    ["企业名称", "苏州示例科技有限公司", "<", "注册时间", "2016-04-28", "<"],
    ["注册类型", "有限责任公司", "<", "外资来源地", "0", "<"],
    ["注册资金", "4000.00万元人民币", "<", "所属行业", "C3849 其他电池制造", "<"],
    ["企业规模", "小型", "<", "统一社会信用代码", "91320500MA1EXAMP0X", "<"],
    ["行政区域", "江苏省苏州市吴中区", "<", "邮政编码", "215100", "<"],
    ["企业所得税征收方式", "查账征收", "<", "0", "<", "<"],
    ["通信地址", "江苏省苏州市吴中区示例路1号", "<", "<", "<", "<"],
    ["企业法定代表人", "姓名", "龚文彬", "手机", "<", "13900000000"],
    ["^", "电话", "0", "传真", "<", "0"],
    ["联系人", "姓名", "汪伟业", "手机", "<", "13900000001"],
    ["技术领域", "<", "电子信息/软件/基础软件", "<", "<", "<"],
]

MAIN: Rows = [
    ["技术领域", "电子信息/软件/基础软件", "<", "<", "<", "<"],
    ["获得知识产权数量(件)", "Ⅰ类", "3", "Ⅱ类", "<", "8"],
    ["人力资源情况（人）", "职工总数", "168", "科技人员数", "<", "38"],
    ["近三年经营情况（万元）", "年度 种类", "净资产", "销售收入", "<", "利润总额"],
    ["^", "第一年", "5997.75", "9800.00", "<", "1567.82"],
    ["^", "第二年", "6512.10", "10400.50", "<", "-12.34"],
    ["^", "第三年", "7000.00", "12000.00", "<", "0"],
    ["近三年研究开发费用总额（万元）", "<", "2200.01", "其中", "在中国境内研发费用总额（万元）", "2100.01"],
    ["^", "^", "^", "^", "基础研究投入费用总额（万元）", "0.00"],
    ["近一年企业总收入（万元）", "<", "<", "12100.00", "<", "<"],
    ["近一年高新技术产品（服务）收入（万元）", "<", "<", "9000.00", "<", "<"],
    ["申请认定前一年内是否发生过重大安全、重大质量事故或严重环境违法行为", "<", "<", "□是☑否", "<", "<"],
]

COUNTS: Rows = [
    ["获得知识产权数量(件)", "发明专利", "1", "其中：国防专利", "0"],
    ["^", "植物新品种", "0", "国家级农作物品种", "0"],
    ["^", "国家新药", "0", "国家一级中药保护品种", "0"],
    ["^", "集成电路布图设计专有权", "0", "实用新型", "1"],
    ["^", "外观设计", "0", "软件著作权", "1"],
]

RIGHTS: Rows = [
    ["知识产权编号", "知识产权名称", "类别", "授权日期", "授权号", "获得方式"],
    ["IP01", "一种示例方法", "发明专利", "2024-07-09", "ZL202210690936.6", "自主研发"],
    ["IP02", "一种示例装置", "实用新型专利", "2023.01.31", "ZL 2022 2 1955478.6", "受让"],
    ["IP03", "示例软件V1.0", "软件著作权", "2022年10月19日", "2022SR1653698", "自主研发"],
]

STAFF: Rows = [
    ["（一）总体情况", "<", "<", "<", "<", "<", "<"],
    ["", "<", "企业职工", "<", "<", "科技人员", "<"],
    ["总   数（人）", "<", "168", "<", "<", "38", "<"],
    ["其中：在职人员", "<", "160", "<", "<", "36", "<"],
    ["兼职人员", "<", "8", "<", "<", "2", "<"],
    ["临时聘用人员", "<", "0", "<", "<", "0", "<"],
    ["外籍人员", "<", "0", "<", "<", "0", "<"],
    ["留学归国人员", "<", "1", "<", "<", "1", "<"],
    ["千人计划人员", "<", "0", "<", "<", "0", "<"],
    ["（二）全体人员结构", "<", "<", "<", "<", "<", "<"],
    ["学  历", "博 士", "<", "硕 士", "本 科", "<", "大专及以下"],
    ["人  数", "1", "<", "7", "63", "<", "97"],
    ["职  称", "高级职称", "<", "中级职称", "初级职称", "<", "高级技工"],
    ["人  数", "4", "<", "25", "30", "<", "5"],
    ["年  龄", "30及以下", "<", "31—40", "41—50", "<", "51及以上"],
    ["人  数", "60", "<", "58", "40", "<", "10"],
]


def activity(number: int, years: Sequence[str] = ("2023年", "2024年", "2025年")) -> Rows:
    """The block of one activity; the figures tell the activities apart."""
    return [
        ["研发活动名称", f"示例技术{number}的研发", "<", "起止时间", "<", "2023-01-06至2024-12-20", "<"],
        ["技术领域", "电子信息/软件/基础软件", "<", "<", "<", "<", "<"],
        ["技术来源", "企业自有技术", "<", "知识产权编号", "<", f"IP01、IP0{number + 1}", "<"],
        [
            "研发经费总预算（万元）",
            "152.00",
            "研发经费近三年总支出（万元）",
            "60.00",
            "其中",
            years[0],
            "10.00",
        ],
        ["^", "^", "^", "^", "^", years[1], f"{number}0.50"],
        ["^", "^", "^", "^", "^", years[2], "0.00"],
        ["目的及组织实施方式（限400字）", f"目的{number}。", "<", "<", "<", "<", "<"],
        ["核心技术及创新点（限400字）", f"核心{number}。", "<", "<", "<", "<", "<"],
        ["取得的阶段性成果（限400字）", f"阶段成果：成果{number}。", "<", "<", "<", "<", "<"],
    ]


COST_LABELS = (
    "内部研究开发费用",
    "其中：人员人工费用",
    "直接投入费用",
    "折旧费用与长期待摊费用",
    "无形资产摊销费用",
    "设计费用",
    "装备调试费用与试验费用",
    "其他费用",
    "委托外部研究开发费用",
    "其中：境内的外部研发费用",
    "研究开发费用（内、外部）小计",
)
COST_NAMES = (
    *("internal", "personnel", "direct", "depreciation", "amortisation", "design", "commissioning", "other"),
    *("outsourced", "outsourced_domestic", "subtotal"),
)


def costs(*columns: str, base: float = 0.0) -> Rows:
    """The cost table of one year; each figure tells its item and column."""
    rows = [["科目 累计发生额 研发项目编号", *columns]]
    for row, label in enumerate(COST_LABELS, 1):
        rows.append([label, *(f"{base + row + c / 100:.2f}" for c in range(1, len(columns) + 1))])
    return rows


def product(number: int, main: str = "☑是□否") -> Rows:
    """The block of one product."""
    return [
        ["产品（服务）名称", f"示例产品{number}", "<", "<"],
        ["技术领域", "电子信息/软件/基础软件", "<", "<"],
        ["技术来源", "企业自有技术", "上年度销售收入（万元）", f"{number}616.72"],
        ["是否主要产品（服务）", main, "知识产权编号", "IP01、IP03"],
        ["关键技术及主要技术指标（限400字）", f"关键{number}。", "<", "<"],
        ["与同类产品（服务）的竞争优势（限400字）", f"优势{number}。", "<", "<"],
        ["知识产权获得情况及其对产品（服务）在技术上发挥的支持作用（限400字）", f"支持{number}。", "<", "<"],
    ]


INNOVATION: Rows = [
    ["知识产权对企业竞争力的作用（限400字）", "作用。"],
    ["科技成果转化情况（限400字）", "转化。"],
    ["研究开发与技术创新组织管理情况（限400字）", "组织。"],
    ["管理与科技人员情况（限400字）", "人员。"],
]

STANDARDS: Rows = [
    ["序号", "标准名称", "标准级别", "标准编号", "参与方式"],
    ["1", "示例系统技术要求", "□国家☑行业", "JB/T 99127-2024", "□主持☑参与"],
    ["0", "0", "□国家□行业", "0", "□主持□参与"],
]

COVER = (
    "系统填报号：202633010881016",
    "高新技术企业认定申请书",
    "企业名称：苏州示例科技有限公司",
    "企业所在地区：江苏省苏州市",
    "认定机构：江苏省高新技术企业认定管理机构办公室",
    "申请日期：2026年7月21日",
)


def blocks_of(*parts: str | Rows) -> list[Block]:
    """Titles and tables as the blocks of a DOCX, in the given order."""
    blocks: list[Block] = []
    for number, part in enumerate(parts, 1):
        blocks.append(paragraph(part, number) if isinstance(part, str) else table(part, page=None))
    return blocks


def read(*blocks: Block) -> dict[str, Value]:
    """The facts of a form printed as one DOCX."""
    return read_pages(page(*blocks, number=None))


def read_pages(*pages: Page) -> dict[str, Value]:
    """The facts of a form printed on pages, by path without `application.`."""
    view = SectionView(Section("form", "application_form", 1, len(pages), 1.0), pages, stitch(pages))
    facts = FactCollector("form")
    extract(view, facts)
    assert not [fact.path for fact in facts.facts() if fact.readings]
    return {fact.path.removeprefix("application."): fact.value for fact in facts.facts()}


def read_parts(*parts: str | Rows) -> dict[str, Value]:
    """The facts of titles and tables printed one after the other."""
    return read(*blocks_of(*parts))


def blanks(facts: dict[str, Value]) -> list[Value]:
    """The labels of the cells left empty."""
    return [value for path, value in facts.items() if path.startswith("form_blanks")]


def below(facts: dict[str, Value], record: str) -> dict[str, Value]:
    """The facts of one record, by what follows its name."""
    return {p.removeprefix(record + "."): v for p, v in facts.items() if p.startswith(record + ".")}


def whole_form() -> Iterable[str | Rows]:
    """Every part of the form with its title, filled in without a defect."""
    yield "企业注册登记表"
    yield REGISTER
    yield from COVER
    yield "一、主要情况"
    yield MAIN
    yield "二、知识产权汇总表"
    yield COUNTS
    yield RIGHTS
    yield "三、人力资源情况表"
    yield STAFF
    yield "四、企业研究开发活动情况表（近三年执行的活动，按单一活动填报）"
    for number in (1, 2):
        yield f"研发活动编号：RD0{number}"
        yield activity(number)
    yield "五、企业年度研究开发费用结构明细表(按近三年每年分别填报)"
    for year in (2023, 2024, 2025):
        yield f"    {year} 年度        单位：万元"
        yield costs("RD01", "RD02", "合计", base=year - 2000)
        yield "企业填报人（签字）：        日期：2026年7月21日"
    yield "六、上年度高新技术产品（服务）情况表（按单一产品（服务）填报）"
    for number in (1, 2):
        yield f"编号：PS0{number}"
        yield product(number, "☑是□否" if number == 1 else "□是☑否")
    yield "七、企业创新能力"
    yield INNOVATION
    yield "八、（加分项）企业参与国家标准或行业标准制定情况汇总表"
    yield STANDARDS
