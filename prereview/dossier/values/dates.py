"""Dates, years and periods, in digits or Chinese numerals.

A day is a day: a month without one is never taken for its first, and a year in
two digits is not guessed. A text that holds several different days is not one
date. A day that does not exist (30 February) is kept as text, because that it
was printed is itself a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from prereview.dossier.values.characters import normal
from prereview.dossier.values.chinese_numerals import DIGITS, TENS, chinese_digits, chinese_integer

Day = date | str
"""A day of the calendar, or the ISO-like text of one that does not exist."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2099

_NUMERAL = "".join((*DIGITS, *TENS))
_YEAR = rf"(?<!\d)(?P<y>\d{{4}}|[{''.join(DIGITS)}Oo0]{{4}})"
_MONTH_DAY = rf"(?P<m>\d{{1,2}}|[{_NUMERAL}]{{1,3}})月(?P<d>\d{{1,2}}|[{_NUMERAL}]{{1,4}})(?:[日号]|$)"
_WRITTEN = re.compile(rf"(?:{_YEAR}年)?(?<!\d){_MONTH_DAY}")
_POINTED = re.compile(r"(?<![\d.])(?P<y>\d{4})(?P<sep>[-./])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_ONLY_COMPACT = re.compile(rf"{_COMPACT.pattern}(?:[-~至到]+{_COMPACT.pattern.replace('?P<', '?P<to_')})?")
_POINTED_TAIL = re.compile(r"(?<=[\d][-~至到])(?P<m>\d{1,2})(?P<sep>[-./])(?P<d>\d{1,2})(?!\d)")

_MISREAD_DOTS = re.compile(r"(?<!\d)(\d{4})(?:[·•][-.]?(\d{1,2})[-.·•]|[-.](\d{1,2})[·•])(\d{1,2})(?!\d)")
"""What image recognition makes of 2018-08-02: `2018·08-02`."""

_LOOSE = re.compile(r"\s*([年月日号./~至到-])\s*")
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_WRAPPED = re.compile(
    r"(?:19|20)\d{2}年?度?|(?:19|20)\d{2}([-./])\d{1,2}\1\d{1,2}(?:[-~至到]+(?:19|20)\d{2}\1\d{1,2}\1\d{1,2})?"
)
"""A year, a day or a period that narrow cells break between two digits: `2022.03.1 8`."""

_YEARS = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})(?!\d)|([{''.join(DIGITS)}Oo0]{{4}})年")


class _Found(NamedTuple):
    start: int
    end: int
    day: Day


def parse_date(text: str) -> date | None:
    """The one day of the calendar a text names; None for a month, a year, several days, or none."""
    day = read_date(text)
    return day if isinstance(day, date) else None


def read_date(text: str) -> Day | None:
    """Like `parse_date`, but a printed day that does not exist comes back as text: `2025-02-30`."""
    days = {found.day for found in _days_in(_tidy(text))}
    return days.pop() if len(days) == 1 else None


def read_period(text: str) -> tuple[Day | None, Day | None]:
    """First and last day of a period: `2022-01-01-2023-12-31`, `2015年3月2日至长期` (open end: None).

    A period given in months or years has no days: `(None, None)`.
    """
    plain = _tidy(text)
    found = list(_days_in(plain))
    if len(found) >= 2:
        return found[0].day, found[1].day
    if not found:
        return None, None
    only = found[0]
    leads = re.search(r"[-~至到]$", plain[: only.start]) is not None
    return (None, only.day) if leads else (only.day, None)


def parse_year(text: str) -> int | None:
    """The one year a text names: `2023年度`, `二〇二三年`, `2023-12-31` → 2023."""
    years = {_number(a or b) for a, b in _YEARS.findall(_tidy(text))}
    year = years.pop() if len(years) == 1 else None
    return year if year is not None and _FIRST_YEAR <= year <= _LAST_YEAR else None


def _tidy(text: str) -> str:
    """Normal form without white space around separators; digits of a letter-spaced date closed up."""
    plain = _LOOSE.sub(r"\1", normal(text))
    plain = _MISREAD_DOTS.sub(lambda m: f"{m[1]}-{m[2] or m[3]}-{m[4]}", plain)
    closed = _BETWEEN_DIGITS.sub("", plain)
    return closed if ("年" in plain and "月" in plain) or _WRAPPED.fullmatch(closed) else plain


def _days_in(text: str) -> Iterator[_Found]:
    """Every day in the text, in order; a day without a year takes the one before it."""
    compact = _ONLY_COMPACT.fullmatch(text)
    patterns = (_COMPACT,) if compact else (_WRITTEN, _POINTED, _POINTED_TAIL)
    matches = sorted((m for p in patterns for m in p.finditer(text)), key=lambda m: (m.start(), -m.end()))
    end, year = 0, None
    for match in matches:
        if match.start() < end:
            continue
        parts = match.groupdict()
        year = _number(parts["y"]) if parts.get("y") else year
        day = _day(year, _number(parts["m"]), _number(parts["d"]))
        if day is not None:
            end = match.end()
            yield _Found(match.start(), end, day)


def _number(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    return chinese_digits(text) if len(text) == 4 and not set(text) & set(TENS) else chinese_integer(text)


def _day(year: int | None, month: int | None, day: int | None) -> Day | None:
    if year is None or month is None or day is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return f"{year:04}-{month:02}-{day:02}"
