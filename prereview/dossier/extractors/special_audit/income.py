"""Income tables of special audits: high-tech products, their total, and the firm's gross income."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec

from prereview.documents.model import Cell, Line, Snippet, snippet
from prereview.dossier.extractors.special_audit.labels import INCOME, PRODUCT_NAME, is_total
from prereview.dossier.extractors.special_audit.sentences import stated_incomes
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.figures import amount_in, first_figure_row, heads_over, is_figure
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.sheets import Sheet
from prereview.dossier.values.amounts import YUAN, unit_in
from prereview.dossier.values.characters import tight
from prereview.dossier.values.identifiers import row_numbers

_AMOUNT_HEAD = re.compile(r"收入|金额|发生额|20\d\d年|^(?:全年|本年|年度)?(?:合计|小计|总计|累计)")
_NOT_AMOUNT = re.compile(r"占|比例|比重|%|数量|单价|行次|序号|编号|备注|税额")
_WHOLE_HEAD = re.compile(r"合计|小计|总计")
_PERIOD_HEAD = re.compile(r"[本上去当][年期]")
_PART_HEADS = ("technical", "products")
_TECHNICAL = re.compile(r"技术(?:转让|服务|承包|咨询|开发|性)|接受委托(?:研究开发|研发|科研)")
TOLERANCE = Decimal(1)
ROUNDED = Decimal(51)
"""Yuan between a figure of the text in 万元 and the same in a table."""


class _Row(msgspec.Struct, frozen=True):
    """One row of a product table: a product, or a total under its label."""

    label: str
    number: str
    name: Cell | None
    amount: Decimal
    place: Snippet


class IncomeTable(msgspec.Struct, frozen=True):
    """A table of products with their income; `unit` is what one printed unit is worth in yuan."""

    sheet: Sheet
    unit: Decimal
    first_row: int
    name_column: int
    amount_column: int


def income_tables(
    sheets: Sequence[Sheet], lines: Iterable[Line]
) -> tuple[list[IncomeTable], dict[int, Decimal]]:
    """The product tables, and the unit of every sheet by its place.

    `lines` are those of the report: a figure of its text tells which of several columns is meant.
    """
    stated = stated_incomes(lines)
    found: list[IncomeTable] = []
    units: dict[int, Decimal] = {}
    unit = YUAN
    for index, sheet in enumerate(sheets):
        unit = units[index] = sheet.unit or unit
        table = _product_table(sheet, unit, stated)
        if table:
            found.append(table)
    return found, units


def _product_table(sheet: Sheet, unit: Decimal, stated: Sequence[Decimal]) -> IncomeTable | None:
    grid = sheet.grid
    first = first_figure_row(grid)
    names = [
        c
        for c in range(grid.column_count)
        if any(PRODUCT_NAME.name_of(text) for text in heads_over(grid, first, c))
    ] or _beside_numbers(sheet)
    amount = _income_column(sheet, first, unit, stated)
    if not names or amount is None:
        return None
    return IncomeTable(sheet, unit, first, names[0], amount)


def _beside_numbers(sheet: Sheet) -> list[int]:
    """Without a head, names stand behind the numbers PS01, PS02, in their column or in the next one."""
    numbered = [c for c in sheet.table.cells if row_numbers(c.text, "PS")]
    if not numbered:
        return []
    column = numbered[0].column
    return [column if _name_of(numbered[0].text) else column + 1]


def _name_of(text: str) -> str:
    """A product's name without the number before it."""
    return re.sub(r"^PS[-_]?\d+[-:、.]?", "", tight(text))


def _income_column(sheet: Sheet, first: int, unit: Decimal, stated: Sequence[Decimal]) -> int | None:
    """The column of income; of several for one year the one that holds a figure of the text.

    技术性收入 beside 产品收入 is a part of the income: where no column sums them up, none is the income.
    """
    columns = _amount_columns(sheet, first)
    heads = {c: heads_over(sheet.grid, first, c) for c in columns}
    parts = {c: {INCOME.name_of(text) for text in heads[c]}.intersection(_PART_HEADS) for c in columns}
    if len(columns) < 2 or not parts[columns[0]]:
        return next(iter(columns), None)
    for column in columns:
        amounts = (amount_in(cell, _unit_over(heads[column]) or unit) for cell in sheet.grid.column(column))
        if any(abs(a - s) <= ROUNDED for a in amounts if a for s in stated):
            return column
    rest = [c for c in columns[1:] if parts[c]]
    return None if rest else columns[0]


def _unit_over(heads: Iterable[str]) -> Decimal | None:
    return next((unit for text in heads if (unit := unit_in(text)) is not None), None)


def _amount_columns(sheet: Sheet, first: int) -> list[int]:
    """Columns of income: those of the latest year first, of a year the one that sums up, then as printed."""
    grid = sheet.grid
    dated: list[tuple[int, bool, int]] = []
    for column in range(grid.column_count):
        heads = [squash(text) for text in heads_over(grid, first, column)]
        filled = any(is_figure(grid.cell(row, column)) for row in range(first, grid.row_count))
        if filled and any(_AMOUNT_HEAD.search(t) for t in heads) and not any(map(_NOT_AMOUNT.search, heads)):
            years = [int(y) for text in heads for y in re.findall(r"20\d\d", text)]
            part = _WHOLE_HEAD.search("".join(heads)) is None
            dated.append((-max(years, default=0), part, column))
    over_periods = any(_PERIOD_HEAD.search(t) for c in dated for t in heads_over(grid, first, c[2]))
    return [c[-1] for c in sorted(dated, key=lambda c: (c[0], c[1] and not over_periods, c[2]))]


def add_income(
    sheets: Sequence[Sheet], tables: Sequence[IncomeTable], units: dict[int, Decimal], facts: FactCollector
) -> None:
    """Record products, their total, and gross income."""
    rows = _without_others([row for table in tables for row in _rows(table)])
    products = [row for row in rows if row.name is not None]
    _add_products(products, facts)
    labelled = list(_labelled(sheets, units))
    _add_total(rows, labelled, facts)
    technical = next(((amount, place) for name, amount, place in labelled if name == "technical"), None)
    if technical:
        facts.add_money("special_income.technical_income", technical[0], technical[1])
    gross = next(((amount, place) for name, amount, place in labelled if name == "gross_income"), None)
    if gross:
        facts.add_money("special_income.gross_income", gross[0], gross[1])
    else:
        _add_computed_gross(labelled, facts)


def _without_others(rows: Sequence[_Row]) -> list[_Row]:
    """The rows, names without a number being no products where products have numbers."""
    if not any(row.number and row.name for row in rows):
        return list(rows)
    return [row if row.number else msgspec.structs.replace(row, name=None) for row in rows]


def _rows(table: IncomeTable) -> Iterator[_Row]:
    grid = table.sheet.grid
    for row in range(table.first_row, grid.row_count):
        cell = grid.cell(row, table.amount_column)
        unit = _unit_over(heads_over(grid, table.first_row, table.amount_column)) or table.unit
        amount = amount_in(cell, unit)
        if cell is None or amount is None or cell.row != row:
            continue
        texts = [c for c in grid.row(row) if c.column != table.amount_column and c.text and not is_figure(c)]
        label = next(
            (c.text for c in texts if is_total(c.text) or INCOME.name_of(c.text) or INCOME.knows(c.text)), ""
        )
        number = next((n for c in texts for n in row_numbers(c.text, "PS")), "")
        name = grid.cell(row, table.name_column)
        if number and name is not None and _is_name(name.text):
            yield _Row("", number, name, amount, snippet(cell))
            continue
        is_product = (
            not label and name is not None and bool(name.text) and not _TECHNICAL.match(squash(name.text))
        )
        yield _Row(label, number, name if is_product else None, amount, snippet(cell))


def _is_name(text: str) -> bool:
    """Whether the text beside a number is a name, and no label of totals and kinds of income."""
    return bool(_name_of(text)) and not is_total(text) and not INCOME.knows(text)


def _add_products(products: Sequence[_Row], facts: FactCollector) -> None:
    for index, row in enumerate(products, 1):
        if row.name is None:
            continue
        key = row.number or f"?{index}"
        name = _name_of(row.name.text)
        facts.add(f"special_income.products[{key}].name", name or None, snippet(row.name))
        facts.add_money(f"special_income.products[{key}].income", row.amount, row.place)


Labelled = tuple[str, Decimal, Snippet]


def _labelled(sheets: Sequence[Sheet], units: dict[int, Decimal]) -> Iterator[Labelled]:
    """Figures of rows, or of columns, with a known label."""
    for index, sheet in enumerate(sheets):
        first = first_figure_row(sheet.grid)
        columns = _amount_columns(sheet, first)
        for cell in sheet.table.cells:
            name = INCOME.name_of(cell.text)
            if name:
                value = _beside(sheet, cell, columns) or _under(sheet, cell, first)
                amount = amount_in(value, units[index]) if value else None
                if value and amount is not None:
                    yield name, amount, snippet(value)


def _beside(sheet: Sheet, label: Cell, columns: Sequence[int]) -> Cell | None:
    """The figure right of a label in the first of `columns` that has one, else the nearest."""
    right = {c.column: c for c in sheet.grid.row(label.row) if c.column > label.column and is_figure(c)}
    headed = (right[column] for column in columns if column in right)
    return next(headed, next(iter(right.values()), None))


def _under(sheet: Sheet, head: Cell, first: int) -> Cell | None:
    """The figure under a head, in a table of one row of figures; of a part of the income the total."""
    if head.row >= first:
        return None
    below = [sheet.grid.cell(row, head.column) for row in range(first, sheet.grid.row_count)]
    figures = [c for c in below if c is not None and is_figure(c)]
    sums = [c for c in figures if any(is_total(other.text) for other in sheet.grid.row(c.row))]
    found = sums if INCOME.name_of(head.text) in _PART_HEADS and len(figures) > 1 else figures
    return found[0] if len(found) == 1 else None


def _add_total(rows: Sequence[_Row], labelled: Sequence[Labelled], facts: FactCollector) -> None:
    """High-tech income: the total that the products add up to, else the one so called, else any total."""
    parts = [r.amount for r in rows if r.name is not None]
    technical = sum(
        (r.amount for r in rows if not r.name and INCOME.name_of(r.label) == "technical"), Decimal(0)
    )
    items = sum((r.amount for r in rows if not r.name and _TECHNICAL.match(squash(r.label))), Decimal(0))
    expected = {sum(parts, Decimal(0)) + extra for extra in (technical, items, technical + items)}
    named = [(r.amount, r.place) for r in rows if INCOME.name_of(r.label) == "ht_income"]
    named += [(amount, place) for name, amount, place in labelled if name == "ht_income"]
    totals = [(r.amount, r.place) for r in rows if is_total(r.label)]
    fitting = [t for t in (*named, *totals) if parts and any(abs(t[0] - e) <= TOLERANCE for e in expected)]
    best = next(iter(fitting or named or totals), None)
    if best:
        facts.add_money("special_income.ht_income", best[0], best[1])
    elif parts:
        total = sum(parts, technical + items)
        working = " + ".join(f"{part:,.2f}" for part in parts) + f" = {total:,.2f}"
        places = [r.place for r in rows if r.name is not None]
        facts.add_money("special_income.ht_income", total, *places, working=working)


def _add_computed_gross(labelled: Sequence[Labelled], facts: FactCollector) -> None:
    """收入总额 less 不征税收入, where 企业总收入 itself is not printed."""
    total = next(((a, p) for name, a, p in labelled if name == "total_income"), None)
    free = next(((a, p) for name, a, p in labelled if name == "non_taxable"), None)
    if total and free:
        gross = total[0] - free[0]
        working = f"{total[0]:,.2f} - {free[0]:,.2f} = {gross:,.2f}"
        facts.add_money("special_income.gross_income", gross, total[1], free[1], working=working)


def income_year(tables: Sequence[IncomeTable], lines: Iterable[Line]) -> tuple[int, Snippet] | None:
    """The year the report covers: most of its captions, titles and sentences name it."""
    votes: Counter[int] = Counter()
    places: dict[int, Snippet] = {}
    headings = [line for table in tables for line in table.sheet.heading]
    for line in (*headings, *lines):
        for year in re.findall(r"(20\d{2})年度", squash(line.text)):
            votes[int(year)] += 1
            places.setdefault(int(year), snippet(line))
    if not votes:
        return None
    year = max(votes, key=lambda y: (votes[y], y))
    return year, places[year]
