"""Days of the calendar, as ISO text; a day that does not exist has no answer."""

from __future__ import annotations

from datetime import date, timedelta

from prereview.checklist.functions.arguments import NoAnswerError, Number, exact, text_of
from prereview.checklist.functions.numbers import number_of


def days_between(earlier: str, later: str) -> float:
    """Days from the first day to the second; negative when they stand the other way round."""
    return float((_date(later) - _date(earlier)).days)


def year_of(day: str) -> float:
    """Calendar year of a date."""
    return number_of(text_of(day)[:4])


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
