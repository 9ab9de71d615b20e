"""R&D cost of invented activities by year and category."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from samples.generator.model import CostColumn
from samples.generator.money import split, total

CATEGORIES = ("personnel", "direct", "depreciation", "amortisation", "design", "commissioning", "other")

_SHARES = {
    "personnel": (0.46, 0.56),
    "direct": (0.20, 0.28),
    "depreciation": (0.05, 0.08),
    "amortisation": (0.01, 0.03),
    "design": (0.02, 0.05),
    "commissioning": (0.04, 0.08),
    "other": (0.03, 0.06),
}

OUTSOURCED_SHARE = 0.12
"""Of an activity's cost, where part of it is commissioned to others."""


def column(**amounts: Decimal) -> CostColumn:
    """A column with its sums."""
    internal = total(amounts.get(name, Decimal("0.00")) for name in CATEGORIES)
    outsourced = amounts.get("outsourced", Decimal("0.00"))
    return CostColumn(**amounts, internal=internal, subtotal=internal + outsourced)


def months_in(year: int, started_on: date, ended_on: date) -> int:
    """Months of a year in which an activity ran."""
    first = max((started_on.year, started_on.month), (year, 1))
    last = min((ended_on.year, ended_on.month), (year, 12))
    return max(0, (last[0] - first[0]) * 12 + last[1] - first[1] + 1)


def cost_tables(
    random: Random,
    totals: dict[int, Decimal],
    periods: dict[str, tuple[date, date]],
    outsourced: str,
) -> dict[int, dict[str, CostColumn]]:
    """The cost tables of some years.

    Args:
        random: source of chance
        totals: R&D cost of each year
        periods: first and last day of each activity
        outsourced: the activity part of which is done by others, or an empty text
    """
    tables = {}
    for year, amount in totals.items():
        running = [rd for rd, (first, last) in periods.items() if months_in(year, first, last)]
        weights = [months_in(year, *periods[rd]) * random.uniform(0.8, 1.2) for rd in running]
        columns = {
            rd: _column(random, part, rd == outsourced)
            for rd, part in zip(running, split(amount, weights), strict=True)
        }
        tables[year] = {**columns, "total": sum_columns(list(columns.values()))}
    return tables


def _column(random: Random, amount: Decimal, outsourced: bool) -> CostColumn:
    weights = [random.uniform(*_SHARES[name]) for name in CATEGORIES]
    if not outsourced:
        return column(**dict(zip(CATEGORIES, split(amount, weights), strict=True)))
    rest = sum(weights)
    parts = split(amount, [*weights, rest * OUTSOURCED_SHARE / (1 - OUTSOURCED_SHARE)])
    return column(
        **dict(zip(CATEGORIES, parts[:-1], strict=True)), outsourced=parts[-1], outsourced_domestic=parts[-1]
    )


def sum_columns(columns: list[CostColumn]) -> CostColumn:
    """The total column."""
    names = CostColumn.__struct_fields__
    return CostColumn(**{name: total(getattr(column, name) for column in columns) for name in names})
