"""Books of an invented firm: statements of four years that add up and join.

Income is invented from sales and shares; the balance sheet follows from it, with cash as
the item that balances; the cash flow statement follows from two balance sheets, with
payments for goods as the item that balances. So every identity a reviewer tests holds to
the cent.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random

from samples.generator.model import CostColumn, Figures
from samples.generator.money import ZERO, total, yuan
from samples.generator.taxes import tax_return

D = Decimal


class Shares:
    """Shares of revenue and rates of one firm, the same in all its years."""

    def __init__(self, random: Random) -> None:
        def draw(low: float, high: float) -> Decimal:
            return D(str(round(random.uniform(low, high), 4)))

        self.other_revenue = draw(0.008, 0.025)
        self.cost = draw(0.53, 0.59)
        self.taxes = draw(0.005, 0.008)
        self.selling = draw(0.075, 0.10)
        self.admin = draw(0.085, 0.11)
        self.subsidy = draw(0.004, 0.011)
        self.receivable = draw(0.17, 0.23)
        self.inventory = draw(0.10, 0.14)
        self.payable = draw(0.08, 0.12)
        self.dividend = draw(0.10, 0.30)
        self.random = random

    def around(self, amount: Decimal, spread: float = 0.04) -> Decimal:
        """An amount varied by some per cent."""
        return yuan(amount * D(str(round(self.random.uniform(1 - spread, 1 + spread), 5))))


def income_statement(shares: Shares, main: Decimal, rd: Decimal, small: bool) -> Figures:
    """A year's income down to profit before tax.

    Args:
        shares: the firm's shares
        main: main business revenue
        rd: R&D expense as booked
        small: small-enterprise standards, which book bad debts and subsidies below operating profit
    """
    around = shares.around
    f: Figures = {"revenue_main": main, "revenue_other": around(main * shares.other_revenue)}
    f["revenue"] = f["revenue_main"] + f["revenue_other"]
    f["cost_main"] = around(main * shares.cost, 0.02)
    f["cost_other"] = yuan(f["revenue_other"] * D("0.71"))
    f["cost"] = f["cost_main"] + f["cost_other"]
    f["taxes"] = around(f["revenue"] * shares.taxes)
    f["selling"] = around(f["revenue"] * shares.selling)
    f["admin"] = around(f["revenue"] * shares.admin)
    f["rd"] = rd
    f["interest_expense"] = around(f["revenue"] * D("0.0026"))
    f["interest_income"] = around(f["revenue"] * D("0.0006"))
    f["bank_fees"] = around(f["revenue"] * D("0.0004"))
    f["finance"] = f["interest_expense"] - f["interest_income"] + f["bank_fees"]
    f["other_income"] = around(f["revenue"] * shares.subsidy)
    f["investment_income"] = around(f["revenue"] * D("0.0009"))
    f["credit_loss"] = ZERO if small else around(f["revenue"] * D("0.0021"))
    f["nonop_income"] = around(f["revenue"] * D("0.0007"))
    f["nonop_expense"] = around(f["revenue"] * D("0.0005"))
    spent = total(f[k] for k in ("cost", "taxes", "selling", "admin", "rd", "finance", "credit_loss"))
    gained = f["investment_income"] + (ZERO if small else f["other_income"])
    f["operating_profit"] = f["revenue"] - spent + gained
    f["nonop_income_printed"] = f["nonop_income"] + (f["other_income"] if small else ZERO)
    f["profit"] = f["operating_profit"] + f["nonop_income_printed"] - f["nonop_expense"]
    f["gross_income"] = total(
        f[k] for k in ("revenue", "other_income", "investment_income", "interest_income", "nonop_income")
    )
    return f


def _working_capital(shares: Shares, f: Figures) -> None:
    around, sales = shares.around, f["revenue"]
    f["notes"] = around(sales * D("0.018"))
    f["receivable_gross"] = around(sales * shares.receivable)
    f["provision"] = yuan(f["receivable_gross"] * D("0.05"))
    f["receivable"] = f["receivable_gross"] - f["provision"]
    f["prepaid"] = around(sales * D("0.019"))
    f["other_receivable"] = around(sales * D("0.009"))
    f["inventory"] = around(sales * shares.inventory)
    f["other_current"] = around(sales * D("0.004"))
    f["short_loan"] = yuan(int(sales * D("0.06") / 500000) * 500000)
    f["payable"] = around(sales * shares.payable)
    f["advance"] = around(sales * D("0.03"))
    f["tax_payable"] = around(sales * D("0.012"))
    f["other_payable"] = around(sales * D("0.01"))
    f["payroll_payable"] = yuan(f["payroll"] / 12)
    parts = ("short_loan", "payable", "advance", "payroll_payable", "tax_payable", "other_payable")
    f["current_liabilities"] = f["liabilities"] = total(f[k] for k in parts)


def _long_assets(shares: Shares, f: Figures, before: Figures | None, cost: CostColumn) -> None:
    """Fixed and intangible assets and leasehold improvements, rolled forward."""
    sales = f["revenue"]
    f["depreciation"] = yuan(cost.depreciation * D("2.4"))
    f["amortisation"] = yuan(cost.amortisation * D("1.6"))
    f["improvement"] = yuan(cost.depreciation * D("0.22"))
    for name, rate, first in (
        ("fixed", D("0.028"), D("4.2")),
        ("intangible", D("0.006"), D("3.5")),
        ("deferred", D("0.0045"), D("2.6")),
    ):
        yearly = f[{"fixed": "depreciation", "intangible": "amortisation", "deferred": "improvement"}[name]]
        opening_cost = before[f"{name}_cost"] if before else shares.around(yearly * first * D("1.5"))
        opening_used = before[f"{name}_used"] if before else yuan(opening_cost * D("0.35"))
        f[f"{name}_opening_cost"], f[f"{name}_opening_used"] = opening_cost, opening_used
        f[f"{name}_added"] = shares.around(sales * rate, 0.2)
        f[f"{name}_cost"] = opening_cost + f[f"{name}_added"]
        f[f"{name}_used"] = opening_used + yearly
        f[name] = f[f"{name}_cost"] - f[f"{name}_used"]
    f["noncurrent_assets"] = f["fixed"] + f["intangible"] + f["deferred"]


def _balance(shares: Shares, f: Figures, before: Figures | None) -> None:
    parts = ("notes", "receivable", "prepaid", "other_receivable", "inventory", "other_current")
    rest = total(f[k] for k in parts) + f["noncurrent_assets"]
    f["surplus_added"] = yuan(f["net"] * D("0.1"))
    if before is None:
        f["cash"] = shares.around(f["revenue"] * D("0.16"))
        f["equity"] = f["cash"] + rest - f["liabilities"]
        f["capital"] = _round_capital(f["equity"])
        f["surplus"] = yuan((f["equity"] - f["capital"]) * D("0.12"))
        f["dividend"] = ZERO
        f["undistributed"] = f["equity"] - f["capital"] - f["surplus"]
    else:
        f["capital"] = before["capital"]
        f["dividend"] = yuan(before["net"] * shares.dividend)
        f["surplus"] = before["surplus"] + f["surplus_added"]
        f["undistributed"] = before["undistributed"] + f["net"] - f["surplus_added"] - f["dividend"]
        f["equity"] = f["capital"] + f["surplus"] + f["undistributed"]
        f["cash"] = f["equity"] + f["liabilities"] - rest
    f["current_assets"] = total(f[k] for k in parts) + f["cash"]
    f["assets"] = f["current_assets"] + f["noncurrent_assets"]


def _round_capital(equity: Decimal) -> Decimal:
    steps = (100, 200, 300, 500, 600, 800, 1000, 1200, 1500, 2000, 3000, 5000)
    fitting = [D(step) * 10000 for step in steps if D(step) * 10000 <= equity * D("0.65")]
    return yuan(fitting[-1])


def _cash_flow(f: Figures, before: Figures) -> None:
    def change(key: str) -> Decimal:
        return f[key] - before[key]

    f["cf_sales"] = (
        yuan(f["revenue"] * D("1.11")) - change("receivable") - change("notes") + change("advance")
    )
    f["cf_other_in"] = f["other_income"] + f["nonop_income"] + f["interest_income"]
    f["cf_in"] = f["cf_sales"] + f["cf_other_in"]
    f["cf_payroll"] = f["payroll"] - change("payroll_payable")
    f["cf_taxes"] = yuan(f["revenue"] * D("0.045")) + f["tax"]
    f["cf_other_out"] = yuan((f["selling"] + f["admin"]) * D("0.42"))
    f["cf_invest_in"] = f["investment_income"]
    f["cf_invest_out"] = f["fixed_added"] + f["intangible_added"] + f["deferred_added"]
    f["cf_invest"] = f["cf_invest_in"] - f["cf_invest_out"]
    f["cf_loans_in"] = f["short_loan"]
    f["cf_loans_out"] = before["short_loan"]
    f["cf_paid_out"] = f["dividend"] + f["interest_expense"]
    f["cf_finance_out"] = f["cf_loans_out"] + f["cf_paid_out"]
    f["cf_finance"] = f["cf_loans_in"] - f["cf_finance_out"]
    f["cash_opening"] = before["cash"]
    f["cf_net"] = f["cash"] - before["cash"]
    f["cf_operating"] = f["cf_net"] - f["cf_invest"] - f["cf_finance"]
    f["cf_out"] = f["cf_in"] - f["cf_operating"]
    f["cf_goods"] = f["cf_out"] - f["cf_payroll"] - f["cf_taxes"] - f["cf_other_out"]


def booked_rd(cost: CostColumn) -> Decimal:
    """R&D expense of the income statement.

    The books hold leasehold improvement of R&D rooms (a tenth of the form's depreciation
    line) in administrative cost, and outsourced research in full.
    """
    return cost.internal - rd_rooms(cost) + yuan(cost.outsourced / D("0.8"))


def rd_rooms(cost: CostColumn) -> Decimal:
    """The part of depreciation that the books show as administrative cost."""
    return yuan(cost.depreciation * D("0.1"))


def keep_books(
    random: Random,
    sales: dict[int, Decimal],
    costs: dict[int, CostColumn],
    *,
    small: bool,
    certified: bool,
    activities: dict[int, int],
    headcount: int,
) -> tuple[dict[int, Figures], dict[int, Figures]]:
    """Statements of some years and the tax returns that go with them.

    Args:
        random: source of chance
        sales: main business revenue of consecutive years
        costs: the R&D cost of each of them, as the form counts it
        small: small-enterprise standards
        certified: the firm was taxed at 15 % as a high-tech enterprise
        activities: number of R&D activities in each year
        headcount: employees
    """
    shares = Shares(random)
    books: dict[int, Figures] = {}
    returns: dict[int, Figures] = {}
    before: Figures | None = None
    for year, main in sales.items():
        f = income_statement(shares, main, booked_rd(costs[year]), small)
        f["payroll"] = yuan(costs[year].personnel * D("2.7"))
        _working_capital(shares, f)
        _long_assets(shares, f, before, costs[year])
        returns[year] = tax_return(f, costs[year], activities[year], headcount, certified=certified)
        f["tax"] = returns[year]["tax_due"]
        f["net"] = f["profit"] - f["tax"]
        _balance(shares, f, before)
        if before is not None:
            _cash_flow(f, before)
            returns[year]["average_assets"] = (f["assets"] + before["assets"]) / 2
        books[year] = before = f
    return books, returns
