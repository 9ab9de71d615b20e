"""Days of the calendar, as ISO text; a day that does not exist has no answer."""

from __future__ import annotations

import re
from datetime import date, timedelta

from prereview.checklist.functions.arguments import NoAnswerError, Number, exact, text_of
from prereview.checklist.functions.numbers import number_of
from prereview.dossier.values.dates import read_period


def days_between(earlier: str, later: str) -> float:
    """Days from the first day to the second; negative when they stand the other way round."""
    return float((_date(later) - _date(earlier)).days)


def year_of(day: str) -> float:
    """Calendar year of a date."""
    return number_of(text_of(day)[:4])


def year_at_end(text: str) -> float:
    """Year a number ends in: `GB/T 36276-2018` → 2018."""
    return number_of(text_of(text).strip()[-4:])


def plus_years(day: str, years: Number) -> str:
    """The same day some years later; without one, the last of the month (民法典 第二百零二条)."""
    start = _date(day)
    year = start.year + int(exact(years))
    try:
        return start.replace(year=year).isoformat()
    except ValueError:
        if not date.min.year <= year <= date.max.year:
            raise NoAnswerError(f"{day} 加 {years} 年超出日历范围") from None
        return start.replace(year=year, day=28).isoformat()


def plus_days(day: str, days: Number) -> str:
    """The day some days later."""
    try:
        return (_date(day) + timedelta(days=int(exact(days)))).isoformat()
    except OverflowError:
        raise NoAnswerError(f"{day} 加 {days} 天超出日历范围") from None


def period_end(period: str) -> str:
    """Last day of a printed period; empty text for an open one (`2017-05-16至长期`).

    A day that stands alone begins a period unless a word of ending (`至`) stands before it.
    """
    text = text_of(period)
    first, last = read_period(text)
    if first is None and last is None and not _OPEN.search(text):
        raise NoAnswerError(f"“{text}”中没有起止日期")
    return str(last) if last is not None else ""


_OPEN = re.compile("长期|永久|无固定|不约定")


def date_exists(text: str) -> bool:
    """Whether an ISO date is a day of the calendar; `2025-02-30` is not."""
    try:
        date.fromisoformat(text_of(text))
    except ValueError:
        return False
    return True


def _date(text: str | None) -> date:
    try:
        return date.fromisoformat(text_of(text))
    except ValueError:
        raise NoAnswerError(f"“{text}”不是存在的日期") from None
