"""Values as people read them, and personal numbers as nobody reads them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from prereview.checklist.formatting import (
    fact_text,
    listing,
    mask_personal_data,
    money,
    percent,
    plain,
    wan,
    yuan,
)

USCC = "91330108MA75H9D20Q"


@pytest.mark.parametrize(
    ("show", "value", "expected"),
    [
        (wan, Decimal("17969315.79"), "1,796.93 万元"),
        (wan, 17969315.79, "1,796.93 万元"),
        (wan, Decimal("50"), "0.01 万元"),  # half up, as people round
        (wan, Decimal("-1234500"), "-123.45 万元"),
        (wan, (Decimal(10000), Decimal(25000)), "1.00 万元、2.50 万元"),
        (wan, "五万元", "五万元"),
        (yuan, Decimal("17969315.79"), "17,969,315.79 元"),
        (yuan, 0.0, "0.00 元"),
        (money, Decimal("17969300"), "1,796.93 万元"),
        (money, Decimal("17969315.79"), "1,796.93 万元（17,969,315.79 元）"),
        (percent, Decimal("0.048"), "4.80%"),
        (percent, 0.05, "5.00%"),
        (percent, 0.0499999, "4.99999%"),
        (percent, Decimal("0.59996"), "59.996%"),
        (percent, Decimal("0.6"), "60.00%"),
        (plain, Decimal("12"), "12"),
        (plain, 365.0, "365"),
        (plain, Decimal("30.50"), "30.5"),
        (plain, 2025, "2025"),
        (plain, Decimal("1234567.80"), "1,234,567.8"),
        (plain, True, "是"),
        (plain, False, "否"),
        (plain, date(2025, 3, 1), "2025-03-01"),
        (plain, "2025-02-30", "2025-02-30"),
        (plain, ("IP01", "IP05"), "IP01、IP05"),
        (plain, None, "未读到"),
        (listing, (), "无"),
        (listing, ["RD01"], "RD01"),
        (listing, "RD01", "RD01"),
    ],
)
def test_values_as_text(show: object, value: object, expected: str) -> None:
    assert show(value) == expected  # type: ignore[operator]


def test_a_long_list_is_cut_and_counted() -> None:
    text = listing([f"RD{n:02d}" for n in range(1, 21)])
    assert text.startswith("RD01、RD02")
    assert "RD12" in text
    assert "RD13" not in text
    assert text.endswith("等 20 项")


def test_facts_are_shown_by_their_type() -> None:
    assert fact_text(Decimal("0.1234"), "ratio") == "12.34%"
    assert fact_text(Decimal("10000"), "money") == "1.00 万元"
    assert fact_text((Decimal("10000"), Decimal("20000")), "money") == "1.00 万元、2.00 万元"
    assert fact_text(12, "count") == "12"
    assert fact_text(None, "money") == "未读到"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("身份证 11010519491231002X", "身份证 110105********002X"),
        ("王某（440301199001011234）", "王某（440301********1234）"),
        ("电话13800138000。", "电话138****8000。"),
        ("电话 138 0013 8000", "电话 138****8000"),
        ("+86-13800138000", "138****8000"),
        ("联系 0755-83001234", "联系 0755-****234"),
    ],
)
def test_personal_numbers_are_masked(text: str, expected: str) -> None:
    assert mask_personal_data(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"统一社会信用代码 {USCC}",
        "专利号 ZL202210690936.6",
        "ZL2022106909366",
        "登记号 2022SR1653698",
        "金额 13,800,138,000.00 元",
        "13800138000.00",
        "合同号 HT-2025-0001 日期 2025-03-01 至 2025-12-31",
        "第 1234567 号",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert mask_personal_data(text) == text


@given(st.dates(date(1940, 1, 1), date(2010, 1, 1)), st.integers(0, 999))
def test_no_identity_number_survives(born: date, order: int) -> None:
    body = f"440301{born:%Y%m%d}{order:03d}"
    valid = body + ric.calc_check_digit(f"{body}0")
    assert valid not in mask_personal_data(f"姓名某某{valid}，")
    misprints = (body + check for check in "0123456789X")
    assert all(uscc.is_valid(n) for n in misprints if n in mask_personal_data(n))


@given(st.text(alphabet="0123456789年月日，。-A "))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask_personal_data(text)
    assert mask_personal_data(once) == once
