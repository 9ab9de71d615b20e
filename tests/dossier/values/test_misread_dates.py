"""Days as image recognition gives them."""

from __future__ import annotations

from datetime import date

import pytest

from prereview.dossier.values.dates import parse_date, read_period


@pytest.mark.parametrize("text", ["2018·08-02", "2018-08·02", "2018·08·02", "2018•8•2"])
def test_dots_for_dashes(text: str):
    assert parse_date(text) == date(2018, 8, 2)


def test_a_range_of_months_is_no_day():
    assert parse_date("2022.1-12") is None
    assert read_period("2022-01-2023-12") == (None, None)
