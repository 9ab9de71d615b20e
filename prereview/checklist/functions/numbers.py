"""Sums, ratios and ties between printed figures, computed in exact decimals.

Twelve addends that make exactly 5 % are 5 %; plain `+` and `/` on doubles would
not promise that, which is why rules cannot use them. Each function rounds once,
to a double, at the end. Money is in yuan, ratios run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from prereview.checklist.functions.arguments import NoAnswerError, Number, exact, items_of, text_of

ROUNDING = Decimal(100)
"""T-R: one figure printed in two places may differ by 0.01 万元."""

SUM_FLOOR, SUM_STEP = Decimal(200), Decimal(50)
"""T-SUM(k): a printed sum of k figures may differ by max(0.02, 0.005·k) 万元."""

CENT = Decimal("0.01")
UNIT_FACTORS = (Decimal(10000), Decimal(1000), Decimal(100))


def sum_of(numbers: Sequence[Number]) -> float:
    """Sum of a list; 0 for an empty one."""
    return float(sum(map(exact, items_of(numbers)), Decimal(0)))


def max_of(numbers: Sequence[Number]) -> float:
    """The largest number of a list."""
    return float(max(_not_empty(numbers)))


def min_of(numbers: Sequence[Number]) -> float:
    """The smallest number of a list."""
    return float(min(_not_empty(numbers)))


def average(numbers: Sequence[Number]) -> float:
    """Mean of a list, unrounded; no answer for an empty one."""
    exact_numbers = _not_empty(numbers)
    return float(sum(exact_numbers, Decimal(0)) / len(exact_numbers))


def _not_empty(numbers: Sequence[Number]) -> list[Decimal]:
    if not items_of(numbers):
        raise NoAnswerError("没有可比较的数值")
    return [exact(n) for n in numbers]


def plus(a: Number, b: Number) -> float:
    """a + b."""
    return float(exact(a) + exact(b))


def minus(a: Number, b: Number) -> float:
    """a - b."""
    return float(exact(a) - exact(b))


def times(a: Number, b: Number) -> float:
    """a × b."""
    return float(exact(a) * exact(b))


def ratio(part: Number, whole: Number) -> float:
    """part ÷ whole; no answer when the whole is 0."""
    divisor = exact(whole)
    if divisor == 0:
        raise NoAnswerError("分母为零，比例无法计算")
    return float(exact(part) / divisor)


def number_of(text: str) -> float:
    """A key such as a year as a number: `number_of("2025")`."""
    try:
        return float(Decimal(text_of(text)))
    except InvalidOperation:
        raise NoAnswerError(f"“{text}”不是数字") from None


# ---- ties between printed figures


def agree(a: Number, b: Number) -> bool:
    """T-R: the same figure printed twice, at most 100 yuan (0.01 万元) apart."""
    return abs(exact(a) - exact(b)) <= ROUNDING


def agree_sum(total: Number, parts: Sequence[Number]) -> bool:
    """T-SUM(k): a printed total and its k printed parts, at most max(200, 50·k) yuan apart."""
    numbers = [exact(p) for p in items_of(parts)]
    tolerance = max(SUM_FLOOR, SUM_STEP * len(numbers))
    return abs(exact(total) - sum(numbers, Decimal(0))) <= tolerance


def agree_total(a: Number, b: Number, parts: Number) -> bool:
    """Two totals, one maybe a sum of `parts` rounded figures: at most max(100, 50·parts) yuan apart."""
    return abs(exact(a) - exact(b)) <= max(ROUNDING, SUM_STEP * exact(parts))


def agree_yuan(a: Number, b: Number) -> bool:
    """At most one cent (0.01 yuan) apart: figures of one set of accounts."""
    return abs(exact(a) - exact(b)) <= CENT


def close(a: Number, b: Number, share: Number) -> bool:
    """T-REL(p): apart by at most `share` of the larger one."""
    x, y = exact(a), exact(b)
    return abs(x - y) <= exact(share) * max(abs(x), abs(y))


def unit_slip(a: Number, b: Number) -> bool:
    """T-UNIT: one figure is the other in a unit 10 000, 1 000 or 100 times as large.

    The smaller one was rounded to two decimals in its own unit, so the larger may
    be off by that rounding.
    """
    small, large = sorted((abs(exact(a)), abs(exact(b))))
    return small > 0 and any(
        abs(large - small * factor) <= min(CENT * factor, large / 1000) for factor in UNIT_FACTORS
    )
