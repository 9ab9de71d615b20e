"""The checklists that are shipped: every rule sampled, every case as expected."""

from __future__ import annotations

from functools import cache

import pytest

from prereview.checklist.cases import expected_verdicts, run_case
from prereview.checklist.catalogue import explain_rule
from prereview.checklist.finding import Verdict
from prereview.checklist.lint import lint
from prereview.checklist.loader import available_checklists, checklist_folders, load_checklist
from prereview.checklist.model import Case, Checklist, Rule

loaded = cache(load_checklist)


CHECKLISTS = [loaded(name) for name in available_checklists()]
RULES = [
    (checklist, rule)
    for checklist in CHECKLISTS
    for rule in checklist.rules
    if rule.file.parent.name == checklist.id  # what it extends is looked at there
]
RULE_IDS = ["-".join(filter(None, (checklist.id, rule.id, rule.variant))) for checklist, rule in RULES]
CASES = [(rule, case) for _, rule in RULES for case in rule.cases]


def test_there_is_a_national_checklist() -> None:
    assert "hnte-2016" in available_checklists()


@pytest.mark.parametrize("name", available_checklists())
def test_a_checklist_has_nothing_to_mend(name: str) -> None:
    assert [str(problem) for problem in lint(name)] == []
    assert any((folder / name).is_dir() for folder in checklist_folders())


@pytest.mark.parametrize("name", available_checklists())
def test_rule_ids_and_titles_are_unique(name: str) -> None:
    checklist = loaded(name)
    assert len({(rule.id, rule.variant) for rule in checklist.rules}) == len(checklist.rules)
    titles = [title for _, title in {(rule.id, rule.title) for rule in checklist.rules}]
    assert sorted(t for t in set(titles) if titles.count(t) > 1) == []


@pytest.mark.parametrize(("checklist", "rule"), RULES, ids=RULE_IDS)
def test_a_rule_has_a_case_that_passes_and_one_that_fails(checklist: Checklist, rule: Rule) -> None:
    shown = {verdict for case in rule.cases for verdict in expected_verdicts(case)}
    assert {Verdict.PASS, Verdict.FAIL} <= shown


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule.id}-{case.name}" for rule, case in CASES])
def test_a_case_gives_what_it_expects(rule: Rule, case: Case) -> None:
    result = run_case(rule, case)
    assert result.difference is None
    assert all("规则未能执行" not in finding.message for finding in result.findings)


@pytest.mark.parametrize(("checklist", "rule"), RULES, ids=RULE_IDS)
def test_a_rule_can_be_explained(checklist: Checklist, rule: Rule) -> None:
    text = explain_rule(checklist, rule.id)
    assert rule.title in text
    assert rule.basis.text in text


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule.id}-{case.name}" for rule, case in CASES])
def test_a_failing_message_is_complete(rule: Rule, case: Case) -> None:
    for finding in run_case(rule, case).findings:
        if finding.verdict is Verdict.FAIL:
            assert "{" not in finding.message
            assert finding.advice
            assert finding.basis
