"""勾稽: the same figure by year in the form, the special audits, the annual audits and the tax returns.

Whether a difference matters is for the rules, which know where definitions
differ; this sheet only puts the figures side by side and says how far apart they
are.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from prereview.dossier.facts import Fact, Facts

SOURCES = ("申请书", "专项审计", "年度审计", "纳税申报表")

ROUNDING = Decimal(100)
"""Yuan by which a figure printed in 万元 with two decimals may differ: 0.01 万元."""

_YEARLY: tuple[tuple[str, tuple[str, str, str, str], str], ...] = (
    (
        "销售收入",
        (
            "application.years[{year}].sales",
            "special_rd[{year}].sales",
            "audits[{year}].revenue",
            "tax_returns[{year}].revenue",
        ),
        "",
    ),
    (
        "利润总额",
        ("application.years[{year}].profit", "", "audits[{year}].profit", "tax_returns[{year}].profit"),
        "",
    ),
    ("净资产", ("application.years[{year}].net_assets", "", "audits[{year}].net_assets", ""), ""),
    (
        "研究开发费用",
        (
            "application.rd_costs[{year}][total].subtotal",
            "special_rd[{year}].total",
            "audits[{year}].rd_expense",
            "tax_returns[{year}].rd_deduction",
        ),
        "高新归集、会计核算与加计扣除口径不同，允许有差异",
    ),
)

_LAST_YEAR: tuple[tuple[str, tuple[str, str, str, str], str], ...] = (
    (
        "高新技术产品（服务）收入",
        ("application.ht_income", "special_income.ht_income", "", "tax_returns[{year}].ht_income"),
        "",
    ),
    (
        "企业总收入",
        (
            "application.gross_income",
            "special_income.gross_income",
            "",
            "tax_returns[{year}].gross_income",
        ),
        "总收入为收入总额减不征税收入",
    ),
)


class TieCell(msgspec.Struct, frozen=True):
    """One figure in one source; `difference` is in yuan from the first source that has the figure."""

    fact: Fact | None = None
    difference: Decimal | None = None

    @property
    def equal(self) -> bool:
        """Whether it agrees with the first source, give or take the rounding to 0.01 万元."""
        return self.difference is None or abs(self.difference) <= ROUNDING


class TieRow(msgspec.Struct, frozen=True):
    """One figure of one year; `cells` are in the order of `SOURCES`."""

    title: str
    year: int
    cells: tuple[TieCell, ...]
    note: str = ""

    @property
    def equal(self) -> bool:
        """Whether all sources that have the figure agree."""
        return all(cell.equal for cell in self.cells)


def ties_of(facts: Facts) -> tuple[TieRow, ...]:
    """All figures of the three years that at least one source states, by figure, then year."""
    return tuple(row for row in _rows(facts) if any(cell.fact for cell in row.cells))


def _rows(facts: Facts) -> Iterator[TieRow]:
    years = [facts.value(f"derived.year_{n}") for n in (1, 2, 3)]
    known = [year for year in years if isinstance(year, int)]
    for title, paths, note in _YEARLY:
        for year in known:
            yield _row(facts, title, paths, year, note)
    for title, paths, note in _LAST_YEAR:
        if known:
            yield _row(facts, title, paths, known[-1], note)


def _row(facts: Facts, title: str, paths: tuple[str, ...], year: int, note: str) -> TieRow:
    found = [facts.get(path.format(year=year)) if path else None for path in paths]
    base = next((amount for amount in map(_amount, found) if amount is not None), None)
    first = next((i for i, fact in enumerate(found) if _amount(fact) is not None), None)
    cells = tuple(
        TieCell(fact, _difference(fact, base) if index != first else None) for index, fact in enumerate(found)
    )
    return TieRow(title, year, cells, note)


def _amount(fact: Fact | None) -> Decimal | None:
    return fact.value if fact is not None and isinstance(fact.value, Decimal) else None


def _difference(fact: Fact | None, base: Decimal | None) -> Decimal | None:
    amount = _amount(fact)
    return None if amount is None or base is None else amount - base
