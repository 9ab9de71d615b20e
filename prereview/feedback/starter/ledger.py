"""研发支出辅助账 of one year as XLSX: an account per activity, and a summary that adds them up."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from prereview.feedback.plain import plain_line
from prereview.feedback.starter.profile import Profile

CATEGORIES = (
    "人员人工费用",
    "直接投入费用",
    "折旧费用与长期待摊费用",
    "无形资产摊销费用",
    "设计费用",
    "装备调试费用与试验费用",
    "其他费用",
    "委托外部研究开发费用",
)
"""The categories of section five of the form (195号 附件2 五)."""

ENTRY_HEAD = ("日期", "凭证号", "摘要", "会计科目", "金额", *CATEGORIES)
FIRST_ENTRY, ENTRIES = 4, 60
"""Row of the first entry (from 0), and how many there is room for."""


def ledger(profile: Profile, year: int) -> bytes:
    """The workbook of one accounting year."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    looks = {
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center"}),
        "head": book.add_format({"bold": True, "bg_color": "#EEF1F5", "border": 1, "text_wrap": True}),
        "text": book.add_format({"border": 1}),
        "money": book.add_format({"border": 1, "num_format": "#,##0.00"}),
        "sum": book.add_format({"border": 1, "num_format": "#,##0.00", "bold": True}),
    }
    keys = profile.activity_keys or ("RD01",)
    _summary(book.add_worksheet("汇总"), looks, profile, year, keys)
    for key in keys:
        _account(book.add_worksheet(key), looks, profile, year, key)
    book.close()
    return stream.getvalue()


def _summary(sheet: Any, looks: dict[str, Any], profile: Profile, year: int, keys: tuple[str, ...]) -> None:  # noqa: ANN401
    """Categories down, activities across; every figure is a formula on the accounts."""
    last = len(keys) + 1
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, last, 16)
    sheet.merge_range(0, 0, 0, last, f"{year}年度研发支出辅助账汇总表", looks["title"])
    sheet.write_string(1, 0, f"企业名称：{plain_line(profile.firm)}")
    sheet.write_string(1, last, "单位：元")
    for column, title in enumerate(("科目", *keys, "合计")):
        sheet.write_string(2, column, title, looks["head"])
    for row, category in enumerate(CATEGORIES, 3):
        sheet.write_string(row, 0, category, looks["text"])
        source = xl_rowcol_to_cell(FIRST_ENTRY + ENTRIES, 5 + row - 3)
        for column, key in enumerate(keys, 1):
            sheet.write_formula(row, column, f"='{key}'!{source}", looks["money"])
        _sum_row(sheet, row, 1, last, looks["sum"])
    end = 3 + len(CATEGORIES)
    sheet.write_string(end, 0, "合计", looks["head"])
    for column in range(1, last + 1):
        letter = xl_col_to_name(column)
        sheet.write_formula(end, column, f"=SUM({letter}4:{letter}{end})", looks["sum"])
    sheet.freeze_panes(3, 1)


def _sum_row(sheet: Any, row: int, first: int, last: int, look: Any) -> None:  # noqa: ANN401
    cells = f"{xl_rowcol_to_cell(row, first)}:{xl_rowcol_to_cell(row, last - 1)}"
    sheet.write_formula(row, last, f"=SUM({cells})", look)


def _account(sheet: Any, looks: dict[str, Any], profile: Profile, year: int, key: str) -> None:  # noqa: ANN401
    """Entries by voucher; the total of an entry is the sum of its categories."""
    width = len(ENTRY_HEAD)
    sheet.set_column(0, 1, 12)
    sheet.set_column(2, 3, 24)
    sheet.set_column(4, width - 1, 15)
    sheet.merge_range(0, 0, 0, width - 1, f"{year}年度研发支出辅助账", looks["title"])
    sheet.write_string(1, 0, f"项目编号：{key}")
    sheet.write_string(1, 2, "项目名称：")
    sheet.write_string(2, 0, f"企业名称：{plain_line(profile.firm)}")
    sheet.write_string(2, width - 1, "单位：元")
    for column, title in enumerate(ENTRY_HEAD):
        sheet.write_string(3, column, title, looks["head"])
    for row in range(FIRST_ENTRY, FIRST_ENTRY + ENTRIES):
        for column in range(width):
            look = looks["text"] if column < 4 else looks["money"]
            sheet.write_blank(row, column, None, look)
        cells = f"{xl_rowcol_to_cell(row, 5)}:{xl_rowcol_to_cell(row, width - 1)}"
        sheet.write_formula(row, 4, f'=IF(SUM({cells})=0,"",SUM({cells}))', looks["money"], "")
    end = FIRST_ENTRY + ENTRIES
    sheet.write_string(end, 0, "本年合计", looks["head"])
    for column in range(1, 4):
        sheet.write_blank(end, column, None, looks["head"])
    for column in range(4, width):
        letter = xl_col_to_name(column)
        sheet.write_formula(end, column, f"=SUM({letter}{FIRST_ENTRY + 1}:{letter}{end})", looks["sum"])
    sheet.freeze_panes(4, 0)
