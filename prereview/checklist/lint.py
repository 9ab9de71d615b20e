"""Checks a checklist file as its writer wants it checked: everything that is wrong, with lines.

Beyond what loading refuses: every rule needs a case that passes and one that
fails, and every case must give what it expects.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from prereview.checklist.cases import expected_verdicts, run_case
from prereview.checklist.finding import Verdict
from prereview.checklist.loader import load_checklist
from prereview.checklist.model import Rule
from prereview.checklist.problems import InvalidChecklistError, Problem


def lint(path: str | Path) -> tuple[Problem, ...]:
    """All problems of a checklist folder or file; empty when there are none.

    Raises `ChecklistError` when there is no such checklist.
    """
    try:
        checklist = load_checklist(path)
    except InvalidChecklistError as error:
        return error.problems
    return tuple(problem for rule in checklist.rules for problem in _rule_problems(rule))


def _rule_problems(rule: Rule) -> Iterator[Problem]:
    shown = {verdict for case in rule.cases for verdict in expected_verdicts(case)}
    for verdict, name in ((Verdict.PASS, "通过"), (Verdict.FAIL, "不通过")):
        if verdict not in shown:
            hint = f"请在 cases 中加入 expect: {verdict} 的例子"
            yield Problem(rule.file, rule.line, f"规则 {rule.id} 没有{name}的用例", hint)
    for case in rule.cases:
        result = run_case(rule, case)
        if result.difference:
            yield Problem(rule.file, case.line, f"规则 {rule.id} 的用例“{case.name}”：{result.difference}")
