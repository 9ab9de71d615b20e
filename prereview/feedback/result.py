"""The result file: a review as one JSON object, described by a published schema.

The shape is fixed by `schema/review-1.schema.json`. Money is a number in yuan
(`unit` `CNY`), ratios are numbers from 0 to 1, dates ISO strings, references
lists. Personal data in texts is masked.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from prereview.checklist.finding import Finding
from prereview.checklist.formatting import mask_personal_data
from prereview.checklist.questions import Question
from prereview.dossier.facts import Evidence, Fact, Value
from prereview.dossier.sections import SourceFile
from prereview.feedback.schemas import schema
from prereview.review import Review

SCHEMA_ID = "prereview.review/1"


def result_schema() -> Mapping[str, Any]:
    """The JSON Schema (draft 2020-12) of the result file."""
    return schema("review")


def render_json(review: Review) -> str:
    """The result file as UTF-8 text, two blanks of indentation, ending in a newline."""
    return msgspec.json.format(json.dumps(to_result(review), ensure_ascii=False), indent=2) + "\n"


def to_result(review: Review) -> dict[str, Any]:
    """The result file as plain JSON values."""
    return {
        "schema": SCHEMA_ID,
        "tool": {
            "version": review.tool.version,
            "checklist": review.tool.checklist,
            "checklist_version": review.tool.checklist_version,
        },
        "package": {"name": review.name, "files": [_file(f) for f in review.files]},
        "facts": {path: fact_record(fact) for path, fact in review.facts.items()},
        "findings": [_finding(f) for f in review.findings],
        "questions": [_question(q) for q in review.questions],
        "score": {part: list(bounds) for part, bounds in review.score.ranges().items()},
        "score_reasons": {part: list(found.reasons) for part, found in review.score.indicators().items()},
        "summary": {
            "verdict": review.summary.verdict,
            "by_severity": {str(s): n for s, n in review.summary.failed.items()},
            "cannot_tell": review.summary.cannot_tell,
        },
    }


def _file(file: SourceFile) -> dict[str, Any]:
    return {
        "path": file.path,
        "sha256": file.sha256,
        "pages": file.page_count,
        "status": file.status,
        "problem": file.problem,
        "sections": [
            {"kind": s.kind, "pages": [s.first, s.last], "confidence": round(s.confidence, 3)}
            for s in file.sections
        ],
    }


def fact_record(fact: Fact) -> dict[str, Any]:
    """One fact as it stands in the result file."""
    out: dict[str, Any] = {
        "value": plain_value(fact.value),
        "unit": fact.unit,
        "evidence": [_evidence(e) for e in fact.evidence],
    }
    if fact.working:
        out["working"] = fact.working
    if fact.readings:
        out["readings"] = [fact_record(r) for r in fact.readings]
    return out


def _evidence(evidence: Evidence) -> dict[str, Any]:
    box = evidence.box
    return {
        "file": evidence.file,
        "page": evidence.page,
        "box": None if box is None else [round(v, 1) for v in (box.x0, box.top, box.x1, box.bottom)],
        "where": evidence.where,
        "text": mask_personal_data(evidence.text),
        "method": evidence.method,
        "confidence": round(evidence.confidence, 3),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    places = finding.evidence
    return {
        "rule": finding.rule,
        "title": finding.title,
        "section": finding.section,
        "verdict": str(finding.verdict),
        "severity": str(finding.severity),
        "subject": finding.subject,
        "message": finding.message,
        "working": finding.working,
        "basis": finding.basis,
        "advice": finding.advice,
        "missing": list(finding.missing),
        "sides": [
            {
                "name": mask_personal_data(side.name),
                "value": mask_personal_data(side.value),
                "path": side.path,
                "evidence": [places.index(e) for e in side.evidence],
            }
            for side in finding.sides
        ],
        "evidence": [_evidence(e) for e in places],
        "identity": finding.identity,
        "provider": finding.provider,
        "follows_from": finding.cause,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "person": question.person,
        "text": mask_personal_data(question.text),
        "why": mask_personal_data(question.why),
        "subject": question.subject,
        "evidence": [_evidence(e) for e in question.evidence],
        "identity": question.identity,
    }


def plain_value(value: Value) -> str | float | int | bool | list[str]:
    """A fact's value as JSON: decimals as numbers, dates in ISO form, references as a list."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [mask_personal_data(v) for v in value]
    if isinstance(value, str):
        return mask_personal_data(unicodedata.normalize("NFKC", value))
    return value
