"""Small values for tests: facts, findings and reviews without any document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from prereview.checklist.finding import Finding, Severity, Side, Verdict
from prereview.checklist.score import score_innovation
from prereview.documents.model import Box
from prereview.dossier.facts import Evidence, Fact, Facts, Value
from prereview.dossier.sections import Section, SourceFile
from prereview.review.model import Review, Timings, Tool, summarise

FORM = "01 申请书/申请书.pdf"
AUDIT = "10 审计/2024.pdf"
RULES = "06 制度/核算办法.docx"

FIRM = "测试样例科技有限公司"


def evidence(file: str = FORM, page: int | None = 5, text: str = "净资产 1796.93") -> Evidence:
    box = None if page is None else Box(72.0, 310.25, 288.4, 325.0)
    where = "table 3, row 2, column 4" if page is None else None
    return Evidence(file, page, box, where, text, "table", 1.0)


def fact(path: str, value: Value, *places: Evidence) -> Fact:
    unit = "CNY" if isinstance(value, Decimal) else None
    return Fact(path, value, unit, places or (evidence(),))


def finding(
    rule: str = "X-RV-19",
    verdict: Verdict = Verdict.FAIL,
    severity: Severity = Severity.MUST_FIX,
    section: str = "income",
    subject: str | None = "2024",
    missing: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        rule=rule,
        title="利润总额与审计报告一致",
        section=section,
        verdict=verdict,
        severity=severity,
        subject=subject,
        message="2024 年利润总额：申请书为 810.02 万元，审计报告为 8,200,227.74 元，两处不一致",
        basis="申请书填报说明",
        advice="以审计报告为准更正申请书",
        sides=(
            Side("利润总额（申请书）", "810.02 万元", "application.years[2024].profit", (evidence(),)),
            Side(
                "利润总额（审计）",
                "8,200,227.74 元",
                "audits[2024].profit",
                (evidence(AUDIT, 4, "利润总额 8,200,227.74"),),
            ),
        ),
        identity="0123456789abcdef",
        missing=missing,
    )


def source_file(
    path: str = FORM, status: str = "read", problem: str | None = None, unread: tuple[int, ...] = ()
) -> SourceFile:
    sections = (Section(path, "application_form", 1, 19, 0.98),)
    return SourceFile(path, "0" * 64, 19, status, problem, sections, unread)


def review(
    findings: tuple[Finding, ...] = (finding(),),
    files: tuple[SourceFile, ...] = (source_file(),),
    facts: Facts | None = None,
) -> Review:
    if facts is None:
        facts = Facts(
            [
                fact("derived.firm_name", FIRM),
                fact("application.uscc", "91330108MA75H9D20Q"),
                fact("derived.applied_on", date(2026, 7, 21)),
                fact("application.years[2024].profit", Decimal("8100200")),
                fact("application.rd[RD01].ip", ("IP01", "IP05")),
                fact("application.incident", False),
            ]
        )
    return Review(
        tool=Tool("hnte-2016", "1"),
        name="样例",
        files=files,
        facts=facts,
        sections=(("income", "收入与产品"), ("text", "文字质量")),
        findings=findings,
        score=score_innovation(facts),
        summary=summarise(files, findings),
        timings=Timings(1.0, 0.2, 0.1),
    )
