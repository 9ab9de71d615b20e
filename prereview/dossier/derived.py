"""Figures nobody prints but the rules are about: ratios, growth, days, sums, the years that count.

Each carries the evidence of its inputs and shows its working. The form's own
figures are used, since they are what the application stands on; the rules compare
them with the audits. Nothing is rounded here, and nothing is derived from a value
that was not read. Sources: 国科发火〔2016〕32号 第十一条, 国科发火〔2016〕195号 三.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from prereview.dossier.facts import Evidence, Fact, Facts, Value, split_path
from prereview.dossier.values.names import normalise_name

WAN = Decimal(10_000)

SALES_TIERS: tuple[tuple[Decimal | None, Decimal], ...] = (
    (Decimal(50_000_000), Decimal("0.05")),
    (Decimal(200_000_000), Decimal("0.04")),
    (None, Decimal("0.03")),
)
"""Sales of the last year in yuan up to which (included) a floor of the R&D ratio holds: 第十一条（五）."""

YEARS_COUNTED = 3

COMMISSION = "委托|开发|服务|咨询"
"""Words in the title of an agreement by which somebody is paid for research."""

FEWEST_LISTED = 2
"""Activities a summary of a special audit has at least."""

ROUNDING = Decimal(50)
"""Yuan by which a figure printed in 万元 with two decimals may be off."""

FEWEST_DAYS = 183
"""Days of work in a year from which a technical person counts: 国科发火〔2016〕195号 三、（五）1."""

SURE = 0.8
"""Confidence from which a paper's name is taken before those of others."""


def derive(facts: Sequence[Fact], as_of: date | None) -> tuple[Fact, ...]:
    """All `derived` facts; `as_of` stands in for an application date that the form does not print."""
    known = Facts(facts)
    made = _Made(known)
    applied = _applied_on(known, as_of)
    made.keep("applied_on", applied)
    made.keep("firm_name", _firm_name(known))
    made.days_registered(applied)
    made.years(applied)
    made.ratio("rd_domestic_ratio", "application.rd_domestic", "application.rd_total")
    made.ratio("ht_income_ratio", "application.ht_income", "application.gross_income")
    made.ratio("staff_tech_ratio", "application.staff_tech", "application.staff_total")
    made.special_total()
    made.special_unlisted()
    made.rd_ratio()
    made.main_product_share()
    made.tech_short_days()
    made.agreed_sum()
    made.growth("net_asset_growth", "net_assets")
    made.growth("sales_growth", "sales")
    return tuple(made.facts)


def _applied_on(facts: Facts, as_of: date | None) -> Fact | None:
    stated = facts.get("application.applied_on")
    if stated is not None and isinstance(stated.value, date):
        return msgspec.structs.replace(stated, readings=())
    if as_of is None:
        return None
    return Fact("", as_of, working="申请书没有申请日期，采用指定的日期")


def _firm_name(facts: Facts) -> Fact | None:
    """The name on the licence where it is printed; a recognised one only when no other paper outvotes it."""
    licence = facts.get("licence.firm_name")
    if licence is not None and all(e.method != "ocr" for e in licence.evidence):
        return licence
    votes: dict[str, list[Fact]] = {}
    for fact in facts.match("firm_names[*].name"):
        votes.setdefault(normalise_name(str(fact.value)), []).append(fact)
    if not votes:
        return licence
    most = max(votes.values(), key=lambda named: (len(named), max(map(_standing, named))))
    return max(most, key=lambda fact: (_standing(fact), fact.confidence))


_FIRST_PAPERS = ("认定申请书", "营业执照")


def _standing(fact: Fact) -> int:
    """Licence and form speak before other papers where they were read surely."""
    paper = fact.path.partition("[")[2].partition("]")[0]
    return _FIRST_PAPERS.index(paper) + 1 if paper in _FIRST_PAPERS and fact.confidence >= SURE else 0


class _Made:
    """The derived facts made so far."""

    def __init__(self, facts: Facts) -> None:
        self._known = facts
        self.facts: list[Fact] = []

    def add(self, name: str, value: Value, inputs: Sequence[Fact], working: str | None = None) -> None:
        """A computed value with the evidence of what it was computed from."""
        evidence: dict[Evidence, None] = {}
        for fact in inputs:
            evidence |= dict.fromkeys(fact.evidence)
        self.facts.append(Fact(f"derived.{name}", value, None, tuple(evidence), working=working))

    def keep(self, name: str, fact: Fact | None) -> None:
        """A fact taken over as it is."""
        if fact is not None:
            path = f"derived.{name}"
            self.facts.append(msgspec.structs.replace(fact, path=path, readings=()))

    def days_registered(self, applied: Fact | None) -> None:
        """Calendar days from establishment (licence, else form) to application."""
        established = self._established()
        if applied is None or established is None:
            return
        first, last = established.value, applied.value
        if isinstance(first, date) and isinstance(last, date):
            days = (last - first).days
            self.add("days_registered", days, (established, applied), f"{first} 至 {last}，共 {days} 天")

    def _established(self) -> Fact | None:
        for path in ("licence.established_on", "application.registered_on"):
            fact = self._known.get(path)
            if fact is not None and isinstance(fact.value, date):
                return fact
        return None

    def years(self, applied: Fact | None) -> None:
        """The three accounting years before that of application, and those of them the firm existed in."""
        inputs = [applied] if applied else list(self._known.match("application.years[*].sales"))
        last = self._last_year(applied)
        if last is None:
            return
        window = range(last - YEARS_COUNTED + 1, last + 1)
        for number, year in enumerate(window, 1):
            self.add(f"year_{number}", year, inputs)
        established = self._established()
        first = established.value.year if established and isinstance(established.value, date) else None
        counted = tuple(str(year) for year in window if first is None or year >= first)
        self.add("accounting_years", counted, [*inputs, *([established] if established else [])])

    def _last_year(self, applied: Fact | None) -> int | None:
        if applied is not None and isinstance(applied.value, date):
            return applied.value.year - 1
        stated = [int(key) for key in self._known.keys_of("application.years") if key.isdecimal()]
        return max(stated, default=None)

    def ratio(self, name: str, part: str, whole: str) -> None:
        """One stated figure over another."""
        upper, lower = self._known.get(part), self._known.get(whole)
        if upper and lower:
            self._divide(name, upper.value, lower.value, (upper, lower))

    def _divide(self, name: str, part: Value, whole: Value, inputs: Sequence[Fact]) -> None:
        a, b = _number(part), _number(whole)
        if a is None or b is None or b <= 0:
            return
        show = _wan if any(f.unit == "CNY" for f in inputs) else str
        self.add(name, a / b, inputs, f"{show(a)} ÷ {show(b)} = {a / b * 100:.2f}%")

    def special_total(self) -> None:
        """R&D cost of the special audits, where each year has a report of its own."""
        years = self._known.match("special_rd[*].total")
        if "special_rd.total" in self._known or len(years) < 2:
            return
        counted = next((f.value for f in self.facts if f.path == "derived.accounting_years"), ())
        if {f.path[len("special_rd[") :][:4] for f in years} != set(
            counted if isinstance(counted, tuple) else ()
        ):
            return
        amounts = [_number(f.value) or Decimal(0) for f in years]
        evidence = tuple(e for f in years for e in f.evidence)
        working = " + ".join(f"{a:,.2f}" for a in amounts)
        self.facts.append(
            Fact("special_rd.total", sum(amounts, Decimal(0)), "CNY", evidence, working=working)
        )

    def special_unlisted(self) -> None:
        """Activities with costs in the special audit that its summary leaves out, though the total has them.

        A row of a scan may have been overlooked: of scans nothing is said.
        """
        listed = self._known.match("special_rd.projects[*].total")
        costs = self._known.match("special_rd.costs[*][RD*].subtotal")
        total = self._known.get("special_rd.total")
        scanned = any(e.method == "ocr" for f in (*listed, *costs) for e in f.evidence)
        if total is None or len(listed) < FEWEST_LISTED or scanned:
            return
        keys = {split_path(f.path)[2] for f in listed}
        left_out = [f for f in costs if split_path(f.path)[3] not in keys]
        lacking = sum((_number(f.value) or Decimal(0) for f in left_out), Decimal(0))
        gap = (_number(total.value) or Decimal(0)) - sum(
            (_number(f.value) or Decimal(0) for f in listed), Decimal(0)
        )
        if abs(gap - lacking) <= ROUNDING * len(listed):
            rows = tuple(dict.fromkeys(split_path(f.path)[3][1:-1] for f in left_out))
            self.add("special_unlisted", rows, (*left_out, *listed[:1], total))

    def rd_ratio(self) -> None:
        """R&D cost over sales of the counted years, and the floor that last year's sales set."""
        total = self._known.get("application.rd_total")
        sales = self._known.match("application.years[*].sales")
        if total and sales:
            amounts = [_number(f.value) or Decimal(0) for f in sales]
            self._divide("rd_ratio", total.value, sum(amounts, Decimal(0)), (total, *sales))
        last = max(sales, key=lambda f: f.path, default=None)
        amount = _number(last.value) if last else None
        if last is not None and amount is not None:
            floor = next(rate for limit, rate in SALES_TIERS if limit is None or amount <= limit)
            working = f"最近一年销售收入 {_wan(amount)}，适用 {floor * 100:.0f}%"
            self.add("rd_ratio_floor", floor, (last,), working)

    def main_product_share(self) -> None:
        """Income of the products marked as main over all high-tech income."""
        income = self._known.get("application.ht_income")
        marks = self._known.match("application.products[*].main")
        main = [f for f in marks if f.value is True]
        earned = [self._known.get(f.path.replace("].main", "].income")) for f in main]
        parts = [fact for fact in earned if fact is not None]
        if income is None or not marks or len(parts) != len(main):
            return
        amount = sum((_number(f.value) or Decimal(0) for f in parts), Decimal(0))
        self._divide("main_product_share", amount, income.value, (*parts, *main, income))

    def tech_short_days(self) -> None:
        """Listed technical people with fewer days than count; nothing while one's days are unknown."""
        tech = [f for f in self._known.match("personnel[*].tech") if f.value is True]
        days = [self._known.get(f.path.replace("].tech", "].days")) for f in tech]
        known = [fact for fact in days if fact is not None and isinstance(fact.value, int)]
        if tech and len(known) == len(tech):
            short = [f for f in known if isinstance(f.value, int) and f.value < FEWEST_DAYS]
            self.add("tech_short_days", len(short), short or known)

    def agreed_sum(self) -> None:
        """The sums of all agreements; frameworks of cooperation state none, a commission has to."""
        amounts: list[Fact] = []
        for title in self._known.match("agreements[*].title"):
            amount = self._known.get(title.path.replace("].title", "].amount"))
            if amount is None and re.search(COMMISSION, str(title.value)):
                return
            amounts += [amount] if amount else []
        if amounts:
            total = sum((_number(f.value) or Decimal(0) for f in amounts), Decimal(0))
            working = " + ".join(_wan(_number(f.value) or Decimal(0)) for f in amounts)
            self.add("agreed_sum", total, amounts, f"{working} = {_wan(total)}")

    def growth(self, name: str, field: str) -> None:
        """Mean growth over the years, by the guide's formula 三（七）4.

        ½ × (second ÷ first + third ÷ second) − 1; third ÷ second − 1 when the
        first is zero or not there; zero when the second is zero. Not computed with
        a negative figure, which experts judge, or with a single year.
        """
        years = sorted(self._known.match(f"application.years[*].{field}"), key=lambda f: f.path)
        values = [_number(f.value) for f in years]
        amounts = [v for v in values if v is not None]
        if len(amounts) < 2 or len(amounts) != len(values) or any(a < 0 for a in amounts):
            return
        rate, working = growth_rate(amounts[-YEARS_COUNTED:])
        self.add(name, rate, years[-YEARS_COUNTED:], working)


def growth_rate(amounts: Sequence[Decimal]) -> tuple[Decimal, str]:
    """Growth over two or three years of non-negative amounts in yuan, and its working."""
    *first, second, third = amounts
    if second == 0:
        return Decimal(0), "前一年为 0，按规定计 0"
    latest = third / second
    if not first or first[0] == 0:
        return latest - 1, f"{_wan(third)} ÷ {_wan(second)} − 1 = {(latest - 1) * 100:.2f}%"
    rate = (second / first[0] + latest) / 2 - 1
    steps = f"{_wan(second)} ÷ {_wan(first[0])} + {_wan(third)} ÷ {_wan(second)}"
    return rate, f"½ ×（{steps}）− 1 = {rate * 100:.2f}%"


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool):
        return None
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _wan(yuan: Decimal) -> str:
    return f"{yuan / WAN:,.2f} 万元"


__all__ = ["SALES_TIERS", "derive", "growth_rate"]
