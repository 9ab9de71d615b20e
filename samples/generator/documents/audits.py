"""年度审计报告: cover, report, statements, notes and 财务情况说明书 of one year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from samples.generator.books import rd_rooms
from samples.generator.dates import in_words
from samples.generator.documents.sheet import Sheet
from samples.generator.documents.statements import statements
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
from samples.generator.model import Agency, Dossier, Figures
from samples.generator.money import ZERO, grouped, percent, split, total
from samples.generator.style import Style


def sheets(d: Dossier) -> Iterator[Sheet]:
    """A file per year."""
    for year in d.years:
        yield Sheet(
            id=f"audit/{year}", folder="audits", name=f"{year}年度审计报告", build=partial(_report, year=year)
        )


def signed_by(agency: Agency, day: str) -> list[Block]:
    """The signature block of accountants."""
    return [
        Signature(lines=(f"{agency.name}", "（盖章）", day), seal=agency.name, align="left"),
        Signature(lines=("中国注册会计师：", "中国注册会计师："), hand=agency.signers, align="right"),
        Text(
            text=f"（{agency.signers[0]}　{agency.signers[1]}）　　{agency.address[:3]}",
            align="right",
            size=9,
        ),
    ]


def _report(d: Dossier, s: Style, year: int) -> Paper:
    audit, auditor = d.audits[year], d.auditor
    blocks: list[Block] = [
        Space(height=120),
        Title(text=auditor.name),
        Space(height=60),
        Title(text="审 计 报 告"),
        Text(text=audit.number, align="center"),
        Space(height=60),
        Text(text=d.firm.name, align="center", size=14),
        Text(text=f"{year}年度财务报表审计", align="center", size=13),
        Space(height=90),
        Text(text=f"报告编码：{audit.code}", align="center", size=9),
        Break(),
        *_opinion(d, year),
        *signed_by(auditor, in_words(audit.dated_on)),
        *statements(d, s, year, d.firm.name),
        *_notes(d, s, year),
    ]
    if not any(left.kind == "no_narrative" for left in d.leftovers.get(f"audit/{year}", ())):
        blocks += [Break(), *_narrative(d, s, year)]
    return Paper(
        blocks=tuple(blocks),
        font=s.body,
        heading_font=s.headings,
        table_font=s.tables,
        title=f"{year}年度审计报告",
    )


def _opinion(d: Dossier, year: int) -> list[Block]:
    standard = "小企业会计准则" if d.small_standards else "企业会计准则"
    name = d.firm.name
    return [
        Title(text="审 计 报 告"),
        Text(text=d.audits[year].number, align="right"),
        Text(text=f"{name}全体股东：", indent=False),
        Title(text="一、审计意见", level=1),
        Text(text=f"我们审计了{name}（以下简称贵公司）财务报表，包括{year}年12月31日的资产负债表，{year}年度的利润表、现金流量表、所有者权益变动表以及财务报表附注。"),
        Text(text=f"我们认为，后附的财务报表在所有重大方面按照{standard}的规定编制，公允反映了贵公司{year}年12月31日的财务状况以及{year}年度的经营成果和现金流量。"),
        Title(text="二、形成审计意见的基础", level=1),
        Text(text="我们按照中国注册会计师审计准则的规定执行了审计工作。按照职业道德守则，我们独立于贵公司，并履行了其他责任。我们相信获取的审计证据是充分、适当的。"),
        Title(text="三、管理层和治理层对财务报表的责任", level=1),
        Text(text="管理层负责编制财务报表，使其公允反映，并设计、执行和维护必要的内部控制。治理层负责监督财务报告过程。"),
        Title(text="四、注册会计师对财务报表审计的责任", level=1),
        Text(text="我们的目标是对财务报表整体是否不存在重大错报获取合理保证，并出具包含审计意见的审计报告。在审计中我们运用职业判断，保持职业怀疑，识别和评估重大错报风险，评价会计政策的恰当性和列报的公允性。"),
    ]  # fmt: skip


def _notes(d: Dossier, s: Style, year: int) -> list[Block]:
    f, before = d.books[year], d.books[year - 1]
    standard = "小企业会计准则" if d.small_standards else "企业会计准则"
    now_title, old_title = s.label("本期金额"), s.label("上期金额")
    closing, opening = s.label("期末余额"), s.label("年初余额")
    rate = "15%" if d.previous_certificate else "25%"
    product_rows = _revenue_by_product(d, year)
    cost = _rd_rows(d, f, year)
    return [
        Title(text="财务报表附注"),
        Text(text=f"（{year}年度，除特别注明外，金额单位为人民币元）", align="center", size=9),
        Title(text="一、公司基本情况", level=1),
        Text(text=f"{d.firm.name}成立于{s.day(d.firm.established_on)}，统一社会信用代码{d.firm.credit_code}，注册资本{grouped(d.firm.capital)}元，法定代表人{d.firm.legal_representative}，注册地址{d.firm.address}。"),
        Title(text="二、编制基础和主要会计政策", level=1),
        Text(text=f"本公司执行{standard}，以持续经营为基础编制财务报表。会计年度自公历1月1日起至12月31日止。研究阶段支出于发生时计入当期损益。"),
        Title(text="三、税项", level=1),
        Text(text=f"增值税税率13%、6%；城市维护建设税7%；教育费附加3%；企业所得税税率{rate}。"),
        Title(text="四、主要项目注释", level=1),
        Text(text="1．货币资金", indent=False),
        _note([("库存现金", "cash_hand"), ("银行存款", "cash_bank"), ("合计", "cash")], _cash(f), _cash(before), closing, opening),
        Text(text="2．应收账款", indent=False),
        _note([("账面余额", "receivable_gross"), ("坏账准备", "provision"), ("账面价值", "receivable")], f, before, closing, opening),
        Text(text="3．固定资产", indent=False),
        table(
            [["项目", opening, "本期增加", "本期减少", closing],
             ["原值", *_money(f["fixed_opening_cost"], f["fixed_added"], ZERO, f["fixed_cost"])],
             ["累计折旧", *_money(f["fixed_opening_used"], f["depreciation"], ZERO, f["fixed_used"])],
             ["账面价值", *_money(f["fixed_opening_cost"] - f["fixed_opening_used"]), "", "", *_money(f["fixed"])]],
            (20, 20, 20, 20, 20),
        ),
        Text(text="4．应付职工薪酬", indent=False),
        table(
            [["项目", opening, "本期增加", "本期减少", closing],
             ["短期薪酬及社会保险", *_money(before["payroll_payable"], f["payroll"], f["payroll"] + before["payroll_payable"] - f["payroll_payable"], f["payroll_payable"])]],
            (24, 19, 19, 19, 19),
        ),
        Text(text="5．营业收入和营业成本", indent=False),
        table(
            [["项目", "本期收入", "本期成本", "上期收入", "上期成本"],
             ["主营业务", *_money(f["revenue_main"], f["cost_main"], before["revenue_main"], before["cost_main"])],
             ["其他业务", *_money(f["revenue_other"], f["cost_other"], before["revenue_other"], before["cost_other"])],
             ["合计", *_money(f["revenue"], f["cost"], before["revenue"], before["cost"])]],
            (20, 20, 20, 20, 20),
        ),
        *product_rows,
        Text(text="6．研发费用", indent=False),
        table([["项目", now_title], *[[words(text), *_money(amount)] for text, amount in cost], ["合计", *_money(f["rd"])]], (60, 40)),
        Text(text="7．其他收益、投资收益和营业外收入", indent=False),
        _note([("政府补助", "other_income"), ("理财产品投资收益", "investment_income"), ("营业外收入—其他", "nonop_income")], f, before, now_title, old_title),
        Title(text="五、或有事项和期后事项", level=1),
        Text(text="截至报告日，本公司没有需要披露的重大或有事项和期后事项。"),
    ]  # fmt: skip


def _money(*amounts: Decimal) -> Row:
    return [value(grouped(amount), align="right") for amount in amounts]


def _note(rows: list[tuple[str, str]], now: Figures, before: Figures, first: str, second: str) -> Block:
    lines = [[text, *_money(now[key], before[key])] for text, key in rows]
    return table([["项目", first, second], *lines], (40, 30, 30))


def _cash(f: Figures) -> Figures:
    hand = split(f["cash"], (0.2, 99.8))[0]
    return {"cash_hand": hand, "cash_bank": f["cash"] - hand, "cash": f["cash"]}


def _revenue_by_product(d: Dossier, year: int) -> list[Block]:
    """Main business revenue of the last year by product; the rest is service and fitting."""
    if year != d.last_year:
        return []
    rest = d.books[year]["revenue_main"] - total(p.income for p in d.products.values())
    rows = [[p.name, *_money(p.income)] for p in d.products.values()]
    return [
        Text(text="主营业务收入按产品列示：", indent=False),
        table([["产品", "本期收入"], *rows, [f"{d.side_business}及安装服务", *_money(rest)]], (60, 40)),
    ]


def _rd_rows(d: Dossier, f: Figures, year: int) -> list[tuple[str, Decimal]]:
    """R&D expense as booked: rooms are administrative cost, outsourced research stands in full."""
    c = d.costs[year]["total"]
    rows = [
        ("人员人工", c.personnel),
        ("直接投入", c.direct),
        ("折旧费", c.depreciation - rd_rooms(c)),
        ("无形资产摊销", c.amortisation),
        ("设计与试验", c.design + c.commissioning),
        ("其他费用", c.other),
    ]
    rest = f["rd"] - total(amount for _, amount in rows)
    return [*rows, ("委托外部研发", rest)] if rest > 0 else rows


def _narrative(d: Dossier, s: Style, year: int) -> list[Block]:
    f, before = d.books[year], d.books[year - 1]
    return [
        Title(text="财务情况说明书"),
        Title(text="一、生产经营基本情况", level=1),
        Text(text=f"{year}年度{d.firm.name}实现营业收入{grouped(f['revenue'])}元，比上年增长{percent(f['revenue'] - before['revenue'], before['revenue'])}，主要产品为{'、'.join(p.name for p in d.products.values())}。"),
        Title(text="二、利润实现和分配情况", level=1),
        Text(text=f"本年实现利润总额{grouped(f['profit'])}元，净利润{grouped(f['net'])}元；提取盈余公积{grouped(f['surplus_added'])}元，向股东分配利润{grouped(f['dividend'])}元。"),
        Title(text="三、资金增减和周转情况", level=1),
        Text(text=f"年末货币资金{grouped(f['cash'])}元，资产总额{grouped(f['assets'])}元，负债总额{grouped(f['liabilities'])}元，资产负债率{percent(f['liabilities'], f['assets'])}。"),
        Title(text="四、对财务状况有重大影响的其他事项", level=1),
        Text(text="本年度没有对财务状况、经营成果和现金流量有重大影响的其他事项。"),
        Signature(lines=(d.firm.name, s.day(d.audits[year].dated_on)), seal=d.firm.name),
    ]  # fmt: skip
