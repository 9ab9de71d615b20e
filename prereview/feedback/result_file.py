"""Findings out of a result file, so that a round that was kept as JSON can be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from prereview.checklist.finding import Finding, Severity, Side, Verdict
from prereview.documents.model import Box
from prereview.dossier.facts import Evidence
from prereview.errors import UsageError
from prereview.feedback.result import SCHEMA_ID
from prereview.feedback.schemas import validator

LARGEST = 256 * 1024 * 1024
"""Bytes; no honest result file is larger."""


def read_findings(path: Path) -> tuple[Finding, ...]:
    """The findings of a result file. Raises `UsageError` for anything else."""
    return tuple(_finding(item) for item in _result(path)["findings"])


def _result(path: Path) -> dict[str, Any]:
    remedy = "请指定 prereview check --format json 的结果文件"
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} 过大，不是预审结果", remedy=remedy)
        result = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"无法读取 {path}：{error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} 不是 JSON 文件", remedy=remedy) from error
    if not isinstance(result, dict) or result.get("schema") != SCHEMA_ID:
        raise UsageError(f"{path} 不是预审结果（{SCHEMA_ID}）", remedy=remedy)
    fault = next(validator("review").iter_errors(result), None)
    if fault is not None:
        where = "/".join(map(str, fault.absolute_path)) or "文件开头"
        raise UsageError(f"{path} 不完整或被改动过（{where}）", remedy=remedy)
    return result


def _finding(item: dict[str, Any]) -> Finding:
    places = [_evidence(e) for e in item["evidence"]]
    return Finding(
        rule=item["rule"],
        title=item["title"],
        section=item["section"],
        verdict=Verdict(item["verdict"]),
        severity=Severity(item["severity"]),
        subject=item["subject"],
        message=item["message"],
        basis=item["basis"],
        advice=item["advice"],
        sides=tuple(_side(side, places) for side in item.get("sides", ())),
        identity=item["identity"],
        working=item.get("working"),
        missing=tuple(item.get("missing", ())),
        provider=item.get("provider", ""),
        cause=item.get("follows_from"),
    )


def _side(side: dict[str, Any], places: list[Evidence]) -> Side:
    found = tuple(places[index] for index in side["evidence"] if index < len(places))
    return Side(side["name"], side["value"], side["path"], found)


def _evidence(item: dict[str, Any]) -> Evidence:
    box = item.get("box")
    return Evidence(
        file=item["file"],
        page=item["page"],
        box=Box(*box) if box else None,
        where=item.get("where"),
        text=item["text"],
        method=item["method"],
        confidence=item["confidence"],
    )
