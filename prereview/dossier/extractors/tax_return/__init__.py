"""Annual corporate income tax return (企业所得税年度纳税申报表 A 类).

A return belongs to the year of its 税款所属期间, never to that of its form
(2024年版) or its date. Amounts are in 元 unless the lines above a schedule say
otherwise; `*` is a closed cell, not zero. Firms that were not certified file no
A107041, so its facts may be absent from a complete return.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from prereview.documents.model import Cell, Line, snippet
from prereview.dossier.extractors.tax_return.basics import add_basics
from prereview.dossier.extractors.tax_return.forms import HIGH_TECH, RD_DEDUCTION, Form, form_of
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.figures import amount_in, first_figure_row, heads_over, is_figure
from prereview.dossier.finders.labels import cut_labels, flat
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import is_label, squash
from prereview.dossier.finders.running import RunningText
from prereview.dossier.finders.sheets import Sheet, sheets_of
from prereview.dossier.sections import SectionView
from prereview.dossier.values.amounts import YUAN, unit_in
from prereview.dossier.values.characters import tight
from prereview.dossier.values.identifiers import normalise_uscc


def extract(view: SectionView, facts: FactCollector) -> None:
    """Record what a return states under the year of its period."""
    sheets = sheets_of(view.blocks)
    year = _year(view, sheets)
    if year is None:
        return
    record = f"tax_returns[{year}]"
    _add_taxpayer(record, view, sheets, facts)
    add_basics(record, view, sheets, facts)
    form: Form | None = None
    for sheet in sheets:
        form = form_of(sheet, form)
        if form is HIGH_TECH:
            _add_high_tech(record, year, sheet, facts)
        elif form:
            _add_rows(record, form, sheet, facts)
        if form is RD_DEDUCTION:
            _add_column_total(f"{record}.rd_deduction", sheet, facts)


# ---- cover

_PERIOD = re.compile(r"税款所属(?:期间|时期|期)?[^\d]{0,12}(.{8,44})")
_ENDS = re.compile(r"(20\d{2})(?:年|[-./])?(?=1?\d)")
_RETURN_YEAR = re.compile(r"(20\d{2})年度[^,。]{0,16}纳税申报")
_TAXPAYER = {
    "firm_name": ("纳税人名称", "纳税人全称"),
    "uscc": (
        "纳税人识别号(统一社会信用代码)",
        "统一社会信用代码(纳税人识别号)",
        "统一社会信用代码/纳税人识别号",
        "纳税人识别号",
        "统一社会信用代码",
    ),
}


def _year(view: SectionView, sheets: Sequence[Sheet]) -> int | None:
    """The year in which the period ends; without a period, the year the title names."""
    text = RunningText([*view.lines(), *_cells_as_lines(sheets)])
    period = text.find(_PERIOD)
    years = [int(y) for y in _ENDS.findall(period.match[1])] if period else []
    if years:
        return max(years[:2])
    titled = text.find(_RETURN_YEAR)
    return int(titled.match[1]) if titled else None


def _cells_as_lines(sheets: Sequence[Sheet]) -> Iterator[Line]:
    """Covers may be tables: their cells in reading order."""
    for sheet in sheets[:2]:
        for cell in sheet.table.cells:
            yield Line(cell.text, cell.page, cell.box, cell.where, (), 0.0, cell.method, cell.confidence)


def _add_taxpayer(record: str, view: SectionView, sheets: Sequence[Sheet], facts: FactCollector) -> None:
    found = cut_labels(list(view.lines()), _TAXPAYER)
    for sheet in sheets[:2]:
        for path, labels in _TAXPAYER.items():
            cell = sheet.grid.value(*labels)
            if cell and cell.text:
                found.setdefault(path, snippet(cell))
    firm, code = found.get("firm_name"), found.get("uscc")
    if firm:
        name = re.sub(r"\((?:公章|盖章|签章)\)$", "", tight(flat(firm)))
        facts.add(f"{record}.firm_name", name, msgspec.structs.replace(firm, text=name))
    if code:
        facts.add(
            f"{record}.uscc", normalise_uscc(flat(code)), msgspec.structs.replace(code, text=flat(code))
        )


# ---- schedules


def _unit(sheet: Sheet) -> Decimal:
    """元, unless a line above the schedule says otherwise; A000000 holds 万元 in single cells."""
    return next((u for line in sheet.heading if (u := unit_in(line.text)) is not None), YUAN)


def _add_rows(record: str, form: Form, sheet: Sheet, facts: FactCollector) -> None:
    for cell, name in _labelled(sheet, form.rows):
        value = _value(sheet, cell, form.column)
        if value:
            facts.add_money(f"{record}.{name}", amount_in(value, _unit(sheet)), snippet(value))


def _labelled(sheet: Sheet, book: LabelBook) -> Iterator[tuple[Cell, str]]:
    for cell in sheet.table.cells:
        name = book.name_of(cell.text)
        if name:
            yield cell, name


def _figures_right_of(sheet: Sheet, label: Cell) -> list[Cell]:
    cells = (c for c in sheet.grid.row(label.row) if c.column >= label.column + label.column_span)
    return [c for c in cells if is_figure(c)]


def _value(sheet: Sheet, label: Cell, head: str) -> Cell | None:
    """The figure of a row: the one under the wanted head, else the only one, or the only one above zero."""
    figures = _figures_right_of(sheet, label)
    if head:
        first = first_figure_row(sheet.grid)
        under = [
            c for c in figures if any(is_label(t, (head,)) for t in heads_over(sheet.grid, first, c.column))
        ]
        if under:
            return under[0]
    return _only(figures)


def _only(figures: Sequence[Cell]) -> Cell | None:
    filled = [c for c in figures if amount_in(c)]
    return filled[0] if len(filled) == 1 else figures[0] if figures and not filled else None


_YEARS = LabelBook(
    {"0": ("本年度", "本年", "本年度1"), "1": ("前一年度", "前一年"), "2": ("前二年度", "前二年")}
)


def _add_high_tech(record: str, year: int, sheet: Sheet, facts: FactCollector) -> None:
    """A107041: single figures, and the R&D costs of this year and the two before, newest first."""
    columns = {c.column: int(name) for c in sheet.table.cells if (name := _YEARS.name_of(c.text))}
    for label, name in _labelled(sheet, HIGH_TECH.rows):
        figures = _figures_right_of(sheet, label)
        if name != "ht_rd":
            value = _only(figures)
            if value:
                facts.add_money(f"{record}.{name}", amount_in(value, _unit(sheet)), snippet(value))
            continue
        dated = {columns[c.column]: c for c in figures if c.column in columns}
        only = _only(figures) if not columns else None
        for back, value in (dated or ({0: only} if only else {})).items():
            facts.add_money(f"{record}.ht_rd[{year - back}]", amount_in(value, _unit(sheet)), snippet(value))


def _add_column_total(path: str, sheet: Sheet, facts: FactCollector) -> None:
    """The R&D schedule of 2014 lists projects in rows; its total stands under 年度研发费用合计."""
    head = next((c for c in sheet.table.cells if re.match(r"年度研发费用合计", squash(c.text))), None)
    total = next((c for c in sheet.table.cells if is_label(c.text, ("合计",)) and c != head), None)
    cell = sheet.grid.crossing(total, head) if head and total and total.row > head.row else None
    if cell and is_figure(cell):
        facts.add_money(path, amount_in(cell, _unit(sheet)), snippet(cell))
