"""Sheets with live formulas: figures side by side, people and the checks on them."""

from __future__ import annotations

from decimal import Decimal

from prereview.feedback.workbook.writer import SheetWriter, shown_fact
from prereview.review import Review
from prereview.review.sheets import SOURCES, ties_of


def write_ties(writing: SheetWriter, review: Review) -> None:
    """Figures side by side; the differences are formulas, so that a corrected figure can be tried."""
    head = ("项目", "年度", *SOURCES, *(f"{s}差额" for s in SOURCES[1:]), "说明")
    sheet = writing.sheet("数据勾稽", head, (24, 8, *(18,) * 4, *(16,) * 3, 40))
    found = ties_of(review.facts)
    sheet.autofilter(0, 0, max(len(found), 1), len(head) - 1)
    for number, row in enumerate(found, 1):
        sheet.write_string(number, 0, row.title, writing.text)
        sheet.write_number(number, 1, row.year, writing.count)
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


def write_people(writing: SheetWriter, review: Review) -> None:
    """The list of staff as it was read, with what counts against a person."""
    facts = review.facts
    head = ("序号", "姓名", "学历", "职称", "部门", "岗位", "入职日期", "科技人员", "上年在职天数", "提示")
    sheet = writing.sheet("人员", head, (7, 12, 10, 14, 16, 20, 14, 10, 14, 30))
    rows = []
    for key in facts.keys_of("personnel"):
        values = [
            shown_fact(facts.get(f"personnel[{key}].{leaf}"))
            for leaf in ("name", "degree", "title", "department", "post", "hired_on", "tech")
        ]
        days = facts.value(f"personnel[{key}].days")
        short = isinstance(days, int) and not isinstance(days, bool) and days < 183
        rows.append(
            (key, *values, "" if days is None else days, "累计实际工作时间不足 183 天" if short else "")
        )
    writing.rows(sheet, rows, len(head))


PEOPLE_CHECKS = (
    ("名单人数", "=COUNTA(人员!$B$2:$B${last})", "application.staff_total", "申请书：职工总数", "count"),
    (
        "名单中的科技人员",
        '=COUNTIF(人员!$H$2:$H${last},"是")',
        "application.staff_tech",
        "申请书：科技人员数",
        "count",
    ),
    (
        "科技人员占比",
        '=IF(N(B7)=0,"",B3/B7)',
        "derived.staff_tech_ratio",
        "按申请书计算的占比",
        "share",
    ),
    (
        "不足 183 天的科技人员",
        '=COUNTIFS(人员!$H$2:$H${last},"是",人员!$I$2:$I${last},"<183")',
        "",
        "",
        "count",
    ),
    (
        "去除不足 183 天者后的占比",
        '=IF(N(B7)=0,"",(B3-B5)/B7)',
        "",
        "不低于 10%",
        "share",
    ),
    (
        "计算占比所用的职工总数",
        '=IF(AND(B2=B3,C2<>""),C2,B2)',
        "",
        "名单只列科技人员时用申请书的职工总数",
        "count",
    ),
)
"""Rows of the sheet of checks: title, formula, the fact beside it, what that is, how figures are shown."""


def write_people_checks(writing: SheetWriter, review: Review) -> None:
    """Counts of the list against the form, live, so that a person struck out of the list shows its effect."""
    sheet = writing.sheet("人员核对", ("项目", "按名单计算", "申请书", "差额", "说明"), (28, 16, 16, 14, 30))
    people = review.facts.keys_of("personnel")
    last = max(len(people) + 1, 2)
    for number, (title, formula, path, note, look) in enumerate(PEOPLE_CHECKS, 1):
        shown = writing.count if look == "count" else writing.share
        sheet.write_string(number, 0, title, writing.text)
        sheet.write_formula(number, 1, formula.replace("{last}", str(last)), shown, "")
        stated = review.facts.value(path) if path else None
        if isinstance(stated, int | Decimal) and not isinstance(stated, bool):
            sheet.write_number(number, 2, float(stated), shown)
            sheet.write_formula(number, 3, f'=IF(B{number + 1}="","",B{number + 1}-C{number + 1})', shown, "")
        sheet.write_string(number, 4, note, writing.text)
    sheet.autofilter(0, 0, len(PEOPLE_CHECKS), 4)
