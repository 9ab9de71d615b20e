"""A firm and its application out of a seed.

Everything is drawn from the seed alone. The firm meets the conditions of the law with
some margin, and what one paper says about another is true.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

from samples.generator.activities import finish_activity, plan_activities, plan_rights
from samples.generator.agencies import agency, audit_reports
from samples.generator.books import keep_books
from samples.generator.costs import cost_tables
from samples.generator.dates import add_days, add_months, between, working_day
from samples.generator.market import conversions, products
from samples.generator.model import Activity, CostColumn, Dossier, Figures, Firm, Product, Right
from samples.generator.money import ZERO, total, wan, yuan
from samples.generator.names import (
    PLACES,
    Place,
    accountants_name,
    address,
    buyers,
    firm_core,
    institute_name,
    laboratory_name,
    person_names,
    university_name,
)
from samples.generator.numbers import credit_code
from samples.generator.people import employ, staff_table
from samples.generator.texts import innovation
from samples.generator.trade import Trade, trades

D = Decimal


def invent(seed: int, trade_name: str | None = None) -> Dossier:
    """The firm of a seed, in a given trade or one drawn from the seed."""
    random = Random(seed)
    names = sorted(trades())
    drawn = names[random.randrange(len(names))]
    trade = trades()[trade_name or drawn]
    place = PLACES[0] if trade_name else random.choice(PLACES)
    applied = working_day(date(2026, random.choice((6, 7, 8)), random.randint(1, 26)))
    years = (applied.year - 3, applied.year - 2, applied.year - 1)
    sales = _sales(random, (years[0] - 1, *years))
    headcount = max(24, round(float(sales[years[-1]]) / random.uniform(520000, 680000)))
    technical = max(6, round(headcount * random.uniform(0.22, 0.34)))
    established = between(random, date(years[0] - 9, 3, 1), date(years[0] - 3, 11, 1))
    small, certified = random.random() < 0.3, random.random() < 0.25
    legal, contact, *_ = person_names(random, 2)
    people = employ(random, legal, headcount, technical, established, years[-1], place.region_code)

    activities = plan_activities(random, trade, years, applied, [p for p in people if p.technical])
    outsourced = _outsourced(random, activities)
    rates = {year: yuan(sales[year] * D(str(round(random.uniform(0.061, 0.083), 4)))) for year in sales}
    periods = {key: (a.started_on, a.ended_on) for key, a in activities.items()}
    costs = cost_tables(random, rates, periods, outsourced)
    running = {year: len(table) - 1 for year, table in costs.items()}
    books, returns = keep_books(
        random,
        sales,
        {year: table["total"] for year, table in costs.items()},
        small=small,
        certified=certified,
        activities=running,
        headcount=headcount,
    )
    firm = _firm(random, trade, place, legal, contact, established, books[years[-1]]["capital"], applied)
    rights = plan_rights(random, trade, firm, activities, applied)
    costs = {year: table for year, table in costs.items() if year in years}
    activities = _finish_activities(random, activities, costs, rights, trade)
    made = products(random, trade, activities, rights, books[years[-1]]["revenue_main"])
    customers = buyers(random, trade.customers, place.city)
    converted = conversions(random, firm, rights, made, customers, years)
    counts = {
        k: sum(r.kind == k for r in rights.values()) for k in ("invention", "utility", "design", "software")
    }
    partner = university_name(random, place.province)
    audits, rd_report, income_report = audit_reports(random, years, applied)
    return Dossier(
        seed=seed,
        applied_on=applied,
        filing_number=f"{applied.year}{place.region_code[:4]}{random.randint(1, 99999):06d}",
        years=years,
        firm=firm,
        field="/".join(trade.fields),
        noun=trade.noun,
        rights=rights,
        used_rights={},
        activities=activities,
        costs=costs,
        products=made,
        conversions=converted,
        people=people,
        insured=tuple(p.name for p in people),
        staff=staff_table(people, years[-1]),
        books=books,
        returns={year: returns[year] for year in years},
        form=_form(books, costs, made, years),
        ip_counts=counts,
        innovation=innovation(
            counts, len(converted), [p.name for p in made.values()], (len(people), technical), partner
        ),
        agency=agency(random, accountants_name(random, place.city), place, established_before=applied),
        auditor=agency(random, accountants_name(random, place.city), place, established_before=applied),
        audits=audits,
        rd_report=rd_report,
        income_report=income_report,
        small_standards=small,
        previous_certificate=_certificate(random, place, applied) if certified else "",
        partner=partner,
        outsourced_to=institute_name(random, place.city) if outsourced else "",
        laboratory=laboratory_name(random, place.province),
        customers=customers,
        equipment=_equipment(random, trade, books, years, established),
        materials=trade.materials,
        side_business=trade.side_business,
        leftovers={},
    )


def _sales(random: Random, years: tuple[int, ...]) -> dict[int, Decimal]:
    """Main business revenue of the years and the one before them."""
    amount = 10 ** random.uniform(7.15, 8.05)
    sales = {}
    for year in years:
        sales[year] = yuan(amount)
        amount *= random.uniform(1.08, 1.26)
    return sales


def _outsourced(random: Random, activities: dict[str, Activity]) -> str:
    """The activity part of which others do, in two firms of five."""
    return random.choice(sorted(activities)) if random.random() < 0.4 else ""


def _firm(
    random: Random,
    trade: Trade,
    place: Place,
    legal: str,
    contact: str,
    established: date,
    capital: Decimal,
    applied: date,
) -> Firm:
    core = firm_core(random)
    first = yuan(capital * D(random.choice(("0.6", "0.7", "0.8"))))
    partner = person_names(random, 1)[0]
    return Firm(
        name=f"{place.city if random.random() < 0.5 else place.city.removesuffix('市')}{core}{trade.noun}有限公司",
        brand=core,
        credit_code=credit_code(random, place.region_code),
        type="有限责任公司(自然人投资或控股)",
        legal_representative=legal,
        capital=capital,
        established_on=established,
        issued_on=between(random, add_months(established, 12), add_months(applied, -20)),
        province=place.province,
        city=place.city,
        district=place.district,
        region_code=place.region_code,
        address=address(random, place),
        postcode=place.postcode,
        scope=f"{trade.scope}（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
        industry=trade.industry,
        size="小型",
        shareholders=((legal, first), (partner, capital - first)),
        contact=contact,
        phone=f"{place.area}-{random.randint(2000, 8999)}{random.randint(1000, 9999)}",
        registrar=place.registrar,
        tax_office=f"国家税务总局{place.city}{place.district}税务局",
        authority=place.authority,
    )


def _finish_activities(
    random: Random,
    activities: dict[str, Activity],
    costs: dict[int, dict[str, CostColumn]],
    rights: dict[str, Right],
    trade: Trade,
) -> dict[str, Activity]:
    spent = {
        key: total(table[key].subtotal for table in costs.values() if key in table) for key in activities
    }
    return {
        key: finish_activity(random, activity, spent[key], list(rights.values()), trade)
        for key, activity in activities.items()
    }


def _form(
    books: dict[int, Figures],
    costs: dict[int, dict[str, CostColumn]],
    made: dict[str, Product],
    years: tuple[int, int, int],
) -> dict[str, Decimal]:
    form = {}
    for year in years:
        form[f"net_assets_{year}"] = books[year]["equity"]
        form[f"sales_{year}"] = books[year]["revenue"]
        form[f"profit_{year}"] = books[year]["profit"]
    sums = [table["total"] for table in costs.values()]
    form["rd_total"] = total(c.subtotal for c in sums)
    form["rd_domestic"] = total(c.internal + c.outsourced_domestic for c in sums)
    form["rd_basic"] = ZERO
    form["gross_income"] = books[years[-1]]["gross_income"]
    form["ht_income"] = total(p.income for p in made.values())
    return form


def _certificate(random: Random, place: Place, applied: date) -> str:
    return f"GR{applied.year - 3}{place.region_code[:2]}{random.randint(1000, 299999):06d}"


def _equipment(
    random: Random, trade: Trade, books: dict[int, Figures], years: tuple[int, int, int], established: date
) -> tuple[tuple[str, str, date, Decimal], ...]:
    """Devices of the R&D centre: together a fifth of the fixed assets."""
    budget = float(wan(books[years[-1]]["fixed_cost"])) * 0.25
    weights = [random.uniform(0.5, 1.6) for _ in trade.equipment]
    return tuple(
        (
            name,
            f"{random.choice('ABCDHKMST')}{random.choice('CEFPRX')}-{random.randint(100, 990)}",
            between(random, add_days(established, 200), date(years[-1], 6, 1)),
            yuan(round(budget * weight / sum(weights), 2) * 10000),
        )
        for name, weight in zip(trade.equipment, weights, strict=True)
    )
