"""Cases run as tests of their rules, and lint tells what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from prereview.checklist.cases import run_cases
from prereview.checklist.lint import lint
from prereview.errors import ChecklistError
from tests.checklist.writing import load_rules, rule_with, write_checklist

EQUAL = {"application.years[2025].net_assets": 100, "audits[2025].net_assets": 100.0}
UNEQUAL = {"application.years[2025].net_assets": 100, "audits[2025].net_assets": "1_000".replace("_", "")}


def case(facts: dict[str, Any], expect: Any, name: str = "a case") -> dict[str, Any]:
    return {"name": name, "facts": facts, "expect": expect}


GOOD = [case(EQUAL, "pass"), case(UNEQUAL, "fail"), case({}, "cannot_tell")]


def test_a_good_rule_has_nothing_to_mend(tmp_path: Path) -> None:
    assert lint(write_checklist(tmp_path, rule_with(cases=GOOD))) == ()


@pytest.mark.parametrize(
    ("cases", "messages"),
    [
        ([], ["没有通过的用例", "没有不通过的用例"]),
        (GOOD[:1], ["没有不通过的用例"]),
        (GOOD[1:], ["没有通过的用例"]),
        ([*GOOD, case(EQUAL, "fail", "wrong")], ["用例“wrong”：应为 fail，实为 pass"]),
    ],
)
def test_what_a_rule_lacks(tmp_path: Path, cases: list[dict[str, Any]], messages: list[str]) -> None:
    problems = lint(write_checklist(tmp_path, rule_with(cases=cases)))
    assert len(problems) == len(messages)
    for problem, message in zip(problems, messages, strict=True):
        assert message in problem.message
        assert problem.line > 1


def test_a_faulty_checklist_gives_its_problems(tmp_path: Path) -> None:
    (problem,) = lint(write_checklist(tmp_path, rule_with(assert_="agree(stated)", cases=GOOD)))
    assert "2 个参数" in problem.message


def test_a_checklist_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ChecklistError):
        lint(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("condition", "broken"),
    [("code != ''", False), ("code == null || code > 'A'", False), ("code > 'A'", True)],
)
def test_a_rule_may_not_break_without_an_optional_value(tmp_path: Path, condition: str, broken: bool) -> None:
    facts = {"audits[2025].verification_code": "粤B1"}
    rule = rule_with(
        optional={"code": "audits[2025].verification_code"},
        assert_=f"agree(stated, audited) && ({condition})",
        cases=[case({**EQUAL, **facts}, "pass"), case({**UNEQUAL, **facts}, "fail")],
    )
    problems = lint(write_checklist(tmp_path, rule))
    assert [("缺少 code" in p.message) for p in problems] == [True] * broken


PER_YEAR = {
    "for_each": {"year": "audits"},
    "needs": {"profit": "audits[{year}].profit"},
    "assert_": "profit > 0",
    "message": "{year}",
}
TWO_YEARS = {"audits[2024].profit": -1, "audits[2025].profit": 1}


@pytest.mark.parametrize(
    ("expect", "difference"),
    [
        ({"2024": "fail"}, None),
        ({"2024": "fail", "2025": "pass"}, None),
        ({"2025": "pass"}, "2024 未列出"),
        ({"2024": "pass"}, "2024 应为 pass，实为 fail"),
        ({"2023": "fail", "2024": "fail"}, "没有 2023 的结果"),
        ("fail", "2025"),
    ],
)
def test_expectations_by_subject(tmp_path: Path, expect: Any, difference: str | None) -> None:
    (result,) = run_cases(load_rules(tmp_path, rule_with(**PER_YEAR, cases=[case(TWO_YEARS, expect)])))
    assert (result.difference is None) is (difference is None)
    if difference:
        assert difference in (result.difference or "")


def test_values_of_cases_have_the_types_of_facts(tmp_path: Path) -> None:
    rule = rule_with(
        needs={
            "day": "licence.established_on",
            "odd": "impossible_dates[1].text",
            "refs": "application.rd[RD01].ip",
            "share": "derived.rd_ratio",
            "count": "application.staff_total",
            "sealed": "application.sealed",
        },
        assert_="day == '2025-03-01' && refs == ['IP01'] && share >= 0.05 && count == 12 && sealed",
        message="{odd}",
        cases=[
            case(
                {
                    "licence.established_on": "2025-03-01",
                    "impossible_dates[1].text": "2025-02-30",
                    "application.rd[RD01].ip": ["IP01"],
                    "derived.rd_ratio": 0.05,
                    "application.staff_total": 12,
                    "application.sealed": True,
                },
                "pass",
            )
        ],
    )
    (result,) = run_cases(load_rules(tmp_path, rule))
    assert result.difference is None
