"""What the rows and columns of a table of special audits stand for.

The tables come as category × activity (one per year), activity × year, year ×
measure, each also turned by a quarter, with numbers or names for the activities
and with heads of one row or two. So every row and column is read into a `Key`,
and what a figure is follows from the two keys it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from prereview.documents.model import Cell, Snippet, snippet
from prereview.dossier.extractors.special_audit.labels import (
    CATEGORIES,
    MEASURES,
    PROJECT_NAME,
    PROJECT_NUMBER,
    cost_label,
    is_total,
)
from prereview.dossier.finders.figures import first_figure_row, heads_over, is_figure
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.amounts import parse_ratio
from prereview.dossier.values.characters import tight
from prereview.dossier.values.identifiers import row_numbers

Dimension = Literal["category", "project", "year", "measure", "none"]

YEAR = re.compile(r"(20\d{2})年?度?(?:研究开发费用|研发费用|金额|发生额|合计|小计|支出)?(?:\([^()]*\))?")
_NUMBER = re.compile(r"^\(?[Rr][Dd][-_]?\d+\)?[-:、.]?")
_GROUPS = ("internal", "outsourced")
"""Categories that may be printed as a group whose last row is 小计."""

_NO_NAME = re.compile(
    r"合计|小计|总计|金额|单位|序号|科目|备注|费用|费$|收入|比例|利润|加计|摊销$|投入$|支出$"
)
_NEVER_NAME = re.compile(r"^其中|口径|差[额异]|发生额|投入额|计入")
"""Words of cost tables that are in no name, even under the head of names."""

_PLACE = re.compile(r"^(?:其中:?)?(?:委托)?境[内外]")
"""Part of the outsourced cost under its group: at home, or abroad."""
_AT_HOME = re.compile(
    r"(?:委托)?(?:在?中国)?境内(?:发生|外部|机构|单位|委托|研发)*(?:的)?(?:部分|支出|费用)?"
)

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


_PART_OF_YEAR = re.compile(
    r"(?:20\d{2}年?度?)?(?:第?[一二三四1-4]季度?|[上下]半年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?"
    r"|(?!0?1-12月)\d{1,2}月?[-至]\d{1,2}月份?)"
)


def is_part_of_year(text: str) -> bool:
    """Whether a head or row says nothing but a month, a quarter or half a year."""
    return _PART_OF_YEAR.fullmatch(squash(text)) is not None


def _is_share(cell: Cell) -> bool:
    return squash(cell.text).endswith("%") and parse_ratio(cell.text) is not None


class Key(msgspec.Struct, frozen=True):
    """What one row or column says; `total` stands for the sum over its axis."""

    project: str = ""
    name: str = ""
    name_place: Snippet | None = None
    year: int | None = None
    category: str = ""
    measure: str = ""
    total: bool = False


class Projects:
    """Keys of the activities of one report: numbers, else provisional ones by name."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        self._by_name = dict(numbers)

    def key(self, number: str, name: str) -> str:
        """The number where there is one; a name is the number it was printed with elsewhere."""
        plain = tight(name)
        if number:
            if plain:
                self._by_name.setdefault(plain, number)
            return number
        return self._by_name.setdefault(plain, f"?{len(self._by_name) + 1}")


class Axes:
    """Rows and columns of one table with their keys."""

    def __init__(self, grid: Grid, projects: Projects) -> None:
        self._grid = grid
        self._projects = projects
        self.first_row = first_figure_row(grid, skip=_numbering_columns(grid))
        self._labels = self._label_columns()
        by_category = self._categories_in_columns() >= 3
        heads = {c: heads_over(grid, self.first_row, c) for c in self._figure_columns()}
        columns = {
            c: self._column_key(c, by_category)
            for c, texts in heads.items()
            if not any(map(is_part_of_year, texts))
        }
        self.columns = without_parts(_without_adjustments(columns, heads), heads)
        rows = self._with_places(
            {
                r: self._row_key(r, by_category)
                for r in range(self.first_row, grid.row_count)
                if not any(is_part_of_year(cell.text) for cell in self._label_cells(r, min(heads, default=0)))
            }
        )
        self.rows = without_parts(rows, {r: [c.text for c in self._label_cells(r)] for r in rows})
        self.column_dimension = _dimension(self.columns.values())
        self.row_dimension = _dimension(self.rows.values())
        self._settle_names()

    # ---- columns

    def _label_columns(self) -> dict[str, int]:
        """Columns of numbers and names of activities, by their heads."""
        found: dict[str, int] = {}
        for column in range(self._grid.column_count):
            for text in heads_over(self._grid, self.first_row, column):
                if PROJECT_NAME.name_of(text):
                    found.setdefault("name", column)
                elif PROJECT_NUMBER.name_of(text):
                    found.setdefault("number", column)
        return found

    def _figure_columns(self) -> list[int]:
        """Columns right of the labels in which figures or shares stand."""
        rows = range(self.first_row, self._grid.row_count)
        used = {0, *self._labels.values()}
        return [
            column
            for column in range(self._grid.column_count)
            if column not in used
            and any(is_figure(cell) or _is_share(cell) for r in rows if (cell := self._grid.cell(r, column)))
        ]

    def _categories_in_columns(self) -> int:
        columns = range(1, self._grid.column_count)
        heads = [heads_over(self._grid, self.first_row, c) for c in columns]
        return sum(any(CATEGORIES.name_of(t) not in (None, "subtotal") for t in texts) for texts in heads)

    def _column_key(self, column: int, by_category: bool) -> Key:
        key = Key()
        for text in reversed(heads_over(self._grid, self.first_row, column)):  # a group, then its parts
            key = self._with(key, text, None, by_category)
        return key

    # ---- rows

    def _row_key(self, row: int, by_category: bool) -> Key:
        key = Key()
        for cell in self._label_cells(row):
            key = self._with(key, cell.text, cell, not by_category)
        return key

    def _with_places(self, keys: Mapping[int, Key]) -> dict[int, Key]:
        """Rows that say no more than 境内 are part of the row above them: of outsourced cost, or of all."""
        placed = dict(keys)
        for row, key in keys.items():
            above = placed.get(row - 1)
            at_home = key.measure == "domestic" or any(
                _AT_HOME.fullmatch(cost_label(cell.text)) for cell in self._label_cells(row)
            )
            if above is None or key.category or not at_home:
                continue
            if above.category == "outsourced":
                placed[row] = msgspec.structs.replace(key, category="outsourced_domestic", measure="")
            elif above.measure == "cost":
                placed[row] = msgspec.structs.replace(key, measure="domestic", total=False)
        return placed

    def _label_cells(self, row: int, first: int | None = None) -> list[Cell]:
        first = first or min(self.columns, default=self._grid.column_count)
        return [c for c in self._grid.row(row) if c.column < first and c.text]

    def _with(self, key: Key, text: str, cell: Cell | None, categories: bool) -> Key:
        """A key with what one more text of its row or column says."""
        numbers = row_numbers(text, "RD")
        year = YEAR.fullmatch(squash(text))
        category = CATEGORIES.name_of(text) if categories else None
        if key.category == "outsourced" and _PLACE.search(squash(text)):
            domestic = "outsourced_domestic" if "境外" not in text else ""
            return msgspec.structs.replace(key, category=domestic, name=key.name or tight(text))
        measure = MEASURES.name_of(text)
        if "境外" in text:  # one character from 境内, which a label may be misread by
            category = None if category == "outsourced_domestic" else category
            measure = None if measure == "domestic" else measure
        if len(numbers) == 1:
            name = _NUMBER.sub("", tight(text))
            place = snippet(cell) if cell and name else None
            return msgspec.structs.replace(
                key, project=numbers[0], name=name or key.name, name_place=place or key.name_place
            )
        if year:
            return msgspec.structs.replace(key, year=int(year[1]))
        if is_total(text) and key.category in _GROUPS:
            return key
        if is_total(text) or (category == "subtotal" and not measure):
            return msgspec.structs.replace(key, total=True)
        if category and category != "subtotal":
            return msgspec.structs.replace(key, category=category)
        if measure:
            return msgspec.structs.replace(key, measure=measure, total=key.total or measure == "cost")
        if not key.name and self._may_be_name(text, cell, numbered=bool(key.project)):
            place = snippet(cell) if cell else None
            return msgspec.structs.replace(key, name=tight(text), name_place=place)
        return key

    def _may_be_name(self, text: str, cell: Cell | None, *, numbered: bool) -> bool:
        """A text under the head of names or under a number; without these any that is long enough."""
        plain = squash(text)
        if CATEGORIES.knows(text) or MEASURES.knows(text) or PROJECT_NAME.knows(text):
            return False
        if _NEVER_NAME.search(plain):
            return False
        if "name" in self._labels and not (cell is None and numbered):
            return cell is not None and cell.column == self._labels["name"] and len(plain) > 1
        return len(_CHINESE.findall(plain)) >= 5 and not _NO_NAME.search(plain)

    def _settle_names(self) -> None:
        """Names without numbers are activities only where activities are expected."""
        for keys in (self.columns, self.rows):
            for index, key in keys.items():
                if key.project or (key.name and not key.total and not key.measure and not key.category):
                    project = self._projects.key(key.project, key.name)
                    keys[index] = msgspec.structs.replace(key, project=project)


_WHOLE = re.compile(r"合计|小计|总计|实际|决算|本年")
_OF_THE_LAW = re.compile(r"高企|高新|认定|归集|审定|审核数|审计数|审计确认|调整后")
"""Words over the one of several columns for the same thing that holds what is asked for."""

_ORDER = (
    "internal", "personnel", "direct", "depreciation", "amortisation", "design", "commissioning",
    "other", "outsourced", "outsourced_domestic",
)  # fmt: skip


_ADJUSTMENT = re.compile(r"调整(?!后)|增减|差[异额]|调增|调减|占比|比例|比重")


def _without_adjustments(keys: Mapping[int, Key], heads: Mapping[int, Sequence[str]]) -> dict[int, Key]:
    """Of several columns whose heads say no more than 账面, 调整, 审定 the one that was audited."""
    plain = [column for column, key in keys.items() if key == Key()]
    for words, wanted in ((_OF_THE_LAW, True), (_ADJUSTMENT, False)):
        found = [c for c in plain if any(words.search(squash(text)) for text in heads[c]) is wanted]
        if len(plain) > 1 and len(found) == 1:
            return {column: key for column, key in keys.items() if column not in plain or column in found}
    return dict(keys)


def without_parts(keys: Mapping[int, Key], labels: Mapping[int, Sequence[str]]) -> dict[int, Key]:
    """Rows or columns with their keys, each key once.

    A ledger prints parts of a category beside or below it (工资薪金, 五险一金, 小计; 直接投入费用,
    材料费, 其他费用), and some print costs twice (账面, 高企归集; 预算, 实际). What is asked for is
    told by the words of its labels or by the order of the categories; where nothing tells, none is taken.
    """
    groups: dict[tuple[str, str, int | None, str, bool], list[int]] = {}
    for index, key in keys.items():
        if key.category not in _GROUPS and (key.category or key.project or key.total):
            group = (key.category, key.project, key.year, key.measure, key.total and not key.category)
            groups.setdefault(group, []).append(index)
    kept = dict(keys)
    for (category, *_), indices in groups.items():
        if len(indices) > 1 and category != "subtotal":
            chosen = _chosen(indices, category, keys, labels)
            for index in indices:
                if index != chosen:
                    del kept[index]
            if chosen is not None and category:
                kept[chosen] = msgspec.structs.replace(kept[chosen], total=False)
    return kept


def _chosen(
    indices: Sequence[int], category: str, keys: Mapping[int, Key], labels: Mapping[int, Sequence[str]]
) -> int | None:
    for words in (_OF_THE_LAW, _WHOLE):
        found = [i for i in indices if any(words.search(squash(text)) for text in labels[i])]
        if len(found) == 1:
            return found[0]
    best = min((_rank(category, labels[i]) for i in indices), default=0)
    found = [i for i in indices if _rank(category, labels[i]) == best]
    if len(found) > 1 and category in _ORDER:
        found = [i for i in found if _in_order(i, _ORDER.index(category), indices, keys)]
    return found[0] if len(found) == 1 else None


def _rank(category: str, labels: Sequence[str]) -> int:
    """How near the words of a label are to those of the form: 0 for the form's own."""
    ranks = [r for text in labels if (r := CATEGORIES.rank(text, category)) is not None]
    return min(ranks, default=0)


def _in_order(index: int, place: int, indices: Sequence[int], keys: Mapping[int, Key]) -> bool:
    """Whether a row stands behind all categories that come before its own, and before all others."""
    others = {
        i: _ORDER.index(k.category) for i, k in keys.items() if i not in indices and k.category in _ORDER
    }
    return all((i < index) == (other < place) for i, other in others.items())


def _numbering_columns(grid: Grid) -> set[int]:
    """Columns of running numbers, which are no figures."""
    heads = (c for c in grid.table.cells if squash(c.text) in ("序号", "行次", "编号", "项目编号"))
    return {0, *(c.column for c in heads)}


def _dimension(keys: Iterable[Key]) -> Dimension:
    """What most keys of an axis name; activities printed under years are activities."""
    keys = list(keys)
    if any(k.project and k.year is not None for k in keys):
        return "project"
    counts: dict[Dimension, int] = {
        "category": sum(bool(k.category) for k in keys),
        "project": sum(bool(k.project or k.name) for k in keys),
        "year": sum(k.year is not None for k in keys),
        "measure": sum(bool(k.measure) for k in keys),
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "none"
