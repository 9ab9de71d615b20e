"""Findings whose places stand on the pages that `conftest` caches."""

from __future__ import annotations

import msgspec

from prereview.checklist.finding import Finding, Severity, Side, Verdict
from prereview.documents.model import Box
from prereview.dossier.facts import Evidence
from tests.builders import AUDIT, FORM, RULES, finding

IN_FORM = Evidence(FORM, 5, Box(360.0, 310.25, 504.0, 330.25), None, "810.02", "table", 1.0)
IN_AUDIT = Evidence(AUDIT, 4, Box(297.0, 310.25, 522.0, 330.25), None, "8,200,227.74", "table", 1.0)
IN_RULES = Evidence(RULES, None, None, "paragraph 2", "第一条", "text", 1.0)


def made(rule: str, *sides: Side, identity: str | None = None, **changes: object) -> Finding:
    plain = finding(rule, **changes)  # type: ignore[arg-type]
    sides = sides or (
        Side("利润总额（申请书）", "810.02 万元", "application.years[2024].profit", (IN_FORM,)),
        Side("利润总额（审计）", "8,200,227.74 元", "audits[2024].profit", (IN_AUDIT,)),
    )
    return msgspec.structs.replace(plain, sides=sides, identity=identity or f"id-{rule}")


FINDINGS = (
    made("X-RV-19", section="income"),
    made(
        "C-05",
        Side("研发费用", "4.80%", "derived.rd_ratio", (IN_FORM,)),
        severity=Severity.BLOCKER,
        section="text",
        subject=None,
    ),
    made(
        "X-ORG-01",
        Side("制度", "第一条", "management.rules", (IN_RULES,)),
        severity=Severity.HINT,
        section="text",
        subject="核算办法",
    ),
    made(
        "X-TX-02",
        Side("企业名称", "未读到", "licence.firm_name"),
        verdict=Verdict.CANNOT_TELL,
        section="text",
        subject=None,
        missing=("licence.firm_name",),
    ),
    made("X-TX-07", verdict=Verdict.PASS, section="text", subject=None),
)
