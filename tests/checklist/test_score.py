"""The score range: bands of the guide, and the full range for what was not read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prereview.checklist.score import growth_band, score_innovation
from prereview.dossier.facts import Fact, Facts, Value

YEARS = {"derived.accounting_years": ("2023", "2024", "2025")}


def score(values: Mapping[str, Value]) -> dict[str, tuple[int, int]]:
    return score_innovation(Facts(Fact(p, v) for p, v in values.items())).ranges()


def rights(*kinds: str, acquisition: str | None = "自主研发") -> dict[str, Value]:
    values: dict[str, Value] = {}
    for number, kind in enumerate(kinds, start=1):
        values[f"application.ip[IP{number:02d}].kind"] = kind
        if acquisition:
            values[f"application.ip[IP{number:02d}].acquisition"] = acquisition
    return values


def conversions(*years: int | None) -> dict[str, Value]:
    values: dict[str, Value] = {f"conversions[{n}].name": f"成果{n}" for n in range(1, len(years) + 1)}
    return values | {f"conversions[{n}].year": y for n, y in enumerate(years, start=1) if y is not None}


def test_nothing_read_gives_the_full_range() -> None:
    assert score({}) == {
        "ip": (0, 30),
        "conversion": (0, 30),
        "organisation": (0, 20),
        "growth": (0, 20),
        "total": (0, 100),
    }


@pytest.mark.parametrize(
    ("rate", "band"),
    [
        ("0.35", (9, 10)),
        ("0.349999", (7, 8)),
        ("0.25", (7, 8)),
        ("0.2499", (5, 6)),
        ("0.15", (5, 6)),
        ("0.1499", (3, 4)),
        ("0.0501", (3, 4)),
        ("0.05", (1, 4)),  # printed as ≥5 % in the guide and ＞5 % in its form
        ("0.0499", (1, 2)),
        ("0.0001", (1, 2)),
        ("0", (0, 0)),
        ("-0.2", (0, 0)),
    ],
)
def test_growth_bands(rate: str, band: tuple[int, int]) -> None:
    assert growth_band(Decimal(rate)) == band
    assert (
        score({"derived.sales_growth": Decimal(rate), "derived.net_asset_growth": Decimal(0)})["growth"]
        == band
    )


def test_negative_net_assets_give_no_points() -> None:
    values: dict[str, Value] = {
        "derived.net_asset_growth": Decimal("0.75"),
        "derived.sales_growth": Decimal("0.75"),
        "application.years[2024].net_assets": Decimal(-100),
    }
    assert score(values)["growth"] == (9, 10)


@pytest.mark.parametrize(
    ("kinds", "low_quantity", "high_quantity"),
    [
        (["发明专利（非国防专利）"], 7, 8),
        (["发明专利", *["实用新型专利"] * 9], 7, 8),
        (["集成电路布图设计专有权"], 7, 8),
        (["软件著作权"] * 5, 5, 6),
        (["软件著作权"] * 4, 3, 4),
        (["实用新型", "外观设计", "软件著作权"], 3, 4),
        (["实用新型"] * 2, 1, 2),
    ],
)
def test_quantity_of_rights(kinds: list[str], low_quantity: int, high_quantity: int) -> None:
    low, high = score(rights(*kinds))["ip"]
    assert low == low_quantity + 1
    assert high == min(30, 8 + 8 + high_quantity + 6 + 2)


def test_trade_marks_are_no_rights_here() -> None:
    assert score(rights("注册商标"))["ip"] == (0, 0)


@pytest.mark.parametrize(("acquisition", "low", "high"), [("自主研发", 1, 6), ("受让", 1, 3), (None, 0, 6)])
def test_acquisition(acquisition: str | None, low: int, high: int) -> None:
    assert score(rights("实用新型", acquisition=acquisition))["ip"] == (1 + low, 16 + 2 + high + 2)


def test_rights_as_stated_when_no_row_was_read() -> None:
    assert score({"application.ip_class1": 0, "application.ip_class2": 6})["ip"] == (5, 30)


@pytest.mark.parametrize(
    ("years", "band"),
    [
        ([2023] * 15, (25, 30)),
        ([2023] * 14, (19, 24)),
        ([2024] * 12, (19, 24)),
        ([2024] * 9, (13, 18)),
        ([2025] * 6, (7, 12)),
        ([2025] * 3, (1, 6)),
        ([2025] * 2, (0, 6)),  # between 0 and 1 a year no band is printed
        ([2022], (0, 0)),
        ([2025] * 3 + [None] * 3, (1, 12)),
    ],
)
def test_conversion_bands(years: list[int | None], band: tuple[int, int]) -> None:
    assert score(conversions(*years) | YEARS)["conversion"] == band


def test_a_young_firm_is_averaged_both_ways() -> None:
    values = conversions(2025, 2025, 2025) | {"derived.accounting_years": ("2025",)}
    assert score(values)["conversion"] == (1, 18)


@given(
    st.lists(st.sampled_from(["发明专利", "实用新型", "软件著作权", "商标"]), max_size=8),
    st.lists(st.sampled_from([2022, 2023, 2024, 2025, None]), max_size=20),
    st.decimals(min_value=-2, max_value=5, places=4),
)
def test_ranges_stay_within_the_guide(kinds: list[str], years: list[int | None], rate: Decimal) -> None:
    ranges = score({**rights(*kinds), **conversions(*years), **YEARS, "derived.sales_growth": rate})
    limits = {"ip": 30, "conversion": 30, "organisation": 20, "growth": 20, "total": 100}
    assert all(0 <= ranges[name][0] <= ranges[name][1] <= most for name, most in limits.items())
    assert ranges["total"][0] == sum(ranges[name][0] for name in limits if name != "total")


def test_every_indicator_says_what_it_rests_on() -> None:
    parts = score_innovation(Facts()).indicators()
    assert all(part.title and part.reasons for part in parts.values())


def test_the_lines_of_an_indicator_add_up_to_it() -> None:
    values = {**rights("实用新型"), **conversions(2024), **YEARS, "derived.sales_growth": Decimal("0.2")}
    for part in score_innovation(Facts(Fact(p, v) for p, v in values.items())).indicators().values():
        assert sum(line.low for line in part.lines) == part.low
        assert min(sum(line.high for line in part.lines), 30) == part.high
