"""The overview of a batch as a workbook and as one HTML page."""

from __future__ import annotations

import io
from importlib.resources import files

import jinja2
import xlsxwriter

from prereview.batch.copies import KIND_TITLES
from prereview.batch.ledger import STATUS_TITLES
from prereview.batch.summary import Overview, headline
from prereview.checklist.finding import SEVERITY_TITLES, Severity
from prereview.feedback.plain import plain_line
from prereview.feedback.workbook import SheetWriter

_SEVERITIES = tuple(map(str, Severity))


def render_overview_workbook(overview: Overview) -> bytes:
    """Queue, rules, copies and templates as the bytes of an XLSX file."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    writing = SheetWriter(book)
    head = ("材料", "企业", "状态", *SEVERITY_TITLES.values(), "未能核对", "未读取", "页数", "结论")
    sheet = writing.sheet("名单", head, (30, 34, 10, 10, 8, 8, 8, 10, 8, 8, 70))
    rows = []
    for entry in overview.queue:
        counts = [entry.summary.counts.get(w, 0) for w in (*_SEVERITIES, "cannot_tell", "unread")]
        verdict = entry.problem or entry.summary.verdict
        rows.append(
            (entry.package, entry.summary.firm, STATUS_TITLES[entry.status], *counts, entry.pages, verdict)
        )
    writing.rows(sheet, rows, len(head))

    head = ("规则", "事项", "级别", "家数", "次数", "涉及材料")
    sheet = writing.sheet("常见问题", head, (12, 40, 10, 8, 8, 80))
    rules = [
        (
            r.rule,
            r.title,
            SEVERITY_TITLES[Severity(r.severity)],
            len(r.packages),
            r.findings,
            "、".join(r.packages),
        )
        for r in overview.rules
    ]
    writing.rows(sheet, rules, len(head))

    head = ("组", "类别", "相近程度", "材料", "企业", "位置", "文件", "页", "内容")
    sheet = writing.sheet("相同内容", head, (6, 18, 10, 28, 34, 30, 40, 6, 70))
    copies = [
        (
            number,
            KIND_TITLES[c.kind],
            f"{c.likeness:.0%}",
            p.package,
            p.firm,
            p.title,
            p.file or "",
            p.page or "",
            p.text,
        )
        for number, c in enumerate(overview.copies.copies, 1)
        for p in c.places
    ]
    writing.rows(sheet, copies, len(head))

    head = ("通用文字", "企业数", "涉及材料")
    sheet = writing.sheet("通用模板", head, (80, 8, 60))
    templates = [(t.text, len(t.packages), "、".join(t.packages)) for t in overview.copies.templates]
    writing.rows(sheet, templates, len(head))
    book.close()
    return stream.getvalue()


def render_overview_html(overview: Overview) -> str:
    """One self-contained page; every text is escaped."""
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = lambda value: plain_line(str(value))
    text = files("prereview.batch").joinpath("overview.html.j2").read_text(encoding="utf-8")
    return environment.from_string(text).render(
        overview=overview,
        headline=headline(overview),
        severities={str(s): title for s, title in SEVERITY_TITLES.items()},
        weights=[(str(s), title) for s, title in SEVERITY_TITLES.items()],
        statuses=STATUS_TITLES,
        kinds=KIND_TITLES,
    )
