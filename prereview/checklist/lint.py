"""Checks a checklist file as its writer wants it checked: everything that is wrong, with lines.

Beyond what loading refuses: every rule needs a case that passes and one that
fails, every case must give what it expects, and no rule may break where an
optional value is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from prereview.checklist.binding import PathSpec
from prereview.checklist.cases import expected_verdicts, question_difference, run_case
from prereview.checklist.evaluate import evaluate_rule
from prereview.checklist.finding import Verdict
from prereview.checklist.loader import load_checklist
from prereview.checklist.model import Case, QuestionRule, Rule
from prereview.checklist.problems import InvalidChecklistError, Problem
from prereview.checklist.subject import NOT_EXECUTED
from prereview.dossier.facts import Facts
from prereview.dossier.vocabulary import vocabulary


def lint(path: str | Path) -> tuple[Problem, ...]:
    """All problems of a checklist folder or file; empty when there are none.

    Raises `ChecklistError` when there is no such checklist.
    """
    try:
        checklist = load_checklist(path)
    except InvalidChecklistError as error:
        return error.problems
    return (
        *(problem for rule in checklist.rules for problem in _rule_problems(rule)),
        *(problem for question in checklist.questions for problem in _question_problems(question)),
    )


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
        for name in _breaks_without(rule, case):
            message = f"规则 {rule.id} 的用例“{case.name}”：缺少 {name} 时规则未能执行"
            yield Problem(rule.file, case.line, message, f"optional 中的值可能为空，请先判断 {name} != null")


def _question_problems(question: QuestionRule) -> Iterator[Problem]:
    if not any(case.asked for case in question.cases):
        hint = "请在 cases 中加入 asked: 1 的例子"
        yield Problem(question.file, question.line, f"问题 {question.id} 没有会提出的用例", hint)
    for case in question.cases:
        difference = question_difference(question, case)
        if difference:
            message = f"问题 {question.id} 的用例“{case.name}”：{difference}"
            yield Problem(question.file, case.line, message)


def _breaks_without(rule: Rule, case: Case) -> Iterator[str]:
    """Optional names without whose facts the rule cannot be evaluated on this case."""
    for name, spec in rule.optional.items():
        left = tuple(fact for fact in case.facts if not _is_read_by(fact.path, spec))
        findings = evaluate_rule(rule, Facts(left)) if len(left) < len(case.facts) else ()
        if any(finding.message.startswith(NOT_EXECUTED) for finding in findings):
            yield name


def _is_read_by(path: str, spec: PathSpec) -> bool:
    """Whether a path has the names of a spec; keys do not matter here."""
    term = vocabulary().term(path)
    return term is not None and term == vocabulary().term(spec.text)
