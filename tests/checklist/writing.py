"""Small checklists for tests, written as YAML files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from prereview.checklist.loader import load_checklist
from prereview.checklist.model import Checklist, Rule

HEADER = {"id": "t", "title": "测试清单", "version": "1"}
SECTION = {"id": "test", "title": "测试"}

RULE: dict[str, Any] = {
    "id": "T-01",
    "title": "净资产与审计报告一致",
    "summary": "Net assets equal the audit",
    "severity": "must_fix",
    "basis": {"practice": "测试"},
    "needs": {"stated": "application.years[2025].net_assets", "audited": "audits[2025].net_assets"},
    "assert": "agree(stated, audited)",
    "message": "申请书为 {stated:wan}，审计报告为 {audited:wan}",
    "advice": "以审计报告为准",
    "provider": "财务",
}


def rule_with(**changes: Any) -> dict[str, Any]:
    """`RULE` with some keys changed; `None` removes one, `assert_` stands for `assert`."""
    changed = {**RULE, **{key.rstrip("_"): value for key, value in changes.items()}}
    return {key: value for key, value in changed.items() if value is not None}


def write_checklist(folder: Path, *rules: Mapping[str, Any], **header: Any) -> Path:
    """A one-file checklist of these rules."""
    file = folder / "list.yaml"
    data = {**HEADER, **header, "section": SECTION, "rules": list(rules)}
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def load_rules(folder: Path, *rules: Mapping[str, Any]) -> Checklist:
    return load_checklist(write_checklist(folder, *rules))


def load_rule(folder: Path, **changes: Any) -> Rule:
    return load_rules(folder, rule_with(**changes)).rules[0]
