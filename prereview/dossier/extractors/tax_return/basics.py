"""Single figures of the return beside its schedules: A000000, the certificate, the day of filing, heads.

A000000 prints label and value in one row of pairs, its assets in 万元; the
certificate stands there and in A107041. The number of claimed projects and the
heads of A107041 are counts among amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from prereview.documents.model import Cell, snippet
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.finders.sheets import Sheet
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import WAN, parse_amount, parse_count
from prereview.dossier.values.dates import parse_date

_NUMBERED = r"^(?:\d{1,3}|[一二三四五六七八九十]{1,2}、)?"
_ASSETS = re.compile(_NUMBERED + r"资产总额\(填写平均值[^)]*\)$")
_STAFF = re.compile(_NUMBERED + r"从业人数\(填写平均值[^)]*\)$")
_COUNTS = {
    "rd_project_count": re.compile(_NUMBERED + r"(?:本年可享受研发费用加计扣除)项目数量$"),
    "ht_staff_tech": re.compile(_NUMBERED + r"[一二三四五六七八九十]?、?本年科技人员数$"),
    "ht_staff_total": re.compile(_NUMBERED + r"[一二三四五六七八九十]?、?本年职工总数$"),
}
_CERTIFICATE = re.compile(r"G[RFS]\d{12}(?!\d)")
_ISSUED = re.compile(r"(?:发证时间|发证日期|证书取得时间)1?$")
_FILED = re.compile(r"受理日期[::]?(\d{4}[年\-./]\d{1,2}[月\-./]\d{1,2}日?)")


def add_basics(record: str, view: SectionView, sheets: Sequence[Sheet], facts: FactCollector) -> None:
    """Record what stands beside the schedules."""
    filed = RunningText(list(view.lines())).find(_FILED)
    if filed:
        facts.add(f"{record}.filed_on", parse_date(filed.match[1]), filed.place)
    for sheet in sheets:
        for cell in sheet.table.cells:
            _add_cell(record, sheet, cell, facts)


def _add_cell(record: str, sheet: Sheet, cell: Cell, facts: FactCollector) -> None:
    text = squash(cell.text)
    number = _CERTIFICATE.search(text)
    if number:
        facts.add(f"{record}.certificate_number", number[0], snippet(cell))
    if _ASSETS.fullmatch(text):
        for value in _right_of(sheet, cell):
            facts.add_money(f"{record}.assets_average", parse_amount(value.text, WAN), snippet(value))
    elif _STAFF.fullmatch(text):
        for value in _right_of(sheet, cell):
            count = parse_count(value.text)
            facts.add(f"{record}.staff_average", None if count is None else Decimal(count), snippet(value))
    elif _ISSUED.search(text):
        for value in _right_of(sheet, cell):
            facts.add(f"{record}.certificate_issued_on", parse_date(value.text), snippet(value))
    for name, label in _COUNTS.items():
        if label.fullmatch(text):
            for value in _right_of(sheet, cell):
                facts.add(f"{record}.{name}", parse_count(value.text), snippet(value))


def _right_of(sheet: Sheet, label: Cell) -> Iterator[Cell]:
    """The next filled cell of the row; no other one."""
    cells = [c for c in sheet.grid.row(label.row) if c.column >= label.column + label.column_span and c.text]
    yield from cells[:1]
