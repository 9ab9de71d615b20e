"""Days of invented firms: arithmetic on calendar days, and how papers print them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

CHINESE_DIGITS = "〇一二三四五六七八九"


def add_months(day: date, months: int) -> date:
    """The same day some months later, at most the 28th."""
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, min(day.day, 28))


def add_days(day: date, days: int) -> date:
    """The day some days later."""
    return day + timedelta(days=days)


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def between(random: Random, first: date, last: date) -> date:
    """A working day from one day to another."""
    return working_day(first + timedelta(days=random.randint(0, max(0, (last - first).days))))


def chinese(day: date) -> str:
    """`2024年3月5日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_padded(day: date) -> str:
    """`2024年03月05日`, as certificates print it."""
    return f"{day.year}年{day.month:02d}月{day.day:02d}日"


def in_words(day: date) -> str:
    """`二〇二四年三月五日`, as reports are signed."""
    return f"{year_in_words(day.year)}年{_number(day.month)}月{_number(day.day)}日"


def year_in_words(year: int) -> str:
    """`二〇二四`."""
    return "".join(CHINESE_DIGITS[int(c)] for c in str(year))


def _number(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = ("" if tens == 1 else CHINESE_DIGITS[tens]) + "十" if tens else ""
    return head + (CHINESE_DIGITS[ones] if ones else "")
