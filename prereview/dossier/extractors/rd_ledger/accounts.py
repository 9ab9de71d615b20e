"""Detailed accounts: entries by voucher, with the activity in the head of the table or above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from prereview.documents.model import Cell, Line, Snippet, snippet
from prereview.dossier.extractors.papers import known_name
from prereview.dossier.extractors.project_labels import LABELS
from prereview.dossier.extractors.project_papers import one_activity
from prereview.dossier.extractors.special_audit.labels import CATEGORIES
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.figures import amount_in
from prereview.dossier.finders.labelled import find_labelled, first_of
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.sheets import Sheet
from prereview.dossier.values.amounts import YUAN

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

_YEAR_SUM = re.compile(
    r"^(?:本年|年度|全年)?(?:累计|合计|总计)(?:数|额|金额|发生额)?$|^(?:本年|全年)(?:累计|合计)"
)
_PERIOD_SUM = re.compile(r"^本期(?:合计|发生额)")
_DESIGN_OF_TAX = re.compile(r"新产品设计费")
"""The tax scheme's column holds trials too; it is 设计费用 only beside a column of trials."""

_OUTSOURCED = re.compile(r"委托研发|委托境[内外]")
"""What the tax scheme calls outsourced cost."""

_FEWEST_CATEGORIES = 3
"""So many categories in the row below make it a second row of the head."""

_PART_SUM = re.compile(r"本月|本季|本页|期初|期末|承前页|过次页|年初|结转|上年")
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
    pending = _Pending()
    for sheet in sheets:
        year = _year(sheet) or year or filled_in.get(sheet.page)
        if is_account(sheet) and year:
            _record(sheet, year, pending, facts)
    pending.flush(facts)
    return year


class _Pending:
    """Entries of an account whose closing row is yet to come: it goes on with the next table of its path."""

    def __init__(self) -> None:
        self._path = ""
        self._entries: list[tuple[Decimal, Snippet]] = []
        self._whole = True

    def add(
        self,
        path: str,
        entries: Iterable[tuple[Decimal, Snippet]],
        facts: FactCollector,
        *,
        carried: bool,
        whole: bool,
    ) -> None:
        """Go on with the account of `path`.

        `carried` says that entries come before these; `whole` that none is missing among them.
        """
        if path != self._path:
            self.flush(facts)
            self._path, self._whole = path, not carried
        self._entries += entries
        self._whole = self._whole and whole

    def flush(self, facts: FactCollector) -> None:
        """Record the sum of the entries gathered, unless some are on a page that is not there."""
        if self._entries and self._whole:
            total = sum((yuan for yuan, _ in self._entries), Decimal(0))
            places = [place for _, place in self._entries]
            working = f"{len(self._entries)} 笔合计 {total:,.2f}"
            facts.add_money(f"{self._path}.entries_total", total, *places, working=working)
        self._path, self._entries, self._whole = "", [], True


def _year(sheet: Sheet) -> int | None:
    for text in sheet.captions():
        plain = squash(text)
        years = set(_YEAR.findall(plain)) | set(_LABELLED_YEAR.findall(plain))
        if len(years) == 1:
            return int(years.pop())
    return None


def _record(sheet: Sheet, year: int, pending: _Pending, facts: FactCollector) -> None:
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
    if not columns:
        return
    closing = _closing_row(sheet, head)
    if closing is not None:
        in_full = _outsourced_in_full(sheet, head, closing)
        for column, field in columns.items():
            cell = sheet.grid.cell(closing, column)
            _add_closing(sheet, path, field, cell, facts, whole=not in_full)
    total = next((column for column, field in columns.items() if field == "total"), None)
    if total is not None:
        entries = _entries(sheet, head, total, closing)
        whole = _is_whole(sheet, head, total, closing)
        pending.add(path, entries, facts, carried=_carries_over(sheet), whole=whole)
    if closing is not None:
        pending.flush(facts)


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
    if design_holds_trials((c.text for c in sheet.table.cells), columns.values()):
        columns = {column: field for column, field in columns.items() if field != "design"}
    return head, columns


def design_holds_trials(texts: Iterable[str], categories: Iterable[str]) -> bool:
    """Whether a table follows the tax scheme, whose design costs are not those of the form."""
    return "commissioning" not in categories and any(_DESIGN_OF_TAX.search(squash(t)) for t in texts)


def _outsourced_in_full(sheet: Sheet, head: int, closing: int) -> bool:
    """Whether outsourced cost is in the total as it was paid: the form takes 80 % of it."""
    labels = [c for c in sheet.table.cells if c.row <= head and _OUTSOURCED.search(squash(c.text))]
    columns = {c.column + n for c in labels if "80" not in c.text for n in range(c.column_span)}
    return any(amount_in(sheet.grid.cell(closing, column)) for column in columns)


def _closing_row(sheet: Sheet, head: int) -> int | None:
    """The last row that sums up the year."""
    rows = [cell.row for cell in sheet.table.cells if cell.row > head and _YEAR_SUM.match(squash(cell.text))]
    return max(rows, default=None)


def _add_closing(
    sheet: Sheet, path: str, field: str, cell: Cell | None, facts: FactCollector, *, whole: bool
) -> None:
    """The closing sum of a column; `whole` says that the total is cost as the form counts it."""
    yuan = amount_in(cell, sheet.unit or YUAN) if cell else None
    if cell is None or yuan is None:
        return
    if field == "total":
        facts.add_money(f"{path}.detail_total", yuan, snippet(cell))
    counts = field not in ("total", "outsourced") or whole
    if counts and facts.value(f"{path}.{field}") is None:
        facts.add_money(f"{path}.{field}", yuan, snippet(cell))


def _carries_over(sheet: Sheet) -> bool:
    """Whether the account begins with a sum of the page before."""
    return any("承前页" in squash(cell.text) for cell in sheet.table.cells)


def _is_whole(sheet: Sheet, head: int, column: int, closing: int | None) -> bool:
    """Whether a single period that is summed up is the year: else entries of others are not printed here."""
    sums = [
        amount
        for row in range(head + 1, sheet.grid.row_count)
        if any(_PERIOD_SUM.match(squash(c.text)) for c in sheet.grid.row(row))
        and (amount := amount_in(sheet.grid.cell(row, column))) is not None
    ]
    year = amount_in(sheet.grid.cell(closing, column)) if closing is not None else None
    return len(sums) != 1 or year is None or sums[0] == year


def _entries(sheet: Sheet, head: int, column: int, closing: int | None) -> Iterator[tuple[Decimal, Snippet]]:
    """Amounts of the rows that are entries, sums of a month, a page or the year left out."""
    end = closing if closing is not None else sheet.grid.row_count
    for row in range(head + 1, end):
        texts = [squash(c.text) for c in sheet.grid.row(row)]
        if any(_YEAR_SUM.match(text) or _PART_SUM.search(text) for text in texts):
            continue
        cell = sheet.grid.cell(row, column)
        yuan = amount_in(cell, sheet.unit or YUAN) if cell else None
        if cell is not None and yuan is not None:
            yield yuan, snippet(cell)
