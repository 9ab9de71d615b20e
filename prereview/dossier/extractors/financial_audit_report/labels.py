"""Row labels of statements, of enterprise and small-enterprise standards, old prints and new.

Labels are compared without ordinals, `减：` and `加：`, sign notes, alternatives in
brackets (或股东权益), note references, row numbers and English beside the Chinese. Labels that differ from a
wanted one by a character or two stand among the others, so that they are never
taken for it.
"""

from __future__ import annotations

import re

from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import bare, squash

_ALTERNATIVE = re.compile(r"\((?:或)?(?:股东权益|所有者权益|股本|净资产|净亏损|净收益|亏损总额?)\)")
_SIGN_NOTE = re.compile(r"[(（](?:净?亏损|净?损失|收入|收益|增加)[^()（）]*$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z ,.'&/\-]*(?:\([A-Za-z][^()]*\))?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NOTE = re.compile(
    r"(?:附?注(?:释)?)?[一二三四五六七八九十]{1,3}[、.,(]\(?[一二三四五六七八九十\d]{1,3}\)?(?:\.\d+)?$|注释?\d+$"
    r"|\([一二三四五六七八九十]{1,3}\)$"
)
_SPECK = re.compile(r"^[^\u4e00-\u9fff\w()]?[^\u4e00-\u9fff\d()](?=[\u4e00-\u9fff]{2})")
"""A speck of a scan read as a character before the label."""

_ROW_NUMBER = re.compile(r"^\d{1,2}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff)])\d{1,2}$")


def chinese_part(text: str) -> str:
    """The text without English beside the Chinese: `资产负债表 Balance Sheet` → `资产负债表`."""
    return _LATIN.sub("", text).strip() if _CHINESE.search(text) else text


def statement_label(text: str) -> str:
    """A row label reduced to its words: `所有者权益（或股东权益）合计 七、23` → `所有者权益合计`."""
    label = _ALTERNATIVE.sub("", squash(_SIGN_NOTE.sub("", chinese_part(text))))
    label = _SPECK.sub("", label)
    label = _ROW_NUMBER.sub("", _NOTE.sub("", label))
    label = bare(label)
    return (
        label.replace("股东权益", "所有者权益").replace("负债及", "负债和").replace("业主权益", "所有者权益")
    )


BALANCE_SHEET = LabelBook(
    {
        "total_assets": ("资产总计", "资产总额", "资产合计"),
        "total_liabilities": ("负债合计", "负债总计", "负债总额"),
        "equity": ("所有者权益合计", "所有者权益总计", "所有者权益总额", "净资产合计"),
        "balance_total": ("负债和所有者权益总计", "负债和所有者权益合计", "负债和所有者权益总额"),
        "cash": ("货币资金",),
        "intangible_assets": ("无形资产",),
        "development_expenditure": ("开发支出",),
        "paid_in_capital": ("实收资本", "股本", "实收资本净额"),
        "surplus_reserve": ("盈余公积",),
        "retained_earnings": ("未分配利润",),
    },
    others=(
        "资本公积",
        "未分配利润差额",
        "应付利润",
        "无形资产净额",
        "生产性生物资产",
        "流动资产合计",
        "非流动资产合计",
        "长期资产合计",
        "固定资产合计",
        "流动负债合计",
        "非流动负债合计",
        "长期负债合计",
        "归属于母公司所有者权益合计",
        "少数所有者权益",
        "所有者权益",
        "负债和所有者权益",
    ),
    clean=statement_label,
)

INCOME_STATEMENT = LabelBook(
    {
        "revenue": ("营业收入",),
        "total_revenue": ("营业总收入",),
        "revenue_main": ("主营业务收入", "主营业务收入净额", "产品销售收入"),
        "revenue_other": ("其他业务收入",),
        "rd_expense": ("研发费用", "研究费用", "研究开发费用", "研究与开发费用", "研究开发费"),
        "profit": ("利润总额", "税前利润总额"),
        "grants": ("其他收益",),
        "investment": ("投资收益", "投资净收益"),
        "windfalls": ("营业外收入",),
        "operating_profit": ("营业利润",),
        "non_operating_expense": ("营业外支出",),
        "income_tax": ("所得税费用", "所得税"),
        "net_profit": ("净利润",),
    },
    others=(
        "营业成本",
        "营业总成本",
        "主营业务成本",
        "其他业务成本",
        "其他业务利润",
        "主营业务利润",
        "其他业务支出",
        "持续经营净利润",
        "终止经营净利润",
        "营业外收支净额",
        "其他综合收益",
        "综合收益总额",
        "利息收入",
        "手续费及佣金收入",
        "资产处置收益",
        "公允价值变动收益",
        "开办费",
    ),
    clean=statement_label,
)

CASH_FLOW = LabelBook(
    {
        "closing_cash": (
            "期末现金及现金等价物余额",
            "年末现金及现金等价物余额",
            "期末现金余额",
            "年末现金余额",
        )
    },
    others=(
        "期初现金及现金等价物余额",
        "年初现金及现金等价物余额",
        "期初现金余额",
        "年初现金余额",
        "现金及现金等价物净增加额",
        "现金净增加额",
        "现金的期末余额",
        "现金的期初余额",
        "现金等价物的期末余额",
        "现金等价物的期初余额",
    ),
    clean=statement_label,
)

_MARKS = {
    "balance": (
        "流动资产合计",
        "流动负债合计",
        "资产总计",
        "负债合计",
        "所有者权益合计",
        "货币资金",
        "应收账款",
        "应交税费",
        "实收资本",
    ),
    "income": (
        "营业收入",
        "营业成本",
        "税金及附加",
        "管理费用",
        "营业利润",
        "利润总额",
        "所得税费用",
        "净利润",
        "主营业务收入",
    ),
    "cash_flow": (
        "经营活动现金流入小计",
        "经营活动产生的现金流量净额",
        "投资活动产生的现金流量净额",
        "筹资活动产生的现金流量净额",
        "销售产成品、商品、提供劳务收到的现金",
        "销售商品、提供劳务收到的现金",
        "购买商品、接受劳务支付的现金",
        "支付的各项税费",
        "支付的税费",
    ),
}
"""Rows by which a statement without a readable title is known."""

MARKS = LabelBook(_MARKS, clean=statement_label)

FEWEST_MARKS = 4
"""So many of its rows make a table that statement."""
