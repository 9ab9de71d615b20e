"""Units as statements and appendices state them, and figures as scans give them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from prereview.documents.model import Cell
from prereview.dossier.finders.figures import amount_in
from prereview.dossier.values.amounts import MONEY, parse_amount, unit_in


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：元", 1),
        ("金额单位：人民币万元", 10_000),
        ("（2025年度 除特别说明外，金额单位为人民币元）", 1),
        ("本附注以人民币万元为单位", 10_000),
        ("单位：元币种：人民币", 1),
        ("编制单位：某公司 2024年12月31日 单位：千元", 1_000),
        ("编制单位：海元有限公司", None),
    ],
)
def test_unit_in(text: str, unit: int | None):
    assert unit_in(text) == unit


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("80,369.968.24", "80369968.24"),
        ("（1.234.56）", "-1234.56"),
        ("137,837,403.84 0.00", None),
        ("12 345.67", "12345.67"),
    ],
)
def test_a_thousands_mark_misread_as_a_point(text: str, yuan: str | None):
    assert parse_amount(text) == (None if yuan is None else Decimal(yuan))


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("贰佰肆拾万元整（¥2,400,000.00）", "2400000"),
        ("人民币（大写）叁拾陆万元整（小写：￥360,000.00元）", "360000"),
        ("¥86,400.50（大写：捌万陆仟肆佰元伍角整）", "86400.5"),
        ("贰拾万零柒仟陆佰元整 207,600.00", "207600"),
        ("贰佰肆拾万元整（240万元）", "2400000"),
        ("600.00万元（人民币）", "6000000"),
        ("贰佰肆拾万元整（¥2,040,000.00）", None),
    ],
)
def test_words_and_figures_are_one_amount_if_they_agree(text: str, yuan: str | None):
    assert parse_amount(text) == (None if yuan is None else Decimal(yuan))


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("人民币叁拾陆万元整(小写:¥360,000.00元),其中预付款108,000.00元", "360000"),
        ("¥360,000.00,分两期", "360000"),
        ("12.5万元", "125000"),
        ("人民币36万元", "360000"),
        ("(大写):伍万整", "50000"),
        ("360,000.00", None),
    ],
)
def test_money_in_running_text(text: str, yuan: str | None):
    match = re.match(MONEY, text)
    assert (parse_amount(match["amount"]) if match else None) == (None if yuan is None else Decimal(yuan))


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("10,177,104.421", "10177104.42"),
        ("5,424,378.59|", "5424378.59"),
        ("179,000,004.9", None),
        ("1,234.", None),
        ("12345.6", "12345.6"),
        ("-", "0"),
        ("", None),
    ],
)
def test_a_rule_beside_a_scanned_figure_is_no_digit(text: str, yuan: str | None):
    cell = Cell(0, 0, 1, 1, text, method="ocr")
    assert amount_in(cell) == (None if yuan is None else Decimal(yuan))
