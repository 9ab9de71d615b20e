"""Values as text: amounts in 万元 or 元, percentages, lists, dates; personal numbers masked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from prereview.checklist.functions.names import uscc_valid
from prereview.dossier.vocabulary import FactType

UNREAD = "未读到"
LISTED_AT_MOST = 12
"""Items of a list shown in a text; the rest is counted."""

REPEATED = 2
"""A text that stands more often in a list is shown with its count."""

Shown = object
"""A value to show: a fact's, or what an expression gave."""

_WAN = Decimal(10000)
_MOST_DECIMALS = 6
_QUANTA = tuple(Decimal(1).scaleb(-places) for places in range(_MOST_DECIMALS + 1))


def wan(value: Shown) -> str:
    """Yuan as `1,796.93 万元`."""
    return _each(value, _wan)


def yuan(value: Shown) -> str:
    """Yuan as `17,969,315.79 元`."""
    return _each(value, _yuan)


def money(value: Shown) -> str:
    """Yuan as 万元, and in 元 as well where two decimals of 万元 would hide a part."""
    return _each(value, _money)


def _wan(amount: Decimal) -> str:
    return f"{_rounded(amount / _WAN, 2):,} 万元"


def _yuan(amount: Decimal) -> str:
    return f"{_rounded(amount, 2):,} 元"


def _money(amount: Decimal) -> str:
    return _wan(amount) if amount % 100 == 0 else f"{_wan(amount)}（{_yuan(amount)}）"


def percent(value: Shown) -> str:
    """A ratio as `4.80%`, with as many decimals as it takes not to show 4.9999 % as 5 %."""
    return _each(value, _percent)


def _percent(ratio: Decimal) -> str:
    share, places = ratio * 100, 2
    while places < _MOST_DECIMALS and _rounded(share, places) % 1 == 0 and _rounded(share, places) != share:
        places += 1
    return f"{_rounded(share, places)}%"


def listing(value: Shown) -> str:
    """Items joined by 、, at most twelve of them."""
    return _listed(value, plain) if isinstance(value, tuple | list) else plain(value)


def _listed(items: Sequence[Shown], show: Callable[[Shown], str]) -> str:
    """Each text once, in the order of the list; one that fills most of it with how often it stands there."""
    counts = Counter(show(item) for item in items)
    named = [f"{text}（{count} 处）" if count > REPEATED else text for text, count in counts.items()]
    shown = "、".join(named[:LISTED_AT_MOST]) or "无"
    return shown if len(named) <= LISTED_AT_MOST else f"{shown} 等 {len(named)} 项"


def plain(value: Shown) -> str:
    """A value without unit: numbers to six decimals, dates as ISO, yes and no in Chinese."""
    if isinstance(value, str):
        return value
    if value is None:
        return UNREAD
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | Decimal | int):
        number = _rounded(_decimal(value), _MOST_DECIMALS).normalize()
        return f"{number:{',' if abs(number) >= _WAN else ''}f}"
    if isinstance(value, date):
        return value.isoformat()
    return listing(value) if isinstance(value, tuple | list) else str(value)


NUMBER_FORMATS: dict[str, Callable[[Shown], str]] = {
    "wan": wan,
    "yuan": yuan,
    "money": money,
    "percent": percent,
}
FORMATS: dict[str, Callable[[Shown], str]] = {**NUMBER_FORMATS, "list": listing}
"""Formats after the colon in a message."""

_BY_TYPE: dict[FactType, Callable[[Shown], str]] = {"money": money, "ratio": percent}


def fact_text(value: Shown, kind: FactType | None) -> str:
    """A fact's value as it is shown beside a finding; 未读到 for None."""
    show = _BY_TYPE.get(kind, plain) if kind else plain
    return show(value)


def _each(value: Shown, show: Callable[[Decimal], str]) -> str:
    """Show a number, or each number of a list; what is no number stays as it is printed."""
    if isinstance(value, tuple | list):
        return _listed(value, lambda item: _each(item, show))
    if isinstance(value, bool) or not isinstance(value, float | Decimal | int):
        return plain(value)
    return show(_decimal(value))


def _decimal(number: float | Decimal) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(repr(number))


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(_QUANTA[places], ROUND_HALF_UP)


# ---- personal data

_SHORTEST = 10
"""Characters of the shortest number to mask."""

_LONG_NUMBER = re.compile(r"\d[\d -]{9}")
"""What every number to mask contains; most texts do not, and are done with at once."""

_ID_NUMBER = re.compile(
    r"""(?<![0-9A-Za-z])
        [1-8]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]
        (?![0-9A-Za-z])""",
    re.VERBOSE,
)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.,])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![0-9A-Za-z]|[.,]\d)"
)
_LANDLINE = re.compile(r"(?<![0-9A-Za-z-])(0\d{2,3}-)\d{4,5}(\d{3})(?![0-9A-Za-z-])")


def mask_personal_data(text: str) -> str:
    """`text` with the middle of identity-card and telephone numbers replaced by stars.

    A 统一社会信用代码 has 18 characters too; one is left alone that is valid and no valid identity number.
    """
    if len(text) < _SHORTEST or not _LONG_NUMBER.search(text):
        return text
    text = _ID_NUMBER.sub(_masked_id, text)
    text = _MOBILE.sub(r"\1****\3", text)
    return _LANDLINE.sub(r"\1****\2", text)


def _masked_id(found: re.Match[str]) -> str:
    number = found.group()
    is_firm = uscc_valid(number) and not _has_id_check(number)
    return number if is_firm else f"{number[:6]}********{number[-4:]}"


def _has_id_check(number: str) -> bool:
    """Check character of an identity number (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17].upper()
