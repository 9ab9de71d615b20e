"""Figures of an annual corporate income tax return that follows from the books.

Rows are named after what they hold; the forms of the documents know their row numbers.
"""

from __future__ import annotations

from decimal import Decimal

from samples.generator.model import CostColumn, Figures
from samples.generator.money import ZERO, split, total, yuan

D = Decimal

SMALL_PROFIT = D(3000000)
"""Taxable income up to which a small firm is taxed at 5 %."""


def tax_return(f: Figures, cost: CostColumn, activities: int, headcount: int, *, certified: bool) -> Figures:
    """The return of one year.

    Args:
        f: income statement down to profit before tax
        cost: R&D cost as the application form counts it
        activities: number of R&D activities
        headcount: employees
        certified: taxed at 15 % as a high-tech enterprise
    """
    t: Figures = {"activities": D(activities), "headcount": D(headcount), "payroll": f["payroll"]}
    _expenses(t, f)
    _deduction(t, cost)
    t["entertainment"] = t["admin_entertainment"] + t["selling_entertainment"]
    t["entertainment_allowed"] = min(yuan(t["entertainment"] * D("0.6")), yuan(f["revenue"] * D("0.005")))
    t["added"] = t["entertainment"] - t["entertainment_allowed"]
    t["taxable"] = max(ZERO, f["profit"] + t["added"] - t["deducted"])
    t["nominal_tax"] = yuan(t["taxable"] * D("0.25"))
    t["small_relief"] = t["certified_relief"] = ZERO
    if certified:
        t["certified_relief"] = yuan(t["taxable"] * D("0.1"))
    elif t["taxable"] <= SMALL_PROFIT and headcount <= 300:
        t["small_relief"] = yuan(t["taxable"] * D("0.2"))
    t["relief"] = t["small_relief"] + t["certified_relief"]
    t["tax_due"] = t["nominal_tax"] - t["relief"]
    return t


def _expenses(t: Figures, f: Figures) -> None:
    """Items of A104000."""
    names = ("wages", "entertainment", "advertising", "depreciation", "office", "rent", "travel", "others")
    for column, weights in (
        ("selling", (46, 3, 17, 1, 5, 6, 14, 8)),
        ("admin", (48, 2.5, 0, 12, 11, 13, 6, 7.5)),
    ):
        kept = [(name, weight) for name, weight in zip(names, weights, strict=True) if weight]
        parts = split(f[column], [weight for _, weight in kept])
        t |= {f"{column}_{name}": ZERO for name in names}
        t |= {f"{column}_{name}": part for (name, _), part in zip(kept, parts, strict=True)}


def _deduction(t: Figures, cost: CostColumn) -> None:
    """Rows of A107012: the tax scope is narrower than the form's.

    Trial and commissioning cost and R&D rooms fall out; other cost is capped at a tenth.
    """
    t["a_wages"], t["a_insurance"], t["a_external"] = split(cost.personnel, (79, 18, 3))
    t["a_personnel"] = cost.personnel
    t["a_materials"], t["a_power"], t["a_samples"], t["a_inspection"], t["a_upkeep"] = split(
        cost.direct, (70, 9, 9, 7, 5)
    )
    t["a_direct"] = cost.direct
    t["a_depreciation"] = cost.depreciation - yuan(cost.depreciation * D("0.1"))
    t["a_instruments"], t["a_devices"] = split(t["a_depreciation"], (64, 36))
    t["a_amortisation"] = cost.amortisation
    t["a_design"] = cost.design
    t["a_books"], t["a_search"], t["a_rights"], t["a_travel"] = split(cost.other, (22, 26, 34, 18))
    t["a_other"] = cost.other
    core = total(t[k] for k in ("a_personnel", "a_direct", "a_depreciation", "a_amortisation", "a_design"))
    t["a_other_capped"] = min(t["a_other"], yuan(core / 9))
    t["a_own"] = core + t["a_other_capped"]
    t["a_outsourced"] = yuan(cost.outsourced / D("0.8"))
    t["a_total"] = t["a_own"] + yuan(t["a_outsourced"] * D("0.8"))
    t["deducted"] = t["a_total"]
