from decimal import Decimal

import pytest

from prereview.checklist.finding import Verdict
from prereview.dossier.facts import Facts
from prereview.review.sheets import conditions_of, coverage_of, ties_of
from tests.builders import fact, finding, review

WAN = Decimal(10_000)


def conditions(*facts, findings=()):
    return {c.id: c for c in conditions_of(review(findings=findings, facts=Facts(facts)))}


def test_conditions_show_value_threshold_and_margin():
    found = conditions(
        fact("derived.days_registered", 364),
        fact("derived.staff_tech_ratio", Decimal(23) / 231),
        fact("application.staff_tech", 23),
        fact("application.staff_total", 231),
        fact("derived.rd_ratio", Decimal("0.048")),
        fact("derived.rd_ratio_floor", Decimal("0.05")),
        fact("application.rd_total", 480 * WAN),
        fact("application.years[2025].sales", 10_000 * WAN),
    )
    shown = {k: (c.value, c.threshold, c.margin) for k, c in found.items()}
    assert shown["C-01"] == ("364 天", "≥ 365 天", "-1 天")
    assert shown["C-04"] == ("9.96%", "≥ 10%", "-1 人")
    assert shown["C-05"] == ("4.80%", "≥ 5%", "-20.00 万元")


def test_a_share_below_its_floor_never_reads_as_the_floor():
    assert conditions(fact("derived.staff_tech_ratio", Decimal("0.099996")))["C-04"].value == "9.9996%"


def test_what_was_not_read_is_said_and_never_passed():
    found = conditions()
    assert found["C-06"].value == "未读到"
    assert found["C-06"].verdict is Verdict.CANNOT_TELL


def test_verdicts_come_from_the_findings():
    found = conditions(findings=(finding("C-01", Verdict.PASS), finding("C-04", Verdict.FAIL)))
    assert (found["C-01"].verdict, found["C-04"].verdict) == (Verdict.PASS, Verdict.FAIL)


YEAR = fact("derived.year_3", 2025)


@pytest.mark.parametrize(
    ("audited", "equal"),
    [("50000100", True), ("50000100.01", False), ("49999900", True), ("500000000", False)],
)
def test_figures_agree_within_the_rounding_of_the_form(audited, equal):
    facts = Facts(
        [
            YEAR,
            fact("application.years[2025].sales", 5000 * WAN),
            fact("audits[2025].revenue", Decimal(audited)),
        ]
    )
    (row,) = ties_of(facts)
    assert (row.title, row.year, row.equal) == ("销售收入", 2025, equal)
    assert row.cells[2].difference == Decimal(audited) - 5000 * WAN


def test_a_paper_is_missing_only_when_everything_was_read():
    def presence(*facts):
        found = coverage_of(review(facts=Facts(facts)))
        return {m.kinds[0]: m.presence for m in found}

    licence = fact("materials[business_licence].count", 1)
    assert presence(licence)["business_licence"] == "present"
    assert presence(licence)["rd_ledger"] == "missing"
    assert presence(licence, fact("materials[unknown].pages", 2))["rd_ledger"] == "unsure"
    assert presence()["standard_evidence"] == "not_needed"


def test_one_audit_for_each_year_is_needed():
    facts = [
        fact("derived.accounting_years", ("2024", "2025")),
        fact("materials[financial_audit_report].count", 2),
        fact("materials[tax_return].count", 1),
    ]
    found = {m.kinds[0]: m for m in coverage_of(review(facts=Facts(facts)))}
    assert found["financial_audit_report"].presence == "present"
    assert found["tax_return"].presence == "missing"
