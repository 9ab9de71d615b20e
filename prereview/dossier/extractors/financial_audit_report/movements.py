"""From the notes: what a year added to depreciation, amortisation and pay.

Tables of movements come in many shapes. Read are those in which one row holds the
whole (累计折旧, 累计摊销, or the total of 应付职工薪酬) and one column what was added.
Where that cannot be told, as with asset classes over the columns, or where two
tables disagree, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from prereview.documents.model import Cell, snippet
from prereview.dossier.extractors.financial_audit_report.statements import Figure
from prereview.dossier.finders.figures import amount_in, is_figure
from prereview.dossier.finders.matching import bare, squash
from prereview.dossier.finders.sheets import Sheet
from prereview.dossier.values.amounts import YUAN

_ADDED = re.compile(r"(?:本期|本年|当期|当年)?(?:增加|计提)(?:额|数|金额)?")
_TOTAL = re.compile(r"合计|总计")
_BESIDE = re.compile(r"^(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]?)+|(?:情况|明细|列示|变动)+$|\(.*?\)|[:]$")
"""What may stand beside a title: its number, how the table shows it."""

_SUBJECTS = {
    "depreciation_charged": (re.compile(r"固定资产"), re.compile(r"累计折旧(?:合计)?")),
    "amortisation_charged": (re.compile(r"无形资产"), re.compile(r"累计摊销(?:合计)?")),
    "payroll": (re.compile(r"应付职工薪酬"), None),
}
"""Name of the fact: what stands above the table, and the row that is the whole."""


def movements(sheets: Sequence[Sheet]) -> dict[str, Figure]:
    """What was added, by name of the fact; amounts in yuan."""
    found: dict[str, Figure] = {}
    for name, (heading, row) in _SUBJECTS.items():
        figures = [
            figure
            for sheet in sheets
            if _is_about(sheet, heading) and (figure := _added(sheet, row)) is not None
        ]
        if figures and len({figure.yuan for figure in figures}) == 1:
            found[name] = figures[0]
    return found


def _is_about(sheet: Sheet, heading: re.Pattern[str]) -> bool:
    """Whether the line next above the table, or the first cell, names the subject and nothing else."""
    near = [line.text for line in sheet.heading[-3:] if line.page in (sheet.page, None)]
    return any(heading.fullmatch(_title(text)) for text in near)


def _title(text: str) -> str:
    return _BESIDE.sub("", squash(text))


def _added(sheet: Sheet, row: re.Pattern[str] | None) -> Figure | None:
    columns = [cell for cell in sheet.table.cells if _ADDED.fullmatch(bare(cell.text))]
    across = [cell for cell in columns if cell.row <= 1 and cell.column > 0]
    rows = list(_rows(sheet, row))
    if len(across) != 1 or len(rows) != 1:
        return None
    cell = sheet.grid.cell(rows[0].row, across[0].column)
    if cell is None or not is_figure(cell):
        return None
    yuan = amount_in(cell, sheet.unit or YUAN)
    return Figure(yuan, snippet(cell)) if yuan else None


def _rows(sheet: Sheet, row: re.Pattern[str] | None) -> Iterator[Cell]:
    """The row of the whole: by its label, the total, or the only row with figures."""
    labels = [c for c in sheet.table.cells if c.column == 0 and c.text]
    if row is not None:
        yield from (c for c in labels if row.fullmatch(bare(c.text)))
        return
    filled = [c for c in labels if any(is_figure(o) for o in sheet.grid.row(c.row) if o.column > 0)]
    totals = [c for c in filled if _TOTAL.fullmatch(bare(c.text))]
    yield from totals or (filled if len(filled) == 1 else ())
