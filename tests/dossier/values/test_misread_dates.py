"""Days as image recognition gives them."""

from __future__ import annotations

from datetime import date

import pytest

from prereview.dossier.values.dates import parse_date, parse_year, read_period


@pytest.mark.parametrize("text", ["2018·08-02", "2018-08·02", "2018·08·02", "2018•8•2"])
def test_dots_for_dashes(text: str):
    assert parse_date(text) == date(2018, 8, 2)


def test_a_range_of_months_is_no_day():
    assert parse_date("2022.1-12") is None
    assert read_period("2022-01-2023-12") == (None, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022.03.1 8", date(2022, 3, 18)),
        ("2021-10-1 5", date(2021, 10, 15)),
        ("2022/09/0 6", date(2022, 9, 6)),
        ("201 5.1.1", date(2015, 1, 1)),
    ],
)
def test_a_narrow_cell_breaks_a_day_between_two_digits(text: str, day: date):
    assert parse_date(text) == day


def test_a_period_and_a_year_broken_likewise():
    assert read_period("2022-01-0 5至2024-0 6-30") == (date(2022, 1, 5), date(2024, 6, 30))
    assert parse_year("202 2年") == 2022
    assert parse_year("2022 2023年") is None
