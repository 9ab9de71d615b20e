"""Figures as bars and grids: conditions against thresholds, cost by activity and year, links."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from prereview.checklist.links import LinkMatrix, link_matrix
from prereview.dossier.facts import Facts
from prereview.review.sheets import Condition

WAN = Decimal(10_000)


class Gauge(msgspec.Struct, frozen=True):
    """A bar with its threshold; both in percent of its width."""

    level: float
    limit: float


def gauge_of(condition: Condition) -> Gauge | None:
    """The bar of a condition; the threshold stands at a third, so that twice as much still shows."""
    if condition.level is None or not condition.limit:
        return None
    level = condition.level / condition.limit * 100 / 3
    return Gauge(round(min(max(level, 0.5), 100), 1), round(100 / 3, 1))


class Cost(msgspec.Struct, frozen=True):
    """Cost of one activity by year in 万元; `shares` are percent of the largest activity's total."""

    key: str
    name: str
    amounts: tuple[Decimal, ...]
    total: Decimal
    shares: tuple[float, ...]


class Costs(msgspec.Struct, frozen=True):
    """All activities, and the years the amounts stand for."""

    years: tuple[str, ...]
    rows: tuple[Cost, ...]


def costs_of(facts: Facts) -> Costs:
    """R&D cost by activity and year, as the form states it; empty without it."""
    years = tuple(sorted(facts.keys_of("application.rd_costs")))
    found: list[tuple[str, tuple[Decimal, ...]]] = []
    for key in facts.keys_of("application.rd"):
        values = [facts.value(f"application.rd_costs[{year}][{key}].subtotal") for year in years]
        found.append((key, tuple(v / WAN if isinstance(v, Decimal) else Decimal(0) for v in values)))
    largest = max((sum(amounts, Decimal(0)) for _, amounts in found), default=Decimal(0))
    rows = tuple(
        Cost(
            key=key,
            name=str(facts.value(f"application.rd[{key}].name") or ""),
            amounts=amounts,
            total=sum(amounts, Decimal(0)),
            shares=tuple(round(float(max(a, Decimal(0)) / largest * 100), 1) for a in amounts),
        )
        for key, amounts in found
        if largest > 0
    )
    return Costs(years, rows)


class GridRow(msgspec.Struct, frozen=True):
    """An activity, product or conversion: which rights it names, and what else it leads to."""

    key: str
    name: str
    cells: tuple[bool, ...]
    others: str


class Grid(msgspec.Struct, frozen=True):
    """Rights across, the rows in groups; `matrix` for the sentences below it."""

    rights: tuple[str, ...]
    groups: tuple[tuple[str, tuple[GridRow, ...]], ...]
    matrix: LinkMatrix


def grid_of(facts: Facts) -> Grid | None:
    """The matrix of links; None where nothing of it was read."""
    matrix = link_matrix(facts)
    if not matrix.rights or not (matrix.rd_to_ip or matrix.product_to_ip):
        return None

    def row(key: str, name: str, ip: tuple[str, ...], others: tuple[str, ...]) -> GridRow:
        return GridRow(key, name, tuple(right in ip for right in matrix.rights), "、".join(others))

    activities = tuple(
        row(rd, _name(facts, f"application.rd[{rd}].name"), ip, _leads_to(matrix, rd))
        for rd, ip in matrix.rd_to_ip.items()
    )
    products = tuple(
        row(ps, _name(facts, f"application.products[{ps}].name"), ip, matrix.product_to_rd.get(ps, ()))
        for ps, ip in matrix.product_to_ip.items()
    )
    conversions = tuple(row(f"第{c.key}项", c.name, c.ip, (*c.rd, *c.products)) for c in matrix.conversions)
    groups = (("研发活动", activities), ("产品（服务）", products), ("成果转化", conversions))
    return Grid(matrix.rights, tuple(group for group in groups if group[1]), matrix)


def _leads_to(matrix: LinkMatrix, rd: str) -> tuple[str, ...]:
    products = (ps for ps, behind in matrix.product_to_rd.items() if rd in behind)
    conversions = (f"转化第{c.key}项" for c in matrix.conversions if rd in c.rd)
    return (*products, *conversions)


def _name(facts: Facts, path: str) -> str:
    return str(facts.value(path) or "")
