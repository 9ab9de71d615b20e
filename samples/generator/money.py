"""Amounts of invented firms: Decimal yuan with cents, as books keep them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
TEN_THOUSAND = Decimal(10000)


def yuan(value: float | Decimal | int) -> Decimal:
    """An amount rounded to cents."""
    return Decimal(str(value)).quantize(CENT, ROUND_HALF_UP)


def total(values: Iterable[Decimal]) -> Decimal:
    """The sum of amounts, zero of none."""
    return sum(values, ZERO)


def split(amount: Decimal, weights: Sequence[float]) -> list[Decimal]:
    """An amount in parts after weights, exact to the cent; the last part takes the rest."""
    whole = sum(weights)
    parts = [yuan(amount * Decimal(str(weight / whole))) for weight in weights[:-1]]
    return [*parts, amount - total(parts)]


def wan(amount: Decimal) -> Decimal:
    """An amount in 万元 with two decimals, as the application form prints it."""
    return (amount / TEN_THOUSAND).quantize(CENT, ROUND_HALF_UP)


def plain(amount: Decimal) -> str:
    """`1234567.89`."""
    return f"{amount:.2f}"


def grouped(amount: Decimal) -> str:
    """`1,234,567.89`."""
    return f"{amount:,.2f}"


def percent(part: Decimal, whole: Decimal) -> str:
    """`6.53%`."""
    return f"{(part / whole * 100).quantize(CENT, ROUND_HALF_UP)}%"


_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def capital_in_words(amount: Decimal) -> str:
    """A registered capital of whole 万元 below 一亿 as a licence prints it: `壹仟贰佰万元整`."""
    number = int(amount / TEN_THOUSAND)
    words, pending_zero = "", False
    for unit, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if pending_zero else "") + _DIGITS[digit] + name
            pending_zero = False
        else:
            pending_zero = bool(words) and number > 0
    return f"{words}万元整"
