"""The schedules of the return that matter, and how their rows are labelled.

Forms of 2014, 2017 and 2024 number their rows differently and print other
formulas behind the same labels; so a row is known by its schedule and its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import bare, squash
from prereview.dossier.finders.sheets import Sheet

_SIDE_WORDS = re.compile(
    r"^[利润总额计算应纳税所得附列资料]{1,8}(?=[一二三四五六七八九十]{1,3}、|[减加]:)"
    r"|^\d{1,2}(?:\.\d)?(?=[一二三四五六七八九十(减加其\u4e00-\u9fff])"
)
_FORMULA = re.compile(
    r"[(\[][^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*\d[^()\[\]]*[)\]](?:[×*]\d+%?)?$|\(?填写A\d[^()]*\)?$"
)


def row_label(text: str) -> str:
    """A row label without row number, upright side words, ordinal, formula and form reference.

    `13三、利润总额（10＋11－12）` and, misread with the words at its side, `计算三、利润总额` → `利润总额`.
    """
    label = squash(text)
    while True:
        shorter = bare(_FORMULA.sub("", _SIDE_WORDS.sub("", label)))
        if shorter == label or not shorter:
            return label
        label = shorter


def _book(labels: Mapping[str, Iterable[str]], *others: str) -> LabelBook:
    return LabelBook(labels, others, clean=row_label)


class Form(NamedTuple):
    """A schedule: its code, its title, the rows it gives and the rows by which it is known."""

    code: str
    title: re.Pattern[str]
    rows: LabelBook
    column: str = ""
    """Words over the column to read; empty where a row has one figure."""


MAIN = Form(
    "A100000",
    re.compile(r"企业所得税年度纳税申报(?:表|主表)\(A类\)|年度纳税申报主表"),
    _book(
        {"revenue": ("营业收入",), "profit": ("利润总额",)},
        "营业成本",
        "营业利润",
        "营业外收入",
        "营业外支出",
        "纳税调整后所得",
        "应纳税所得额",
        "应纳所得税额",
        "实际利润总额",
    ),
)
INCOME = Form(
    "A101010",
    re.compile(r"一般企业收入明细表"),
    _book(
        {"revenue": ("营业收入",)},
        "主营业务收入",
        "其他业务收入",
        "营业外收入",
        "销售商品收入",
        "销售材料收入",
    ),
)
PERIOD_COSTS = Form(
    "A104000",
    re.compile(r"期间费用明细表"),
    _book(
        {"rd_expense_period": ("研究费用", "研究开发费用", "研发费用")},
        "广告费和业务宣传费",
        "技术转让费",
        "业务招待费",
        "资产折旧摊销费",
        "咨询顾问费",
    ),
    column="管理费用",
)
RD_DEDUCTION = Form(
    "A107012",
    re.compile(r"研发费用加计扣除优惠明细表|研发费用加计扣除优惠归集表"),
    _book(
        {
            "rd_deduction": (
                "年度研发费用小计",
                "本年研发费用小计",
                "年度研发费用合计",
                "年度研究开发费用小计",
            ),
            "deduction_personnel": ("人员人工费用",),
            "deduction_direct": ("直接投入费用",),
            "deduction_depreciation": ("折旧费用",),
            "deduction_amortisation": ("无形资产摊销", "无形资产摊销费用"),
            "deduction_design": ("新产品设计费等",),
            "deduction_other": ("其他相关费用",),
            "deduction_outsourced": ("委托研发",),
        },
        "允许扣除的研发费用合计",
        "本年研发费用加计扣除总额",
        "经限额调整后的其他相关费用",
        "本年费用化金额",
        "新产品设计费",
        "委托外部研发费用",
    ),
)
HIGH_TECH = Form(
    "A107041",
    re.compile(r"高新技术企业优惠情况及明细表"),
    _book(
        {
            "ht_income": ("本年高新技术产品(服务)收入", "高新技术产品(服务)收入"),
            "gross_income": ("本年企业总收入", "企业总收入", "企业当年总收入"),
            "total_income": ("收入总额",),
            "non_taxable_income": ("不征税收入",),
            "ht_preference": (
                "国家需要重点扶持的高新技术企业减征企业所得税",
                "国家需要重点扶持的高新技术企业减征企业所得税税额",
                "国家需要重点扶持的高新技术企业减按15%的税率征收企业所得税",
                "减免税金额",
                "减征税额",
            ),
            "technical_income": ("技术性收入",),
            "ht_rd": ("归集的高新研发费用金额", "本年归集的高新研发费用金额", "高新研发费用金额"),
        },
        "产品(服务)收入",
        "内部研究开发投入",
        "委托外部研发费用",
        "销售(营业)收入",
        "经济特区和上海浦东新区新设立的高新技术企业定期减免税额",
    ),
)
FORMS = (MAIN, INCOME, PERIOD_COSTS, RD_DEDUCTION, HIGH_TECH)

_CODES = {"A107014": RD_DEDUCTION} | {form.code: form for form in FORMS}
"""Forms by code; the R&D schedule had another one in the forms of 2014."""

_CODE = re.compile(r"A\d{6}(?!\d)")

FEWEST_ROWS = 3
"""So many rows of a form make a table without a readable title that form."""


def form_of(sheet: Sheet, before: Form | None) -> Form | None:
    """Which schedule a table is: by code, by title, by its rows, or as the rest of the one before.

    A title may be misread, so the rows speak before a title that is none of those wanted.
    """
    captions = [squash(text) for text in sheet.captions()]
    code = next((match[0] for text in captions if (match := _CODE.match(text))), None)
    if code:
        return _CODES.get(code)
    titled = next((form for text in captions if (form := _titled(text))), None)
    if titled:
        return titled
    counts = {form.code: sum(form.rows.knows(cell.text) for cell in sheet.table.cells) for form in FORMS}
    best = max(counts, key=lambda name: counts[name])
    if counts[best] >= FEWEST_ROWS:
        return _CODES[best]
    return before if not any(len(line.text) > 8 for line in sheet.heading) else None


def _titled(text: str) -> Form | None:
    """The form whose title a line is, with little else beside it."""
    if "填写" in text:
        return None
    return next((f for f in FORMS if (m := f.title.search(text)) and len(text) <= len(m[0]) + 12), None)
