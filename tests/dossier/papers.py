"""Whole papers for tests of the classification, page by page, in our own words."""

from __future__ import annotations

from prereview.documents.model import Block, Bookmark, Document, Page
from prereview.dossier.classify import find_sections
from tests.dossier.pages import line, page, table, width_of

FIRM = "示例科技有限公司"


def centred(
    text: str, top: float = 90.0, em: float = 18.0, *, number: int = 1, method: str = "text"
) -> Block:
    return line(text, x=297 - width_of(text, em) / 2, top=top, page=number, em=em, method=method)


def sheet(title: str, *body: str | Block, method: str = "text") -> Page:
    """A page with a large centred title and text below; without a title when it is empty."""
    blocks: list[Block] = [centred(title, method=method)] if title else []
    for i, part in enumerate(body):
        blocks.append(line(part, top=140 + 22 * i, method=method) if isinstance(part, str) else part)
    return page(*blocks)


def merged(*pages: Page, path: str = "a.pdf", outline: tuple[Bookmark, ...] = ()) -> Document:
    numbered = tuple(Page(i, p.width, p.height, p.blocks, p.state) for i, p in enumerate(pages, 1))
    return Document(path, "pdf", "0" * 64, "read", numbered, outline=outline)


def kinds(doc: Document) -> list[tuple[str, int, int]]:
    return [(s.kind, s.first, s.last) for s in find_sections(doc)]


def kind_of(doc: Document) -> str:
    [section] = find_sections(doc)
    return section.kind


SOFTWARE = (
    "证书号:软著登字第11665971号",
    "软件名称:示例控制软件 V1.0",
    "著作权人:" + FIRM,
    "登记号:2023SR0012345",
)
PATENT = (
    "证书号第6004114号",
    "发明名称:一种夹持装置",
    "专利权人:" + FIRM,
    "专利号:ZL 2022 1 0430096.0",
    "专利申请日:2022年05月20日",
    "授权公告日:2024年01月14日",
)
LICENCE = (
    "统一社会信用代码",
    "91320506MA1TEST00X",
    "名称 " + FIRM,
    "类型 有限责任公司",
    "法定代表人 王甲",
    "经营范围 软件开发",
    "注册资本 壹仟万元整",
    "成立日期 2015年03月02日",
    "住所 示例市示例路1号",
    "登记机关",
    "国家市场监督管理总局监制",
)
AGENCY_LICENCE = tuple(
    t.replace(FIRM, "示例会计师事务所(普通合伙)").replace("软件开发", "审查企业会计报表,出具审计报告")
    for t in LICENCE
)


CONTRACT = ("甲方(买方):甲厂", "乙方(卖方):" + FIRM, "一、产品名称、数量、单价", "二、交货")
INVOICE = ("发票号码:24322000144138383244", "购买方 名称:甲厂", "销售方 名称:" + FIRM, "价税合计")


PERMIT = (
    "名 称:示例会计师事务所(普通合伙)",
    "首席合伙人:王乙",
    "执业证书编号:32000001",
    "批准执业文号:示例1号",
)


def counted(body: Page, number: int, total: int) -> Page:
    return page(*body.blocks, line(f"第 {number} 页 共 {total} 页", x=260, top=805))


def approval(rd: str) -> list[Page]:
    return [
        page(
            centred("研发项目立项报告", 250, 26), centred(f"项目编号:{rd}", 420, 14), centred(FIRM, 600, 14)
        ),
        sheet(
            "研发项目立项报告", f"项目编号:{rd}", "一、立项目的", "国内外现状,需要解决的问题。", "二、创新点"
        ),
        page(
            line("项目组成员名单", top=80),
            table([["序号", "姓名", "学历", "职称", "部门"], ["1", "王甲", "本科", "工程师", "研发部"]]),
            line("八、经费预算", top=300),
        ),
    ]


def audit(year: int, *, cover: bool = True) -> list[Page]:
    head = [
        page(
            centred("审 计 报 告", 280, 40),
            centred(FIRM, 420, 16),
            centred(f"{year}年度财务报表审计", 460, 13),
        )
    ]
    return [
        *(head if cover else []),
        sheet(
            "审计报告",
            FIRM + "全体股东:",
            "一、审计意见",
            f"我们审计了{year}年12月31日的财务报表",
            "注册会计师的责任",
        ),
        page(
            centred("资产负债表", 60, 15),
            line("会企01表", top=84),
            table([["资产", "期末余额"], ["资产总计", "1.00"]]),
        ),
        page(
            centred("利润表", 60, 15),
            line("会企02表", top=84),
            table([["项目", "本期金额"], ["净利润", "1.00"]]),
        ),
        sheet("财务报表附注", "一、公司基本情况", "二、会计政策"),
        page(line("6.应付职工薪酬", top=60), table([["项目", "期初余额"], ["短期薪酬", "1.00"]])),
    ]


def special(title: str, table_title: str) -> list[Page]:
    return [
        page(centred("高新技术企业认定", 220, 30), centred(title, 270, 30), centred(FIRM, 430, 16)),
        sheet(
            title,
            FIRM + ":",
            "一、管理层的责任",
            "二、注册会计师的责任",
            "三、审计意见",
            "高新技术企业认定管理办法",
        ),
        page(
            centred(table_title, 50, 13), table([["科目", "RD01", "合计"], ["人员人工费用", "1.00", "1.00"]])
        ),
        sheet("编制说明", "一、企业基本情况", "二、费用的归集方法"),
    ]


def tax_return(year: int) -> list[Page]:
    return [
        page(
            centred("中华人民共和国企业所得税年度纳税申报表", 130, 22),
            centred("(A类,2017年版)", 170, 16),
            line(f"税款所属期间:{year}年01月01日至{year}年12月31日", top=260),
            line("纳税人识别号(统一社会信用代码):91320506MA1TEST00X", top=290),
        ),
        page(
            line("A000000", top=45),
            centred("企业所得税年度纳税申报基础信息表", 62, 12),
            table([["101纳税申报企业类型", "100"]]),
        ),
        page(
            line("A100000", top=45),
            centred("中华人民共和国企业所得税年度纳税申报表(A类)", 62, 12),
            table([["行次", "金额"], ["1", "0"]]),
        ),
        page(
            line("A107012", top=45),
            centred("研发费用加计扣除优惠明细表", 62, 12),
            table([["行次", "金额"], ["1", "0"]]),
        ),
        page(table([["30", "0"], ["31", "0"]], top=50)),
    ]
