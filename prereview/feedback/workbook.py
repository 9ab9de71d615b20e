"""The workbook: problems, facts with their sources, ties with live formulas, people checks.

Texts are written as texts, whatever they begin with: nothing a document says can
become a formula. Sheets have filters and frozen heads.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from prereview.dossier.facts import Fact, Value
from prereview.dossier.vocabulary import vocabulary
from prereview.feedback.numbering import number_findings
from prereview.feedback.places import place, side_line
from prereview.feedback.plain import plain_lines
from prereview.review import Review
from prereview.review.decisions import STATE_TITLES, Decisions
from prereview.review.sheets import SOURCES, ties_of

LONGEST_CELL = 32_000
"""Characters a cell may hold, a little under Excel's own limit."""

METHODS = {"text": "文字", "table": "表格", "ocr": "图像识别", "derived": "计算"}


def render_workbook(review: Review, decisions: Decisions | None = None) -> bytes:
    """The workbook as the bytes of an XLSX file."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    writing = SheetWriter(book)
    _problems(writing, review, decisions or Decisions())
    _ties(writing, review)
    _people(writing, review)
    _facts(writing, review)
    book.close()
    return stream.getvalue()


class SheetWriter:
    """Writes sheets of one workbook in the formats they share."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - XlsxWriter is untyped
        self._book = book
        self.head = book.add_format({"bold": True, "bg_color": "#E8ECF2", "border": 1, "text_wrap": True})
        self.text = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self.money = book.add_format({"num_format": "#,##0.00", "valign": "top", "border": 1})
        self.differs = book.add_format({"bg_color": "#FFE3D0"})

    def sheet(self, name: str, head: Sequence[str], widths: Sequence[float]) -> Any:  # noqa: ANN401
        """A sheet with a frozen head."""
        sheet = self._book.add_worksheet(name)
        for column, (title, width) in enumerate(zip(head, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self.head)
        sheet.freeze_panes(1, 0)
        return sheet

    def rows(self, sheet: Any, rows: Iterable[Sequence[object]], columns: int) -> int:  # noqa: ANN401
        """Write rows below the head and set the filter; the number of rows."""
        count = 0
        for count, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, Decimal | int) and not isinstance(value, bool):
                    sheet.write_number(count, column, float(value), self.money)
                else:
                    sheet.write_string(count, column, _safe(value), self.text)
        sheet.autofilter(0, 0, max(count, 1), columns - 1)
        return count


def _safe(value: object) -> str:
    return plain_lines(str("" if value is None else value))[:LONGEST_CELL]


def _problems(writing: SheetWriter, review: Review, decisions: Decisions) -> None:
    head = (
        "编号",
        "级别",
        "规则",
        "部分",
        "对象",
        "问题",
        "两处内容与出处",
        "计算",
        "依据",
        "处理",
        "处理情况",
        "批注",
    )
    widths = (7, 10, 11, 12, 10, 46, 56, 26, 26, 36, 12, 24)
    titles = dict(review.sections)
    sheet = writing.sheet("问题清单", head, widths)
    rows = []
    for numbered in number_findings(review):
        finding = numbered.finding
        decision = decisions.of(finding.identity)
        state = f"{STATE_TITLES[decision.state]}　{decision.reason}".strip() if decision.state else ""
        rows.append(
            (
                numbered.label,
                numbered.weight,
                finding.rule,
                titles.get(finding.section, finding.section),
                finding.subject or "",
                finding.message,
                "\n".join(side_line(side) for side in finding.sides),
                finding.working or "",
                finding.basis,
                finding.advice,
                state,
                "\n".join(decision.comments),
            )
        )
    writing.rows(sheet, rows, len(head))


def _ties(writing: SheetWriter, review: Review) -> None:
    """Figures side by side; the differences are formulas, so that a corrected figure can be tried."""
    head = ("项目", "年度", *SOURCES, *(f"{s}差额" for s in SOURCES[1:]), "说明")
    sheet = writing.sheet("数据勾稽", head, (24, 8, *(18,) * 4, *(16,) * 3, 40))
    for number, row in enumerate(ties_of(review.facts), 1):
        sheet.write_string(number, 0, row.title, writing.text)
        sheet.write_number(number, 1, row.year, writing.text)
        for column, cell in enumerate(row.cells, 2):
            if cell.fact is None:
                sheet.write_blank(number, column, None, writing.text)
            else:
                sheet.write_number(number, column, float(cell.fact.value), writing.money)  # type: ignore[arg-type]
        for column, source in enumerate("DEF", 6):
            line = number + 1
            value = next(
                (float(c.difference) for c in (row.cells[column - 5],) if c.difference is not None), ""
            )
            formula = f'=IF(OR(C{line}="",{source}{line}=""),"",{source}{line}-C{line})'
            sheet.write_formula(number, column, formula, writing.money, value)
        sheet.write_string(number, 9, row.note, writing.text)
        sheet.conditional_format(
            number,
            6,
            number,
            8,
            {
                "type": "formula",
                "criteria": f"=AND(ISNUMBER(G{number + 1}),ABS(G{number + 1})>100)",
                "format": writing.differs,
            },
        )


def _people(writing: SheetWriter, review: Review) -> None:
    facts = review.facts
    head = ("序号", "姓名", "学历", "职称", "部门", "岗位", "入职日期", "科技人员", "上年在职天数", "提示")
    sheet = writing.sheet("人员", head, (7, 12, 10, 14, 16, 20, 14, 10, 14, 30))
    rows = []
    for key in facts.keys_of("personnel"):
        values = [
            _shown(facts.get(f"personnel[{key}].{leaf}"))
            for leaf in ("name", "degree", "title", "department", "post", "hired_on", "tech")
        ]
        days = facts.value(f"personnel[{key}].days")
        short = isinstance(days, int) and not isinstance(days, bool) and days < 183
        rows.append(
            (key, *values, "" if days is None else days, "累计实际工作时间不足 183 天" if short else "")
        )
    writing.rows(sheet, rows, len(head))


def _facts(writing: SheetWriter, review: Review) -> None:
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
                _plain(fact.value),
                "元" if fact.unit == "CNY" else "",
                "；".join(dict.fromkeys(place(e) for e in fact.evidence[:3])),
                first.text if first else "",
                METHODS[first.method] if first else "",
                f"{fact.confidence:.0%}",
                fact.working or "",
                "；".join(_shown(r) for r in fact.readings),
            )
        )
    writing.rows(sheet, rows, len(head))


def _shown(fact: Fact | None) -> str:
    return "" if fact is None else str(_plain(fact.value))


def _plain(value: Value) -> str | Decimal | int:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(value)
    return value.isoformat() if isinstance(value, date) else value
