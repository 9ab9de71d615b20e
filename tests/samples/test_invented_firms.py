"""Invented firms meet the law, and what their papers say of each other is true.

Checked on the figures, before any paper is printed: a clean package is clean because of
these, not because a review finds nothing.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from prereview.dossier.values.fields import field_complete, field_valid
from prereview.dossier.values.identifiers import patent_number_problem, uscc_problem
from samples.generator.books import booked_rd
from samples.generator.costs import CATEGORIES
from samples.generator.invent import invent
from samples.generator.model import edit
from samples.generator.money import total, wan

SEEDS = range(12)


@pytest.fixture(scope="module", params=SEEDS)
def firm(request):
    return invent(request.param)


def test_a_seed_gives_one_firm_and_another_seed_another():
    assert invent(5) == invent(5)
    assert len({invent(seed).firm.name for seed in SEEDS}) > len(SEEDS) * 0.8


def test_the_conditions_of_article_11_hold(firm):
    form, last = firm.form, firm.last_year
    floor = next(
        rate
        for limit, rate in ((50_000_000, "0.05"), (200_000_000, "0.04"), (10**12, "0.03"))
        if form[f"sales_{last}"] <= limit
    )
    assert (firm.applied_on - firm.firm.established_on).days >= 365
    assert firm.staff.counts["total_tech"] * 10 >= firm.staff.counts["total_all"]
    assert form["rd_total"] / total(form[f"sales_{y}"] for y in firm.years) >= Decimal(floor)
    assert form["rd_domestic"] >= form["rd_total"] * Decimal("0.6")
    assert form["ht_income"] >= form["gross_income"] * Decimal("0.6")
    assert total(p.income for p in firm.products.values() if p.main) > form["ht_income"] / 2
    assert all(p.rights for p in firm.products.values() if p.main)


def test_the_form_states_what_books_and_tables_state(firm):
    form, books = firm.form, firm.books
    for year in firm.years:
        assert form[f"sales_{year}"] == books[year]["revenue"]
        assert form[f"profit_{year}"] == books[year]["profit"]
        assert form[f"net_assets_{year}"] == books[year]["assets"] - books[year]["liabilities"]
    assert form["rd_total"] == total(table["total"].subtotal for table in firm.costs.values())
    assert form["ht_income"] == total(p.income for p in firm.products.values())
    assert form["gross_income"] > form[f"sales_{firm.last_year}"]


def test_statements_add_up_and_join(firm):
    for year in firm.years:
        now, before = firm.books[year], firm.books[year - 1]
        assert now["assets"] == now["liabilities"] + now["equity"]
        assert now["current_assets"] + now["noncurrent_assets"] == now["assets"]
        assert now["equity"] == before["equity"] + now["net"] - now["dividend"]
        assert now["net"] == now["profit"] - now["tax"]
        assert now["cf_operating"] + now["cf_invest"] + now["cf_finance"] == now["cash"] - before["cash"]
        assert now["cf_goods"] > 0
        assert now["cash"] > 0
        assert now["fixed"] == before["fixed"] + now["fixed_added"] - now["depreciation"]


def test_returns_follow_from_the_books(firm):
    for year in firm.years:
        books, filed, cost = firm.books[year], firm.returns[year], firm.costs[year]["total"]
        assert filed["taxable"] == books["profit"] + filed["added"] - filed["deducted"]
        assert filed["a_total"] <= booked_rd(cost)
        assert filed["a_total"] <= cost.subtotal
        assert books["payroll"] >= cost.personnel
        assert books["depreciation"] >= cost.depreciation
        assert filed["tax_due"] == books["tax"]


def test_cost_tables_add_up_and_keep_to_the_periods(firm):
    for year, table in firm.costs.items():
        columns = [column for key, column in table.items() if key != "total"]
        for name in (*CATEGORIES, "internal", "outsourced", "outsourced_domestic", "subtotal"):
            assert getattr(table["total"], name) == total(getattr(column, name) for column in columns)
        for column in table.values():
            assert column.internal == total(getattr(column, name) for name in CATEGORIES)
            assert column.subtotal == column.internal + column.outsourced
            assert column.other <= column.subtotal / 5
        for key in table.keys() - {"total"}:
            activity = firm.activities[key]
            assert activity.started_on.year <= year <= activity.ended_on.year
    for key, activity in firm.activities.items():
        assert total(table[key].subtotal for table in firm.costs.values() if key in table) <= activity.budget


def test_papers_of_an_activity_come_in_order(firm):
    for activity in firm.activities.values():
        assert activity.approved_on < activity.started_on < activity.ended_on
        assert (activity.accepted_on is None) == (activity.ended_on >= firm.applied_on)
        if activity.accepted_on:
            assert activity.ended_on <= activity.accepted_on < firm.applied_on
        hired = {p.name: p.hired_on for p in firm.people}
        assert all(hired[name] <= activity.started_on for name in (activity.leader, *activity.members))


def test_numbers_have_their_check_digits(firm):
    codes = {firm.firm.credit_code, firm.agency.credit_code, *(c.sale.buyer_code for c in firm.conversions)}
    assert [uscc_problem(code) for code in codes if uscc_problem(code)] == []
    patents = [r.number for r in firm.rights.values() if r.kind != "software"]
    assert [patent_number_problem(number) for number in patents if patent_number_problem(number)] == []


def test_rights_were_granted_in_time_and_out_of_their_activity(firm):
    for key, right in firm.rights.items():
        assert right.key == key
        activity = firm.activities[right.activity]
        assert key in activity.rights
        assert activity.started_on < right.applied_on < right.granted_on < firm.applied_on
    assert sum(firm.ip_counts.values()) == len(firm.rights)


def test_each_conversion_has_its_own_right_and_a_sale_within_the_three_years(firm):
    rights = [c.right for c in firm.conversions]
    assert len(set(rights)) == len(rights) >= 6
    for conversion in firm.conversions:
        sale = conversion.sale
        assert conversion.right in firm.products[conversion.product].rights
        assert firm.rights[conversion.right].applied_on < sale.signed_on < sale.invoiced_on
        assert sale.signed_on.year == sale.invoiced_on.year == conversion.year
        assert conversion.year in firm.years


def test_people_are_counted_as_they_are(firm):
    n = firm.staff.structure
    everybody = len(firm.people)
    assert everybody == firm.staff.counts["total_all"] == len(firm.insured)
    assert len({p.name for p in firm.people}) == everybody
    assert n["doctor"] + n["master"] + n["bachelor"] + n["college"] == everybody
    assert n["age_30"] + n["age_40"] + n["age_50"] + n["age_51"] == everybody
    assert all(p.days >= 183 for p in firm.people if p.technical)


def test_accountants_may_issue_special_audits(firm):
    agency = firm.agency
    assert len(agency.accountants) / max(agency.staff) >= 0.3
    assert min(agency.staff) >= 20
    assert (firm.rd_report.dated_on - agency.established_on).days > 3 * 365
    assert firm.audits[firm.last_year].dated_on <= firm.rd_report.dated_on < firm.applied_on


def test_texts_fit_their_boxes_and_differ(firm):
    for box in ("purpose", "core", "results"):
        texts = [getattr(activity, box) for activity in firm.activities.values()]
        assert all(60 <= len(text) <= 400 for text in texts)
        assert max(fuzz.ratio(a, b) for a, b in combinations(texts, 2)) < 75
    for product in firm.products.values():
        assert max(map(len, (product.key_technology, product.advantage, product.support))) <= 400
    assert max(map(len, firm.innovation.values())) <= 400


def test_fields_are_those_of_the_list(firm):
    paths = {firm.field, *(p.field for p in firm.products.values())}
    assert all(field_valid(path) and field_complete(path) for path in paths)


def test_figures_in_ten_thousands_are_rounded_half_up():
    assert wan(Decimal("12345.00")) == Decimal("1.23")
    assert wan(Decimal("12350.00")) == Decimal("1.24")


def test_an_edit_leaves_the_original_alone():
    firm = invent(1)
    other = edit(firm, ("books", firm.last_year, "cash"), lambda amount: amount + 1)
    assert other.books[firm.last_year]["cash"] == firm.books[firm.last_year]["cash"] + 1
    assert edit(other, ("books", firm.last_year, "cash"), lambda amount: amount - 1) == firm
