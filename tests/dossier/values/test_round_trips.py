"""Whatever way a value is printed, the same value is read; and nothing makes a parser break."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prereview.dossier.values.amounts import parse_amount, parse_count, parse_ratio, unit_in
from prereview.dossier.values.characters import normal, tight
from prereview.dossier.values.dates import parse_date, parse_year, read_period
from prereview.dossier.values.identifiers import (
    normalise_uscc,
    patent_number,
    patent_number_problem,
    right_key,
    software_number,
    uscc_problem,
)
from prereview.dossier.values.names import firm_names_in, normalise_name

FULL_WIDTH = {i: i + 0xFEE0 for i in range(0x21, 0x7F)}
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")

amounts = st.decimals(min_value=Decimal("-9999999999.99"), max_value=Decimal("9999999999.99"), places=2)
days = st.dates(date(1990, 1, 1), date(2039, 12, 31))
anything = st.text(max_size=60)


@given(amounts)
def test_an_amount_is_read_in_every_form_of_print(amount: Decimal) -> None:
    plain = f"{abs(amount):,.2f}"
    forms = [plain, plain.replace(",", ""), plain.translate(FULL_WIDTH), f"¥{plain}", f"{plain}元"]
    assert {parse_amount(form) for form in forms} == {abs(amount)}
    if amount < 0:
        negative = (f"-{plain}", f"({plain})", f"（{plain}）", f"－{plain}")
        assert {parse_amount(form) for form in negative} == {amount}


@given(amounts)
def test_the_unit_of_a_heading_multiplies(amount: Decimal) -> None:
    unit = unit_in("单位：万元")
    assert unit == 10_000
    assert parse_amount(f"{abs(amount)}", unit) == abs(amount) * 10_000


@given(days)
def test_a_date_is_read_in_every_form_of_print(day: date) -> None:
    year = str(day.year).translate(NUMERALS)
    forms = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month:02d} 月 {day.day:02d} 日",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02d}/{day.day:02d}",
        f"{year}年{chinese(day.month)}月{chinese(day.day)}日",
        f"{day.year}年{day.month}月{day.day}日".translate(FULL_WIDTH),
    ]
    assert {form: parse_date(form) for form in forms} == dict.fromkeys(forms, day)


def chinese(number: int) -> str:
    """A number up to 99 in Chinese numerals."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones or not tens else "")


@given(anything)
def test_nothing_breaks_a_parser(text: str) -> None:
    for parse in (
        parse_amount,
        parse_count,
        parse_ratio,
        unit_in,
        parse_date,
        parse_year,
        read_period,
        normalise_uscc,
        patent_number,
        software_number,
        right_key,
        firm_names_in,
    ):
        parse(text)


@given(anything)
def test_a_normal_form_stays_as_it_is(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert tight(tight(text)) == tight(text)
    assert normalise_name(normalise_name(text)) == normalise_name(text)


@given(
    st.sampled_from(["91330108MA75H9D20Q", "91440300708461136T"]),
    st.integers(0, 17),
    st.sampled_from("0123456789"),
)
def test_a_changed_character_breaks_the_check_of_a_credit_code(code: str, place: int, digit: str) -> None:
    changed = code[:place] + digit + code[place + 1 :]
    assert (uscc_problem(changed) is None) is (changed == code)


@given(st.integers(0, 11), st.sampled_from("0123456789"))
def test_a_changed_digit_breaks_the_check_of_a_patent_number(place: int, digit: str) -> None:
    body = "202210690936"
    changed = f"ZL{body[:place]}{digit}{body[place + 1 :]}.6"
    number = patent_number(changed)
    assert number is None or (patent_number_problem(number) is None) is (changed == f"ZL{body}.6")
