"""A rule as plain data for machines: what `rules explain --json` prints and the reference is made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prereview.checklist.binding import PathSpec
from prereview.checklist.cases import expected_verdicts
from prereview.checklist.catalogue import variants_or_error
from prereview.checklist.finding import Verdict
from prereview.checklist.model import Case, Checklist, Rule
from prereview.checklist.titles import path_title
from prereview.dossier.facts import Fact


def describe_rule(checklist: Checklist, rule_id: str) -> dict[str, Any]:
    """One rule with all its tests; texts and expressions as written in the checklist.

    Raises `UsageError` for an id that is not in the checklist.
    """
    variants = variants_or_error(checklist, rule_id)
    rule = variants[0]
    return {
        "id": rule.id,
        "title": rule.title,
        "summary": rule.summary,
        "checklist": checklist.id,
        "section": {"id": rule.section, "title": _section_titles(checklist)[rule.section]},
        "tests": [_test(variant) for variant in variants],
        "file": rule.file.name,
        "line": rule.line,
    }


def _section_titles(checklist: Checklist) -> Mapping[str, str]:
    return {section.id: section.title for section in checklist.sections}


def _test(rule: Rule) -> dict[str, Any]:
    return {
        "variant": rule.variant,
        "severity": str(rule.severity),
        "basis": {"text": rule.basis.text, "law": rule.basis.is_law},
        "for_each": _paths(rule.for_each),
        "if_empty": str(rule.if_empty),
        "needs": _paths(rule.needs),
        "optional": _paths(rule.optional),
        "when": rule.when.source if rule.when else None,
        "unknown_when": rule.unknown_when.source if rule.unknown_when else None,
        "unknown": rule.unknown.source if rule.unknown else None,
        "assert": rule.assertion.source,
        "message": rule.message.source,
        "notes": [{"when": note.when.source, "text": note.text.source} for note in rule.notes],
        "working": rule.working.source if rule.working else None,
        "advice": rule.advice,
        "provider": rule.provider,
        "explains": list(rule.explains),
        "cases": [_case(case) for case in rule.cases],
    }


def _paths(specs: Mapping[str, PathSpec]) -> dict[str, dict[str, str]]:
    return {
        name: {"path": spec.text, "title": path_title(spec.text, with_source=True)}
        for name, spec in specs.items()
    }


def _case(case: Case) -> dict[str, Any]:
    if isinstance(case.expected, Verdict):
        expected: object = str(case.expected)
    else:
        expected = {subject: str(verdict) for subject, verdict in case.expected.items()}
    return {
        "name": case.name,
        "facts": {fact.path: _plain(fact) for fact in case.facts},
        "expected": expected,
        "shows": sorted(map(str, expected_verdicts(case))),
    }


def _plain(fact: Fact) -> object:
    """A value as JSON has it; money, ratios and dates as text, so that nothing is rounded."""
    value = fact.value
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value if isinstance(value, bool | int) or value is None else str(value)
