"""Messages: checked when loaded, filled without ever failing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from prereview.checklist.templates import parse_template
from prereview.checklist.tokens import ExpressionError
from prereview.checklist.value_types import NUMBER, TEXT, Type, list_of

TYPES: dict[str, Type] = {
    "ip": TEXT,
    "stated": NUMBER,
    "audited": NUMBER,
    "listed": list_of(TEXT),
    "used": list_of(TEXT),
}
VALUES = {
    "ip": "IP03",
    "stated": Decimal("17969315.79"),
    "audited": Decimal("18000000"),
    "listed": ("IP01",),
    "used": ("IP01", "IP05"),
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{ip} 的名称", "IP03 的名称"),
        ("{stated:wan} 与 {audited:yuan}", "1,796.93 万元 与 18,000,000.00 元"),
        ("{used:list}", "IP01、IP05"),
        ("{without(used, listed):list} 不在清单中", "IP05 不在清单中"),
        ("相差 {minus(audited, stated):wan}", "相差 3.07 万元"),
        ("{ratio(stated, audited):percent}", "99.83%"),
        ("{stated > audited ? '多' : '少'}", "少"),
        ("{stated > audited ? ip : ip}", "IP03"),
        ("没有变量", "没有变量"),
        ("", ""),
    ],
)
def test_filled(source: str, expected: str) -> None:
    assert parse_template(source, TYPES).fill(VALUES) == expected


def test_what_is_missing_prints_unread() -> None:
    template = parse_template("{stated:wan}，{ratio(stated, audited):percent}，{used:list}", TYPES)
    assert template.fill({**VALUES, "stated": None, "used": None}) == "未读到，未读到，未读到"


def test_what_has_no_answer_prints_unread() -> None:
    template = parse_template("{ratio(stated, audited):percent}", TYPES)
    assert template.fill({**VALUES, "audited": Decimal(0)}) == "未读到"


def test_personal_numbers_are_masked() -> None:
    assert parse_template("{ip}", TYPES).fill({"ip": "13800138000"}) == "138****8000"


@pytest.mark.parametrize(
    ("source", "message", "suggestion"),
    [
        ("{stted:wan}", "stted", "stated"),
        ("{stated:wann}", "wann", "wan"),
        ("{ip:wan}", "用于数字", None),
        ("{used:percent}", "用于数字", None),
        ("{stated", "花括号", None),
        ("stated}", "花括号", None),
        ("{stated + 1}", "运算符", "plus"),
    ],
)
def test_faults(source: str, message: str, suggestion: str | None) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse_template(source, TYPES)
    assert message in raised.value.message
    if suggestion:
        assert suggestion in (raised.value.suggestion or "")
