"""Detailed accounts: entries by voucher, with the activity in the head of the table or above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from prereview.documents.model import Line, Snippet, snippet
from prereview.dossier.extractors.papers import known_name
from prereview.dossier.extractors.project_labels import LABELS
from prereview.dossier.extractors.project_papers import one_activity
from prereview.dossier.extractors.rd_ledger.entries import Accounts, read_part
from prereview.dossier.extractors.special_audit.labels import CATEGORIES
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.labelled import find_labelled, first_of
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.sheets import Sheet

_ENTRY = LabelBook(
    {
        "subject": ("摘要", "业务摘要", "凭证摘要"),
        "voucher": ("凭证号", "凭证号数", "凭证字号", "凭证编号", "凭证", "号数", "记账凭证号"),
        "total": (
            "借方金额",
            "借方",
            "发生额",
            "借方发生额",
            "会计凭证记载金额",
            "金额",
            "合计",
            "税法规定的归集金额",
        ),
    },
    ("年", "月", "日", "贷方金额", "贷方", "余额", "借或贷", "方向", "种类", "日期", "凭证日期", "备注"),
)
_OTHERS = (
    "支出类型",
    "所属年度",
    "金额单位",
    "完成情况",
    "项目状态",
    "项目实施状态选项",
    "资本化、费用化支出选项",
    "研发方式",
    "研发成果",
    "研发成果证书号",
    "项目负责人",
    "单位名称",
    "纳税人名称",
    "单位",
    "币种",
    "会计年度",
    "会计期间",
    "所属期间",
    "所属期",
    "属期",
    "税款所属期",
    "年度",
    "期间",
    "币别",
    "公司",
    "核算单位",
    "科目编码",
    "页码",
    "页次",
)
"""What stands beside number and name in the head of an account."""

_ACTIVITY = (
    "研发活动",
    "研究开发活动",
    "研发项目",
    "研究开发项目",
    "项目",
    "核算项目",
    "项目核算",
    "辅助核算",
    "辅助项",
    "科目",
    "会计科目",
    "科目名称",
    "明细科目",
)
"""Labels whose value is number and name of the activity at once, as accounting programs print them."""

_BEHIND_NUMBER = re.compile(r"RD[-_]?\d{1,3}[\])】]?[-_:、.]*(?P<name>[^\d].+)")

_YEAR_BEHIND = re.compile(r"\s+20\d{2}年度?$")


_FEWEST_CATEGORIES = 3
"""So many categories in the row below make it a second row of the head."""

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年|$|[-./]\d)")
_LABELLED_YEAR = re.compile(r"(?:年度|期间|属期|所属期):(20\d{2})(?![-\d])")
_FILLED_IN = re.compile(r"(?:填表|制表|编制)日期:(20\d{2})年12月")
"""A form filled in on the last days of a year is of that year; filled in later it says nothing."""


def is_account(sheet: Sheet) -> bool:
    """Whether a table lists entries by voucher."""
    names = {_ENTRY.name_of(c.text) for c in sheet.table.cells if c.row < 6}
    return "subject" in names or "voucher" in names


def record_accounts(
    sheets: Sequence[Sheet], lines: Iterable[Line], facts: FactCollector, year: int | None
) -> int | None:
    """Totals of detailed accounts; a category no summary gives is taken from the closing row.

    `lines` are those of the whole paper: the year may stand in the foot of a page alone.
    """
    filled_in = {
        line.page: int(match[1]) for line in lines if (match := _FILLED_IN.search(squash(line.text)))
    }
    accounts = Accounts()
    for sheet in sheets:
        year = _year(sheet) or year or filled_in.get(sheet.page)
        if is_account(sheet) and year:
            _record(sheet, year, accounts, facts)
    accounts.flush(facts)
    return year


def _year(sheet: Sheet) -> int | None:
    for text in sheet.captions():
        plain = squash(text)
        years = set(_YEAR.findall(plain)) | set(_LABELLED_YEAR.findall(plain))
        if len(years) == 1:
            return int(years.pop())
    return None


def _record(sheet: Sheet, year: int, accounts: Accounts, facts: FactCollector) -> None:
    lines: list[Line] = list(sheet.heading)
    labels = {"number": LABELS["number"], "name": LABELS["name"], "activity": _ACTIVITY, "": _OTHERS}
    found = find_labelled([*lines, sheet.table], labels)
    number = first_of(found, "number", one_activity) or first_of(found, "activity", one_activity)
    name = first_of(found, "name", _project_name) or first_of(found, "activity", _name_behind)
    heading = _numbered_heading(sheet) if number is None else None
    if heading:
        number = heading
        name = name or ((found_name, heading[1]) if (found_name := _name_behind(heading[1].text)) else None)
    if number is None and name is None:
        return
    path = f"ledgers[{year}][{number[0] if number else f'?p{sheet.page or 1}'}]"
    if name:
        facts.add(f"{path}.name", name[0], name[1])
    head, columns = _columns(sheet)
    if columns:
        accounts.add(read_part(sheet, path, head, columns), facts)


def _project_name(text: str) -> str | None:
    """The name at its label, without the year that stands behind it on the line."""
    return known_name(_YEAR_BEHIND.sub("", text))


def _name_behind(text: str) -> str | None:
    """The name behind the number: `[RD02]某某研究`, `研发支出_RD02_某某研究`."""
    match = _BEHIND_NUMBER.search(squash(_YEAR_BEHIND.sub("", text)))
    return known_name(match["name"]) if match else None


def _numbered_heading(sheet: Sheet) -> tuple[str, Snippet] | None:
    """The nearest line above that names one activity."""
    found = ((one_activity(line.text), snippet(line)) for line in sheet.near_heading())
    return next(((number, place) for number, place in found if number), None)


def _columns(sheet: Sheet) -> tuple[int, dict[int, str]]:
    """The last row of the head, and what its columns hold: the total or a category."""
    labels = [c for c in sheet.table.cells if c.row < 6 and _ENTRY.name_of(c.text) in ("subject", "voucher")]
    first = labels[0].row
    head = max(c.row + c.row_span - 1 for c in sheet.table.cells if c.row == first)
    below = [c for c in sheet.table.cells if c.row == head + 1]
    if sum(CATEGORIES.name_of(c.text) is not None for c in below) >= _FEWEST_CATEGORIES:
        head += 1
    columns: dict[int, str] = {}
    for cell in sheet.table.cells:
        if cell.row <= head and first <= cell.row + cell.row_span - 1:
            name = _ENTRY.name_of(cell.text)
            category = CATEGORIES.name_of(cell.text) if name is None else None
            field = "total" if name == "total" or category == "subtotal" else category
            if field and field not in columns.values():
                columns[cell.column] = field
    return head, columns
