"""One cause, one finding."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from prereview.checklist.evaluate import evaluate
from prereview.checklist.finding import Finding, Verdict
from prereview.checklist.loader import load_checklist
from prereview.dossier.facts import Fact, Facts, Value
from tests.checklist.writing import load_rules, rule_with

NATIONAL = load_checklist("hnte-2016")


def findings_of(values: dict[str, Value]) -> dict[tuple[str, str | None], Finding]:
    found = evaluate(NATIONAL, Facts(Fact(path, value) for path, value in values.items()))
    return {(f.rule, f.subject): f for f in found}


def cause_of(
    found: dict[tuple[str, str | None], Finding], rule: str, subject: str | None = None
) -> str | None:
    cause = found[rule, subject].cause
    return next((f.rule for f in found.values() if f.identity == cause), None) if cause else None


def test_what_a_missing_report_would_have_said_follows_from_its_absence() -> None:
    found = findings_of({"materials.unread_pages": 0, "application.ht_income": 100})
    assert found["M-19", None].verdict is Verdict.FAIL
    assert found["X-RV-08", None].verdict is Verdict.CANNOT_TELL
    assert cause_of(found, "X-RV-08") == "M-19"
    assert found["M-19", None].cause is None


def test_a_check_that_lacks_two_things_has_two_causes_and_stands_alone() -> None:
    found = findings_of({"materials.unread_pages": 0})
    assert found["X-TM-03", None].cause is None or cause_of(found, "X-TM-03") != "M-19"


def test_a_unit_error_is_the_cause_of_every_ratio_it_spoils() -> None:
    million = 1_000_000
    found = findings_of(
        {
            "derived.accounting_years": ("2025",),
            "application.years[2025].sales": Decimal(50 * million * 10_000),
            "tax_returns[2025].revenue": Decimal(50 * million),
            "special_rd[2025].sales": Decimal(50 * million),
        }
    )
    assert found["X-RE-30", "2025"].verdict is Verdict.FAIL
    assert cause_of(found, "X-RV-01", "2025") == "X-RE-30"
    assert cause_of(found, "X-RV-03", "2025") == "X-RE-30"


def test_one_figure_against_two_papers_is_one_matter(tmp_path: Path) -> None:
    rules = load_rules(
        tmp_path,
        rule_with(id="T-01", severity="explain"),
        rule_with(
            id="T-02",
            needs={"stated": "application.years[2025].net_assets", "audited": "audits[2025].equity"},
        ),
    )
    facts = Facts(
        [
            Fact("application.years[2025].net_assets", Decimal(100)),
            Fact("audits[2025].net_assets", Decimal(900)),
            Fact("audits[2025].equity", Decimal(900)),
        ]
    )
    light, heavy = evaluate(rules, facts)
    assert (light.cause, heavy.cause) == (heavy.identity, None)


def test_a_value_that_was_not_read_is_asked_for_once(tmp_path: Path) -> None:
    rules = load_rules(tmp_path, rule_with(id="T-01"), rule_with(id="T-02"))
    first, second = evaluate(rules, Facts([Fact("audits[2025].net_assets", Decimal(1))]))
    assert first.verdict is second.verdict is Verdict.CANNOT_TELL
    assert (first.cause, second.cause) == (None, first.identity)


def test_passing_findings_follow_from_nothing() -> None:
    found = findings_of({"materials.unread_pages": 0, "application.incident": False})
    assert all(f.cause is None for f in found.values() if f.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE))
