"""Sheets that list: problems, conditions, papers, facts."""

from __future__ import annotations

from prereview.dossier.vocabulary import vocabulary
from prereview.feedback.numbering import number_findings
from prereview.feedback.places import FileNames, place
from prereview.feedback.sides import subject_of, told_by_place
from prereview.feedback.wording import VERDICT_TITLES
from prereview.feedback.workbook.writer import SheetWriter, plain_value, shown_fact
from prereview.review import Review
from prereview.review.decisions import STATE_TITLES, Decisions
from prereview.review.sheets import conditions_of, coverage_of
from prereview.review.sheets.coverage import PRESENCE_TITLES

METHODS = {"text": "文字", "table": "表格", "ocr": "图像识别", "derived": "计算"}


def write_problems(writing: SheetWriter, review: Review, decisions: Decisions) -> None:
    """All problems, the heaviest first, with decisions; the number is that of the other reports."""
    head = (
        "编号",
        "级别",
        "规则",
        "部分",
        "对象",
        "问题",
        "材料显示与出处",
        "计算",
        "处理",
        "由谁准备",
        "依据",
        "由此还影响",
        "处理情况",
        "批注",
    )
    widths = (7, 10, 10, 12, 12, 46, 56, 24, 36, 14, 26, 26, 14, 24)
    titles = dict(review.sections)
    names = FileNames(f.path for f in review.files)
    sheet = writing.sheet("问题清单", head, widths)
    rows = []
    for numbered in number_findings(review):
        finding = numbered.finding
        decision = decisions.of(finding.identity)
        state = f"{STATE_TITLES[decision.state]}　{decision.reason}".strip() if decision.state else ""
        told = told_by_place(finding, names, most=12)
        rows.append(
            (
                numbered.label,
                numbered.weight,
                finding.rule,
                titles.get(finding.section, finding.section),
                subject_of(finding),
                finding.message,
                "\n".join(f"{one.place}　{'；'.join(one.values)}" for one in told),
                finding.working or "",
                finding.advice,
                finding.provider,
                finding.basis,
                "、".join(dict.fromkeys(f.title for f in review.following(finding))),
                state,
                "\n".join(decision.comments),
            )
        )
    writing.rows(sheet, rows, len(head))


def write_conditions(writing: SheetWriter, review: Review) -> None:
    """The conditions and the score ranges."""
    head = ("条件", "材料显示", "要求", "余量", "核对", "计算", "出处")
    names = FileNames(f.path for f in review.files)
    sheet = writing.sheet("认定条件", head, (26, 30, 26, 18, 12, 40, 44))
    rows = [
        (
            c.title,
            c.value,
            c.threshold,
            c.margin,
            VERDICT_TITLES[c.verdict],
            c.working,
            names.places(c.evidence, 4),
        )
        for c in conditions_of(review)
    ]
    for part in review.score.indicators().values():
        rows.append(
            (part.title, f"{part.low}～{part.high} 分", "", "", "由专家评价", "\n".join(part.reasons), "")
        )
    writing.rows(sheet, rows, len(head))


def write_papers(writing: SheetWriter, review: Review) -> None:
    """The papers an application needs, and those that are there."""
    head = ("材料", "情况", "应有份数", "读到份数", "页数", "由谁出具", "一般需时")
    sheet = writing.sheet("材料", head, (44, 12, 10, 10, 8, 34, 24))
    rows = [
        (m.title, PRESENCE_TITLES[m.presence], m.expected or "", m.count, m.pages, m.issuer, m.time)
        for m in coverage_of(review)
    ]
    writing.rows(sheet, rows, len(head))


def write_facts(writing: SheetWriter, review: Review) -> None:
    """All that was read, with its source and how surely."""
    head = ("内容", "键", "数值", "单位", "出处", "原文", "读取方式", "把握程度", "计算", "另一读数")
    sheet = writing.sheet("读取内容", head, (34, 36, 34, 8, 44, 40, 10, 10, 30, 24))
    words = vocabulary()
    rows = []
    for path, fact in review.facts.items():
        first = fact.evidence[0] if fact.evidence else None
        rows.append(
            (
                words.title(path),
                path,
                plain_value(fact.value),
                "元" if fact.unit == "CNY" else "",
                "；".join(dict.fromkeys(place(e) for e in fact.evidence[:3])),
                first.text if first else "",
                METHODS[first.method] if first else "",
                f"{fact.confidence:.0%}",
                fact.working or "",
                "；".join(shown_fact(r) for r in fact.readings),
            )
        )
    writing.rows(sheet, rows, len(head))
