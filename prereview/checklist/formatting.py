"""Values and messages as text: amounts in 万元 or 元, percentages, lists, dates.

Messages are templates: `{name}` or `{expression}`, with a format after a colon.
Whatever leaves here has identity-card and telephone numbers masked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

from prereview.checklist.binding import as_variable
from prereview.checklist.expressions import ExecutionError, Expression, ExpressionError, compile_expression
from prereview.checklist.problems import did_you_mean
from prereview.checklist.functions import uscc_problem
from prereview.dossier.vocabulary import FactType

UNREAD = "未读到"
LISTED_AT_MOST = 12
"""Items of a list shown in a text; the rest is counted."""

_WAN = Decimal(10000)


def wan(value: Any) -> str:
    """Yuan as `1,796.93 万元`."""
    return f"{_rounded(_decimal(value) / _WAN, 2):,} 万元"


def yuan(value: Any) -> str:
    """Yuan as `17,969,315.79 元`."""
    return f"{_rounded(_decimal(value), 2):,} 元"


def money(value: Any) -> str:
    """Yuan as 万元, and in 元 as well where two decimals of 万元 would hide a part."""
    amount = _decimal(value)
    return wan(amount) if amount % 100 == 0 else f"{wan(amount)}（{yuan(amount)}）"


def percent(value: Any) -> str:
    """A ratio as `4.80%`, with more decimals where two would show a value on the wrong side of a limit."""
    share = _decimal(value) * 100
    places = 2
    while places < 6 and _rounded(share, places) != share and _rounded(share, places) % 1 == 0:
        places += 1
    return f"{_rounded(share, places)}%"


def listing(value: Any) -> str:
    """Items joined by 、, at most twelve of them."""
    items = [plain(item) for item in value] if isinstance(value, tuple | list) else [plain(value)]
    if not items:
        return "无"
    shown = "、".join(items[:LISTED_AT_MOST])
    return shown if len(items) <= LISTED_AT_MOST else f"{shown} 等 {len(items)} 项"


def plain(value: Any) -> str:
    """A value without unit: numbers with thousands separators from five digits on, dates as ISO."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | Decimal | int):
        number = _decimal(value)
        whole = number == number.to_integral_value()
        digits = int(number) if whole else number.normalize()
        return f"{digits:,}" if abs(number) >= _WAN else f"{digits:f}" if not whole else str(digits)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return listing(value)
    return str(value)


FORMATS: dict[str, Callable[[Any], str]] = {
    "wan": wan,
    "yuan": yuan,
    "money": money,
    "percent": percent,
    "list": listing,
}
"""Formats after the colon in a message."""

_BY_TYPE: dict[FactType, Callable[[Any], str]] = {"money": money, "ratio": percent}


def fact_text(value: Any, kind: FactType | None) -> str:
    """A fact's value as it is shown beside a finding."""
    if value is None:
        return UNREAD
    show = _BY_TYPE.get(kind, plain) if kind else plain
    if isinstance(value, tuple | list):
        return listing([show(item) for item in value])
    return plain(value) if isinstance(value, str) else show(value)


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


# ---- personal data

_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z.,])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![0-9A-Za-z]|[.,]\d)")
_LANDLINE = re.compile(r"(?<![0-9A-Za-z-])(0\d{2,3}-)(\d{7,8})(?![0-9A-Za-z-])")


def mask_personal_data(text: str) -> str:
    """`text` with the middle of identity-card and telephone numbers replaced by stars.

    A 统一社会信用代码 has 18 characters too; a valid one is left alone.
    """
    if not any(ch.isdigit() for ch in text):
        return text
    text = _ID_NUMBER.sub(_masked_id, text)
    text = _MOBILE.sub(lambda m: f"{m[1]}****{m[3]}", text)
    return _LANDLINE.sub(lambda m: f"{m[1]}****{m[2][-3:]}", text)


def _masked_id(found: re.Match[str]) -> str:
    number = found.group()
    return number if uscc_problem(number) is None else f"{number[:6]}********{number[-4:]}"


# ---- messages


class Field(msgspec.Struct, frozen=True):
    """A placeholder of a template: a variable or an expression, and how to show it."""

    expression: Expression
    format: str | None


class Template(msgspec.Struct, frozen=True):
    """A message, taken apart once when the checklist is loaded."""

    source: str
    parts: tuple[str | Field, ...]

    def fill(self, values: Mapping[str, Any]) -> str:
        """The message for these values; a value that is missing prints 未读到."""
        return mask_personal_data("".join(p if isinstance(p, str) else _field_text(p, values) for p in self.parts))


def _field_text(field: Field, values: Mapping[str, Any]) -> str:
    name = field.expression.source
    if name in values:
        value = values[name]
    else:
        try:
            value = field.expression.run({key: as_variable(value) for key, value in values.items()})
        except ExecutionError:
            value = None
    if value is None:
        return UNREAD
    # A date that does not exist, or an amount printed as words, stays the text it is.
    if field.format in {"wan", "yuan", "money", "percent"}:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return listing([FORMATS[field.format](item) for item in value])
        if isinstance(value, str | bool):
            return plain(value)
    return FORMATS[field.format](value) if field.format else plain(value)


def parse_template(source: str, variables: Iterable[str]) -> Template:
    """Take a message apart. Raises `ExpressionError` for a name or format that does not exist."""
    known = list(variables)
    parts: list[str | Field] = []
    for literal, inner in _pieces(source):
        if literal:
            parts.append(literal)
        if inner is not None:
            parts.append(_parse_field(inner, known))
    return Template(source, tuple(parts))


def _pieces(source: str) -> Iterable[tuple[str, str | None]]:
    at = 0
    for found in re.finditer(r"\{([^{}]*)\}", source):
        yield source[at : found.start()], found.group(1)
        at = found.end()
    rest = source[at:]
    if "{" in rest or "}" in rest:
        raise ExpressionError("文字中的花括号不成对", "变量写作 {名称} 或 {名称:格式}")
    yield rest, None


def _parse_field(inner: str, known: list[str]) -> Field:
    name, colon, form = inner.rpartition(":")
    if not colon:
        return Field(compile_expression(inner.strip(), known), None)
    if form in FORMATS:
        return Field(compile_expression(name.strip(), known), form)
    if re.fullmatch(r"\s*\w*\s*", form):
        raise ExpressionError(f"没有名为“{form}”的格式", did_you_mean(form, FORMATS) or f"可用：{'、'.join(FORMATS)}")
    return Field(compile_expression(inner.strip(), known), None)
