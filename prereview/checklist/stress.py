"""What an expert's pen could do: the conditions again with single activities or products struck out (核除).

Form 3 of the guide (国科发火〔2016〕195号 附件3) lets experts strike out R&D
activities and products. This recomputes 第十一条（五）（六） and the rule on main
products with each one left out, and with pairs of which neither is fatal alone. It
is a test of a margin, no forecast: what fails already is left to the rules, and
what was not read in full is not computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Literal

import msgspec

from prereview.dossier.facts import Fact, Facts

Condition = Literal["C-05", "C-06", "C-07", "X-RV-11"]

DOMESTIC_FLOOR = Decimal("0.6")
INCOME_FLOOR = Decimal("0.6")
MAIN_FLOOR = Decimal("0.5")
"""Main products must make more than half, not just half (195号 三、（三）)."""

ZERO = Decimal(0)


class Strike(msgspec.Struct, frozen=True):
    """Rows that, struck out together, make a condition fail that holds now."""

    rows: tuple[str, ...]
    condition: Condition
    before: Decimal
    after: Decimal

    @property
    def name(self) -> str:
        """`RD03` or `RD01+RD04`."""
        return "+".join(self.rows)


class Ratio(msgspec.Struct, frozen=True):
    """A condition as a part over a whole with its floor, and how much may be struck out of it."""

    condition: Condition
    part: Decimal
    whole: Decimal
    floor: Decimal
    margin: Decimal
    """Yuan that may be struck out before the condition fails; negative when it fails already."""
    inputs: tuple[Fact, ...]

    @property
    def value(self) -> Decimal:
        """The ratio itself."""
        return self.part / self.whole


class StressTest(msgspec.Struct, frozen=True):
    """The conditions that could be computed, and what breaks them."""

    ratios: Mapping[Condition, Ratio]
    single: tuple[Strike, ...]
    pairs: tuple[Strike, ...]

    def fatal(self, *conditions: Condition) -> tuple[str, ...]:
        """Rows any of which, struck out alone, breaks one of the conditions."""
        return tuple(dict.fromkeys(s.name for s in self.single if s.condition in conditions))

    def fatal_pairs(self, *conditions: Condition) -> tuple[str, ...]:
        """Pairs that break one of the conditions though neither row breaks any of them alone."""
        alone = set(self.fatal(*conditions))
        found = (s for s in self.pairs if s.condition in conditions and alone.isdisjoint(s.rows))
        return tuple(dict.fromkeys(s.name for s in found))


def stress_test(facts: Facts) -> StressTest:
    """Strike out every activity and product of a package, one by one and two by two."""
    activities, products = _activities(facts), _products(facts)
    ratios = {r.condition: r for r in (*_cost_ratios(facts), *_income_ratios(facts, products))}
    holding = {name: r for name, r in ratios.items() if _holds(name, r.part, r.whole, r.floor)}
    single = tuple(_strikes(holding, activities, products, 1, frozenset()))
    known = frozenset((s.condition, row) for s in single for row in s.rows)
    return StressTest(ratios, single, tuple(_strikes(holding, activities, products, 2, known)))


class _Row(msgspec.Struct, frozen=True):
    """What leaves with a row: its amount, and how much of that is domestic or of main products."""

    amount: Decimal
    share: Decimal


def _strikes(
    ratios: Mapping[Condition, Ratio],
    activities: Mapping[str, _Row],
    products: Mapping[str, _Row],
    together: int,
    known: frozenset[tuple[str, str]],
) -> Iterator[Strike]:
    for condition, ratio in ratios.items():
        rows = activities if condition in ("C-05", "C-06") else products
        left = {key: row for key, row in rows.items() if (condition, key) not in known and row.amount}
        for keys in combinations(left, together):
            part, whole = _without(condition, ratio, [left[key] for key in keys])
            if not _holds(condition, part, whole, ratio.floor):
                after = part / whole if whole > 0 else ZERO
                yield Strike(keys, condition, ratio.value, after)


def _without(condition: Condition, ratio: Ratio, rows: list[_Row]) -> tuple[Decimal, Decimal]:
    amount = sum((row.amount for row in rows), ZERO)
    share = sum((row.share for row in rows), ZERO)
    match condition:
        case "C-05" | "C-07":
            return ratio.part - amount, ratio.whole
        case _:
            return ratio.part - share, ratio.whole - amount


def _holds(condition: Condition, part: Decimal, whole: Decimal, floor: Decimal) -> bool:
    if whole <= 0:
        return False
    return part > floor * whole if condition == "X-RV-11" else part >= floor * whole


# ---- the conditions


def _cost_ratios(facts: Facts) -> Iterator[Ratio]:
    total, domestic = _fact(facts, "application.rd_total"), _fact(facts, "application.rd_domestic")
    floor = facts.value("derived.rd_ratio_floor")
    years = facts.value("derived.accounting_years")
    sales = facts.match("application.years[*].sales")
    stated = {f"application.years[{year}].sales" for year in years} if isinstance(years, tuple) else {""}
    if total and isinstance(floor, Decimal) and stated <= {fact.path for fact in sales}:
        cost, base = _yuan(total), sum((_yuan(f) for f in sales), ZERO)
        if base > 0:
            yield Ratio("C-05", cost, base, floor, cost - floor * base, (total, *sales))
    if total and domestic and _yuan(total) > 0:
        cost, part = _yuan(total), _yuan(domestic)
        margin = (part - DOMESTIC_FLOOR * cost) / (1 - DOMESTIC_FLOOR)
        yield Ratio("C-06", part, cost, DOMESTIC_FLOOR, margin, (domestic, total))


def _income_ratios(facts: Facts, products: Mapping[str, _Row]) -> Iterator[Ratio]:
    income, gross = _fact(facts, "application.ht_income"), _fact(facts, "application.gross_income")
    if income and gross and _yuan(gross) > 0:
        part, whole = _yuan(income), _yuan(gross)
        yield Ratio("C-07", part, whole, INCOME_FLOOR, part - INCOME_FLOOR * whole, (income, gross))
    marks = facts.match("application.products[*].main")
    if income and _yuan(income) > 0 and products and len(marks) == len(products):
        part, whole = sum((row.share for row in products.values()), ZERO), _yuan(income)
        margin = (part - MAIN_FLOOR * whole) / (1 - MAIN_FLOOR)
        yield Ratio("X-RV-11", part, whole, MAIN_FLOOR, margin, (income, *marks))


def _activities(facts: Facts) -> dict[str, _Row]:
    """Three-year cost of each activity and the domestic part of it; empty when the columns are not whole."""
    rows: dict[str, _Row] = {}
    for rd in facts.keys_of("application.rd"):
        columns = [
            f"application.rd_costs[{year}][{rd}]"
            for year in facts.keys_of("application.rd_costs")
            if f"application.rd_costs[{year}][{rd}].subtotal" in facts
        ]
        spent = [_fact(facts, f"{column}.subtotal") for column in columns]
        domestic = [_fact(facts, f"{c}.{n}") for c in columns for n in ("internal", "outsourced_domestic")]
        whole = sum((_yuan(f) for f in spent if f), ZERO)
        own = sum((_yuan(f) for f in domestic if f), ZERO) if None not in domestic else whole
        if columns:
            rows[rd] = _Row(whole, min(own, whole))
    return rows


def _products(facts: Facts) -> dict[str, _Row]:
    rows: dict[str, _Row] = {}
    for ps in facts.keys_of("application.products"):
        income = _fact(facts, f"application.products[{ps}].income")
        if income:
            main = facts.value(f"application.products[{ps}].main") is True
            rows[ps] = _Row(_yuan(income), _yuan(income) if main else ZERO)
    return rows


def _fact(facts: Facts, path: str) -> Fact | None:
    fact = facts.get(path)
    return fact if fact is not None and isinstance(fact.value, Decimal) else None


def _yuan(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else ZERO
