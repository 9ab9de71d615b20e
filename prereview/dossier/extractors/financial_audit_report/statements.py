"""Balance sheet and income statement: which tables they are, and their totals.

Consolidated and single-entity statements carry the same rows in one file. The
applicant is one legal person, so only its own statements are read (母公司, 公司, or
plain titles); a report with consolidated statements alone gives no figures. A
statement over two pages is one statement; a page without a head of its own goes
on with the columns of the page before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from prereview.documents.model import Cell, Snippet, snippet
from prereview.dossier.extractors.financial_audit_report.labels import (
    BALANCE_SHEET,
    CASH_FLOW,
    FEWEST_MARKS,
    INCOME_STATEMENT,
    MARKS,
    chinese_part,
)
from prereview.dossier.extractors.financial_audit_report.periods import (
    MOST_YEARS,
    Column,
    Scope,
    columns_of,
    with_other_column,
)
from prereview.dossier.finders.figures import amount_in, first_figure_row, is_figure
from prereview.dossier.finders.lexicon import LabelBook
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.sheets import Sheet
from prereview.dossier.values.amounts import YUAN

Kind = Literal["balance", "income", "cash_flow", "equity"]

_TITLES: dict[Kind, str] = {
    "balance": "资产负债表",
    "income": "(?:利润表|损益表|利润及利润分配表|收益表)",
    "cash_flow": "现金流量表",
    "equity": "(?:所有者|股东|净资产)(?:权益)?(?:增减)?变动表",
}
_TITLE = {
    kind: re.compile(
        rf"(?!\(?[一二三四五六七八九十\d]{{1,2}}[、.)])[^,。;:、《》“”\"]{{0,36}}{words}(?:\([^()]{{0,12}}\))*(?:续表?)?"
    )
    for kind, words in _TITLES.items()
}


class Statement(msgspec.Struct, frozen=True):
    """A table of a statement, with its title line when it has one."""

    kind: Kind
    scope: Scope
    sheet: Sheet
    title: str


class Figure(NamedTuple):
    """An amount in yuan and where it stands."""

    yuan: Decimal
    place: Snippet


Figures = dict[tuple[str, int], Figure]
"""By name of the row and years back from the accounting year."""


def title_of(text: str) -> Kind | None:
    """Which statement a line is the title of; a row of a contents page is none."""
    plain = squash(chinese_part(text))
    return next((kind for kind, pattern in _TITLE.items() if pattern.fullmatch(plain)), None)


def find_statements(sheets: Sequence[Sheet]) -> list[Statement]:
    """The tables that are statements, in reading order."""
    found: list[Statement] = []
    for sheet in sheets:
        marked = _by_marks(sheet)
        title = next((t for t in sheet.captions() if title_of(t)), "")
        kind = _kind(title_of(title), marked)
        if kind:
            found.append(Statement(kind, _scope(title, kind, found), sheet, title))
    return found


def _by_marks(sheet: Sheet) -> Counter[str]:
    names = (MARKS.name_of(cell.text) for cell in sheet.table.cells)
    return Counter(name for name in names if name)


def _kind(titled: Kind | None, marks: Counter[str]) -> Kind | None:
    """By its rows when there are enough of them, else by its title and some rows."""
    best, count = marks.most_common(1)[0] if marks else ("", 0)
    if count >= FEWEST_MARKS and (titled is None or marks[titled] < count):
        return best  # type: ignore[return-value]
    return titled if titled == "equity" or (titled and marks[titled] >= 2) else None


def _scope(title: str, kind: Kind, before: Sequence[Statement]) -> Scope:
    """By the title; a table without one belongs with the table of its kind before it."""
    if title:
        plain = squash(title)
        return "group" if "合并" in plain and "公司" not in plain.partition("合并")[2] else "own"
    return before[-1].scope if before and before[-1].kind == kind else "own"


# ---- totals


def balance_figures(statements: Sequence[Statement], year: int | None) -> Figures:
    """Totals of the firm's own balance sheet."""
    figures = _figures(statements, "balance", BALANCE_SHEET, year)
    for back in range(MOST_YEARS + 1):
        total = figures.get(("balance_total", back))
        if total and (("total_assets", back) not in figures or _misread_assets(figures, back)):
            figures["total_assets", back] = total
    return figures


def _misread_assets(figures: Figures, back: int) -> bool:
    """Whether a scan gives total assets that fit nothing, while the other side of the sheet adds up."""
    names = ("total_assets", "balance_total", "total_liabilities", "equity")
    found = [figure for name in names if (figure := figures.get((name, back)))]
    if len(found) < len(names) or found[0].place.method != "ocr":
        return False
    assets, total, liabilities, equity = (figure.yuan for figure in found)
    return assets != total == liabilities + equity


def income_figures(statements: Sequence[Statement], year: int | None) -> Figures:
    """Rows of the firm's own income statement."""
    return _figures(statements, "income", INCOME_STATEMENT, year)


def cash_figures(statements: Sequence[Statement], year: int | None) -> Figures:
    """Rows of the firm's own cash flow statement."""
    return _figures(statements, "cash_flow", CASH_FLOW, year)


def _figures(statements: Sequence[Statement], kind: Kind, book: LabelBook, year: int | None) -> Figures:
    figures: Figures = {}
    columns: dict[int, Column] = {}
    unit = YUAN
    width = 0
    for statement in statements:
        if statement.kind != kind or statement.scope == "group":
            continue
        sheet = statement.sheet
        unit = sheet.unit or unit
        first = first_data_row(sheet)
        own = columns_of(sheet.grid, first, year)
        columns = own or (columns if width == sheet.grid.column_count else {})
        width = sheet.grid.column_count
        for key, figure in read_rows(sheet, book, columns, unit):
            figures.setdefault(key, figure)
    return figures


def first_data_row(sheet: Sheet) -> int:
    """The first row with a figure, or with a row label of a statement."""
    labelled = [cell.row for cell in sheet.table.cells if MARKS.knows(cell.text)]
    return min([first_figure_row(sheet.grid), *labelled])


def read_rows(
    sheet: Sheet, book: LabelBook, columns: Mapping[int, Column], unit: Decimal
) -> Iterator[tuple[tuple[str, int], Figure]]:
    """The figures right of each known label, up to the next label of the row."""
    for cell in sheet.table.cells:
        name = book.name_of(cell.text)
        if name is None:
            continue
        places = list(_places_right_of(sheet, cell))
        known = with_other_column(
            {c: columns[c] for c, _ in places if c in columns}, {c for c, v in places if is_figure(v)}
        )
        for column, value in places:
            head = known.get(column)
            if head and head.scope == "own":
                yuan = amount_in(value, unit)
                if yuan is not None:
                    yield (name, head.back), Figure(yuan, snippet(value))


_NOTE_REFERENCE = re.compile(r"(?:附?注释?|见)?[一二三四五六七八九十百零〇\d、.,()-]+")
"""What stands between a label and its figures: `五、（三十四）`."""


def _places_right_of(sheet: Sheet, label: Cell) -> Iterator[tuple[int, Cell]]:
    """Columns right of a label with their cells; the next text that may be a label ends the row."""
    for column in range(label.column + label.column_span, sheet.grid.column_count):
        cell = sheet.grid.cell(label.row, column)
        if cell is None or cell == label:
            continue
        text = squash(cell.text)
        is_text = not is_figure(cell) and _NOTE_REFERENCE.fullmatch(text) is None
        if is_text and re.search(r"[\u4e00-\u9fff]{3}", text):
            return
        yield column, cell
