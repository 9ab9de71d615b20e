"""The conditions with rows struck out: at the boundary, one by one and two by two."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from prereview.checklist.stress import stress_test
from prereview.dossier.facts import Fact, Facts, Value


def facts_of(values: Mapping[str, Value | float]) -> Facts:
    return Facts(Fact(p, Decimal(str(v)) if isinstance(v, float) else v) for p, v in values.items())


def activities(**costs: float) -> dict[str, Value | float]:
    """A firm of one year with sales of 1000 and 5 % to reach."""
    values: dict[str, Value | float] = {
        "derived.accounting_years": ("2025",),
        "derived.rd_ratio_floor": 0.05,
        "application.years[2025].sales": 1000.0,
        "application.rd_total": sum(costs.values()),
    }
    for rd, cost in costs.items():
        values[f"application.rd[{rd}].name"] = rd
        values[f"application.rd_costs[2025][{rd}].subtotal"] = cost
    return values


def products(income: float, gross: float, **rows: tuple[float, bool]) -> dict[str, Value | float]:
    values: dict[str, Value | float] = {
        "application.ht_income": income,
        "application.gross_income": gross,
    }
    for ps, (amount, main) in rows.items():
        values[f"application.products[{ps}].income"] = amount
        values[f"application.products[{ps}].main"] = main
    return values


def test_activities_that_leave_exactly_five_percent_are_not_fatal() -> None:
    test = stress_test(facts_of(activities(RD01=50.0, RD02=10.0, RD03=10.01)))
    assert (test.fatal("C-05"), test.fatal_pairs("C-05")) == (("RD01",), ())
    assert test.ratios["C-05"].margin == Decimal("20.01")


def test_one_cent_less_makes_the_pair_fatal() -> None:
    test = stress_test(facts_of(activities(RD01=49.99, RD02=10.0, RD03=10.01)))
    assert (test.fatal("C-05"), test.fatal_pairs("C-05")) == (("RD01",), ("RD02+RD03",))


def test_a_condition_that_fails_already_is_left_to_its_rule() -> None:
    test = stress_test(facts_of(activities(RD01=40.0)))
    assert test.single == ()
    assert test.ratios["C-05"].margin == -10


def test_a_young_firm_may_print_years_before_its_first() -> None:
    values = activities(RD01=60.0) | {"application.years[2023].sales": 0.0}
    assert stress_test(facts_of(values)).fatal("C-05") == ("RD01",)


def test_domestic_cost_struck_out_leaves_the_foreign_share() -> None:
    values = activities(RD01=60.0, RD02=40.0) | {
        "application.rd_domestic": 60.0,
        "application.rd_costs[2025][RD01].internal": 60.0,
        "application.rd_costs[2025][RD01].outsourced_domestic": 0.0,
        "application.rd_costs[2025][RD02].internal": 0.0,
        "application.rd_costs[2025][RD02].outsourced_domestic": 0.0,
    }
    test = stress_test(facts_of(values))
    assert test.fatal("C-06") == ("RD01",)
    assert test.ratios["C-06"].margin == 0


def test_products_struck_out() -> None:
    test = stress_test(
        facts_of(products(70.0, 100.0, PS01=(40.0, True), PS02=(10.0, False), PS03=(20.0, False)))
    )
    assert test.fatal("C-07") == ("PS01", "PS03")
    assert test.fatal("X-RV-11") == ("PS01",)
    assert test.ratios["C-07"].margin == 10


def test_half_is_not_more_than_half() -> None:
    test = stress_test(
        facts_of(products(100.0, 100.0, PS01=(50.0, True), PS02=(10.0, True), PS03=(40.0, False)))
    )
    assert "PS02" not in test.fatal("X-RV-11")  # 50 of 90
    assert "PS01" in test.fatal("X-RV-11")  # 10 of 50


def test_nothing_read_gives_nothing() -> None:
    test = stress_test(Facts())
    assert (test.ratios, test.single, test.pairs) == ({}, (), ())
