"""The cases of a checklist, run: each rule against the examples that stand beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from prereview.checklist.evaluate import evaluate_rule
from prereview.checklist.finding import Finding, Verdict
from prereview.checklist.model import Case, Checklist, QuestionCase, QuestionRule, Rule
from prereview.checklist.questions import questions_of
from prereview.dossier.facts import Facts


class CaseResult(msgspec.Struct, frozen=True):
    """One case of one rule: what came out, and what differs from the expectation (None when nothing does)."""

    rule: str
    case: Case
    findings: tuple[Finding, ...]
    difference: str | None


class Outcome(msgspec.Struct, frozen=True):
    """A case of a rule or a question, with its place and what differs from the expectation."""

    id: str
    case: str
    file: Path
    line: int
    difference: str | None


def run_cases(checklist: Checklist) -> tuple[Outcome, ...]:
    """Every case of every rule and question of a checklist, those it extends included."""
    return tuple(_outcomes(checklist))


def _outcomes(checklist: Checklist) -> Iterator[Outcome]:
    for rule in checklist.rules:
        for case in rule.cases:
            yield Outcome(rule.id, case.name, rule.file, case.line, run_case(rule, case).difference)
    for question in checklist.questions:
        for asked in question.cases:
            difference = question_difference(question, asked)
            yield Outcome(question.id, asked.name, question.file, asked.line, difference)


def question_difference(question: QuestionRule, case: QuestionCase) -> str | None:
    """How often a question is raised, where that is not what the case expects."""
    asked = len(questions_of(question, Facts(case.facts)))
    return None if asked == case.asked else f"应提出 {case.asked} 次，实为 {asked} 次"


def run_case(rule: Rule, case: Case) -> CaseResult:
    """Run one case on its rule alone."""
    findings = evaluate_rule(rule, Facts(case.facts))
    return CaseResult(rule.id, case, findings, _difference(case, findings))


def expected_verdicts(case: Case) -> frozenset[Verdict]:
    """The verdicts a case shows."""
    return frozenset((case.expected,) if isinstance(case.expected, Verdict) else case.expected.values())


def _difference(case: Case, findings: tuple[Finding, ...]) -> str | None:
    """What is not as expected: listed subjects as listed, and none beside them failing."""
    if isinstance(case.expected, Verdict):
        wrong = [f for f in findings if f.verdict is not case.expected]
        return "；".join(f"应为 {case.expected}，{_told(f)}" for f in wrong) or None
    by_subject = {f.subject or "": f for f in findings}
    parts = []
    for subject, verdict in case.expected.items():
        finding = by_subject.pop(subject, None)
        if finding is None:
            parts.append(f"没有 {subject} 的结果，现有：{'、'.join(f.subject or '（无）' for f in findings)}")
        elif finding.verdict is not verdict:
            parts.append(f"{subject} 应为 {verdict}，{_told(finding)}")
    parts += [f"{s} 未列出，{_told(f)}" for s, f in by_subject.items() if f.verdict is Verdict.FAIL]
    return "；".join(parts) or None


def _told(finding: Finding) -> str:
    subject = f"{finding.subject}：" if finding.subject else ""
    return f"实为 {finding.verdict}（{subject}{finding.message}）"
