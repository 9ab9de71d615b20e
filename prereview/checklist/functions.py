"""The functions rules may call: exact sums and ties, dates, names, numbers of rights, lists.

Expressions see every number as a double. A double that came from a printed
figure gives that figure back: `Decimal(repr(x))` is the shortest decimal that
reads as `x`, and for figures of up to 15 significant digits that is the figure
itself. So each function turns its arguments back into decimals, computes
exactly and rounds once, to a double, at the end. Twelve addends that make
exactly 5 % are 5 %; plain `+` and `/` on doubles would not promise that, which
is why rules cannot use them.

A function that has no answer (a day that does not exist, division by zero, a
value that was not read) raises `NoAnswerError` with a Chinese reason; the rule
then cannot tell. Money is in yuan, dates are ISO text, ratios run from 0 to 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

try:  # the normalisers of the dossier are being written; plain imports once they are there
    from prereview.dossier.values.identifiers import patent_kind as kind_of_patent
    from prereview.dossier.values.identifiers import patent_number_problem, uscc_problem
    from prereview.dossier.values.identifiers import right_key as key_of_right
    from prereview.dossier.values.names import normalise_name
    from prereview.dossier.values.names import same_name as same_firm_name
except ImportError:
    import unicodedata

    def normalise_name(text: str) -> str:
        return "".join(unicodedata.normalize("NFKC", text).split()).replace("〇", "零")

    def same_firm_name(a: str, b: str) -> bool:
        return normalise_name(a) == normalise_name(b)

    def uscc_problem(code: str) -> str | None:
        from stdnum.cn import uscc
        return None if uscc.is_valid(code) else "x"

    def patent_number_problem(number: str) -> str | None:
        return None

    def kind_of_patent(number: str) -> str | None:
        return {"1": "发明专利", "8": "发明专利", "2": "实用新型专利", "9": "实用新型专利", "3": "外观设计专利"}.get(number.removeprefix("ZL")[4:5])

    def key_of_right(text: str) -> str | None:
        return text

try:
    from prereview.dossier.values import fields
except ImportError:
    class fields:
        field_known = field_valid = field_complete = staticmethod(lambda text: text.count("/") >= 2)

Number = float | int
"""A number as expressions hold it."""

Item = TypeVar("Item")

ROUNDING = Decimal(100)
"""T-R: one figure printed in two places may differ by 0.01 万元."""

SUM_FLOOR, SUM_STEP = Decimal(200), Decimal(50)
"""T-SUM(k): a printed sum of k figures may differ by max(0.02, 0.005·k) 万元."""

CENT = Decimal("0.01")
UNIT_FACTORS = (Decimal(10000), Decimal(1000), Decimal(100))


class NoAnswerError(Exception):
    """A function cannot answer for these values; the text says why, in Chinese.

    The engine reports a failing function as text only, so the reason is set
    between marks by which `reason_in` finds it again.
    """

    def __str__(self) -> str:
        return f"⟦{super().__str__()}⟧"


def reason_in(text: str) -> str | None:
    """The reason of a `NoAnswerError` inside an engine's error text."""
    found = re.search(r"⟦(.*?)⟧", text)
    return found.group(1) if found else None


def _decimal(number: Number | None) -> Decimal:
    if number is None:
        raise NoAnswerError("参与计算的数值未读到")
    try:
        return Decimal(repr(number))
    except InvalidOperation:
        raise NoAnswerError("数值格式有误") from None


def _text(text: str | None) -> str:
    if text is None:
        raise NoAnswerError("参与比较的文字未读到")
    return str(text)


def _items(items: Sequence[Item] | None) -> Sequence[Item]:
    if items is None:
        raise NoAnswerError("参与比较的项目未读到")
    return items


def _date(text: str | None) -> date:
    try:
        return date.fromisoformat(_text(text))
    except ValueError:
        raise NoAnswerError(f"“{text}”不是存在的日期") from None


# ---- exact numbers


def sum_of(numbers: Sequence[Number]) -> float:
    """Sum of a list; 0 for an empty one."""
    return float(sum(map(_decimal, _items(numbers)), Decimal(0)))


def max_of(numbers: Sequence[Number]) -> float:
    """The largest number of a list."""
    return float(max(_not_empty(numbers)))


def min_of(numbers: Sequence[Number]) -> float:
    """The smallest number of a list."""
    return float(min(_not_empty(numbers)))


def _not_empty(numbers: Sequence[Number]) -> list[Decimal]:
    if not _items(numbers):
        raise NoAnswerError("没有可比较的数值")
    return [_decimal(n) for n in numbers]


def plus(a: Number, b: Number) -> float:
    """a + b."""
    return float(_decimal(a) + _decimal(b))


def minus(a: Number, b: Number) -> float:
    """a - b."""
    return float(_decimal(a) - _decimal(b))


def times(a: Number, b: Number) -> float:
    """a × b."""
    return float(_decimal(a) * _decimal(b))


def ratio(part: Number, whole: Number) -> float:
    """part ÷ whole; no answer when the whole is 0."""
    divisor = _decimal(whole)
    if divisor == 0:
        raise NoAnswerError("分母为零，比例无法计算")
    return float(_decimal(part) / divisor)


def number_of(text: str) -> float:
    """A key such as a year as a number: `number_of("2025")`."""
    try:
        return float(Decimal(_text(text)))
    except InvalidOperation:
        raise NoAnswerError(f"“{text}”不是数字") from None


# ---- ties between printed figures


def agree(a: Number, b: Number) -> bool:
    """T-R: the same figure printed twice, at most 100 yuan (0.01 万元) apart."""
    return abs(_decimal(a) - _decimal(b)) <= ROUNDING


def agree_sum(total: Number, parts: Sequence[Number]) -> bool:
    """T-SUM(k): a printed total and its k printed parts, at most max(200, 50·k) yuan apart."""
    numbers = [_decimal(p) for p in _items(parts)]
    tolerance = max(SUM_FLOOR, SUM_STEP * len(numbers))
    return abs(_decimal(total) - sum(numbers, Decimal(0))) <= tolerance


def agree_yuan(a: Number, b: Number) -> bool:
    """At most one cent (0.01 yuan) apart: figures of one set of accounts."""
    return abs(_decimal(a) - _decimal(b)) <= CENT


def close(a: Number, b: Number, share: Number) -> bool:
    """T-REL(p): apart by at most `share` of the larger one."""
    x, y = _decimal(a), _decimal(b)
    return abs(x - y) <= _decimal(share) * max(abs(x), abs(y))


def unit_slip(a: Number, b: Number) -> bool:
    """T-UNIT: one figure is the other in a unit 10 000, 1 000 or 100 times as large.

    The smaller one was rounded to two decimals in its own unit, so the larger may
    be off by that rounding.
    """
    small, large = sorted((abs(_decimal(a)), abs(_decimal(b))))
    return small > 0 and any(
        abs(large - small * factor) <= min(CENT * factor, large / 1000) for factor in UNIT_FACTORS
    )


# ---- text and names


def same_text(a: str, b: str) -> bool:
    """T-NORM: equal but for width, brackets and white space."""
    return normalise_name(_text(a)) == normalise_name(_text(b))


def same_name(a: str, b: str) -> bool:
    """The same organisation or person name under T-NORM."""
    return same_firm_name(_text(a), _text(b))


def length_of(text: str) -> float:
    """Characters of a text without white space."""
    return float(len("".join(_text(text).split())))


# ---- dates


def days_between(earlier: str, later: str) -> float:
    """Days from the first day to the second; negative when they stand the other way round."""
    return float((_date(later) - _date(earlier)).days)


def year_of(day: str) -> float:
    """Calendar year of a date."""
    return number_of(_text(day)[:4])


def plus_years(day: str, years: Number) -> str:
    """The same day some years later; without one, the last of the month (民法典 第二百零二条)."""
    start = _date(day)
    year = start.year + int(_decimal(years))
    try:
        return start.replace(year=year).isoformat()
    except ValueError:
        if not date.min.year <= year <= date.max.year:
            raise NoAnswerError(f"{day} 加 {years} 年超出日历范围") from None
        return start.replace(year=year, day=28).isoformat()


def plus_days(day: str, days: Number) -> str:
    """The day some days later."""
    try:
        return (_date(day) + timedelta(days=int(_decimal(days)))).isoformat()
    except OverflowError:
        raise NoAnswerError(f"{day} 加 {days} 天超出日历范围") from None


def date_exists(text: str) -> bool:
    """Whether an ISO date is a day of the calendar; `2025-02-30` is not."""
    try:
        date.fromisoformat(_text(text))
    except ValueError:
        return False
    return True


# ---- registered numbers


def uscc_valid(code: str) -> bool:
    """Whether a 统一社会信用代码 has its shape and check character (GB 32100)."""
    return uscc_problem(_text(code)) is None


def patent_number_valid(number: str) -> bool:
    """Whether a Chinese patent number has its shape and check character."""
    return patent_number_problem(_text(number)) is None


def patent_kind(number: str) -> str:
    """发明专利, 实用新型专利 or 外观设计专利 by the number; empty text when it does not say."""
    return kind_of_patent(_text(number)) or ""


def right_key(text: str) -> str:
    """Normalised number of any registered right; empty text when it is none."""
    return key_of_right(_text(text)) or ""


# ---- technical fields


def field_known(field: str) -> bool:
    """Whether a technical field is one of the 2016 list, at least by its first level."""
    return bool(fields.field_known(_text(field)))


def field_valid(field: str) -> bool:
    """Whether the levels of a technical field lie below each other in the 2016 list."""
    return bool(fields.field_valid(_text(field)))


def field_complete(field: str) -> bool:
    """Whether a technical field is given down to the third level."""
    return bool(fields.field_complete(_text(field)))


# ---- lists


def without(items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    """Items of the first list that are not in the second, in order."""
    taken = set(_items(others))
    return [item for item in _items(items) if item not in taken]


def repeated(items: Sequence[Item]) -> list[Item]:
    """Items that stand more than once, each once."""
    return [item for item, count in Counter(_items(items)).items() if count > 1]


def distinct(items: Sequence[Item]) -> list[Item]:
    """Every item once, in order."""
    return list(dict.fromkeys(_items(items)))


def flat(lists: Sequence[Sequence[Item]]) -> list[Item]:
    """The items of several lists as one list."""
    return [item for items in _items(lists) for item in items]


def count_of(items: Sequence[Item]) -> float:
    """Number of items of a list."""
    return float(len(_items(items)))


def first(items: Sequence[Item]) -> Item:
    """The first item."""
    return _end(items, 0)


def last(items: Sequence[Item]) -> Item:
    """The last item."""
    return _end(items, -1)


def _end(items: Sequence[Item], index: int) -> Item:
    if not _items(items):
        raise NoAnswerError("列表为空")
    return items[index]


def gaps(keys: Sequence[str]) -> list[str]:
    """Keys missing from a numbering: IP01, IP03 → IP02; 2023, 2025 → 2024.

    Row numbers (letters before the digits) count from 1, years from the first one given.
    """
    numbered = [_prefix_and_number(str(key)) for key in _items(keys)]
    if not numbered:
        return []
    prefix, width = numbered[0][0], len(numbered[0][1])
    numbers = {int(digits) for _, digits in numbered}
    start = 1 if prefix else min(numbers)
    return [f"{prefix}{n:0{width}d}" for n in range(start, max(numbers)) if n not in numbers]


def consecutive(keys: Sequence[str]) -> bool:
    """Whether keys number their rows without a gap and without a repeat."""
    return not gaps(keys) and not repeated(keys)


def _prefix_and_number(key: str) -> tuple[str, str]:
    found = re.fullmatch(r"(\D*)(\d{1,6})", key)
    if not found:
        raise NoAnswerError(f"“{key}”不是编号")
    return found.group(1), found.group(2)


def _named(functions: Iterable[Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    return {f.__name__: f for f in functions}


FUNCTIONS: dict[str, Callable[..., Any]] = _named(
    (
        *(sum_of, max_of, min_of, plus, minus, times, ratio, number_of),
        *(agree, agree_sum, agree_yuan, close, unit_slip),
        *(same_text, same_name, length_of),
        *(days_between, year_of, plus_years, plus_days, date_exists),
        *(uscc_valid, patent_number_valid, patent_kind, right_key),
        *(field_known, field_valid, field_complete),
        *(without, repeated, distinct, flat, count_of, first, last, gaps, consecutive),
    )
)
"""All functions by the name rules use."""
