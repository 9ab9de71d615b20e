"""Which year a column of a statement belongs to, by its head.

Current and prior year stand in either order, under many words, or under dates;
the position never decides. Where one of two columns of figures has a head that
cannot be read, the other one's decides for it. Years are counted back from the
accounting year: 0 is the year itself, 1 the year before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from prereview.dossier.finders.figures import heads_over
from prereview.dossier.finders.grid import Grid
from prereview.dossier.finders.matching import squash

Scope = Literal["own", "group"]

MOST_YEARS = 3
"""Columns further back do not matter here."""

_PRIOR = re.compile(r"上年|上期|上一年|上个?会计|去年|前期|年初|期初|上末|初余额|初数")
_CURRENT = re.compile(r"期末|年末|本期|本年|当期|当年|末余额|末数")
_CUMULATED = re.compile(r"累计")
_MONTH = re.compile(r"本月|当月")
_DATE = re.compile(r"(20\d{2})(?:年|[-./])?(?:(\d{1,2})(?:月|[-./])(\d{1,2})日?)?")
_MOVEMENT = re.compile(r"增加|减少|增减|变动|计提|转销|比例|占比|差异|幅度|%")
_NO_FIGURES = re.compile(r"附注|注释|行次|序号")


class Column(NamedTuple):
    """What a column of figures holds: how many years back, and whether of the group or of the firm alone."""

    back: int
    scope: Scope = "own"


def columns_of(grid: Grid, first_row: int, year: int | None) -> dict[int, Column]:
    """Columns by number, from the rows above `first_row`; `year` is the accounting year when it is known."""
    heads = {column: heads_over(grid, first_row, column) for column in range(grid.column_count)}
    year = year or _latest_year(heads)
    years = {c: back for c, texts in heads.items() if (back := _years_back(texts, year)) is not None}
    years = _without_months(years, heads)
    scopes: dict[int, Scope] = {c: "group" if any("合并" in t for t in heads[c]) else "own" for c in years}
    return {c: Column(back, scopes[c]) for c, back in years.items()}


def with_other_column(columns: Mapping[int, Column], figures: set[int]) -> dict[int, Column]:
    """When just one of two columns of figures is known, the other one is the other year."""
    known = dict(columns)
    rest = sorted(figures - set(known))
    if len(known) == 1 and len(rest) == 1 and len(figures) == 2:
        (column,) = known.values()
        known[rest[0]] = Column(0 if column.back else 1, column.scope)
    return known


def years_back(text: str, year: int | None) -> int | None:
    """How many years back a column head is: by the year it prints, else by its words; None for others."""
    plain = squash(text).replace("未", "末")
    if _MOVEMENT.search(plain):
        return None
    dated = _by_year(plain, year)
    if dated is not None or re.search(r"20\d\d", plain):
        return dated
    if _PRIOR.search(plain):
        return 1
    return 0 if _CURRENT.search(plain) else None


def _by_year(text: str, year: int | None) -> int | None:
    years = {_closing_year(m) for m in _DATE.finditer(text)}
    if year is None or len(years) != 1:
        return None
    back = year - years.pop()
    return back if 0 <= back <= MOST_YEARS else None


def _closing_year(match: re.Match[str]) -> int:
    """1 January stands for the end of the year before."""
    opening = match[2] is not None and int(match[2]) == 1 and int(match[3]) == 1
    return int(match[1]) - opening


def _latest_year(heads: Mapping[int, list[str]]) -> int | None:
    years = [_closing_year(m) for texts in heads.values() for t in texts for m in _DATE.finditer(squash(t))]
    return max(years, default=None)


def _years_back(texts: list[str], year: int | None) -> int | None:
    if any(_NO_FIGURES.search(squash(text)) for text in texts):
        return None
    found = (years_back(text, year) for text in texts)
    return next((back for back in found if back is not None), None)


def _without_months(years: dict[int, int], heads: Mapping[int, list[str]]) -> dict[int, int]:
    """Monthly prints hold the year's total beside the month; then only the totals count."""
    totals = {c for c in years if any(_CUMULATED.search(t) for t in heads[c])}
    if any(years[c] == 0 for c in totals):
        return {c: back for c, back in years.items() if c in totals or back}
    return {c: back for c, back in years.items() if not any(_MONTH.search(t) for t in heads[c])}
