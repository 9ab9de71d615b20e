"""The three accounting years of the form, and which of them a label names.

The form prints 第一年 (the oldest) to 第三年, or real years. Printed years decide;
where the form prints none, the three years before the application are taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from prereview.documents.model import Cell, Line, Table
from prereview.dossier.extractors.application_form.parts import Part
from prereview.dossier.finders.matching import squash
from prereview.dossier.values.chinese_numerals import DIGITS, chinese_digits, chinese_integer

Years = tuple[int, int, int]

_ORDINAL = r"第(?P<nth>[一二三123])(?:个)?(?:会计)?年(?:度)?"
_YEAR = r"(?P<year>20\d{2})(?:年度?)?"
_LABEL = re.compile(
    rf"(?:其中:?)?[(\[]?(?:{_ORDINAL})?[:(\[]?(?:{_YEAR})?[)\]]?(?:研发)?(?:费用|经费|支出)*(?:\([万元]+\))?:?"
)
_CAPTION = re.compile(rf"(?<!\d)(?:(?P<year>20\d{{2}})年度?(?!\d{{1,2}}月)|{_ORDINAL})")
_SPELLED = re.compile(rf"二[〇○零Oo0][{''.join(DIGITS)}]{{2}}(?=年)")
_THREE = re.compile(
    r"近三(?:个会计)?年(?:度)?\(?(20\d{2})[年度、,至\-~]+(?:(20\d{2})[年度、,和及至\-~]+)?(20\d{2})"
)


class YearLabel(NamedTuple):
    """A label that names a year: the year itself, its place among the three (1 to 3), or both."""

    year: int | None
    nth: int | None


def year_label(text: str) -> YearLabel | None:
    """The year a cell stands for: `2023年`, `第一年`, `其中（2023）`; None for other cells."""
    plain = _arabic(squash(text))
    match = _LABEL.fullmatch(plain) if plain else None
    return _label(match) if match else None


def caption_year(text: str) -> YearLabel | None:
    """The year in a caption such as `2023 年度　单位：万元`; a date is none."""
    plain = _arabic(squash(text))
    if len(plain) > 40:
        return None
    match = next((m for m in _CAPTION.finditer(plain) if not re.match(r"\d{1,2}月", plain[m.end() :])), None)
    return _label(match) if match else None


def _label(match: re.Match[str]) -> YearLabel | None:
    year = int(match["year"]) if match["year"] else None
    nth = "123".find(match["nth"]) + 1 or chinese_integer(match["nth"]) if match["nth"] else None
    return YearLabel(year, nth) if year or nth else None


def _arabic(text: str) -> str:
    return _SPELLED.sub(lambda match: str(chinese_digits(match[0])), text)


def form_years(parts: Iterable[Part], lines: Iterable[Line], applied_on: date | None) -> Years | None:
    """The three years, oldest first; None where neither the labels nor the application date tell."""
    printed = set(_printed_years(parts))
    if len(printed) == 3 and max(printed) - min(printed) == 2:
        return _ending(max(printed))
    if applied_on and printed <= set(_ending(applied_on.year - 1)):
        return _ending(applied_on.year - 1)
    for line in lines:
        match = _THREE.search(squash(line.text))
        if match and int(match[3]) - int(match[1]) == 2:
            return _ending(int(match[3]))
    # a young firm prints the years it has; the last of them is the last of the three
    return _ending(max(printed)) if len(printed) == 2 and max(printed) - min(printed) == 1 else None


def _ending(last: int) -> Years:
    return last - 2, last - 1, last


def _printed_years(parts: Iterable[Part]) -> Iterable[int]:
    for part in parts:
        if part.kind in ("main", "rd"):
            yield from (label.year for _, label in year_cells(part.table) if label.year)
        elif part.kind == "costs":
            found = (caption_year(line.text) for line in part.heading)
            yield from (label.year for label in found if label and label.year)


def three_years(table: Table) -> list[tuple[Cell, YearLabel]]:
    """The cells that name the three years, each once, wherever they stand; empty for fewer or more."""
    found = [(cell, label) for cell in table.cells if "年" in cell.text and (label := year_label(cell.text))]
    return found if len(found) == len({label for _, label in found}) == 3 else []


def year_cells(table: Table) -> list[tuple[Cell, YearLabel]]:
    """The cells that name the years of a table: those under each other, or else those side by side.

    A single cell counts when it says 年; a bare number may be any figure.
    """
    found = [
        (cell, label) for cell in table.cells if len(cell.text) < 20 and (label := year_label(cell.text))
    ]
    said = [(cell, label) for cell, label in found if "年" in cell.text]
    candidates = said or found
    columns = Counter(cell.column for cell, _ in candidates)
    rows = Counter(cell.row for cell, _ in candidates)
    if not candidates:
        return []
    column, under = min(columns.items(), key=lambda item: (-item[1], item[0]))
    row, beside = min(rows.items(), key=lambda item: (-item[1], item[0]))
    if max(under, beside) < 2:
        return said[:1]
    if under >= beside:
        return [(cell, label) for cell, label in candidates if cell.column == column]
    return [(cell, label) for cell, label in candidates if cell.row == row]


def resolve(label: YearLabel, years: Years | None) -> int | None:
    """The calendar year of a label."""
    if label.year:
        return label.year
    return years[label.nth - 1] if label.nth and years else None


def place(label: YearLabel, years: Years | None) -> int | None:
    """The place of a label's year among the three, 1 for the oldest."""
    if label.nth and not label.year:
        return label.nth
    if years:
        return years.index(label.year) + 1 if label.year in years else None
    return label.nth
