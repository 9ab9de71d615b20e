from datetime import date
from decimal import Decimal

import pytest

from prereview.dossier.derived import derive, growth_rate
from tests.dossier.sectioned import fact

WAN = Decimal(10_000)


def derived(*facts, as_of=None):
    return {f.path.removeprefix("derived."): f for f in derive(facts, as_of)}


def years(field, *amounts, first=2023):
    return [fact(f"application.years[{first + n}].{field}", a * WAN) for n, a in enumerate(amounts)]


@pytest.mark.parametrize(
    ("sales", "floor"),
    [
        ("5000", "0.05"),
        ("5000.01", "0.04"),
        ("20000", "0.04"),
        ("20000.01", "0.03"),
        ("0", "0.05"),
    ],
)
def test_the_floor_follows_last_years_sales_alone(sales, floor):
    found = derived(*years("sales", Decimal(90000), Decimal(90000), Decimal(sales)))
    assert found["rd_ratio_floor"].value == Decimal(floor)


def test_ratios_are_exact_and_show_their_working():
    found = derived(*years("sales", Decimal(3000), Decimal(5000)), fact("application.rd_total", 400 * WAN))
    assert found["rd_ratio"].value == Decimal("0.05")
    assert found["rd_ratio"].working == "400.00 万元 ÷ 8,000.00 万元 = 5.00%"
    assert len(found["rd_ratio"].evidence) == 3


def test_sales_of_nothing_give_no_ratio():
    assert "rd_ratio" not in derived(*years("sales", Decimal(0)), fact("application.rd_total", WAN))


@pytest.mark.parametrize(
    ("amounts", "rate"),
    [
        ((100, 120, 150), "0.225"),
        ((0, 120, 150), "0.25"),
        ((120, 150), "0.25"),
        ((100, 0, 150), "0"),
    ],
)
def test_growth_follows_the_guide(amounts, rate):
    assert growth_rate([Decimal(a) for a in amounts])[0] == Decimal(rate)


def test_growth_is_left_to_experts_when_a_year_is_negative_and_absent_with_one_year():
    assert "sales_growth" not in derived(*years("sales", Decimal(-1), Decimal(5), Decimal(6)))
    assert "sales_growth" not in derived(*years("sales", Decimal(5)))


def test_days_run_from_the_licence_to_the_application():
    found = derived(
        fact("licence.established_on", date(2025, 7, 21)),
        fact("application.registered_on", date(2020, 1, 1)),
        fact("application.applied_on", date(2026, 7, 21)),
    )
    assert found["days_registered"].value == 365


def test_a_young_firm_counts_the_years_it_existed_in():
    found = derived(
        fact("licence.established_on", date(2024, 3, 18)), fact("application.applied_on", date(2026, 8, 19))
    )
    assert found["accounting_years"].value == ("2024", "2025")
    assert [found[f"year_{n}"].value for n in (1, 2, 3)] == [2023, 2024, 2025]


def test_the_given_date_stands_in_only_where_the_form_prints_none():
    assert derived(as_of=date(2026, 8, 1))["applied_on"].value == date(2026, 8, 1)
    stated = fact("application.applied_on", date(2026, 7, 21))
    assert derived(stated, as_of=date(2026, 8, 1))["applied_on"].value == date(2026, 7, 21)


def test_main_products_need_every_income_to_be_read():
    rows = [fact("application.products[PS01].main", True), fact("application.products[PS02].main", False)]
    income = fact("application.ht_income", 100 * WAN)
    assert "main_product_share" not in derived(*rows, income)
    share = derived(*rows, income, fact("application.products[PS01].income", 51 * WAN))["main_product_share"]
    assert share.value == Decimal("0.51")


def test_a_recognised_name_on_the_licence_can_be_outvoted():
    printed = [fact(f"firm_names[{paper}].name", "甲科技有限公司") for paper in ("认定申请书", "企业承诺书")]
    found = derived(fact("licence.firm_name", "甲科枝有限公司"), *printed)
    assert found["firm_name"].value == "甲科枝有限公司"


def test_special_audits_of_single_years_are_added_up_when_none_is_missing():
    facts = [
        fact("licence.established_on", date(2020, 3, 18)),
        fact("application.applied_on", date(2026, 8, 19)),
        *(fact(f"special_rd[{year}].total", WAN) for year in (2023, 2024)),
    ]
    path = "special_rd.total"
    assert path not in derived(*facts)
    assert derived(*facts, fact("special_rd[2025].total", WAN))[path].value == 3 * WAN


def test_technical_people_with_too_few_days():
    people = [
        fact("personnel[1].tech", True),
        fact("personnel[1].days", 183),
        fact("personnel[2].tech", True),
        fact("personnel[2].days", 182),
        fact("personnel[3].tech", False),
        fact("personnel[4].name", "某某"),
    ]
    assert derived(*people)["tech_short_days"].value == 1
    assert "tech_short_days" not in derived(*people, fact("personnel[5].tech", True))
    assert "tech_short_days" not in derived(fact("personnel[4].name", "某某"))


def test_an_activity_that_the_summary_of_a_special_audit_leaves_out():
    stated = [
        fact("special_rd.total", 600 * WAN),
        fact("special_rd.projects[RD01].total", 100 * WAN),
        fact("special_rd.projects[RD02].total", 200 * WAN),
        fact("special_rd.costs[2025][RD01].subtotal", 100 * WAN),
        fact("special_rd.costs[2024][RD03].subtotal", 100 * WAN),
        fact("special_rd.costs[2025][RD03].subtotal", 200 * WAN),
    ]
    assert derived(*stated)["special_unlisted"].value == ("RD03",)
    whole = [*stated[1:4], fact("special_rd.total", 300 * WAN)]
    assert derived(*whole)["special_unlisted"].value == ()
    assert "special_unlisted" not in derived(*stated[1:])
    assert "special_unlisted" not in derived(fact("special_rd.total", 700 * WAN), *stated[1:])


def test_the_sums_of_agreements_but_for_frameworks():
    stated = [
        fact("agreements[1].title", "产学研合作协议"),
        fact("agreements[2].title", "技术开发（委托）合同"),
        fact("agreements[2].amount", 20 * WAN),
        fact("agreements[3].title", "委托研发合同"),
    ]
    assert derived(*stated[:3])["agreed_sum"].value == 20 * WAN
    assert "agreed_sum" not in derived(*stated)
    assert "agreed_sum" not in derived(stated[0])
