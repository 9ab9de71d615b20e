"""R&D cost tables of special audits: by category, activity and year.

Summaries are read first, because a total printed there is what the report calls
its total; totals of the detailed tables stand in where there is no summary, and
sums of years, with their working, where nothing is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import msgspec

from prereview.documents.model import Cell, Snippet, snippet
from prereview.dossier.extractors.special_audit.axes import Axes, Key, Projects
from prereview.dossier.extractors.special_audit.labels import PRODUCT_NAME
from prereview.dossier.facts import FactCollector
from prereview.dossier.finders.figures import amount_in, heads_over, is_figure
from prereview.dossier.finders.labels import Labels, cut_labels, flat
from prereview.dossier.finders.matching import squash
from prereview.dossier.finders.sheets import NEAR_LINES, Sheet
from prereview.dossier.values.amounts import WAN, YUAN, parse_ratio, unit_in
from prereview.dossier.values.characters import normal
from prereview.dossier.values.identifiers import row_numbers

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年度|年(?!\d)|\.?年?12月31日|$)")
_PERIOD_OF_TAX = re.compile(r"(?:所属期间?|属期|所属年度)(?:起止)?[:为]?(20\d{2})(?!\d)")
"""The year of a tax form stands in a line with the taxpayer's names."""

_YEAR_ALONE = re.compile(r"20\d{2}年度?")

_APART = re.compile(r"(?<=\D) | (?=\D)")
"""Blanks that do not keep two numbers apart (`附表1 2024年度`)."""

FAR_LARGER = 1_000
"""Figures so many times larger than those of the same report in 万元 are in 元."""

ROUNDED = 50
"""Yuan by which a figure in 万元 with two digits may be off; a sum of such figures by as much for each."""

_SPAN = re.compile(r"20\d{2}年?度?(?:[-至到]|、|和|及)20\d{2}")


class CostTable(msgspec.Struct, frozen=True):
    """A table of R&D costs with what its caption adds: unit, year, activity."""

    sheet: Sheet
    axes: Axes
    unit: Decimal
    year: int | None
    project: str
    name: Snippet | None

    @property
    def detailed(self) -> bool:
        """Whether it shows the cost categories."""
        return "category" in (self.axes.row_dimension, self.axes.column_dimension)


def cost_tables(sheets: Sequence[Sheet], numbers: Mapping[str, str]) -> list[CostTable]:
    """The tables that hold R&D costs; one without a caption goes on with year and unit of the one before.

    `numbers` are numbers of activities by name, as the text of the report lists them.
    """
    found: list[CostTable] = []
    projects = Projects(numbers)
    unit, year = YUAN, None
    stated: tuple[Decimal, Decimal] | None = None
    for sheet in sheets:
        largest = _largest(sheet)
        unit = sheet.unit or _unit_by_size(unit, largest, stated)
        if sheet.unit and largest:
            stated = sheet.unit, largest
        own_year, number = _captioned(sheet)
        year = own_year or year
        axes = Axes(sheet.grid, projects)
        if _holds_costs(axes) and not _lists_products(axes, sheet):
            name = (
                _headed_name(sheet) if "project" not in (axes.row_dimension, axes.column_dimension) else None
            )
            project = projects.key(number, flat(name)) if name else number
            found.append(CostTable(sheet, axes, unit, year, project, name))
    return found


def _largest(sheet: Sheet) -> Decimal:
    """The largest figure of a sheet as printed."""
    return max((amount for cell in sheet.table.cells if (amount := amount_in(cell))), default=Decimal(0))


def _unit_by_size(unit: Decimal, largest: Decimal, stated: tuple[Decimal, Decimal] | None) -> Decimal:
    """The unit of a table that names none: that of the one before, unless its figures are far too large."""
    in_wan = stated is not None and stated[0] == WAN
    return YUAN if in_wan and stated and largest > FAR_LARGER * stated[1] else unit


_HEADED: Labels = {
    "name": ("项目名称", "研发项目名称", "研发活动名称", "研究开发项目名称", "研究开发活动名称"),
    "": ("项目编号", "研发项目编号", "研发活动编号", "单位", "金额单位", "起止时间", "项目负责人"),
}
"""Labels above a table that holds the costs of one activity."""


def _headed_name(sheet: Sheet) -> Snippet | None:
    near = [line for line in sheet.heading[-NEAR_LINES:] if line.page == sheet.page]
    return cut_labels(near, _HEADED).get("name")


def _captioned(sheet: Sheet) -> tuple[int | None, str]:
    """Year and activity a caption names, when it names just one."""
    year: int | None = None
    project = ""
    for text in sheet.captions():
        plain = _APART.sub("", normal(text))
        stated = _PERIOD_OF_TAX.search(plain)
        year = year or (int(stated[1]) if stated else None)
        alone = {int(word[:4]) for word in text.split() if _YEAR_ALONE.fullmatch(word)}
        if year is None and len(alone) == 1:
            year = alone.pop()
        if len(plain) > 60 or _SPAN.search(plain):
            continue
        years = {int(y) for y in _YEAR.findall(plain)}
        if year is None and len(years) == 1:
            year = years.pop()
        numbers = row_numbers(text, "RD")
        if not project and len(numbers) == 1 and sheet.heading and text in {h.text for h in sheet.heading}:
            project = numbers[0]
    return year, project


def _holds_costs(axes: Axes) -> bool:
    dimensions = {axes.row_dimension, axes.column_dimension}
    categories = sum(bool(k.category) for k in (*axes.rows.values(), *axes.columns.values()))
    if "category" in dimensions:
        return categories >= 3
    if "project" in dimensions:
        numbered = any(
            k.project and not k.project.startswith("?") for k in (*axes.rows.values(), *axes.columns.values())
        )
        return numbered or "year" in dimensions
    measures = {k.measure for k in (*axes.rows.values(), *axes.columns.values())}
    return dimensions == {"year", "measure"} and "cost" in measures and bool(measures & {"sales", "domestic"})


def _lists_products(axes: Axes, sheet: Sheet) -> bool:
    """Whether a table without cost categories has a column of products: then it is one of income."""
    if "category" in (axes.row_dimension, axes.column_dimension):
        return False
    columns = range(sheet.grid.column_count)
    return any(PRODUCT_NAME.name_of(t) for c in columns for t in heads_over(sheet.grid, axes.first_row, c))


# ---- facts


def add_costs(tables: Sequence[CostTable], facts: FactCollector) -> None:
    """Record all figures of the tables, summaries before details."""
    exact = sum((amount for amount, _ in _years_in_detail(tables)), Decimal(0))
    for table in sorted(tables, key=lambda t: t.detailed):
        _add_names(table, facts)
        for cell, key in keyed_figures(table):
            if table.detailed:
                _add_detail(table, cell, key, facts)
            elif not _rounds(table, cell, key, exact):
                _add_summary(table, cell, key, facts)
    _add_from_details(tables, facts)


def _rounds(table: CostTable, cell: Cell, key: Key, exact: Decimal) -> bool:
    """Whether a total is the sum of figures rounded to 万元, and the detailed tables give it to the yuan."""
    amount = amount_of(table, cell)
    if key.project != "total" or not key.total or key.measure in ("sales", "ratio") or not amount:
        return False
    near = abs(amount - exact) <= ROUNDED * len(table.axes.rows)
    return near and amount != exact and amount % (2 * ROUNDED) == 0 and exact % (2 * ROUNDED) != 0


def _add_names(table: CostTable, facts: FactCollector) -> None:
    if table.name:
        facts.add(f"special_rd.projects[{table.project}].name", flat(table.name), table.name)
    for key in (*table.axes.rows.values(), *table.axes.columns.values()):
        if key.project and key.name:
            places = () if key.name_place is None else (key.name_place,)
            facts.add(f"special_rd.projects[{key.project}].name", key.name, *places)


def keyed_figures(table: CostTable) -> Iterator[tuple[Cell, Key]]:
    """Each figure with the keys of its row and its column joined."""
    for row, by_row in table.axes.rows.items():
        for column, by_column in table.axes.columns.items():
            cell = table.sheet.grid.cell(row, column)
            if cell is not None and cell.row == row and is_or_ratio(cell):
                yield cell, _joined(table, by_row, by_column)


def is_or_ratio(cell: Cell) -> bool:
    """Whether a cell holds a figure or a share."""
    return is_figure(cell) or parse_ratio(cell.text) is not None


def _joined(table: CostTable, row: Key, column: Key) -> Key:
    """What a figure stands for: a total of activities is the activity `total`, of categories `subtotal`."""
    axes = table.axes
    project, year, category = (
        row.project or column.project,
        row.year or column.year,
        row.category or column.category,
    )
    totals = {axes.row_dimension: row.total, axes.column_dimension: column.total}
    if totals.get("project"):
        project = "total"
    if totals.get("category"):
        category = "subtotal"
    over_years = bool(totals.get("year")) or any(
        key.total and key.year is None and any(other.year for other in keys.values())
        for key, keys in ((row, axes.rows), (column, axes.columns))
    )
    if "project" not in totals and not project:
        project = table.project or "total"
    if year is None and not over_years:
        year = table.year
    measure = row.measure or column.measure
    return Key(project=project, year=year, category=category, measure=measure, total=over_years)


def _add_detail(table: CostTable, cell: Cell, key: Key, facts: FactCollector) -> None:
    if key.category and key.project and key.year and not key.total:
        path = f"special_rd.costs[{key.year}][{key.project}].{key.category}"
        facts.add_money(path, amount_of(table, cell), snippet(cell))


def _add_summary(table: CostTable, cell: Cell, key: Key, facts: FactCollector) -> None:
    if key.measure == "ratio":
        if key.year:
            facts.add(f"special_rd[{key.year}].ratio", _ratio(table, cell), snippet(cell))
        return
    amount = amount_of(table, cell)
    if key.measure == "sales":
        if key.year:
            facts.add_money(f"special_rd[{key.year}].sales", amount, snippet(cell))
    elif key.measure == "domestic":
        if key.total:
            facts.add_money("special_rd.domestic", amount, snippet(cell))
    elif key.project == "total":
        path = "special_rd.total" if key.total else f"special_rd[{key.year}].total" if key.year else None
        if path and (key.measure == "cost" or table.axes.row_dimension == "project"):
            facts.add_money(path, amount, snippet(cell))
    elif key.project and key.total:
        facts.add_money(f"special_rd.projects[{key.project}].total", amount, snippet(cell))
    elif key.project and key.year:
        facts.add_money(f"special_rd.projects[{key.project}][{key.year}]", amount, snippet(cell))


def amount_of(table: CostTable, cell: Cell) -> Decimal | None:
    """An amount in the unit of its column's head, else of the table."""
    heads = heads_over(table.sheet.grid, table.axes.first_row, cell.column)
    unit = next((u for text in heads if (u := unit_in(text)) is not None), table.unit)
    return amount_in(cell, unit)


def _ratio(table: CostTable, cell: Cell) -> Decimal | None:
    """A share; a figure without a sign is a percentage where head or row says so."""
    ratio = parse_ratio(cell.text)
    labels = [c.text for c in table.sheet.grid.row(cell.row)] + heads_over(
        table.sheet.grid, table.axes.first_row, cell.column
    )
    bare_share = ratio is not None and "%" not in squash(cell.text) and abs(ratio) <= 1
    says_percent = any("(%)" in squash(text) for text in labels)
    in_percent = ratio is not None and bare_share and says_percent and Decimal(squash(cell.text)) == ratio
    return ratio / 100 if ratio is not None and in_percent else ratio


# ---- what the details give where no summary is printed


def _add_from_details(tables: Sequence[CostTable], facts: FactCollector) -> None:
    details: dict[tuple[int, str], tuple[Decimal, Snippet]] = {}
    for key, amount, place in _details(tables):
        if key.category == "subtotal" and key.year:
            details.setdefault((key.year, key.project), (amount, place))
    for (year, project), (amount, place) in details.items():
        path = (
            f"special_rd[{year}].total" if project == "total" else f"special_rd.projects[{project}][{year}]"
        )
        if facts.value(path) is None:
            facts.add_money(path, amount, place)
    years = _years_in_detail(tables)
    if years and facts.value("special_rd.total") is None:
        _add_sum("special_rd.total", years, facts)


def _years_in_detail(tables: Sequence[CostTable]) -> list[tuple[Decimal, Snippet]]:
    """The cost of each year by the detailed tables, where they show several."""
    found: dict[int, tuple[Decimal, Snippet]] = {}
    for key, amount, place in _details(tables):
        if key.category == "subtotal" and key.project == "total" and key.year:
            found.setdefault(key.year, (amount, place))
    return list(found.values()) if len(found) > 1 else []


def add_domestic(tables: Sequence[CostTable], facts: FactCollector) -> None:
    """Domestic cost, where nothing states it: internal cost and domestic outsourcing of the years.

    Only when both were read for every year of the report: a lost row would lower the share.
    """
    parts = ("internal", "outsourced_domestic")
    found: dict[tuple[int | None, str], tuple[Decimal, Snippet]] = {}
    years = {table.year for table in tables if table.detailed}
    for key, amount, place in _details(tables):
        years.add(key.year)
        if key.project == "total" and key.category in parts:
            found.setdefault((key.year, key.category), (amount, place))
    whole = all((year, part) in found for year in years - {None} for part in parts)
    if found and whole and facts.value("special_rd.domestic") is None:
        _add_sum("special_rd.domestic", list(found.values()), facts)


def _details(tables: Sequence[CostTable]) -> Iterator[tuple[Key, Decimal, Snippet]]:
    """The figures of the detailed tables that belong to one year."""
    for table in tables:
        for cell, key in keyed_figures(table) if table.detailed else ():
            amount = amount_of(table, cell)
            if amount is not None and key.year is not None and not key.total:
                yield key, amount, snippet(cell)


def _add_sum(path: str, parts: Sequence[tuple[Decimal, Snippet]], facts: FactCollector) -> None:
    total = sum((amount for amount, _ in parts), Decimal(0))
    working = " + ".join(f"{amount:,.2f}" for amount, _ in parts) + f" = {total:,.2f}"
    facts.add_money(path, total, *(place for _, place in parts), working=working)
