"""Rules with several tests under one id."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from prereview.checklist.catalogue import explain_rule, list_rules
from prereview.checklist.evaluate import evaluate
from prereview.checklist.finding import Severity, Verdict
from prereview.checklist.loader import load_checklist
from prereview.checklist.problems import InvalidChecklistError
from prereview.checklist.source import Place
from prereview.checklist.variants import variants_of
from prereview.dossier.facts import Fact, Facts
from tests.checklist.writing import load_rules, rule_with, write_checklist

ASSETS = {
    "name": "净资产",
    "needs": {"stated": "application.years[2025].net_assets", "audited": "audits[2025].net_assets"},
}
PROFIT = {
    "name": "利润总额",
    "severity": "explain",
    "needs": {"stated": "application.years[2025].profit", "audited": "audits[2025].profit"},
    "message": "利润总额两处不一致",
}


def two_tests(**changes: Any) -> dict[str, Any]:
    return rule_with(needs=None, variants=[ASSETS, PROFIT], **changes)


def facts(**values: int) -> Facts:
    paths = {
        "stated_assets": "application.years[2025].net_assets",
        "audited_assets": "audits[2025].net_assets",
        "stated_profit": "application.years[2025].profit",
        "audited_profit": "audits[2025].profit",
    }
    return Facts(Fact(paths[name], value) for name, value in values.items())


def test_a_variant_takes_what_it_lacks_from_its_rule(tmp_path: Path) -> None:
    assets, profit = load_rules(tmp_path, two_tests()).rules
    assert (assets.id, assets.variant, assets.severity) == ("T-01", "净资产", Severity.MUST_FIX)
    assert (profit.id, profit.variant, profit.severity) == ("T-01", "利润总额", Severity.EXPLAIN)
    assert assets.assertion.source == profit.assertion.source == "agree(stated, audited)"
    assert assets.advice == profit.advice


def test_each_variant_gives_its_finding(tmp_path: Path) -> None:
    checklist = load_rules(tmp_path, two_tests())
    values = facts(stated_assets=1000, audited_assets=1000, stated_profit=1000, audited_profit=9000)
    assets, profit = evaluate(checklist, values)
    assert (assets.rule, assets.verdict) == ("T-01", Verdict.PASS)
    assert (profit.rule, profit.verdict) == ("T-01", Verdict.FAIL)
    assert profit.message == "利润总额两处不一致"


def test_equal_values_do_not_make_variants_one_finding(tmp_path: Path) -> None:
    values = facts(stated_assets=1, audited_assets=9000, stated_profit=1, audited_profit=9000)
    alone = [
        evaluate(load_rules(tmp_path, two_tests() | {"variants": order}), values)
        for order in ([ASSETS, PROFIT], [PROFIT, ASSETS])
    ]
    assert [f.identity for f in alone[0]] == [f.identity for f in reversed(alone[1])]
    assert len({f.identity for f in alone[0]}) == 2


def test_a_variant_must_be_complete_with_its_rule(tmp_path: Path) -> None:
    with pytest.raises(InvalidChecklistError) as raised:
        load_rules(tmp_path, two_tests(message=None))
    (problem,) = raised.value.problems
    assert "缺少“message”" in problem.message


def test_a_checklist_replaces_all_variants_of_a_rule(tmp_path: Path) -> None:
    base = write_checklist(tmp_path, two_tests(), rule_with(id="T-02", title="另一条"))
    (tmp_path / "own").mkdir()
    own = write_checklist(tmp_path / "own", rule_with(), id="own", extends=str(base))
    assert [(r.id, r.variant) for r in load_checklist(own).rules] == [("T-01", None), ("T-02", None)]


def test_a_checklist_keeps_the_variants_it_does_not_replace(tmp_path: Path) -> None:
    base = write_checklist(tmp_path, two_tests())
    (tmp_path / "own").mkdir()
    own = write_checklist(tmp_path / "own", rule_with(id="T-02", title="另一条"), id="own", extends=str(base))
    assert [(r.id, r.variant) for r in load_checklist(own).rules] == [
        ("T-01", "净资产"),
        ("T-01", "利润总额"),
        ("T-02", None),
    ]


def test_variants_are_explained_together_and_listed_once(tmp_path: Path) -> None:
    checklist = load_rules(tmp_path, two_tests())
    text = explain_rule(checklist, "t-01")
    assert text.count("净资产与审计报告一致") == 1
    assert "【净资产】" in text
    assert "级别：需说明" in text
    assert "1 条规则" in list_rules(checklist)


def test_a_rule_without_variants_is_its_own() -> None:
    place: Place = ("rules", 0)
    (only,) = variants_of({"id": "T-01"}, place)
    assert (only.name, only.place) == (None, place)
    assert list(only.lacks()) == ["assert", "message", "advice", "provider"]
